"""Which days are worked, with and without a known calendar."""

from datetime import date

import pytest

from app.services.days import workdays
from app.services.days.workdays import CalendarRows, SpecialDay, WorkCalendar

KNOWN = workdays.from_rows([workdays.shipped()])
UNKNOWN = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 3, 6), True),
        (date(2026, 3, 7), False),
        (date(2026, 10, 5), False),
        (date(2026, 10, 10), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
    ],
)
def test_the_shipped_calendar_knows_holidays_and_shifted_days(day: date, worked: bool) -> None:
    assert KNOWN.is_workday(day) is worked


def test_the_shipped_calendar_names_what_it_knows() -> None:
    rows = workdays.shipped(first_year=2025)
    assert rows.years == (2025, 2026)
    assert rows.source
    assert {one.note for one in rows.days} >= {"元旦", "春节", "国庆节"}
    assert KNOWN.covers(2026)
    assert not KNOWN.covers(2027)
    assert KNOWN.unknown_years(date(2026, 12, 30), date(2028, 1, 2)) == (2027, 2028)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 5, 2), False),
        (date(2027, 5, 3), True),
        (date(2024, 5, 2), True),
        (date(2027, 10, 1), False),
        (date(2027, 10, 4), True),
        (date(2027, 10, 9), False),
    ],
)
def test_an_unknown_year_counts_weekdays_and_fixed_holidays(day: date, worked: bool) -> None:
    assert UNKNOWN.is_workday(day) is worked


def test_a_reason_is_given_for_every_day_that_is_not_ordinary() -> None:
    assert KNOWN.reason(date(2026, 10, 1)) == "国庆节"
    assert KNOWN.reason(date(2026, 3, 7)) == "周末"
    assert KNOWN.reason(date(2026, 3, 6)) == ""
    assert UNKNOWN.reason(date(2027, 1, 1)) == "元旦"
    silent = CalendarRows("", (2027,), (SpecialDay(date(2027, 3, 1), False, ""),))
    assert workdays.from_rows([silent]).reason(date(2027, 3, 1)) == "放假"


def test_the_later_row_for_a_day_wins() -> None:
    day = date(2026, 10, 1)
    worked = CalendarRows("", (2026,), (SpecialDay(day, True, "值班"),))
    assert workdays.from_rows([workdays.shipped(), worked]).is_workday(day)


def test_working_days_are_counted_after_the_first_and_up_to_the_last_day() -> None:
    assert KNOWN.workdays_after(date(2026, 11, 26), date(2026, 11, 30)) == 2
    assert KNOWN.workdays_after(date(2026, 11, 30), date(2026, 11, 26)) == 0
    assert KNOWN.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
