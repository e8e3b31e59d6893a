"""超限点位: what is out of its limits now or was within a span, and who is to act; also on paper."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import clock
from app.clock import local
from app.i18n import N_, _
from app.services.access import Permission
from app.services.environment import out_of_limits
from app.services.environment.out_of_limits import Asked, Found, Line, Which
from app.services.environment_sheets import out_list
from app.services.forms import OUT_LIST
from app.services.people import organisation
from app.services.people.organisation import Me
from app.services.registers.environment import env_check, tools
from app.services.registers.environment.rechecking import TOLD_AFTER
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.combo import Combo, Option
from app.views.registers.state_badges import state_badge
from app.views.widgets.buttons import Chip, ChipBar
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.table import TableColumn

_WIDTH, _ROWS = 1240, 11
_W = theme.WIDTHS
_HEADS = (N_("项目、地点"), N_("检查科室"), N_("限值"), N_("首次"), N_("次数"), N_("最近一次"),
          N_("停用区域"), N_("天数"), N_("状态"), N_("下一步"))  # fmt: skip
_COLUMNS = (
    TableColumn(_W["column_stretch_least"], stretch=True),
    TableColumn(_W["column_department"]),
    TableColumn(_W["column_department"] + theme.MARGIN, drop=1),
    TableColumn(132),
    TableColumn(44),
    TableColumn(150),
    TableColumn(144),
    TableColumn(44),
    TableColumn(_W["column_status"]),
    TableColumn(196),
)
_WHICH = (
    (Which.OPEN, N_("未关闭")), (Which.RESTRICTED, N_("停用中")),
    (Which.TO_SUPERVISE, N_("等监督确认")), (Which.OFTEN, N_("累计 3 次以上")),
    (Which.WARNED, N_("预警未处理")),
)  # fmt: skip
NOW, MONTH, QUARTER, YEAR = "now", "month", "quarter", "year"
_SPANS = (
    (NOW, N_("现在")), (MONTH, N_("近 30 天")), (QUARTER, N_("近 90 天")), (YEAR, N_("今年")),
)  # fmt: skip


class OutDialog(Dialog):
    """It stays beside the other windows; Enter opens the check, Ctrl+G its trend."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = _("超出限值的点位，到复查合格、监督确认、关闭为止；排在前面的开得最久。")
        super().__init__(parent, _("超限点位"), words, icon="triangle")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self.asked = Asked()
        self._number = 0
        self._points: dict[int, int] = {}
        self.span = Combo([Option(key, _(label)) for key, label in _SPANS], name=_("时间"))
        self.chips = ChipBar(_("哪些点位"))
        self.list = CellList(_("超限点位"), [_(one) for one in _HEADS], _COLUMNS)
        self.list.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_REGISTER)
        self.notice = NoticeBar("info", "")
        self.notice.hide()
        self.add_primary(_("打开"), self._open_current, "")
        self.add_button(_("关闭"), self.reject, "close")
        self.trend = self.add_button(_("趋势"), self._ask_trend, "pulse")
        self.print_button = self.add_button(_("打印、导出"), self.print, "printer")
        self.print_button.hide()
        self._place()
        self._connect()
        self.focus_first(self.list.view)
        self.reload()

    def reload(self) -> None:
        """Look anew."""
        self._number += 1
        number = self._number

        def show(found: Found) -> None:
            if number == self._number:
                self._show(found)

        self._context.ask(self, out_of_limits.found, show, None, self.asked)

    def print(self) -> None:
        """The list on paper, as PDF or as a workbook."""
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.environment.paper.sheet_window import SheetWindow

        make = partial(out_list.paper, asked=self.asked)
        SheetWindow(self._context, OUT_LIST, make, "out", self).show()

    def show_problem(self, text: str) -> None:
        """Something failed; the list stays."""
        self.notice.show_notice("fail", text)

    # ---- inside --------------------------------------------------------------------------------

    def _place(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.span)
        row.addWidget(self.chips, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.span.chosen.connect(self._ask_span)
        self.chips.chosen.connect(self._ask_which)
        self.list.opened.connect(lambda _key: self._open_current())
        self.list.chosen.connect(lambda key: self.trend.setEnabled(bool(self._points.get(key))))
        self._context.changed.connect(lambda _changes: self.reload())
        self._context.ask(self, organisation.me, self._know, None)
        keys = {
            "Ctrl+P": self.print_button.click, "Ctrl+E": self.print_button.click,
            "Ctrl+G": self.trend.click, "F5": self.reload,
            "Ctrl+Down": self._focus_list,
        }  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self.print_button.setVisible(me.may(Permission.PRINT))

    def _ask_span(self) -> None:
        first, last = span_of(str(self.span.value()), clock.today())
        self.asked = replace(self.asked, first=first, last=last)
        self.reload()

    def _ask_which(self, key: str) -> None:
        if key:
            self.span.set_value(NOW)
            self.asked = Asked(Which(key))
            self.reload()

    def _show(self, found: Found) -> None:
        self.chips.set_chips(
            [Chip(which.value, _(label), found.counts.get(which, 0)) for which, label in _WHICH]
        )
        self.chips.set_current("" if self.asked.is_span else self.asked.which.value)
        self._points = {one.check_id: one.point_id or 0 for one in found.lines}
        self.list.set_rows(
            [one.check_id for one in found.lines], [_cells(one) for one in found.lines]
        )
        self.trend.setEnabled(bool(self._points.get(self._current())))
        n = len(found.lines)
        words = _("{what} {n} 个，已全部列出") if found.is_whole else _("{what}，只列出前 {n} 个")
        self.list.set_footer(words.format(what=out_list.words(self.asked), n=n))

    def _current(self) -> int:
        key = self.list.current()
        return key if isinstance(key, int) else 0

    def _focus_list(self) -> None:
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._current() and self.list.model.rowCount():
            self.list.view.select_row(0)

    def _open_current(self) -> None:
        if self._current():
            self._context.record_asked.emit(env_check.REGISTER.name, self._current())
        else:
            self._focus_list()

    def _ask_trend(self) -> None:
        if self._current():
            self._context.tool_asked.emit(tools.TREND.name, (self._current(),))


def span_of(key: str, today: date) -> tuple[date | None, date | None]:
    """The days of a span, both included; none for now."""
    begins = {
        MONTH: today - timedelta(days=29), QUARTER: today - timedelta(days=89),
        YEAR: today.replace(month=1, day=1),
    }  # fmt: skip
    return (begins[key], today) if key in begins else (None, None)


def _cells(one: Line) -> tuple[Cell, ...]:
    again = one.last_at != one.failed_at
    verdict = _(one.last_verdict.label) if one.last_verdict and again else ""
    often = one.failures >= TOLD_AFTER
    return (
        Cell(" ".join(part for part in (one.item, one.place) if part)),
        Cell(one.department, "text2"),
        Cell(one.limit, "text2"),
        Cell(f"{local(one.failed_at):%m-%d} {one.first_result}"),
        Cell(f"{one.failures}", "fail_fg" if often else "text", right=True),
        Cell(f"{local(one.last_at):%m-%d} {one.last_result} {verdict}" if again else "—", "text2"),
        Cell(one.restricted or "—", "fail_fg" if one.restricted else "text2"),
        Cell(f"{one.days}", right=True),
        Cell(badge=state_badge(env_check.REGISTER, one.status)),
        Cell(one.next_is),
    )
