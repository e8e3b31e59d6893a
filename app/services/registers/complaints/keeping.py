"""患者投诉, clause 四.1.(6): what goes when a complaint is disposed of after its five years."""

from app.models.complaint import Complaint
from app.services.registers.complaints.fields import FIELDS
from app.services.registers.keeping import disposer
from app.services.registers.world import World

DESCRIBING = (
    "subject", "materials", "department_statement", "verification", "determination",
    "improvement", "reply_text", "remarks", "respondent_note", "respondent_person_id",
    "contact_arrangement", "occurred_place", "bed_number", "late_reason", "ticket_number",
    "reopening_reason", "escalation_reason", "withdrawal_evidence",
)  # fmt: skip
_without_words = disposer(FIELDS, DESCRIBING, ("narrative", "demand"))


def dispose(world: World, complaint: Complaint) -> None:
    """What names or describes a person goes; the figures for statistics stay."""
    complaint.anonymous = True
    _without_words(world, complaint)
