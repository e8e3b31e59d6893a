"""Days and times are understood in the short forms people type."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from pytestqt.qtbot import QtBot

from app.views.inputs.date_editors import DateEdit, DateTimeEdit, read_day, read_time
from tests.views.widgets.keyboard import CTRL, press

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-16", date(2026, 11, 16)),
        ("20261116", date(2026, 11, 16)),
        ("2026.1.6", date(2026, 1, 6)),
        ("2026年11月16日", date(2026, 11, 16)),
        ("２０２６－１１－１６", date(2026, 11, 16)),
        ("26-11-16", date(2026, 11, 16)),
        ("261116", date(2026, 11, 16)),
        ("11-16", date(2026, 11, 16)),
        ("1116", date(2026, 11, 16)),
        ("1/6", date(2026, 1, 6)),
        ("16", date(2026, 11, 16)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-13-05", None),
        ("11-31", None),
        ("12345", None),
        ("明天", None),
        ("2026-11-16-1", None),
        ("", None),
    ],
)
def test_a_day_is_read(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("16:20", time(16, 20)),
        ("16：20", time(16, 20)),
        ("1620", time(16, 20)),
        ("920", time(9, 20)),
        ("16", time(16)),
        ("16点20分", time(16, 20)),
        ("16.20", time(16, 20)),
        ("24:00", None),
        ("16:70", None),
        ("下午", None),
        ("", None),
    ],
)
def test_a_time_is_read(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


def test_a_date_may_be_empty(qtbot: QtBot) -> None:
    field = DateEdit()
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.problem() == ""
    field.set_value(date(2026, 11, 16))
    field.set_value(None)
    assert field.value() is None


def test_a_day_that_does_not_exist_is_named(qtbot: QtBot) -> None:
    field = DateEdit()
    qtbot.addWidget(field)
    field.line.setText("2026-02-30")
    assert field.value() is None
    assert field.problem() == "没有这一天，写成 2026-11-16 或 11-16"


def test_keys_set_today_and_walk_by_days(
    qtbot: QtBot, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-11-26 10:00")
    field = DateEdit()
    qtbot.addWidget(field)
    days: list[date | None] = []
    field.changed.connect(lambda: days.append(field.value()))
    press(field.line, "T", CTRL)
    press(field.line, "Up")
    press(field.line, "Down")
    press(field.line, "Down")
    assert days == [TODAY, date(2026, 11, 27), TODAY, date(2026, 11, 25)]


def test_walking_stops_at_the_last_day_there_is(qtbot: QtBot) -> None:
    field = DateEdit()
    qtbot.addWidget(field)
    field.set_value(date.max)
    press(field.line, "Up")
    assert field.value() == date.max


def test_a_moment_is_wall_clock_on_screen_and_utc_in_value(qtbot: QtBot) -> None:
    field = DateTimeEdit()
    qtbot.addWidget(field)
    field.set_value(datetime(2026, 11, 16, 8, 20, tzinfo=UTC))
    assert (field.day.text(), field.clock.text()) == ("2026-11-16", "16:20")
    assert field.value() == datetime(2026, 11, 16, 8, 20, tzinfo=UTC)
    assert field.text() == "2026-11-16 16:20"
    field.set_value(None)
    assert field.value() is None


@pytest.mark.parametrize(
    ("day", "at", "problem"),
    [
        ("11-16", "", "还没有写时间，如 16:20"),
        ("", "16:20", "还没有写日期"),
        ("11-16", "25:00", "时间写成 16:20"),
        ("11-40", "16:20", "没有这一天，写成 2026-11-16 或 11-16"),
        ("", "", ""),
    ],
)
def test_half_a_moment_says_what_is_missing(qtbot: QtBot, day: str, at: str, problem: str) -> None:
    field = DateTimeEdit()
    qtbot.addWidget(field)
    field.day.setText(day)
    field.clock.setText(at)
    assert field.value() is None
    assert field.problem() == problem


def test_the_time_walks_by_minutes_over_midnight(qtbot: QtBot) -> None:
    field = DateTimeEdit()
    qtbot.addWidget(field)
    field.clock.setText("23:59")
    press(field.clock, "Up")
    assert field.clock.text() == "00:00"
