"""The picture of a trend and its window, by keyboard and pointer; the list of what is out of limits; papers."""

from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.models.bookkeeping import Draft
from app.models.environment.check import EnvVerdict
from app.models.organisation import Role
from app.services.environment import round_slips
from app.services.environment.out_of_limits import Which
from app.services.environment_sheets import round_sheet
from app.services.forms import ROUND_SHEET
from app.services.operations import Changes, Desk
from app.views import theme
from app.views.environment.environment_desk import EnvironmentDesk
from app.views.environment.out_dialog import OutDialog
from app.views.environment.paper.sheet_window import SheetWindow
from app.views.environment.round_window import RoundWindow
from app.views.environment.trend.trend_chart import TrendChart
from app.views.environment.trend.trend_dialog import TrendDialog
from app.views.environment.trend.trend_panel import TrendPanel
from tests.env_checks import Theatre, measured, pressure_that_failed, round_of, theatre
from tests.env_points import FRIDGE, PRESSURE, WATER
from tests.hospital import desk_of
from tests.trends import falling, trend
from tests.views.environment.house import context_of

pytestmark = pytest.mark.usefixtures("qapp")
INSET = 6  # between the edge of the picture and what is drawn


@pytest.fixture
def who(desk: Desk) -> Theatre:
    return theatre(desk)


@pytest.fixture
def chart(qtbot: QtBot) -> TrendChart:
    made = TrendChart()
    qtbot.addWidget(made)
    made.resize(340, 190)
    made.set_trend(falling())
    made.show()
    return made


def press(widget: object, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)  # type: ignore[call-overload]  # a widget


# ---- the picture ---------------------------------------------------------------------------------


def test_arrows_walk_over_the_readings_and_read_them_out(chart: TrendChart) -> None:
    press(chart, Qt.Key.Key_Left)
    assert chart.current() == 7
    assert "3.2 Pa，不合格，低于下限 5 Pa" in chart.accessibleDescription()
    press(chart, Qt.Key.Key_Left)
    assert "5.1 Pa，合格" in chart.accessibleDescription()
    press(chart, Qt.Key.Key_Home)
    assert chart.current() == 0
    press(chart, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert chart.current() == 2
    press(chart, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert chart.current() == 7


def test_enter_and_a_click_open_the_check(chart: TrendChart) -> None:
    opened: list[int] = []
    chart.opened.connect(opened.append)
    press(chart, Qt.Key.Key_Return)
    assert opened == []
    press(chart, Qt.Key.Key_Home, Qt.Key.Key_Return)
    x, y = chart.drawing().spots[3]
    QTest.mouseClick(
        chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x) + INSET, round(y) + INSET)
    )
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert opened == [1, 4]


def test_what_is_only_typed_has_no_check_to_open(chart: TrendChart) -> None:
    opened: list[int] = []
    chart.opened.connect(opened.append)
    chart.set_trend(falling().with_reading(Decimal(4), EnvVerdict.FAIL))
    press(chart, Qt.Key.Key_End, Qt.Key.Key_Return)
    assert chart.current() == 8
    assert opened == []


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_it_is_painted_in_both_themes_empty_or_not(
    qapp: QApplication, chart: TrendChart, theme_name: str
) -> None:
    theme.apply(qapp, theme_name)
    try:
        full = chart.grab().toImage()
        chart.set_trend(trend())
        empty = chart.grab().toImage()
        chart.set_trend(None)
        nothing = chart.grab().toImage()
    finally:
        theme.apply(qapp, "light")
    assert full != empty != nothing


def test_a_reader_hears_the_whole_first(chart: TrendChart) -> None:
    assert chart.accessibleDescription().startswith(
        "第 2 手术间 静压差，最近 8 次：合格 7，不合格 1"
    )


# ---- beside a round ------------------------------------------------------------------------------


def test_the_panel_shows_a_point_and_what_is_typed(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    round_of(who, measured(who, PRESSURE, "8"))
    panel = TrendPanel(context_of(desk))
    qtbot.addWidget(panel)
    panel.show_point(who.points[PRESSURE])
    shown = panel.chart.trend()
    assert shown is not None
    assert len(shown.readings) == 1
    panel.show_typed(Decimal(3), EnvVerdict.FAIL)
    typed = panel.chart.trend()
    assert typed is not None
    assert [one.verdict for one in typed.readings] == [EnvVerdict.PASS, EnvVerdict.FAIL]


def test_the_panel_reads_anew_what_changed(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    context = context_of(desk)
    panel = TrendPanel(context)
    qtbot.addWidget(panel)
    panel.show_point(who.points[PRESSURE])
    round_of(who, measured(who, PRESSURE, "8"))
    context.announce(Changes(frozenset({"env_check"})))
    shown = panel.chart.trend()
    assert shown is not None
    assert len(shown.readings) == 1


# ---- the windows ---------------------------------------------------------------------------------


def test_picture_and_list_stand_on_the_same_reading(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    check_id = pressure_that_failed(who, "3.4", "6.2")
    context = context_of(desk)
    asked: list[int] = []
    context.record_asked.connect(lambda _register, record: asked.append(record))
    dialog = TrendDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_check(check_id)
    assert dialog.point.value() == who.points[PRESSURE]
    assert dialog.list.model.rowCount() == 3
    press(dialog.chart, Qt.Key.Key_End)
    assert dialog.list.current() == 2
    dialog.list.choose(0)
    assert dialog.chart.current() == 0
    dialog.list.opened.emit(0)
    assert asked == [check_id]


def test_without_a_point_the_keyboard_goes_where_one_is_chosen(
    desk: Desk, who: Theatre, qtbot: QtBot
) -> None:
    dialog = TrendDialog(context_of(desk), None)
    qtbot.addWidget(dialog)
    dialog.show()
    for button in (dialog.print_button, dialog.open_button):
        dialog.chart.setFocus()
        button.click()
        assert dialog.focusWidget() is dialog.point.first_input()


def test_opening_begins_with_the_newest_reading(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    check_id = pressure_that_failed(who, "6.2")
    context = context_of(desk)
    asked: list[int] = []
    context.record_asked.connect(lambda _register, record: asked.append(record))
    dialog = TrendDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_check(check_id)
    dialog.open_button.click()
    assert (dialog.chart.current(), asked) == (1, [])
    dialog.open_button.click()
    assert asked == [check_id]


def test_a_point_is_chosen_by_its_initials(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    round_of(who, measured(who, WATER, "62"))
    dialog = TrendDialog(context_of(desk), None)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.point.first_input(), "T-H2O")
    press(dialog.point.first_input(), Qt.Key.Key_Return)
    assert "透析用水细菌" in dialog.title.text()
    assert "预警 1" in dialog.counted.text()


def test_the_list_of_what_is_out_of_limits_is_worked_by_keys(
    desk: Desk, who: Theatre, qtbot: QtBot
) -> None:
    check_id = pressure_that_failed(who)
    round_of(who, measured(who, FRIDGE, "9.4"), measured(who, WATER, "62"))
    context = context_of(desk)
    asked: list[object] = []
    context.record_asked.connect(lambda register, record: asked.append((register, record)))
    context.tool_asked.connect(lambda name, records: asked.append((name, records)))
    dialog = OutDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.list.model.rowCount() == 2
    dialog.list.choose(check_id)
    press(dialog.list.view, Qt.Key.Key_Return)
    dialog.trend.click()
    assert asked == [("env_check", check_id), ("env_trend", (check_id,))]
    dialog.chips.chosen.emit(Which.WARNED.value)
    assert dialog.list.model.rowCount() == 1
    dialog.span.set_value("month")
    dialog.span.chosen.emit()
    assert dialog.list.model.rowCount() == 2


def test_printing_is_offered_to_those_who_may(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    reader = desk_of(desk, Role.VIEWER, department="SSS", staff_no="R1")
    for one, is_there in ((desk, True), (reader, False)):
        dialog = OutDialog(context_of(one), None)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.print_button.isVisible() is is_there


def test_a_tool_opens_its_window_once_for_the_check_it_is_asked_for(
    desk: Desk, who: Theatre, qtbot: QtBot
) -> None:
    check_id = pressure_that_failed(who)
    context, host = context_of(desk), OutDialog(context_of(desk), None)
    qtbot.addWidget(host)
    windows = EnvironmentDesk(host, context)
    context.tool_asked.emit("env_trend", (check_id,))
    context.tool_asked.emit("env_out", ())
    opened = host.findChildren(TrendDialog)
    assert [one.point.value() for one in opened] == [who.points[PRESSURE]]
    context.tool_asked.emit("env_trend", (check_id,))
    assert len(host.findChildren(TrendDialog)) == 1
    assert len(host.findChildren(OutDialog)) == 1
    assert windows.parent() is host


# ---- papers --------------------------------------------------------------------------------------


def test_the_blank_sheet_of_a_round_is_shown_and_forgotten_unless_printed(
    desk: Desk, who: Theatre
) -> None:
    window = RoundWindow(context_of(who.nurse))
    window.show()
    assert window.model.rowCount()
    window.head.blank.click()
    (paper,) = window.findChildren(SheetWindow)
    assert paper.pages.pages
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
    paper.close()
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0
    window.close()


@pytest.fixture
def slip(who: Theatre) -> str:
    return round_slips.issue(who.nurse, None, [who.points[WATER], who.points[PRESSURE]])


def test_the_code_of_a_paper_lays_its_points_out_as_often_as_it_is_scanned(
    desk: Desk, who: Theatre, slip: str
) -> None:
    for _each in range(2):
        window = RoundWindow(context_of(who.nurse))
        window.show()
        window.open_code(slip)
        lines = [window.model.line(row).code for row in range(window.model.rowCount())]
        assert lines == [WATER, PRESSURE]
        window.close()


def test_a_code_that_leads_nowhere_is_said(desk: Desk, who: Theatre) -> None:
    window = RoundWindow(context_of(who.nurse))
    window.show()
    window.open_code("ZZZZZZ")
    assert not window.notice.isHidden()
    window.close()


def test_the_window_of_a_paper_shows_its_pages(desk: Desk, who: Theatre, qtbot: QtBot) -> None:
    make = partial(round_sheet.paper, point_ids=[who.points[PRESSURE]])
    window = SheetWindow(context_of(desk), ROUND_SHEET, make, "round")
    qtbot.addWidget(window)
    assert len(window.pages.pages) == 1
