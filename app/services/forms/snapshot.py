"""Takes a template apart: rows with all their styles, cells with their spans, bands that hold."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from openpyxl.styles.cell_style import StyleArray

from app.services.forms import book as books
from app.services.forms import grammar
from app.services.forms.book import Book

# Templates kept read: ours and some of the hospital, each a few hundred kilobytes.
_KEPT = 16


@dataclass(frozen=True)
class Slot:
    """A cell, or a merged block of cells, of one band; `row` counts from the band's first row."""

    row: int
    column: int
    rows: int
    columns: int
    value: object
    style: StyleArray

    @cached_property
    def text(self) -> str:
        """The template's text of this cell."""
        return "" if self.value is None else str(self.value)

    @cached_property
    def has_field(self) -> bool:
        """Whether data comes here; a cell without is a label and is repeated on every page."""
        return grammar.MARKER.search(self.text) is not None


@dataclass(frozen=True)
class TemplateRow:
    """One row of the template: its number there, its height, the style of every cell."""

    number: int
    height: float
    styles: dict[int, StyleArray]


@dataclass(frozen=True)
class Band:
    """The smallest run of rows that no merge crosses: it repeats and keeps together."""

    rows: tuple[TemplateRow, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def repeats(self) -> str | None:
        """The field whose lines this band is printed for."""
        for slot in self.slots:
            for found in grammar.placeholders(slot.text):
                if found.kind == "lines":
                    return found.name
        return None


@dataclass(frozen=True)
class Snapshot:
    """A template taken apart."""

    bands: tuple[Band, ...]
    widths: tuple[float, ...]
    titles: range

    def width(self, slot: Slot) -> float:
        """Points a cell is wide."""
        return sum(self.widths[slot.column - 1 : slot.column - 1 + slot.columns])

    def room(self, band: Band, slot: Slot) -> float:
        """Points a text on one line may take: it runs over empty cells at the right."""
        width = self.width(slot)
        if slot.columns > 1 or slot.rows > 1:
            return width
        taken = {
            column
            for other in band.slots
            if (other.text or other.columns > 1) and other.row <= slot.row < other.row + other.rows
            for column in range(other.column, other.column + other.columns)
        }
        for column in range(slot.column + 1, len(self.widths) + 1):
            if column in taken:
                break
            width += self.widths[column - 1]
        return width


def opened(template: Path | bytes) -> tuple[Book, Snapshot]:
    """A template read and taken apart, once for all forms filled into it; fill an `emptied` copy."""
    path = template if isinstance(template, Path) else None
    return _opened(books.content_of(template), path)


@lru_cache(_KEPT)
def _opened(content: bytes, path: Path | None) -> tuple[Book, Snapshot]:
    book = books.parsed(content, path) if path else books.load(content)
    books.drop_moving_parts(book)
    return book, take(book)


def take(book: Book) -> Snapshot:
    """Take the template apart; nothing of the book is changed."""
    private: Any = book.sheet
    cells: dict[tuple[int, int], Any] = private._cells
    last_row = max((row for row, _column in cells), default=0)
    last_column = max((column for _row, column in cells), default=0)
    spans = _spans(book)
    for (row, column), (rows, columns) in spans.items():
        last_row = max(last_row, row + rows - 1)
        last_column = max(last_column, column + columns - 1)
    template = {
        number: TemplateRow(number, book.row_height(number), {})
        for number in range(1, last_row + 1)
    }
    for (row, column), cell in sorted(cells.items()):
        template[row].styles[column] = copy(cell._style)
    bands = tuple(
        Band(tuple(template[number] for number in run), tuple(_slots(run, cells, spans)))
        for run in _bands(last_row, spans)
    )
    return Snapshot(bands, tuple(book.column_widths(last_column)), book.title_rows())


def _spans(book: Book) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in book.sheet.merged_cells.ranges
    }


def _bands(last_row: int, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[range]:
    reach = {row: row for row in range(1, last_row + 1)}
    for (row, _column), (rows, _columns) in spans.items():
        reach[row] = max(reach[row], row + rows - 1)
    start = end = 1
    for row in range(1, last_row + 1):
        if row > end:
            yield range(start, end + 1)
            start = row
        end = max(end, reach[row])
    if last_row:
        yield range(start, end + 1)


def _slots(
    run: range,
    cells: dict[tuple[int, int], Any],
    spans: dict[tuple[int, int], tuple[int, int]],
) -> Iterator[Slot]:
    inner = {
        (at_row, at_column)
        for (row, column), (rows, columns) in spans.items()
        if row in run
        for at_row in range(row, row + rows)
        for at_column in range(column, column + columns)
    } - spans.keys()
    for (row, column), cell in sorted(cells.items()):
        if row in run and (row, column) not in inner:
            rows, columns = spans.get((row, column), (1, 1))
            yield Slot(row - run.start, column, rows, columns, cell.value, copy(cell._style))
