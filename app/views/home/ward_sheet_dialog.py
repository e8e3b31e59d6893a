"""交接班 on screen: what my department has open, and the way to the sheet to be signed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.worklists.ward_sheet import WardSheet
from app.views import theme
from app.views.asking.dialogs import Dialog
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
    """Enter opens a record; Ctrl+Enter shows the sheet as it is printed and saved."""

    record_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None, sheet: WardSheet) -> None:
        super().__init__(
            parent,
            _("{department} 交接班").format(department=sheet.department),
            _("印出来横排，留有交班备注、其他交班事项和交班人、接班人签名处。"),
            icon="swap",
        )
        self.setMinimumWidth(_WIDTH)
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
        self.body.addWidget(self.list)
        self.add_primary(_("预览、打印"), self.accept, "printer")
        self.add_button(_("关闭"), self.reject, "close")
        self.focus_first(self.list.view)
        self.list.opened.connect(lambda key: self.record_asked.emit(*key))
