"""Writes the filled rows back into the same worksheet, page by page, and closes every page's frame."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles import Alignment, Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break, RowBreak

from app.services.forms.book import Book
from app.services.forms.grow import CONTINUED, Block, Cell
from app.services.forms.paginate import Page, Part


@dataclass
class _Written:
    """The sheet as it is going to be written."""

    heights: list[float] = field(default_factory=list)
    styles: list[dict[int, StyleArray]] = field(default_factory=list)
    values: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    origin: dict[int, int] = field(default_factory=dict)  # template row → first row written

    @property
    def rows(self) -> int:
        return len(self.heights)


def rebuild(book: Book, blocks: list[Block], pages: list[Page], columns: int) -> None:
    """Write the filled rows into an emptied book; page setup and columns stay as they are."""
    written = _Written()
    ends: list[int] = []
    for page in pages:
        for parts in _grouped(page.parts):
            _write_parts(written, blocks[parts[0].band], parts)
        ends.append(written.rows)
    _put_cells(book, written)
    _close_frames(book, written, ends)
    _put_merges(book, written)
    _put_page_setup(book, written, ends, columns)


def _grouped(parts: Iterable[Part]) -> list[list[Part]]:
    """Rows of the same opened band on one page belong together: their label is merged again."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.row is not None and groups and groups[-1][0].band == part.band:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _write_parts(written: _Written, block: Block, parts: list[Part]) -> None:
    first_row: dict[int, int] = {}
    last_row: dict[int, int] = {}
    for part in parts:
        rows = range(len(block.band.rows)) if part.row is None else range(part.row, part.row + 1)
        count = part.rows or len(rows)
        for at in range(count):
            template = block.band.rows[_source_row(rows, at, count)]
            written.styles.append(template.styles)
            written.heights.append(part.height if part.rows else block.heights[rows[at]])
        bottom = written.rows
        for number, row in enumerate(rows):
            own = bottom - count + 1
            first_row[row] = own if part.rows else own + number
            last_row[row] = bottom if part.rows else own + number
            written.origin.setdefault(block.band.rows[row].number, first_row[row])
    for cell in block.cells:
        covered = [
            row for row in range(cell.slot.row, cell.slot.row + cell.slot.rows) if row in first_row
        ]
        if covered:
            _write_cell(written, block, cell, parts, first_row[covered[0]], last_row[covered[-1]])


def _source_row(rows: range, at: int, count: int) -> int:
    """Which template row a written row takes its styles from."""
    if count == len(rows):
        return rows[at]
    if at == 0:
        return rows[0]
    return rows[-1] if at == count - 1 else rows[min(1, len(rows) - 1)]


def _write_cell(
    written: _Written, block: Block, cell: Cell, parts: list[Part], top: int, bottom: int
) -> None:
    right = cell.slot.column + cell.slot.columns - 1
    if (top, cell.slot.column) in written.values:
        return  # empty cells of rows that became one
    if bottom > top or right > cell.slot.column:
        written.merges.append((top, cell.slot.column, bottom, right))
    shown = replace(cell, value=_value_on_page(block, cell, parts))
    written.values[top, cell.slot.column] = shown


def _value_on_page(block: Block, cell: Cell, parts: list[Part]) -> object:
    part = parts[0]
    spans_parts = cell.slot.rows > 1 and part.row is not None
    if spans_parts:
        begins = any(other.row == cell.slot.row and other.first for other in parts)
        return cell.value if begins else _continued(cell.value)
    own = next(other for other in parts if other.row is None or other.row == cell.slot.row)
    if own.cuts is None:
        return cell.value
    if not cell.dividable:
        return cell.value if own.first or cell.slot.has_field else _continued(cell.value)
    mates = [
        other
        for other in block.cells
        if other.dividable
        and (own.row is None or (other.slot.row == own.row and other.slot.rows == 1))
    ]
    return cell.piece(*own.cuts[[id(mate) for mate in mates].index(id(cell))])


def _continued(value: object) -> object:
    if isinstance(value, CellRichText):
        last = value[-1]
        tail = (
            TextBlock(last.font, last.text + CONTINUED)
            if isinstance(last, TextBlock)
            else str(last) + CONTINUED
        )
        return CellRichText([*value[:-1], tail])
    return f"{value}{CONTINUED}" if value else value


def _put_cells(book: Book, written: _Written) -> None:
    sheet: Any = book.sheet
    for row, (height, styles) in enumerate(
        zip(written.heights, written.styles, strict=True), start=1
    ):
        dimension = book.sheet.row_dimensions[row]
        if height > 0:
            dimension.height = height
        else:
            dimension.hidden = True
        for column, style in styles.items():
            sheet._cells[row, column] = _new_cell(sheet, row, column, style)
    wrapped: dict[int, int] = {}
    for (row, column), cell in written.values.items():
        target = sheet._cells[row, column]
        _put_value(target, cell)
        if cell.wrap:
            _wrap(target, wrapped)


def _new_cell(sheet: Any, row: int, column: int, style: StyleArray) -> SheetCell:
    return SheetCell(sheet, row=row, column=column, style_array=style)


def _put_value(target: Any, cell: Cell) -> None:
    value = cell.value
    if isinstance(value, str | CellRichText):
        # Written past the setter, which would make formulas and errors of some texts.
        target._value = value or None
        target.data_type = "s"
        if cell.is_data:
            target.quotePrefix = True
    elif value is not None:
        target.value = value
        if cell.number_format:
            target.number_format = cell.number_format


def _wrap(target: Any, wrapped: dict[int, int]) -> None:
    """Let the cell break lines; `wrapped` remembers the alignments made so far by what they were."""
    style = target._style
    if style.alignmentId not in wrapped:
        before, alignment = style.alignmentId, target.alignment
        target.alignment = Alignment(
            horizontal=alignment.horizontal,
            vertical=alignment.vertical,
            indent=alignment.indent,
            wrap_text=True,
            shrink_to_fit=False,
        )
        wrapped[before] = style.alignmentId
        return
    style.alignmentId = wrapped[style.alignmentId]


def _close_frames(book: Book, written: _Written, ends: list[int]) -> None:
    """Draw the frame along the end of a page and the start of the next, where the form has one."""
    titles = set(book.title_rows())
    for end in ends[:-1]:
        _frame_row(book, written, end, "bottom")
        repeated = [row for number, row in written.origin.items() if number in titles]
        if not (repeated and _ends_in_line(book, max(repeated))):
            _frame_row(book, written, end + 1, "top")


def _ends_in_line(book: Book, row: int) -> bool:
    cells: Any = book.sheet
    return any(
        book.styles.sides(cell._style).bottom is not None
        for (at, _column), cell in cells._cells.items()
        if at == row
    )


def _frame_row(book: Book, written: _Written, row: int, side: str) -> None:
    sheet: Any = book.sheet
    cells = [sheet._cells[row, column] for column in sorted(written.styles[row - 1])]
    sides = book.styles.sides
    first = next((at for at, cell in enumerate(cells) if sides(cell._style).left is not None), None)
    if first is None:
        return
    line = cells[first].border.left
    closed: dict[int, int] = {}
    for cell in cells[first:]:
        before = cell._style.borderId
        if before not in closed:
            cell.border = _reframed(cell.border, **{side: line})
            closed[before] = cell._style.borderId
        cell._style.borderId = closed[before]


def _put_merges(book: Book, written: _Written) -> None:
    sheet: Any = book.sheet
    closed: dict[tuple[int, int], int] = {}
    for top, left, bottom, right in written.merges:
        sheet.merged_cells.ranges.add(
            CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
        )
        anchor, last = sheet._cells[top, left], sheet._cells.get((bottom, right))
        if last is None:
            continue
        # Some programs draw a merged block with its first cell's frame alone.
        frames = anchor._style.borderId, last._style.borderId
        if frames not in closed:
            ends = {"right": last.border.right, "bottom": last.border.bottom}
            anchor.border = _reframed(anchor.border, **ends)
            closed[frames] = anchor._style.borderId
        anchor._style.borderId = closed[frames]


def _reframed(border: Any, **sides: Any) -> Border:
    kept = ("left", "right", "top", "bottom", "diagonal", "diagonalUp", "diagonalDown")
    return Border(**{name: getattr(border, name) for name in kept} | sides)


def _put_page_setup(book: Book, written: _Written, ends: list[int], columns: int) -> None:
    sheet = book.sheet
    breaks = RowBreak()
    for end in ends[:-1]:
        breaks.append(Break(id=end))
    sheet.row_breaks = breaks
    sheet.print_area = f"A1:{get_column_letter(columns)}{written.rows}"
    book.pictures = [
        replace(picture, row=written.origin.get(picture.row, picture.row))
        for picture in book.pictures
    ]
    book.charts = [replace(one, row=written.origin.get(one.row, one.row)) for one in book.charts]
    for name, defined in list(book.workbook.defined_names.items()):
        if not _moved_name(defined, written.origin):
            del book.workbook.defined_names[name]


def _moved_name(defined: Any, origin: dict[int, int]) -> bool:
    """Let a one-cell name follow its row; a name that cannot follow is dropped."""
    sheet, _mark, cell = str(defined.attr_text).rpartition("!")
    letters = cell.replace("$", "").rstrip("0123456789")
    number = cell.replace("$", "")[len(letters) :]
    if not letters.isalpha() or not number or int(number) not in origin:
        return False
    defined.attr_text = f"{sheet}!${letters}${origin[int(number)]}"
    return True
