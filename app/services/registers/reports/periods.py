"""The period of a report: `2026-10`, `2026-Q3`, `2026-H1`, `2026`; its days, its name, its neighbours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.i18n import _
from app.models.reports.periodic_report import ReportKind

MONTHS = 12
LENGTHS: Mapping[ReportKind, int] = {
    ReportKind.BULLETIN: 1,
    ReportKind.INSPECTION: 3,
    ReportKind.SUPERVISION: 6,
    ReportKind.COMPLAINTS: 12,
}
# Days after the end of the period in which a report is to be handed in; the procedure names none.
HANDED_IN_WITHIN: Mapping[ReportKind, int] = {
    ReportKind.BULLETIN: 10,
    ReportKind.INSPECTION: 15,
    ReportKind.SUPERVISION: 15,
    ReportKind.COMPLAINTS: 31,
}
_SHAPES = {
    1: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    3: re.compile(r"(\d{4})-Q([1-4])"),
    6: re.compile(r"(\d{4})-H([12])"),
    12: re.compile(r"(\d{4})"),
}


@dataclass(frozen=True, order=True)
class Period:
    """So many months of a year, beginning with the month `first_month`."""

    year: int
    first_month: int
    length: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.first_month, 1)

    @property
    def after(self) -> date:
        """The first day after it."""
        return self.moved(1).first

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def part(self) -> int:
        """Which quarter, half or month of the year it is, from one."""
        return (self.first_month - 1) // self.length + 1

    @property
    def code(self) -> str:
        """How it is written in a record."""
        mark = {1: f"-{self.part:02d}", 3: f"-Q{self.part}", 6: f"-H{self.part}", 12: ""}
        return f"{self.year}{mark[self.length]}"

    @property
    def name(self) -> str:
        """What people call it."""
        words = {
            1: _("{year} 年 {part} 月"),
            3: _("{year} 年第 {part} 季度"),
            6: _("{year} 年上半年") if self.part == 1 else _("{year} 年下半年"),
            12: _("{year} 年"),
        }
        return words[self.length].format(year=self.year, part=self.part)

    def moved(self, steps: int) -> "Period":
        """The period so many steps later (or earlier)."""
        months = self.year * MONTHS + self.first_month - 1 + steps * self.length
        return Period(months // MONTHS, months % MONTHS + 1, self.length)

    def year_before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.year - 1, self.first_month, self.length)

    def months(self) -> tuple["Period", ...]:
        """Its months."""
        return tuple(Period(self.year, self.first_month + at, 1) for at in range(self.length))


def parse(kind: ReportKind, code: str) -> Period | None:
    """The period a report of this kind is written for; None where the code is none of its periods."""
    length = LENGTHS[kind]
    found = _SHAPES[length].fullmatch(code)
    if found is None or not 1 < int(found[1]) < date.max.year:
        return None
    part = int(found[2]) if length < MONTHS else 1
    return Period(int(found[1]), (part - 1) * length + 1, length)


def holding(day: date, length: int) -> Period:
    """The period of this length a day belongs to."""
    return Period(day.year, (day.month - 1) // length * length + 1, length)


def due_on(kind: ReportKind, period: Period) -> date:
    """The last day on which a report is handed in on time."""
    return period.last + timedelta(days=HANDED_IN_WITHIN[kind])


def title(kind: ReportKind, period: Period, department: str) -> str:
    """What a report is called in lists and on its paper."""
    words = {
        ReportKind.INSPECTION: _("{period}检验汇总分析（{department}）"),
        ReportKind.SUPERVISION: _("{period}医用物品监督检查"),
        ReportKind.COMPLAINTS: _("{period}度投诉汇总"),
        ReportKind.BULLETIN: _("{period}投诉反馈通报（{department}）"),
    }
    name = period.name.replace(" ", "") if kind is ReportKind.COMPLAINTS else period.name
    return words[kind].format(period=name, department=department)
