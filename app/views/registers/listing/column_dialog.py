"""列设置: tick the columns to see and put them in order, with the keyboard or the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.registers.listing.columns import Column
from app.views.widgets.buttons import outlined
from app.views.widgets.cell_list import CellModel
from app.views.widgets.cells import Cell
from app.views.widgets.table import RegisterTableView, TableColumn

_ROWS_SHOWN = 9


class ColumnDialog(Dialog):
    """Number stands first, state and deadline last; all others as the person wants them."""

    def __init__(
        self,
        parent: QWidget | None,
        columns: Sequence[Column],
        ticked: Sequence[str],
        usual: Sequence[str],
    ) -> None:
        text = _("编号总在最前，状态和期限总在最后。窗口放不下的列先收起，导出时仍在。")
        super().__init__(parent, _("列设置"), text, icon="columns")
        self._columns = {one.name: one for one in columns}
        self._usual = tuple(usual)
        self._names: list[str] = []
        self._ticked: set[str] = set()
        self._model = CellModel(["", _("列")])
        self.view = RegisterTableView(_("列设置"), theme.ROW_DRY_RUN)
        self.up, self.down = outlined(_("上移"), "arrow-up"), outlined(_("下移"), "arrow-down")
        self._arrange_list()
        self.add_button(_("恢复默认"), self._restore, "undo")
        self.add_button(_("先不改"), self.reject, "close")
        self.add_primary(_("用这些列"), self.accept)
        self.focus_first(self.view)
        self._fill(ticked)
        self.view.select_row(0)

    def chosen(self) -> list[str]:
        """The names ticked, in order."""
        return [name for name in self._names if name in self._ticked]

    def toggle(self, row: int) -> None:
        """Show a column or not; the one that says what happened stays."""
        name = self._names[row]
        if not self._columns[name].layout.stretch:
            self._ticked ^= {name}
            self._show(row)

    def move_row(self, step: int) -> None:
        """Move the current column up or down."""
        row = self.view.currentIndex().row()
        target = row + step
        if row >= 0 and 0 <= target < len(self._names):
            self._names.insert(target, self._names.pop(row))
            self._show(target)

    def _arrange_list(self) -> None:
        self.view.setModel(self._model)
        self.view.set_columns([TableColumn(theme.WIDTHS["column_tick"]), TableColumn(100, True)])
        self.view.setSelectionMode(RegisterTableView.SelectionMode.SingleSelection)
        self.view.setFixedHeight(theme.TABLE_HEAD_HEIGHT + _ROWS_SHOWN * theme.ROW_DRY_RUN)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.view, 1)
        row.addLayout(buttons)
        self.body.addLayout(row)
        self.view.tick_asked.connect(self.toggle)
        self.view.opened.connect(self.toggle)
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(1))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.move_row(step))
        self.up.set_hint(_("上移，Alt+↑"))
        self.down.set_hint(_("下移，Alt+↓"))

    def _fill(self, ticked: Sequence[str]) -> None:
        self._ticked = set(ticked)
        self._names = [*ticked, *(name for name in self._columns if name not in self._ticked)]
        self._show(0)

    def _restore(self) -> None:
        self._fill(self._usual)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        cells = [
            (Cell(checked=name in self._ticked), Cell(_(self._columns[name].label)))
            for name in self._names
        ]
        self._model.set_rows(self._names, cells)
        self.view.select_row(row)
