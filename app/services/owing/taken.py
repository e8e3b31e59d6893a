"""Who took a step of a record, and who first wrote in a field of it."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.bookkeeping import AuditEntry, AuditValue, StepEntry
from app.models.organisation import Person
from app.services import audit
from app.services.registers.world import Taken


def last(session: Session, register: str, record_id: int, actions: Sequence[str]) -> Taken | None:
    """The one of these steps that was taken last."""
    query = (
        select(StepEntry.action, StepEntry.person_id, StepEntry.person_name, StepEntry.at)
        .where(
            StepEntry.register == register, StepEntry.record_id == record_id,
            StepEntry.action.in_(actions),
        )
        .order_by(StepEntry.id.desc())
        .limit(1)
    )  # fmt: skip
    found = session.execute(query).first()
    return Taken(*found) if found else None


def hands(
    session: Session, register: str, record_id: int, actions: Sequence[str]
) -> frozenset[int]:
    """Everybody who ever took one of these steps."""
    query = select(StepEntry.person_id).where(
        StepEntry.register == register, StepEntry.record_id == record_id,
        StepEntry.action.in_(actions),
    )  # fmt: skip
    return frozenset(session.scalars(query))


def first_written(session: Session, uid: str, name: str) -> Taken | None:
    """The first entry of the audit in which a field of a record holds something."""
    query = (
        select(AuditEntry.body, AuditValue.new)
        .join(AuditValue, AuditValue.seq == AuditEntry.seq)
        .where(AuditEntry.object_uid == uid, AuditValue.field == name)
        .order_by(AuditEntry.seq)
    )
    for body, new in session.execute(query):
        if audit.read_stored(new) not in (None, "", []):
            entry = json.loads(body)
            person = session.execute(
                select(Person.id, Person.name).where(Person.staff_no == entry["actor"])
            ).first()
            who, called = person or (None, entry["actor"])
            return Taken(entry["act"], who, called, datetime.fromisoformat(entry["ts"]))
    return None
