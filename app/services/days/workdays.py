"""Working days: Monday to Friday, corrected by the published calendar of the years that are known.

A year without a calendar counts by weekday and the statutory days with a fixed date, and whoever
counts over it says so (`covers`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.models.base import Base
from app.models.deadline import CalendarDay, CalendarYear
from app.services.storage.prepared import Prepared

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
WEEKEND = N_("周末")
REST_DAY = N_("放假")
SHIFTED = N_("调休")

# Statutory holidays with a fixed date; 2 May is one since 2025 (国务院令第 795 号).
_FIXED_HOLIDAYS = {
    (1, 1): N_("元旦"),
    (5, 1): N_("劳动节"),
    (10, 1): N_("国庆节"),
    (10, 2): N_("国庆节"),
    (10, 3): N_("国庆节"),
}
_SECOND_LABOUR_DAY_SINCE = 2025


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says: a holiday, or a weekend day that is worked."""

    day: date
    is_workday: bool
    note: str


@dataclass(frozen=True, slots=True)
class CalendarRows:
    """Plain rows for the two calendar tables: the years they make known and the special days."""

    source: str
    years: tuple[int, ...]
    days: tuple[SpecialDay, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `exceptions` holds the special days of the known `years`."""

    years: frozenset[int] = frozenset()
    exceptions: Mapping[date, SpecialDay] = field(default_factory=dict)

    def covers(self, year: int) -> bool:
        """Whether the holidays of `year` are known."""
        return year in self.years

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days whose holidays are not known."""
        return tuple(y for y in range(first.year, last.year + 1) if y not in self.years)

    def is_workday(self, day: date) -> bool:
        special = self.exceptions.get(day)
        if special is not None:
            return special.is_workday
        return day.weekday() < SATURDAY and self._fixed_holiday(day) is None

    def reason(self, day: date) -> str:
        """Why `day` is off, or why a weekend day is worked; empty for an ordinary working day."""
        special = self.exceptions.get(day)
        if special is not None:
            return special.note or (SHIFTED if special.is_workday else REST_DAY)
        fixed = self._fixed_holiday(day)
        if fixed is not None:
            return fixed
        return WEEKEND if day.weekday() >= SATURDAY else ""

    def _fixed_holiday(self, day: date) -> str | None:
        if self.covers(day.year):
            return None
        if (day.month, day.day) == (5, 2) and day.year >= _SECOND_LABOUR_DAY_SINCE:
            return _FIXED_HOLIDAYS[5, 1]
        return _FIXED_HOLIDAYS.get((day.month, day.day))

    def workdays_after(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        return sum(1 for day in days_between(start + ONE_DAY, end) if self.is_workday(day))

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        following = day + ONE_DAY
        while not self.is_workday(following):
            following += ONE_DAY
        return following


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; none when `last` lies before `first`."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def from_rows(rows: Iterable[CalendarRows]) -> WorkCalendar:
    """The calendar that these rows make; of two rows for one day the later wins."""
    years: set[int] = set()
    exceptions: dict[date, SpecialDay] = {}
    for block in rows:
        years.update(block.years)
        exceptions.update((special.day, special) for special in block.days)
    return WorkCalendar(frozenset(years), exceptions)


_loaded: WeakKeyDictionary[Any, tuple[tuple[Any, ...], WorkCalendar]] = WeakKeyDictionary()


_DAYS, _YEARS = (Base.metadata.tables[model.__tablename__] for model in (CalendarDay, CalendarYear))
# Made once: every list and every save asks whether the calendar is still the one it knows.
_STAMP = Prepared(
    select(
        func.count(),
        func.max(_DAYS.c.id),
        func.sum(_DAYS.c.version),
        select(func.count()).select_from(_YEARS).scalar_subquery(),
    ).select_from(_DAYS)
)


def load(session: Session) -> WorkCalendar:
    """The calendar of this database, read anew only when a day or a year of it has changed."""
    [stamp] = _STAMP.rows(session)
    engine = session.get_bind()
    known = _loaded.get(engine)
    if known is not None and known[0] == stamp:
        return known[1]
    years = frozenset(session.scalars(select(CalendarYear.year)))
    columns = select(CalendarDay.day, CalendarDay.is_workday, CalendarDay.note)
    special = [SpecialDay(*row) for row in session.execute(columns)]
    calendar = WorkCalendar(years, {one.day: one for one in special})
    _loaded[engine] = (stamp, calendar)
    return calendar


def shipped(first_year: int = 2020) -> CalendarRows:
    """The published holidays that come with the program, from `first_year` on."""
    # Postponed: only the first start and a newer release of the program need this table.
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {member.value: member.chinese for member in Holiday}
    days = [SpecialDay(day, False, names[name]) for day, name in holidays.items()]
    days += [SpecialDay(day, True, names[name]) for day, name in workdays.items()]
    kept = sorted((one for one in days if one.day.year >= first_year), key=lambda one: one.day)
    years = sorted({one.day.year for one in kept})
    return CalendarRows(N_("国务院办公厅节假日安排（程序自带）"), tuple(years), tuple(kept))
