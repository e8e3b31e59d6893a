"""门诊、出院人次: the figures of each month, by hand from one to the next, or from a table."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.reports import activity
from app.services.reports.activity import Activity
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.front import ErrorLine
from app.views.inputs.editors import FieldRow
from app.views.inputs.text_editors import NumberEdit
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_MOST = 10_000_000
_ROWS, _WIDTH = 10, 640
_HEADS = (N_("月份"), N_("门诊人次"), N_("出院人次"))
_COLUMNS = (
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(theme.WIDTHS["column_status"]),
    TableColumn(theme.WIDTHS["column_status"]),
)


class ActivityDialog(Dialog):
    """Above the months of two years, below the two numbers of the month chosen."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = _("年度投诉汇总按每万门诊人次、每千出院人次比较；数字取自医院统计，按月补录。")
        super().__init__(parent, _("门诊、出院人次"), words, icon="users")
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self._known: dict[str, Activity | None] = {}
        self.months = CellList(_("各月人次"), [_(one) for one in _HEADS], _COLUMNS,
                               theme.ROW_LOW_WINDOW)  # fmt: skip
        self.months.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_LOW_WINDOW)
        self.outpatients = NumberEdit(minimum=0, maximum=_MOST, unit=_("人次"))
        self.discharges = NumberEdit(minimum=0, maximum=_MOST, unit=_("人次"))
        self.rows = (
            FieldRow(_("门诊"), self.outpatients, required=True),
            FieldRow(_("出院"), self.discharges, required=True),
        )
        for row, editor in zip(self.rows, (self.outpatients, self.discharges), strict=True):
            row.set_check(partial(_missing, editor))
        self.error = ErrorLine()
        fields = QHBoxLayout()
        for row in self.rows:
            fields.addWidget(row)
        self.body.addWidget(self.months)
        self.body.addLayout(fields)
        self.body.addWidget(self.error)
        self.save_button = self.add_primary(_("保存这个月"), self._save)
        self.add_button(_("关闭"), self.reject, "close")
        self.import_button = self.add_button(_("从表格导入…"), self.bring_in, "import")
        self.months.chosen.connect(lambda _key: self._show_month())
        self.months.opened.connect(lambda _key: self.outpatients.first_input().setFocus())
        self.focus_first(self.outpatients.first_input())
        self.reload()

    def reload(self) -> None:
        """Read the months anew."""
        self._context.ask(self, activity.listing, self._show, None)

    def bring_in(self) -> None:
        """从表格导入: the months of a table at once."""
        # Reading tables is needed by few.
        from app.views.reports.activity_import import ImportActivityDialog

        dialog = ImportActivityDialog(self._context, self)
        dialog.saved.connect(lambda _changes: self._brought_in(dialog.done_words()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _brought_in(self, words: str) -> None:
        self._context.said.emit(words)
        self.reload()

    def _show(self, found: list[tuple[str, Activity | None]]) -> None:
        self._known = dict(found)
        self.months.set_rows(
            [month for month, _one in found], [_cells(month, one) for month, one in found]
        )
        lacking = [month for month, one in found if one is None]
        words = _("还有 {n} 个月没有填").format(n=len(lacking)) if lacking else _("都填了")
        self.months.set_footer(words)
        if self.months.current() is None:
            # The running month is not over: the last whole one is asked for first.
            whole = [month for month in lacking if month != found[0][0]]
            self.months.choose(whole[0] if whole else found[0][0])
        self._show_month()

    def _show_month(self) -> None:
        one = self._known.get(str(self.months.current()))
        self.outpatients.set_value(one.outpatients if one else None)
        self.discharges.set_value(one.discharges if one else None)

    def _save(self) -> None:
        self.error.show_text("")
        wrong = [row for row in self.rows if not row.validate()]
        if wrong:
            wrong[0].focus()
            return
        month = str(self.months.current())
        out, inside = self.outpatients.value(), self.discharges.value()
        given = {month: (int(out or 0), int(inside or 0))}
        self._context.run(self, activity.enter, lambda _done: self._next(month), self._on_failed,
                          given)  # fmt: skip

    def _next(self, month: str) -> None:
        """On to the month before it that still lacks its numbers."""
        months = list(self._known)
        later = months[months.index(month) + 1 :]
        after = next((one for one in later if self._known[one] is None), month)
        self.months.choose(after)
        self.outpatients.first_input().setFocus()
        self.reload()

    def _on_failed(self, error: Exception) -> None:
        self.error.show_text(messages.sentence(error))


def _missing(editor: NumberEdit) -> str:
    return "" if editor.value() is not None else _("还没有写人次，没有就写 0")


def _cells(month: str, one: Activity | None) -> tuple[Cell, ...]:
    numbers = (one.outpatients, one.discharges) if one else (None, None)
    return (
        Cell(month),
        *(
            Cell("—" if number is None else f"{number:,}", "text2" if one is None else "text",
                 right=True)
            for number in numbers
        ),
    )  # fmt: skip
