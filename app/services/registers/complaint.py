"""患者投诉 (clause 四.1): what is recorded, what may happen, and what has to be true before it may.

Read it beside the clause: the life cycle A1–A12 stands in `STEPS`, each row with the clause it carries.
"""

from datetime import datetime
from typing import Any

from app.clock import local
from app.i18n import N_, _
from app.models.complaint import (
    ArchivePart,
    Complaint,
    ComplaintStatus,
    DutyTold,
    OnSiteResult,
)
from app.models.organisation import MEDICAL_AFFAIRS, Role
from app.services.registers.complaints.checks import check
from app.services.registers.complaints.fields import BADGES, COPIED, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.complaints.keeping import dispose
from app.services.registers.complaints.letter import LETTER
from app.services.registers.complaints.paper import SIGNATURES, paper
from app.services.registers.keeping import (
    archive,
    close,
    held,
    hold,
    not_held,
    not_proposed,
    propose_disposal,
    release,
    second_signature,
)
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD, OFFICE, WARD
from app.services.registers.sheets import share_of_service
from app.services.registers.world import Actor, World

S = ComplaintStatus
SINGLE_DEPARTMENT, SEVERAL_DEPARTMENTS = "D03", "D04"

OPEN = frozenset(
    {S.REGISTERED, S.RESOLVED_ON_SITE, S.ACCEPTED, S.INVESTIGATING, S.ESCALATED, S.CONCLUDED,
     S.ACTION, S.REPLIED, S.REOPENED, S.LITIGATION}
)  # fmt: skip


# ---- 四.1.(1) reception ---------------------------------------------------------------------


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Whoever receives a complaint writes it down at once, in their own department (首诉负责)."""
    return {
        "received_at": now,
        "anonymous": False,
        "first_receiving_department_id": actor.department_id,
        "receiver_id": actor.id,
        "litigation_filed": False,
    }


def registered(world: World, complaint: Complaint) -> None:
    """A1: routed by its topic (三.1–三.13), and the clock starts (D03)."""
    route(world, complaint)
    if not complaint.backfilled:
        complaint.due_rule = SINGLE_DEPARTMENT
        set_due(world, complaint)
        complaint.original_due_on = complaint.due_on
    reception_trace(world, complaint)


def changed(world: World, complaint: Complaint) -> None:
    """Who has to do with it decides the deadline: several departments have ten days (D04)."""
    route(world, complaint)
    if complaint.backfilled or complaint.due_rule is None:
        return
    several = bool(complaint.assisting_department_ids)
    complaint.due_rule = SEVERAL_DEPARTMENTS if several else SINGLE_DEPARTMENT
    set_due(world, complaint)
    reception_trace(world, complaint)


def route(world: World, complaint: Complaint) -> None:
    """The office of its topic is proposed; whoever accepts may choose another."""
    if complaint.functional_department_id is None and complaint.topic is not None:
        complaint.functional_department_id = world.routed(complaint.topic.value)


def set_due(world: World, complaint: Complaint) -> None:
    """The earlier of our own deadline and the ticket's."""
    own = world.due(complaint.due_rule or SINGLE_DEPARTMENT, complaint.received_at, complaint.id)
    complaint.due_on = min(own, complaint.ticket_due_on) if complaint.ticket_due_on else own


def reception_trace(world: World, complaint: Complaint) -> None:
    """HR-05: a functional department received it without the ward's leader: a sheet F02 is owed."""
    first = complaint.first_receiving_department_id
    if (
        complaint.leader_present is False
        and first is not None
        and world.department(first).functional
        and first != complaint.respondent_department_id
    ):
        world.follow_up(
            complaint,
            "quality_feedback",
            "四.1.(1)②",
            _("职能科室接待投诉时，责任科室领导未到场"),
        )


# ---- guards: the reason why not ----------------------------------------------------------------


def contact_known(world: World, complaint: Complaint) -> str | None:
    """HR-07: what cannot be solved on the spot needs a way to get in touch."""
    if complaint.on_site_result is OnSiteResult.RESOLVED:
        return _("现场处理写的是“已当场解决”，应办“当场解决”")
    reachable = complaint.complainant_phone or complaint.contact_arrangement
    if not reachable and not complaint.anonymous:
        return _("还没有联系方式：填联系电话或“联系约定”（四.1.(1)②）")
    return None


def leader_settled(world: World, complaint: Complaint) -> str | None:
    """HR-05: before the investigation it must stand whether the ward's leader came, and why not."""
    first = complaint.first_receiving_department_id
    if first is None or not world.department(first).functional:
        return None
    if first == complaint.respondent_department_id:
        return None
    if complaint.leader_present is None:
        return _("还没有登记责任科室领导是否到场（“首诉接待”一节）")
    if complaint.leader_present and not (complaint.leader_id and complaint.leader_arrived_at):
        return _("领导到场的，要登记到场领导和到场时间")
    if not complaint.leader_present and not complaint.leader_absent_reason:
        return _("领导未到场的，要登记未到原因")
    return None


def own_office(world: World, complaint: Complaint) -> str | None:
    """HR-06: once in court it is 医务科's, whoever had it before."""
    if complaint.litigation_filed and world.actor.department_function != MEDICAL_AFFAIRS:
        return _("患方已起诉，由医务科接手办理（四.1.(1)②）")
    return None


def by_medical_affairs(world: World, complaint: Complaint) -> str | None:
    if world.actor.department_function != MEDICAL_AFFAIRS:
        return _("这一步由医务科办理")
    return None


def not_with_medical_affairs(world: World, complaint: Complaint) -> str | None:
    if complaint.status is S.ESCALATED or (
        complaint.functional_department_id == world.office(MEDICAL_AFFAIRS).id
        and not complaint.litigation_filed
    ):
        return _("已经由医务科办理")
    return None


def defect_judged(world: World, complaint: Complaint) -> str | None:
    """四.1.(2), A6: 医务科 or the office in charge judges; both questions must be answered."""
    if reason := own_office(world, complaint):
        return reason
    if complaint.service_defect is None or complaint.accident_dispute is None:
        return _("是否服务缺陷、是否事故争议，两项都要选")
    return None


def reply_complete(world: World, complaint: Complaint) -> str | None:
    """A8: a late reply says why; an anonymous complainant cannot be reached but is answered."""
    if reason := own_office(world, complaint):
        return reason
    if not complaint.due_on or not complaint.replied_at or complaint.late_reason:
        return None
    if local(complaint.replied_at).date() > complaint.due_on:
        return _("超过反馈期限 {day}，要写“超期原因”").format(day=complaint.due_on)
    return None


def may_close(world: World, complaint: Complaint) -> str | None:
    """A11, HR-02: everything it raised is done, the complainant was told, the file is complete."""
    if complaint.status is not S.RESOLVED_ON_SITE and (
        reason := by_medical_affairs(world, complaint)
    ):
        return reason
    if waiting := world.open_follow_ups(complaint):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    parts = set(complaint.archive_parts)
    missing = [
        p
        for p in (ArchivePart.PATIENT, ArchivePart.EVIDENCE, ArchivePart.HANDLING)
        if p not in parts
    ]
    if missing:
        return _("归档材料还缺：{parts}").format(parts="、".join(_(p.label) for p in missing))
    told = set(complaint.duties_told)
    owed = [d for d in (DutyTold.LEGAL_WAYS, DutyTold.SEALING, DutyTold.COPYING) if d not in told]
    if complaint.status is not S.RESOLVED_ON_SITE and owed:
        return _("告知事项还缺：{duties}").format(duties="、".join(_(d.label) for d in owed))
    if complaint.resolutions == [] and not complaint.backfilled:
        return _("还没有选择处理结果")
    return None


def not_itself(world: World, complaint: Complaint) -> str | None:
    if complaint.duplicate_of_id is None:
        return None
    if complaint.duplicate_of_id == complaint.id:
        return _("不能并到自己，选另一件作主单")
    if not world.record_exists("complaint", complaint.duplicate_of_id):
        return _("没有找到主单，或主单已作废")
    return None


def running(world: World, complaint: Complaint) -> str | None:
    if complaint.due_on is None:
        return _("补录的记录不计时")
    return _("已经暂停：{why}").format(why=complaint.pause_reason) if complaint.paused_on else None


def paused(world: World, complaint: Complaint) -> str | None:
    return None if complaint.paused_on else _("没有暂停")


# ---- effects -----------------------------------------------------------------------------------


def take_over(world: World, complaint: Complaint) -> None:
    """A5, HR-06: 医务科 receives it; the department it came from goes on assisting."""
    office = world.office(MEDICAL_AFFAIRS).id
    before = complaint.functional_department_id
    if before and before != office:
        complaint.assisting_department_ids = [
            *(d for d in complaint.assisting_department_ids if d not in (before, office)), before,
        ]  # fmt: skip
    complaint.functional_department_id = office
    complaint.transferred_at = world.now
    changed(world, complaint)


def accept(world: World, complaint: Complaint) -> None:
    """A3: routed; from here the deadline is the one of the departments concerned (D03, D04)."""
    if complaint.litigation_filed:
        take_over(world, complaint)
    complaint.transferred_at = complaint.transferred_at or world.now
    changed(world, complaint)


def judged(world: World, complaint: Complaint) -> None:
    """A6: a defect or an accident becomes a nonconforming service (四.2.(1)①)."""
    if complaint.service_defect or complaint.accident_dispute:
        severe = bool(complaint.accident_dispute)
        world.follow_up(
            complaint,
            "nonconforming_service",
            "四.2.(1)①",
            _("定性为医疗事故争议，按严重不合格处理") if severe else _("定性为服务缺陷"),
        )


def feedback_owed(world: World, complaint: Complaint) -> None:
    """A7: the responsible department gets a feedback sheet F02 (四.1.(4)③), one for the matter."""
    share_of_service(world, complaint)
    world.follow_up(
        complaint, "quality_feedback", "四.1.(4)③", _("通知被投诉责任部门采取措施并反馈")
    )


def reply(world: World, complaint: Complaint) -> None:
    if complaint.paused_on:
        world.resume_clock(complaint)


def go_to_court(world: World, complaint: Complaint) -> None:
    """A10: kept from disposal, and the deadline stands still."""
    complaint.litigation_filed = True
    take_over(world, complaint)
    hold(world, complaint)
    complaint.legal_hold_reason = _("司法程序，案号 {number}").format(
        number=complaint.court_case_number
    )
    if complaint.due_on and not complaint.paused_on:
        world.pause_clock(complaint, _("司法程序"))


def pause(world: World, complaint: Complaint) -> None:
    world.pause_clock(complaint, complaint.pause_reason or "")


def resume(world: World, complaint: Complaint) -> None:
    world.resume_clock(complaint)


# ---- the life cycle A2–A12 (domain §4.2) --------------------------------------------------------

STEPS = (
    Step("resolve_on_site", N_("当场解决"), frozenset({S.REGISTERED}), S.RESOLVED_ON_SITE,
         WARD, "四.1.(1)②",
         needs=("cause_categories", "main_cause", "resolutions", "main_resolution",
                "complainant_opinion"), signed=True),
    Step("accept", N_("受理"), frozenset({S.REGISTERED}), S.ACCEPTED, OFFICE, "四.1.(1)①",
         needs=("functional_department_id",), guard=contact_known, effect=accept, signed=True),
    Step("investigate", N_("开始调查"), frozenset({S.ACCEPTED, S.REOPENED}), S.INVESTIGATING, OFFICE,
         "四.1.(5)①", guard=leader_settled),
    Step("conclude", N_("定性"), frozenset({S.INVESTIGATING, S.ESCALATED}), S.CONCLUDED, HEAD,
         "四.1.(2)",
         needs=("verification", "determination", "cause_categories", "main_cause"),
         guard=defect_judged, effect=judged, signed=True),
    Step("act", N_("发出整改"), frozenset({S.CONCLUDED}), S.ACTION, OFFICE, "四.1.(4)③",
         needs=("respondent_department_id",), guard=own_office, effect=feedback_owed),
    Step("reply", N_("登记反馈"), frozenset({S.CONCLUDED, S.ACTION}), S.REPLIED, OFFICE, "四.1.(3)",
         needs=("resolutions", "main_resolution", "replied_at", "reply_method",
                "complainant_opinion"),
         guard=reply_complete, effect=reply, signed=True),
    Step("close", N_("结案"), frozenset({S.RESOLVED_ON_SITE, S.REPLIED, S.LITIGATION}), S.CLOSED, HEAD,
         "四.6", guard=may_close, effect=close, signed=True),
    Step("reopen", N_("患方不认可…"), frozenset({S.REPLIED}), S.REOPENED, OFFICE, "四.1.(1)②",
         needs=("dispute_path", "reopening_reason"), asks=("dispute_path", "reopening_reason"),
         guard=by_medical_affairs),
    Step("escalate", N_("升级到医务科…"), OPEN - {S.RESOLVED_ON_SITE, S.ESCALATED, S.LITIGATION},
         S.ESCALATED, OFFICE, "四.1.(1)②", needs=("escalation_reason",),
         asks=("escalation_reason", "litigation_filed"),
         guard=not_with_medical_affairs, effect=take_over),
    Step("litigate", N_("司法解决…"), OPEN - {S.LITIGATION}, S.LITIGATION, OFFICE, "四.1.(3)⑤",
         needs=("court_case_number",), asks=("court_case_number",),
         guard=by_medical_affairs, effect=go_to_court),
    Step("pause", N_("暂停计时…"), OPEN, None, OFFICE, "", needs=("pause_reason",),
         asks=("pause_reason",), guard=running, effect=pause),
    Step("resume", N_("恢复计时"), OPEN, None, OFFICE, "", guard=paused, effect=resume),
    Step("hold", N_("涉诉冻结…"), OPEN | {S.CLOSED, S.ARCHIVED}, None, HEAD, "四.1.(6)",
         needs=("legal_hold_reason",), asks=("legal_hold_reason",), guard=not_held, effect=hold),
    Step("release", N_("解除冻结"), OPEN | {S.CLOSED, S.ARCHIVED}, None, HEAD, "四.1.(6)",
         guard=held, effect=release),
    Step("withdraw", N_("撤诉…"), OPEN, S.WITHDRAWN, OFFICE, "", needs=("withdrawal_evidence",),
         asks=("withdrawal_evidence",)),
    Step("merge", N_("并案…"), OPEN, S.DUPLICATE, OFFICE, "", needs=("duplicate_of_id",),
         asks=("duplicate_of_id",), guard=not_itself),
    Step("archive", N_("归档"), frozenset({S.CLOSED, S.WITHDRAWN, S.DUPLICATE}), S.ARCHIVED,
         HEAD | {Role.ARCHIVIST}, "四.1.(6)", effect=archive, signed=True),
    Step("propose_disposal", N_("提出销毁"), frozenset({S.ARCHIVED}), None,
         frozenset({Role.ARCHIVIST}), "四.1.(6)", guard=not_proposed, effect=propose_disposal,
         signed=True),
    Step("dispose", N_("批准销毁"), frozenset({S.ARCHIVED}), S.DISPOSED,
         frozenset({Role.LEADER_IN_CHARGE}), "四.1.(6)", guard=second_signature, effect=dispose,
         signed=True),
)  # fmt: skip

REGISTER = Register(
    name="complaint",
    title=N_("患者投诉"),
    item=N_("投诉"),
    prefix="TS",
    model=Complaint,
    status=ComplaintStatus,
    initial=S.REGISTERED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F01",
    columns=("received_at", "complainant_name", "respondent_department_id", "subject", "main_cause",
             "functional_department_id"),
    wide_columns=("received_at", "channel", "complainant_name", "respondent_department_id", "subject",
                  "main_cause", "functional_department_id", "receiver_id"),
    heads={"received_at": N_("接到"), "channel": N_("方式"), "complainant_name": N_("投诉人"),
           "respondent_department_id": N_("被投诉科室"), "subject": N_("投诉事项"),
           "main_cause": N_("主因"), "due_on": N_("反馈期限")},
    road=(S.REGISTERED, S.ACCEPTED, S.INVESTIGATING, S.CONCLUDED, S.ACTION, S.REPLIED, S.CLOSED,
          S.ARCHIVED),
    open_states=OPEN,
    settled_states=frozenset({S.CLOSED, S.WITHDRAWN, S.DUPLICATE, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.REPLIED, S.RESOLVED_ON_SITE}),
    answered="replied_at",
    wards=("department_id", "respondent_department_id"),
    offices=("functional_department_id", "assisting_department_ids"),
    about="respondent_person_id",
    registration=REGISTRATION,
    copied=COPIED,
    check=check,
    defaults=defaults,
    on_register=registered,
    on_change=changed,
    signatures=SIGNATURES,
    paper=paper,
    letters=(LETTER,),
)  # fmt: skip
