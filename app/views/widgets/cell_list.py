"""A list that is small enough to be held whole: rows of cells with a key each, in a card."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.views import theme
from app.views.widgets.cells import CELL_ROLE, Cell
from app.views.widgets.table import RegisterTableView, TableCard, TableColumn

Index = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()


class CellModel(QAbstractTableModel):
    """Rows of cells under headings."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._keys: list[Hashable] = []
        self._rows: list[Sequence[Cell]] = []

    def set_rows(self, keys: Sequence[Hashable], rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._keys, self._rows = list(keys), list(rows)
        self.endResetModel()

    def key(self, row: int) -> Hashable | None:
        """What the row stands for; None beyond the end."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: Hashable) -> int:
        """Where a key stands; -1 when it does not."""
        return self._keys.index(key) if key in self._keys else -1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.badge.word if cell.badge else cell.text
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings; those over numbers stand at the right as the numbers do."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and section < len(self._headings):
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_right(section):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_right(self, column: int) -> bool:
        return bool(self._rows) and column < len(self._rows[0]) and self._rows[0][column].right


class CellList(TableCard):
    """A table of cells in a card with a footer. Selection and place stay over new rows."""

    chosen = Signal(object)  # the key of the current row, or None
    opened = Signal(object)  # the key of the row opened with Enter or a double click

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        columns: Sequence[TableColumn],
        row_height: int = theme.ROW_REGISTER,
    ) -> None:
        super().__init__(RegisterTableView(name, row_height), column_settings=False)
        self.model = CellModel(headings)
        self.view.setModel(self.model)
        self.view.setSelectionMode(RegisterTableView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.set_columns(columns)
        self.view.opened.connect(lambda row: self.opened.emit(self.model.key(row)))
        self.view.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self.chosen.emit(self.current())
        )

    def set_rows(self, keys: Sequence[Hashable], rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows; the chosen one stays chosen if it is still there."""
        before = self.current()
        offset = self.view.verticalScrollBar().value()
        self.model.set_rows(keys, rows)
        self.view.verticalScrollBar().setValue(offset)
        row = self.model.row_of(before) if before is not None else -1
        if row >= 0:
            self.view.select_row(row)
        elif self.view.hasFocus() and rows:
            self.view.select_row(0)
        else:
            self.chosen.emit(None)

    def choose(self, key: Hashable) -> None:
        """Make a row the current one, if it is there."""
        row = self.model.row_of(key)
        if row >= 0:
            self.view.select_row(row)

    def current(self) -> Hashable | None:
        """The key of the current row."""
        return self.model.key(self.view.currentIndex().row())
