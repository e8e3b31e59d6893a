"""A hospital's scoring table (考核标准) as a file: clause, words and points of each row.

The heading row has a column for the clause, one for its words and one for the points. Rows without
clause and points are headings of the table's own and are left out; everything else must be whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from unicodedata import normalize

from app.errors import FileProblem
from app.i18n import _
from app.services.imports import workbook
from app.services.imports.cells import Cell, Formula, Row, is_blank, letter, shown
from app.services.text import clean, too_long
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake

LONGEST_CODE, LONGEST_TEXT = 30, 500
MOST_POINTS = Decimal("999999.99")
MOST_RULES = 5_000

CODE, TEXT, POINTS = "code", "text", "points"
# The first heading of a list that is found is taken: 序号 only where nothing else numbers the rows.
_HEADINGS = {
    CODE: (
        "条款", "条款号", "条款编号", "标准条款", "考核条款", "条目", "编号", "代码", "项目编号",
        "序号", "code",
    ),
    TEXT: (
        "内容", "考核内容", "标准内容", "条款内容", "扣分项目", "考核项目", "检查内容", "评分标准",
        "扣分标准", "考核标准", "考核细则", "项目", "标准", "text",
    ),
    POINTS: ("扣分", "扣分值", "每次扣分", "扣分分值", "分值", "分数", "points"),
}  # fmt: skip
_UNIT = re.compile(r"\s*分$")


@dataclass(frozen=True)
class Rule:
    """One clause with what it costs."""

    code: str
    text: str
    points: Decimal


@dataclass(frozen=True)
class Table:
    """What a file says, and everything that is wrong with it; `left_out` rows are headings."""

    file: str
    sheet: str
    sha256: str
    rules: tuple[Rule, ...]
    mistakes: tuple[Mistake, ...]
    left_out: int


def read(path: Path) -> Table:
    """Read a file and say everything that is wrong with it at once. Raises FileProblem."""
    book = workbook.read(path)
    located = own_tables.locate(book.sheets, _HEADINGS, _HEADINGS)
    if located is None:
        raise FileProblem(
            _(
                "“{file}”里没有找到表头行。要有“条款”“内容”“扣分”三列，"
                "“条款”也可以写“编号”，“扣分”也可以写“分值”。"
            ).format(file=path.name)
        )
    columns = located.columns
    mistakes: list[Mistake] = []
    rules: dict[str, tuple[int, Rule]] = {}
    left_out = 0
    for row in located.rows:
        if is_blank(row.cell(columns[CODE])) and is_blank(row.cell(columns[POINTS])):
            left_out += 1
            continue
        rule = _rule(row, columns, mistakes)
        if rule is None:
            continue
        if rule.code in rules:
            place, found = letter(columns[CODE]), rule.code
            expected = _("第 {row} 行已有这一条，两行只能留一行").format(row=rules[rule.code][0])
            mistakes.append(Mistake(row.number, place, found, expected))
        else:
            rules[rule.code] = (row.number, rule)
    if not rules and not mistakes:
        mistakes.append(Mistake(0, "", _("一条也没有"), _("表头下面每行一条：条款、内容、扣分")))
    if len(rules) > MOST_RULES:
        expected = _("最多 {n} 条").format(n=MOST_RULES)
        mistakes.append(Mistake(0, "", _("{n} 条").format(n=len(rules)), expected))
    found_rules = tuple(rule for _row, rule in rules.values())
    return Table(path.name, located.sheet, book.sha256, found_rules, tuple(mistakes), left_out)


def _rule(row: Row, columns: Mapping[str, int], mistakes: list[Mistake]) -> Rule | None:
    before = len(mistakes)

    def wrong(name: str, expected: str) -> None:
        cell = row.cell(columns[name])
        found = shown(cell) or _("（空）")
        mistakes.append(Mistake(row.number, letter(columns[name]), found[:80], expected))

    code = clean(_words(row.cell(columns[CODE])))
    if not code:
        wrong(CODE, _("条款号，如 3.2；日期或公式不行，把这一列设成文本"))
    elif problem := too_long(code, LONGEST_CODE):
        wrong(CODE, problem)
    text = clean(_words(row.cell(columns[TEXT])))
    if not text:
        wrong(TEXT, _("这一条的内容"))
    elif problem := too_long(text, LONGEST_TEXT):
        wrong(TEXT, problem)
    points = read_points(row.cell(columns[POINTS]))
    if points is None:
        wrong(POINTS, _("不小于 0 的数，最多两位小数，如 2 或 0.5；公式不行"))
    return Rule(code, text, points) if points is not None and len(mistakes) == before else None


def _words(cell: Cell) -> str:
    """Words and numbers; a clause that a sheet has turned into a date is not guessed back."""
    if isinstance(cell, str | int | float) and not isinstance(cell, bool):
        return " ".join(shown(cell).split())
    return ""


def read_points(cell: Cell) -> Decimal | None:
    """`2`, `0.5`, `２ 分`; None for what is no such number."""
    if isinstance(cell, bool | Formula) or not isinstance(cell, str | int | float):
        return None
    try:
        points = Decimal(_UNIT.sub("", normalize("NFKC", shown(cell)).strip()))
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 <= points <= MOST_POINTS:
        return None
    return points if points == points.quantize(Decimal("0.01")) else None
