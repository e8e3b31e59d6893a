"""系统 › 月度扣分: a number is chosen, its records are named and opened; the workbook is saved."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.views.registers.record_windows import RecordWindows
from app.views.settings.procedure.deductions_page import DeductionsPage
from tests.cast import Cast
from tests.services.worklists.test_deductions import issued
from tests.views.settings.house import opened


@pytest.fixture
def cast(cast: Cast, set_clock: Callable[[str], datetime]) -> Cast:
    set_clock("2026-03-09 08:00")
    issued(cast, "2", "0.5")
    issued(cast, "1", who="急诊科")
    set_clock("2026-04-01 08:00")
    issued(cast, "3")
    return cast


def page_of(qtbot: QtBot, desk: Desk) -> DeductionsPage:
    return opened(qtbot, desk, DeductionsPage)


def points(page: DeductionsPage) -> list[list[str]]:
    """Department, March, April and the sum of each row."""
    model = page.months.model
    return [
        [str(model.index(row, column).data()) for column in (0, 3, 4, 13)]
        for row in range(model.rowCount())
    ]


def shown_points(page: DeductionsPage) -> list[str]:
    model = page.records.model
    return [str(model.index(row, 6).data()) for row in range(model.rowCount())]


def test_departments_by_months_the_hospital_first(qtbot: QtBot, cast: Cast) -> None:
    page = page_of(qtbot, cast.head)
    assert points(page) == [
        ["全院合计", "3.5", "3", "6.5"],
        ["骨科一病区", "2.5", "3", "5.5"],
        ["急诊科", "1", "", "1"],
    ]
    assert shown_points(page) == ["2.5", "1", "3"]


def test_a_click_on_a_number_names_its_records(qtbot: QtBot, cast: Cast) -> None:
    page = page_of(qtbot, cast.head)
    view = page.months.view
    place = view.visualRect(page.months.model.index(1, 3)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown_points(page) == ["2.5"]
    assert page.chips.current() == "3"


def test_enter_goes_to_the_records_and_opens_one(qtbot: QtBot, cast: Cast) -> None:
    page = page_of(qtbot, cast.head)
    beside = QWidget()
    qtbot.addWidget(beside)
    windows = RecordWindows(page.context, beside)
    page.months.view.setFocus()
    page.months.view.select_row(2)
    qtbot.keyClick(page.months.view, Qt.Key.Key_Return)
    qtbot.keyClick(page.records.view, Qt.Key.Key_Return)
    (record,) = windows.windows()
    assert record.case.kind.name == "quality_feedback"
    key = page.records.current()
    assert isinstance(key, tuple)
    assert record.case.record_id == key[1]
    windows.close_all()


def test_the_workbook_is_saved_where_one_says(
    qtbot: QtBot, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "扣分.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(path), ""))
    page = page_of(qtbot, cast.head)
    with qtbot.waitSignal(page.context.said):
        page.export.click()
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 2
    book.close()


def test_who_may_not_export_is_told_why(qtbot: QtBot, cast: Cast) -> None:
    page = page_of(qtbot, cast.nurse)
    assert not page.export.isEnabled()
    assert "不能导出" in page.export.toolTip()


def test_a_year_without_deductions_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk)
    assert page.months.is_showing_instead()
    assert "还没有扣分" in page.empty.accessibleName()
