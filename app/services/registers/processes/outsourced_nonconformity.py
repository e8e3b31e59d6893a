"""外包不合格 (三.13, HR-21): the department in charge tells the contractor, verifies, acts by the contract."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.processes import outsourced as o
from app.services.registers import keeping
from app.services.registers.fields.outsourced_nonconformity import (
    BADGES,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.parts import Wait
from app.services.registers.processes import checks, judges, papers
from app.services.registers.register import Register, Step
from app.services.registers.roles import OFFICE
from app.services.registers.world import Actor, Meaning, Origin, World

S = o.OutsourcedStatus
BY_CONTRACT = ("contractor", "contract_number")


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Whoever finds it writes it down."""
    return {"found_at": now, "responsible_department_id": actor.department_id}


def carry(origin: Origin) -> dict[str, Any]:
    """What happened and where; which contract it breaks is for people to say."""
    return {
        # Whoever took the complaint found it; the department complained of may be the contractor's.
        "responsible_department_id": origin.get(
            "first_receiving_department_id", "responsible_department_id"
        ),
        "functional_department_id": origin.get("functional_department_id"),
        "subject": (origin.get("subject") or origin.title)[:60],
        "narrative": origin.get("narrative") or origin.title,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "found_at")
    problems |= checks.not_before(values, "found_at", "notified_at")
    found, done = values.get("found_at"), values.get("rectified_on")
    if done and done > today:
        problems["rectified_on"] = _("还没有到这一天；整改后再填")
    if done and found and done < local(found).date():
        problems["rectified_on"] = _("不能早于发现日期 {day}").format(day=local(found).date())
    if (values.get("penalty_amount") or 0) < 0:
        problems["penalty_amount"] = _("不能是负数")
    return problems


def changed(world: World, case: o.OutsourcedNonconformity) -> None:
    """HR-21: the contract the contractor was told of is the one it is handled by."""
    touched = [name for name in BY_CONTRACT if world.was(case, name) != getattr(case, name)]
    if touched and case.status is not S.FOUND and not case.backfilled:
        raise StepRefused(
            _("已经通知外包方，{fields}不能再改（三.13）；写错的作废后另行登记").format(
                fields="、".join(_(REGISTER[name].label) for name in touched)
            )
        )


# ---- guards ------------------------------------------------------------------------------------


def by_who_is_in_charge(world: World, case: o.OutsourcedNonconformity) -> str | None:
    return judges.in_charge(world, case, _("外包不合格"))


def verifier(world: World, case: o.OutsourcedNonconformity) -> str | None:
    """HR-22: who verifies did not write down that it was put right."""
    if reason := by_who_is_in_charge(world, case):
        return reason
    if world.took(case, "rectify") == world.actor.id:
        return _("验证人不能是登记整改的本人，请换一位")
    return None


def may_close(world: World, case: o.OutsourcedNonconformity) -> str | None:
    """HR-02: a penalty puts nothing right; it is rectified and verified before it is closed."""
    if reason := by_who_is_in_charge(world, case):
        return reason
    if world.took(case, "verify") is None and not case.backfilled:
        return _("按合同处罚之后还要整改并验证，才能结案（四.6）")
    if waiting := world.open_follow_ups(case):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def notify(world: World, case: o.OutsourcedNonconformity) -> None:
    case.notified_at = case.notified_at or world.now


def rectify(world: World, case: o.OutsourcedNonconformity) -> None:
    case.rectified_on = case.rectified_on or world.today


STEPS = (
    Step("notify", N_("通知外包方"), frozenset({S.FOUND}), S.NOTIFIED_CONTRACTOR, OFFICE, "三.13",
         needs=("requirement", "requested_on"), guard=by_who_is_in_charge, effect=notify,
         signed=True),
    Step("rectify", N_("登记整改"), frozenset({S.NOTIFIED_CONTRACTOR, S.CONTRACT_PENALTY}),
         S.RECTIFIED, OFFICE, "三.13", needs=("rectification",), guard=by_who_is_in_charge,
         effect=rectify, signed=True),
    Step("verify", N_("验证"), frozenset({S.RECTIFIED}), S.VERIFIED, OFFICE, "三.13",
         needs=("verification",), guard=verifier, signed=True, meaning=Meaning.REVIEW),
    Step("send_back", N_("退回重改…"), frozenset({S.RECTIFIED}), S.NOTIFIED_CONTRACTOR, OFFICE,
         "三.13", needs=("refusal_reason",), asks=("refusal_reason",), guard=verifier,
         signed=True),
    Step("penalize", N_("按合同处罚"), frozenset({S.NOTIFIED_CONTRACTOR, S.VERIFIED}),
         S.CONTRACT_PENALTY, OFFICE, "三.13", needs=("contract_clause", "penalty"),
         guard=by_who_is_in_charge, signed=True, meaning=Meaning.APPROVAL),
    Step("close", N_("结案"), frozenset({S.VERIFIED, S.CONTRACT_PENALTY}), S.CLOSED, OFFICE,
         "四.6", guard=may_close, effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "contact", "requirement", "rectification", "verification", "refusal_reason",
            "penalty", "subject", "remarks")),
        "三.13",
    ),
)  # fmt: skip
WAITS: dict[StrEnum, Wait] = {
    S.CONTRACT_PENALTY: Wait(N_("整改、验证后结案"), OFFICE),
}

REGISTER = Register(
    name="outsourced_nonconformity",
    title=N_("外包不合格"),
    item=N_("外包不合格"),
    prefix="WB",
    model=o.OutsourcedNonconformity,
    status=S,
    initial=S.FOUND,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F03",
    columns=("found_at", "contractor", "subject", "contract_number", "functional_department_id"),
    wide_columns=("found_at", "responsible_department_id", "contractor", "subject",
                  "contract_number", "penalty_amount", "functional_department_id"),
    heads={"found_at": N_("发现"), "search": N_("查找：外包方、合同号、事项、编号")},
    road=(S.FOUND, S.NOTIFIED_CONTRACTOR, S.RECTIFIED, S.VERIFIED, S.CLOSED),
    open_states=frozenset(
        {S.FOUND, S.NOTIFIED_CONTRACTOR, S.RECTIFIED, S.VERIFIED, S.CONTRACT_PENALTY}
    ),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    copied=("contractor", "contract_number", "subject", "functional_department_id"),
    received="found_at",
    check=check,
    defaults=defaults,
    on_change=changed,
    signatures=papers.CONTRACTOR,
    paper=papers.of_contractor,
    carry=carry,
    waits=WAITS,
)  # fmt: skip
