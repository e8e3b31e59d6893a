"""A pick list of fixed entries, and the entry all editors of given answers offer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from app.views import theme


@dataclass(frozen=True)
class Option:
    """One answer: the value of the program and the words people see."""

    value: object
    text: str
    initials: str = ""


class Combo(QComboBox):
    """A pick list of fixed entries for filters and settings; the wheel scrolls the page, not it."""

    chosen = Signal()

    def __init__(self, options: Sequence[Option] = (), *, name: str = "") -> None:
        super().__init__()
        self._options: list[Option] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(12)
        # The delegate Qt gives a combo box does not read the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setAccessibleName(name)
        self.set_options(options)
        self.activated.connect(lambda _index: self.chosen.emit())

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; the chosen value stays if it is among them."""
        before = self.value()
        self._options = list(options)
        self.blockSignals(True)
        self.clear()
        for option in self._options:
            self.addItem(option.text)
        self.blockSignals(False)
        self.set_value(before)
        longest = max((self.fontMetrics().horizontalAdvance(o.text) for o in options), default=0)
        self.setMinimumWidth(longest + theme.COMBO_EXTRA)

    def value(self) -> object:
        """The value chosen, or None."""
        index = self.currentIndex()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def set_value(self, value: object) -> None:
        """Choose silently; an unknown value chooses the first."""
        self.blockSignals(True)
        places = [i for i, option in enumerate(self._options) if option.value == value]
        self.setCurrentIndex(places[0] if places else min(0, len(self._options) - 1))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
