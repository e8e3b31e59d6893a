"""满意度调查反馈 F17 (四.1.(4)①): one department answers what was below the target; another verifies."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import local
from app.i18n import N_, _
from app.models.surveys.feedback import SurveyFeedback, SurveyFeedbackStatus
from app.services.registers import keeping
from app.services.registers.paper import remarks
from app.services.registers.parts import REPLIED
from app.services.registers.processes import checks
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE
from app.services.registers.surveys.feedback_fields import BADGES, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.world import Actor, Meaning, World

S = SurveyFeedbackStatus
REPLY_DAYS = 14


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Issued now by the office that writes; answered within two weeks."""
    return {
        "issued_at": now,
        "functional_department_id": actor.department_id,
        "reply_by": local(now).date() + timedelta(days=REPLY_DAYS),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "issued_at")
    issued = values.get("issued_at")
    for name in ("reply_by", "improve_by"):
        day = values.get(name)
        if day is not None and issued is not None and day < local(issued).date():
            problems[name] = _("不能早于发出日期 {day}").format(day=local(issued).date())
    return problems


def registered(world: World, sheet: SurveyFeedback) -> None:
    if sheet.functional_department_id is None:
        sheet.functional_department_id = sheet.department_id
    if sheet.reply_by is None and not sheet.backfilled:
        sheet.reply_by = local(sheet.issued_at).date() + timedelta(days=REPLY_DAYS)
    changed(world, sheet)


def changed(world: World, sheet: SurveyFeedback) -> None:
    """The day by which an answer is asked for is the deadline."""
    if not sheet.backfilled:
        sheet.due_on = sheet.reply_by
        sheet.original_due_on = sheet.original_due_on or sheet.due_on


def paper(sheet: SurveyFeedback, shown: Mapping[str, str]) -> dict[str, str]:
    """F17 has no box for the reason of a return."""
    return {"remarks": remarks(sheet, (_("退回原因"), sheet.return_reason))}


def not_own(world: World, sheet: SurveyFeedback) -> str | None:
    """HR-22: nobody verifies what they answered, and no department its own answer."""
    if world.actor.id == sheet.responded_by_id:
        return _("验证人不能是回复人本人，请换一位")
    responsible = sheet.responsible_department_id
    if world.actor.department_id == responsible != sheet.functional_department_id:
        return _("由职能科室验证，责任科室不验证自己的整改")
    return None


def effective(world: World, sheet: SurveyFeedback) -> str | None:
    """HR-02: a nonconforming service that was made of it is closed first."""
    if reason := not_own(world, sheet):
        return reason
    if waiting := world.open_follow_ups(sheet):
        return _("还不能验证：{what}").format(what="；".join(waiting))
    return None


def respond(world: World, sheet: SurveyFeedback) -> None:
    sheet.responded_at = world.now
    sheet.responded_by_id = world.actor.id


def send_back(world: World, sheet: SurveyFeedback) -> None:
    """Not enough: another round; what was answered stays until it is written anew."""
    sheet.round += 1
    sheet.responded_at = None


def verify(world: World, sheet: SurveyFeedback) -> None:
    sheet.verified_by_id = world.actor.id
    keeping.close(world, sheet)


STEPS = (
    Step("respond", N_("提交回复"), frozenset({S.ISSUED, S.RETURNED}), S.RESPONDED, HEAD_OF_WARD,
         "四.1.(4)①", needs=("root_cause", "improvement", "improve_by"), effect=respond,
         signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("verify", N_("验证有效"), frozenset({S.RESPONDED}), S.VERIFIED, OFFICE, "四.6",
         needs=("verification",), guard=effective, effect=verify, signed=True,
         meaning=Meaning.REVIEW),
    Step("send_back", N_("退回…"), frozenset({S.RESPONDED}), S.RETURNED, OFFICE, "四.6",
         needs=("return_reason",), asks=("return_reason",), guard=not_own, effect=send_back,
         signed=True),
    *keeping.steps(
        S, frozenset({S.VERIFIED}),
        keeping.disposer(FIELDS, (
            "subject", "narrative", "root_cause", "improvement", "verification", "return_reason", "remarks"),
            replaced=()),
        "四.1.(6)",
    ),
)  # fmt: skip

REGISTER = Register(
    name="survey_feedback",
    title=N_("满意度反馈"),
    item=N_("满意度反馈表"),
    prefix="MYF",
    model=SurveyFeedback,
    status=S,
    initial=S.ISSUED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F17",
    columns=("issued_at", "subject", "responsible_department_id", "survey_number",
             "functional_department_id"),
    wide_columns=("issued_at", "subject", "responsible_department_id", "survey_number", "target",
                  "reply_by", "improve_by", "functional_department_id"),
    heads={"issued_at": N_("发出"), "due_on": N_("回复期限"),
           "search": N_("查找：反馈事项、患者原话、编号")},
    road=(S.ISSUED, S.RESPONDED, S.VERIFIED),
    open_states=frozenset({S.ISSUED, S.RESPONDED, S.RETURNED}),
    settled_states=frozenset({S.VERIFIED, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.RESPONDED, S.VERIFIED}),
    answered="responded_at",
    met=REPLIED,
    wards=("department_id", "responsible_department_id"),
    # What an office has to answer (膳食: 总务科) is its handlers' matter as well.
    offices=("functional_department_id", "responsible_department_id"),
    registration=REGISTRATION,
    offered=frozenset({"reply_by", "narrative"}),
    received="issued_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=registered,
    on_change=changed,
    signatures={"issued": "register", "answered": "respond", "verified": "verify"},
    paper=paper,
)  # fmt: skip
