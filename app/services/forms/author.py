"""Draws our own templates into `resources/forms/`, so that all share widths, fonts and frame."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app import paths
from app.services.forms.book import keep_header_lines
from app.services.forms.designs import (
    f01,
    f01r,
    f02,
    f03,
    f04,
    f05,
    f06,
    f07,
    f08,
    f09,
    f11,
    f11a,
    f12,
    f21,
    ward_sheet,
)
from app.services.forms.designs.environment import f14, out_list, round_sheet, table4, trend_sheet
from app.services.forms.designs.layout import UNITS, Block, Design, Group, Row, Sheet
from app.services.forms.designs.processes import f13
from app.services.forms.designs.reports import f18, f19, f20, f20m, meeting
from app.services.forms.designs.surveys import f15, f16, f17, f22

DESIGNS: tuple[Design, ...] = tuple(
    form.DESIGN
    for form in (
        f01, f01r, f02, f03, f04, f05, f06, f07, f08, f09, f11, f11a, f12, f13, f14, f15, f16, f17,
        f18, f19, f20, f20m, f21, f22, meeting, ward_sheet, table4, round_sheet, trend_sheet,
        out_list,
    )
)  # fmt: skip

_CODE_PX = 98  # at either side of the title: room for the code of a record
_HEAD_LEFT = 0.375  # of the width: what stands at the left of the line under the title
_DIGIT_PX = 8  # of 宋体 11, the Normal font below
_SONG, _FANGSONG, _HEI = "宋体", "仿宋", "黑体"
_TITLE_ROWS = 3
_INDENTED = ("heading", "value", "ticks", "long", "sign")
_ROOMY = 5  # grid units: narrower cells have no room to spare for an indent
_GREY = "F0F0F0"
_HALF_FIGURE, _INDENT = 18.0, 9.0  # points: half of `16.7 %`, and one step of indentation


@dataclass(frozen=True)
class _Look:
    font: Font
    alignment: Alignment
    fill: PatternFill | None = None


def _font(name: str, size: float, bold: bool = False) -> Font:
    return Font(name=name, sz=size, b=bold, charset=134)


def _align(horizontal: str, vertical: str = "center", indent: int = 0) -> Alignment:
    return Alignment(horizontal=horizontal, vertical=vertical, indent=indent, wrap_text=True)


_LOOKS = {
    "label": _Look(_font(_HEI, 10.5), _align("center")),
    "value": _Look(_font(_FANGSONG, 10.5), _align("left")),
    "ticks": _Look(_font(_FANGSONG, 10.5), _align("left")),
    "long": _Look(_font(_FANGSONG, 10.5), _align("left", "top")),
    "sign": _Look(_font(_FANGSONG, 10.5), _align("left")),
    "head": _Look(_font(_HEI, 9), _align("center"), PatternFill("solid", fgColor=_GREY)),
    "small": _Look(_font(_FANGSONG, 9), _align("left")),
    "figure": _Look(_font(_FANGSONG, 9), _align("right")),
    "entry": _Look(_font(_FANGSONG, 9), _align("left", indent=1)),
    "tiny": _Look(_font(_FANGSONG, 7.5), _align("left")),
    "small_label": _Look(_font(_HEI, 9), _align("center")),
    "small_ticks": _Look(_font(_FANGSONG, 9), _align("left")),
    "small_long": _Look(_font(_FANGSONG, 9), _align("left", "top")),
    "heading": _Look(_font(_HEI, 10.5), _align("left"), PatternFill("solid", fgColor=_GREY)),
    "hospital": _Look(_font(_SONG, 16), _align("center", "bottom")),
    "title": _Look(_font(_SONG, 18, bold=True), _align("center")),
    "line": _Look(_font(_SONG, 10.5), _align("left")),
    "line_right": _Look(_font(_SONG, 10.5), _align("right")),
    "slip": _Look(_font(_SONG, 9), _align("left", "top")),
    "paragraph": _Look(_font(_FANGSONG, 12), _align("left")),
    "lead": _Look(_font(_HEI, 12), _align("left")),
    "contents": _Look(_font(_FANGSONG, 12), _align("left", "top")),
    "signoff": _Look(_font(_FANGSONG, 12), _align("right")),
}


def draw(design: Design, path: Path) -> None:
    """Draw one template."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    _set_normal_font(workbook)
    sheet.title = design.form.title
    for number, pixels in enumerate(design.sheet.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = pixels / _DIGIT_PX
    _draw_head(sheet, design)
    last = _draw_body(sheet, design.body, _TITLE_ROWS + 1)
    if not design.is_letter:
        _frame(sheet, _TITLE_ROWS + 1, last)
    _set_page(sheet, last, design.sheet)
    _furnish(sheet, design)
    keep_header_lines(sheet)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


def _set_normal_font(workbook: Workbook) -> None:
    """Widths count in the Normal font; openpyxl has no public way to change it."""
    private: Any = workbook
    font = _font(_SONG, 11)
    private._fonts[0] = font
    private._named_styles["Normal"].font = font


def _put(
    sheet: Worksheet, text: str, kind: str, box: tuple[int, int, int, int], center: bool = False
) -> Any:
    top, left, bottom, right = box
    look = _LOOKS[kind]
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    cell: Any = sheet.cell(top, left)
    cell.value = text or None
    cell.font = look.font
    cell.alignment = _align("center") if center else look.alignment
    if right - left + 1 >= _ROOMY and kind in _INDENTED and not center:
        cell.alignment = _align("left", str(look.alignment.vertical), indent=1)
    if kind == "figure":
        cell.alignment = _align("right", indent=_figure_indent(sheet, left, right))
    if look.fill is not None:
        cell.fill = look.fill
    return cell


def _figure_indent(sheet: Worksheet, left: int, right: int) -> int:
    """Numbers end below each other, near the middle of their column, where its head stands."""
    columns = (get_column_letter(one) for one in range(left, right + 1))
    width = sum(sheet.column_dimensions[one].width for one in columns) * _DIGIT_PX * 0.75
    return max(1, round((width / 2 - _HALF_FIGURE) / _INDENT))


def _draw_head(sheet: Worksheet, design: Design) -> None:
    for row, height in enumerate((27.0, 30.0, 18.0), start=1):
        sheet.row_dimensions[row].height = height
    if not design.is_filed:
        _put(sheet, "{{ hospital }}", "hospital", (1, 1, 1, UNITS))
        _put(sheet, design.title, "title", (2, 1, 2, UNITS))
        middle = UNITS // 2 if design.head_left else 0
        if middle:
            _put(sheet, design.head_left, "line", (3, 1, 3, middle))
        _put(sheet, design.head_right, "line_right", (3, middle + 1, 3, UNITS))
        return
    columns = design.sheet.columns
    left, right = _reach(columns, _CODE_PX), UNITS - _reach(columns[::-1], _CODE_PX)
    middle = _reach(columns, _HEAD_LEFT * sum(columns))
    _put(sheet, "{{ hospital }}", "hospital", (1, left + 1, 1, right))
    _put(sheet, design.title, "title", (2, left + 1, 2, right))
    _put(sheet, "{{ qr }}", "slip", (1, right + 1, 2, UNITS))
    _put(sheet, design.head_left, "line", (3, 1, 3, middle))
    _put(sheet, design.head_right, "line", (3, middle + 1, 3, right))
    _put(sheet, "{{ slip }}", "slip", (3, right + 1, 3, UNITS), center=True)


def _reach(columns: Sequence[int], pixels: float) -> int:
    """How many columns it takes to be so wide."""
    return next(at for at in range(1, len(columns) + 1) if sum(columns[:at]) >= pixels)


def _draw_body(sheet: Worksheet, body: Iterable[Row | Group | Block], top: int) -> int:
    for item in body:
        rows = (item,) if isinstance(item, Row) else item.rows
        left = 1
        if isinstance(item, Group):
            _put(sheet, item.label, "label", (top, 1, top + len(rows) - 1, item.units))
            left = item.units + 1
        _draw_rows(sheet, rows, top, left)
        top += len(rows)
    return top - 1


def _draw_rows(sheet: Worksheet, rows: Iterable[Row], top: int, left: int) -> None:
    """Rows of cells; where a cell of an upper row reaches down, the next stands beside it."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, start=top):
        sheet.row_dimensions[number].height = row.height
        at = left
        for cell in row.cells:
            while (number, at) in taken:
                at += 1
            bottom, right = number + cell.rows - 1, at + cell.units - 1
            drawn = _put(sheet, cell.text, cell.kind, (number, at, bottom, right), cell.center)
            drawn.number_format = cell.number_format
            taken |= {(r, c) for r in range(number, bottom + 1) for c in range(at, right + 1)}
        wide = left - 1 + sum(r == number for r, _column in taken)
        if wide != UNITS:
            raise ValueError(f"row {number} is {wide} units wide, not {UNITS}")


def _frame(sheet: Worksheet, top: int, bottom: int) -> None:
    """Thin lines between cells, a double line around; only on the edges of merged blocks."""
    thin, double = Side(style="thin"), Side(style="double")
    edges: dict[tuple[int, int], dict[str, Side]] = {}
    merged = {
        (merge.min_row, merge.min_col): (merge.max_row, merge.max_col)
        for merge in sheet.merged_cells.ranges
        if merge.min_row >= top
    }
    inner = {
        (row, column)
        for (first, left), (last, right) in merged.items()
        for row in range(first, last + 1)
        for column in range(left, right + 1)
    }
    blocks = [(*start, *end) for start, end in merged.items()] + [
        (row, column, row, column)
        for row in range(top, bottom + 1)
        for column in range(1, UNITS + 1)
        if (row, column) not in inner
    ]
    for first, left, last, right in blocks:
        for row in range(first, last + 1):
            edges.setdefault((row, left), {})["left"] = double if left == 1 else thin
            edges.setdefault((row, right), {})["right"] = double if right == UNITS else thin
        for column in range(left, right + 1):
            edges.setdefault((first, column), {})["top"] = double if first == top else thin
            edges.setdefault((last, column), {})["bottom"] = double if last == bottom else thin
    cells: Any = sheet
    for (row, column), sides in edges.items():
        cell = cells._cells.get((row, column)) or sheet.cell(row, column)
        cell.border = Border(
            left=sides.get("left"),
            right=sides.get("right"),
            top=sides.get("top"),
            bottom=sides.get("bottom"),
        )


def _set_page(sheet: Worksheet, last: int, page: Sheet) -> None:
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.paperSize = page.paper
    setup.orientation = "landscape" if page.is_landscape else "portrait"
    setup.scale = 100
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.print_options.horizontalCentered = True
    margins.top, margins.bottom = page.top / 2.54, page.bottom / 2.54
    margins.left, margins.right = page.left / 2.54, page.right / 2.54
    margins.header = min(1.1, page.top - 0.9) / 2.54
    margins.footer = min(0.8, page.bottom - 0.8) / 2.54
    sheet.print_title_rows = f"1:{_TITLE_ROWS}"
    sheet.print_area = f"A1:{get_column_letter(UNITS)}{last}"
    sheet.sheet_view.showGridLines = False
    sheet.HeaderFooter.differentFirst = True


def _furnish(sheet: Worksheet, design: Design) -> None:
    """Head and foot of the page. A letter that nobody files names no form, only the hospital."""
    page: Any = sheet
    if design.is_letter and not design.is_filed:
        for header in (page.firstHeader, page.oddHeader):
            _furniture(header.center, "{{ watermark }}", 14)
        for footer in (page.firstFooter, page.oddFooter):
            _furniture(footer.left, "{{ anchor }}", 7)
            _furniture(footer.center, "第 &P 页 共 &N 页", 9)
        return
    for header, number in (
        (page.firstHeader, "{{ form_no }}"),
        (page.oddHeader, "{{ form_no }}（续表）"),
    ):
        _furniture(header.left, f"{{{{ hospital }}}} {design.procedure}", 9)
        _furniture(header.center, "{{ watermark }}", 14)
        _furniture(header.right, number, 9)
    # Two lines of 7 points: with larger ones LibreOffice takes room from the rows of the page.
    for footer in (page.firstFooter, page.oddFooter):
        _furniture(footer.left, "{{ retention }}\n{{ anchor }}", 7)
        _furniture(footer.center, "第 &P 页 共 &N 页", 9)
        _furniture(footer.right, "{{ copies }}\n{{ printed }}", 7)


def _furniture(part: Any, text: str, size: int) -> None:
    part.text, part.size, part.font = text, size, f"{_SONG},Regular"


def main(folder: Path = paths.FORMS) -> None:
    """Draw all templates; a hospital's own lie elsewhere and are never touched."""
    for design in DESIGNS:
        draw(design, folder / f"{design.form.code}.xlsx")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
