"""The bare inputs of one and of many lines: they leave composing alone and count characters."""

import re

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.views import theme
from app.views.widgets.keystrokes import ENTER, is_plain_enter

# The count appears when the last fifth of the room is reached.
_NEAR = 0.8
_PASTE_LIMIT = 100_000
_LINE_ENDS = re.compile("[\u2028\u2029]")
_TRAILING = 28
_TRAILING_ICON = 16
_LINES_LEAST, _LINES_MOST = 2, 8


class Line(QLineEdit):
    """A one-line input: Enter moves on like Tab; nothing acts while an input method composes."""

    trailing_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preedit = ""
        self._limit = 0
        self._trailing = ""
        self._leading = ""
        self.textChanged.connect(self._on_text)

    def is_composing(self) -> bool:
        """Whether an input method holds unfinished text."""
        return bool(self._preedit)

    def set_limit(self, characters: int) -> None:
        """How many characters are allowed, counted as people count; 0: no limit is shown."""
        self._limit = characters
        self._on_text()

    def set_trailing(self, icon: str) -> None:
        """Draw an icon at the right end; a click on it emits `trailing_clicked`."""
        self._trailing = icon
        self._on_text()

    def set_leading(self, icon: str) -> None:
        """Draw an icon at the left end, before the text."""
        self._leading = icon
        self._on_text()

    def characters(self) -> int:
        """The length as people count it; Qt counts rare characters twice."""
        return len(self.text())

    def event(self, event: QEvent) -> bool:
        """Keep every shortcut of the window away from composing text."""
        if event.type() == QEvent.Type.ShortcutOverride and self._preedit:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; it never submits. Esc while composing closes nothing around it."""
        if self._preedit and event.key() == Qt.Key.Key_Escape:
            return
        if is_plain_enter(event):
            if not self._preedit:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the icon is not a click into the text."""
        if self._trailing and event.position().x() >= self.width() - _TRAILING:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.trailing_clicked.emit()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and at its right end the icon, or near the limit the count."""
        super().paintEvent(event)
        text = self._count_text()
        if not (text or self._trailing or self._leading):
            return
        painter = QPainter(self)
        if self._leading:
            self._paint_icon(painter, 0, self._leading)
        if self._trailing and not self.isReadOnly():
            self._paint_icon(painter, self.width() - _TRAILING, self._trailing)
        painter.setFont(theme.font("small"))
        is_over = self.characters() > self._limit
        painter.setPen(theme.color("fail_fg" if is_over else "text3"))
        rect = self.rect().adjusted(0, 0, -(_TRAILING if self._trailing else theme.GAP), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, flags, text)
        painter.end()

    def _paint_icon(self, painter: QPainter, left: int, name: str) -> None:
        side = _TRAILING_ICON
        gap = (_TRAILING - side) // 2
        rect = QRect(left + gap, (self.height() - side) // 2, side, side)
        theme.paint_icon(painter, rect, name, "text2" if self.isEnabled() else "text3")

    def _count_text(self) -> str:
        return count_text(self.characters(), self._limit)

    def _on_text(self) -> None:
        text = self._count_text()
        width = QFontMetrics(theme.font("small")).horizontalAdvance(text) if text else 0
        left = _TRAILING - theme.GAP if self._leading else 0
        right = _TRAILING - theme.GAP if self._trailing else 0
        self.setTextMargins(left, 0, width + right, 0)


class BigLine(Line):
    """A taller one-line input of the front pages, where Enter does the page's one thing."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("big", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter hands in: these pages have one purpose and their strip says so."""
        if event.key() in ENTER and not self.is_composing():
            self.submitted.emit()
            return
        super().keyPressEvent(event)


class PasswordLine(BigLine):
    """A line whose text is not shown and not remembered by an input method."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hint = Qt.InputMethodHint
        self.setInputMethodHints(hint.ImhHiddenText | hint.ImhSensitiveData | hint.ImhPreferLatin)


def count_text(characters: int, limit: int) -> str:
    """`48/50` near the limit and beyond it, else nothing."""
    return f"{characters}/{limit}" if limit and characters >= limit * _NEAR else ""


class Area(QPlainTextEdit):
    """A many-line input that grows from two lines to eight; Tab leaves it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preedit = ""
        self._limit = 0
        self._count: _Count | None = None
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Lines break; a bar that comes up while the form is laid out would take one of them.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def is_composing(self) -> bool:
        """Whether an input method holds unfinished text."""
        return bool(self._preedit)

    def set_limit(self, characters: int) -> None:
        """How many characters are allowed; the count is shown near the limit."""
        self._limit = characters
        self._on_text()

    def words(self) -> str:
        """The text letter by letter; Qt's plain text turns blanks that do not break into others."""
        return _LINE_ENDS.sub("\n", self.document().toRawText())

    def event(self, event: QEvent) -> bool:
        """Keep every shortcut of the window away from composing text."""
        if event.type() == QEvent.Type.ShortcutOverride and self._preedit:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc while composing closes nothing around it."""
        if not (self._preedit and event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words only: files dropped here belong to the window."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text; of a whole book only the beginning, or the window would stand still."""
        if source.hasText():
            self.insertPlainText(source.text()[:_PASTE_LIMIT])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()
        self._place_count()

    def _on_text(self) -> None:
        text = count_text(len(self.toPlainText()), self._limit)
        if text and self._count is None:
            self._count = _Count(self)
        if self._count is not None:
            self._count.show_count(len(self.toPlainText()), self._limit)
            self._place_count()
        self.edited.emit()

    def _fit(self) -> None:
        """As high as its lines, between two and eight."""
        lines = round(self.document().size().height())
        shown = min(max(lines, _LINES_LEAST), _LINES_MOST)
        frame = 2 * (theme.GAP_INNER + round(self.document().documentMargin()))
        height = shown * self.fontMetrics().lineSpacing() + frame
        if height != self.maximumHeight():
            self.setFixedHeight(height)
        has_more = lines > _LINES_MOST
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if has_more else policy.ScrollBarAlwaysOff
        )

    def _place_count(self) -> None:
        if self._count is None:
            return
        size = self._count.sizeHint()
        right = self.width() - size.width() - theme.GAP_CARD
        self._count.setGeometry(
            QRect(right, self.height() - size.height() - 2, size.width(), size.height())
        )


class _Count(QWidget):
    """The count of characters in the lower right corner of an area."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_over = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_count(self, characters: int, limit: int) -> None:
        self._text = count_text(characters, limit)
        self._is_over = bool(limit) and characters > limit
        self.setVisible(bool(self._text))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("small"))
        return QSize(metrics.horizontalAdvance(self._text) + theme.GAP, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("fail_fg" if self._is_over else "text3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
