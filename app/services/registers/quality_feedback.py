"""质量检查反馈表 F02 (四.1.(4)③, 四.2.(3)): findings go out, the department answers, the office verifies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.clock import local
from app.i18n import N_, _
from app.models.keeping import Effect, Severity
from app.models.nonconforming_service import NcSource
from app.models.quality_feedback import CheckCategory, FeedbackStatus, QualityFeedback
from app.services.registers import keeping
from app.services.registers.fields.quality_feedback import BADGES, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.lines import total
from app.services.registers.paper import remarks
from app.services.registers.parts import REPLIED
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S = FeedbackStatus
OPEN = frozenset(
    {S.PREPARED, S.ISSUED, S.ACKNOWLEDGED, S.RESPONDED, S.RETURNED, S.VERIFIED_EFFECTIVE}
)
FOUND_BY = {
    NcSource.COMPLAINT: CheckCategory.COMPLAINT,
    NcSource.SURVEY: CheckCategory.SURVEY,
    NcSource.DAILY_CHECK: CheckCategory.DAILY,
    NcSource.THIRD_PARTY: CheckCategory.THIRD_PARTY,
}
ANSWER = ("root_cause", "correction", "corrective_action", "preventive_action", "completed_on",
          "completer_id")  # fmt: skip


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Who checks writes the sheet, in the name of their office."""
    return {
        "checked_at": now,
        "check_category": CheckCategory.DAILY.value,
        "inspecting_department_id": actor.department_id,
        "inspector_id": actor.id,
    }


def carry(origin: Origin) -> dict[str, Any]:
    """What the sheet takes over: the finding itself, who is responsible, how severe it is.

    Before a complaint is judged the finding is how it was received, so the reason says what it is.
    """
    category = CheckCategory.COMPLAINT if origin.register == "complaint" else CheckCategory.OTHER
    if origin.register == "nonconforming_service":
        category = FOUND_BY.get(origin.values["source"], CheckCategory.OTHER)
    severity = origin.values.get("severity") or (
        Severity.MAJOR if origin.values.get("accident_dispute") else Severity.MINOR
    )
    matter = origin.get("subject") or origin.title
    is_judged = origin.register != "complaint" or origin.get("determination")
    finding = "\n".join(
        text for text in (origin.reason, origin.get("narrative") or origin.title) if text
    )
    return {
        "check_category": category.value,
        "source_number": origin.number,
        "inspecting_department_id": origin.get("functional_department_id"),
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "subject": (matter if is_judged else origin.reason or matter)[:60],
        "severity": severity,
        "findings": [{"description": finding[:2000]}] if finding else [],
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    checked = values.get("checked_at")
    if checked is not None and local(checked).date() > today:
        problems["checked_at"] = _("不能晚于今天")
    requested = values.get("requested_on")
    if requested and checked and requested < local(checked).date():
        problems["requested_on"] = _("不能早于检查日期 {day}").format(day=local(checked).date())
    completed = values.get("completed_on")
    if completed and checked and completed < local(checked).date():
        problems["completed_on"] = _("不能早于检查日期 {day}").format(day=local(checked).date())
    if completed and completed > today:
        problems["completed_on"] = _("还没有到这一天；完成后再填")
    for number, row in enumerate(values.get("findings") or [], 1):
        if str(row.get("points") or "").startswith("-"):
            problems["findings"] = _("第 {n} 行的扣分不能是负数").format(n=number)
    return problems


def changed(world: World, sheet: QualityFeedback) -> None:
    """The points are added up; the day asked for is the sheet's deadline."""
    sheet.total_points = total(sheet.findings, "points") if sheet.findings else None
    if not sheet.backfilled:
        sheet.due_on = sheet.requested_on
        sheet.original_due_on = sheet.original_due_on or sheet.due_on


def paper(sheet: QualityFeedback, shown: Mapping[str, str]) -> dict[str, str]:
    """F02 has no box for the reason of a return."""
    return {"remarks": remarks(sheet, (_("退回原因"), sheet.return_reason))}


# ---- guards ------------------------------------------------------------------------------------


def found_something(world: World, sheet: QualityFeedback) -> str | None:
    return None if sheet.findings else _("还没有写存在问题，至少一条")


def completed(world: World, sheet: QualityFeedback) -> str | None:
    """四.2.(3): the department answers when it is done, not before."""
    if sheet.completed_on is not None and sheet.completed_on > world.today:
        return _("完成日期还没有到；完成后再提交回复")
    return None


def effective(world: World, sheet: QualityFeedback) -> str | None:
    if reason := not_own(world, sheet):
        return reason
    if sheet.effect is not Effect.EFFECTIVE:
        return _("效果选“有效”才能通过；部分有效或无效的，办“退回”")
    return None


def not_own(world: World, sheet: QualityFeedback) -> str | None:
    """HR-22: who verifies did not answer or carry it out."""
    if world.actor.id in (sheet.responded_by_id, sheet.completer_id):
        return _("验证人不能是责任人或回复人本人，请换一位")
    return None


# ---- effects -----------------------------------------------------------------------------------


def issue(world: World, sheet: QualityFeedback) -> None:
    """四.2.(3)③: the sheet is the office's; one begun by a ward's report is checked by who issues it."""
    sheet.issued_at = world.now
    begun_elsewhere = sheet.department_id != sheet.inspecting_department_id
    if begun_elsewhere and sheet.inspector_id == sheet.created_by_id:
        sheet.inspector_id = world.actor.id


def respond(world: World, sheet: QualityFeedback) -> None:
    sheet.responded_at = world.now
    sheet.responded_by_id = world.actor.id


def send_back(world: World, sheet: QualityFeedback) -> None:
    """Not effective: another round; what was answered stays until it is written anew."""
    sheet.round += 1
    sheet.responded_at = None
    sheet.effect = None


def file(world: World, sheet: QualityFeedback) -> None:
    sheet.filed_on = sheet.filed_on or world.today
    keeping.close(world, sheet)


STEPS = (
    Step("issue", N_("发出"), frozenset({S.PREPARED}), S.ISSUED, OFFICE, "四.1.(4)③",
         needs=("findings", "severity", "requested_on"), guard=found_something, effect=issue,
         signed=True),
    Step("acknowledge", N_("签收"), frozenset({S.ISSUED}), S.ACKNOWLEDGED, WARD, "四.1.(4)③",
         signed=True),
    Step("respond", N_("提交回复"), frozenset({S.ACKNOWLEDGED, S.RETURNED}), S.RESPONDED,
         HEAD_OF_WARD, "四.2.(3)", needs=ANSWER, guard=completed, effect=respond, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("verify", N_("验证有效"), frozenset({S.RESPONDED}), S.VERIFIED_EFFECTIVE, OFFICE, "四.6",
         needs=("effect", "evidence"), guard=effective, signed=True, meaning=Meaning.REVIEW),
    Step("send_back", N_("退回…"), frozenset({S.RESPONDED}), S.RETURNED, OFFICE, "四.6",
         needs=("return_reason",), asks=("return_reason",), guard=not_own, effect=send_back,
         signed=True),
    Step("file", N_("备案"), frozenset({S.VERIFIED_EFFECTIVE}), S.FILED, OFFICE, "四.2.(3)",
         effect=file, signed=True),
    *keeping.steps(
        S, frozenset({S.FILED}),
        keeping.disposer(FIELDS, (
            "accompanied_by", "subject", "findings", "root_cause", "correction",
            "corrective_action", "preventive_action", "evidence", "return_reason", "remarks"),
            replaced=()),
        "四.2.(5)",
    ),
)  # fmt: skip

REGISTER = Register(
    name="quality_feedback",
    title=N_("质量检查反馈"),
    item=N_("反馈表"),
    prefix="FK",
    model=QualityFeedback,
    status=FeedbackStatus,
    initial=S.PREPARED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F02",
    columns=("checked_at", "check_category", "responsible_department_id", "subject",
             "total_points", "inspecting_department_id"),
    wide_columns=("checked_at", "check_category", "responsible_department_id", "subject",
                  "severity", "total_points", "inspector_id", "inspecting_department_id"),
    heads={"checked_at": N_("检查"), "responsible_department_id": N_("被检科室"),
           "subject": N_("存在问题"), "total_points": N_("扣分"), "due_on": N_("整改期限")},
    road=(S.PREPARED, S.ISSUED, S.ACKNOWLEDGED, S.RESPONDED, S.VERIFIED_EFFECTIVE, S.FILED),
    open_states=OPEN,
    settled_states=frozenset({S.VERIFIED_EFFECTIVE, S.FILED, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.RESPONDED, S.VERIFIED_EFFECTIVE}),
    answered="responded_at",
    met=REPLIED,
    wards=("department_id", "responsible_department_id"),
    offices=("inspecting_department_id",),
    registration=REGISTRATION,
    offered=frozenset({"findings", "severity", "requested_on"}),
    computed=frozenset({"total_points"}),
    clauses={"findings.clause": "points"},
    received="checked_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=changed,
    on_change=changed,
    signatures={"issued": "issue", "answered": "respond", "verified": "verify"},
    paper=paper,
    carry=carry,
)  # fmt: skip
