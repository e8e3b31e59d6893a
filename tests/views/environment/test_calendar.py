"""检查日历: a month at a glance by sign and number, walked with the arrows, leading to checks and rounds."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import clock
from app.models.organisation import Role
from app.services.operations import Desk
from app.views.context import Context
from app.views.environment.calendar.calendar_dialog import CalendarDialog
from app.views.jobs import Jobs
from tests.factory import department
from tests.hospital import desk_of
from tests.services.environment.standing import checked, place, planned_since, point


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 10:00")


@pytest.fixture
def points(desk: Desk) -> list[int]:
    """Two rooms measured daily since the 24th; on the 24th one of them was, today none."""
    rooms = [place(desk, f"第 {number} 手术间") for number in (1, 2)]
    made = [point(desk, "E23", room) for room in rooms]
    for one in made:
        planned_since(desk, one, date(2026, 11, 24))
    checked(desk, made[0], clock.instant(date(2026, 11, 24)))
    return made


def shown(qtbot: QtBot, desk: Desk) -> CalendarDialog:
    dialog = CalendarDialog(Context(desk, "陈静", "安禾医院", Jobs(inline=True)), None)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def rows(dialog: CalendarDialog) -> list[tuple[str, str]]:
    model = dialog.list.model
    return [
        (str(model.index(row, 0).data()), str(model.index(row, 2).data()))
        for row in range(model.rowCount())
    ]


def test_a_day_says_what_was_done_missed_and_is_due(
    qtbot: QtBot, desk: Desk, points: list[int]
) -> None:
    dialog = shown(qtbot, desk)
    assert dialog.title.text() == "2026 年 11 月"
    assert "待测 2" in dialog.grid.accessibleDescription()
    assert rows(dialog) == [("待测", "第 1 手术间"), ("待测", "第 2 手术间")]
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Left)
    assert rows(dialog) == [("漏测", "第 1 手术间"), ("漏测", "第 2 手术间")]
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Left)
    assert dialog.grid.accessibleDescription() == "11 月 24 日，已测 1，漏测 1"
    assert rows(dialog) == [("漏测", "第 2 手术间"), ("已测", "第 1 手术间")]


def test_arrows_walk_over_the_months(qtbot: QtBot, desk: Desk, points: list[int]) -> None:
    dialog = shown(qtbot, desk)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Down)
    assert (dialog.grid.day(), dialog.title.text()) == (date(2026, 12, 3), "2026 年 12 月")
    assert rows(dialog) == [("未到", "第 1 手术间"), ("未到", "第 2 手术间")]
    for key, day in (
        (Qt.Key.Key_PageUp, date(2026, 11, 3)), (Qt.Key.Key_Up, date(2026, 10, 27)),
        (Qt.Key.Key_PageDown, date(2026, 11, 27)), (Qt.Key.Key_Home, date(2026, 11, 26)),
    ):  # fmt: skip
        qtbot.keyClick(dialog.grid, key)
        assert dialog.grid.day() == day
    dialog.grid.go_to(date(2027, 1, 31))
    dialog.after.click()
    assert dialog.grid.day() == date(2027, 2, 28)


def test_enter_leads_to_the_check_or_to_the_round(
    qtbot: QtBot, desk: Desk, points: list[int]
) -> None:
    dialog = shown(qtbot, desk)
    asked: list[object] = []
    dialog._context.tool_asked.connect(lambda name, about: asked.append((name, about)))
    dialog._context.record_asked.connect(lambda name, one: asked.append((name, one)))
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Return)
    dialog.grid.go_to(date(2026, 11, 24))
    dialog.list.view.select_row(1)
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Return)
    assert asked == [("round", ()), ("env_check", 1)]
    dialog.grid.go_to(date(2026, 11, 27))
    dialog.list.opened.emit(0)
    assert len(asked) == 2
    assert "还没到" in dialog.notice.text()


def test_it_begins_with_the_own_department_where_that_has_points(
    qtbot: QtBot, desk: Desk, points: list[int]
) -> None:
    point(desk, "E15", place(desk, "骨科治疗室", "骨科一病区"))
    nurse = desk_of(desk, Role.REGISTRAR, department="GK1")
    dialog = shown(qtbot, nurse)
    assert dialog.owner.currentText() == "骨科一病区"
    assert rows(dialog) == [("待测", "骨科治疗室")]
    dialog.show_department(department(desk, "手术室"))
    assert dialog.owner.currentText() == "手术室"
    assert len(rows(dialog)) == 2
    everybody = shown(qtbot, desk)
    assert everybody.owner.currentText() == "全部科室"
    assert len(rows(everybody)) == 3


def test_whoever_only_reads_begins_no_round(qtbot: QtBot, desk: Desk, points: list[int]) -> None:
    dialog = shown(qtbot, desk_of(desk, Role.AUDITOR, department="YBS"))
    assert dialog.walk.isHidden()
    asked: list[str] = []
    dialog._context.tool_asked.connect(lambda name, _about: asked.append(name))
    dialog.list.opened.emit(0)
    assert asked == []
