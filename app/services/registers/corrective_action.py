"""纠正（预防）措施处理单 F03 (四.2.(3)②): cause, measures, approval, implementation, proof of effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import local
from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.corrective_action import ActionSource, ActionStatus, ActionType, CorrectiveAction
from app.models.keeping import Effect, Severity
from app.models.nonconforming_service import NcSource
from app.models.organisation import Role
from app.services.registers import keeping
from app.services.registers.fields.corrective_action import BADGES, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.paper import remarks
from app.services.registers.parts import Rest, Wait
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, Taken, World

S = ActionStatus
OPEN = frozenset(
    {S.OPEN, S.CAUSE_ANALYZED, S.PLANNED, S.APPROVED, S.IMPLEMENTING, S.IMPLEMENTED, S.EFFECTIVE,
     S.INEFFECTIVE}
)  # fmt: skip
APPROVERS = frozenset({Role.OFFICE_HEAD, Role.LEADER_IN_CHARGE})
LEADERS = frozenset({Severity.MAJOR, Severity.SUSPECTED})  # their measures a leader approves
RECHECK_AFTER = timedelta(days=90)
SOURCES = {
    "complaint": ActionSource.COMPLAINT,
    "audit_nonconformity_report": ActionSource.INTERNAL_AUDIT,
    "quality_feedback": ActionSource.QUALITY_CHECK,
    "surgery_exception": ActionSource.SURGERY,
    "preop_check": ActionSource.SURGERY,
    "env_check": ActionSource.ENVIRONMENT,
}
FOUND_BY = {
    NcSource.COMPLAINT: ActionSource.COMPLAINT,
    NcSource.SURVEY: ActionSource.SURVEY,
    NcSource.DAILY_CHECK: ActionSource.QUALITY_CHECK,
    NcSource.INTERNAL_AUDIT: ActionSource.INTERNAL_AUDIT,
    NcSource.MANAGEMENT_REVIEW: ActionSource.MANAGEMENT_REVIEW,
    NcSource.THIRD_PARTY: ActionSource.EXTERNAL_AUDIT,
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Issued by an office, for something that happened."""
    return {
        "issued_at": now,
        "action_type": ActionType.CORRECTIVE.value,
        "functional_department_id": actor.department_id,
    }


def carry(origin: Origin) -> dict[str, Any]:
    """What happened and who is responsible; of an ineffective action, all but its measures."""
    severity = origin.values.get("severity") or (
        Severity.MAJOR if origin.values.get("accident_dispute") else None
    )
    source = SOURCES.get(origin.register, ActionSource.OTHER)
    if origin.register == "nonconforming_service":
        source = FOUND_BY[origin.values["source"]]
    if origin.register == "corrective_action":
        source = origin.values["source"]
    return {
        "source": source,
        "source_number": origin.number,
        "severity": severity,
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "functional_department_id": origin.get(
            "functional_department_id", "inspecting_department_id"
        ),
        "subject": (origin.get("subject") or origin.title)[:60],
        "narrative": "\n".join(
            text for text in (origin.get("narrative") or origin.title, origin.reason) if text
        ),
        "cause_category": origin.get("cause_category", "main_cause"),
        "consequence": origin.get("consequence"),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    issued = values.get("issued_at")
    if issued is not None and local(issued).date() > today:
        problems["issued_at"] = _("不能晚于今天")
    done = values.get("implemented_on")
    if done and issued and done < local(issued).date():
        problems["implemented_on"] = _("不能早于发出日期 {day}").format(day=local(issued).date())
    if done and done > today:
        problems["implemented_on"] = _("还没有到这一天；实施后再填")
    recheck = values.get("recheck_on")
    if recheck and done and recheck <= done:
        problems["recheck_on"] = _("要晚于完成日期 {day}").format(day=done)
    if values.get("system_changed") and not values.get("system_document"):
        problems["system_document"] = _("修改了体系文件的，写文件号")
    return problems


def changed(world: World, action: CorrectiveAction) -> None:
    """The day asked for is the deadline; of what proved effective, the day it is looked at again."""
    if action.backfilled:
        return
    if action.status is S.EFFECTIVE:
        action.due_on = action.original_due_on = None if action.rechecked_on else action.recheck_on
    else:
        action.due_on = action.requested_on
        action.original_due_on = action.original_due_on or action.due_on


@dataclass(frozen=True)
class ActionRegister(Register):
    """The office reviews the measures of a major one before the leader in charge approves them."""

    def leads_on(self, record: Any, step: Step) -> bool:
        """The next state of the road; before the approval of a major one its review."""
        if step.action == "review":
            return record.status is S.PLANNED and record.severity in LEADERS
        if step.action == "approve":
            return record.status is S.PLANNED
        return super().leads_on(record, step)


def paper(action: CorrectiveAction, shown: Mapping[str, str]) -> dict[str, str]:
    """The leader in charge signs for a major one; with others the office's word is enough."""
    return {"remarks": remarks(action)} | ({} if action.severity in LEADERS else {"approved": ""})


# ---- guards ------------------------------------------------------------------------------------


def not_proposer(world: World, action: CorrectiveAction) -> str | None:
    """HR-22: nobody approves or sends back what they proposed."""
    if world.took(action, "plan") == world.actor.id:
        return _("批准人不能是呈报人本人，请换一位")
    return None


def reviewed(world: World, action: CorrectiveAction) -> Taken | None:
    """F03 八: the office's review of the measures as they were proposed last."""
    last = world.last(action, "plan", "review")
    return last if last and last.action == "review" else None


def reviewer(world: World, action: CorrectiveAction) -> str | None:
    if action.severity not in LEADERS:
        return _("一般的由职能科室负责人直接批准")
    if (done := reviewed(world, action)) is not None:
        return _("{name}已经审核，等分管领导批准").format(name=done.name)
    return not_proposer(world, action)


def approver(world: World, action: CorrectiveAction) -> str | None:
    """A major one is reviewed by the office and approved by the leader in charge, two people."""
    if action.severity in LEADERS:
        if Role.LEADER_IN_CHARGE not in world.actor.roles:
            return _("严重不合格的措施由分管领导批准")
        if (done := reviewed(world, action)) is None:
            return _("职能科室还没有审核措施（F03 第八栏）")
        if done.person_id == world.actor.id:
            return _("批准人不能是审核人本人，请换一位")
    return not_proposer(world, action)


def not_implementer(world: World, action: CorrectiveAction) -> str | None:
    """HR-22: who verifies did not implement, and answers for none of the measures."""
    people = {row.get("person_id") for row in (*action.measures, *action.preventive_measures)}
    if world.actor.id in people | {action.implementer_id, world.took(action, "implement")}:
        return _("验证人不能是实施人或措施责任人，请换一位")
    return None


def proved(world: World, action: CorrectiveAction) -> str | None:
    if reason := not_implementer(world, action):
        return reason
    if action.effect is not Effect.EFFECTIVE:
        return _("验证结论选“有效”才能通过；无效的，办“判为无效”")
    return None


def disproved(world: World, action: CorrectiveAction) -> str | None:
    if reason := not_implementer(world, action):
        return reason
    return _("验证结论还是“有效”") if action.effect is Effect.EFFECTIVE else None


def rechecked(world: World, action: CorrectiveAction) -> str | None:
    """Effectiveness is looked at again after a time; a recurrence needs a written reason."""
    if action.recheck_on is None:
        return _("还没有定复查日期")
    if action.rechecked_on is not None and action.rechecked_on >= action.recheck_on:
        return _("{day} 已经复查").format(day=action.rechecked_on)
    if world.today < action.recheck_on:
        return _("复查日期 {day} 还没有到").format(day=action.recheck_on)
    return not_implementer(world, action)


def may_close(world: World, action: CorrectiveAction) -> str | None:
    """HR-02: proved, looked at again, and nothing it raised still open."""
    if action.status is S.EFFECTIVE and action.rechecked_on is None:
        return _("还没有复查：到 {day} 办“复查”").format(day=action.recheck_on or "—")
    if action.same_after and not action.recurrence_note:
        return _("此后又有 {n} 件同类，写“复发说明”，或判为无效重新开单").format(
            n=action.same_after
        )
    if waiting := world.open_follow_ups(action):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def approve(world: World, action: CorrectiveAction) -> None:
    """F03 九: the leader writes it in the dialog of the step, having no hand in the record itself."""
    if action.severity in LEADERS and not action.approval_opinion:
        raise InvalidRecord({"approval_opinion": _("还没有写批准意见（F03 第九栏，严重的必填）")})


def implement(world: World, action: CorrectiveAction) -> None:
    """Implemented: the effect is looked at again after ninety days, unless another day is set."""
    done = action.implemented_on or world.today
    action.implemented_on = done
    action.recheck_on = action.recheck_on or done + RECHECK_AFTER


def recheck(world: World, action: CorrectiveAction) -> None:
    """Counts the same cause in the same department as long before as after."""
    action.rechecked_on = world.today
    done = action.implemented_on or world.today
    span = max(world.today - done, timedelta(days=1))
    if action.cause_category is not None and action.responsible_department_id is not None:
        counted = (action.cause_category, action.responsible_department_id)
        action.same_before = world.count_causes(*counted, done - span, done)
        action.same_after = world.count_causes(*counted, done, world.today)
    changed(world, action)


def fail(world: World, action: CorrectiveAction) -> None:
    """无效: a new action is opened, both linked."""
    world.raise_record(action, "corrective_action", _("前一张单验证无效"))


STEPS = (
    Step("analyze", N_("提交原因"), frozenset({S.OPEN}), S.CAUSE_ANALYZED, WARD, "四.2.(3)②",
         needs=("narrative", "consequence", "root_cause", "cause_category", "department_opinion"),
         signed=True),
    Step("plan", N_("提交措施"), frozenset({S.CAUSE_ANALYZED}), S.PLANNED, HEAD_OF_WARD,
         "四.2.(3)②", needs=("correction", "measures", "preventive_measures"), signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("review", N_("审核措施"), frozenset({S.PLANNED}), None, OFFICE, "四.2.(3)",
         needs=("review_opinion",), guard=reviewer, signed=True, meaning=Meaning.REVIEW),
    Step("approve", N_("批准"), frozenset({S.PLANNED}), S.APPROVED, APPROVERS, "四.2.(3)",
         needs=("review_opinion",), asks=("approval_opinion",), guard=approver,
         effect=approve, signed=True, meaning=Meaning.APPROVAL),
    Step("reject", N_("退回重定"), frozenset({S.PLANNED}), S.CAUSE_ANALYZED, APPROVERS, "四.2.(3)",
         needs=("approval_opinion",), asks=("approval_opinion",), guard=not_proposer, signed=True),
    Step("begin", N_("开始实施"), frozenset({S.APPROVED}), S.IMPLEMENTING, WARD, "四.2.(3)"),
    Step("implement", N_("实施完成"), frozenset({S.APPROVED, S.IMPLEMENTING}), S.IMPLEMENTED, WARD,
         "四.2.(3)", needs=("implementation", "implemented_on", "implementer_id"),
         effect=implement, signed=True),
    Step("prove", N_("验证有效"), frozenset({S.IMPLEMENTED}), S.EFFECTIVE, OFFICE, "四.6",
         needs=("verification_method", "evidence", "effect"), guard=proved,
         effect=changed, signed=True, meaning=Meaning.REVIEW),
    Step("fail", N_("判为无效"), frozenset({S.IMPLEMENTED, S.EFFECTIVE}), S.INEFFECTIVE, OFFICE,
         "四.6", needs=("evidence", "effect"), guard=disproved, effect=fail, signed=True,
         meaning=Meaning.REVIEW),
    Step("recheck", N_("复查"), frozenset({S.EFFECTIVE}), None, OFFICE, "四.6",
         needs=("recheck_on",), guard=rechecked, effect=recheck, signed=True),
    Step("close", N_("结案"), frozenset({S.EFFECTIVE, S.INEFFECTIVE}), S.CLOSED, OFFICE, "四.6",
         guard=may_close, effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "consequence", "cause_steps", "root_cause", "department_opinion",
            "correction", "measures", "preventive_measures", "review_opinion", "approval_opinion",
            "implementation", "evidence", "recurrence_note", "remarks")),
        "四.2.(5)",
    ),
)  # fmt: skip

REGISTER = ActionRegister(
    name="corrective_action",
    title=N_("纠正预防措施"),
    item=N_("措施处理单"),
    prefix="JZ",
    model=CorrectiveAction,
    status=ActionStatus,
    initial=S.OPEN,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F03",
    columns=("issued_at", "source", "responsible_department_id", "subject", "severity",
             "functional_department_id"),
    wide_columns=("issued_at", "source", "action_type", "responsible_department_id", "subject",
                  "cause_category", "severity", "functional_department_id"),
    heads={"issued_at": N_("发出"), "responsible_department_id": N_("责任科室"),
           "subject": N_("事由"), "due_on": N_("完成期限")},
    road=(S.OPEN, S.CAUSE_ANALYZED, S.PLANNED, S.APPROVED, S.IMPLEMENTING, S.IMPLEMENTED,
          S.EFFECTIVE, S.CLOSED),
    open_states=OPEN,
    # 无效 settles nothing: it is closed once the action opened in its place is verified.
    settled_states=frozenset({S.EFFECTIVE, S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.IMPLEMENTED, S.INEFFECTIVE}),
    waits={S.PLANNED: Wait(N_("审核、批准措施"), OFFICE | APPROVERS)},
    rest=Rest(S.EFFECTIVE, "recheck_on", "rechecked_on", "recheck"),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=frozenset({"rechecked_on", "same_before", "same_after"}),
    received="issued_at",
    check=check,
    defaults=defaults,
    on_register=changed,
    on_change=changed,
    signatures={"analyzed": "analyze", "reviewed": "review/approve", "approved": "approve",
                "implemented": ("implementer_id", "implemented_on"), "verified": "prove|fail"},
    paper=paper,
    carry=carry,
)  # fmt: skip
