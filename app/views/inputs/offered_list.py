"""A line with a list under it: which keys of the line walk the list, and what the list answers."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.views.inputs.choices_popup import ChoicesPopup
from app.views.inputs.lines import Line
from app.views.widgets.keystrokes import is_plain_enter, opens_choices


class PickLine(Line):
    """The line of a picker: it hands the keys of the list on while nothing is being composed."""

    open_asked = Signal()
    moved = Signal(int)
    picked = Signal()
    escaped = Signal()
    emptied_twice = Signal()
    is_open = False

    def leave(self) -> None:
        """Go on to the next field, as Enter does."""
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the list, Enter picks, Esc closes it; everything else is typing."""
        if self.is_composing():
            super().keyPressEvent(event)
        elif opens_choices(event):
            self.open_asked.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif self.is_open and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.moved.emit(8 if event.key() == Qt.Key.Key_PageDown else -8)
        elif self.is_open and is_plain_enter(event):
            self.picked.emit()
        elif self.is_open and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied_twice.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the field shows what there is."""
        was_open = self.is_open
        super().mousePressEvent(event)
        if not was_open and event.button() == Qt.MouseButton.LeftButton:
            self.open_asked.emit()


class OfferedList(QObject):
    """Opens and closes the list under a line and keeps the line's keys in step with it."""

    all_asked = Signal()  # F4, an arrow or a click while the list is closed
    picked = Signal(int)  # a row was clicked
    entered = Signal(int)  # Enter took the marked row; -1 when none is marked

    def __init__(self, line: PickLine) -> None:
        super().__init__(line)
        self._line = line
        self._popup = ChoicesPopup(line)
        line.open_asked.connect(self.all_asked)
        line.moved.connect(self._on_moved)
        line.picked.connect(lambda: self.entered.emit(self._popup.current()))
        line.escaped.connect(self.close)
        self._popup.picked.connect(self.picked)
        self._popup.closed.connect(self._on_closed)

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup.isVisible()

    def open(self, rows: Sequence[tuple[str, str]], note: str, current: int) -> None:
        """Show (words, code) rows, or another set of them, with one marked."""
        self._popup.open(rows, note, current)
        self._line.is_open = True

    def close(self) -> None:
        """Hide it."""
        self._popup.close_list()

    def _on_moved(self, rows: int) -> None:
        if self.is_open():
            self._popup.move_by(rows)
        else:
            self.all_asked.emit()

    def _on_closed(self) -> None:
        self._line.is_open = False
