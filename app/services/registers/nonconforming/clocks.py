"""How soon a nonconforming service is written down and told to the health authority (D22, D24, D26)."""

from typing import Any

from app.models.keeping import AccidentGrade, IncidentLevel, Severity
from app.models.nonconforming_service import NonconformingService
from app.services.registers.world import World

WRITTEN_SOON, WRITTEN_LATER = "D26-1", "D26-2"
# What is told to the health authority, and how soon: D22, and of D24 what is more than that.
MANY = 3
FIRST = frozenset({AccidentGrade.G1A, AccidentGrade.G1B})
SECOND = frozenset({AccidentGrade.G2A, AccidentGrade.G2B, AccidentGrade.G2C, AccidentGrade.G2D})
WITHIN_12_HOURS, WITHIN_2_HOURS = "D22", "D24-3"


def is_major(record: Any) -> bool:
    """What may be major is handled as major until it is judged (domain §8, 10)."""
    return record.severity in (Severity.MAJOR, Severity.SUSPECTED)


def to_authority(service: NonconformingService) -> str | None:
    """The deadline of the report to the health authority, as the harm asks for one."""
    is_many = (service.harmed_people or 0) >= MANY
    if is_many and service.accident_grade in FIRST:
        return WITHIN_2_HOURS
    if service.major_negligence or is_many or service.accident_grade in FIRST | SECOND:
        return WITHIN_12_HOURS
    return None


def set_deadlines(world: World, service: NonconformingService) -> None:
    soon = is_major(service) or service.incident_level in (
        IncidentLevel.LEVEL_I, IncidentLevel.LEVEL_II,
    )  # fmt: skip
    if not soon and service.incident_level is None:
        service.due_rule = service.due_on = None
    else:
        service.due_rule = WRITTEN_SOON if soon else WRITTEN_LATER
        service.due_on = world.due(service.due_rule, service.found_at, service.id)
        service.original_due_on = service.original_due_on or service.due_on
    rule = to_authority(service)
    service.authority_due_at = world.due_moment(rule, service.found_at) if rule else None
