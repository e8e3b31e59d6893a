"""Tells a scanner from a person: it types faster than any hand, and ends with Enter. Takes pasted codes too."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.services.slips.codes import Code, parse
from app.views.widgets.keystrokes import ENTER

GAP_MS = 35
_LEAST = 6
_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_SILENT = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})


class Recogniser(QObject):
    """Watches the keys of every window and keeps none back; only the Enter of a code is taken,
    and the paste of one.

    What the scanner typed into a field by the way is taken out again.
    """

    scanned = Signal(object)  # Code

    def __init__(self, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._typed = ""
        self._last = 0
        self._windows: set[QWindow] = set()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)
            application.focusObjectChanged.connect(self._on_focus)
            self._on_window(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys come by the window, finished text of an input method by what has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return isinstance(watched, QWindow) and self._on_key(event)
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._on_commit(event.commitString())
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        now = event.timestamp() or int(time.monotonic() * 1000)
        is_fast = now - self._last < GAP_MS
        if event.key() in _SILENT:
            return False
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._take_pasted()
        if event.key() in ENTER and is_fast and len(self._typed) >= _LEAST:
            typed, self._typed = self._typed, ""
            return self._take(typed)
        text = event.text()
        if not text.isprintable() or len(text) != 1 or event.modifiers() & ~_MODIFIERS:
            self._typed = ""
        else:
            self._typed = self._typed + text if is_fast else text
        self._last = now
        return False

    def _take(self, typed: str) -> bool:
        code, focus = self._meant(typed), QApplication.focusWidget()
        if code is None:
            return False
        if focus is not None:
            take_out(focus, typed)
        self.scanned.emit(code)
        return True

    def _take_pasted(self) -> bool:
        code = self._meant(QGuiApplication.clipboard().text())
        if code is not None:
            self.scanned.emit(code)
        return code is not None

    def _meant(self, text: str) -> Code | None:
        """The code in a text, unless it is a number meant for the field that has the keyboard."""
        code, focus = parse(text), QApplication.focusWidget()
        if code is None or not self._wanted():
            return None
        is_for_field = not code.marked and focus is not None and _is_input(focus)
        return None if is_for_field else code

    def _on_commit(self, text: str) -> None:
        """An input method swallowed the keys and hands them over in one piece."""
        code, focus = parse(text), QApplication.focusWidget()
        if code is None or not code.marked or not self._wanted():
            return

        def act() -> None:
            if focus is not None:
                take_out(focus, text)
            self.scanned.emit(code)

        QTimer.singleShot(0, self, act)

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._windows.discard(window))

    def _on_focus(self, focus: QObject | None) -> None:
        if isinstance(focus, QWidget):
            focus.installEventFilter(self)


def take_out(focus: QWidget, typed: str) -> None:
    """Remove what was just typed before the cursor; anything else stays untouched."""
    if isinstance(focus, QLineEdit):
        end = focus.cursorPosition()
        if focus.text()[:end].endswith(typed) and not focus.isReadOnly():
            focus.setSelection(end - len(typed), len(typed))
            focus.backspace()
    elif isinstance(focus, QPlainTextEdit | QTextEdit) and not focus.isReadOnly():
        cursor = focus.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(typed))
        if cursor.selectedText() == typed:
            cursor.removeSelectedText()


def _is_input(focus: QWidget) -> bool:
    return focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
