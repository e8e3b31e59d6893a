"""The window of a round with points in it, and the keys typed into it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.operations import Desk
from app.services.people import shift
from app.views.context import Context
from app.views.environment.round_window import RoundWindow
from app.views.jobs import Jobs

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def context_of(desk: Desk) -> Context:
    """What pages of this person are given; answers come at once."""
    begun = shift.begin(desk)
    return Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True))


def in_front(window: RoundWindow) -> RoundWindow:
    """Show it and give it the keyboard."""
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


def typed(window: QWidget, text: str = "", *keys: Qt.Key) -> None:
    """Type where the keyboard is."""
    for letter in text:
        if letter.isascii():
            QTest.keyClick(_focus(window), letter)
        else:
            _press_wide(_focus(window), letter)
    for one in keys:
        QTest.keyClick(_focus(window), one)


def _press_wide(target: QWidget, letter: str) -> None:
    """A full-width letter, as an input method left switched on gives it."""
    press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(target, press)


def _focus(window: QWidget) -> QWidget:
    target = window.focusWidget()
    assert target is not None
    return target


def rows(window: RoundWindow) -> dict[str, int]:
    """`静压差 第 2 手术间` → its row; an item by the beginning of its name."""
    lines = (window.model.line(row) for row in range(window.model.rowCount()))
    return {f"{one.item.split('（')[0].split()[0]} {one.place}": row
            for row, one in enumerate(lines)}  # fmt: skip
