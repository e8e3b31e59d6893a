"""Keys that mean the same wherever one types: Enter alone, and opening choices."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_plain_enter(event: QKeyEvent) -> bool:
    """Enter alone, on either side of the keyboard."""
    keypad = Qt.KeyboardModifier.KeypadModifier
    return event.key() in ENTER and event.modifiers() & ~keypad == Qt.KeyboardModifier.NoModifier


def opens_choices(event: QKeyEvent) -> bool:
    """F4 or Alt+↓."""
    is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and is_alt)
