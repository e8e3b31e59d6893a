"""数据和图: the tables of a report, beside them their charts, below the records behind a number."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.registers.catalog import by_name
from app.services.registers.reports.periodic_report import REGISTER
from app.services.reporting import figures_view, receipts
from app.services.reporting.figures_view import Found, RecordLine, ReportView
from app.services.reports.figures import Entry, Figure, Line, Table, caption
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.home.charts import Chart as ChartWidget
from app.views.registers.state_badges import state_badge
from app.views.reports import report_charts
from app.views.widgets.buttons import Chip, ChipBar
from app.views.widgets.cards import Card
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState, NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_WIDTH, _ROWS, _CHART_WIDTH = 1240, 7, 380
_W = theme.WIDTHS
_HEADS = (N_("日期"), N_("种类"), N_("编号"), N_("事由"), N_("状态"))
_COLUMNS = (
    TableColumn(_W["column_date"]),
    TableColumn(_W["column_department"]),
    TableColumn(_W["column_number"]),
    TableColumn(_W["column_stretch_least"], stretch=True),
    TableColumn(_W["column_status"]),
)
_NUMBER_WIDTH, _WORDS_WIDTH, _WORDY = 96, 190, 10


class FiguresDialog(Dialog):
    """It stays beside the other windows; a number clicked, or Enter on its line, shows its records."""

    def __init__(self, context: Context, record_id: int, parent: QWidget | None) -> None:
        super().__init__(parent, _("周期报告：数据和图"), icon="chart")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context, self._record_id = context, record_id
        self.view: ReportView | None = None
        self.heading = label("", "section")
        self.standing = label("", "muted", wrap=True)
        self.notice = NoticeBar("info", "")
        self.chips = ChipBar(_("看哪张表"))
        self.tables: dict[str, CellList] = {}
        self._table = QHBoxLayout()
        self._chart_card = Card(padding=theme.GAP_CARD)
        self._chart_title = label("", "strong")
        self._chart_card.body.addWidget(self._chart_title)
        self.chart: ChartWidget | None = None
        self.numbers = ChipBar(_("看哪个数的记录"))
        self.records = CellList(_("数字背后的记录"), [_(one) for one in _HEADS], _COLUMNS)
        self.empty = EmptyState("list")
        self._asked: Figure | None = None
        self._lay_out()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Read the report anew; a frozen one says what changed since."""
        ask = self._context.ask_aside
        ask(self, figures_view.opened, self._show, self._on_failed, self._record_id)

    def table(self) -> CellList | None:
        """The table shown."""
        return self.tables.get(self.chips.current())

    # ---- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.notice.hide()
        self.records.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + 5 * theme.ROW_LOW_WINDOW)
        self._chart_card.setFixedWidth(_CHART_WIDTH)
        self._table.setSpacing(theme.GAP_CARD)
        self._table.addWidget(self._chart_card)
        for part in (self.heading, self.standing, self.notice, self.chips):
            self.body.addWidget(part)
        self.body.addLayout(self._table, 3)
        self.body.addWidget(self.numbers)
        self.body.addWidget(self.records, 2)
        self.paper_button = self.add_primary(_("预览表单"), self._preview, "printer")
        self.add_button(_("关闭"), self.reject, "close")
        self.read_button = self.add_button(_("阅知"), self._acknowledge, "check")
        self.read_button.hide()

    def _connect(self) -> None:
        self.chips.chosen.connect(self._show_table)
        self.numbers.chosen.connect(lambda _key: self._ask_records())
        self.records.opened.connect(self._open)
        self._context.changed.connect(lambda _changes: self.reload())
        keys = {"F5": self.reload, "Ctrl+Down": self._enter_records}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # ---- showing -------------------------------------------------------------------------------

    def _show(self, view: ReportView) -> None:
        self.view = view
        self.heading.setText(f"{view.number}　{view.title}")
        self.standing.setText(view.standing())
        self.read_button.setVisible(not view.reason)
        self._show_notice(view)
        before = self.chips.current()
        self.chips.set_chips([Chip(one.name, one.title) for one in view.report.tables])
        names = [one.name for one in view.report.tables]
        first = next((one.name for one in view.report.tables if one.columns), names[0])
        self.chips.set_current(before if before in names else first)
        for one in self.tables.values():
            one.deleteLater()
        self.tables.clear()
        self._show_table(self.chips.current())

    def _show_notice(self, view: ReportView) -> None:
        read = [one.words() for one in view.receipts]
        if view.changed:
            words = _("自冻结后变更 {n} 条：提交的数字不变，点一个数看这些记录现在的样子。")
            self.notice.show_notice("wait", words.format(n=view.changed))
        elif read:
            self.notice.show_notice("info", "；".join(read))
        else:
            self.notice.hide()

    def _show_table(self, name: str) -> None:
        if self.view is None:
            return
        table = self.view.report.table(name)
        for other in self.tables.values():
            other.hide()
        if name not in self.tables:
            self.tables[name] = self._made(table)
            self._table.insertWidget(0, self.tables[name], 1)
        shown = self.tables[name]
        shown.show()
        self._show_chart(name)
        if shown.current() is None and table.lines:
            shown.view.select_row(_first_of_weight(table))
        self._show_numbers()
        shown.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, table: Table) -> CellList:
        columns = [TableColumn(_W["column_stretch_least"], stretch=True)]
        columns += [TableColumn(_width(table, name)) for name, _label in table.columns]
        heads = [table.head, *(text for _name, text in table.columns)]
        made = CellList(table.title, heads, columns, theme.ROW_LOW_WINDOW)
        made.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_LOW_WINDOW)
        made.set_rows([one.key for one in table.rows], [_cells(one) for one in table.rows])
        made.set_footer(table.note or _("点一个数，或按 Enter，看它从哪些记录来"))
        if not table.rows:
            nothing = EmptyState("chart")
            nothing.show_text(table.empty or _("没有数据"), "")
            made.show_instead(nothing)
        made.chosen.connect(lambda _key: self._show_numbers())
        made.opened.connect(lambda _key: self._enter_records())
        made.view.clicked.connect(self._choose_cell)
        return made

    def _show_chart(self, name: str) -> None:
        assert self.view is not None
        report = self.view.report
        picture = next((one for one in report.pictures if one.table == name), None)
        if self.chart is not None:
            self.chart.deleteLater()
            self.chart = None
        self._chart_card.setVisible(picture is not None and bool(report.table(name).lines))
        if picture is None:
            return
        self.chart = report_charts.chart_of(picture)
        report_charts.show(self.chart, report, picture)
        self._chart_title.setText(caption(picture, report.table(name)))
        self._chart_card.body.addWidget(self.chart, 1)
        self.chart.chosen.connect(lambda place: self._choose(name, place, picture.column))

    def _choose(self, name: str, place: int, column: str) -> None:
        """A value of the chart: its line, its number, its records."""
        self.tables[name].view.select_row(place)
        self.numbers.set_current(column)
        self._ask_records()

    def _choose_cell(self, index: QModelIndex) -> None:
        if self.view is None or index.column() == 0:
            return
        column = self.view.report.table(self.chips.current()).columns[index.column() - 1][0]
        if column in {chip.key for chip in self._chips()}:
            self.numbers.set_current(column)
            self._ask_records()

    def _line(self) -> Line | None:
        shown = self.table()
        if self.view is None or shown is None:
            return None
        rows = self.view.report.table(self.chips.current()).rows
        return next((one for one in rows if one.key == shown.current()), None)

    def _chips(self) -> list[Chip]:
        line = self._line()
        if line is None or self.view is None:
            return []
        columns = self.view.report.table(self.chips.current()).columns
        return [
            Chip(name, text, entry.text)
            for (name, text), entry in zip(columns, line.entries, strict=True)
            if isinstance(entry, Figure) and entry.behind is not None
        ]

    def _show_numbers(self) -> None:
        """The numbers of the line chosen that have records behind them."""
        before, chips = self.numbers.current(), self._chips()
        self.numbers.set_chips(chips)
        self.numbers.setVisible(bool(chips))
        if chips:
            keys = [one.key for one in chips]
            self.numbers.set_current(before if before in keys else keys[0])
        self._ask_records()

    def _entry(self) -> Entry | None:
        line = self._line()
        if line is None or self.view is None:
            return None
        columns = [name for name, _text in self.view.report.table(self.chips.current()).columns]
        current = self.numbers.current()
        return line.entries[columns.index(current)] if current in columns else None

    def _ask_records(self) -> None:
        entry = self._entry()
        self._asked = entry if isinstance(entry, Figure) and entry.behind else None
        if self._asked is None:
            self._show_records(None, Found((), 0, True))
            return
        asked = self._asked
        self._context.ask(
            self, figures_view.behind, lambda found: self._show_records(asked, found), None, asked
        )

    def _show_records(self, asked: Figure | None, found: Found) -> None:
        if asked is not self._asked:
            return
        keys = [(one.register, one.record_id) for one in found.lines]
        self.records.set_rows(keys, [_record(one) for one in found.lines])
        self.records.set_footer(_footer(found))
        self.empty.show_text(_("这个数背后没有记录") if asked else _("这一行没有可以展开的数"), "")
        self.records.show_instead(None if found.lines else self.empty)

    # ---- acting --------------------------------------------------------------------------------

    def _enter_records(self) -> None:
        if self.records.model.rowCount():
            self.records.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.records.view.select_row(0)

    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            register, record_id = key
            self._context.record_asked.emit(register, record_id)

    def _preview(self) -> None:
        # Printing brings the preview along: only when somebody looks at the paper.
        from app.views.printing.preview import PreviewWindow

        if self.view is not None:
            window = PreviewWindow(
                self._context, REGISTER, self._record_id, form_code=self.view.form, parent=self
            )
            window.show()

    def _acknowledge(self) -> None:
        said = _("已阅知 {number}").format(number=self.view.number if self.view else "")
        self._context.run(
            self, receipts.acknowledge, lambda _done: self._context.said.emit(said), None,
            self._record_id,
        )  # fmt: skip

    def _on_failed(self, error: Exception) -> None:
        self.notice.show_notice("fail", messages.sentence(error))


def _first_of_weight(table: Table) -> int:
    """The first line with a number that has records; the first of all where none has."""
    for place, line in enumerate(table.lines):
        if any(isinstance(one, Figure) and one.behind and one.value for one in line.entries):
            return place
    return 0


def _width(table: Table, name: str) -> int:
    """Room for numbers, or for words where a column has some."""
    longest = max((len(_text(one)) for one in table.column(name)), default=0)
    return _WORDS_WIDTH if longest > _WORDY else _NUMBER_WIDTH


def _text(entry: Entry) -> str:
    return entry.text if isinstance(entry, Figure) else entry


def _cells(line: Line) -> Sequence[Cell]:
    return (
        Cell(line.label),
        *(
            Cell(one.text, "accent" if one.behind and one.value else "text2", right=True)
            if isinstance(one, Figure)
            else Cell(one, "text2")
            for one in line.entries
        ),
    )


def _record(one: RecordLine) -> Sequence[Cell]:
    return (
        Cell(one.day, "text2"),
        Cell(one.item, "text2"),
        Cell(one.number),
        Cell(one.title),
        Cell(badge=state_badge(by_name(one.register), one.status)),
    )


def _footer(found: Found) -> str:
    words = _("{n} 件").format(n=len(found.lines))
    if found.hidden:
        words += _("，另有 {n} 件不在您能看的范围里").format(n=found.hidden)
    if not found.is_whole:
        words += _("，只列出最早的 {n} 件").format(n=figures_view.LISTED_MOST)
    return words
