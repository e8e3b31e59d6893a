"""Counting in the database: so many of a kind, in groups, in one question; nothing is loaded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import Choice
from app.services import search
from app.services.days.workdays import WorkCalendar
from app.services.registers import catalog
from app.services.reports import selecting
from app.services.reports.figures import ALL, Behind, Fact, Figure, Line, percent

Groups = Mapping[Any, int]
NOT_SAID = "—"
_DAY, _HOUR = 10, 2  # characters of the day and of the hour in a moment as it is kept


def counted(session: Session, behind: Behind, *parts: Iterable[Fact]) -> list[int]:
    """How many there are, then how many for which each of these groups of facts holds too."""
    some = [func.count().filter(selecting.among(behind, part)) for part in parts]
    model: Any = catalog.by_name(behind.register).model
    query: Any = select(func.count(), *some).select_from(model).where(*selecting.conditions(behind))
    return [int(one) for one in session.execute(query).one()]


def grouped(session: Session, behind: Behind, column: str) -> Groups:
    """Value of a column → how many."""
    model: Any = catalog.by_name(behind.register).model
    found = getattr(model, column)
    # Not by the column's own index: it leads to every record of all years.
    query = (
        select(found, func.count())
        .where(*selecting.conditions(behind))
        .group_by(search.unindexed(session, found))
    )
    return {value: many for value, many in session.execute(query)}


def spans(
    session: Session, behind: Behind, begin: str, end: str, calendar: WorkCalendar
) -> list[tuple[int, int]]:
    """Working days from one moment to another → how many records took so long.

    The database counts the pairs of days, few whatever the number of records; both moments are
    taken apart as text, the hospital's day begins at another hour than that of the stored one.
    """
    model: Any = catalog.by_name(behind.register).model
    turn = f"{clock.end_of_day(date(2000, 1, 1)):%H}"
    parts: list[Any] = []
    for column in (begin, end):
        at = cast(getattr(model, column), String)
        parts.append(func.substr(at, 1, _DAY).label(f"{column}_day"))
        parts.append((func.substr(at, _DAY + 2, _HOUR) >= turn).label(f"{column}_late"))
    columns: list[Any] = [*parts, func.count()]
    query = (
        select(*columns)
        .where(*selecting.conditions(behind), getattr(model, end).is_not(None))
        .group_by(*(part.name for part in parts))
    )
    found: dict[int, int] = {}
    for first, first_late, last, last_late, many in session.execute(query):
        days = calendar.workdays_after(_local(first, first_late), _local(last, last_late))
        found[days] = found.get(days, 0) + many
    return sorted(found.items())


def _local(day: str, is_next: Any) -> date:
    return date.fromisoformat(day) + timedelta(days=1 if is_next else 0)


def summed(session: Session, behind: Behind, column: str) -> Any:
    """The sum of a column; None where nothing was said."""
    model: Any = catalog.by_name(behind.register).model
    query = select(func.sum(getattr(model, column))).where(*selecting.conditions(behind))
    return session.scalar(query)


def choice_lines(
    choices: type[Choice], column: str, behind: Behind, now: Groups, before: Groups | None = None
) -> tuple[Line, ...]:
    """A line for every member of a list, in its order; what was not said stands last, if there is any."""
    members: list[tuple[str | None, str]] = [(one.value, _(one.label)) for one in choices]
    if None in now:
        members.append((None, _("尚未确定")))
    return lines(members, column, behind, now, before)


def named_lines(
    names: Mapping[int, str], column: str, behind: Behind, now: Groups,
    before: Groups | None = None,
) -> tuple[Line, ...]:  # fmt: skip
    """A line for every department there is a number of, the largest first."""
    keys = sorted(now, key=lambda one: (-now[one], one is None, names.get(one or 0, "")))
    members = [(one, names.get(one or 0, "") or _("没有写科室")) for one in keys]
    return lines(members, column, behind, now, before)


def lines(
    members: Sequence[tuple[Any, str]], column: str, behind: Behind, now: Groups,
    before: Groups | None = None,
) -> tuple[Line, ...]:  # fmt: skip
    """Count, share and, where given, the number of the period before."""
    total = sum(now.values())
    found = []
    for value, label in members:
        many = now.get(value, 0)
        own = behind.and_((selecting.IS, column, value))
        entries: list[Figure] = [Figure(many, own), percent(many, total)]
        if before is not None:
            entries.append(Figure(before.get(value, 0)))
        found.append(Line(str(value) if value is not None else NOT_SAID, label, tuple(entries)))
    return tuple(found)


def total(behind: Behind, now: Groups, before: Groups | None = None) -> Line:
    """What sums such lines up."""
    many = sum(now.values())
    entries = [Figure(many, behind), percent(many, many)]
    if before is not None:
        entries.append(Figure(sum(before.values())))
    return Line(ALL, _("合计"), tuple(entries))


def pareto(found: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines, the largest first, each with the share of all down to itself."""
    counts = {one.key: _count(one) for one in found}
    ordered = sorted(found, key=lambda one: -counts[one.key])
    total, seen, made = sum(counts.values()), 0, []
    for one in ordered:
        seen += counts[one.key]
        made.append(Line(one.key, one.label, (*one.entries, percent(seen, total))))
    return tuple(made)


def _count(line: Line) -> int:
    first = line.entries[0]
    return int(first.value or 0) if isinstance(first, Figure) else 0
