"""A table of the hospital's own as a file: where its headings stand, and what is wrong in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import InvalidRecord
from app.i18n import _
from app.services.imports import mapping
from app.services.imports.cells import Row, Sheet, shown

_HEADING_WITHIN = 20


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in a table: where, what stands there, what should; row 0 is the table itself."""

    row: int
    column: str
    found: str
    expected: str


@dataclass(frozen=True)
class Located:
    """A sheet with its columns by name, and the rows below its headings."""

    sheet: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]


def locate(
    sheets: Iterable[Sheet], headings: Mapping[str, Sequence[str]], needed: Iterable[str]
) -> Located | None:
    """The first sheet with a heading row that names all `needed` columns.

    Of the headings a column is known by, the one that stands first in the list is taken.
    """
    wanted = set(needed)
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_HEADING_WITHIN]):
            columns = _columns(row, headings)
            if wanted <= columns.keys():
                return Located(sheet.name, columns, sheet.rows[place + 1 :])
    return None


def refuse_mistakes(mistakes: Sequence[Mistake]) -> None:
    """Raise InvalidRecord while a table has mistakes: it comes in whole or not at all."""
    if mistakes:
        words = _("表里还有 {n} 处要改，改好再导入")
        raise InvalidRecord({"file": words.format(n=len(mistakes))})


def _columns(row: Row, headings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    written = [mapping.normal(shown(cell)) for cell in row.cells]
    found: dict[str, int] = {}
    for name, known in headings.items():
        for heading in known:
            if mapping.normal(heading) in written:
                found[name] = written.index(mapping.normal(heading))
                break
    return found
