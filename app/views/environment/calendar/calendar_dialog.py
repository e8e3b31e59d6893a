"""检查日历: a month of a department's checks, and beside it what the chosen day holds."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.days.workdays import WEEKDAYS
from app.services.environment import calendar
from app.services.environment.calendar import Month
from app.services.environment.plan import Slot, SlotState
from app.services.operations import Changes
from app.services.people import organisation
from app.services.people.organisation import Me
from app.services.registers.environment import env_check, tools
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.environment.calendar.month_grid import MonthGrid
from app.views.inputs.combo import Combo, Option
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.buttons import outlined, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_WIDTH, _SIDE, _GRID = 1300, 424, 500
_COLUMNS = (
    TableColumn(92),
    TableColumn(theme.WIDTHS["column_stretch_least"] - 100, stretch=True),
    TableColumn(130),
)
# How a check stands → its word, sign and tone; the sign says it without the colour.
_STATES = {
    SlotState.DONE: (N_("已测"), "tick", "pass"),
    SlotState.MISSED: (N_("漏测"), "exclamation", "fail"),
    SlotState.DUE: (N_("待测"), "clock", "wait"),
    SlotState.LATER: (N_("未到"), "ring", "neutral_open"),
}
_TABLES = frozenset({"env_check", "env_point", "env_place", "env_item", "env_limit"})
ALL = 0


class CalendarDialog(Dialog):
    """It stays beside the other windows; a check that was done opens, what is due opens the round."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent, _("检查日历"), icon="calendar")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self._number = 0
        self._is_first, self._wanted = True, ALL
        self._month: Month | None = None
        self.owner = Combo([Option(ALL, _("全部科室"))], name=_("科室"))
        self.before = quiet("", "chevron-left")
        self.after = quiet("", "chevron-right")
        self.today = outlined(_("今天"), "calendar")
        self.title = label("", "title")
        self.grid = MonthGrid()
        self.day_title = label("", "strong")
        self.list = CellList(
            _("这一天的检查"), [_("状态"), _("项目"), _("地点")], _COLUMNS, theme.ROW_DRY_RUN
        )
        self.notice = NoticeBar("info", "")
        self.notice.hide()
        self.walk = self.add_primary(_("开始巡查"), self._ask_round, "clipboard")
        self.add_button(_("关闭"), self.reject, "close")
        self._place()
        self._connect()
        self.focus_first(self.grid)
        self._ask(self.grid.day().replace(day=1))

    def show_department(self, department_id: int) -> None:
        """Show the month of one department, or of all."""
        self._is_first = False
        self.owner.set_value(department_id)
        self._wanted = department_id
        self._ask(self.grid.day().replace(day=1))

    def reload(self) -> None:
        """Look anew."""
        self._ask(self.grid.day().replace(day=1))

    def show_problem(self, text: str) -> None:
        """Something failed; the month stays."""
        self.notice.show_notice("fail", text)

    # ---- building ------------------------------------------------------------------------------

    def _place(self) -> None:
        self.before.setAccessibleName(_("上个月"))
        self.after.setAccessibleName(_("下个月"))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for widget in (self.before, self.title, self.after, self.today, self.owner):
            row.addWidget(widget)
        row.addStretch(1)
        for word, mark, tone in _STATES.values():
            row.addWidget(BadgeLabel(Badge(_(word), mark, tone)))
        side = QVBoxLayout()
        side.setSpacing(theme.GAP)
        side.addWidget(self.day_title)
        side.addWidget(self.list, 1)
        self.list.setFixedWidth(_SIDE)
        self.grid.setMinimumHeight(_GRID)
        both = QHBoxLayout()
        both.setSpacing(theme.GAP_CARD)
        both.addWidget(self.grid, 1)
        both.addLayout(side)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        self.body.addLayout(both, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.grid.turn(-1))
        self.after.clicked.connect(lambda: self.grid.turn(1))
        self.today.clicked.connect(lambda: self.grid.go_to(clock.today()))
        self.owner.chosen.connect(self._on_owner)
        self.grid.month_asked.connect(self._ask)
        self.grid.walked.connect(lambda _day: self._show_day())
        self.grid.opened.connect(lambda _day: self._focus_list())
        self.list.opened.connect(self._open)
        self._context.changed.connect(self._on_changed)
        self._context.ask(self, organisation.me, self._know, None)
        keys = {"F5": self.reload, "Ctrl+Down": self._focus_list, "F6": self._next_area}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self.walk.setVisible(me.may(Permission.REGISTER))

    # ---- showing -------------------------------------------------------------------------------

    def _ask(self, first: date) -> None:
        self._number += 1
        number = self._number

        def show(month: Month) -> None:
            if number == self._number:
                self._show(month)

        chosen = self._wanted or None
        self._context.ask(self, calendar.month_of, show, None, first, chosen, own=self._is_first)

    def _on_owner(self) -> None:
        chosen = self.owner.value()
        self._wanted = chosen if isinstance(chosen, int) else ALL
        self._is_first = False
        self.reload()

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & _TABLES:
            self.reload()

    def _show(self, month: Month) -> None:
        self._month = month
        self._wanted, self._is_first = month.department_id or ALL, False
        names = [Option(one.id, one.name) for one in month.owners]
        self.owner.set_options([Option(ALL, _("全部科室")), *names])
        self.owner.set_value(self._wanted)
        self.title.setText(_("{y} 年 {m} 月").format(y=month.first.year, m=month.first.month))
        counted = {
            day: [(state, month.count(day, state)) for state in _STATES] for day in month.days
        }
        self.grid.set_month(
            month.first,
            {day: [_mark(state, n) for state, n in found if n] for day, found in counted.items()},
            {day: _said(found) for day, found in counted.items()},
        )
        self._show_day()

    def _show_day(self) -> None:
        day = self.grid.day()
        slots = self._slots()
        weekday = _(WEEKDAYS[day.weekday()])
        words = _("{m} 月 {d} 日 {weekday}").format(m=day.month, d=day.day, weekday=weekday)
        self.day_title.setText(words)
        self.list.set_rows(list(range(len(slots))), [_cells(one) for one in slots])
        done = sum(one.state is SlotState.DONE for one in slots)
        self.list.set_footer(
            _("{n} 项，已测 {done} 项").format(n=len(slots), done=done)
            if slots
            else _("这一天没有要做完的检查")
        )

    def _slots(self) -> Sequence[Slot]:
        """The checks of the chosen day, what is open first."""
        if self._month is None:
            return ()
        order = [SlotState.DUE, SlotState.MISSED, SlotState.LATER, SlotState.DONE]
        found = self._month.days.get(self.grid.day(), ())
        return sorted(found, key=lambda one: order.index(one.state))

    # ---- acting --------------------------------------------------------------------------------

    def _open(self, key: object) -> None:
        slots = self._slots()
        if not isinstance(key, int) or key >= len(slots):
            return
        if (check_id := slots[key].check_id) is not None:
            self._context.record_asked.emit(env_check.REGISTER.name, check_id)
        elif slots[key].state is SlotState.LATER:
            self.notice.show_notice("info", _("还没到这次检查的日子，到时会出现在巡查里。"))
        elif not self.walk.isHidden():
            self._ask_round()

    def _ask_round(self) -> None:
        self._context.tool_asked.emit(tools.ROUND.name, ())

    def _focus_list(self) -> None:
        if self.list.model.rowCount():
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.list.current() is None:
                self.list.view.select_row(0)

    def _next_area(self) -> None:
        if self.grid.hasFocus():
            self._focus_list()
        else:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)


def _mark(state: SlotState, many: int) -> Badge:
    _word, mark, tone = _STATES[state]
    return Badge(str(many), mark, tone)


def _said(found: Sequence[tuple[SlotState, int]]) -> str:
    parts = [f"{_(_STATES[state][0])} {n}" for state, n in found if n]
    return "，".join(parts)


def _cells(one: Slot) -> tuple[Cell, ...]:
    word, mark, tone = _STATES[one.state]
    name = f"{one.item} {one.line_name}".rstrip()
    half = f"{_(one.half)} " if one.half else ""
    return (Cell(badge=Badge(_(word), mark, tone)), Cell(half + name), Cell(one.place, "text2"))
