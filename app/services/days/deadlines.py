"""The legal clock: when something is due, and which days were counted on the way there.

The next (working) day is day 1 unless the hospital lets the day of receipt count; the last day ends
at 24:00; hours run through nights and holidays; days of a pause are not counted. What is said of a
due day stands in `due_words`.
"""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.i18n import _
from app.models.base import Base
from app.models.bookkeeping import ClockPause
from app.models.deadline import DeadlineRule, TimeUnit
from app.services import defaults
from app.services.days import workdays
from app.services.days.workdays import ONE_DAY, SATURDAY, WorkCalendar
from app.services.storage.prepared import Prepared

_MONTHS = 12

AnyRule = TypeVar("AnyRule", DeadlineRule, "Rule")

# Made once: each registration and each change asks for its deadline.
_RULES = Base.metadata.tables[DeadlineRule.__tablename__]
_VERSIONS = Prepared(
    select(
        _RULES.c.code, _RULES.c.unit, _RULES.c.amount, _RULES.c.effective_from, _RULES.c.enabled
    ).where(_RULES.c.code == bindparam("code"))
)
_PAUSES = Base.metadata.tables[ClockPause.__tablename__]
_STRETCHES = Prepared(
    select(_PAUSES.c.began_on, _PAUSES.c.ended_on).where(
        _PAUSES.c.register == bindparam("register"), _PAUSES.c.record_id == bindparam("record_id")
    )
)


class Limit(Protocol):
    """What counting needs of a deadline; a `DeadlineRule` row is one."""

    @property
    def unit(self) -> TimeUnit: ...
    @property
    def amount(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without clock: `began_on` is its first day, on `ended_on` the clock runs again."""

    began_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a deadline, as counting needs it."""

    code: str
    unit: TimeUnit
    amount: int
    effective_from: date
    enabled: bool


class DayNote(NamedTuple):
    """A day the count passed over, or a weekend day it took in, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due and what the count met on its way there.

    `due_at` is the instant at which the time is over, `original_due_on` the last day without
    pauses, `paused_days` the days the pauses took out of the count.
    """

    due_at: datetime
    due_on: date
    received_on: date
    first_day: date
    unit: TimeUnit
    counted: int
    original_due_on: date
    skipped: tuple[DayNote, ...] = ()
    worked: tuple[DayNote, ...] = ()
    paused_days: tuple[date, ...] = ()
    unknown_years: tuple[int, ...] = ()


def compute(
    rule: Limit,
    received: datetime,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    *,
    receipt_day_counts: bool = False,
) -> Due:
    """When `rule` runs out for something received at that instant.

    A pause that has not ended takes nothing out yet: the day that held so far stays until the clock
    runs again.
    """
    ended = [(pause.began_on, pause.ended_on) for pause in pauses if pause.ended_on is not None]
    due = _count(rule, received, calendar, ended, receipt_day_counts)
    if not ended:
        return due
    original = _count(rule, received, calendar, [], receipt_day_counts)
    return replace(due, original_due_on=original.due_on)


def as_stored(
    due_on: date, received_on: date, calendar: WorkCalendar, original_due_on: date | None = None
) -> Due:
    """A due day in working days as a record keeps it, for badges in lists."""
    return Due(
        due_at=clock.end_of_day(due_on),
        due_on=due_on,
        received_on=received_on,
        first_day=received_on,
        unit=TimeUnit.WORKING_DAY,
        counted=0,
        original_due_on=original_due_on or due_on,
        unknown_years=calendar.unknown_years(received_on, due_on),
    )


def in_force(rules: Iterable[AnyRule], code: str, day: date) -> AnyRule | None:
    """The version of a deadline that holds on `day`, if it is enabled."""
    versions = [rule for rule in rules if rule.code == code and rule.effective_from <= day]
    newest = max(versions, key=lambda rule: rule.effective_from, default=None)
    return newest if newest is not None and newest.enabled else None


def load_rules(session: Session, code: str | None = None) -> Sequence[DeadlineRule]:
    """Every version of every deadline, or of one of them, oldest first."""
    query = select(DeadlineRule).order_by(DeadlineRule.code, DeadlineRule.effective_from)
    return session.scalars(query if code is None else query.where(DeadlineRule.code == code)).all()


def rule_for(session: Session, code: str, received: datetime) -> Limit:
    """The version of a deadline for what was received at that instant. Raises AppError.

    A deadline that came with a newer program than the database counts as it was shipped.
    """
    day = clock.local(received).date()
    rows = [Rule(*row) for row in _VERSIONS.rows(session, code=code)]
    rule: Limit | None = in_force(rows, code, day)
    if not rows:
        rule = next((one for one in defaults.deadlines() if one.code == code), None)
    if rule is None:
        raise AppError(
            _("{day} 没有生效的时限 {code}。到“系统 › 时限”里补上或启用一个版本。").format(
                day=day, code=code
            )
        )
    return rule


def pauses_of(session: Session, register: str, record_id: int | None) -> list[Pause]:
    """The pauses of one record; none for a record that is just being made."""
    if record_id is None:
        return []
    if session.autoflush:
        session.flush()
    stretches = _STRETCHES.rows(session, register=register, record_id=record_id)
    return [Pause(*row) for row in stretches]


_Stretches = Sequence[tuple[date, date]]


def _count(
    rule: Limit,
    received: datetime,
    calendar: WorkCalendar,
    stretches: _Stretches,
    counts: bool,
) -> Due:
    received_on = clock.local(received).date()
    match rule.unit:
        case TimeUnit.IMMEDIATE:
            return _at(received, received_on, rule)
        case TimeUnit.HOUR:
            return _at(_after_hours(received, rule.amount, stretches), received_on, rule)
        case TimeUnit.WORKING_DAY:
            due = _walk(
                rule, rule.amount, received_on, calendar, stretches, receipt_day_counts=counts
            )
            return replace(due, unknown_years=calendar.unknown_years(due.received_on, due.due_on))
        case TimeUnit.CALENDAR_DAY:
            return _walk(rule, rule.amount, received_on, None, stretches, receipt_day_counts=counts)
        case TimeUnit.MONTH:
            days = (_months_later(received_on, rule.amount) - received_on).days
            return _walk(rule, days, received_on, None, stretches, receipt_day_counts=False)


def _walk(
    rule: Limit,
    days: int,
    received_on: date,
    calendar: WorkCalendar | None,
    stretches: _Stretches,
    *,
    receipt_day_counts: bool,
) -> Due:
    """Count `days` days one by one; without a calendar every day counts."""
    skipped: list[DayNote] = []
    worked: list[DayNote] = []
    paused: list[date] = []
    first_day = last_day = received_on
    day = received_on if receipt_day_counts else received_on + ONE_DAY
    counted = 0
    while counted < days:
        if calendar is not None and not calendar.is_workday(day):
            skipped.append(DayNote(day, calendar.reason(day)))
        elif _paused(day, stretches):
            paused.append(day)
        else:
            counted += 1
            first_day = day if counted == 1 else first_day
            last_day = day
            if calendar is not None and day.weekday() >= SATURDAY:
                worked.append(DayNote(day, calendar.reason(day)))
        day += ONE_DAY
    return Due(
        due_at=clock.end_of_day(last_day),
        due_on=last_day,
        received_on=received_on,
        first_day=first_day,
        unit=rule.unit,
        counted=rule.amount,
        original_due_on=last_day,
        skipped=tuple(skipped),
        worked=tuple(worked),
        paused_days=tuple(paused),
    )


def _at(due_at: datetime, received_on: date, rule: Limit) -> Due:
    due_on = clock.local(due_at).date()
    return Due(
        due_at=due_at,
        due_on=due_on,
        received_on=received_on,
        first_day=received_on,
        unit=rule.unit,
        counted=rule.amount,
        original_due_on=due_on,
    )


def _after_hours(received: datetime, hours: int, stretches: _Stretches) -> datetime:
    """`hours` of running time after `received`; a paused day stops the clock from 0:00 to 24:00."""
    at = received
    left = timedelta(hours=hours)
    for began_on, ended_on in sorted(stretches):
        began, ended = clock.instant(began_on), clock.instant(ended_on)
        if ended <= at:
            continue
        run = max(began - at, timedelta())
        if run >= left:
            break
        left -= run
        at = ended
    return at + left


def _paused(day: date, stretches: _Stretches) -> bool:
    return any(began_on <= day < ended_on for began_on, ended_on in stretches)


def _months_later(day: date, amount: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + amount, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def of_record(
    session: Session, register: str, code: str, received_at: datetime, record_id: int | None
) -> Due:
    """The deadline of one record by the rule in force on the day of receipt, pauses counted."""
    rule = rule_for(session, code, received_at)
    pauses = pauses_of(session, register, record_id)
    return compute(rule, received_at, workdays.load(session), pauses)
