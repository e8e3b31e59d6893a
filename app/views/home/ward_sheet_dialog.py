"""交接班 on screen: what my department has open, and the sheet to be printed and signed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import N_, _
from app.services.worklists import ward_sheet
from app.services.worklists.ward_sheet import WardSheet
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.front import ErrorLine
from app.views.registers.listing.exporting import choose_file
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_WIDTH, _HEIGHT = 1000, 300
_HEADINGS = (
    N_("编号"), N_("事项"), N_("状态"), N_("期限"), N_("下一步"), N_("最近说明"),
)  # fmt: skip
_COLUMNS = (
    TableColumn(theme.WIDTHS["column_number"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["column_deadline"]),
    TableColumn(theme.WIDTHS["column_status"]),
    TableColumn(theme.WIDTHS["column_number"], drop=1),
)


class WardSheetDialog(Dialog):
    """Enter opens a record; Ctrl+Enter saves the sheet, with room for remarks and signatures."""

    record_asked = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None, sheet: WardSheet) -> None:
        super().__init__(
            parent,
            _("{department} 交接班").format(department=sheet.department),
            _("存成的表横排一页，留有交班备注和交班人、接班人签名处。"),
            icon="swap",
        )
        self.setMinimumWidth(_WIDTH)
        self._context, self._sheet = context, sheet
        self.list = CellList(_("未办结的记录"), [_(one) for one in _HEADINGS], _COLUMNS)
        self.list.setMinimumHeight(_HEIGHT)
        self.list.set_rows(
            [(one.register, one.record_id) for one in sheet.lines],
            [
                tuple(
                    Cell(text or "—")
                    for text in (one.number, one.title, one.state, one.due, one.next, one.note)
                )
                for one in sheet.lines
            ],
        )
        words = _("{n} 件，已全部列出").format(n=len(sheet.lines))
        if sheet.left_out:
            words = _("列出 {n} 件，另有 {more} 件未列出").format(
                n=len(sheet.lines), more=sheet.left_out
            )
        self.list.set_footer(words if sheet.lines else _("本科没有未办结的记录"))
        self.error = ErrorLine()
        self.body.addWidget(self.list)
        self.body.addWidget(self.error)
        self.save_button = self.add_primary(_("存为 Excel…"), self._ask_file, "save")
        self.add_button(_("关闭"), self.reject, "close")
        self.focus_first(self.list.view)
        self.list.opened.connect(lambda key: self.record_asked.emit(*key))

    def save_to(self, path: Path) -> None:
        """Write the sheet to a file."""
        self.save_button.setEnabled(False)
        self._context.run(
            self,
            ward_sheet.save,
            lambda _done: self._on_saved(path),
            self._on_failed,
            self._sheet,
            path,
        )

    def _ask_file(self) -> None:
        name = _("交接班 {department} {day}.xlsx").format(
            department=self._sheet.department, day=f"{clock.today():%Y-%m-%d}"
        )
        path = choose_file(self, Path.home() / name)
        if path is not None:
            self.save_to(path)

    def _on_saved(self, path: Path) -> None:
        self._context.said.emit(_("已存为 {path}").format(path=path))
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.error.show_text(messages.sentence(error))
