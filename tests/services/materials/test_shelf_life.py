"""Six calendar months are left on arrival, and the end of a month is the end of a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.registers.materials.shelf_life import (
    is_expired,
    is_near_expiry,
    months_after,
    whole_months,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("received", "expires", "near"),
    [
        ("2026-11-22", "2027-05-22", False),
        ("2026-11-22", "2027-05-21", True),
        ("2026-03-10", "2026-09-10", False),
        ("2026-03-10", "2026-08-31", True),
        ("2026-08-31", "2027-02-28", False),
        ("2026-08-31", "2027-02-27", True),
        ("2027-08-31", "2028-02-29", False),
        ("2027-08-31", "2028-02-28", True),
        ("2026-12-31", "2027-06-30", False),
    ],
)
def test_exactly_six_months_is_enough(received: str, expires: str, near: bool) -> None:
    assert is_near_expiry(date.fromisoformat(received), date.fromisoformat(expires)) is near


def test_the_last_day_is_still_a_day_of_use() -> None:
    assert not is_expired(date(2026, 11, 22), date(2026, 11, 22))
    assert is_expired(date(2026, 11, 22), date(2026, 11, 23))


@given(DAYS, st.integers(0, 240))
def test_months_land_in_the_right_month_and_never_behind_the_day(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


@given(DAYS, DAYS)
def test_whole_months_are_the_most_that_fit(since: date, until: date) -> None:
    months = whole_months(since, until)
    assert months_after(since, months) <= until < months_after(since, months + 1)


@given(DAYS, DAYS)
def test_near_expiry_is_less_than_six_whole_months(received: date, expires: date) -> None:
    assert is_near_expiry(received, expires) is (whole_months(received, expires) < 6)


@given(DAYS, DAYS)
def test_a_day_later_is_never_worse(received: date, expires: date) -> None:
    if not is_near_expiry(received, expires):
        assert not is_near_expiry(received, expires + timedelta(1))
