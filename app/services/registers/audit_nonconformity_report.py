"""不合格报告（内审） F04 (四.2.(3) 次段): issued by an auditor, closed within days. Job titles, no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.audit_nonconformity import (
    AuditNonconformityReport,
    AuditReportStatus,
    NonconformityType,
)
from app.models.keeping import Severity
from app.services.registers import keeping
from app.services.registers.paper import remarks
from app.services.registers.parts import Badge, Wait
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S = AuditReportStatus
OPEN = frozenset({S.ISSUED, S.CONFIRMED, S.ACTION_ACCEPTED, S.DONE, S.VERIFIED})
CLOSED_WITHIN = "NS1"

FIELDS = (
    Field("audited_at", N_("审核日期"), Kind.DATETIME, required=True, width=98),
    Field("responsible_department_id", N_("受审科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("审核组"), Kind.DEPARTMENT, width=104),
    Field("accompanied_by", N_("陪同人员"), Kind.TEXT, length=60, placeholder=N_("写职务，不写姓名")),
    Field("auditor_id", N_("审核员"), Kind.PERSON, width=96),
    Field("lead_auditor_id", N_("审核组长"), Kind.PERSON),
    Field("criterion", N_("准则条款"), Kind.TEXT, required=True, length=200, width=160,
          placeholder=N_("审核准则及条款号")),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清不合格")),
    Field("narrative", N_("事实描述"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT,
          placeholder=N_("写职务不写姓名，写可追溯的细节")),
    Field("nonconformity_type", N_("类型"), Kind.CHOICE, choices=NonconformityType, width=96),
    Field("severity", N_("性质"), Kind.CHOICE, choices=Severity, width=96),
    Field("root_cause", N_("原因分析"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("correction", N_("纠正"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("corrective_action", N_("纠正措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对已发生原因")),
    Field("planned_on", N_("计划完成"), Kind.DATE),
    Field("preventive_action", N_("预防措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对潜在原因")),
    Field("completion", N_("完成情况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("completed_on", N_("完成日期"), Kind.DATE),
    Field("completer_id", N_("责任人"), Kind.PERSON),
    Field("verification", N_("跟踪验证"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("审核"), (
        "audited_at", "responsible_department_id", "functional_department_id", "accompanied_by",
        "auditor_id", "lead_auditor_id", "criterion")),
    Section(N_("不合格事实"), ("subject", "narrative", "nonconformity_type", "severity")),
    Section(N_("原因与措施"), (
        "root_cause", "correction", "corrective_action", "planned_on", "preventive_action")),
    Section(N_("完成与验证"), ("completion", "completed_on", "completer_id", "verification", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset({"audited_at", "responsible_department_id", "auditor_id", "lead_auditor_id",
                          "criterion", "subject", "narrative"})  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.ISSUED: Badge("ring", "accent"),
    S.CONFIRMED: Badge("pie14", "accent"),
    S.ACTION_ACCEPTED: Badge("pie12", "accent"),
    S.DONE: Badge("pie34", "accent"),
    S.VERIFIED: Badge("tick", "pass"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


@dataclass(frozen=True)
class AuditRegister(Register):
    """The audited department proposes its measures before the auditor accepts them."""

    def leads_on(self, record: Any, step: Step) -> bool:
        """The next state of the road; before measures are accepted they are proposed."""
        if step.action == "plan":
            return record.status is S.CONFIRMED
        return super().leads_on(record, step)


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The auditor writes it."""
    return {
        "audited_at": now,
        "auditor_id": actor.id,
        "functional_department_id": actor.department_id,
    }


def carry(origin: Origin) -> dict[str, Any]:
    """What an audit takes up from another record."""
    return {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "subject": origin.get("subject"),
        "narrative": origin.get("narrative") or origin.title,
        "criterion": origin.number,
        "severity": origin.values.get("severity"),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    audited = values.get("audited_at")
    if audited is not None and local(audited).date() > today:
        problems["audited_at"] = _("不能晚于今天")
    for name in ("planned_on", "completed_on"):
        day = values.get(name)
        if day and audited and day < local(audited).date():
            problems[name] = _("不能早于审核日期 {day}").format(day=local(audited).date())
    done = values.get("completed_on")
    if done and done > today:
        problems["completed_on"] = _("还没有到这一天；完成后再填")
    return problems


def changed(world: World, report: AuditNonconformityReport) -> None:
    """Closed within seven days, as the hospital has set it."""
    if report.backfilled:
        return
    nobody_named(world, report)
    report.due_rule = CLOSED_WITHIN
    report.due_on = world.due(CLOSED_WITHIN, report.audited_at, report.id)
    report.original_due_on = report.original_due_on or report.due_on


def nobody_named(world: World, report: AuditNonconformityReport) -> None:
    """F04: the report is about the work, so it names posts, no people."""
    problems = {}
    for name in ("accompanied_by", "narrative"):
        text = getattr(report, name) or ""
        is_new = not report.id or world.was(report, name) != text
        if is_new and (named := world.staff_named(report.responsible_department_id, text)):
            problems[name] = _("写职务，不写姓名（F04）：{who}").format(who="、".join(named))
    if problems:
        raise InvalidRecord(problems)


def paper(report: AuditNonconformityReport, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(report)}


def not_auditor(world: World, report: AuditNonconformityReport) -> str | None:
    """The audited department answers; who audits does not answer for it."""
    if world.actor.id in (report.auditor_id, report.lead_auditor_id):
        return _("审核员不能替受审科室办这一步，请换一位")
    return None


def accepter(world: World, report: AuditNonconformityReport) -> str | None:
    """HR-22: the department proposes and signs its measures, somebody else accepts them."""
    last = world.last(report, "confirm", "plan", "send_back")
    if last is None or last.action != "plan":
        return _("受审科室还没有提交纠正措施（F04，四.2.(3)）")
    if last.person_id == world.actor.id:
        return _("认可人不能是提交措施的本人，请换一位")
    return None


def not_completer(world: World, report: AuditNonconformityReport) -> str | None:
    """HR-22."""
    if world.actor.id in (report.completer_id, world.took(report, "finish")):
        return _("验证人不能是责任人本人，请换一位")
    return None


def may_close(world: World, report: AuditNonconformityReport) -> str | None:
    if waiting := world.open_follow_ups(report):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


PLAN = ("root_cause", "correction", "corrective_action", "planned_on", "preventive_action")

# Whoever audits comes from an office; 审计员 looks after the audit trail and takes no step.
STEPS = (
    Step("confirm", N_("受审确认"), frozenset({S.ISSUED}), S.CONFIRMED, HEAD_OF_WARD, "四.2.(3)",
         guard=not_auditor, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("accept", N_("认可措施"), frozenset({S.CONFIRMED}), S.ACTION_ACCEPTED, OFFICE, "四.2.(3)",
         needs=PLAN,
         guard=accepter, signed=True, meaning=Meaning.REVIEW),
    Step("plan", N_("提交措施"), frozenset({S.CONFIRMED}), None, HEAD_OF_WARD, "四.2.(3)",
         needs=PLAN, guard=not_auditor, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("finish", N_("登记完成"), frozenset({S.ACTION_ACCEPTED}), S.DONE, WARD, "四.2.(3)",
         needs=("completion", "completed_on", "completer_id"), guard=not_auditor, signed=True),
    Step("verify", N_("跟踪验证"), frozenset({S.DONE}), S.VERIFIED, OFFICE, "四.6",
         needs=("verification",), guard=not_completer, signed=True, meaning=Meaning.REVIEW),
    Step("send_back", N_("验证不通过"), frozenset({S.DONE}), S.CONFIRMED, OFFICE, "四.6",
         needs=("verification",), guard=not_completer, signed=True),
    Step("close", N_("结案"), frozenset({S.VERIFIED}), S.CLOSED, OFFICE, "四.6", guard=may_close,
         effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "accompanied_by", "subject", "root_cause", "correction", "corrective_action",
            "preventive_action", "completion", "verification", "remarks")),
        "四.2.(5)",
    ),
)  # fmt: skip

REGISTER = AuditRegister(
    name="audit_nonconformity_report",
    title=N_("内审不合格"),
    item=N_("内审报告"),
    prefix="NS",
    model=AuditNonconformityReport,
    status=AuditReportStatus,
    initial=S.ISSUED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F04",
    columns=("audited_at", "responsible_department_id", "subject", "criterion", "severity"),
    wide_columns=("audited_at", "responsible_department_id", "subject", "criterion",
                  "nonconformity_type", "severity", "auditor_id"),
    heads={"audited_at": N_("审核"), "responsible_department_id": N_("受审科室"),
           "subject": N_("不合格事实"), "due_on": N_("关闭期限")},
    road=(S.ISSUED, S.CONFIRMED, S.ACTION_ACCEPTED, S.DONE, S.VERIFIED, S.CLOSED),
    open_states=OPEN,
    settled_states=frozenset({S.VERIFIED, S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.VERIFIED}),
    waits={S.CONFIRMED: Wait(N_("提交、认可措施"), HEAD_OF_WARD | OFFICE)},
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    received="audited_at",
    check=check,
    defaults=defaults,
    on_register=changed,
    on_change=changed,
    signatures={"issued": ("auditor_id", "audited_at"), "confirmed": "confirm", "planned": "plan",
                "accepted": "accept", "verified": "verify"},
    paper=paper,
    carry=carry,
)  # fmt: skip
