"""Which column of an old register is which field: by heading, or by the hospital's mapping file."""

import hashlib
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
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
_GROUP_WORDS = re.compile("(?:基本)?(?:信息|情况|资料)$")
_LONGEST_SUBHEADING = 20
_DECORATION = re.compile(r"[\s*★☆:：、,。.]+")


Remembered = Mapping[str, Mapping[str, str]]
"""Fingerprint of the headings → normalised heading → field, empty for a column left out."""


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
    """A sheet understood: where its headings stand, its columns, and the rows under them.

    `remembered` when its columns are matched as people matched them at an earlier import.
    """

    sheet: str
    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    remembered: bool = False

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


def fingerprint(headings: Iterable[str]) -> str:
    """What tells one layout from another: its headings in their order."""
    joined = "\x00".join(normal(heading) for heading in headings)
    return hashlib.sha256(joined.encode()).hexdigest()


def find_table(
    book: Workbook,
    kind: Register,
    sheet_name: str | None = None,
    given: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
) -> Table:
    """The register in a workbook: the sheet named, or the first with a row of known headings.

    `given` (from `read_mapping`) goes before what was `remembered`, and that before what is known; an
    empty field leaves a column out. Headings may stand in two rows, the upper one naming groups.
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
    finder = _Finder(kind, known_headings(kind), given or {}, remembered or {})
    for sheet in sheets:
        table = finder.table(sheet)
        if table is not None:
            return table
    raise FileProblem(_no_headings(book.name, sheets, kind))


Heading = tuple[str, str]
"""A heading with the group it stands under, empty where there is none."""


@dataclass(frozen=True)
class _Finder:
    """Finds the heading row of a sheet and matches its columns."""

    kind: Register
    known: Mapping[str, str]
    given: Mapping[str, str]
    remembered: Remembered

    def table(self, sheet: Sheet) -> Table | None:
        """The best of the first rows, alone or as the groups over the row below it."""
        best: tuple[int, int, tuple[Column, ...], bool] | None = None
        rows = sheet.rows[: _HEADING_WITHIN + 1]
        for position, row in enumerate(rows[:_HEADING_WITHIN]):
            below = rows[position + 1] if position + 1 < len(rows) else None
            for height, headings in ((1, _single(row)), (2, _grouped(row, below))):
                if not headings:
                    continue
                columns, is_remembered = self._columns(headings)
                score = len({column.field for column in columns if column.field})
                if score >= _FEWEST_COLUMNS and (best is None or score > best[0]):
                    best = (score, position + height - 1, columns, is_remembered)
        if best is None:
            return None
        _score, last, columns, is_remembered = best
        below_it = sheet.rows[last + 1 :]
        return Table(sheet.name, sheet.rows[last].number, columns, below_it, is_remembered)

    def _columns(self, headings: Mapping[int, Heading]) -> tuple[tuple[Column, ...], bool]:
        """The columns of a heading row; of two columns for one field the first is taken."""
        texts = {index: _joined(group, text) for index, (group, text) in headings.items()}
        before = self.remembered.get(fingerprint(texts.values()))
        chosen = {**(before or {}), **self.given}
        taken: set[str] = set()
        columns: list[Column] = []
        for index, (group, text) in headings.items():
            name = self._field(group, text, chosen, columns)
            if name in taken:
                name = None
            if name is not None:
                taken.add(name)
            columns.append(Column(index, texts[index], name))
        return tuple(columns), before is not None

    def _field(
        self, group: str, text: str, chosen: Mapping[str, str], before: list[Column]
    ) -> str | None:
        whole = normal(_joined(group, text))
        if whole in chosen:
            return chosen[whole] or None
        layout = layouts.of(self.kind.name)
        if group:
            person = _GROUP_WORDS.sub("", normal(group))
            for way in (whole, normal(group + text), normal(person + text)):
                if way in self.known:
                    return self.known[way]
        name = self.known.get(normal(text))
        if name is None:
            name = _by_neighbour(layout.beside.get(normal(text), {}), before)
        stranger = next((one for who, one in layout.strangers.items() if group.startswith(who)), "")
        return None if name is None or (stranger and name.startswith(stranger)) else name


def _single(row: Row) -> dict[int, Heading]:
    return {
        index: ("", shown(cell).strip())
        for index, cell in enumerate(row.cells)
        if not is_blank(cell)
    }


def _grouped(upper: Row, lower: Row | None) -> dict[int, Heading]:
    """Headings in two rows: under a cell merged over several columns stand theirs.

    Empty when the lower row is not of that kind: a row of data fills columns that have a heading of
    their own already.
    """
    if lower is None or sum(not is_blank(cell) for cell in upper.cells) < _FEWEST_COLUMNS:
        return {}
    found: dict[int, Heading] = {}
    group, has_group = "", False
    for index in range(max(len(upper.cells), len(lower.cells))):
        top, bottom = shown(upper.cell(index)).strip(), shown(lower.cell(index)).strip()
        group = top or group
        if bottom and bottom != top:
            is_wide = not top or is_blank(upper.cell(index + 1))
            if not group or not is_wide or len(bottom) > _LONGEST_SUBHEADING or bottom.isdigit():
                return {}
            has_group = has_group or not top
            found[index] = (group, bottom)
        elif top:
            found[index] = ("", top)
    return found if has_group else {}


def _joined(group: str, text: str) -> str:
    return f"{group} {text}" if group else text


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
