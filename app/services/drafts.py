"""What was typed and is not saved yet: kept in the database for the person who typed it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.bookkeeping import Draft
from app.services import numbering
from app.services.operations import Operation, operation
from app.services.registers.register import Register


@operation("draft.save")
def save(
    current: Operation,
    kind: Register,
    given: Mapping[str, Any],
    slip_code: str | None = None,
    record_id: int | None = None,
    record_version: int | None = None,
) -> str:
    """Keep what was typed (JSON values), for this person only; returns the slip code."""
    current.permit()
    slip_code = slip_code or numbering.new_slip()
    draft = current.session.scalar(
        select(Draft).where(
            Draft.register == kind.name,
            Draft.person_id == current.actor.id,
            Draft.slip_code == slip_code,
        )
    )
    if draft is None:
        draft = Draft(
            register=kind.name, record_id=record_id, person_id=current.actor.id,
            slip_code=slip_code, values={},
        )  # fmt: skip
        current.session.add(draft)
    draft.values = dict(given)
    draft.record_version = record_version
    draft.saved_at = current.now
    return slip_code


@operation("draft.discard")
def discard(current: Operation, kind: Register, slip_code: str) -> None:
    """Throw a draft of one's own away; a printed slip is only emptied: its paper is still about."""
    current.permit()
    printed = current.session.scalar(
        select(Draft).where(
            Draft.register == kind.name,
            Draft.slip_code == slip_code,
            Draft.person_id == current.actor.id,
            Draft.printed_at.is_not(None),
        )
    )
    if printed is None:
        drop(current.session, kind.name, slip_code, current.actor.id)
    else:
        printed.values, printed.saved_at = {}, printed.printed_at or current.now


def drop(
    session: Session, register_name: str, slip_code: str, person_id: int | None = None
) -> None:
    """Delete the drafts with this slip code: of one person, or whoever else wrote there."""
    query = select(Draft).where(Draft.register == register_name, Draft.slip_code == slip_code)
    if person_id is not None:
        query = query.where(Draft.person_id == person_id)
    for draft in session.scalars(query):
        session.delete(draft)
