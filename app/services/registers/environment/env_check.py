"""环境检查 F14 (四.4, HR-12): what failed ends only through a re-check that passed and was supervised.

There is no step from a failure to its end but this one, whoever asks; what passes is closed at once.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.i18n import N_, _
from app.models.base import Choice
from app.models.environment import check as e
from app.models.organisation import Role
from app.services.registers import keeping
from app.services.registers.environment import measuring, rechecking, tools
from app.services.registers.fields.env_check import (
    BADGES,
    COMPUTED,
    FIELDS,
    JUDGED,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.parts import POINTS, Remark, Told, Wait
from app.services.registers.processes import checks
from app.services.registers.register import Register, Step
from app.services.registers.roles import OFFICE, WARD
from app.services.registers.world import Actor, Meaning, World

S, V = e.EnvStatus, e.EnvVerdict
SUPERVISORS = OFFICE | {Role.ENVIRONMENT_SUPERVISOR}
# Who measures, and puts right: the department's own, stores among them.
OWN = WARD | {Role.STOREKEEPER, Role.PURCHASER, Role.ENVIRONMENT_SUPERVISOR}
KEEPERS = frozenset({Role.STOREKEEPER, Role.PURCHASER})
REPEATED = ("recheck_value", "recheck_finding", "recheck_at", "recheck_instrument",
            "rechecked_by_id", "recheck_odd_confirmed")  # fmt: skip
PLANNED = ("cause", "action", "action_person_id", "action_due_on")


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Checked now by who writes."""
    return {"checked_at": now, "checker_id": actor.id}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    return checks.not_later(values, today, "checked_at") | checks.not_later(
        values, today, "recheck_at"
    )


def changed(world: World, record: e.EnvCheck) -> None:
    measuring.changed(world, record)
    rechecking.changed(world, record)


def passed(world: World, record: e.EnvCheck) -> None:
    """What is in its limit is done with, once a person has confirmed it and nothing waits (HR-02)."""
    measuring.confirm(world, record)
    if not world.open_follow_ups(record):
        record.status = S.CLOSED
        keeping.close(world, record)


STEPS = (
    Step("measure", N_("登记结果"), frozenset({S.SCHEDULED}), S.MEASURED, OWN, "四.4",
         effect=measuring.measure),
    Step("judge_pass", N_("判合格"), frozenset({S.MEASURED}), S.PASSED, OWN, "四.4",
         guard=measuring.confirms(V.PASS), effect=passed, signed=True,
         outcomes=frozenset({S.CLOSED})),
    Step("judge_warn", N_("判预警"), frozenset({S.MEASURED}), S.WARNED, OWN, "四.4",
         guard=measuring.confirms(V.WARN), effect=measuring.confirm, signed=True),
    Step("judge_fail", N_("判不合格"), frozenset({S.MEASURED}), S.FAILED, OWN, "四.4",
         guard=measuring.confirms(V.FAIL), effect=measuring.confirm, signed=True),
    Step("restrict", N_("停用区域…"), frozenset({S.FAILED}), S.RESTRICTED, OWN, "四.4",
         needs=("restriction",), asks=("restricted_place", "restriction"),
         guard=rechecking.not_restricted, effect=rechecking.restrict, signed=True),
    Step("restrict_later", N_("补停用…"), frozenset({S.ACTION}), None, OWN, "四.4",
         needs=("restriction",), asks=("restricted_place", "restriction"),
         guard=rechecking.not_restricted, effect=rechecking.restrict, signed=True),
    Step("put_goods_aside", N_("所放物品停用待检…"),
         frozenset({S.RESTRICTED, S.ACTION, S.RECHECK_PASSED, S.CONFIRMED}), None, KEEPERS,
         "四.3.(3)", needs=("goods_place",), asks=("goods_place",),
         guard=rechecking.goods_lie_there, effect=rechecking.put_goods_aside, signed=True),
    Step("act", N_("安排整改"), frozenset({S.FAILED, S.RESTRICTED}), S.ACTION, OWN, "四.4",
         needs=PLANNED, guard=rechecking.decided, effect=rechecking.act, signed=True),
    Step("finish_action", N_("整改完成"), frozenset({S.ACTION}), None, OWN, "四.4",
         needs=("action",), guard=rechecking.not_done, effect=rechecking.done, signed=True),
    Step("recheck", N_("登记复查…"), frozenset({S.ACTION}), S.RECHECK_PASSED, OWN, "四.4",
         asks=REPEATED, guard=rechecking.may_recheck, effect=rechecking.recheck, signed=True,
         outcomes=frozenset({S.ACTION})),
    Step("measure_again", N_("再测…"), frozenset({S.WARNED}), None, OWN, "四.4",
         asks=REPEATED, guard=rechecking.may_recheck, effect=rechecking.recheck, signed=True,
         outcomes=frozenset({S.FAILED})),
    Step("supervise", N_("监督确认"), frozenset({S.RECHECK_PASSED}), S.CONFIRMED, SUPERVISORS,
         "三.8", needs=("supervision",), guard=rechecking.supervisor,
         effect=rechecking.supervise, signed=True, meaning=Meaning.APPROVAL),
    Step("send_back", N_("监督退回…"), frozenset({S.RECHECK_PASSED}), S.ACTION, SUPERVISORS,
         "三.8", needs=("supervision",), asks=("supervision",), guard=rechecking.supervisor,
         effect=rechecking.send_back, signed=True),
    Step("close", N_("结案"), frozenset({S.CONFIRMED, S.WARNED, S.PASSED}), S.CLOSED,
         OWN, "四.6", guard=rechecking.may_close, effect=rechecking.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "place", "companion", "checker_id", "cause", "action", "action_person_id",
            "restriction", "rechecks", "rechecked_by_id", "supervision", "supervised_by_id",
            "remarks"), ()),
        "四.4",
    ),
)  # fmt: skip

PASS_ROAD = (S.SCHEDULED, S.MEASURED, S.PASSED, S.CLOSED)
WARN_ROAD = (S.SCHEDULED, S.MEASURED, S.WARNED, S.CLOSED)
FAIL_ROAD = (S.SCHEDULED, S.MEASURED, S.FAILED, S.ACTION, S.RECHECK_PASSED, S.CONFIRMED, S.CLOSED)
RESTRICTED_ROAD = (*FAIL_ROAD[:3], S.RESTRICTED, *FAIL_ROAD[3:])
ROADS = {V.PASS: PASS_ROAD, V.WARN: WARN_ROAD, V.FAIL: FAIL_ROAD}
_JUDGED = frozenset((*JUDGED, "odd_confirmed"))
_AFTER_FAILURE = frozenset(
    {S.FAILED, S.RESTRICTED, S.ACTION, S.RECHECK_PASSED, S.CONFIRMED}
)  # fmt: skip
WAITS: dict[StrEnum, Wait] = {
    S.ACTION: Wait(N_("整改，完成后复查"), OWN),
}


TOLD = Told(
    "leader_told_at", frozenset({Role.LEADER_IN_CHARGE}), N_("累计 3 次不合格，督促：{next}")
)


class CheckRegister(Register):
    """Three roads: what passes, what is near its limit, what failed; the last result decides."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (PASS_ROAD, WARN_ROAD, FAIL_ROAD, RESTRICTED_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        if record.status is S.RESTRICTED or getattr(record, "restricted_at", None):
            return RESTRICTED_ROAD
        has_failed = record.status in _AFTER_FAILURE or getattr(record, "failures", None)
        result = V.FAIL if has_failed else record.verdict or getattr(record, "last_verdict", None)
        return ROADS.get(result or V.PASS, PASS_ROAD)

    def called(self, values: Mapping[str, Any]) -> str:
        """What was checked does not say which room it was."""
        return " ".join(str(values[name]) for name in ("place", "subject") if values.get(name))

    def account(self, record: Any) -> str:
        """What was measured where, against which limit, and what every re-check said."""
        said = [
            _("{place} {subject}：{result}，限值 {limit} {unit}").format(
                place=record.place or "", subject=record.subject or "",
                result=measuring.result(record) or _("没有结果"), limit=record.limit_text or "—",
                unit=record.unit or "",
            ).strip()
        ]  # fmt: skip
        said += rechecking.accounts(record)
        said += [f"{_(label)}：{text}" for label, text in (
            (N_("原因"), record.cause), (N_("整改措施"), record.action)) if text]  # fmt: skip
        return "\n".join(said)

    def fixed(self, record: Any) -> frozenset[str]:
        """What was judged stays as it was measured, a place that was shut stays the one it is."""
        judged = _JUDGED if record.verdict is not None else frozenset()
        shut = {"restricted_place"} if record.restricted_at is not None else set()
        confirmed = rechecking.CONFIRMED if record.supervised_at is not None else ()
        return judged | shut | set(confirmed)

    def leads_on(self, record: Any, step: Step) -> bool:
        """The next state of its road; before a re-check the measure is taken."""
        road = self.road_of(record)
        if record.status not in road[:-1] or step.target is None:
            return step.action == "finish_action" and _is_being_put_right(record)
        if step.action == "recheck" and _is_being_put_right(record):
            return False
        return step.target is road[road.index(record.status) + 1]


def _is_being_put_right(record: Any) -> bool:
    return record.status is S.ACTION and getattr(record, "action_done_at", None) is None


def result_words(record: Any) -> str:
    """What the list says beside the state: the result, what came of it, what is not used meanwhile."""
    is_shut = record.restricted_at and not record.released_at
    said = [_("停用") if is_shut else ""]
    said.append(measuring.result_words(record.value, record.finding, record.unit))
    if record.doubtful:
        said.append(_("可疑"))
    if record.recheck_count:
        last = measuring.result_words(record.last_value, record.last_finding)
        said.append(_("复查 {n} 次 {last}").format(n=record.recheck_count, last=last))
    return "；".join(one for one in said if one)


REMARK = Remark(
    N_("结果"), 220,
    ("status", "value", "finding", "unit", "doubtful", "recheck_count", "last_value",
     "last_finding", "restricted_at", "released_at"),
    result_words,
)  # fmt: skip

REGISTER = CheckRegister(
    name="env_check",
    title=N_("环境检查"),
    item=N_("环境检查"),
    prefix="HJ",
    model=e.EnvCheck,
    status=S,
    initial=S.SCHEDULED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F14",
    columns=("checked_at", "subject", "place", "limit_text", "verdict",
             "functional_department_id"),
    wide_columns=("checked_at", "responsible_department_id", "subject", "place", "limit_text",
                  "verdict", "checker_id", "functional_department_id"),
    heads={"checked_at": N_("检查"), "search": N_("查找：项目、地点、检查点、编号")},
    road=PASS_ROAD,
    road_by="verdict",
    open_states=frozenset(
        {S.SCHEDULED, S.MEASURED, S.PASSED, S.WARNED, S.FAILED, S.RESTRICTED, S.ACTION, S.RECHECK_PASSED,
         S.CONFIRMED}
    ),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=COMPUTED,
    copied=("point_code", "instrument_code"),
    received="checked_at",
    subject=("subject", "place"),
    check=check,
    defaults=defaults,
    on_register=measuring.registered,
    on_change=changed,
    void_guard=rechecking.failure_stands,
    offers={"point_code": POINTS},
    signatures={
        "checked": ("checker_id", "checked_at"),
        "supervised": ("supervised_by_id", "supervised_at"),
    },
    tools=(tools.ROUND, tools.CALENDAR, tools.OUT, tools.TREND),
    remark=REMARK,
    waits=WAITS,
    told=TOLD,
)  # fmt: skip
