"""The re-check of an action in its window, ninety days after it was carried out."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.views.context import Context
from app.views.jobs import Jobs
from tests.cast import Cast
from tests.factory import made
from tests.roads import ACTION, MINOR
from tests.views.registers.record_house import Desktop

Clock = Callable[[str], datetime]
PLACE = 8  # of the section 复查 in the index


@pytest.fixture
def office(cast: Cast) -> Context:
    return Context(cast.handler, "经办", "安禾医院", Jobs(inline=True))


def proved(cast: Cast, set_clock: Clock) -> int:
    set_clock("2026-03-06 16:20")
    return ACTION.walk(cast)


def test_before_its_day_the_window_says_when(
    qtbot: QtBot, office: Context, cast: Cast, set_clock: Clock
) -> None:
    at = Desktop(qtbot, office, proved(cast, set_clock), ACTION.kind)
    assert at.window.side.steps.reason("recheck") == "复查日期 2026-06-04 还没有到"
    assert "2026-06-04" in at.window.side.steps.reason("close")
    assert at.window.side.deadline.isVisible()


def test_on_its_day_one_key_counts_and_the_next_one_closes(
    qtbot: QtBot, office: Context, cast: Cast, set_clock: Clock
) -> None:
    record_id = proved(cast, set_clock)
    set_clock("2026-06-04 09:00")
    at = Desktop(qtbot, office, record_id, ACTION.kind)
    at.take_main()
    form = at.window.form
    assert form.rows["rechecked_on"].editor.value() == date(2026, 6, 4)
    assert (form.rows["same_before"].editor.value(), form.rows["same_after"].editor.value()) == (
        0,
        0,
    )
    assert form.heads[PLACE].signed().endswith("06-04 复查")
    assert not at.window.side.deadline.isVisible()
    assert "2026-06-04 已经复查" in at.window.side.steps.reason("recheck")
    at.take_main()
    assert at.view.status.value == "CLOSED"


def test_a_case_of_the_same_kind_asks_for_a_reason(
    qtbot: QtBot, office: Context, cast: Cast, set_clock: Clock
) -> None:
    record_id = proved(cast, set_clock)
    set_clock("2026-05-04 09:00")
    made(cast.handler, MINOR.kind, cause_category="ETHICS")
    set_clock("2026-06-04 09:00")
    at = Desktop(qtbot, office, record_id, ACTION.kind)
    at.take_main()
    assert at.window.form.rows["same_after"].editor.value() == 1
    assert "写“复发说明”" in at.window.side.steps.reason("close")
    at.window.form.enter({"recurrence_note": "另一班次，已补训。"})
    at.check()
    at.take_main()
    assert at.view.status.value == "CLOSED"
