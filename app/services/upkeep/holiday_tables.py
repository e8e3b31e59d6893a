"""A holiday table as a file: its rows read into special days, with everything that is wrong with it.

A table has a heading row with 日期 and 安排 (放假 or 上班); 至 and 名称 may stand beside them. It must
hold whole years: a year half known would be counted wrong without anybody being told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import FileProblem
from app.i18n import N_, _
from app.services.days import workdays
from app.services.days.workdays import SATURDAY, WEEKDAYS, SpecialDay
from app.services.imports import dates, workbook
from app.services.imports.cells import Cell, Row, is_blank, letter, shown
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake

NOTE_LIMIT = 60
LONGEST_STRETCH = 15

DAY, UNTIL, MEANING, NOTE = "day", "until", "meaning", "note"
_HEADINGS = {
    DAY: ("日期", "开始日期", "起", "从", "放假日期", "开始", "date"),
    UNTIL: ("至", "结束日期", "止", "到", "结束", "截止日期"),
    MEANING: ("安排", "类型", "放假或上班", "是否上班", "放假/上班", "性质"),
    NOTE: ("名称", "说明", "节日", "节假日", "备注", "假期"),
}
_REST = frozenset({"放假", "休息", "休", "假", "节假日", "放假日", "否", "不上班"})
_WORK = frozenset({"上班", "调休上班", "补班", "班", "工作日", "调休", "是", "调休补班"})

# What every published year has; a table without one of them is not whole. Month and day, from – to.
_NEEDED: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = (
    (N_("元旦"), (1, 1), (1, 4)),
    (N_("春节"), (1, 20), (2, 28)),
    (N_("清明节"), (4, 3), (4, 7)),
    (N_("劳动节"), (5, 1), (5, 5)),
    (N_("端午节"), (5, 24), (6, 28)),
    (N_("国庆节"), (10, 1), (10, 7)),
)


@dataclass(frozen=True)
class Table:
    """What a file says: the whole years it holds, the days of these, and the mistakes in it."""

    file: str
    sheet: str
    rows: int
    years: tuple[int, ...]
    days: tuple[SpecialDay, ...]
    mistakes: tuple[Mistake, ...]


def read(path: Path) -> Table:
    """Read a file and say everything that is wrong with it at once. Raises FileProblem."""
    book = workbook.read(path)
    found = own_tables.locate(book.sheets, _HEADINGS, (DAY, MEANING))
    if found is None:
        raise FileProblem(
            _(
                "“{file}”里没有找到表头行。要有“日期”和“安排”两列，“安排”写 放假 或 上班；"
                "“至”和“名称”可有可无。"
            ).format(file=path.name)
        )
    mistakes: list[Mistake] = []
    days = _read_rows(found.rows, found.columns, mistakes)
    years = _whole_years(days)
    mistakes += _gaps(days, years)
    return Table(path.name, found.sheet, len(found.rows), years, tuple(days), tuple(mistakes))


def _whole_years(days: Iterable[SpecialDay]) -> tuple[int, ...]:
    """The years a table is about; a few days around New Year may belong to the year beside it."""
    edges = {(12, day) for day in range(25, 32)} | {(1, day) for day in range(1, 6)}
    return tuple(sorted({d.day.year for d in days if (d.day.month, d.day.day) not in edges}))


def _read_rows(
    rows: Iterable[Row], columns: Mapping[str, int], mistakes: list[Mistake]
) -> list[SpecialDay]:
    found: dict[date, tuple[int, SpecialDay]] = {}
    for row in rows:
        meaning = _meaning(row, columns, mistakes)
        stretch = _stretch(row, columns, mistakes)
        note = shown(row.cell(columns[NOTE])).strip()[:NOTE_LIMIT] if NOTE in columns else ""
        if meaning is None:
            continue
        for day in stretch:
            special = SpecialDay(day, meaning, note)
            earlier = found.get(day)
            if earlier is not None and earlier[1].is_workday != meaning:
                mistakes.append(
                    Mistake(
                        row.number, letter(columns[DAY]), day.isoformat(),
                        _("第 {row} 行说这一天{what}，两行只能留一行").format(
                            row=earlier[0], what=_("上班") if earlier[1].is_workday else _("放假")
                        ),
                    )
                )  # fmt: skip
            elif meaning and day.weekday() < SATURDAY:
                mistakes.append(
                    Mistake(
                        row.number, letter(columns[DAY]), day.isoformat(),
                        _("调休上班的周末；这一天是{weekday}，核对年份").format(
                            weekday=_(WEEKDAYS[day.weekday()])
                        ),
                    )
                )  # fmt: skip
            else:
                found[day] = (row.number, special)
    return [found[day][1] for day in sorted(found)]


def _meaning(row: Row, columns: Mapping[str, int], mistakes: list[Mistake]) -> bool | None:
    cell = row.cell(columns[MEANING])
    text = shown(cell).strip()
    if text in _WORK:
        return True
    if text in _REST:
        return False
    mistakes.append(
        Mistake(row.number, letter(columns[MEANING]), text or _("（空）"), _("放假 或 上班"))
    )
    return None


def _stretch(row: Row, columns: Mapping[str, int], mistakes: list[Mistake]) -> tuple[date, ...]:
    first = _day(row, columns[DAY], mistakes)
    last = first
    if UNTIL in columns and not is_blank(row.cell(columns[UNTIL])):
        last = _day(row, columns[UNTIL], mistakes)
    if first is None or last is None:
        return ()
    days = tuple(workdays.days_between(first, last))
    if not days or len(days) > LONGEST_STRETCH:
        mistakes.append(
            Mistake(
                row.number, letter(columns[UNTIL]), last.isoformat(),
                _("不早于 {first}，且不超过 {n} 天").format(first=first, n=LONGEST_STRETCH),
            )
        )  # fmt: skip
        return ()
    return days


def _day(row: Row, column: int, mistakes: list[Mistake]) -> date | None:
    cell: Cell = row.cell(column)
    try:
        if is_blank(cell):
            raise dates.NotADate(_("这里还空着"))
        return dates.read_day(cell)
    except dates.NotADate as why:
        mistakes.append(
            Mistake(
                row.number, letter(column), shown(cell) or _("（空）"),
                _("真实的日期，如 2027-02-05；{why}").format(why=why),
            )
        )  # fmt: skip
        return None


def _gaps(days: Iterable[SpecialDay], years: tuple[int, ...]) -> list[Mistake]:
    """Holidays every year has and this table does not."""
    off = {one.day for one in days if not one.is_workday}
    found = []
    for year in years:
        for name, (month, day), (last_month, last_day) in _NEEDED:
            first, last = date(year, month, day), date(year, last_month, last_day)
            if not any(one in off for one in workdays.days_between(first, last)):
                found.append(
                    Mistake(
                        0, "", _("{year} 年没有{name}").format(year=year, name=_(name)),
                        _("{first:%m-%d} 到 {last:%m-%d} 之间至少一天放假；一张表要有完整的一年").format(
                            first=first, last=last
                        ),
                    )
                )  # fmt: skip
    if not years:
        found.append(
            Mistake(0, "", _("没有一年是完整的"), _("一张表要有完整的一年，表头下面每行一段日期"))
        )
    return found
