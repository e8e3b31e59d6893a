"""系统 › 节假日: the years that are known, their special days, and the way to bring a year in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.days.workdays import WEEKDAYS
from app.services.upkeep import holidays
from app.services.upkeep.holidays import Day, Year
from app.views import theme
from app.views.context import Context
from app.views.settings.holiday_dialog import HolidayDialog
from app.views.settings.sub_page import SubPage
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import primary
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.table import TableColumn

_YEAR_COLUMNS = (
    TableColumn(92, stretch=True),
    TableColumn(88),
    TableColumn(88),
    TableColumn(112),
)
_DAY_COLUMNS = (
    TableColumn(theme.WIDTHS["date"]),
    TableColumn(70),
    TableColumn(128),
    TableColumn(130),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)
_YEARS_WIDTH = 420


class HolidaysPage(SubPage):
    """Years at the left, the days of the chosen year at the right."""

    permission = Permission.CONFIGURE
    tables = frozenset({"calendar_day", "calendar_year"})
    keys = (("Ctrl+N", N_("导入节假日表")), ("↑ ↓", N_("换年份")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.bring_in = primary(_("导入节假日表…"), "import")
        self.missing = NoticeBar("wait", "")
        self.missing.set_closable(False)
        self.missing.hide()
        headings = (_("年份"), _("平日放假"), _("周末上班"), _("状态"))
        self.years = CellList(_("年份"), headings, _YEAR_COLUMNS)
        self.years.setFixedWidth(_YEARS_WIDTH)
        day_headings = (_("日期"), _("星期"), _("安排"), _("名称"), _("依据"))
        self.days = CellList(_("放假和调休的日子"), day_headings, _DAY_COLUMNS)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.years)
        row.addWidget(self.days, 1)
        self.column.insertWidget(0, self.missing)
        self.column.addLayout(row, 1)
        self.bring_in.clicked.connect(self.make_new)
        self.years.chosen.connect(lambda _year: self._ask_days())

    def head_buttons(self) -> Sequence[QWidget]:
        """Bringing a table in."""
        return (self.bring_in,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.bring_in,)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看节假日。导入节假日表由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read the years anew; the days follow."""
        self.context.ask(self, holidays.years, self._show_years, None)

    def focus_first(self) -> None:
        """The years."""
        self.years.view.setFocus()

    def make_new(self) -> None:
        """Open the dialog that brings a table in."""
        if not self.bring_in.isEnabled():
            return
        self.open_form(HolidayDialog(self.context, self.window()))

    def _show_years(self, years: list[Year]) -> None:
        unknown = [one.year for one in years if not one.known]
        self.missing.setVisible(bool(unknown))
        if unknown:
            named = "、".join(str(year) for year in sorted(unknown))
            self.missing.show_notice(
                "wait",
                _("{years} 年节假日表还没有导入，跨年的到期日只按周末推算").format(years=named),
                _("涉及的到期日都注明“未载入”。导入后，办理中的期限自动重算。"),
            )
        self.years.set_rows([one.year for one in years], [_year_row(one) for one in years])
        known = sum(1 for one in years if one.known)
        self.years.set_footer(_("已有 {n} 年").format(n=known))
        if self.years.current() is None and years:
            first = next((one.year for one in years if one.known), years[0].year)
            self.years.choose(first)
        else:
            self._ask_days()

    def _ask_days(self) -> None:
        year = self.years.current()
        if isinstance(year, int):
            self.context.ask(self, holidays.special_days, self._show_days, None, year)

    def _show_days(self, days: list[Day]) -> None:
        self.days.set_rows([one.day for one in days], [_day_row(one) for one in days])
        off = sum(1 for one in days if not one.is_workday)
        self.days.set_footer(
            _("{year} 年：放假 {off} 天，调休上班 {worked} 天").format(
                year=self.years.current(), off=off, worked=len(days) - off
            )
            if days
            else _("{year} 年没有数据，只按周末推算").format(year=self.years.current())
        )


def _year_row(one: Year) -> tuple[Cell, ...]:
    if not one.known:
        return (
            Cell(str(one.year)),
            Cell("—", "text3", right=True),
            Cell("—", "text3", right=True),
            Cell(badge=Badge(_("未载入"), "exclamation", "wait")),
        )
    return (
        Cell(str(one.year)),
        Cell(_("{n} 天").format(n=one.off), right=True),
        Cell(_("{n} 天").format(n=one.worked), right=True),
        Cell(badge=Badge(_("已载入"), "tick", "pass")),
    )


def _day_row(one: Day) -> tuple[Cell, ...]:
    plan = (
        Badge(_("调休上班"), "exclamation", "wait")
        if one.is_workday
        else Badge(_("放假"), "dot", "neutral")
    )
    return (
        Cell(one.day.isoformat()),
        Cell(_(WEEKDAYS[one.day.weekday()]), "text2"),
        Cell(badge=plan),
        Cell(_(one.note)),
        Cell(_(one.source), "text2"),
    )
