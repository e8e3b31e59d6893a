"""What a keyboard, a mouse and an input method send, for tests."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "F2": Qt.Key.Key_F2,
    "F4": Qt.Key.Key_F4,
    "Space": Qt.Key.Key_Space,
    "Delete": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "A": Qt.Key.Key_A,
    "T": Qt.Key.Key_T,
}
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot, window: QWidget, focus: QWidget) -> None:
    """Show a window with the keyboard in `focus` and keep it alive to the end of the test."""
    # pytest-qt itself holds the window weakly.
    qtbot.addWidget(window, before_close_func=lambda _closing, _kept=window: None)
    window.show()
    window.activateWindow()
    focus.setFocus()
    if focus is window:
        return
    qtbot.waitUntil(focus.hasFocus)


def press(widget: QWidget, name: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key that types nothing."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, KEYS[name], modifiers))


def overrides(widget: QWidget, name: str, modifiers: Qt.KeyboardModifier = NONE) -> bool:
    """Whether the widget claims a key before any shortcut of the window."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, KEYS[name], modifiers)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def commit(widget: QWidget, text: str) -> None:
    """An input method hands over finished text."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, text: str) -> None:
    """An input method shows unfinished text; an empty one ends it."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def click(widget: QWidget, point: QPoint | None = None) -> None:
    """Press and release the left button."""
    spot = QPointF(point or widget.rect().center())
    left = Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        place = widget.mapToGlobal(spot)
        QApplication.sendEvent(widget, QMouseEvent(kind, spot, place, left, left, NONE))
