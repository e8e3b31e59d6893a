"""The four charts of 首页 and which records stand behind each of their values."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app import clock
from app.i18n import _
from app.services.registers.register import Register
from app.services.worklists import figures
from app.services.worklists.figures import Month, Share, Year
from app.views import theme
from app.views.context import Context
from app.views.home.chart_card import ChartCard
from app.views.home.charts import ColumnChart, LineChart, Point, RowChart
from app.views.registers.listing import filters as f
from app.views.registers.listing.filters import Filters

GOAL = 95
CAUSE, DEPARTMENT = "main_cause", "respondent_department_id"
_HEIGHT = 184
_TOP = 3


@dataclass(frozen=True)
class Asked:
    """The records somebody wants to see: of this register, narrowed so."""

    register: str
    filters: Filters


class YearCharts(QWidget):
    """Received, causes, answered in time, departments: the last twelve months of one register."""

    asked = Signal(object)  # Asked

    def __init__(self, context: Context, register: Register) -> None:
        super().__init__()
        self._context, self._register = context, register
        self._year = Year((), (), ())
        self._stamp: object = None
        item = _(register.item)
        self.received = ChartCard(
            _("{item}件数").format(item=item), ColumnChart(_("每月件数")), _("月份")
        )
        self.causes = ChartCard(_("{item}原因").format(item=item), RowChart(_("按主因")), _("原因"))
        self.in_time = ChartCard(_("按期反馈率"), LineChart(_("每月按期反馈率"), GOAL), _("月份"))
        self.departments = ChartCard(_("被投诉科室"), RowChart(_("按科室")), _("科室"))
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP_CARD)
        self.fold(is_narrow=False)
        self.received.chosen.connect(self._ask_month)
        self.in_time.chosen.connect(self._ask_month)
        self.causes.chosen.connect(lambda place: self._ask(CAUSE, self._year.causes[place]))
        self.departments.chosen.connect(
            lambda place: self._ask(DEPARTMENT, self._year.departments[place])
        )

    def cards(self) -> tuple[ChartCard, ...]:
        """From left to right."""
        return (self.received, self.causes, self.in_time, self.departments)

    def fold(self, *, is_narrow: bool) -> None:
        """Four beside each other, or two by two."""
        columns = 2 if is_narrow else len(self.cards())
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards()):
            card.setFixedHeight(_HEIGHT)
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self.cards())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def reload(self, stamp: object) -> None:
        """Count anew, unless nothing was written since and the day is the same."""
        if stamp == self._stamp:
            return
        self._stamp = stamp
        self._context.ask(self, figures.year, self._show, None, self._register, CAUSE, DEPARTMENT)

    def _show(self, year: Year) -> None:
        self._year = year
        this = year.months[-1]
        self.received.set_points(
            [_received(one, is_current=one is this) for one in year.months],
            _("{n} 件").format(n=this.received),
            _("本月；去年同月 {n} 件").format(n=year.before),
        )
        self.causes.set_points(*_shares(year.causes, year.total))
        self.departments.set_points(*_shares(year.departments, year.total))
        known = [one for one in year.months if one.rate is not None]
        last = known[-1] if known else None
        self.in_time.set_points(
            [_rate(one, is_current=one is this) for one in year.months],
            _("{n} %").format(n=last.rate) if last else "",
            _("{m} 月；目标 {goal} %").format(m=last.first.month, goal=GOAL)
            if last
            else _("还没有反馈过；目标 {goal} %").format(goal=GOAL),
        )

    def _ask_month(self, place: int) -> None:
        month = self._year.months[place]
        self.asked.emit(Asked(self._register.name, Filters(period=month.key)))

    def _ask(self, name: str, share: Share) -> None:
        picks: dict[str, Any] = {name: share.value}
        filters = Filters(period=f.TWELVE_MONTHS, picks=picks)
        self.asked.emit(Asked(self._register.name, filters))


def _month_word(one: Month) -> str:
    """`3`, with its year at the turn of the year: months belong to years."""
    return f"{one.first:%y}-{one.first.month}" if one.first.month == 1 else str(one.first.month)


def _received(one: Month, *, is_current: bool) -> Point:
    sentence = _("{y} 年 {m} 月接到 {n} 件").format(
        y=one.first.year, m=one.first.month, n=one.received
    )
    return Point(_month_word(one), one.received, str(one.received), sentence, is_current)


def _rate(one: Month, *, is_current: bool) -> Point:
    rate = one.rate
    if rate is None:
        return Point(_month_word(one), None, "", "", is_current)
    sentence = _("{y} 年 {m} 月接到、已反馈的 {all} 件里，{n} 件按期，{rate} %").format(
        y=one.first.year, m=one.first.month, all=one.answered, n=one.in_time, rate=rate
    )
    return Point(_month_word(one), rate, str(rate), sentence, is_current, rate < GOAL)


def _shares(shares: tuple[Share, ...], total: int) -> tuple[list[Point], str, str]:
    points = [
        Point(one.label, one.count, str(one.count), _("{what} {n} 件").format(what=one.label, n=one.count))
        for one in shares
    ]  # fmt: skip
    top = sum(one.count for one in shares[:_TOP])
    figure = _("前三项 {n} %").format(n=round(100 * top / total)) if total and shares else ""
    return points, figure, _("近 12 个月")


def stamp(seq: int) -> object:
    """What the figures depend on: the day, and the last audit entry."""
    return (clock.today(), seq)
