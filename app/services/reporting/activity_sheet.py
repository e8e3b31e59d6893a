"""门诊人次、出院人次 from a table of the statistics office: one row a month, all or nothing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import clock
from app.errors import FileProblem, InvalidRecord
from app.i18n import _
from app.services.access import Permission
from app.services.imports import dates, workbook
from app.services.imports.cells import Cell, Row, is_blank, letter, shown
from app.services.imports.dates import NotADate
from app.services.operations import Changes, Operation, operation
from app.services.registers.reports.periods import Period, holding
from app.services.reports import activity
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Located, Mistake

MOST = 10_000_000
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "month": ("月份", "年月", "统计月份", "月度", "期间"),
    "outpatients": ("门诊人次", "门急诊人次", "门诊人次数", "门急诊人次数", "门诊量", "门诊"),
    "discharges": ("出院人次", "出院人数", "出院人次数", "出院患者数", "出院量", "出院"),
}
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(0?[1-9]|1[0-2])\s*月?(?:份)?")
_NUMBER = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True)
class Reading:
    """A table read without writing: the numbers by month, and everything that is wrong with it."""

    file: str
    sheet: str
    sha256: str
    months: Mapping[str, tuple[int, int]]
    mistakes: tuple[Mistake, ...]


def read(path: Path) -> Reading:
    """Read a table and say everything that is wrong with it. Nothing is written.

    Raises FileProblem when the file is no such table at all.
    """
    book = workbook.read(path)
    located = own_tables.locate(book.sheets, _HEADINGS, _HEADINGS)
    if located is None:
        words = _("“{file}”里没有找到表头行。要有三列：月份、门诊人次、出院人次。")
        raise FileProblem(words.format(file=path.name))
    found: dict[str, tuple[int, int]] = {}
    mistakes: list[Mistake] = []
    for row in located.rows:
        if any(not is_blank(row.cell(place)) for place in located.columns.values()):
            _Row(row, located, mistakes).read_into(found)
    if not found and not mistakes:
        mistakes.append(Mistake(0, "", _("一个月也没有"), _("表头下面每行一个月")))
    return Reading(path.name, located.sheet, book.sha256, found, tuple(mistakes))


@operation("activity.import")
def bring_in(current: Operation, reading: Reading) -> Changes:
    """Keep all months of a table that has no mistakes. Raises InvalidRecord while it has some."""
    current.require(Permission.ENTER_FIGURES)
    if reading.mistakes:
        raise InvalidRecord(
            {"file": _("表里还有 {n} 处要改，改好再导入").format(n=len(reading.mistakes))}
        )
    activity.write(current, reading.months)
    current.event(
        "activity.import", file=reading.file, sha256=reading.sha256, months=len(reading.months)
    )
    return current.changes()


class _Row:
    """One row of the table: its cells by column, and where its mistakes are written down."""

    def __init__(self, row: Row, located: Located, mistakes: list[Mistake]) -> None:
        self._row, self._columns, self._mistakes = row, located.columns, mistakes

    def read_into(self, found: dict[str, tuple[int, int]]) -> None:
        """Add the month unless something is wrong with it."""
        month = self._month()
        out, inside = self._number("outpatients"), self._number("discharges")
        if month is not None and month.code in found:
            self._wrong("month", _("一个月一行，上面已经有这个月"))
        elif month is not None and out is not None and inside is not None:
            found[month.code] = (out, inside)

    def _month(self) -> Period | None:
        cell = self._cell("month")
        month = None if is_blank(cell) else _month(cell)
        if month is None:
            self._wrong("month", _("年和月，例如 2026-10 或 2026年10月"))
        elif month.first > clock.today():
            self._wrong("month", _("还没有到的月份不填"))
            month = None
        return month

    def _number(self, name: str) -> int | None:
        text = unicodedata.normalize("NFKC", shown(self._cell(name))).strip().removesuffix(".0")
        if not _NUMBER.fullmatch(text) or int(text.replace(",", "")) > MOST:
            self._wrong(name, _("0 到 {most} 的整数，没有就写 0").format(most=MOST))
            return None
        return int(text.replace(",", ""))

    def _cell(self, name: str) -> Cell:
        return self._row.cell(self._columns[name])

    def _wrong(self, name: str, expected: str) -> None:
        found = shown(self._cell(name)) or _("（空）")
        place = letter(self._columns[name])
        self._mistakes.append(Mistake(self._row.number, place, found[:80], expected))


def _month(cell: Cell) -> Period | None:
    """The month a cell names: words, or any day of it. `2026.1` as a number may be October: none."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        if named := _MONTH.fullmatch(text):
            return holding(date(int(named[1]), int(named[2]), 1), 1)
    if isinstance(cell, float) and not cell.is_integer():
        return None
    if isinstance(cell, int | float) and (named := _MONTH.fullmatch(str(int(cell)))):
        return holding(date(int(named[1]), int(named[2]), 1), 1)
    try:
        return holding(dates.read_day(cell), 1)
    except NotADate:
        return None
