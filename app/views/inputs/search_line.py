"""The field one searches with: it asks when typing pauses and on Enter, never while composing."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from app.views import theme
from app.views.inputs.lines import Line
from app.views.widgets.keystrokes import is_plain_enter

_PAUSE_MS = 300


class SearchLine(Line):
    """A line with a magnifier. Esc empties it, and goes on to the page when it is empty already."""

    asked = Signal(str)
    list_wanted = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self._asked_for = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setFixedWidth(theme.WIDTHS["search"])
        self.set_leading("search")
        self.textEdited.connect(lambda _text: self._pause.start())

    def query(self) -> str:
        """What is searched for now."""
        return self.text().strip()

    def set_query(self, text: str) -> None:
        """Show a query silently, as when a saved view is chosen."""
        self._pause.stop()
        self.setText(text)
        self._asked_for = text.strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composing holds the search back; committing starts it as typing does."""
        super().inputMethodEvent(event)
        if self.is_composing():
            self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks now, ↓ goes to the list, Esc empties."""
        if self.is_composing():
            super().keyPressEvent(event)
        elif is_plain_enter(event):
            self._ask()
        elif event.key() == Qt.Key.Key_Down:
            self._ask()
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._pause.stop()
        if self.query() != self._asked_for:
            self._asked_for = self.query()
            self.asked.emit(self._asked_for)
