"""周期报告 (四.1.(5)②③, 四.3.(5)(6), HR-18, HR-19, HR-27): made when due, submitted, reviewed, filed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.errors import InvalidRecord, NotAllowed
from app.i18n import N_, _
from app.models.base import Choice
from app.models.organisation import Role
from app.models.reports.periodic_report import (
    PeriodicReport,
    ReportKind,
    ReportStatus,
    SampleResult,
)
from app.services.registers.paper import remarks
from app.services.registers.parts import SENT_IN, Letter, Tool
from app.services.registers.register import Register, Step
from app.services.registers.reports import periods
from app.services.registers.reports.fields import (
    BADGES,
    COMPUTED,
    FIELDS,
    REGISTRATION,
    SECTIONS,
    failed,
)
from app.services.registers.roles import HEAD, OFFICE
from app.services.registers.world import Actor, Meaning, World

S, K = ReportStatus, ReportKind
OPEN = frozenset({S.DUE, S.DRAFT, S.SUBMITTED, S.REVIEWED_BY_LEADER, S.ISSUED})
REVIEWED = (S.DUE, S.DRAFT, S.SUBMITTED, S.REVIEWED_BY_LEADER, S.FILED)
SENT = (S.DUE, S.DRAFT, S.ISSUED, S.FILED)
# Those of the department that writes a report; 采购部门 has its purchasers. Not the heads of wards:
# a bulletin is theirs to read.
WRITERS = OFFICE | {Role.PURCHASER}
HANDED_IN = (
    *REGISTRATION,
    "subject",
    "attendees",
    "samples",
    "findings",
    "guidance",
    "action_numbers",
    "analysis",
    "suggestions",
    "recipient_department_ids",
)
FORMS: Mapping[ReportKind, str] = {
    K.INSPECTION: "F18", K.SUPERVISION: "F19", K.COMPLAINTS: "F20", K.BULLETIN: "F20M",
}  # fmt: skip


class ReportRegister(Register):
    """A bulletin goes out and is read; every other report goes to the leader. Each has its own form."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (REVIEWED, SENT)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return SENT if record.kind is K.BULLETIN else REVIEWED

    def forms_of(self, record: Any) -> tuple[str, ...]:
        return (FORMS[record.kind],) if record.kind else self.forms


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Reports make themselves when due; who begins one earlier writes it for their own department."""
    return {
        "opened_at": now,
        "responsible_department_id": actor.department_id,
        "functional_department_id": actor.department_id,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    kind, code = values.get("kind"), values.get("period")
    if not kind or not code:
        return {}
    if periods.parse(ReportKind(kind), code) is None:
        return {"period": _("月写 2026-10，季写 2026-Q3，半年写 2026-H1，年写 2026")}
    return {}


def period_of(report: Any) -> periods.Period | None:
    """The period of a report; one brought in may lack it."""
    return periods.parse(report.kind, report.period) if report.kind and report.period else None


def registered(world: World, report: PeriodicReport) -> None:
    """Named by its period; due so many days after it. A period is reported on once."""
    if report.leader_opinion and not report.backfilled:
        _opinion_is_the_leaders(world, report)
    same = ("kind", "period", "functional_department_id")
    if not report.backfilled and (number := world.twin(report, same)):
        text = _("这一期已经有 {number}，打开它接着编制").format(number=number)
        raise InvalidRecord({"period": text})
    period = period_of(report)
    if period is None or report.kind is None or report.responsible_department_id is None:
        return
    if not report.subject:
        name = world.department(report.responsible_department_id).name
        report.subject = periods.title(report.kind, period, name)[:60]
    if not report.backfilled:
        report.due_on = report.original_due_on = periods.due_on(report.kind, period)


def changed(world: World, report: PeriodicReport) -> None:
    """What was handed in is not rewritten: the leader gives it back first. A bulletin stands as it is."""
    actor = world.actor
    own = {report.department_id, report.responsible_department_id, report.functional_department_id}
    if actor.department_id in report.recipient_department_ids and not (
        actor.department_id in own or actor.roles & {*WRITERS, Role.LEADER_IN_CHARGE}
    ):
        raise NotAllowed(_("这份通报发给您的科室阅知，不由您的科室填写"))
    if not report.backfilled and world.was(report, "leader_opinion") != report.leader_opinion:
        _opinion_is_the_leaders(world, report)
    if report.backfilled or report.status in (S.DUE, S.DRAFT):
        return
    said = [name for name in HANDED_IN if world.was(report, name) != getattr(report, name)]
    if said:
        text = _("已经提交，内容不再改动；要改先由分管领导退回")
        raise InvalidRecord(dict.fromkeys(said, text))


def _opinion_is_the_leaders(world: World, report: PeriodicReport) -> None:
    """Who reads what was handed in says so, while it waits for them; nobody else, and not later."""
    text = ""
    if report.status is not S.SUBMITTED:
        text = _("领导意见在提交以后、审阅以前由分管领导写；审阅以后不再改动")
    elif Role.LEADER_IN_CHARGE not in world.actor.roles:
        text = _("领导意见由分管领导写，不由编制科室代写")
    elif reason := not_own(world, report):
        text = reason
    if text:
        raise InvalidRecord({"leader_opinion": text})


def paper(report: Any, shown: Mapping[str, str]) -> dict[str, str]:
    """What has no box of its own stands among the remarks."""
    return {"remarks": remarks(report, (_("退回原因"), report.return_reason))}


def its_form(form: str) -> Any:
    """The reason why a report is not printed on this form."""

    def reason(values: Mapping[str, Any]) -> str | None:
        kind = values.get("kind")
        if not kind or FORMS[ReportKind(kind)] == form:
            return None
        return _("这是{kind}").format(kind=_(ReportKind(kind).label))

    return reason


# ---- guards ------------------------------------------------------------------------------------


def is_over(world: World, report: PeriodicReport) -> str | None:
    """Of a period that still runs nothing can be summed up."""
    period = period_of(report)
    if period is not None and world.today < period.after:
        return _("{period}还没有结束，{day} 起可以提交").format(
            period=period.name, day=period.after
        )
    return None


def may_submit(world: World, report: PeriodicReport) -> str | None:
    if report.kind is K.BULLETIN:
        return _("通报不用提交，办“发出”")
    if report.kind is K.SUPERVISION:
        return is_over(world, report) or _inspected(report)
    lacking = [
        name for name, text in ((_("分析"), report.analysis), (_("建议"), report.suggestions))
        if not text
    ]  # fmt: skip
    if lacking:
        return _("还没有写{what}").format(what="、".join(lacking))
    return is_over(world, report)


def _inspected(report: PeriodicReport) -> str | None:
    """四.3.(6): every sampled lot was looked at in all six respects."""
    for number, row in enumerate(report.samples, 1):
        if not row.get("result"):
            return _("抽查批次第 {n} 行还没有选六项检查的结果").format(n=number)
        if row["result"] == SampleResult.SOME_BAD and not failed(row):
            return _("抽查批次第 {n} 行有不符合，写明是六项里的哪一项").format(n=number)
    if not report.findings or not report.guidance:
        return _("发现问题（没有也写“未发现问题”）和对采购工作的指导意见都要写")
    return None


def may_issue(world: World, report: PeriodicReport) -> str | None:
    if report.kind is not K.BULLETIN:
        return _("这份报告报分管领导，办“提交”")
    if not report.recipient_department_ids:
        return _("还没有选发往科室")
    return is_over(world, report)


def not_own(world: World, report: PeriodicReport) -> str | None:
    """HR-22: who approves did not submit."""
    if report.submitted_by_id == world.actor.id:
        return _("这份报告是您自己提交的，换一位办理（审批人不能是呈报人）")
    return None


# ---- effects -----------------------------------------------------------------------------------


def submit(world: World, report: PeriodicReport) -> None:
    """From here on the figures stand as they are now."""
    report.submitted_at = world.now
    report.submitted_by_id = world.actor.id
    report.return_reason = None
    world.freeze(report)


STEPS = (
    Step("begin", N_("开始编制"), frozenset({S.DUE}), S.DRAFT, WRITERS, "四.3.(5)"),
    Step("submit", N_("提交"), frozenset({S.DRAFT}), S.SUBMITTED, WRITERS, "四.3.(5)",
         guard=may_submit, effect=submit, signed=True),
    Step("issue", N_("发出"), frozenset({S.DRAFT}), S.ISSUED, WRITERS, "四.1.(5)②",
         guard=may_issue, effect=submit, signed=True),
    Step("endorse", N_("负责人审核"), frozenset({S.SUBMITTED}), None, HEAD, "四.3.(5)",
         guard=not_own, signed=True, meaning=Meaning.REVIEW),
    Step("review", N_("领导审阅"), frozenset({S.SUBMITTED}), S.REVIEWED_BY_LEADER,
         frozenset({Role.LEADER_IN_CHARGE}), "四.3.(5)", needs=("leader_opinion",), guard=not_own,
         signed=True, meaning=Meaning.APPROVAL),
    Step("give_back", N_("退回…"), frozenset({S.SUBMITTED}), S.DRAFT,
         frozenset({Role.LEADER_IN_CHARGE}), "四.3.(5)", needs=("return_reason",),
         asks=("return_reason",), guard=not_own, signed=True),
    Step("file", N_("备案"), frozenset({S.REVIEWED_BY_LEADER, S.ISSUED}), S.FILED, WRITERS,
         "四.1.(5)③"),
)  # fmt: skip
FIGURES = Tool("report_figures", N_("看数据和图"), "chart", "Ctrl+I", "READ",
               states=frozenset(S))  # fmt: skip
ACTIVITY = Tool("activity_figures", N_("门诊、出院人次…"), "users", "Ctrl+R", "ENTER_FIGURES")
PACK = Tool("meeting_pack", N_("质控例会资料…"), "printer", "Ctrl+U", "PRINT")

REGISTER = ReportRegister(
    name="periodic_report",
    title=N_("周期报告"),
    item=N_("周期报告"),
    prefix="BG",
    model=PeriodicReport,
    status=S,
    initial=S.DUE,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F18",
    columns=("opened_at", "kind", "period", "subject", "functional_department_id"),
    wide_columns=("opened_at", "kind", "period", "subject", "responsible_department_id",
                  "functional_department_id"),
    heads={"opened_at": N_("建立"), "due_on": N_("报送期限"), "search": N_("查找：标题、期间、编号")},
    road=REVIEWED,
    road_by="kind",
    open_states=OPEN,
    answered_states=frozenset({S.SUBMITTED, S.REVIEWED_BY_LEADER, S.ISSUED}),
    answered="submitted_at",
    met=SENT_IN,
    wards=("department_id", "responsible_department_id", "recipient_department_ids"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=COMPUTED,
    received="opened_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=registered,
    on_change=changed,
    signatures={"compiled": "submit|issue", "endorsed": "endorse", "leader": "review"},
    paper=paper,
    letters=tuple(Letter(one, paper, its_form(one)) for one in ("F19", "F20", "F20M")),
    tools=(FIGURES, ACTIVITY, PACK),
)  # fmt: skip
