"""Layouts that set widgets side by side and break the line where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.views import theme


class FlowLayout(QLayout):
    """Left to right, then the next line, as words in a paragraph."""

    def __init__(self, parent: QWidget, gap: int = theme.GAP, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the item at `place`."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`, or None beyond the end, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It does not ask for more than its lines."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at that width."""
        left, top, right, bottom = self._margins()
        inner = QRect(left, top, max(width - left - right, 1), 0)
        return self._arrange(inner, place=False) + top + bottom

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        left, top, right, bottom = self._margins()
        self._arrange(rect.adjusted(left, top, -right, -bottom), place=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        left, top, right, bottom = self._margins()
        height = max((size.height() for size in sizes), default=0)
        return QSize(width + left + right, height + top + bottom)

    def minimumSize(self) -> QSize:
        """The widest single widget."""
        sizes = [item.minimumSize() for item in self._shown()]
        left, top, right, bottom = self._margins()
        return QSize(
            max((size.width() for size in sizes), default=0) + left + right,
            max((size.height() for size in sizes), default=0) + top + bottom,
        )

    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self._line_gap, 0
            if place:
                width = min(size.width(), rect.width())
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += size.width() + self._gap
            line_height = max(line_height, size.height())
        return y + line_height - rect.y()


class ColumnsLayout(FlowLayout):
    """As a table without lines: up to `most` columns, fewer where the width does not suffice."""

    def __init__(self, parent: QWidget, most: int, gap: int, line_gap: int) -> None:
        super().__init__(parent, gap, line_gap)
        self._most = most

    def sizeHint(self) -> QSize:
        """With all columns."""
        left, top, right, bottom = self._margins()
        widths = self._widths(self._most)
        lines = -(-len(self._shown()) // self._most)
        height = lines * (self._line_height() + self._line_gap) - self._line_gap
        return QSize(self._span(widths) + left + right, max(height, 0) + top + bottom)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        items = self._shown()
        columns = self._most
        while columns > 1 and self._span(self._widths(columns)) > rect.width():
            columns -= 1
        widths = self._widths(columns)
        line = self._line_height()
        for number, item in enumerate(items):
            row, column = divmod(number, columns)
            if place:
                x = rect.x() + sum(widths[:column]) + self._gap * column
                y = rect.y() + row * (line + self._line_gap)
                width = min(item.sizeHint().width(), rect.width())
                item.setGeometry(QRect(x, y, width, line))
        lines = -(-len(items) // columns)
        return max(lines * (line + self._line_gap) - self._line_gap, 0)

    def _widths(self, columns: int) -> list[int]:
        items = self._shown()
        return [
            max((item.sizeHint().width() for item in items[column::columns]), default=0)
            for column in range(columns)
        ]

    def _span(self, widths: list[int]) -> int:
        return sum(widths) + self._gap * (len(widths) - 1)

    def _line_height(self) -> int:
        return max((item.sizeHint().height() for item in self._shown()), default=0)
