"""The table shows whole rows only, opens with Enter, and never stands still over a selection."""

import time

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.widgets.badges import Badge
from app.views.widgets.cell_list import CellModel
from app.views.widgets.cells import CELL_ROLE, Cell, cell_of
from app.views.widgets.frames import EmptyState
from app.views.widgets.heading import Heading
from app.views.widgets.table import RegisterTableView, TableCard, TableColumn
from tests.views.widgets.keyboard import CTRL, SHIFT, click, press, shown

COLUMNS = (
    TableColumn(theme.WIDTHS["column_tick"]),
    TableColumn(theme.WIDTHS["column_number"]),
    TableColumn(200, stretch=True),
    TableColumn(104, drop=2),
    TableColumn(104, drop=1),
    TableColumn(90, wide_only=True),
    TableColumn(98),
)


class Rows(QAbstractTableModel):
    """A register of as many rows as wanted."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if role != CELL_ROLE:
            return None
        long = (
            "输液等候近一小时，分诊台未说明原因，家属多次询问无人答复，又等了四十分钟才有人来" * 3
        )
        return (
            Cell(checked=index.row() % 2 == 0),
            Cell(f"TS-{index.row()}"),
            Cell(long),
            Cell("②"),
            Cell("医务科"),
            Cell("周敏"),
            Cell(badge=Badge("已登记", "ring", "accent_open")),
        )[index.column()]


@pytest.fixture
def view(qtbot: QtBot) -> RegisterTableView:
    """A table of forty rows, shown."""
    made = RegisterTableView("投诉记录")
    model = Rows(40)
    model.setParent(made)
    made.setModel(model)
    made.set_columns(COLUMNS)
    made.resize(1000, 500)
    shown(qtbot, made, made)
    return made


@pytest.fixture
def card(qtbot: QtBot) -> TableCard:
    """The same table in its card."""
    view = RegisterTableView("投诉记录")
    model = Rows(40)
    model.setParent(view)
    view.setModel(model)
    view.set_columns(COLUMNS)
    made = TableCard(view)
    made.resize(1000, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_model_of_these_tests_is_sound() -> None:
    QAbstractItemModelTester(Rows(3), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_enter_opens_and_space_ticks(qtbot: QtBot, view: RegisterTableView) -> None:
    view.select_row(3)
    with qtbot.waitSignal(view.opened) as caught:
        press(view, "Enter")
    assert caught.args == [3]
    with qtbot.waitSignal(view.tick_asked) as caught:
        press(view, "Space")
    assert caught.args == [3]


def test_a_click_on_the_box_ticks_and_elsewhere_selects(
    qtbot: QtBot, view: RegisterTableView
) -> None:
    ticked: list[int] = []
    view.tick_asked.connect(ticked.append)
    click(view.viewport(), view.visualRect(view.model().index(2, 0)).center())
    click(view.viewport(), view.visualRect(view.model().index(4, 1)).center())
    assert ticked == [2]
    assert view.selected_rows() == [4]


def test_a_row_selected_by_the_program_stands_alone_while_a_key_is_held(
    view: RegisterTableView,
) -> None:
    view.select_row(0)
    QTest.keyPress(view, Qt.Key.Key_Control, CTRL)
    view.select_row(20)
    QTest.keyRelease(view, Qt.Key.Key_Control)
    assert view.selected_rows() == [20]


def test_ctrl_a_asks_and_selects_nothing(qtbot: QtBot, view: RegisterTableView) -> None:
    with qtbot.waitSignal(view.all_asked):
        press(view, "A", CTRL)
    assert view.selected_rows() == []


def test_letters_do_nothing(view: RegisterTableView) -> None:
    view.select_row(1)
    view.keyboardSearch("TS-9")
    assert view.currentIndex().row() == 1


def test_home_and_end_go_to_the_first_and_the_last_row(view: RegisterTableView) -> None:
    view.select_row(1)
    press(view, "End")
    assert view.selected_rows() == [view.model().rowCount() - 1]
    press(view, "Home")
    assert view.selected_rows() == [0]


def test_tab_is_not_caught(view: RegisterTableView) -> None:
    assert not view.tabKeyNavigation()


def test_columns_give_way_in_their_order(qtbot: QtBot, view: RegisterTableView) -> None:
    hidden = {}
    for width in (1000, 740, 640, 400):
        view.resize(width, 500)
        QApplication.processEvents()
        hidden[width] = {i for i in range(len(COLUMNS)) if view.isColumnHidden(i)}
    assert hidden == {1000: {5}, 740: {5}, 640: {4, 5}, 400: {3, 4, 5}}


def test_a_column_gives_way_before_the_last_one_is_cut(view: RegisterTableView) -> None:
    everything = sum(one.width for one in COLUMNS if not one.wide_only)
    for width in range(everything - 120, everything + 20, 10):
        view.resize(width, view.height())
        QApplication.processEvents()
        assert view.horizontalHeader().length() <= view.viewport().width()


def test_wide_windows_show_more_columns(view: RegisterTableView) -> None:
    view.resize(1600, 500)
    QApplication.processEvents()
    assert not view.isColumnHidden(5)
    view.choose_columns([0, 3, 2])
    assert view.shown_columns() == [0, 3, 2]
    view.choose_columns(None)
    assert view.shown_columns() == list(range(len(COLUMNS)))


def test_the_columns_fill_the_width(view: RegisterTableView) -> None:
    assert view.horizontalHeader().length() == view.viewport().width()


@pytest.mark.qt_log_ignore("raise", extend=True)
def test_the_tooltip_comes_only_for_shortened_text(view: RegisterTableView) -> None:
    for column, wanted in ((1, False), (0, False), (2, True)):
        spot = view.visualRect(view.model().index(0, column)).center()
        place = view.viewport().mapToGlobal(spot)
        QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, place))
        assert bool(QToolTip.text()) is wanted, column


@pytest.mark.qt_log_ignore("raise", extend=True)
def test_a_cut_heading_ends_in_dots_and_is_said_in_full(qtbot: QtBot) -> None:
    view = RegisterTableView("投诉记录")
    model = CellModel(["编号", "负责处理这件事情的责任科室"])
    model.setParent(view)
    view.setModel(model)
    view.set_columns((TableColumn(100), TableColumn(100)))
    shown(qtbot, view, view)
    header = view.horizontalHeader()
    assert isinstance(header, Heading)
    assert (header.cut_words(0), header.cut_words(1)) == ("", "负责处理这件事情的责任科室")
    assert header.cut_words(-1) == ""
    cut = header.grab().toImage()
    header.setTextElideMode(Qt.TextElideMode.ElideNone)
    assert header.grab().toImage() != cut
    spot = QPoint(header.sectionViewportPosition(1) + 5, 5)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, header.viewport().mapToGlobal(spot))
    QApplication.sendEvent(header.viewport(), event)
    assert "责任科室" in QToolTip.text()


def test_a_plain_model_is_shown_by_its_text(view: RegisterTableView) -> None:
    class Plain(Rows):
        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return "词" if role == Qt.ItemDataRole.DisplayRole else None

    model = Plain(1)
    assert cell_of(model.index(0, 0)) == Cell("词")


@pytest.mark.parametrize("height", range(400, 470, 13))
def test_no_row_is_cut_at_the_bottom(card: TableCard, height: int) -> None:
    view = card.view
    card.resize(1000, height)
    QApplication.processEvents()
    assert view.viewport().height() % view.row_height() == 0
    assert view.horizontalHeader().height() == theme.TABLE_HEAD_HEIGHT


def test_the_empty_page_takes_the_place_of_the_table(card: TableCard) -> None:
    view = card.view
    empty = EmptyState()
    card.show_instead(empty)
    assert view.isHidden()
    assert empty.isVisible()
    assert empty.width() == 998
    card.show_instead(None)
    assert view.isVisible()
    assert not empty.isVisible()


def test_a_million_rows_open_scroll_and_select_at_once(qtbot: QtBot) -> None:
    view = RegisterTableView("投诉记录")
    qtbot.addWidget(view)
    model = Rows(1_000_000)
    view.setModel(model)
    view.set_columns(COLUMNS)
    view.resize(1000, 500)
    view.show()
    QApplication.processEvents()
    view.select_row(10)
    started = time.perf_counter()
    press(view, "End", SHIFT | CTRL)
    view.selectAll()
    QApplication.processEvents()
    view.grab()
    assert time.perf_counter() - started < 2
    assert len(view.selected_rows()) <= 2001


def test_a_click_on_a_head_asks_for_the_sort(qtbot: QtBot, view: RegisterTableView) -> None:
    header = view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(1) + 20, 10)
    with qtbot.waitSignal(view.sort_asked) as caught:
        click(header.viewport(), spot)
    assert caught.args == [1]
