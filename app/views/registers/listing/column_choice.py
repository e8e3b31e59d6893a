"""Which columns of a register a person sees, and in which order: kept on this PC for this person."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from app import settings
from app.services.registers.register import Register
from app.views.registers.listing.column_dialog import ColumnDialog
from app.views.registers.listing.columns import DUE, NUMBER, REMARK, STATUS, Column
from app.views.widgets.table import RegisterTableView

# What a record is called by stands first, how it stands last, always.
_LAST = (STATUS, DUE, REMARK)


class ColumnChoice:
    """Lays out a table's columns as the person chose them, or as a saved view says."""

    def __init__(
        self,
        view: RegisterTableView,
        columns: Sequence[Column],
        staff_no: str,
        register: Register,
    ) -> None:
        self._view, self._staff_no, self._register = view, staff_no, register
        self._columns = {one.name: one for one in columns}
        self._places = {one.name: place for place, one in enumerate(columns)}
        self._chosen: tuple[str, ...] = ()
        self.show_own()

    def show_own(self) -> None:
        """The columns this person has chosen, or the usual ones."""
        self.show(settings.chosen_columns(self._staff_no, self._register.name))

    def show(self, names: Sequence[str]) -> None:
        """These columns in this order; the usual ones when there are none."""
        self._chosen = self._complete(names) if names else ()
        places = [self._places[name] for name in self._chosen]
        self._view.choose_columns(places or None)

    def chosen(self) -> tuple[str, ...]:
        """What was chosen; empty for the usual columns."""
        return self._chosen

    def names(self) -> tuple[str, ...]:
        """Every column of the list: those chosen also where the window has no room for them."""
        order = tuple(self._places)
        return self._chosen or tuple(order[place] for place in self._view.shown_columns())

    def ask(self, parent: QWidget) -> None:
        """Let the person choose; what they choose is kept."""
        free = [one for one in self._columns.values() if one.name not in (NUMBER, *_LAST)]
        usual = [one.name for one in free if not one.layout.extra]
        ticked = [name for name in self._chosen if name not in (NUMBER, *_LAST)] or usual
        dialog = ColumnDialog(parent, free, ticked, usual)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            names = tuple(dialog.chosen())
            kept = () if names == tuple(usual) else self._complete(names)
            settings.choose_columns(self._staff_no, self._register.name, kept)
            self.show(kept)

    def _complete(self, names: Sequence[str]) -> tuple[str, ...]:
        """With what is always seen, without what the register does not know."""
        free = [name for name in names if name in self._columns and name not in (NUMBER, *_LAST)]
        what = self._register.subject[0]
        if what not in free:
            free.append(what)
        return (NUMBER, *dict.fromkeys(free), *(name for name in _LAST if name in self._columns))
