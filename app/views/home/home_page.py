"""首页: today's worklist with its groups as chips, and below it the last twelve months."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.access import Permission
from app.services.days.workdays import WEEKDAYS
from app.services.operations import Changes
from app.services.people import shift as shifts
from app.services.people.shift import Shift
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.worklists import ward_sheet, worklist
from app.services.worklists.tasks import GROUPS, LOOKED_AT_MOST, Task, WorkList
from app.services.worklists.ward_sheet import WardSheet
from app.views import keys, messages, theme
from app.views.context import Context
from app.views.home import worklist_rows, year_charts
from app.views.home.ward_sheet_dialog import WardSheetDialog
from app.views.home.ward_sheet_window import WardSheetWindow
from app.views.home.year_charts import YearCharts
from app.views.widgets.buttons import ChipBar, outlined, primary
from app.views.widgets.cell_list import CellList
from app.views.widgets.frames import EmptyState, NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.menus import Entry, offer

_TOP = 10
_LIST_LEAST = 290


class HomePage(QWidget):
    """What is due, first thing after signing in. What opens it is the window's matter: signals."""

    task_asked = Signal(object)  # Task
    new_asked = Signal(object)  # Register
    records_asked = Signal(object)  # year_charts.Asked
    record_asked = Signal(str, int)
    counted = Signal(object)  # WorkList

    def __init__(self, context: Context, shift: Shift) -> None:
        super().__init__()
        self._context, self._shift = context, shift
        self._work = WorkList((), dict.fromkeys(GROUPS, 0), None)
        self._by_key: dict[str, Task] = {}
        self._is_stale = True
        self.day = label("", "muted")
        self.chips = ChipBar(_("按种类看"))
        headings = [_(one) for one in worklist_rows.HEADINGS]
        self.list = CellList(_("今天要办的事"), headings, worklist_rows.COLUMNS)
        self.empty = EmptyState("check")
        self.hand_over = outlined(_("交接班…"), "swap")
        self.problem = NoticeBar("fail", "", action=_("重新载入"))
        self.problem.hide()
        self.charts = [YearCharts(context, one) for one in self._charted()]
        self._area = QScrollArea()
        self._arrange()
        self._connect()

    # ---- what the main window asks ------------------------------------------------------------

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys that work here, for the strip."""
        new = [("Ctrl+N", _("登记"))] if self._shift.may(Permission.REGISTER) else []
        rest = keys.keys_of("everywhere", ("Ctrl+1…9", "Ctrl+K", "F6", "F1"))
        sheet = [("Ctrl+J", _("交接班"))] if self._shift.may(Permission.PRINT) else []
        return [("↑ ↓", _("选择")), ("Enter", _("打开")), *new, *sheet, *rest]

    def appear(self) -> None:
        """The page comes to the front: bring it up to date, and the keyboard into the list."""
        if self._is_stale:
            self.reload()
        self.focus_list()

    def focus_list(self) -> None:
        """Put the keyboard into the list; into the chips when there is nothing in it."""
        target: QWidget = self.chips if self.list.is_showing_instead() else self.list.view
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_area(self) -> None:
        """F6: list → charts → list."""
        holder = self.window().focusWidget()
        if self.charts and self.charts[0].isVisible() and holder is self.list.view:
            chart = self.charts[0].received.chart
            chart.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(chart)
        else:
            self.focus_list()

    def show_problem(self, text: str) -> None:
        """Something failed; what is shown stays."""
        second = _("列表里的内容没有变，可以继续看。")
        self.problem.show_notice("fail", text, second, action=_("重新载入"))

    def reload(self) -> None:
        """Look again what is due; the charts only when something was written since."""
        self._is_stale = False
        self._show_day()
        self._context.ask(self, worklist.worklist, self._show, self._on_failed)
        if self.charts:
            self._context.ask(self, shifts.audit_seq, self._reload_charts, self._on_failed)

    # ---- building -----------------------------------------------------------------------------

    def _charted(self) -> list[Register]:
        """Figures are for those who see cases; a register without these fields has no charts."""
        fields = (year_charts.CAUSE, year_charts.DEPARTMENT)
        fitting = [one for one in REGISTERS if all(name in one.by_name for name in fields)]
        return fitting[:1] if self._shift.may(Permission.READ) else []

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_CARD)
        head.addWidget(label(_("今天要办的事"), "title"))
        head.addWidget(self.day)
        head.addStretch(1)
        if self._shift.may(Permission.PRINT):
            head.addWidget(self.hand_over)
        for button in self._buttons():
            head.addWidget(button)
        inner = QWidget()
        inner.setObjectName("Plain")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_CARD)
        self._column.addWidget(self.list, 1)
        for charts in self.charts:
            self._column.addWidget(charts)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self.list.setMinimumHeight(_LIST_LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, _TOP, theme.MARGIN, theme.GAP_CARD)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.chips)
        column.addWidget(self._area, 1)

    def _buttons(self) -> list[QWidget]:
        if not self._shift.may(Permission.REGISTER):
            return []
        first, *others = REGISTERS
        usual = primary(_("登记{item}").format(item=_(first.item)), "plus")
        usual.clicked.connect(lambda: self.new_asked.emit(first))
        other = outlined(_("登记其他…"), "plus")
        other.clicked.connect(lambda: self._ask_register(other, others))
        return [other, usual]

    def _ask_register(self, button: QWidget, registers: Sequence[Register]) -> None:
        offer(button, [Entry(_(one.item), one) for one in registers], self.new_asked.emit)

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.list.opened.connect(self._open)
        self.problem.acted.connect(self._try_again)
        self.hand_over.clicked.connect(self._ask_ward_sheet)
        if self._shift.may(Permission.PRINT):
            self._add_key("Ctrl+J", self._ask_ward_sheet)
        self._context.changed.connect(self._on_changed)
        for charts in self.charts:
            charts.asked.connect(self.records_asked)
        if self._shift.may(Permission.REGISTER):
            self._add_key("Ctrl+N", lambda: self.new_asked.emit(REGISTERS[0]))

    def _add_key(self, keys_pressed: str, act: Callable[[], object]) -> None:
        key = QShortcut(QKeySequence(keys_pressed), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(act)

    # ---- showing ------------------------------------------------------------------------------

    def _show_day(self) -> None:
        today = clock.today()
        words = _("{y} 年 {m} 月 {d} 日").format(y=today.year, m=today.month, d=today.day)
        self.day.setText(f"{words} {_(WEEKDAYS[today.weekday()])}")

    def _show(self, work: WorkList) -> None:
        self.problem.hide()
        self._work = work
        self.chips.set_chips(worklist_rows.chips(work))
        self._show_rows()
        self.counted.emit(work)

    def _show_rows(self) -> None:
        holder: QWidget | None = self.window().focusWidget()
        had_focus = holder is not None and self.list.isAncestorOf(holder)
        tasks = self._work.of(self.chips.current())
        self._by_key = {one.key: one for one in tasks}
        self.list.set_rows(list(self._by_key), [worklist_rows.cells(one) for one in tasks])
        self.list.set_footer(self._footer(len(tasks)))
        if not tasks:
            self.empty.show_text(*worklist_rows.nothing_words(self._work.next_due))
        self.list.show_instead(None if tasks else self.empty)
        if tasks and self.list.current() is None:
            self.list.view.select_row(0)
        if had_focus:
            self.focus_list()

    def _footer(self, shown: int) -> str:
        group = self.chips.current()
        many = worklist_rows.many(self._work, group)
        if not self._work.is_whole:
            return _("未办结的太多，只看了最早和最近的各 {n} 件").format(n=LOOKED_AT_MOST // 2)
        if shown < many:
            return _("共 {all} 件，先列出最急的 {n} 件").format(all=many, n=shown)
        return _("{n} 件，已全部列出").format(n=shown)

    def _reload_charts(self, seq: int) -> None:
        for charts in self.charts:
            charts.reload(year_charts.stamp(seq))

    # ---- acting -------------------------------------------------------------------------------

    def _open(self, key: Any) -> None:
        if (task := self._by_key.get(key)) is not None:
            self.task_asked.emit(task)

    def _ask_ward_sheet(self) -> None:
        self._context.ask(self, ward_sheet.ward_sheet, self._show_ward_sheet, self._on_failed)

    def _show_ward_sheet(self, sheet: WardSheet) -> None:
        dialog = WardSheetDialog(self, sheet)
        dialog.record_asked.connect(self.record_asked)
        dialog.accepted.connect(lambda: WardSheetWindow(self._context, self).show())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_changed(self, _changes: Changes) -> None:
        """Reload when seen, else later."""
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _on_failed(self, error: Exception) -> None:
        messages.show(self, error)

    def _try_again(self) -> None:
        self.problem.hide()
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Charts fold two by two below the list in a narrow window, and go in a low one."""
        super().resizeEvent(event)
        is_low = self.window().height() < theme.LOW_WINDOW
        is_narrow = self.window().width() < theme.TIGHT_WINDOW
        for charts in self.charts:
            charts.fold(is_narrow=is_narrow)
            charts.setVisible(not is_low)
        room = self._area.viewport().height() if is_narrow and not is_low else _LIST_LEAST
        self.list.setMinimumHeight(min(room, _LIST_LEAST * 2) if not is_low else 0)
        height = theme.ROW_LOW_WINDOW if is_low else theme.ROW_REGISTER
        if height != self.list.view.row_height():
            self.list.view.set_row_height(height)
            self.list.relayout()
