"""The controls of the filter bar: a search box and a pick list that says what it picks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from app.i18n import _
from app.views import theme
from app.views.widgets.choice_editors import Combo, Option
from app.views.widgets.lines import ENTER, Line

PAUSE = 250  # milliseconds without a key before the list is asked
_NARROWEST = 200
_WIDEST_PICK = 200
_TYPED_TOGETHER = 1000  # milliseconds


class SearchLine(Line):
    """A search box: what is typed counts after a short pause, with Enter at once."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self._said = ""
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(_("查找"))
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(theme.WIDTHS["search"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._pause.start)
        self._refresh_icon()

    def set_text(self, text: str) -> None:
        """Show what is looked for, silently."""
        self._said = text.strip()
        self.setText(text)
        self._pause.stop()

    def sizeHint(self) -> QSize:
        """As wide as the filter row allows, up to 330."""
        return QSize(theme.WIDTHS["search"], super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once and goes to the list, as ↓ does."""
        if not self.is_composing() and event.key() in (*ENTER, Qt.Key.Key_Down):
            self._say()
            self.left_down.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._refresh_icon()

    def _say(self) -> None:
        self._pause.stop()
        text = " ".join(self.text().split())
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def _refresh_icon(self) -> None:
        self._icon.setIcon(theme.icon("search", "text2"))


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
