"""The list that opens under a field while one types. It never takes the keyboard from the field."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.views import theme
from app.views.widgets.labels import label

ROW = 30
_ROWS_MOST = 9
_EDGES = 4  # its line and the margin inside, above and below
NOTE_ROLE = int(Qt.ItemDataRole.UserRole)
_CLOSING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class ChoicesPopup(QFrame):
    """A child of the window, not a window: an input method keeps composing in the field above."""

    picked = Signal(int)
    closed = Signal()

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._watched: list[QWidget] = []
        self.setObjectName("Choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        # It moves to the window when first opened, and must not outlive a form rebuilt in there.
        anchor.destroyed.connect(self.deleteLater)
        self.hide()

    @cached_property
    def _list(self) -> QListWidget:
        """Made at the first opening: a form has many such lists, and few are ever looked at."""
        made = QListWidget()
        made.setItemDelegate(ChoiceDelegate(made))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemClicked.connect(lambda item: self.picked.emit(made.row(item)))
        self._column.insertWidget(0, made)
        return made

    @cached_property
    def _note(self) -> QLabel:
        made = label("", "small")
        made.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        self._column.addWidget(made)
        return made

    def open(self, rows: Sequence[tuple[str, str]], note: str, current: int) -> None:
        """Show (words, code) rows under the field, or over it where there is more room."""
        self._list.clear()
        for text, code in rows:
            item = QListWidgetItem(text)
            item.setData(NOTE_ROLE, code)
            self._list.addItem(item)
        self._list.setVisible(bool(rows))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._list.setCurrentRow(min(current, len(rows) - 1))
        window = self._anchor.window()
        if self.parent() is not window:
            self.setParent(window)
        self._place(window, len(rows))
        self.show()
        self.raise_()
        self._watch()

    def close_list(self) -> None:
        """Hide it."""
        if self.isVisible():
            self._unwatch()
            self.hide()
            self.closed.emit()

    def current(self) -> int:
        """The marked row, or -1."""
        return self._list.currentRow()

    def move_by(self, rows: int) -> None:
        """Mark another row; the ends hold."""
        last = self._list.count() - 1
        if last >= 0:
            self._list.setCurrentRow(min(max(self._list.currentRow() + rows, 0), last))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """When the field moves under the list, the list would float over something else."""
        if event.type() in _CLOSING:
            self.close_list()
        return super().eventFilter(watched, event)

    def _place(self, window: QWidget, rows: int) -> None:
        note = self._note.sizeHint().height() if self._note.text() else 0
        wanted = min(rows, _ROWS_MOST) * ROW + note + _EDGES
        place_under(self, self._anchor, wanted, max(self._anchor.width(), self._widest()))

    def _widest(self) -> int:
        body = QFontMetrics(theme.font("body"))
        small = QFontMetrics(theme.font("small"))
        widths = [small.horizontalAdvance(self._note.text())]
        for row in range(self._list.count()):
            item = self._list.item(row)
            code = str(item.data(NOTE_ROLE))
            widths.append(body.horizontalAdvance(item.text()) + small.horizontalAdvance(code))
        return max(widths) + theme.COMBO_EXTRA

    def _watch(self) -> None:
        if self._watched:
            return
        parent: QWidget | None = self._anchor
        while parent is not None:
            parent.installEventFilter(self)
            self._watched.append(parent)
            parent = None if parent.isWindow() else parent.parentWidget()

    def _unwatch(self) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []


def place_under(popup: QWidget, anchor: QWidget, height: int, width: int) -> None:
    """Put a child of the window under a field, or over it where there is more room."""
    window = anchor.window()
    corner = anchor.mapTo(window, anchor.rect().topLeft())
    below = window.height() - corner.y() - anchor.height() - theme.GAP_INNER
    above = corner.y() - theme.GAP_INNER
    fitting = min(height, max(below, above))
    top = corner.y() + anchor.height() + 1
    if height > below and above > below:
        top = corner.y() - fitting - 1
    width = min(width, window.width() - 2 * theme.GAP)
    left = min(corner.x(), window.width() - width - theme.GAP)
    popup.setGeometry(QRect(max(left, 0), top, width, fitting))


class ChoiceDelegate(QStyledItemDelegate):
    """Words at the left, the code in grey at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line."""
        return QSize(0, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one entry."""
        view = self.parent()
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs leave out the fields
        painter.save()
        if isinstance(view, QListWidget) and view.currentRow() == index.row():
            painter.fillRect(rect, theme.color("accent_soft"))
        inner = rect.adjusted(theme.CELL_PADDING, 0, -theme.CELL_PADDING, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        code = str(index.data(NOTE_ROLE) or "")
        if code:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, code)
            inner.setRight(inner.right() - QFontMetrics(painter.font()).horizontalAdvance(code) - 8)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        words = theme.elided(str(index.data()), inner.width(), "body")
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()
