"""系统 › 月度扣分: departments by months, and below it the records behind the number chosen."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from app import amounts, clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.registers import catalog
from app.services.worklists import deduction_book, deductions
from app.services.worklists.deductions import MONTHS, Deduction, Row, Summary
from app.views import theme
from app.views.context import Context
from app.views.inputs.combo import Combo, Option
from app.views.registers.listing.exporting import choose_file
from app.views.settings.sub_page import SubPage
from app.views.widgets.buttons import Chip, ChipBar, outlined
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_ALL, _WHOLE_YEAR = "all", "year"
_COLUMNS = (
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    *(TableColumn(70) for _month in MONTHS),
    TableColumn(84),
)
_RECORD_COLUMNS = (
    TableColumn(110),
    TableColumn(130),
    TableColumn(110),
    TableColumn(theme.WIDTHS["column_number"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(180, drop=1),
    TableColumn(84),
    TableColumn(210, drop=2),
)


class DeductionsPage(SubPage):
    """Above a row for all and one for each department; below the records, each opened with Enter."""

    tables = frozenset({"quality_feedback", "nonconforming_service", "record_link", "department"})
    keys = (
        ("↑ ↓", N_("换科室")),
        ("Enter", N_("看明细；打开记录")),
        ("Ctrl+Tab", N_("下一页")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found = Summary(clock.today().year, ())
        self.year = Combo([Option(self._found.year, str(self._found.year))], name=_("年份"))
        self.export = outlined(_("导出月度扣分"), "export")
        heads = (_("科室"), *(_("{n} 月").format(n=month) for month in MONTHS), _("合计"))
        self.months = CellList(_("各科室月度扣分"), heads, _COLUMNS)
        self.chips = ChipBar(_("按月份看"))
        self.records = CellList(
            _("扣分明细"),
            (
                _("日期"),
                _("科室"),
                _("来源"),
                _("编号"),
                _("事由"),
                _("依据"),
                _("扣分"),
                _("说明"),
            ),
            _RECORD_COLUMNS,
        )
        self.empty = EmptyState("chart")
        self.column.addWidget(self.months, 1)
        self.column.addWidget(self.chips)
        self.column.addWidget(self.records, 1)
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """The year, and the workbook."""
        return (self.year, self.export)

    def allow(self, me: Me) -> None:
        """Everybody sees what they may see; taking it away is another thing."""
        may = me.may(Permission.EXPORT)
        self.export.setEnabled(may)
        self.export.set_hint("" if may else _("您的角色不能导出台账"))

    def reload(self) -> None:
        """Read the years there are, and the chosen one."""
        self.context.ask(self, deductions.years, self._show_years, None)

    def focus_first(self) -> None:
        """The departments."""
        self.months.view.setFocus()

    def save_to(self, path: Path) -> None:
        """Write what is shown into a workbook."""
        said = _("已存为 {path}").format(path=path)
        self.context.run(
            self, deduction_book.export, lambda _done: self.context.said.emit(said), None,
            self._found, path,
        )  # fmt: skip

    def _connect(self) -> None:
        self.year.chosen.connect(self._ask)
        self.export.clicked.connect(self._ask_file)
        self.months.chosen.connect(lambda _key: self._show_chips())
        self.months.opened.connect(lambda _key: self._enter_records())
        self.months.view.clicked.connect(self._choose_cell)
        self.chips.chosen.connect(lambda _key: self._show_records())
        self.records.opened.connect(self._open)

    def _ask_file(self) -> None:
        name = _("月度扣分 {year}.xlsx").format(year=self._found.year)
        path = choose_file(self, Path.home() / name)
        if path is not None:
            self.save_to(path)

    def _show_years(self, found: list[int]) -> None:
        self.year.set_options([Option(one, _("{year} 年").format(year=one)) for one in found])
        self._ask()

    def _ask(self) -> None:
        year = self.year.value()
        if isinstance(year, int):
            self.context.ask(self, deductions.summary, self._show, None, year)

    def _show(self, found: Summary) -> None:
        self._found = found
        keys, rows = [], []
        if found.rows:
            keys = [_ALL, *(_key(one) for one in found.rows)]
            whole = _row(_("全院合计"), found)
            rows = [whole, *(_row(one.department, one) for one in found.rows)]
        self.months.set_rows(keys, rows)
        self.months.set_footer(
            _("{n} 个科室，共扣 {points} 分。点一个数看它从哪些记录来").format(
                n=len(found.rows), points=_points(found.total)
            )
        )
        self.empty.show_text(
            _("{year} 年还没有扣分").format(year=found.year),
            _(
                "反馈表发出后按当月计，不合格服务办“月度扣分”后按当月计；"
                "同一件事已在反馈表扣分的不重复计入。"
            ),
        )
        self.months.show_instead(None if found.rows else self.empty)
        self.chips.setVisible(bool(found.rows))
        self.records.setVisible(bool(found.rows))
        if self.months.current() is None and keys:
            self.months.choose(keys[0])
        self._show_chips()

    def _of_department(self) -> list[Deduction]:
        """The records of the row chosen, the earliest first."""
        key = self.months.current()
        found = [one for row in self._found.rows if key in (_ALL, _key(row)) for one in row.records]
        return sorted(found, key=lambda one: (one.day, one.number))

    def _show_chips(self) -> None:
        found = self._of_department()
        months = sorted({one.day.month for one in found})
        chips = [Chip(_WHOLE_YEAR, _("全年"), len(found))]
        for month in months:
            count = sum(1 for one in found if one.day.month == month)
            chips.append(Chip(str(month), _("{n} 月").format(n=month), count))
        before = self.chips.current()
        self.chips.set_chips(chips)
        is_there = before in {chip.key for chip in chips}
        self.chips.set_current(before if is_there else _WHOLE_YEAR)
        self._show_records()

    def _choose_cell(self, index: QModelIndex) -> None:
        """A click on a month's number shows its records alone."""
        month = str(index.column()) if index.column() in MONTHS else _WHOLE_YEAR
        has_records = any(str(one.day.month) == month for one in self._of_department())
        self.chips.set_current(month if has_records else _WHOLE_YEAR)
        self._show_records()

    def _show_records(self) -> None:
        month = self.chips.current()
        shown = [one for one in self._of_department() if month in (_WHOLE_YEAR, str(one.day.month))]
        names = {row.department_id: row.department for row in self._found.rows}
        self.records.set_rows(
            [(one.register, one.record_id) for one in shown],
            [_record(one, names[one.department_id]) for one in shown],
        )
        total = sum((one.counted for one in shown), Decimal(0))
        self.records.set_footer(
            _("{n} 件，共扣 {points} 分").format(n=len(shown), points=_points(total))
        )

    def _enter_records(self) -> None:
        self.records.view.setFocus()
        self.records.view.select_row(0)

    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            register, record_id = key
            self.context.record_asked.emit(register, record_id)


def _key(row: Row) -> str:
    return str(row.department_id)


def _row(name: str, counted: Row | Summary) -> tuple[Cell, ...]:
    months = (Cell(_points(counted.month(month)), right=True) for month in MONTHS)
    return (Cell(name), *months, Cell(_points(counted.total) or "0", "accent", right=True))


def _record(one: Deduction, department: str) -> tuple[Cell, ...]:
    tone = "text3" if one.instead else "text"
    note = _("已计入 {number}").format(number=one.instead) if one.instead else ""
    return (
        Cell(one.day.isoformat(), tone),
        Cell(department, tone),
        Cell(_(catalog.by_name(one.register).item), "text2"),
        Cell(one.number, tone),
        Cell(one.subject, tone),
        Cell(one.basis, "text2"),
        Cell(_points(one.points), tone, right=True),
        Cell(note, "text2"),
    )


def _points(points: Decimal) -> str:
    """`2.5`; nothing for an empty month."""
    return amounts.plain(points or None)
