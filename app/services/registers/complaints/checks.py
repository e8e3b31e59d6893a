"""患者投诉: what is wrong with the values of F01, field by field and between fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.clock import local
from app.i18n import _
from app.models.complaint import ResolutionType


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields of F01; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    received = values.get("received_at")
    if received is not None and local(received).date() > today:
        problems["received_at"] = _("不能晚于今天")
    if not values.get("anonymous"):
        for name in ("complainant_name", "complainant_phone", "relationship"):
            if not values.get(name):
                problems[name] = _("必填；不肯留姓名的，勾选“匿名投诉”")
    phone = values.get("complainant_phone")
    if phone and (problem := phone_problem(phone)):
        problems["complainant_phone"] = problem
    occurred = values.get("occurred_on")
    if occurred and received and occurred > local(received).date():
        problems["occurred_on"] = _("不能晚于接到日期 {day}").format(day=local(received).date())
    problems |= _check_ages(values) | _check_results(values)
    replied = values.get("replied_at")
    if replied and received and replied < received:
        problems["replied_at"] = _("不能早于接到时间 {moment}").format(
            moment=f"{local(received):%Y-%m-%d %H:%M}"
        )
    return problems


def _check_ages(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: _("年龄应在 0 到 130 之间")
        for name in ("complainant_age", "patient_age")
        if values.get(name) is not None and not 0 <= values[name] <= 130
    }


def _check_results(values: Mapping[str, Any]) -> dict[str, str]:
    """四.1.(2), (3): a main cause and a main result among those ticked; ④ with money and voucher."""
    problems = {}
    if values.get("main_cause") and values["main_cause"] not in (
        values.get("cause_categories") or []
    ):
        problems["main_cause"] = _("主因要在已勾选的原因里选")
    chosen = values.get("resolutions") or []
    if values.get("main_resolution") and values["main_resolution"] not in chosen:
        problems["main_resolution"] = _("主要结果要在已勾选的处理结果里选")
    if ResolutionType.HARDSHIP_COMPENSATION in chosen:
        for name in ("compensation_amount", "compensation_approver_id", "compensation_voucher"):
            if not values.get(name):
                problems[name] = _("选了“④困难补偿”，要写金额、审批人和财务凭证号")
    amount = values.get("compensation_amount")
    if amount is not None and amount <= 0:
        problems["compensation_amount"] = _("金额要大于 0")
    return problems


def phone_problem(phone: str) -> str | None:
    """What is wrong with a phone number; masked demonstration numbers (138****0012) pass."""
    digits = [letter for letter in phone if letter.isdigit() or letter == "*"]
    if any(not (letter.isdigit() or letter in "*-+ ()（）转") for letter in phone):
        return _("电话里只能有数字、空格和 - + ( ) 转")
    if phone.startswith("1") and len(digits) != 11:
        short = 11 - len(digits)
        return (
            _("手机号少 {n} 位：应为 11 位").format(n=short)
            if short > 0
            else _("手机号多 {n} 位：应为 11 位").format(n=-short)
        )
    if len(digits) < 5:
        return _("号码太短：手机 11 位，或区号-号码")
    return None
