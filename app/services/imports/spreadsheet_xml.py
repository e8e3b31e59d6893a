"""What must be known of an .ods file before its reader unfolds it: formulas and far-away cells."""

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from app.errors import FileProblem
from app.i18n import _
from app.services.imports.cells import MOST_COLUMNS, MOST_ROWS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class _Far(Exception):
    """A filled cell lies beyond the limits."""


def ods_formulas(path: Path, content: bytes) -> dict[tuple[str | int, int, int], str]:
    """(sheet, row, column) → formula. Raises FileProblem when repeated cells reach too far.

    A few bytes can say "repeat this a million times", and the reader would obey.
    """
    from defusedxml.ElementTree import iterparse  # postponed: only this format needs it

    found: dict[tuple[str | int, int, int], str] = {}
    sheet, row = "", 1
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("content.xml") as part:
            for event, element in iterparse(part, events=("start", "end")):
                if event == "start":
                    if element.tag == f"{_TABLE}table":
                        sheet, row = element.get(f"{_TABLE}name", ""), 1
                elif element.tag == f"{_TABLE}table-row":
                    row = _read_row(element, sheet, row, found)
                    element.clear()
    except ParseError as problem:
        raise FileProblem(
            _("“{name}”已损坏，没有读。换一份完好的副本再试。").format(name=path.name)
        ) from problem
    except _Far as problem:
        raise FileProblem(
            _("“{name}”里填了内容的格子超过 {rows} 行或 {columns} 列。删去多余的格子再试。").format(
                name=path.name, rows=MOST_ROWS, columns=MOST_COLUMNS
            )
        ) from problem
    return found


def _read_row(
    element: Element, sheet: str, row: int, found: dict[tuple[str | int, int, int], str]
) -> int:
    """Note the formulas of a row; returns the number of the row after it."""
    repeated_rows = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
    column = 1
    for cell in element:
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        formula = cell.get(f"{_TABLE}formula")
        if formula is not None or cell.get(f"{_OFFICE}value-type") is not None:
            if column + repeated - 1 > MOST_COLUMNS or row + repeated_rows - 1 > MOST_ROWS:
                raise _Far
            if formula is not None:
                for one_row in range(row, row + repeated_rows):
                    for one_column in range(column, column + repeated):
                        found[sheet, one_row, one_column] = formula.removeprefix("of:")
        column += repeated
    return row + repeated_rows
