"""Raising a record from another: which registers can be, and what the new one begins with."""

from dataclasses import dataclass
from typing import Any

from app import clock
from app.errors import StepRefused
from app.i18n import _
from app.models.bookkeeping import FollowUp
from app.services import access, records
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.catalog import REGISTERS, by_name
from app.services.registers.register import Register
from app.services.voiding import consequences
from app.services.world import RecordWorld, carried, origin_of

# Raised with a key of their own, F7 and F9 (四.2.(1), HR-25).
NONCONFORMITY, EDUCATION = "nonconforming_service", "safety_education"


@dataclass(frozen=True)
class Beginning:
    """A record that is raised from another: the values it takes over, before anything is saved."""

    register: str
    source_register: str
    source_id: int
    values: dict[str, Any]


def targets(kind: Register) -> tuple[Register, ...]:
    """The registers in which a record can be raised from one of this register."""
    return tuple(one for one in REGISTERS if one.carry is not None and one is not kind)


def begin(desk: Desk, kind: Register, record_id: int, target: str) -> Beginning:
    """What a record of `target` raised from this one begins with; nothing is written."""
    register = by_name(target)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.REGISTER)
        record = records.visible_record(session, actor, kind, record_id)
        consequences.require_standing(record, record.status)
        taken = carried(register, origin_of(kind, record))
        values = register.defaults(actor, clock.now()) | taken
    return Beginning(register.name, kind.name, record_id, values)


@operation("follow_up.raise")
def raise_owed(current: Operation, kind: Register, record_id: int, follow_up_id: int) -> Changes:
    """Make the record a duty asks for, from the record that owes it (四.1.(4)③, 四.2.(1)①)."""
    record = records.fetch(current, kind, record_id)
    current.require(access.Permission.FINISH, record, kind)
    owed = current.session.get_one(FollowUp, follow_up_id)
    if (owed.register, owed.record_id) != (kind.name, record_id) or owed.done_at is not None:
        raise StepRefused(_("这一项已经办结，或不属于这件{item}").format(item=_(kind.item)))
    world = RecordWorld(current, kind, records.create)
    if not world.lacks(record, owed.kind):
        numbers = "、".join(one.number for one in world.linked(record, owed.kind))
        raise StepRefused(_("已经开出：{numbers}").format(numbers=numbers))
    world.raise_record(record, owed.kind, owed.reason)
    return current.changes(record)
