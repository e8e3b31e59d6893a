"""Lists of goods as workbooks: what stands in them, who took them when; written beside, then moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.services import access, audit
from app.services.files import beside, digest
from app.services.listings import lay_out, taken_words
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.text import for_cell

_HEAD = 3
_WIDTH = 130
Row = Sequence[str | int | float | date | None]


@dataclass(frozen=True)
class Table:
    """One sheet: its name, heads and rows."""

    name: str
    heads: tuple[str, ...]
    rows: Iterable[Row]


def export(
    desk: Desk, what: str, title: str, asked: str, tables: Sequence[Table], path: Path
) -> int:
    """Write the tables; who took them stands in the workbook and in the audit (`what` it was).

    Returns the lines written. Raises NotAllowed, FileProblem: then nothing is left behind.
    """
    person, at, anchor = _begin(desk)
    heading = (
        f"{founding.hospital_name(desk.database)}  {title}", asked, taken_words(person, at, anchor),
    )  # fmt: skip
    with beside(path) as building:
        lines = _write(building, heading, tables)
        _note(desk, what, lines, digest(building))
    return lines


@operation("goods.ask")
def _begin(current: Operation) -> tuple[str, datetime, str]:
    current.require(access.Permission.EXPORT)
    return current.actor.name, current.now, audit.anchor(current.session)


@operation("goods.export")
def _note(current: Operation, what: str, rows: int, sha256: str) -> None:
    current.require(access.Permission.EXPORT)
    current.event("goods.export", what=what, rows=rows, sha256=sha256)


def _write(path: Path, heading: Sequence[str], tables: Sequence[Table]) -> int:
    import xlsxwriter  # postponed: start-up time
    from xlsxwriter.exceptions import XlsxFileError  # postponed with the rest of it

    book = xlsxwriter.Workbook(str(path))
    base = {"font_name": "宋体", "font_size": 11, "valign": "top"}
    text = base | {"quote_prefix": True}
    looks = {
        "title": book.add_format(text | {"bold": True, "font_size": 14}),
        "line": book.add_format(text),
        "head": book.add_format(text | {"bold": True, "border": 1, "bg_color": "#E9EDF2"}),
        "number": book.add_format(base | {"border": 1}),
        "day": book.add_format(base | {"border": 1, "num_format": "yyyy-mm-dd", "align": "left"}),
        "cell": book.add_format(text | {"border": 1, "text_wrap": True}),
    }
    lines = sum(_sheet(book.add_worksheet(one.name), looks, heading, one) for one in tables)
    try:
        book.close()
    except XlsxFileError as problem:
        raise OSError(str(problem)) from problem
    return lines


def _sheet(sheet: Any, looks: dict[str, Any], heading: Sequence[str], table: Table) -> int:
    for place, words in enumerate(heading):
        sheet.write_string(place, 0, for_cell(words), looks["line" if place else "title"])
    for column, words in enumerate(table.heads):
        sheet.set_column_pixels(column, column, _WIDTH)
        sheet.write_string(_HEAD, column, words, looks["head"])
    last = _HEAD
    for last, row in enumerate(table.rows, _HEAD + 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, column, value, looks["day"])
            elif isinstance(value, int | float):
                sheet.write_number(last, column, value, looks["number"])
            elif value:
                sheet.write_string(last, column, for_cell(value), looks["cell"])
            else:
                sheet.write_blank(last, column, None, looks["cell"])
    sheet.autofilter(_HEAD, 0, last, len(table.heads) - 1)
    lay_out(sheet, _HEAD)
    return last - _HEAD
