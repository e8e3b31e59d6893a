"""The one input of a round sheet: it stands in the value cell of the current row, over the table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.views.inputs.lines import Line
from app.views.widgets.keystrokes import is_plain_enter, opens_choices

GOOD, BAD, NEXT, NOTHING = "good", "bad", "next", "nothing"
_ANSWERS = {"1": GOOD, "１": GOOD, "2": BAD, "２": BAD, " ": NEXT, "\u3000": NEXT}
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


class ValueCell(Line):
    """A number is typed; where nothing is measured, 1 and 2 or the space bar answer.

    No input method works here: digits come as they are pressed.
    """

    typed = Signal(str)
    answered = Signal(str)
    entered = Signal()
    moved = Signal(int)
    instrument_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self._is_number = True
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.textEdited.connect(self.typed)
        self.hide()

    def show_number(self, text: str) -> None:
        """Take a number; what stands here is replaced by typing, F2 goes into it."""
        self._set(is_number=True, text=text)
        self.selectAll()

    def show_finding(self, words: str) -> None:
        """Take an answer instead."""
        self._set(is_number=False, text=words)
        self.deselect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the sheet; everything else is typing."""
        is_bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.NoModifier
        )
        if is_plain_enter(event):
            self.entered.emit()
        elif opens_choices(event):
            self.instrument_asked.emit()
        elif is_bare and event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F2:
            self.end(False)
        elif not self._is_number:
            self._answer(event)
        else:
            super().keyPressEvent(event)

    def _answer(self, event: QKeyEvent) -> None:
        if (answer := _ANSWERS.get(event.text())) is not None:
            self.answered.emit(answer)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answered.emit(NOTHING)
        elif event.matches(QKeySequence.StandardKey.Copy) or not event.text():
            super().keyPressEvent(event)

    def _set(self, *, is_number: bool, text: str) -> None:
        self._is_number = is_number
        if self.text() != text:
            self.setText(text)
