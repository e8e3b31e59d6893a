"""患者投诉, clause 四.1.(6): kept five years, held while in court, disposed of by two people."""

from datetime import date

from app.i18n import _
from app.models.complaint import Complaint
from app.services.registers.complaint_fields import FIELDS
from app.services.registers.world import World

RETENTION_YEARS = 5  # 四.1.(6)


def not_held(world: World, complaint: Complaint) -> str | None:
    if complaint.legal_hold:
        return _("涉诉冻结中（{reason}），解除后才能办").format(reason=complaint.legal_hold_reason)
    return None


def retention_over(world: World, complaint: Complaint) -> str | None:
    """HR-10: five years from closing, and no hold."""
    if reason := not_held(world, complaint):
        return reason
    if complaint.retain_until is None or world.today <= complaint.retain_until:
        return _("保存期到 {day}，还不能销毁（四.1.(6)）").format(day=complaint.retain_until or "—")
    return None


def second_signature(world: World, complaint: Complaint) -> str | None:
    """Disposal takes two people: the archivist proposes, the leader in charge approves."""
    if reason := retention_over(world, complaint):
        return reason
    if complaint.disposal_proposed_by_id is None:
        return _("先由档案员提出销毁")
    if complaint.disposal_proposed_by_id == world.actor.id:
        return _("批准人不能是提出人本人，请换一位")
    return None


def not_proposed(world: World, complaint: Complaint) -> str | None:
    if reason := retention_over(world, complaint):
        return reason
    return _("已经提出销毁，等分管领导批准") if complaint.disposal_proposed_by_id else None


def held(world: World, complaint: Complaint) -> str | None:
    return None if complaint.legal_hold else _("没有冻结")


def hold(world: World, complaint: Complaint) -> None:
    complaint.legal_hold = True


def release(world: World, complaint: Complaint) -> None:
    complaint.legal_hold = False
    complaint.legal_hold_reason = None


def archive(world: World, complaint: Complaint) -> None:
    """四.1.(6): kept five years, counted from closing."""
    complaint.archived_on = world.today
    complaint.closed_on = complaint.closed_on or world.today
    complaint.retain_until = years_after(complaint.closed_on, RETENTION_YEARS)


def propose_disposal(world: World, complaint: Complaint) -> None:
    complaint.disposal_proposed_by_id = world.actor.id


def dispose(world: World, complaint: Complaint) -> None:
    """What names or describes a person goes; the figures for statistics stay."""
    for one in FIELDS:
        if one.sensitive or one.name in DESCRIBING:
            setattr(complaint, one.name, None)
    complaint.anonymous = True
    complaint.narrative = complaint.demand = _("（已按保存期销毁）")
    world.forget(complaint)


DESCRIBING = (
    "subject", "materials", "department_statement", "verification", "determination", "improvement",
    "reply_text", "remarks", "respondent_note", "respondent_person_id", "contact_arrangement",
    "occurred_place", "bed_number", "late_reason", "ticket_number", "reopening_reason",
    "escalation_reason", "withdrawal_evidence",
)  # fmt: skip


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
