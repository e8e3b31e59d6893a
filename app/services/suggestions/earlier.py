"""Earlier records of the last weeks with the same phone or patient number, as far as one may know."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

from sqlalchemy import ColumnElement, func, select

from app import clock
from app.i18n import _
from app.services import access, records
from app.services.operations import Desk, actor_of
from app.services.registers.register import Kind, Register

DAYS = 30
SHOWN = 3
# Shorter ones are beginnings of numbers, or room numbers.
LEAST = 5
_BETWEEN = (" ", "-", "(", ")")


@dataclass(frozen=True)
class Earlier:
    """A record that named the same phone or number."""

    record_id: int
    number: str
    day: date
    state: str


def watched(kind: Register) -> tuple[str, ...]:
    """The fields whose repetition is worth a word: numbers that stand for a person."""
    return tuple(one.name for one in kind.fields if one.kind is Kind.CODE and one.sensitive)


def earlier(
    desk: Desk, kind: Register, name: str, typed: str, but: int | None = None
) -> list[Earlier]:
    """Records of the last 30 days with this number in the field `name`, newest first.

    Only those whose people this person may know: to say that somebody complained says who it was.
    Who a record is about learns nothing of it.
    """
    wanted = _bare(typed)
    if len(wanted) < LEAST or "*" in wanted:
        return []
    model: Any = kind.model
    received = getattr(model, kind.received)
    since = clock.now() - timedelta(days=DAYS)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        found = session.scalars(
            select(model)
            .where(
                received >= since,
                _bare_column(getattr(model, name)) == wanted,
                model.id != (but or 0),
                model.status.not_in([one for one in kind.status if one.value in records.FINAL]),
                access.visible(actor, kind),
            )
            .order_by(received.desc())
        )
        known = [one for one in found if access.may_identify(actor, one, kind)][:SHOWN]
        return [
            Earlier(
                one.id,
                one.number,
                clock.local(getattr(one, kind.received)).date(),
                _(one.status.label),
            )
            for one in known
        ]


def _bare(text: str) -> str:
    """A number without what people write between its digits."""
    bare = normalize("NFKC", text).upper()
    for sign in _BETWEEN:
        bare = bare.replace(sign, "")
    return bare


def _bare_column(column: Any) -> ColumnElement[str]:
    for sign in _BETWEEN:
        column = func.replace(column, sign, "")
    return func.upper(column)
