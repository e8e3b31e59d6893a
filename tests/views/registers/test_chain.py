"""关联图: every record of the chain is in the picture, and the keyboard opens any of them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.services.links import chain
from app.views.registers.links.chain_dialog import ChainDialog
from tests.cast import Cast
from tests.roads import MAJOR


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(window: QWidget, cast: Cast) -> ChainDialog:
    """Around a serious case, which has raised a sheet and an action."""
    record_id = MAJOR.walk(cast, "review")
    found = chain.around(cast.head, MAJOR.kind, record_id)
    made = ChainDialog(found, "BHF-1", window)
    window.show()
    made.open()
    return made


def test_all_records_of_the_chain_are_in_sight(dialog: ChainDialog) -> None:
    picture = dialog.picture
    assert len(picture.boxes()) == 3
    assert all(picture.rect().contains(box) for box in picture.boxes())
    room = dialog.findChild(QScrollArea)
    assert room is not None
    assert room.viewport().width() >= picture.width()
    assert dialog.rect().contains(room.geometry())


def test_arrows_walk_the_boxes_and_enter_opens_one(qtbot: QtBot, dialog: ChainDialog) -> None:
    opened: list[tuple[str, int]] = []
    dialog.record_asked.connect(lambda name, one: opened.append((name, one)))
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Return)
    assert [name for name, _one in opened] == ["corrective_action"]
    assert not dialog.isVisible()


def test_a_click_opens_the_record_under_it(qtbot: QtBot, dialog: ChainDialog) -> None:
    opened: list[str] = []
    dialog.record_asked.connect(lambda name, _one: opened.append(name))
    box = dialog.picture.boxes()[2]
    qtbot.mouseClick(dialog.picture, Qt.MouseButton.LeftButton, pos=box.center())
    assert opened == ["quality_feedback"]
