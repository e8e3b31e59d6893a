"""库存: zones as chips, words, Enter to the lot, and export of what is shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.main_window import MainWindow
from app.views.materials import stock_dialog
from app.views.materials.stock_dialog import StockDialog
from tests.cast import Cast
from tests.factory import made
from tests.roads import LOT
from tests.views.materials.house import shown, typed, window_of

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lot(cast: Cast) -> int:
    """One lot on the shelf, another that waits for its inspection."""
    made(cast.keeper, LOT.kind, subject="医用棉签", lot_number="DEMO-L13")
    return LOT.walk(cast, until="withdraw")


@pytest.fixture
def main(qtbot: QtBot, cast: Cast, lot: int) -> MainWindow:
    return window_of(qtbot, cast.keeper)


def opened(qtbot: QtBot, main: MainWindow) -> StockDialog:
    page = main.page()
    qtbot.keyClick(page, Key.Key_U, CTRL)
    return shown(main, StockDialog)


def test_words_are_looked_for_and_enter_opens_the_lot(
    qtbot: QtBot, main: MainWindow, lot: int
) -> None:
    dialog = opened(qtbot, main)
    assert dialog.list.model.rowCount() == 2
    dialog.search.setText("氯化")
    typed(qtbot, dialog, "", Key.Key_Down, Key.Key_Return)
    (record,) = main.windows.windows()
    assert record.case.record_id == lot
    assert dialog.list.model.rowCount() == 1


def test_a_zone_is_chosen_by_its_chip(qtbot: QtBot, main: MainWindow) -> None:
    dialog = opened(qtbot, main)
    dialog.chips.chosen.emit("WAITING")
    assert dialog.list.model.rowCount() == 1
    assert dialog.words() == "待检区"
    dialog.chips.second_chosen.emit("near_expiry")
    assert dialog.list.model.rowCount() == 0


def test_what_is_shown_is_exported(
    qtbot: QtBot, main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "库存.xlsx"
    monkeypatch.setattr(stock_dialog, "choose_file", lambda _parent, _suggested: path)
    dialog = opened(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_E, CTRL)
    assert path.exists()
    assert dialog.notice.text().startswith("已导出 2 批")
