"""The last twelve months of a register in figures, counted by the database, for the charts of 首页."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import VOIDED
from app.services import access, search
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers.register import Register

MONTHS = 12
LISTED_MOST = 6


@dataclass(frozen=True)
class Month:
    """One month: received, and of those answered how many by their due day."""

    first: date
    received: int
    answered: int
    in_time: int

    @property
    def key(self) -> str:
        """`2026-11`."""
        return f"{self.first:%Y-%m}"

    @property
    def rate(self) -> int | None:
        """Answered in time, in percent; None while nothing was answered."""
        return round(100 * self.in_time / self.answered) if self.answered else None


@dataclass(frozen=True)
class Share:
    """One value of a field and how many records have it."""

    value: Any
    label: str
    count: int


@dataclass(frozen=True)
class Year:
    """The figures of twelve months, the running one last; `before` came in its month a year ago."""

    months: tuple[Month, ...]
    causes: tuple[Share, ...]
    departments: tuple[Share, ...]
    before: int = 0

    @property
    def total(self) -> int:
        """Received in all twelve."""
        return sum(one.received for one in self.months)


def year(desk: Desk, kind: Register, cause: str, department: str) -> Year:
    """Count the last twelve months of what this person may see, by month, cause and department."""
    model: Any = kind.model
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        firsts = month_starts(clock.today())
        received = getattr(model, kind.received)
        seen = [access.visible(actor, kind), model.status != VOIDED]
        base = [*seen, received >= clock.instant(firsts[0])]
        months = tuple(_month(session, kind, first, base) for first in firsts)
        names = directory.read(session).names().departments
        choices = kind[cause].choices
        return Year(
            months,
            _shares(session, model, cause, base, {one: _(one.label) for one in choices or ()}),
            _shares(session, model, department, base, names),
            _received(session, kind, firsts[-1].replace(year=firsts[-1].year - 1), seen),
        )


def month_starts(today: date) -> list[date]:
    """The first days of the last twelve months, oldest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def _within(kind: Register, first: date, base: list[Any]) -> list[Any]:
    received = getattr(kind.model, kind.received)
    begins, ends = clock.instant(first), clock.instant(next_month(first))
    return [*base, received >= begins, received < ends]


def _received(session: Session, kind: Register, first: date, base: list[Any]) -> int:
    counted = select(func.count()).select_from(kind.model).where(*_within(kind, first, base))
    return session.execute(counted).scalar_one()


def _month(session: Session, kind: Register, first: date, base: list[Any]) -> Month:
    model: Any = kind.model
    within = _within(kind, first, base)
    counted: list[ColumnElement[int]] = [func.count()]
    if hasattr(model, "replied_at"):
        answered = and_(model.replied_at.is_not(None), model.due_on.is_not(None))
        # Both as text: the due day with the hour (UTC) at which the hospital's day ends.
        ends = f"T{clock.end_of_day(first):%H:%M}"
        by_then = cast(model.replied_at, String) < cast(model.due_on, String) + ends
        counted += [func.count().filter(answered), func.count().filter(answered, by_then)]
    many, *rest = session.execute(select(*counted).select_from(model).where(*within)).one()
    return Month(first, many, *(rest or (0, 0)))


def _shares(
    session: Session, model: Any, name: str, base: list[Any], labels: Any
) -> tuple[Share, ...]:
    column = getattr(model, name)
    # Not by the column's own index: it leads to every record of all years.
    free = search.unindexed(session, column)
    many = func.count()
    query = (
        select(column, many)
        .where(*base, free.is_not(None))
        .group_by(free)
        .order_by(many.desc(), column)
        .limit(LISTED_MOST)
    )
    return tuple(
        Share(value, labels.get(value, str(value)), count)
        for value, count in session.execute(query)
    )
