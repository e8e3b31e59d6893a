"""The deadlines of a record as people see them: the day with its reason, and the one by the hour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.deadline import TimeUnit
from app.services.days import deadlines, due_words, hours, workdays
from app.services.registers.register import Register

Names = Callable[[], Mapping[int, str]]


@dataclass(frozen=True)
class DueView:
    """The deadline as the right column shows it."""

    due_on: date
    original_due_on: date
    remaining: due_words.Remaining
    why: str
    what: str
    unknown_years: tuple[int, ...]
    hour: str = "24:00"


@dataclass(frozen=True)
class HoursView:
    """A deadline by the hour that is still running, or over and nothing done."""

    remaining: due_words.Remaining
    words: str
    source: str


def due_view(session: Session, kind: Register, record: Any, departments: Names) -> DueView | None:
    """The deadline of a record; None where none runs and none was met."""
    runs = record.status in kind.open_states - kind.answered_states
    if getattr(record, "due_on", None) is None or not (runs or kind.answered):
        return None
    received = getattr(record, kind.received)
    calendar = workdays.load(session)
    stored = deadlines.as_stored(
        record.due_on, clock.local(received).date(), calendar, record.original_due_on
    )
    by_the_hour = _by_the_hour(session, kind, record)
    replied = getattr(record, kind.answered) if kind.answered else None
    done_on = clock.local(replied).date() if replied else None
    remaining = due_words.remaining(
        stored, clock.today(), calendar, record.pause_reason if record.paused_on else None,
        done_on, kind.met,
    )  # fmt: skip
    if by_the_hour and done_on is None and not record.paused_on:
        remaining = hours.remaining(by_the_hour, clock.now())
    return DueView(
        record.due_on, record.original_due_on or record.due_on, remaining,
        _why(session, kind, record, departments), _(kind.due_word(record)), stored.unknown_years,
        f"{clock.local(by_the_hour):%H:%M}" if by_the_hour else "24:00",
    )  # fmt: skip


def _by_the_hour(session: Session, kind: Register, record: Any) -> datetime | None:
    """The moment of a deadline that is counted in hours (domain §2.5, 4): lists keep its day."""
    if record.due_rule is None or (kind.rest is not None and kind.rest.holds(record)):
        return None
    received = getattr(record, kind.received)
    full = deadlines.of_record(session, kind.name, record.due_rule, received, record.id)
    is_kept = full.unit is TimeUnit.HOUR and full.due_on == record.due_on
    return full.due_at if is_kept else None


def hours_view(kind: Register, record: Any) -> HoursView | None:
    """The deadline by the hour of an open record, until it was met."""
    until = kind.hours.runs_until(record) if kind.hours else None
    if kind.hours is None or until is None or record.status not in kind.open_states:
        return None
    words = _("{what}：{moment} 前").format(what=_(kind.hours.what), moment=hours.moment(until))
    return HoursView(hours.remaining(until, clock.now()), words, _(kind.hours.source))


def _why(session: Session, kind: Register, record: Any, departments: Names) -> str:
    """Where a deadline comes from: a rule, or a day that was asked for."""
    if kind.rest is not None and kind.rest.holds(record):
        return _("到这一天再看一次效果，办“{step}”。").format(
            step=_(kind.step(kind.rest.step).label)
        )
    if record.due_rule is None:
        return _("单上要求 {day} 前完成。").format(day=record.due_on)
    received = getattr(record, kind.received)
    full = deadlines.of_record(session, kind.name, record.due_rule, received, record.id)
    if record.due_on < full.due_on:
        return _("转办单要求 {day} 前办结，早于院内期限 {own}。").format(
            day=record.due_on, own=full.due_on
        )
    names = departments()
    several = [names[one] for one in _concerned(kind, record) if one in names]
    return due_words.explain(full, several if len(several) > 1 else ())


def _concerned(kind: Register, record: Any) -> list[int]:
    found: list[int] = []
    for name in kind.offices:
        value = getattr(record, name)
        found.extend(value if isinstance(value, list) else [value] if value else [])
    return list(dict.fromkeys(found))
