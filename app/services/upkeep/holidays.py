"""The hospital's calendar: which years are known, and the taking over of a holiday table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from app import clock
from app.errors import InvalidRecord
from app.i18n import _
from app.models.deadline import CalendarDay, CalendarYear
from app.services import access
from app.services.days import workdays
from app.services.days.workdays import SATURDAY, WEEKEND, CalendarRows, SpecialDay
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import founding
from app.services.registers import catalog
from app.services.upkeep import holiday_tables, own_tables
from app.services.upkeep.own_tables import Mistake
from app.services.world import RecordWorld

SOURCE_LIMIT = 120


@dataclass(frozen=True)
class Year:
    """A year of the calendar: how many days are off or worked contrary to their weekday."""

    year: int
    source: str
    off: int
    worked: int
    known: bool = True


@dataclass(frozen=True)
class Day:
    """A special day as the page lists it."""

    day: date
    is_workday: bool
    note: str
    source: str


@dataclass(frozen=True)
class Reading:
    """A table read without writing: what it says, what is wrong, what would be new."""

    file: str
    sheet: str
    rows: int
    block: CalendarRows
    mistakes: tuple[Mistake, ...]
    years: tuple[Year, ...]
    changed_days: int


def years(desk: Desk) -> list[Year]:
    """The years that are known, newest first, and before them the one that will be needed next."""
    with desk.database.read() as session:
        known = {one.year: one.source for one in session.scalars(select(CalendarYear))}
        rows = session.execute(select(CalendarDay.day, CalendarDay.is_workday)).all()
    counted = _count(known, [(day, is_workday) for day, is_workday in rows])
    today = clock.today()
    wanted = {today.year} | ({today.year + 1} if today.month >= 11 else set())
    missing = [Year(year, "", 0, 0, known=False) for year in wanted - known.keys()]
    return sorted([*counted, *missing], key=lambda one: one.year, reverse=True)


def special_days(desk: Desk, year: int) -> list[Day]:
    """The days of a year that are not what their weekday says."""
    query = (
        select(CalendarDay)
        .where(CalendarDay.day >= date(year, 1, 1), CalendarDay.day <= date(year, 12, 31))
        .order_by(CalendarDay.day)
    )
    with desk.database.read() as session:
        return [
            Day(one.day, one.is_workday, one.note, one.source)
            for one in session.scalars(query)
            if not _is_ordinary(one.day, one.is_workday, one.note)
        ]


def read_table(desk: Desk, path: Path) -> Reading:
    """Read a holiday table and say everything that is wrong with it. Nothing is written.

    Raises FileProblem when the file cannot be read at all.
    """
    table = holiday_tables.read(path)
    block = CalendarRows(table.file[:SOURCE_LIMIT], table.years, table.days)
    with desk.database.read() as session:
        before = workdays.load(session)
    after = workdays.from_rows([block])
    changed = sum(
        1
        for year in table.years
        if before.covers(year)
        for day in workdays.days_between(date(year, 1, 1), date(year, 12, 31))
        if before.is_workday(day) != after.is_workday(day)
    )
    days = [(one.day, one.is_workday) for one in table.days]
    return Reading(
        table.file,
        table.sheet,
        table.rows,
        block,
        table.mistakes,
        tuple(_count(dict.fromkeys(table.years, ""), days)),
        changed,
    )


@operation("calendar.import")
def import_table(current: Operation, reading: Reading, source: str) -> Changes:
    """Take a table over: its years become known, and open deadlines in them are counted anew.

    Raises InvalidRecord while the table has mistakes or no source.
    """
    current.require(access.Permission.CONFIGURE)
    source = source.strip()
    own_tables.refuse_mistakes(reading.mistakes)
    if not source or len(source) > SOURCE_LIMIT:
        raise InvalidRecord(
            {"source": _("写明依据，如 国办发明电〔2026〕7 号，最多 {n} 字").format(n=SOURCE_LIMIT)}
        )
    days = [*reading.block.days, *_taken_back(current, reading.block)]
    block = CalendarRows(source, reading.block.years, tuple(days))
    founding.add_calendar(current, [block])
    for year in current.session.scalars(
        select(CalendarYear).where(CalendarYear.year.in_(block.years))
    ):
        year.source = source
    current.session.flush()
    recounted = _count_anew(current, frozenset(block.years))
    current.event(
        "calendar.import",
        file=reading.file,
        years=list(block.years),
        days=len(reading.block.days),
        recounted=recounted,
    )
    return current.changes()


def _taken_back(current: Operation, block: CalendarRows) -> Iterator[SpecialDay]:
    """Special days the table does not name any more become what their weekday says."""
    named = {one.day for one in block.days}
    for known in current.session.scalars(select(CalendarDay)):
        if known.day.year in block.years and known.day not in named:
            is_workday = known.day.weekday() < SATURDAY
            yield SpecialDay(known.day, is_workday, "" if is_workday else WEEKEND)


def _count_anew(current: Operation, changed: frozenset[int]) -> int:
    """Deadlines that run and touch these years take the day the new calendar gives."""
    recounted = 0
    for kind in catalog.REGISTERS:
        model: Any = kind.model
        if not hasattr(model, "due_on"):
            continue
        first, last = date(min(changed), 1, 1), date(max(changed), 12, 31)
        received = getattr(model, kind.received)
        query = select(model).where(
            model.status.in_(kind.open_states),
            model.due_on.is_not(None),
            or_(model.due_on >= first, received >= clock.instant(first)),
            received <= clock.end_of_day(last),
        )
        world = RecordWorld(current, kind)
        for record in current.session.scalars(query):
            before = record.due_on
            kind.on_change(world, record)
            recounted += record.due_on != before
    return recounted


def _count(known: Mapping[int, str], days: Iterable[tuple[date, bool]]) -> list[Year]:
    off = dict.fromkeys(known, 0)
    worked = dict.fromkeys(known, 0)
    for day, is_workday in days:
        if day.year not in known:
            continue
        if is_workday and day.weekday() >= SATURDAY:
            worked[day.year] += 1
        elif not is_workday and day.weekday() < SATURDAY:
            off[day.year] += 1
    return [Year(year, source, off[year], worked[year]) for year, source in known.items()]


def _is_ordinary(day: date, is_workday: bool, note: str) -> bool:
    return is_workday == (day.weekday() < SATURDAY) and note in ("", WEEKEND)
