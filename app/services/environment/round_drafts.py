"""A round that is being walked, kept for the person who walks it: nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.bookkeeping import Draft
from app.models.environment.check import EnvFinding, EnvRound
from app.services import drafts, numbering
from app.services.environment.sheet import Entered
from app.services.operations import Desk, Operation, operation

KIND = EnvRound.__tablename__
_MOST, _LOOKED_AT = 5, 100


@dataclass(frozen=True)
class Begun:
    """A round as far as it was walked; `scope` is the department of the sheet, None for all.

    `points` are those of a printed sheet, in its order: it shows them whatever is due.
    """

    started_at: datetime
    scope: int | None
    checker_id: int | None
    companion: str
    entries: Mapping[int, Entered]
    code: str = ""
    saved_at: datetime | None = None
    points: tuple[int, ...] = ()

    @property
    def filled(self) -> int:
        """How many points have something in them."""
        return sum(one.is_filled for one in self.entries.values())


@operation("env_round.keep")
def keep(current: Operation, begun: Begun) -> str:
    """Keep what was entered, for this person only; returns the code it is kept under."""
    current.permit()
    code = begun.code or numbering.new_slip()
    draft = current.session.scalar(
        select(Draft).where(
            Draft.register == KIND,
            Draft.person_id == current.actor.id,
            Draft.slip_code == code,
        )
    )
    if draft is None:
        draft = Draft(register=KIND, person_id=current.actor.id, slip_code=code, values={})
        current.session.add(draft)
    draft.values = packed(begun)
    draft.saved_at = current.now
    return code


@operation("env_round.forget")
def forget(current: Operation, code: str) -> None:
    """Throw a round away that was handed in or given up."""
    current.permit()
    drafts.drop(current.session, KIND, code, current.actor.id)


def begun_before(desk: Desk) -> tuple[Begun, ...]:
    """Rounds this person began and did not hand in, the newest first."""
    with desk.database.read() as session:
        return begun_in(session, desk.person_id)


def begun_in(session: Session, person_id: int) -> tuple[Begun, ...]:
    """The same within an open session."""
    kept = session.scalars(
        select(Draft)
        .where(Draft.register == KIND, Draft.person_id == person_id)
        .order_by(Draft.saved_at.desc())
        .limit(_LOOKED_AT)
    ).all()
    # A sheet that was only printed waits for its code.
    found = [one for one in map(unpacked, kept) if one.filled][:_MOST]
    if not found:
        return ()
    moments = EnvRound.started_at.in_([one.started_at for one in found])
    # The program may have ended between handing in and forgetting.
    handed_in = set(session.scalars(select(EnvRound.started_at).where(moments)))
    return tuple(one for one in found if one.started_at not in handed_in)


def packed(begun: Begun) -> dict[str, Any]:
    """A round as a draft holds it."""
    return {
        "started_at": clock.stamp(begun.started_at),
        "scope": begun.scope,
        "checker_id": begun.checker_id,
        "companion": begun.companion,
        "points": list(begun.points),
        "entries": {str(point): _entry(one) for point, one in begun.entries.items()},
    }


def _entry(one: Entered) -> dict[str, Any]:
    return {
        "text": one.text,
        "finding": one.finding.value if one.finding else None,
        "is_pending": one.is_pending,
        "instrument": one.instrument,
        "odd_confirmed": one.odd_confirmed,
        "note": one.note,
    }


def unpacked(draft: Draft) -> Begun:
    """The round a draft holds."""
    values = draft.values
    entries = {
        int(point): Entered(
            one["text"], EnvFinding(one["finding"]) if one["finding"] else None,
            one["is_pending"], one["instrument"], one["odd_confirmed"], one["note"],
        )
        for point, one in values["entries"].items()
    }  # fmt: skip
    return Begun(
        datetime.fromisoformat(values["started_at"]), values["scope"], values["checker_id"],
        values["companion"], entries, draft.slip_code, draft.saved_at,
        tuple(values.get("points", ())),
    )  # fmt: skip
