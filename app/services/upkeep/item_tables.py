"""The hospital's catalogue of goods as a file: code, name, category and unit of each row, and more."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import FileProblem
from app.i18n import _
from app.models.materials.item import ItemCategory
from app.services.imports import workbook
from app.services.imports.cells import Cell, Row, is_blank, letter, shown
from app.services.imports.headings.materials import CATEGORIES
from app.services.text import clean, too_long
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake

LIMITS: Mapping[str, int] = {
    "code": 40, "name": 60, "specification": 60, "model": 60, "unit": 20, "manufacturer": 120,
    "registration_number": 60,
}  # fmt: skip
MOST_ITEMS = 50_000
_NEEDED = ("code", "name", "category", "unit")
_HEADINGS = {
    "code": ("编码", "物品编码", "物资编码", "药品编码", "材料编码", "代码", "编号", "code"),
    "name": ("名称", "物品名称", "品名", "通用名称", "通用名", "产品名称", "药品名称", "物资名称"),
    "category": ("类别", "物品类别", "分类", "物资类别"),
    "specification": ("规格", "规格型号", "包装规格"),
    "model": ("型号",),
    "unit": ("单位", "计量单位", "包装单位"),
    "manufacturer": ("生产企业", "生产厂家", "厂家", "生产厂商", "生产单位", "产地"),
    "registration_number": (
        "注册证号", "注册证", "批准文号", "注册证编号", "医疗器械注册证号", "注册证/批准文号"),
    "implant": ("植入", "植入物", "是否植入", "植入标志"),
}  # fmt: skip
_YES = frozenset({"是", "√", "✓", "y", "yes", "1", "true", "植入"})
_NO = frozenset({"", "否", "×", "n", "no", "0", "false", "非植入", "/", "—"})


@dataclass(frozen=True)
class ItemTable:
    """What a file says, and everything that is wrong with it; each item by the names of its columns."""

    file: str
    sheet: str
    sha256: str
    items: tuple[Mapping[str, Any], ...]
    mistakes: tuple[Mistake, ...]


def read(path: Path) -> ItemTable:
    """Read a file and say everything that is wrong with it at once. Raises FileProblem."""
    book = workbook.read(path)
    located = own_tables.locate(book.sheets, _HEADINGS, _NEEDED)
    if located is None:
        raise FileProblem(
            _(
                "“{file}”里没有找到表头行。要有“编码”“名称”“类别”“单位”四列；"
                "“规格”“型号”“生产企业”“注册证号”“植入”有就一并导入。"
            ).format(file=path.name)
        )
    mistakes: list[Mistake] = []
    found: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for row in located.rows:
        if all(is_blank(row.cell(place)) for place in located.columns.values()):
            continue
        item = _Row(row, located.columns, mistakes).read()
        if item is None:
            continue
        code = str(item["code"])
        if code in found:
            expected = _("第 {row} 行已有这个编码，两行只能留一行").format(row=found[code][0])
            place = letter(located.columns["code"])
            mistakes.append(Mistake(row.number, place, code, expected))
        else:
            found[code] = (row.number, item)
    if not found and not mistakes:
        expected = _("表头下面每行一种：编码、名称、类别、单位")
        mistakes.append(Mistake(0, "", _("一种也没有"), expected))
    if len(found) > MOST_ITEMS:
        expected = _("最多 {n} 种").format(n=MOST_ITEMS)
        mistakes.append(Mistake(0, "", _("{n} 种").format(n=len(found)), expected))
    items = tuple(item for _number, item in found.values())
    return ItemTable(path.name, located.sheet, book.sha256, items, tuple(mistakes))


class _Row:
    """One row of the table: its cells by column, and where its mistakes are written down."""

    def __init__(self, row: Row, columns: Mapping[str, int], mistakes: list[Mistake]) -> None:
        self._row, self._columns, self._mistakes = row, columns, mistakes

    def read(self) -> Mapping[str, Any] | None:
        """The item; None where something is wrong."""
        before = len(self._mistakes)
        item: dict[str, Any] = {name: self._text(name) for name in LIMITS}
        item["category"] = self._category()
        item["implant"] = self._implant()
        return item if len(self._mistakes) == before else None

    def _text(self, name: str) -> str:
        text = _words(self._cell(name))
        if not text and name in _NEEDED and is_blank(self._cell(name)):
            self._wrong(name, _("每行都要有"))
        elif not text and not is_blank(self._cell(name)):
            self._wrong(name, _("文字或数字；日期、公式不行，把这一列设成文本"))
        elif problem := too_long(text, LIMITS[name]):
            self._wrong(name, problem)
        return text

    def _category(self) -> ItemCategory | None:
        text = _words(self._cell("category"))
        for one in ItemCategory:
            if text in (one.label, one.value):
                return one
        if isinstance(known := CATEGORIES.get(text), ItemCategory):
            return known
        self._wrong("category", "、".join(_(one.label) for one in ItemCategory))
        return None

    def _implant(self) -> bool:
        text = _words(self._cell("implant")).casefold()
        if text not in _YES | _NO:
            self._wrong("implant", _("是或否，空着就是否"))
        return text in _YES

    def _cell(self, name: str) -> Cell:
        place = self._columns.get(name)
        return None if place is None else self._row.cell(place)

    def _wrong(self, name: str, expected: str) -> None:
        found = shown(self._cell(name)) or _("（空）")
        place = letter(self._columns[name])
        self._mistakes.append(Mistake(self._row.number, place, found[:80], expected))


def _words(cell: Cell) -> str:
    """Words and numbers; a code that a sheet has turned into a date is not guessed back."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, str | int | float):
        return clean(" ".join(shown(cell).split()))
    return ""
