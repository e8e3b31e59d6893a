"""A page of 系统 that lists entries; each is changed in a dialog, and where it makes sense added."""

from abc import abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.settings.sub_page import SubPage
from app.views.widgets.buttons import Button, primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn


class EntryPage(SubPage):
    """The list with 修改…, and the button that adds where `adds` has words for it."""

    def __init__(
        self,
        context: Context,
        name: str,
        headings: Sequence[str],
        columns: Sequence[TableColumn],
        adds: str = "",
    ) -> None:
        super().__init__(context)
        self._entries: Mapping[Hashable, Any] = {}
        self.add: Button | None = primary(adds, "plus") if adds else None
        self.change = quiet(_("修改…"), "edit")
        self.list = CellList(name, headings, columns)
        self.list.footer_row.addWidget(self.change)
        self.column.addWidget(self.list, 1)
        if self.add is not None:
            self.add.clicked.connect(self.make_new)
        self.change.clicked.connect(self._change_current)
        self.list.opened.connect(lambda _key: self._change_current())

    @abstractmethod
    def dialog(self, entry: Any) -> FormDialog:
        """The dialog of an entry; None: of a new one."""

    def show_entries(
        self, entries: Mapping[Hashable, Any], rows: Sequence[Sequence[Cell]], footer: str
    ) -> None:
        """Show entries by their keys, a row for each."""
        self._entries = entries
        self.list.set_rows(list(entries), rows)
        self.list.set_footer(footer)

    def head_buttons(self) -> Sequence[QWidget]:
        """Adding."""
        return (self.add,) if self.add is not None else ()

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (*self.head_buttons(), self.change)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def make_new(self) -> None:
        """Open the dialog for a new entry."""
        if self.add is not None and self.add.isEnabled():
            self.open_form(self.dialog(None))

    def _change_current(self) -> None:
        found = self._entries.get(self.list.current())
        if found is not None and self.change.isEnabled():
            self.open_form(self.dialog(found))
