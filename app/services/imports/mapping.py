"""Which column of an old register is which field: by heading, or by the hospital's mapping file."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _
from app.services.imports import layouts
from app.services.imports.cells import Row, Sheet, Workbook, is_blank, letter, shown
from app.services.imports.layouts import ORIGINAL_NUMBER
from app.services.registers.register import Register

# A heading row stands within the first rows; before it come titles and notes.
_HEADING_WITHIN = 20
_FEWEST_COLUMNS = 2
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_DECORATION = re.compile(r"[\s*★☆:：、,。.]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet; `field` is None where nothing of ours corresponds to it."""

    index: int
    heading: str
    field: str | None

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood: where its headings stand, its columns, and the rows under them."""

    sheet: str
    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def mapped(self) -> tuple[Column, ...]:
        """The columns that are taken over."""
        return tuple(column for column in self.columns if column.field is not None)


def normal(heading: str) -> str:
    """A heading without decoration: `留言时间（年-月-日）*` is `留言时间`."""
    plain = _DECORATION.sub("", unicodedata.normalize("NFKC", heading)).casefold()
    return _BRACKETS.sub("", plain) or plain


def known_headings(kind: Register) -> dict[str, str]:
    """Normalised heading → field: the field's own label and what old registers call it."""
    layout = layouts.of(kind.name)
    labels = Counter(field.label for field in kind.fields)
    known = {normal(field.label): field.name for field in kind.fields if labels[field.label] == 1}
    for name, headings in layout.headings.items():
        known.update((normal(heading), name) for heading in headings)
    return known


def read_mapping(path: Path, kind: Register) -> dict[str, str]:
    """A mapping file, line by line `"留言时间" = "received_at"`. Raises FileProblem."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise FileProblem(
            _("找不到或打不开对应表“{name}”。核对位置后再试。").format(name=path.name)
        ) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise FileProblem(
            _('对应表“{name}”写得不对：每行一个 "表头" = "字段"，用 UTF-8 保存。').format(
                name=path.name
            )
        ) from problem
    allowed = {ORIGINAL_NUMBER, *kind.by_name}
    wrong = [str(name) for name in content.values() if str(name) not in allowed and name != ""]
    if wrong:
        raise FileProblem(
            _("对应表“{name}”里没有这些字段：{wrong}。可用的字段：{known}").format(
                name=path.name, wrong="、".join(wrong), known="、".join(sorted(allowed))
            )
        )
    return {normal(heading): str(name) for heading, name in content.items()}


def find_table(
    book: Workbook,
    kind: Register,
    sheet_name: str | None = None,
    given: Mapping[str, str] | None = None,
) -> Table:
    """The register in a workbook: the sheet named, or the first with a row of known headings.

    `given` (from `read_mapping`) goes before what is known; an empty field leaves a column out.
    Raises FileProblem when there is no such sheet or no heading row.
    """
    sheets = book.sheets
    if sheet_name is not None:
        sheets = tuple(sheet for sheet in book.sheets if sheet.name == sheet_name)
        if not sheets:
            raise FileProblem(
                _("“{file}”里没有工作表“{sheet}”，有的是：{sheets}").format(
                    file=book.name,
                    sheet=sheet_name,
                    sheets="、".join(sheet.name for sheet in book.sheets),
                )
            )
    known = {**known_headings(kind), **(given or {})}
    for sheet in sheets:
        table = _table(sheet, kind, known)
        if table is not None:
            return table
    raise FileProblem(_no_headings(book.name, sheets, kind))


def _table(sheet: Sheet, kind: Register, known: Mapping[str, str]) -> Table | None:
    best: tuple[int, int] | None = None
    for position, row in enumerate(sheet.rows[:_HEADING_WITHIN]):
        score = len({column.field for column in _columns(row, kind, known) if column.field})
        if score >= _FEWEST_COLUMNS and (best is None or score > best[0]):
            best = (score, position)
    if best is None:
        return None
    heading = sheet.rows[best[1]]
    return Table(
        sheet.name, heading.number, _columns(heading, kind, known), sheet.rows[best[1] + 1 :]
    )


def _columns(row: Row, kind: Register, known: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a heading row; of two columns for one field the first is taken."""
    beside = layouts.of(kind.name).beside
    taken: set[str] = set()
    columns: list[Column] = []
    for index, cell in enumerate(row.cells):
        if is_blank(cell):
            continue
        heading = shown(cell).strip()
        name = known.get(normal(heading)) or None
        if name is None and normal(heading) not in known:
            name = _by_neighbour(beside.get(normal(heading), {}), columns)
        if name in taken:
            name = None
        if name is not None:
            taken.add(name)
        columns.append(Column(index, heading, name))
    return tuple(columns)


def _by_neighbour(choices: Mapping[str, str], before: list[Column]) -> str | None:
    """`年龄` after 患者姓名 is the patient's, after 投诉人 the complainant's."""
    for column in reversed(before):
        if column.field is not None and column.field in choices:
            return choices[column.field]
    return None


def _no_headings(file: str, sheets: tuple[Sheet, ...], kind: Register) -> str:
    seen = [
        shown(cell).strip()
        for sheet in sheets[:1]
        for row in sheet.rows[:1]
        for cell in row.cells
        if not is_blank(cell)
    ]
    wanted = layouts.of(kind.name).headings
    examples = "、".join(headings[0] for headings in list(wanted.values())[:6])
    if not seen:
        return _("“{file}”里没有内容。换一个文件，或用 --sheet 指定工作表。").format(file=file)
    return _(
        "“{file}”里没有找到表头行。第一行是：{seen}。表头里至少要有两列认得出，例如 {examples}；"
        "叫法不同的，写一个对应表再试。"
    ).format(file=file, seen="、".join(seen[:8]), examples=examples)
