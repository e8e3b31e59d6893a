"""The dry run: how many rows, everything that is wrong at once, and the row it stands in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.imports.report import ImportReport, Problem
from app.views import theme
from app.views.inputs.combo import Combo, Option
from app.views.registers.bring_in.source_rows import SourceRows
from app.views.widgets.buttons import outlined, primary, quiet
from app.views.widgets.cards import Card
from app.views.widgets.cell_list import CellModel
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.labels import label, set_tone
from app.views.widgets.table import RegisterTableView, TableColumn

_COLUMNS = (
    TableColumn(64),
    TableColumn(136),
    TableColumn(150),
    TableColumn(330),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)
_HEAD = 42
ALL, NOTES = "*", "#notes"


class SummaryCard(QFrame):
    """One number with what it counts and what that means."""

    def __init__(self, title: str, tone: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._tone = tone
        self._title = title
        self.number = label("0", "figure")
        self.words = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.number)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(label(title, "strong"))
        lines.addWidget(self.words)
        row.addLayout(lines, 1)

    def show_count(self, count: int, words: str) -> None:
        """Show the number; nothing found is grey."""
        self.number.setText(str(count))
        set_tone(self.number, self._tone if count else "neutral")
        self.words.setText(words)
        self.setAccessibleName(f"{self._title} {count}")
        self.setAccessibleDescription(words)


class ErrorList(QFrame):
    """The errors in a card with a head; whole rows only, the rest of the height stays empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.title = label("", "section")
        self.filter = Combo(name=_("只看"))
        self.view = RegisterTableView(_("要改的地方"), theme.ROW_DRY_RUN)
        headings = (_("行"), _("列"), _("表里写的"), _("应当是"), _("怎么改"))
        self.model = CellModel(headings)
        self.view.setModel(self.model)
        self.view.setSelectionMode(RegisterTableView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.set_columns(_COLUMNS)
        self.view.setParent(self)
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.MARGIN, 0, theme.GAP, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.title)
        row.addStretch(1)
        self._filter_label = label(_("只看"), "muted")
        row.addWidget(self._filter_label)
        row.addWidget(self.filter)
        self.nothing = EmptyState("check")
        self.nothing.setParent(self)
        self.nothing.hide()
        self.setMinimumHeight(_HEAD + theme.TABLE_HEAD_HEIGHT + 2 * theme.ROW_DRY_RUN)

    def show_nothing(self, title: str, lines: str) -> None:
        """Say that there is nothing to mend, in place of an empty table; empty words show it."""
        self.nothing.show_text(title, lines)
        self.nothing.setVisible(bool(title))
        for part in (self.view, self._head):
            part.setVisible(not title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never a cut row."""
        super().resizeEvent(event)
        inner = self.rect().adjusted(1, 1, -1, -1)
        self.nothing.setGeometry(inner)
        self._head.setGeometry(inner.left(), inner.top(), inner.width(), _HEAD)
        room = inner.height() - _HEAD - theme.TABLE_HEAD_HEIGHT
        rows = max(room // theme.ROW_DRY_RUN, 1)
        height = theme.TABLE_HEAD_HEIGHT + rows * theme.ROW_DRY_RUN
        self.view.setGeometry(inner.left(), inner.top() + _HEAD, inner.width(), height)


class DryRunPage(QWidget):
    """Nothing is written here. Each error names row, column, what stands there, and the mend."""

    copy_asked = Signal()
    again_asked = Signal()
    back_asked = Signal()
    import_asked = Signal()
    taken = Signal(object)  # the problem whose suggestion is taken

    def __init__(self) -> None:
        super().__init__()
        self._report: ImportReport | None = None
        self._shown: list[Problem] = []
        self.read = SummaryCard(_("读到的行"), "")
        self.good = SummaryCard(_("可以导入"), "pass")
        self.bad = SummaryCard(_("有错的行"), "fail")
        self.present = SummaryCard(_("已经有了"), "neutral")
        self.errors = ErrorList()
        self.source_title = label("", "section")
        self._source_note = label(_("与上面选中的一处对应"), "muted")
        self.source = SourceRows()
        self.take = quiet("", "check")
        policy = self.take.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.take.setSizePolicy(policy)
        self.copy = outlined(_("存一份标红的副本"), "export")
        self.again = outlined(_("改好后重新试"), "refresh")
        self.state = label("", "muted")
        self.back = outlined(_("返回对应列"), "chevron-left")
        self.act = primary("", "check")
        self._arrange()
        self._connect()

    def show_report(self, report: ImportReport, *, again: bool = False) -> None:
        """Show what a dry run found; `again` goes on at the place where the last one was left."""
        place = max(self.errors.view.currentIndex().row(), 0) if again else 0
        self._report = report
        notes = sum(1 for row in report.importable if row.notes or row.hints)
        self.read.show_count(report.read, _("没有一行被略过"))
        tidied = _("其中 {n} 行有提示，值得看一眼").format(n=notes)
        self.good.show_count(len(report.importable), tidied if notes else _("不必改动"))
        many = _("共 {n} 处").format(n=len(report.errors))
        self.bad.show_count(len(report.rejected), many if report.errors else _("没有要改的"))
        self.present.show_count(len(report.present), _("与库中的记录相同，不再写入"))
        self.source.show_report(report)
        self._offer_filters(report)
        self._fill()
        if self._shown:
            self.errors.view.select_row(min(place, len(self._shown) - 1))
        count = len(report.importable)
        self.act.set_text(_("导入 {n} 行").format(n=count))
        self.act.setEnabled(count > 0)
        self.state.setText(
            _("还没有写入任何数据") if count else _("没有可以导入的行，还没有写入任何数据")
        )

    def take_suggestion(self) -> None:
        """Read what was likely meant, here and wherever the same is written in this column."""
        problem = self._current()
        if problem is not None and problem.suggestion:
            self.taken.emit(problem)

    def focus_first(self) -> None:
        """The errors; without one the button that imports, or the way back."""
        if self._shown:
            self.errors.view.setFocus()
        else:
            (self.act if self.act.isEnabled() else self.back).setFocus()

    def _arrange(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(theme.GAP_CARD)
        for card in (self.read, self.good, self.bad, self.present):
            cards.addWidget(card, 1)
        source = Card(padding=theme.MARGIN - 1)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.source_title)
        head.addWidget(self._source_note)
        head.addStretch(1)
        head.addWidget(self.take)
        source.body.addLayout(head)
        source.body.addWidget(self.source)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.again)
        buttons.addWidget(self.state)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(cards)
        column.addWidget(self.errors, 1)
        column.addWidget(source)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.errors.filter.chosen.connect(self._fill)
        self.errors.view.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._look_at(now.row())
        )
        self.take.clicked.connect(self.take_suggestion)
        self.copy.clicked.connect(self.copy_asked)
        self.again.clicked.connect(self.again_asked)
        self.back.clicked.connect(self.back_asked)
        self.act.clicked.connect(self.import_asked)

    def _offer_filters(self, report: ImportReport) -> None:
        headings = dict.fromkeys(problem.heading for problem in report.errors)
        options = [Option(ALL, _("全部错误"))] if headings else []
        options += [Option(one, one) for one in headings]
        if any(row.notes or row.hints for row in report.rows):
            options.append(Option(NOTES, _("提示")))
        self.errors.filter.set_options(options or [Option(ALL, _("全部错误"))])

    def _fill(self) -> None:
        assert self._report is not None
        wanted = self.errors.filter.value()
        self._shown = [
            problem
            for problem in (_notes(self._report) if wanted == NOTES else self._report.errors)
            if wanted in (ALL, NOTES, problem.heading)
        ]
        rows = [_row(one, is_note=wanted == NOTES) for one in self._shown]
        self.errors.model.set_rows(list(range(len(rows))), rows)
        self.errors.title.setText(self._title(wanted))
        self.errors.show_nothing(*(("", "") if rows else _nothing_words(self._report)))
        if rows:
            self.errors.view.select_row(0)
        self._look_at(0)

    def _title(self, wanted: object) -> str:
        n = len(self._shown)
        if wanted == NOTES:
            return _("提示 {n} 处，不改也能导入").format(n=n)
        return _("要改的 {n} 处").format(n=n)

    def _current(self) -> Problem | None:
        row = self.errors.view.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _offer(self, problem: Problem | None) -> None:
        is_offered = problem is not None and bool(problem.suggestion)
        self.take.setVisible(is_offered)
        if problem is None or not is_offered:
            return
        equal = sum(one.key == problem.key for one in self._shown)
        words = _("采用建议“{meant}”").format(meant=problem.suggestion)
        if equal > 1:
            words = _("采用建议“{meant}”，相同的 {n} 处").format(meant=problem.suggestion, n=equal)
        self.take.set_text(words)

    def _look_at(self, row: int) -> None:
        assert self._report is not None
        self._offer(self._shown[row] if 0 <= row < len(self._shown) else None)
        if 0 <= row < len(self._shown):
            problem = self._shown[row]
            self.source_title.setText(_("原表第 {row} 行").format(row=problem.row))
            self._source_note.show()
            self.source.look_at(problem.row, problem.column)
        elif self._report.table.rows:
            self.source_title.setText(_("原表开头几行"))
            self._source_note.hide()
            self.source.look_at(self._report.table.rows[0].number, "")


def _nothing_words(report: ImportReport) -> tuple[str, str]:
    """What is said where no cell is wrong."""
    if not report.read:
        return _("表头下面没有内容"), _("换一个工作表或文件。")
    if not report.importable:
        return _("{n} 行库里都已经有了").format(n=report.read), _("这份表以前导过，没有要做的。")
    lacking = dict.fromkeys(_(text) for row in report.importable for text in row.lacking)
    lines = _("旧台账没有的列为“补录缺项”：{fields}").format(fields="、".join(lacking))
    title = _("{n} 行都可以导入，没有要改的").format(n=len(report.importable))
    return title, lines if lacking else ""


def _notes(report: ImportReport) -> Sequence[Problem]:
    found: list[Problem] = []
    for row in report.rows:
        found += row.hints
        found += [Problem(row.number, "", "", "", "", note) for note in row.notes]
    return found


def _row(one: Problem, *, is_note: bool) -> tuple[Cell, ...]:
    if is_note and not one.column:
        return (Cell(str(one.row)), Cell("—", "text3"), Cell(), Cell(), Cell(one.mend))
    place = f"{one.column} {one.heading}".strip()
    return (
        Cell(str(one.row)),
        Cell(place),
        Cell(one.found, "fail_fg"),
        Cell(one.expected, "text2"),
        Cell(one.mend),
    )
