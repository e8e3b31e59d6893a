"""The rows of a register as a table model: all ids at once, rows in windows by id, few of them kept."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.i18n import _
from app.services import lists, search
from app.services.registers.register import Register
from app.views.context import Context
from app.views.registers.listing.columns import Column, cell
from app.views.registers.listing.fetching import WINDOW, Listing, place_of
from app.views.widgets.cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex

WINDOWS_KEPT = 40
# While somebody drags the scroll bar, only the latest places are worth fetching.
WINDOWS_WAITING = 4

_WAITING = Cell()


class RecordModel(QAbstractTableModel):
    """Shows one listing. Rows not fetched yet are blank cells and come within milliseconds."""

    problem_found = Signal(object)

    def __init__(
        self,
        context: Context,
        register: Register,
        columns: Sequence[Column],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._register = register
        self._columns = tuple(columns)
        self._ids: array[int] = array(search.IDS)
        self._places: Mapping[int, int] = {}
        self._windows: OrderedDict[int, dict[int, lists.Row]] = OrderedDict()
        self._waiting: list[int] = []
        self._is_fetching = False
        self._generation = 0
        self._is_whole = True

    def set_listing(self, listing: Listing) -> bool:
        """Show another listing. True when it only goes on where this one ended: nothing moves then."""
        shown = len(self._ids)
        goes_on = 0 < shown < len(listing.ids) and not self._is_whole
        self._is_whole = listing.is_whole
        self._places = listing.places
        if goes_on and listing.ids[:shown] == self._ids:
            self.beginInsertRows(QModelIndex(), shown, len(listing.ids) - 1)
            self._ids = listing.ids
            self.endInsertRows()
            return True
        self.beginResetModel()
        self._generation += 1
        self._is_fetching = False
        self._waiting.clear()
        self._windows.clear()
        self._ids = listing.ids
        for window, rows in sorted(listing.windows.items()):
            self._keep(window, rows)
        self.endResetModel()
        return False

    def ids(self) -> "array[int]":
        """Every id of the listing, in order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The record in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int) -> int:
        """The row of a record; negative when it is not in the listing."""
        known = self._places.get(record_id)
        return place_of(self._ids, record_id) if known is None else known

    def record_at(self, row: int) -> lists.Row | None:
        """What is known of the record in a row; None while it is being fetched."""
        if not 0 <= row < len(self._ids):
            return None
        window = row // WINDOW
        known = self._windows.get(window)
        if known is None:
            self._ask(window)
            return None
        self._windows.move_to_end(window)
        return known.get(self._ids[row])

    def rowCount(self, parent: Index | None = None) -> int:
        """All of them: a scroll bar that tells the truth."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """The columns of the register."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell for the delegate, its words for everybody else."""
        if not index.isValid() or role not in (
            CELL_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.record_at(index.row())
        shown = cell(self._register, self._columns[index.column()], row) if row else _WAITING
        if role == CELL_ROLE:
            return shown
        return shown.badge.word if shown.badge else shown.text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The heads of the columns."""
        is_column = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns)
        if is_column and role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if not is_column or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(self._columns[section].label)

    def _ask(self, window: int) -> None:
        if window in self._waiting:
            self._waiting.remove(window)
        self._waiting.append(window)
        del self._waiting[:-WINDOWS_WAITING]
        self._fetch_next()

    def _fetch_next(self) -> None:
        if self._is_fetching or not self._waiting:
            return
        window = self._waiting[-1]
        self._is_fetching = True
        generation = self._generation

        def done(rows: list[lists.Row]) -> None:
            if generation == self._generation:
                self._is_fetching = False
                self._on_fetched(window, rows)

        def failed(error: Exception) -> None:
            if generation == self._generation:
                # Asked again when the rows are looked at again, not in a loop.
                self._is_fetching = False
                self._waiting.clear()
                self.problem_found.emit(error)

        wanted = self._ids[window * WINDOW : (window + 1) * WINDOW]
        self._context.ask(self, lists.rows, done, failed, self._register, wanted)

    def _on_fetched(self, window: int, rows: Iterable[lists.Row]) -> None:
        if window in self._waiting:
            self._waiting.remove(window)
        self._keep(window, rows)
        last = min((window + 1) * WINDOW, len(self._ids)) - 1
        self.dataChanged.emit(
            self.index(window * WINDOW, 0), self.index(last, len(self._columns) - 1)
        )
        self._fetch_next()

    def _keep(self, window: int, rows: Iterable[lists.Row]) -> None:
        self._windows[window] = {row.id: row for row in rows}
        while len(self._windows) > WINDOWS_KEPT:
            self._windows.popitem(last=False)
