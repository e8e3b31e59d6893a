"""数据和图: tables, charts and records of a report, with pointer and keyboard alone."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.people import shift
from app.services.registers.catalog import by_name
from app.services.registers.reports.periodic_report import REGISTER
from app.services.reporting import due
from app.views.context import Context
from app.views.door.upkeep import DueReports
from app.views.group_page import GroupPage
from app.views.home.charts import ColumnChart, RowChart
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.reports.activity_dialog import ActivityDialog
from app.views.reports.activity_import import ImportActivityDialog
from app.views.reports.figures_dialog import FiguresDialog
from app.views.reports.pack_window import PackDialog, PackWindow
from tests.cast import Cast
from tests.factory import department, made, take
from tests.roads import WRITTEN
from tests.services.imports import files
from tests.views.materials.house import shown

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def report(cast: Cast, set_clock: Callable[[str], datetime]) -> int:
    """The report of 医务科 on a year with three complaints."""
    set_clock("2025-05-06 10:00")
    for channel in ("PHONE", "PHONE", "LETTER"):
        made(cast.head, by_name("complaint"), channel=channel)
    set_clock("2026-01-08 10:00")
    return made(cast.handler, REGISTER, period="2025")


@pytest.fixture
def main(qtbot: QtBot, cast: Cast, report: int) -> MainWindow:
    begun = shift.begin(cast.head)
    context = Context(cast.head, "陈静", "安禾医院", Jobs(inline=True))
    window = MainWindow(context, begun)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.top.set_current("reports")
    window.focus_page()
    return window


def opened(qtbot: QtBot, main: MainWindow) -> FiguresDialog:
    page = main.page()
    assert isinstance(page, GroupPage)
    page.page().view.select_row(0)
    qtbot.keyClick(page, Key.Key_I, CTRL)
    return shown(main, FiguresDialog)


def numbers(dialog: FiguresDialog) -> list[str]:
    rows = range(dialog.records.model.rowCount())
    return [str(dialog.records.model.index(row, 2).data()) for row in rows]


def test_the_first_number_shows_its_records_at_once(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    assert len(numbers(dialog)) == 3
    assert dialog.standing.text() == "按现在的记录统计，提交时冻结"


def test_a_number_clicked_shows_the_records_behind_it(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    dialog.chips.chosen.emit("channels")
    dialog.chips.set_current("channels")
    table = dialog.table()
    assert table is not None
    row = table.model.row_of("LETTER")
    table.view.select_row(row)
    spot = table.view.visualRect(table.model.index(row, 1)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(numbers(dialog)) == 1
    assert dialog.numbers.current() == "count"


def test_enter_leads_from_a_line_to_its_records_and_into_one(
    qtbot: QtBot, main: MainWindow
) -> None:
    dialog = opened(qtbot, main)
    table = dialog.table()
    assert table is not None
    qtbot.keyClick(table.view, Key.Key_Return)
    assert QApplication.focusWidget() is dialog.records.view
    qtbot.keyClick(dialog.records.view, Key.Key_Return)
    (record,) = main.windows.windows()
    assert record.case.kind.name == "complaint"


def test_a_bar_of_the_chart_is_the_same_as_its_number(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    dialog.chips.set_current("months")
    dialog.chips.chosen.emit("months")
    chart = dialog.chart
    assert isinstance(chart, ColumnChart)
    assert [one.value for one in chart.points()] == [0, 0, 0, 0, 3, *[0] * 7]
    chart.setFocus()
    for _month in range(5):
        qtbot.keyClick(chart, Key.Key_Right)
    qtbot.keyClick(chart, Key.Key_Return)
    assert len(numbers(dialog)) == 3
    assert "5 月 3" in chart.accessibleDescription()


def test_a_table_without_numbers_says_so(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    for name in ("surveys", "cases", "causes"):
        dialog.chips.set_current(name)
        dialog.chips.chosen.emit(name)
        table = dialog.table()
        assert table is not None
        assert table.is_showing_instead() is (name != "causes")
    assert isinstance(dialog.chart, RowChart)


def test_the_paper_of_the_report_is_one_key_away(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert shown(dialog, PreviewWindow).windowTitle()


def test_what_changed_since_it_was_frozen_is_said(
    qtbot: QtBot, main: MainWindow, cast: Cast, report: int
) -> None:
    take(cast.handler, REGISTER, report, "begin")
    take(cast.handler, REGISTER, report, "submit", **WRITTEN)
    dialog = opened(qtbot, main)
    assert "自冻结后变更 0 条" in dialog.standing.text()
    assert not dialog.notice.isVisible()


def test_a_bulletin_is_acknowledged_in_its_window(qtbot: QtBot, cast: Cast) -> None:
    ward = department(cast.admin, "骨科一病区")
    bulletin = made(
        cast.handler, REGISTER, kind="BULLETIN", period="1999-05", recipient_department_ids=[ward]
    )
    take(cast.handler, REGISTER, bulletin, "begin")
    take(cast.handler, REGISTER, bulletin, "issue")
    context = Context(cast.chief, "陈静", "安禾医院", Jobs(inline=True))
    dialog = FiguresDialog(context, bulletin, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.read_button.isVisible()
    dialog.read_button.click()
    assert not dialog.read_button.isVisible()
    assert dialog.notice.text().startswith("骨科一病区：陈静")


def test_figures_are_entered_month_by_month(qtbot: QtBot, main: MainWindow, cast: Cast) -> None:
    page = main.page()
    qtbot.keyClick(page, Key.Key_R, CTRL)
    dialog = shown(main, ActivityDialog)
    assert dialog.months.current() == "2025-12"
    qtbot.keyClicks(dialog.outpatients.first_input(), "18000")
    qtbot.keyClicks(dialog.discharges.first_input(), "2000")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.months.current() == "2025-11"
    assert dialog.outpatients.value() is None
    row = dialog.months.model.row_of("2025-12")
    assert dialog.months.model.index(row, 1).data() == "18,000"


def test_a_month_without_its_number_is_not_saved(qtbot: QtBot, main: MainWindow) -> None:
    qtbot.keyClick(main.page(), Key.Key_R, CTRL)
    dialog = shown(main, ActivityDialog)
    qtbot.keyClicks(dialog.outpatients.first_input(), "18000")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.months.current() == "2025-12"
    assert dialog.outpatients.value() == 18_000


def test_figures_come_from_a_table_and_are_listed_at_once(
    qtbot: QtBot, main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("月份", "门诊人次", "出院人次"), ("2025-11", 17_000, 1_900), ("2025-12", "x", 2_000)]
    path = files.xlsx(tmp_path / "人次.xlsx", rows)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    qtbot.keyClick(main.page(), Key.Key_R, CTRL)
    dialog = shown(main, ActivityDialog)
    dialog.import_button.click()
    asked = dialog.findChildren(ImportActivityDialog)[-1]
    asked.choose.click()
    assert asked.mistakes.model.rowCount() == 1
    assert not asked.act.isEnabled()
    files.xlsx(path, [*rows[:2], ("2025-12", 18_000, 2_000)])
    asked.again.click()
    asked.act.click()
    shown_now = [dialog.months.model.index(row, 1).data() for row in (1, 2)]
    assert sorted(shown_now) == ["17,000", "18,000"]
    assert "已导入 2 个月的人次" in main.strip.message()


def test_the_pack_of_the_month_just_over_is_offered_and_shown(
    qtbot: QtBot, main: MainWindow, cast: Cast
) -> None:
    qtbot.keyClick(main.page(), Key.Key_U, CTRL)
    dialog = shown(main, PackDialog)
    assert dialog.month.value() == "2025-12"
    dialog.show_pack()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PackWindow))
    assert "质控例会资料" in window.windowTitle()


def test_without_a_report_chosen_the_window_asks_for_one(qtbot: QtBot, main: MainWindow) -> None:
    main.reports.figures(())
    assert "先在列表里选一份报告" in main.strip.message()
    assert not main.findChildren(FiguresDialog)


def test_the_window_of_the_day_makes_what_is_due(
    qtbot: QtBot, cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-06-20 09:00")
    made(cast.keeper, by_name("material_lot"))
    context = Context(cast.nurse, "陈静", "安禾医院", Jobs(inline=True))
    window = QWidget()
    qtbot.addWidget(window)
    upkeep = DueReports(context, window)  # type: ignore[arg-type]  # any window will do
    upkeep.make()
    assert due.standing(cast.admin) == []
    set_clock("2026-07-01 00:10")
    upkeep.make()
    assert {one.period.code for one in due.standing(cast.admin)} == {"2026-Q2", "2026-H1"}


def test_a_report_is_printed_from_the_list_on_its_own_form(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PreviewWindow, "ask_printer", lambda _window: None)
    page = main.page()
    assert isinstance(page, GroupPage)
    page.page().view.select_row(0)
    qtbot.keyClick(page.page(), Key.Key_P, CTRL)
    (window,) = main.findChildren(PreviewWindow)
    assert window.windowTitle().startswith("年度投诉汇总")
