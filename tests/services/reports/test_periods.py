"""Periods as they are written, their days and neighbours, and when a report on them is due."""

from datetime import date

import pytest

from app.models.reports.periodic_report import ReportKind as K
from app.services.registers.reports import periods


@pytest.mark.parametrize(
    ("kind", "code", "first", "last", "name"),
    [
        (K.BULLETIN, "2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026 年 2 月"),
        (K.INSPECTION, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026 年第 4 季度"),
        (K.SUPERVISION, "2026-H1", date(2026, 1, 1), date(2026, 6, 30), "2026 年上半年"),
        (K.SUPERVISION, "2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2026 年下半年"),
        (K.COMPLAINTS, "2026", date(2026, 1, 1), date(2026, 12, 31), "2026 年"),
    ],
)
def test_a_code_names_the_days_of_its_period(
    kind: K, code: str, first: date, last: date, name: str
) -> None:
    found = periods.parse(kind, code)
    assert found is not None
    assert (found.code, found.first, found.last, found.name) == (code, first, last, name)
    assert periods.holding(first, found.length) == periods.holding(last, found.length) == found


@pytest.mark.parametrize(
    ("kind", "code"),
    [(K.INSPECTION, "2026-Q5"), (K.INSPECTION, "2026"), (K.BULLETIN, "2026-13"),
     (K.SUPERVISION, "2026-H3"), (K.COMPLAINTS, "26"), (K.BULLETIN, "2026-00")],
)  # fmt: skip
def test_what_is_no_period_is_none(kind: K, code: str) -> None:
    assert periods.parse(kind, code) is None


def test_periods_follow_each_other_over_the_turn_of_the_year() -> None:
    quarter = periods.holding(date(2026, 2, 3), 3)
    assert [quarter.moved(step).code for step in (-2, -1, 0, 1)] == [
        "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2",
    ]  # fmt: skip
    assert quarter.year_before().code == "2025-Q1"
    assert quarter.after == quarter.moved(1).first


def test_a_report_is_handed_in_within_its_days() -> None:
    quarter = periods.holding(date(2026, 9, 30), 3)
    assert periods.due_on(K.INSPECTION, quarter) == date(2026, 10, 15)
    year = periods.holding(date(2026, 9, 30), 12)
    assert periods.due_on(K.COMPLAINTS, year) == date(2027, 1, 31)
