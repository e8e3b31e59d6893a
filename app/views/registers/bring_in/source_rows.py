"""The old register around one row, as it was written: the cells that are wrong are red."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.i18n import _
from app.services.imports.cells import shown
from app.services.imports.report import ImportReport
from app.views import theme

Index = QModelIndex | QPersistentModelIndex

_AROUND = 1
_ROW = 28
_NARROW, _WIDE = 72, 340
_LONG = 40
_SAMPLE = 50
_NUMBER = 46
_HEIGHT = _ROW * (2 * _AROUND + 2)
_BAD_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_NO_PARENT = QModelIndex()


class _SourceModel(QAbstractTableModel):
    """The columns of the file; the row looked at, the one before it and the one after it."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._table = report.table
        self._places = {row.number: place for place, row in enumerate(report.table.rows)}
        self._bad: Mapping[int, frozenset[str]] = {
            row.number: frozenset(problem.column for problem in row.problems)
            for row in report.rejected
        }
        self._first = self._last = 0

    def look_at(self, number: int) -> int:
        """Show the rows around this one; answers its place among them."""
        place = self._places.get(number, 0)
        self.beginResetModel()
        self._first = max(place - _AROUND, 0)
        self._last = min(self._first + 2 * _AROUND + 1, len(self._table.rows))
        self._first = max(self._last - 2 * _AROUND - 1, 0)
        self.endResetModel()
        return place - self._first

    def column_of(self, letter: str) -> int:
        """Where the column with this letter is shown; -1 when it has no heading."""
        letters = [one.letter for one in self._table.columns]
        return letters.index(letter) if letter in letters else -1

    def widths(self) -> list[int]:
        """As wide as the first rows need, long texts no more than fits beside others."""
        metrics = QFontMetrics(theme.font("head"))
        found = []
        for place, column in enumerate(self._table.columns):
            texts = [shown(row.cell(column.index)) for row in self._table.rows[:_SAMPLE]]
            texts.append(str(self.headerData(place, Qt.Orientation.Horizontal)))
            longest = max(metrics.horizontalAdvance(text[:_LONG]) for text in texts)
            found.append(min(max(longest + 2 * theme.GAP + 4, _NARROW), _WIDE))
        return found

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Up to three."""
        return 0 if parent.isValid() else self._last - self._first

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """As many as have a heading."""
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the cell says, on one line, and whether it is wrong."""
        if not index.isValid():
            return None
        row = self._table.rows[self._first + index.row()]
        column = self._table.columns[index.column()]
        if role == _BAD_ROLE:
            return column.letter in self._bad.get(row.number, frozenset())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(shown(row.cell(column.index)).split())
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """`E 投诉事项` above, the row's number in the file at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._table.rows[self._first + section].number)
        column = self._table.columns[section]
        return f"{column.letter} {column.heading}"


class _SourceDelegate(QStyledItemDelegate):
    """Paints a cell of a spreadsheet: lines around it, red where it is wrong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(_NARROW, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, edge."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the fields
        is_bad = bool(index.data(_BAD_ROLE))
        painter.save()
        if is_bad:
            painter.fillRect(rect, theme.color("fail_bg"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(theme.GAP, 0, -theme.GAP, 0)
        text = theme.elided(str(index.data() or ""), inner.width(), "secondary")
        painter.setFont(theme.font("head" if is_bad else "secondary"))
        painter.setPen(theme.color("fail_fg" if is_bad else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if is_bad:
            painter.setPen(QPen(theme.color("fail_line"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


class SourceRows(QTableView):
    """Three rows of the file. It is looked at, not worked in: the keyboard stays with the errors."""

    def __init__(self) -> None:
        super().__init__()
        self._model: _SourceModel | None = None
        self.setAccessibleName(_("原表"))
        self.setItemDelegate(_SourceDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(_ROW)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        rows.setMinimumSectionSize(_ROW)
        rows.setFixedWidth(_NUMBER)
        rows.setHighlightSections(False)
        self.setFixedHeight(_HEIGHT)

    def show_report(self, report: ImportReport) -> None:
        """Take the rows of a dry run."""
        self._model = _SourceModel(report)
        self.setModel(self._model)
        self._fit()

    def look_at(self, number: int, letter: str) -> None:
        """Show a row with its neighbours and bring the column into view."""
        if self._model is None:
            return
        place = self._model.look_at(number)
        column = self._model.column_of(letter)
        if column >= 0:
            self.scrollTo(self._model.index(place, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the width away again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is left over goes to the column with the longest texts."""
        if self._model is None:
            return
        widths = self._model.widths()
        rest = self.viewport().width() - sum(widths)
        if rest > 0 and widths:
            widths[widths.index(max(widths))] += rest
        self.setFixedHeight(_HEIGHT + (theme.GAP_CARD if rest < 0 else 0))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
