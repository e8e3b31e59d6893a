"""Points as a table of the hospital: which row of Table 4 is checked in which room of which department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _
from app.models.environment.standard import Frequency
from app.services.environment.table4 import LineView, RowView
from app.services.imports import workbook
from app.services.imports.cells import Cell, Row, is_blank, letter, shown
from app.services.people.directory import Choice
from app.services.text import clean, too_long
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake

MOST_POINTS = 5_000
_PLACE_LIMIT = 60
_NEEDED = ("item", "place", "department")
_HEADINGS = {
    "item": ("项目编码", "项目码", "编码", "代码", "项目", "检查项目", "code"),
    "line": ("限值", "等级", "哪一条", "参数", "类别", "限值名称"),
    "place": ("地点", "检查点", "位置", "房间", "点位", "检查地点"),
    "department": ("科室", "所在科室", "部门", "责任科室"),
    "frequency": ("频次", "检查频次", "周期"),
}


@dataclass(frozen=True)
class PointRow:
    """One point of a table, with what it is checked by."""

    number: int
    item_id: int
    line: str
    place: str
    department_id: int
    frequency: Frequency | None


@dataclass(frozen=True)
class PointTable:
    """What a file says, and everything that is wrong with it."""

    file: str
    sheet: str
    sha256: str
    points: tuple[PointRow, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Known:
    """What a table is read against: the rows of Table 4, the departments, the places there are."""

    rows: Sequence[RowView]
    departments: Sequence[Choice]
    places: Mapping[str, str]  # name → the name of its department


def read(path: Path, known: Known) -> PointTable:
    """Read a file and say everything that is wrong with it at once. Raises FileProblem."""
    book = workbook.read(path)
    located = own_tables.locate(book.sheets, _HEADINGS, _NEEDED)
    if located is None:
        raise FileProblem(
            _(
                "“{file}”里没有找到表头行。要有“项目编码”“地点”“科室”三列；"
                "“限值”“频次”有就一并导入。"
            ).format(file=path.name)
        )
    mistakes: list[Mistake] = []
    found: dict[tuple[int, str, str], PointRow] = {}
    for row in located.rows:
        if all(is_blank(row.cell(place)) for place in located.columns.values()):
            continue
        point = _Row(row, located.columns, known, mistakes).read()
        if point is None:
            continue
        key = (point.item_id, point.line, point.place)
        if key in found:
            expected = _("第 {row} 行已有这个检查点，两行只能留一行").format(row=found[key].number)
            mistakes.append(Mistake(row.number, "", point.place, expected))
        else:
            found[key] = point
    if not found and not mistakes:
        expected = _("表头下面每行一个：项目编码、地点、科室")
        mistakes.append(Mistake(0, "", _("一个也没有"), expected))
    if len(found) > MOST_POINTS:
        expected = _("最多 {n} 个").format(n=MOST_POINTS)
        mistakes.append(Mistake(0, "", _("{n} 个").format(n=len(found)), expected))
    mistakes += _two_departments(found.values())
    return PointTable(path.name, located.sheet, book.sha256, tuple(found.values()), tuple(mistakes))


def _two_departments(points: Iterable[PointRow]) -> list[Mistake]:
    """A place belongs to one department."""
    owner: dict[str, PointRow] = {}
    found = []
    for one in points:
        first = owner.setdefault(one.place, one)
        if first.department_id != one.department_id:
            words = _("第 {row} 行写的是另一个科室，一个地点只属于一个科室")
            found.append(Mistake(one.number, "", one.place, words.format(row=first.number)))
    return found


class _Row:
    """One row of the table: its cells by column, and where its mistakes are written down."""

    def __init__(
        self, row: Row, columns: Mapping[str, int], known: Known, mistakes: list[Mistake]
    ) -> None:
        self._row, self._columns, self._known, self._mistakes = row, columns, known, mistakes

    def read(self) -> PointRow | None:
        """The point; None where something is wrong."""
        before = len(self._mistakes)
        item = self._item()
        line = self._line(item) if item is not None else None
        place, department = self._place(), self._department()
        frequency = self._frequency()
        if place and department is not None:
            self._check_owner(place, department)
        if len(self._mistakes) > before or item is None or line is None or department is None:
            return None
        return PointRow(self._row.number, item.id, line.line, place, department.id, frequency)

    def _item(self) -> RowView | None:
        text = self._words("item")
        for one in self._known.rows:
            if text.casefold() == one.code.casefold() or text == one.name:
                if one.active and one.lines:
                    return one
                self._wrong("item", _("这个项目已停用或还没有限值"))
                return None
        self._wrong("item", _("表 4 的编码（如 E25）或项目名称"))
        return None

    def _line(self, item: RowView) -> LineView | None:
        """The only limit of the item, or the one named."""
        text = self._words("line")
        for one in item.lines:
            if text and text in (one.shown.name, one.line, one.shown.words):
                return one
        if len(item.lines) == 1 and not text:
            return item.lines[0]
        known = "、".join(one.shown.name or one.shown.words for one in item.lines)
        self._wrong("line" if "line" in self._columns else "item", known)
        return None

    def _place(self) -> str:
        text = self._words("place")
        if not text:
            self._wrong("place", _("每行都要有"))
        elif problem := too_long(text, _PLACE_LIMIT):
            self._wrong("place", problem)
        return text

    def _department(self) -> Choice | None:
        text = self._words("department")
        for one in self._known.departments:
            if one.active and text and text in (one.text, one.code):
                return one
        self._wrong("department", _("“系统 › 科室”里在用的科室名或科室码"))
        return None

    def _frequency(self) -> Frequency | None:
        text = self._words("frequency")
        if not text:
            return None
        for one in Frequency:
            if text in (one.label, one.value):
                return one
        self._wrong("frequency", "、".join(_(one.label) for one in Frequency))
        return None

    def _check_owner(self, place: str, department: Choice) -> None:
        owner = self._known.places.get(place)
        if owner is not None and owner != department.text:
            self._wrong(
                "department", _("“{place}”已登记在{owner}").format(place=place, owner=owner)
            )

    def _words(self, name: str) -> str:
        cell = self._cell(name)
        if isinstance(cell, str | int | float) and not isinstance(cell, bool):
            return clean(" ".join(shown(cell).split()))
        return ""

    def _cell(self, name: str) -> Cell:
        place = self._columns.get(name)
        return None if place is None else self._row.cell(place)

    def _wrong(self, name: str, expected: str) -> None:
        found = shown(self._cell(name)) or _("（空）")
        place = letter(self._columns[name]) if name in self._columns else ""
        self._mistakes.append(Mistake(self._row.number, place, found[:80], expected))
