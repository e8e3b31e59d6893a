"""趋势: the picture of one point and all its readings beside it; both say the same, and go to paper."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.models.environment.check import EnvVerdict
from app.services.access import Permission
from app.services.environment import readings
from app.services.environment.readings import Reading
from app.services.environment.trends import trend as trends
from app.services.environment.trends.trend import Trend
from app.services.environment.upkeep import points
from app.services.environment.upkeep.points import PointView
from app.services.environment_sheets import trend_sheet
from app.services.forms import TREND_SHEET
from app.services.operations import Changes
from app.services.people import organisation
from app.services.people.organisation import Me
from app.services.registers.environment import env_check
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.environment.trend.trend_chart import TrendChart
from app.views.inputs.combo import Combo, Option
from app.views.inputs.editors import PickEdit, PickItem
from app.views.widgets.badges import Badge
from app.views.widgets.cards import Card
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.table import TableColumn

_WIDTH, _HEIGHT, _LIST = 1200, 560, 430
_COUNTS = (14, 30, 60, 120)
_HEADS = (N_("时间"), N_("结果"), N_("判定"))
_COLUMNS = (
    TableColumn(132), TableColumn(96, stretch=True), TableColumn(150),
)  # fmt: skip
_TABLES = frozenset({"env_check", "env_limit", "env_point"})
BADGES = {
    EnvVerdict.PASS: ("tick", "pass"),
    EnvVerdict.WARN: ("exclamation", "wait"),
    EnvVerdict.FAIL: ("cross", "fail"),
}


class TrendDialog(Dialog):
    """It stays beside the other windows; arrows walk in the picture, Enter opens the check."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent, _("趋势"), icon="pulse")
        self.setModal(False)
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self._context = context
        self._point = 0
        self.point = PickEdit(placeholder=_("检查点：拼音首字母、点码、项目或地点"))
        self.most = Combo(
            [Option(n, _("最近 {n} 次").format(n=n)) for n in _COUNTS], name=_("多少次")
        )
        self.title, self.limit = ElidedLabel("", "section"), label("", "muted", wrap=True)
        self.counted = label("", "label", wrap=True)
        self.chart = TrendChart()
        self.list = CellList(_("读数"), [_(one) for one in _HEADS], _COLUMNS, theme.ROW_LOW_WINDOW)
        self.open_button = self.add_primary(_("打开检查"), self._open_current, "")
        self.add_button(_("关闭"), self.reject, "close")
        self.print_button = self.add_button(_("打印、导出"), self.print, "printer")
        self.print_button.hide()
        self._place()
        self._connect()
        self.limit.setText(_("选一个检查点，看它最近的结果和限值"))
        self.focus_first(self.point.first_input())

    def show_point(self, point_id: int) -> None:
        """Show the trend of this point."""
        self._point = point_id
        self.point.set_value(point_id)
        self.reload()
        self.focus_first(self.chart)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self, check_id: int) -> None:
        """Show the trend of the point a check was made at."""
        self._context.ask(self, readings.point_of, self._take_point, None, check_id)

    def reload(self) -> None:
        """Read the point anew."""
        if self._point:
            self._context.ask(self, trends.of_point, self._show, None, self._point, self._most())

    def print(self) -> None:
        """The picture with its readings on paper."""
        if not self._point:
            self._ask_point()
            return
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.environment.paper.sheet_window import SheetWindow

        make = partial(trend_sheet.paper, point_id=self._point, most=self._most())
        SheetWindow(self._context, TREND_SHEET, make, "trend", self).show()

    # ---- inside --------------------------------------------------------------------------------

    def _place(self) -> None:
        self.point.describe(_("检查点"), "")
        self.point.setFixedWidth(theme.WIDTHS["search"])
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.point)
        head.addWidget(self.most)
        head.addWidget(self.counted, 1)
        card = Card(padding=theme.GAP_CARD)
        card.body.addWidget(self.title)
        card.body.addWidget(self.limit)
        card.body.addWidget(self.chart, 1)
        self.list.setFixedWidth(_LIST)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP_CARD)
        middle.addWidget(card, 1)
        middle.addWidget(self.list)
        self.body.addLayout(head)
        self.body.addLayout(middle, 1)

    def _connect(self) -> None:
        self.point.changed.connect(self._on_chosen)
        self.most.chosen.connect(self.reload)
        self.chart.opened.connect(self._open)
        self.chart.walked.connect(self.list.choose)
        self.list.chosen.connect(self._on_row)
        self.list.opened.connect(lambda _place: self._open_current())
        self._context.changed.connect(self._on_changed)
        self._context.ask(self, points.points, self._offer, None)
        self._context.ask(self, organisation.me, self._know, None)
        keys = {"Ctrl+P": self.print_button.click, "Ctrl+E": self.print_button.click,
                "F5": self.reload, "F6": self._next_area}  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self.print_button.setVisible(me.may(Permission.PRINT))

    def _most(self) -> int:
        value = self.most.value()
        return value if isinstance(value, int) else readings.SHOWN

    def _offer(self, found: list[PointView]) -> None:
        self.point.set_items(
            [
                PickItem(one.id, f"{one.point.place} {one.point.item}", one.code, one.initials)
                for one in found
            ]
        )
        self.point.set_value(self._point or None)

    def _on_chosen(self) -> None:
        value = self.point.value()
        if isinstance(value, int) and value != self._point:
            self._point = value
            self.reload()

    def _take_point(self, point_id: int | None) -> None:
        if point_id:
            self.show_point(point_id)
        else:
            self.limit.setText(_("这件检查没有登记检查点，没有趋势；选一个检查点再看"))

    def _show(self, trend: Trend) -> None:
        if trend.point_id != self._point:
            return
        self.title.set_full_text(trend.title)
        self.limit.setText(trends.limit_words(trend))
        self.counted.setText(trends.counted(trend))
        self.chart.set_trend(trend)
        newest_first = list(reversed(list(enumerate(trend.readings))))
        self.list.set_rows(
            [place for place, _one in newest_first],
            [_cells(trend, one) for _place, one in newest_first],
        )
        self.list.set_footer(_("{n} 次").format(n=len(newest_first)))

    def _on_row(self, place: object) -> None:
        if isinstance(place, int):
            self.chart.go_to(place)

    def _open_current(self) -> None:
        trend, place = self.chart.trend(), self.chart.current()
        if trend is None:
            self._ask_point()
        elif place < 0:
            self.chart.setFocus(Qt.FocusReason.OtherFocusReason)
            self.chart.go_to(len(trend.readings) - 1)
        else:
            self._open(trend.readings[place].check_id)

    def _ask_point(self) -> None:
        """There is nothing to print or open yet: the keyboard goes where a point is chosen."""
        self.point.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, check_id: int) -> None:
        self._context.record_asked.emit(env_check.REGISTER.name, check_id)

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & _TABLES:
            self.reload()

    def _next_area(self) -> None:
        """F6: point, picture, readings."""
        areas: list[QWidget] = [self.point.first_input(), self.chart, self.list.view]
        here = next((at for at, one in enumerate(areas) if one.hasFocus()), -1)
        areas[(here + 1) % len(areas)].setFocus(Qt.FocusReason.OtherFocusReason)


def _cells(trend: Trend, one: Reading) -> tuple[Cell, ...]:
    mark, tone = BADGES[one.verdict]
    words = _(one.verdict.label)
    if one.is_recheck:
        words = _("复查{verdict}").format(verdict=words)
    return (
        Cell(trends.moment(one.at), "text2"),
        Cell(trends.shown_value(trend, one) + (_("（可疑）") if one.doubtful else ""), right=True),
        Cell(badge=Badge(words, mark, tone)),
    )
