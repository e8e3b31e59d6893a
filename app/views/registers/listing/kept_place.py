"""Where a person was in a list, by record and not by row, so that a reload moves nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel

from app.views.registers.listing.record_model import RecordModel
from app.views.widgets.table import RegisterTableView

# More than anybody chooses by hand; a longer selection is given up rather than searched for.
_CHOSEN_MOST = 200


@dataclass(frozen=True)
class KeptPlace:
    """The current record and its row, the chosen ones, and the one at the top of the view."""

    current: int | None = None
    row: int = 0
    chosen: tuple[int, ...] = ()
    top: int | None = None

    def looked_at(self) -> tuple[int, ...]:
        """The records whose rows are wanted first."""
        return tuple(one for one in (self.top, self.current) if one is not None)


def kept(view: RegisterTableView, model: RecordModel) -> KeptPlace:
    """Where the person is now."""
    row = view.currentIndex().row()
    rows = view.selected_rows()[:_CHOSEN_MOST]
    chosen = tuple(one for each in rows if (one := model.id_at(each)) is not None)
    return KeptPlace(
        model.id_at(row), max(row, 0), chosen, model.id_at(view.verticalScrollBar().value())
    )


def put_back(view: RegisterTableView, model: RecordModel, place: KeptPlace) -> None:
    """Go there again; a record that is gone leaves the keyboard on the row it had."""
    last = model.rowCount() - 1
    row = model.row_of(place.current) if place.current is not None else -1
    if row < 0:
        row = min(place.row, last) if place.current is not None else 0
    flags = QItemSelectionModel.SelectionFlag
    select = view.selectionModel()
    select.setCurrentIndex(model.index(row, 0), flags.ClearAndSelect | flags.Rows)
    if len(place.chosen) > 1:
        select.clearSelection()
        for one in place.chosen:
            if (found := model.row_of(one)) >= 0:
                select.select(model.index(found, 0), flags.Select | flags.Rows)
    top = model.row_of(place.top) if place.top is not None else 0
    view.verticalScrollBar().setValue(max(top, 0))
