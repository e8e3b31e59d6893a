"""What stands beside a record: duties in other registers, linked records, its own checklist."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import Choice
from app.services.links import chain
from app.services.owing.duties import FOLLOW_UP_LABELS
from app.services.owing.duties import follow_ups as follow_ups_of
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.registers.world import Actor, Duty
from app.services.world import ReadWorld


@dataclass(frozen=True)
class FollowUpView:
    """Something the record demands in another register."""

    id: int
    kind: str
    label: str
    reason: str
    clause: str
    due_on: date | None
    done_at: datetime | None
    outcome: str
    can_be_raised: bool = False


@dataclass(frozen=True)
class LinkedView:
    """A record this one came from, or that came from it; what may not be seen has no number."""

    register: str
    record_id: int
    is_origin: bool
    number: str
    title: str
    status: Choice | None


def follow_ups(
    session: Session, actor: Actor, kind: Register, record: Any
) -> tuple[FollowUpView, ...]:
    """The duties a record has in other registers; what stands already is not raised again."""
    world = ReadWorld(session, actor, clock.now(), clock.today(), kind)
    return tuple(
        FollowUpView(
            one.id,
            one.kind,
            _(FOLLOW_UP_LABELS.get(one.kind, one.kind)),
            one.reason,
            one.clause,
            one.due_on,
            one.done_at,
            one.outcome or "",
            one.done_at is None and catalog.has(one.kind) and world.lacks(record, one.kind),
        )
        for one in follow_ups_of(session, kind.name, record.id)
    )


def duties(session: Session, actor: Actor, kind: Register, record: Any) -> tuple[Duty, ...]:
    world = ReadWorld(session, actor, clock.now(), clock.today(), kind)
    return kind.checklist(world, record)  # type: ignore[arg-type]  # a checklist only reads


def linked(
    session: Session, actor: Actor, kind: Register, record_id: int
) -> tuple[LinkedView, ...]:
    nodes = chain.neighbours(session, actor, (kind.name, record_id))
    return tuple(
        LinkedView(one.register, one.record_id, one.step < 0, one.number, one.title, one.status)
        for one in nodes
    )
