"""A person leaves: their open records go to a successor, in one audited operation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, StepRefused
from app.i18n import _
from app.models.bookkeeping import Draft
from app.models.organisation import Person, Role, RoleGrant
from app.services import access, records, search
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Kind, Register


@dataclass(frozen=True)
class Case:
    """An open record in which somebody works: as much as an administrator may know of it."""

    register: str
    item: str
    record_id: int
    number: str
    state: str
    part: str


@dataclass(frozen=True)
class Leaving:
    """What somebody who leaves has in hand."""

    person_id: int
    name: str
    cases: tuple[Case, ...]
    drafts: int
    roles: frozenset[Role]


def working_fields(kind: Register) -> tuple[str, ...]:
    """The fields that name who works on a record: people it cannot be registered without.

    Who it is about, who came along or who approved once is part of what happened and stays.
    """
    return tuple(
        one.name for one in kind.fields
        if one.kind is Kind.PERSON and one.required and not one.many and one.name != kind.about
    )  # fmt: skip


def in_hand(desk: Desk, person_id: int) -> Leaving:
    """The open records, drafts and roles of a person; numbers and states, no case content."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.MANAGE_PEOPLE)
        drafts = select(func.count()).where(Draft.person_id == person_id)
        grants = select(RoleGrant.role).where(RoleGrant.person_id == person_id, RoleGrant.active)
        return Leaving(
            person_id,
            session.get_one(Person, person_id).name,
            tuple(_cases(session, person_id)),
            session.scalar(drafts) or 0,
            frozenset(session.scalars(grants)),
        )


def open_cases(session: Session, person_id: int) -> int:
    """How many open records name the person as who works on them."""
    return sum(1 for _one in _cases(session, person_id))


@operation("person.hand_over")
def hand_over(current: Operation, person_id: int, successor_id: int) -> Changes:
    """Put a successor in the place of somebody who leaves, in every open record.

    Raises InvalidRecord when the successor cannot take over, StepRefused when nothing is open.
    """
    current.require(access.Permission.MANAGE_PEOPLE)
    leaving = current.session.get_one(Person, person_id)
    successor = current.session.get_one(Person, successor_id)
    if successor_id == person_id or not successor.active:
        raise InvalidRecord({"successor": _("接手人要是另一位在用的人员")})
    current.why = _("交接：{old} → {new}").format(old=leaving.name, new=successor.name)
    current.facts = {"handed_over_from": leaving.staff_no, "handed_over_to": successor.staff_no}
    moved = 0
    for kind in REGISTERS:
        for record in _records(current.session, kind, person_id):
            if kind.about and getattr(record, kind.about) == successor_id:
                raise InvalidRecord(
                    {"successor": _("{number} 涉及此人，不能由其接手").format(number=record.number)}
                )
            _replace(current, kind, record, person_id, successor_id)
            moved += 1
    if not moved:
        raise StepRefused(_("{name}没有未办结的记录，不用交接").format(name=leaving.name))
    current.event("person.hand_over", person=leaving.staff_no, records=moved)
    return current.changes(leaving)


def _replace(
    current: Operation, kind: Register, record: Any, person_id: int, successor_id: int
) -> None:
    for name in working_fields(kind):
        if getattr(record, name) == person_id:
            setattr(record, name, successor_id)
    record.updated_at = current.now
    record.updated_by_id = current.actor.id
    records.note_step(
        current, kind, record, "hand_over", record.status, record.status, note=current.why
    )
    current.session.flush()
    search.index(current.session, kind, record)


def _records(session: Session, kind: Register, person_id: int) -> list[Any]:
    model: Any = kind.model
    fields = working_fields(kind)
    if not fields:
        return []
    return list(
        session.scalars(
            select(model)
            .where(
                model.status.in_(kind.open_states),
                or_(*(getattr(model, name) == person_id for name in fields)),
            )
            .order_by(model.id)
        )
    )


def _cases(session: Session, person_id: int) -> Iterator[Case]:
    for kind in REGISTERS:
        for record in _records(session, kind, person_id):
            parts = [
                _(kind[name].label)
                for name in working_fields(kind)
                if getattr(record, name) == person_id
            ]
            yield Case(
                kind.name,
                _(kind.item),
                record.id,
                record.number,
                _(record.status.label),
                "、".join(parts),
            )
