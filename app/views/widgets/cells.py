"""What a table cell shows, and the delegate that paints it: words, an icon, a badge or a tick box."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from app.views import theme
from app.views.widgets.badges import Badge, badge_width, paint_badge
from app.views.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Cell:
    """One cell. `tone` is a colour token for the words, `checked` (not None) makes it a tick box."""

    text: str = ""
    tone: str = "text"
    badge: Badge | None = None
    icon: str = ""
    right: bool = False
    checked: bool | None = None


_EMPTY = Cell()


def cell_of(index: Index) -> Cell:
    """What the model says of a cell: its `CELL_ROLE`, or its plain text."""
    cell = index.data(CELL_ROLE)
    if isinstance(cell, Cell):
        return cell
    text = index.data()
    return Cell(str(text)) if text is not None else _EMPTY


class CellDelegate(QStyledItemDelegate):
    """Paints cells from `CELL_ROLE`; selection, bar and hairline from the view, not from the sheet."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1
        self._metrics = QFontMetrics(theme.font("body"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have one height; only the width depends on the words."""
        cell = cell_of(index)
        width = (
            badge_width(cell.badge) if cell.badge else self._metrics.horizontalAdvance(cell.text)
        )
        return QSize(width + 2 * theme.CELL_PADDING, self._view.rowHeight(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then content."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        self._paint_ground(painter, rect, bool(state & QStyle.StateFlag.State_Selected), index)
        cell = cell_of(index)
        inner = rect.adjusted(theme.CELL_PADDING, 0, -theme.CELL_PADDING, -1)
        if cell.checked is not None:
            self._paint_tick(painter, rect, cell.checked)
        elif cell.badge is not None:
            paint_badge(painter, inner, cell.badge, theme.current())
        else:
            self._paint_words(painter, inner, cell)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text, only where it was shortened."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell = cell_of(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the fields
        room = rect.width() - 2 * theme.CELL_PADDING
        text = cell.badge.word if cell.badge else cell.text
        if self._needed(cell) > room and cell.checked is None:
            QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        else:
            QToolTip.hideText()
        return True

    def _needed(self, cell: Cell) -> int:
        if cell.badge is not None:
            return badge_width(cell.badge)
        icon = theme.ICON + theme.GAP if cell.icon else 0
        return icon + self._metrics.horizontalAdvance(cell.text)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, is_selected: bool, index: Index
    ) -> None:
        if is_selected:
            painter.fillRect(rect, theme.color("accent_soft"))
            header = self._view.horizontalHeader()
            if header.visualIndex(index.column()) == 0:
                bar = QRect(rect.left(), rect.top(), theme.SELECTION_BAR, rect.height() - 1)
                painter.fillRect(bar, theme.color("accent"))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if cell.icon:
            side = theme.ICON
            top = rect.top() + (rect.height() - side) // 2
            theme.paint_icon(painter, QRect(rect.left(), top, side, side), cell.icon, "text2")
            rect.setLeft(rect.left() + side + theme.GAP)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(cell.tone))
        side_flag = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        # A line break inside a cell would paint over the row below.
        text = cell.text.replace("\n", " ") if "\n" in cell.text else cell.text
        if self._metrics.horizontalAdvance(text) > rect.width():
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignVCenter | side_flag
        painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, text)

    def _paint_tick(self, painter: QPainter, rect: QRect, is_checked: bool) -> None:
        side = theme.ICON
        left = rect.left() + (rect.width() - side) // 2
        top = rect.top() + (rect.height() - side) // 2
        name = "box-on" if is_checked else "box"
        theme.paint_icon(painter, QRect(left, top, side, side), name, "accent")
