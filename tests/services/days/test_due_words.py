"""What a badge and the side panel say of a due day."""

from dataclasses import dataclass
from datetime import date, time

import pytest

from app import clock
from app.models.deadline import TimeUnit
from app.services.days import deadlines, due_words, workdays
from app.services.days.deadlines import Due, Pause
from app.services.days.due_words import Remaining, Tone

KNOWN = workdays.from_rows([workdays.shipped()])


@dataclass(frozen=True)
class Rule:
    unit: TimeUnit
    amount: int


def due(received: date, amount: int, unit: TimeUnit = TimeUnit.WORKING_DAY, *pauses: Pause) -> Due:
    return deadlines.compute(
        Rule(unit, amount), clock.instant(received, time(16, 20)), KNOWN, pauses
    )


NOISE = due(date(2026, 11, 16), 10)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), Remaining("还剩 4 个工作日", Tone.PLAIN, 4)),
        (date(2026, 11, 26), Remaining("还剩 2 个工作日", Tone.WAIT, 2)),
        (date(2026, 11, 28), Remaining("还剩 1 个工作日", Tone.WAIT, 1)),
        (date(2026, 11, 30), Remaining("今天 24:00", Tone.WAIT, 0)),
        (date(2026, 12, 1), Remaining("超期 1 日", Tone.OVER)),
    ],
)
def test_the_badge_counts_the_days_after_today(today: date, expected: Remaining) -> None:
    assert due_words.remaining(NOISE, today, KNOWN) == expected


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [
        (date(2026, 11, 30), Remaining("按期反馈", Tone.PASS)),
        (date(2026, 12, 2), Remaining("超期 2 日反馈", Tone.LATE)),
    ],
)
def test_an_answer_given_is_judged_by_its_day(done_on: date, expected: Remaining) -> None:
    assert due_words.remaining(NOISE, date(2027, 1, 1), KNOWN, done_on=done_on) == expected


def test_a_standing_clock_gives_its_reason() -> None:
    said = due_words.remaining(NOISE, date(2027, 1, 1), KNOWN, paused="等待鉴定")
    assert said == Remaining("暂停：等待鉴定", Tone.NEUTRAL)


def test_an_unknown_year_is_said_in_badge_and_reason() -> None:
    over_new_year = due(date(2026, 12, 25), 5)
    said = due_words.remaining(over_new_year, date(2026, 12, 28), KNOWN)
    assert said.word == "还剩 4 个工作日（未载入 2027 年节假日）"
    assert due_words.explain(over_new_year).endswith("（未载入 2027 年节假日）")


def test_hours_are_due_at_their_own_time() -> None:
    twelve_hours = due(date(2026, 3, 6), 12, TimeUnit.HOUR)
    assert due_words.remaining(twelve_hours, date(2026, 3, 6), KNOWN).word == "03-07 04:20"
    assert due_words.remaining(twelve_hours, date(2026, 3, 7), KNOWN).word == "今天 04:20"


def test_calendar_days_are_counted_as_days() -> None:
    fifteen = due(date(2026, 3, 6), 15, TimeUnit.CALENDAR_DAY)
    assert due_words.remaining(fifteen, date(2026, 3, 14), KNOWN).word == "还剩 7 日"


def test_the_reason_names_departments_first_day_and_weekends() -> None:
    assert due_words.explain(NOISE, ["总务科", "护理部"]) == (
        "涉及总务科、护理部两个科室，按 10 个工作日计。"
        "11-16 接到，次一工作日 11-17 为第 1 日；期间周末不计。"
    )


def test_the_reason_names_holidays_shifted_days_and_pauses() -> None:
    paused = due(
        date(2026, 4, 21),
        10,
        TimeUnit.WORKING_DAY,
        Pause(date(2026, 4, 23), date(2026, 4, 27)),
    )
    assert due_words.explain(paused, ["供应科"]) == (
        "按 10 个工作日计。04-21 接到，次一工作日 04-22 为第 1 日；"
        "期间周末和劳动节（05-01 至 05-05）不计。05-09 调休上班，计入。"
        "其间暂停 2 个工作日，原定 05-08。"
    )


@pytest.mark.parametrize(
    ("unit", "amount", "expected"),
    [
        (TimeUnit.IMMEDIATE, 0, "03-06 接到，立即处理。"),
        (TimeUnit.HOUR, 8, "按 8 小时计。03-06 接到，从接到的时刻起连续计时，夜间与假日照计。"),
        (TimeUnit.CALENDAR_DAY, 0, "03-06 接到，当日处理。"),
        (TimeUnit.CALENDAR_DAY, 15, "按 15 日计。03-06 接到，次日 03-07 为第 1 日。"),
        (TimeUnit.MONTH, 6, "按 6 个月计。03-06 接到，次日 03-07 为第 1 日。"),
    ],
)
def test_every_unit_has_its_reason(unit: TimeUnit, amount: int, expected: str) -> None:
    assert due_words.explain(due(date(2026, 3, 6), amount, unit)) == expected


def test_a_stored_due_day_gives_the_same_badge() -> None:
    stored = deadlines.as_stored(date(2026, 11, 30), date(2026, 11, 16), KNOWN)
    today = date(2026, 11, 26)
    assert due_words.remaining(stored, today, KNOWN) == due_words.remaining(NOISE, today, KNOWN)
