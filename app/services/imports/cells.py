"""What a sheet holds once it is read: rows of plain values, whatever file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MOST_ROWS = 50_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes; its text is kept for the message, its result is never taken."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that shows an error such as #N/A."""

    text: str


Cell = str | int | float | bool | datetime | date | time | timedelta | Formula | Fault | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; `number` is its number in the file.

    `above` holds, by column, what a merged cell that began further up says for this row too.
    """

    number: int
    cells: tuple[Cell, ...]
    above: Mapping[int, Cell] = field(default_factory=dict)

    def cell(self, column: int) -> Cell:
        """The cell of a column (from 0); None beyond the end."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet without its empty rows."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet of a file, with the file's hash for the audit."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def letter(column: int) -> str:
    """The letter of a column (from 0): A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """The column (from 0) with this letter."""
    number = 0
    for character in name:
        number = number * 26 + ord(character) - ord("A") + 1
    return number - 1


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """A cell as a person sees it in the sheet."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.0f}" if cell.is_integer() else repr(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
        case Formula() | Fault():
            return cell.text
        case _:
            return str(cell)
