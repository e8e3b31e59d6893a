"""Paints one page of any worksheet: fills, text, frames, pictures. Knows no register."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any

from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.cell_range import CellRange

from app.services.forms import shown
from app.services.forms.book import Book
from app.services.forms.borders import Grid, Stroke
from app.services.forms.painting import charts, operators
from app.services.forms.painting.letters import Area, paint_text
from app.services.forms.styles import Align, Sides, ink

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class TooWide(ValueError):
    """Content wider than the paper; there is never a second page beside the first."""


@dataclass(frozen=True)
class _Place:
    """A cell or merged block as far as it stands on a page: rows are positions on that page."""

    top: int
    left: int
    bottom: int
    right: int
    cell: Any
    is_start: bool


class Plan:
    """A worksheet measured once: columns, rows, merges and which rows stand on which page."""

    def __init__(self, book: Book) -> None:
        self.book = book
        sheet: Any = book.sheet
        self._cells: dict[tuple[int, int], Any] = sheet._cells
        self._first, self._last = _printed_range(book)
        (first_row, first_column), (last_row, last_column) = self._first, self._last
        widths = book.column_widths(last_column)[first_column - 1 :]
        self.xs = list(accumulate(widths, initial=0.0))
        self.heights = {row: book.row_height(row) for row in range(first_row, last_row + 1)}
        self.scale = book.scale(self.xs[-1])
        body = book.body()
        if self.xs[-1] * self.scale > body[0] + 1:
            raise TooWide(book.sheet.title)
        self._merges = {
            (row, column): merged
            for merged in book.sheet.merged_cells.ranges
            for row, column in merged.cells
        }
        self._reach: dict[int, int] = {}
        for merged in book.sheet.merged_cells.ranges:
            first = int(merged.min_row or 0)
            self._reach[first] = max(self._reach.get(first, 0), int(merged.max_row or 0))
        self.titles = [row for row in book.title_rows() if row in self.heights]
        self.pages = list(self._paginated(body[1] / self.scale))

    @property
    def first_column(self) -> int:
        """The sheet's column at the left edge of the page."""
        return self._first[1]

    @property
    def left(self) -> float:
        """Where the content begins on the paper."""
        margins = self.book.sheet.page_margins
        left = 72 * float(margins.left)
        if self.book.sheet.print_options.horizontalCentered:
            left += (self.book.body()[0] - self.xs[-1] * self.scale) / 2
        return left

    def _breaks(self) -> set[int]:
        return {int(each.id or 0) for each in self.book.sheet.row_breaks.brk}

    def _paginated(self, capacity: float) -> Iterator[list[int]]:
        breaks = self._breaks()
        titles = sum(self.heights[row] for row in self.titles)
        page: list[int] = []
        used = 0.0
        for run in self._tied_rows():
            height = sum(self.heights[row] for row in run)
            after_break = bool(page) and page[-1] in breaks
            if page and (after_break or used + height > capacity + 0.5):
                yield page
                page, used = list(self.titles), titles
            page += run
            used += height
        if page:
            yield page

    def _tied_rows(self) -> Iterator[list[int]]:
        """Rows that a vertical merge ties together stay on one page, unless a break divides them."""
        breaks = self._breaks()
        run: list[int] = []
        reach = 0
        for row in self.heights:
            if run and (row > reach or run[-1] in breaks):
                yield run
                run = []
            run.append(row)
            reach = max(reach, row, self._reach.get(row, row))
        if run:
            yield run

    def places(self, rows: list[int]) -> Iterator[_Place]:
        """All cells of a page, merged blocks once."""
        position = {row: at for at, row in enumerate(rows)}
        offset = self._first[1]
        seen: set[tuple[int, int]] = set()
        for row in rows:
            for column in range(offset, self._last[1] + 1):
                merged = self._merges.get((row, column))
                if merged is None:
                    cell = self._cells.get((row, column))
                    if cell is not None:
                        at = position[row]
                        left = column - offset
                        yield _Place(at, left, at, left, cell, True)
                    continue
                key = (merged.min_row, merged.min_col)
                if key in seen:
                    continue
                seen.add(key)
                lines = range(merged.min_row or 0, (merged.max_row or 0) + 1)
                on_page = [position[line] for line in lines if line in position]
                cell = self._cells.get(key)
                if cell is not None:
                    yield _Place(
                        on_page[0], merged.min_col - offset, on_page[-1],
                        min(merged.max_col, self._last[1]) - offset, cell, key[0] in position,
                    )  # fmt: skip

    def cell_at(self, row: int, left: int) -> Any:
        """The cell of a sheet row and a column counted from the printed range's left."""
        return self._cells.get((row, left + self._first[1]))

    def framed(self, row: int) -> Iterator[tuple[int, Sides]]:
        """The cells of a row that have a frame, by their columns."""
        cells, sides_of, offset = self._cells, self.book.styles.sides, self._first[1]
        for left in range(len(self.xs) - 1):
            cell = cells.get((row, left + offset))
            if cell is not None and not (sides := sides_of(cell._style)).is_bare:
                yield left, sides

    def merge_at(self, row: int, left: int) -> tuple[CellRange | None, int]:
        """The merged block over a cell, and the cell's column on the sheet."""
        column = left + self._first[1]
        return self._merges.get((row, column)), column

    def is_free(self, row: int, left: int) -> bool:
        """Whether text of a neighbour may run over this cell."""
        if not 0 <= left < len(self.xs) - 1:
            return False
        if (row, left + self._first[1]) in self._merges:
            return False
        cell = self.cell_at(row, left)
        return cell is None or cell.value in (None, "")


def _printed_range(book: Book) -> tuple[tuple[int, int], tuple[int, int]]:
    area: Any = book.sheet.print_area
    text = str(area[0] if isinstance(area, list) and area else area or "")
    text = text.rpartition("!")[2].replace("$", "").split(",")[0]
    if text:
        left, top, right, bottom = range_boundaries(text)
        if left and top and right and bottom:
            return (top, left), (bottom, right)
    return (1, 1), (book.sheet.max_row, book.sheet.max_column)


def paint_page(canvas: "Canvas", plan: Plan, number: int) -> None:
    """Paint the body of a page; the canvas has the paper's size."""
    rows = plan.pages[number]
    ys = list(accumulate((plan.heights[row] for row in rows), initial=0.0))
    canvas.saveState()
    top = plan.book.paper()[1] - 72 * float(plan.book.sheet.page_margins.top)
    canvas.translate(plan.left, top)
    canvas.scale(plan.scale, plan.scale)
    places = list(plan.places(rows))
    _paint_fills(canvas, plan, places, ys)
    for place in places:
        if place.is_start:
            _paint_cell(canvas, plan, place, rows, ys)
    _paint_frames(canvas, frame_strokes(plan, number))
    _paint_pictures(canvas, plan, rows, ys)
    _paint_charts(canvas, plan, rows, ys)
    canvas.restoreState()


def _area(plan: Plan, place: _Place, ys: list[float]) -> Area:
    left, right = plan.xs[place.left], plan.xs[place.right + 1]
    return Area(left, ys[place.top], right - left, ys[place.bottom + 1] - ys[place.top])


def _paint_fills(canvas: "Canvas", plan: Plan, places: list[_Place], ys: list[float]) -> None:
    for place in places:
        color = plan.book.styles.fill(place.cell._style)
        if color:
            area = _area(plan, place, ys)
            canvas.setFillColor(ink(color))
            canvas.rect(area.x, -area.y - area.height, area.width, area.height, stroke=0, fill=1)


def _paint_cell(
    canvas: "Canvas", plan: Plan, place: _Place, rows: list[int], ys: list[float]
) -> None:
    styles, style = plan.book.styles, place.cell._style
    area = _area(plan, place, ys)
    sides = styles.sides(style)
    if sides.diagonal is not None and area.height and area.width:
        canvas.setStrokeColor(ink(sides.diagonal.color))
        canvas.setLineWidth(0.5)
        right, low = area.x + area.width, -area.y - area.height
        if sides.down:
            canvas.line(area.x, -area.y, right, low)
        if sides.up:
            canvas.line(area.x, low, right, -area.y)
    value = place.cell.value
    if value is None or value == "" or not area.height or not area.width:
        return
    parts = shown.runs(value, style, styles)
    align = styles.align(style)
    is_text = place.cell.data_type == "s"
    room = _spill(plan, place, rows, area, align) if is_text else area
    paint_text(canvas, parts, align, area, room, styles.font(style), is_text=is_text)


def _spill(plan: Plan, place: _Place, rows: list[int], area: Area, align: Align) -> Area:
    """Text on one line may run over empty neighbours."""
    if align.wrap or align.shrink or place.left != place.right or align.rotation:
        return area
    row = rows[place.top]
    left, right = place.left, place.right
    if align.horizontal in ("general", "left", "center", "centerContinuous"):
        while plan.is_free(row, right + 1):
            right += 1
    if align.horizontal in ("right", "center", "centerContinuous"):
        while plan.is_free(row, left - 1):
            left -= 1
    return Area(plan.xs[left], area.y, plan.xs[right + 1] - plan.xs[left], area.height)


def frame_strokes(plan: Plan, number: int) -> list[Stroke]:
    """The lines of a page, in points from the top left corner of its rows."""
    rows = plan.pages[number]
    grid = Grid(plan.xs, list(accumulate((plan.heights[row] for row in rows), initial=0.0)))
    for at, row in enumerate(rows):
        if not plan.heights[row]:
            continue
        for left, sides in plan.framed(row):
            _add_sides(grid, plan, (at, row, left), sides)
    return grid.strokes()


def _add_sides(grid: Grid, plan: Plan, place: tuple[int, int, int], sides: Sides) -> None:
    at, row, left = place
    merged, column = plan.merge_at(row, left)
    if sides.top and (merged is None or row == merged.min_row):
        grid.add_across(at, left, sides.top)
    if sides.bottom and (merged is None or row == merged.max_row):
        grid.add_across(at + 1, left, sides.bottom)
    if sides.left and (merged is None or column == merged.min_col):
        grid.add_down(at, left, sides.left)
    if sides.right and (merged is None or column == merged.max_col):
        grid.add_down(at, left + 1, sides.right)


def _paint_frames(canvas: "Canvas", strokes: list[Stroke]) -> None:
    canvas.setLineCap(2)
    for pen, drawn in groupby(strokes, key=lambda one: (one.color, one.width, one.dash)):
        operators.pen(canvas, *pen)
        operators.lines(canvas, [(one.x1, -one.y1, one.x2, -one.y2) for one in drawn])
    canvas.setDash([])
    canvas.setLineCap(0)


def _paint_pictures(canvas: "Canvas", plan: Plan, rows: list[int], ys: list[float]) -> None:
    from reportlab.lib.utils import ImageReader  # postponed: start-up time

    for picture in plan.book.pictures:
        left = picture.column - plan.first_column
        if picture.row not in rows or not 0 <= left < len(plan.xs):
            continue
        x = plan.xs[left] + picture.dx
        y = ys[rows.index(picture.row)] + picture.dy
        canvas.drawImage(
            ImageReader(BytesIO(picture.data)), x, -y - picture.height,
            picture.width, picture.height, mask="auto",
        )  # fmt: skip


def _paint_charts(canvas: "Canvas", plan: Plan, rows: list[int], ys: list[float]) -> None:
    for one in plan.book.charts:
        left = one.column - plan.first_column
        if one.row in rows and 0 <= left < len(plan.xs):
            area = Area(plan.xs[left], ys[rows.index(one.row)], one.width, one.height)
            charts.paint(canvas, one.chart, area)
