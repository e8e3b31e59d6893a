"""The pick list of the filter bar: it says what it picks, and letters choose by initials."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from app.i18n import _
from app.views import theme
from app.views.inputs.combo import Combo, Option

_WIDEST_PICK = 200
_TYPED_TOGETHER = 1000  # milliseconds


class PickFilter(Combo):
    """A pick list that reads `接到：本季度`; its list shows the entries alone."""

    def __init__(self, label: str, options: Sequence[Option]) -> None:
        self._label = label
        self._typed = ""
        super().__init__(options, name=label)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_TYPED_TOGETHER)
        self._forget.timeout.connect(self._forget_typed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; the box is as wide as its longest words, up to a limit."""
        super().set_options(options)
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(one.text) for one in options), default=0)
        label = metrics.horizontalAdvance(self._words(""))
        self.setMinimumWidth(0)
        self.setFixedWidth(min(label + longest + theme.COMBO_EXTRA, _WIDEST_PICK))
        self.view().setMinimumWidth(longest + theme.COMBO_EXTRA)

    def is_on(self) -> bool:
        """Whether it narrows the list: anything but its first entry does."""
        return self.currentIndex() > 0

    def texts(self) -> dict[object, str]:
        """The words of every value."""
        return {option.value: option.text for option in self._options}

    def words(self) -> str:
        """What it says now."""
        return self._words(self.currentText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose by pinyin initials; Delete chooses all again."""
        letter = event.text().lower()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(0)
        elif letter.isascii() and letter.isalnum() and not event.modifiers():
            self._typed += letter
            self._forget.start()
            self._choose_typed()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The label before the entry, shortened rather than cut."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = self.words()
        metrics = QFontMetrics(self.font())
        room = self.width() - theme.COMBO_EXTRA + theme.GAP
        option.currentText = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]  # the stubs leave out the fields
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _words(self, value: str) -> str:
        return _("{label}：{value}").format(label=self._label, value=value)

    def _choose_typed(self) -> None:
        for place, option in enumerate(self._options):
            readings = option.initials.split()
            if any(reading.startswith(self._typed) for reading in readings):
                self._choose(place)
                return

    def _choose(self, place: int) -> None:
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self.chosen.emit()

    def _forget_typed(self) -> None:
        self._typed = ""
