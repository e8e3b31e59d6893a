"""When something is due: every unit, pauses, and properties that hold for any calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.errors import AppError
from app.models.bookkeeping import ClockPause
from app.models.deadline import DeadlineRule, TimeUnit
from app.services.days import deadlines, workdays
from app.services.days.deadlines import Pause
from app.services.days.workdays import SpecialDay, WorkCalendar
from tests import hospital

KNOWN = workdays.from_rows([workdays.shipped()])
WEEKDAYS = WorkCalendar(frozenset(range(2020, 2040)))
FRIDAY_AFTERNOON = clock.instant(date(2026, 3, 6), time(16, 20))


@dataclass(frozen=True)
class Rule:
    unit: TimeUnit
    amount: int


def working_days(amount: int) -> Rule:
    return Rule(TimeUnit.WORKING_DAY, amount)


@pytest.mark.parametrize(("amount", "last"), [(5, date(2026, 3, 13)), (10, date(2026, 3, 20))])
def test_the_next_working_day_is_day_one(amount: int, last: date) -> None:
    due = deadlines.compute(working_days(amount), FRIDAY_AFTERNOON, KNOWN)
    assert due.due_on == last
    assert due.first_day == date(2026, 3, 9)
    assert due.due_at == clock.end_of_day(last)
    assert due.unknown_years == ()


def test_the_hospital_may_count_the_day_of_receipt() -> None:
    due = deadlines.compute(working_days(5), FRIDAY_AFTERNOON, KNOWN, receipt_day_counts=True)
    assert due.first_day == date(2026, 3, 6)
    assert due.due_on == date(2026, 3, 12)


def test_receipt_late_in_the_evening_utc_belongs_to_the_local_day() -> None:
    received = clock.instant(date(2026, 3, 6), time(7, 30))
    assert received.date() == date(2026, 3, 5)
    assert deadlines.compute(working_days(5), received, KNOWN).due_on == date(2026, 3, 13)


def test_holidays_are_passed_over_and_shifted_days_are_counted() -> None:
    received = clock.instant(date(2026, 4, 21), time(9))
    due = deadlines.compute(working_days(13), received, KNOWN)
    assert due.due_on == date(2026, 5, 12)
    assert [note.day for note in due.worked] == [date(2026, 5, 9)]
    assert (date(2026, 5, 4), "劳动节") in due.skipped


def test_a_year_without_calendar_is_always_named() -> None:
    received = clock.instant(date(2026, 12, 25), time(9))
    assert deadlines.compute(working_days(5), received, KNOWN).unknown_years == (2027,)
    calendar_days = Rule(TimeUnit.CALENDAR_DAY, 30)
    assert deadlines.compute(calendar_days, received, KNOWN).unknown_years == ()


@pytest.mark.parametrize(
    ("rule", "due_at"),
    [
        (Rule(TimeUnit.IMMEDIATE, 0), FRIDAY_AFTERNOON),
        (Rule(TimeUnit.HOUR, 12), clock.instant(date(2026, 3, 7), time(4, 20))),
        (Rule(TimeUnit.HOUR, 72), clock.instant(date(2026, 3, 9), time(16, 20))),
        (Rule(TimeUnit.CALENDAR_DAY, 0), clock.end_of_day(date(2026, 3, 6))),
        (Rule(TimeUnit.CALENDAR_DAY, 15), clock.end_of_day(date(2026, 3, 21))),
        (Rule(TimeUnit.MONTH, 6), clock.end_of_day(date(2026, 9, 6))),
    ],
)
def test_every_unit_ends_at_its_own_instant(rule: Rule, due_at: datetime) -> None:
    assert deadlines.compute(rule, FRIDAY_AFTERNOON, KNOWN).due_at == due_at


def test_a_month_without_that_day_ends_on_its_last_day() -> None:
    received = clock.instant(date(2026, 8, 31), time(9))
    due = deadlines.compute(Rule(TimeUnit.MONTH, 6), received, KNOWN)
    assert due.due_on == date(2027, 2, 28)


def test_a_pause_shifts_the_end_by_its_working_days_and_keeps_the_original() -> None:
    pause = Pause(date(2026, 3, 11), date(2026, 3, 16))
    due = deadlines.compute(working_days(5), FRIDAY_AFTERNOON, KNOWN, [pause])
    assert due.paused_days == (date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 13))
    assert due.due_on == date(2026, 3, 18)
    assert due.original_due_on == date(2026, 3, 13)


def test_a_running_pause_leaves_the_day_that_held_so_far() -> None:
    due = deadlines.compute(working_days(5), FRIDAY_AFTERNOON, KNOWN, [Pause(date(2026, 3, 11))])
    assert due.due_on == date(2026, 3, 13)


def test_a_pause_stops_hours_from_midnight_to_midnight() -> None:
    pauses = [Pause(date(2026, 3, 7), date(2026, 3, 9)), Pause(date(2026, 3, 8), date(2026, 3, 10))]
    due = deadlines.compute(Rule(TimeUnit.HOUR, 12), FRIDAY_AFTERNOON, KNOWN, pauses)
    assert due.due_at == clock.instant(date(2026, 3, 10), time(4, 20))


def test_the_newest_enabled_version_of_a_rule_is_in_force() -> None:
    def version(day: date, enabled: bool = True) -> DeadlineRule:
        return DeadlineRule(
            code="D03",
            name="",
            unit=TimeUnit.WORKING_DAY,
            amount=day.year,
            source="",
            effective_from=day,
            enabled=enabled,
        )

    rules = [version(date(2020, 1, 1)), version(date(2026, 7, 1)), version(date(2027, 1, 1), False)]
    in_2026 = deadlines.in_force(rules, "D03", date(2026, 7, 1))
    assert in_2026 is not None
    assert in_2026.amount == 2026
    earlier = deadlines.in_force(rules, "D03", date(2026, 6, 30))
    assert earlier is not None
    assert earlier.amount == 2020
    assert deadlines.in_force(rules, "D03", date(2027, 1, 1)) is None
    assert deadlines.in_force(rules, "D04", date(2027, 1, 1)) is None


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
instants = st.builds(clock.instant, days, st.times())
amounts = st.integers(1, 40)
calendars = st.builds(
    lambda exceptions: WorkCalendar(
        frozenset(range(2020, 2035)),
        {day: SpecialDay(day, worked, "") for day, worked in exceptions.items()},
    ),
    st.dictionaries(days, st.booleans(), max_size=30),
)
pauses_strategy = st.lists(
    st.builds(lambda day, length: Pause(day, day + timedelta(length)), days, st.integers(0, 40)),
    max_size=3,
)


@given(instants, amounts, calendars)
def test_exactly_as_many_working_days_as_promised(
    received: datetime, amount: int, calendar: WorkCalendar
) -> None:
    due = deadlines.compute(working_days(amount), received, calendar)
    assert calendar.workdays_after(due.received_on, due.due_on) == amount
    assert calendar.is_workday(due.due_on)
    assert due.original_due_on == due.due_on


@given(instants, amounts, calendars, pauses_strategy)
def test_pauses_never_bring_the_end_forward(
    received: datetime, amount: int, calendar: WorkCalendar, pauses: list[Pause]
) -> None:
    plain = deadlines.compute(working_days(amount), received, calendar)
    paused = deadlines.compute(working_days(amount), received, calendar, pauses)
    assert paused.due_on >= plain.due_on
    assert paused.original_due_on == plain.due_on
    assert calendar.workdays_after(paused.received_on, paused.due_on) == amount + len(
        paused.paused_days
    )


@given(instants, amounts, st.sampled_from(TimeUnit), st.booleans())
def test_more_time_is_never_due_earlier(
    received: datetime, amount: int, unit: TimeUnit, receipt_day_counts: bool
) -> None:
    shorter = deadlines.compute(
        Rule(unit, amount), received, WEEKDAYS, receipt_day_counts=receipt_day_counts
    )
    longer = deadlines.compute(
        Rule(unit, amount + 1), received, WEEKDAYS, receipt_day_counts=receipt_day_counts
    )
    assert received <= shorter.due_at <= longer.due_at


def test_a_founded_hospital_has_rules_and_a_calendar(tmp_path: Path) -> None:
    desk = hospital.founded(tmp_path)
    with desk.database.read() as session:
        rule = deadlines.rule_for(session, "D03", FRIDAY_AFTERNOON)
        calendar = workdays.load(session)
        due = deadlines.compute(rule, FRIDAY_AFTERNOON, calendar)
        with pytest.raises(AppError, match="D06"):
            deadlines.rule_for(session, "D06", FRIDAY_AFTERNOON)
    assert due.due_on == date(2026, 3, 13)
    assert calendar == KNOWN
    desk.database.close()


def test_the_pauses_of_a_record_are_its_own(tmp_path: Path) -> None:
    desk = hospital.founded(tmp_path)
    began, ended = date(2026, 3, 11), date(2026, 3, 16)
    with desk.database.write() as session:
        for record_id, end in ((7, ended), (7, None), (8, None)):
            pause = ClockPause(register="complaint", record_id=record_id, reason="等待鉴定")
            pause.began_on, pause.ended_on = began, end
            session.add(pause)
    with desk.database.read() as session:
        assert deadlines.pauses_of(session, "complaint", None) == []
        found = deadlines.pauses_of(session, "complaint", 7)
    assert found == [Pause(began, ended), Pause(began, None)]
    desk.database.close()
