"""The pages of 系统 by groups, in a list at the left: a row of eighteen tabs is read by nobody."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.views import theme

_ROW, _HEAD = 28, 26
_LEAST, _MOST = 116, 196

Group = tuple[str, Sequence[tuple[str, str]]]


class PageIndex(QListWidget):
    """Titles under headings; the arrow keys and a click go there."""

    chosen = Signal(str)

    def __init__(self, name: str, groups: Sequence[Group]) -> None:
        super().__init__()
        self.setObjectName("PageIndex")
        self.setAccessibleName(name)
        self.setItemDelegate(_PageDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._rows: dict[str, int] = {}
        for heading, pages in groups:
            self._add(heading).setFlags(Qt.ItemFlag.NoItemFlags)
            for key, title in pages:
                self._rows[key] = self.count()
                self._add(title).setData(Qt.ItemDataRole.UserRole, key)
        bold = QFontMetrics(theme.font("bold"))
        widest = max(bold.horizontalAdvance(self.item(row).text()) for row in range(self.count()))
        self.setFixedWidth(min(max(widest + 4 * theme.GAP, _LEAST), _MOST))
        self.currentItemChanged.connect(self._tell)

    def current(self) -> str:
        """The page marked; empty before any was."""
        row = self.currentRow()
        return str(self.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else ""

    def go_to(self, key: str) -> None:
        """Mark a page and show it."""
        self.setCurrentRow(self._rows[key])

    def step(self, places: int = 1) -> None:
        """The next page, after the last one the first."""
        keys = list(self._rows)
        self.go_to(keys[(keys.index(self.current()) + places) % len(keys)])

    def _add(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setToolTip(text)
        self.addItem(item)
        return item

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self.current())


class _PageDelegate(QStyledItemDelegate):
    """A heading small and grey, a title with a bar where it is the current one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line, whatever it says."""
        is_page = index.data(Qt.ItemDataRole.UserRole) is not None
        return QSize(_LEAST, _ROW if is_page else _HEAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        is_page = index.data(Qt.ItemDataRole.UserRole) is not None
        view = self.parent()
        is_current = isinstance(view, QListWidget) and view.currentRow() == index.row()
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs leave out the fields
        painter.save()
        if is_current and isinstance(view, QListWidget):
            painter.fillRect(rect, theme.color("accent_soft"))
            bar = QRect(rect.left(), rect.top(), theme.SELECTION_BAR, rect.height())
            painter.fillRect(bar, theme.color("accent"))
            if view.hasFocus():
                painter.setPen(theme.color("accent"))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        font = "bold" if is_current else "body" if is_page else "small"
        painter.setFont(theme.font(font))
        painter.setPen(theme.color("accent" if is_current else "text" if is_page else "text2"))
        inner = rect.adjusted(theme.GAP + theme.SELECTION_BAR, 0, -theme.GAP, 0)
        across = Qt.AlignmentFlag.AlignVCenter if is_page else Qt.AlignmentFlag.AlignBottom
        text = theme.elided(str(index.data()), inner.width(), font)
        painter.drawText(inner.adjusted(0, 0, 0, 0 if is_page else -4), across, text)
        painter.restore()
