"""Opens and saves workbooks without losing what openpyxl forgets: frames of merges, pictures."""

import re
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import openpyxl
from defusedxml.ElementTree import fromstring
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import FileProblem
from app.i18n import _
from app.services.files import beside
from app.services.forms import native_charts, units
from app.services.forms.native_charts import HungChart
from app.services.forms.styles import Styles
from app.services.forms.text import escape

# A template comes from outside: its XML is read by a parser that expands no entities.
assert openpyxl.DEFUSEDXML

# What a template kept in the database is called in a sentence about it.
_STORED = Path("template.xlsx")
_LARGEST = 5 * 1024 * 1024
_LARGEST_UNPACKED = 60 * 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGES = re.compile(rb"<(\w+:)?mergeCells\b.*?</(\w+:)?mergeCells>", re.DOTALL)
_MERGE = re.compile(rb'\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_ESCAPABLE = re.compile("_x[0-9A-Fa-f]{4}_")
# What filling adds to: new frames and alignments of cells.
_STYLE_TABLES = ("_borders", "_alignments", "_number_formats", "_cell_styles")


@dataclass(frozen=True)
class Picture:
    """A picture on the sheet: its bytes, the cell it hangs on, offset and size in points."""

    data: bytes
    row: int
    column: int
    dx: float
    dy: float
    width: float
    height: float


@dataclass
class Book:
    """A workbook with one form on its first visible sheet."""

    workbook: Workbook
    sheet: Worksheet
    styles: Styles
    pictures: list[Picture] = field(default_factory=list)
    charts: list[HungChart] = field(default_factory=list)

    @property
    def normal_font(self) -> tuple[str, float]:
        """Name and size of the font that column widths count in."""
        private: Any = self.workbook
        font = private._named_styles["Normal"].font
        return str(font.name or "Calibri"), float(font.sz or 11)

    def column_widths(self, count: int) -> list[float]:
        """Points of the first columns; hidden ones are 0."""
        digit = units.digit_width(*self.normal_font)
        default = self.sheet.sheet_format.defaultColWidth or units.default_column(digit)
        widths = [units.column_points(float(default), digit)] * count
        # Equal neighbours are stored as one group under the first letter.
        for column in self.sheet.column_dimensions.values():
            points = 0.0 if column.hidden else units.column_points(float(column.width), digit)
            for number in range(column.min or 0, min(column.max or 0, count) + 1):
                if number:
                    widths[number - 1] = points
        return widths

    def row_height(self, row: int) -> float:
        """Points of a row; a hidden one is 0."""
        dimension = self.sheet.row_dimensions.get(row)
        if dimension is not None and dimension.hidden:
            return 0.0
        if dimension is not None and dimension.height is not None:
            return float(dimension.height)
        return float(self.sheet.sheet_format.defaultRowHeight or 15.0)

    def title_rows(self) -> range:
        """The rows repeated on every page."""
        titles = str(self.sheet.print_title_rows or "").replace("$", "")
        first, _colon, last = titles.partition(":")
        return range(int(first), int(last) + 1) if last else range(0)

    def body(self) -> tuple[float, float]:
        """Width and height in points that the margins leave, before scaling."""
        width, height = self.paper()
        margins = self.sheet.page_margins
        return (
            width - 72 * (margins.left + margins.right),
            height - 72 * (margins.top + margins.bottom),
        )

    def paper(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        setup = self.sheet.page_setup
        width, height = units.PAPERS.get(int(setup.paperSize or 9), units.PAPERS[9])
        if setup.paperWidth and setup.paperHeight:
            width, height = _length(setup.paperWidth), _length(setup.paperHeight)
        return (height, width) if setup.orientation == "landscape" else (width, height)

    def scale(self, content_width: float) -> float:
        """How much the sheet is reduced on paper: fixed, or to fit the width."""
        if self.sheet.sheet_properties.pageSetUpPr is not None and (
            self.sheet.sheet_properties.pageSetUpPr.fitToPage
        ):
            fitting = int(100 * self.body()[0] / content_width) if content_width else 100
            return max(10, min(100, fitting)) / 100
        return float(self.sheet.page_setup.scale or 100) / 100


def _length(text: object) -> float:
    found = re.fullmatch(r"([\d.]+)(mm|cm|in|pt)", str(text))
    if not found:
        return units.PAPERS[9][0]
    factor = {"mm": units.MM, "cm": 10 * units.MM, "in": 72.0, "pt": 1.0}[found[2]]
    return float(found[1]) * factor


def load(template: Path | bytes) -> Book:
    """Open a template, a file or its content; what is none is a `FileProblem` saying so."""
    return parsed(content_of(template), template if isinstance(template, Path) else _STORED)


def content_of(template: Path | bytes) -> bytes:
    """The bytes of a template; a file that cannot be read is a `FileProblem`."""
    try:
        return template if isinstance(template, bytes) else template.read_bytes()
    except OSError as problem:
        raise FileProblem(
            _("表单模板“{path}”打不开：{reason}。确认文件在原处并且没有被别的程序占用。").format(
                path=template, reason=problem.strerror or type(problem).__name__
            )
        ) from problem


def parsed(source: bytes, path: Path) -> Book:
    """Read the content of a template that is called so in a sentence about it."""
    try:
        _refuse_bombs(path, source)
        title, source, merges = _without_merges(source)
        workbook = openpyxl.load_workbook(BytesIO(source), rich_text=True)
        sheet = workbook[title]
        if not isinstance(sheet, Worksheet):
            raise ValueError(title)
        book = Book(workbook, sheet, Styles(workbook))
        _put_merges(sheet, merges)
        book.pictures = list(_pictures(book))
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
        AttributeError, StopIteration, ParseError,
    ) as problem:  # fmt: skip
        raise FileProblem(
            _("表单模板“{path}”不是可用的 .xlsx 文件。用 WPS 或 Excel 打开后另存为 .xlsx。").format(
                path=path
            )
        ) from problem
    return book


def emptied(book: Book) -> Book:
    """Another workbook of the same template to be filled, without rows; the first one stays as it is."""
    workbook: Any = copy(book.workbook)
    for name in _STYLE_TABLES:
        setattr(workbook, name, _table(getattr(workbook, name)))
    sheet: Any = copy(book.sheet)
    workbook._sheets = [sheet if one is book.sheet else one for one in workbook._sheets]
    workbook.defined_names = copy(workbook.defined_names)
    for name, defined in workbook.defined_names.items():
        workbook.defined_names[name] = copy(defined)
    sheet._parent = workbook
    sheet._cells = {}
    sheet.merged_cells = MultiCellRange()
    sheet.row_dimensions = DimensionHolder(worksheet=sheet, default_factory=sheet._add_row)
    sheet.HeaderFooter = _furniture(sheet.HeaderFooter)
    # Found out while a workbook is written, and told to the next one written.
    sheet.column_dimensions.max_outline = None
    sheet.sheet_format = copy(sheet.sheet_format)
    sheet._images = []
    sheet._charts = []
    return Book(workbook, sheet, book.styles.of(workbook), list(book.pictures))


def _table(found: Any) -> Any:
    """A table of styles with room for more; made anew, it would ask every style for its hash."""
    table: Any = IndexedList()
    list.extend(table, found)
    table._dict = dict(found._dict)
    table.clean = found.clean
    return table


def _furniture(found: HeaderFooter) -> HeaderFooter:
    kept = HeaderFooter(
        found.differentOddEven, found.differentFirst, found.scaleWithDoc, found.alignWithMargins
    )
    for name in found.__elements__:
        item = getattr(found, name)
        if item is not None:
            parts = {part: copy(getattr(item, part)) for part in ("left", "center", "right")}
            setattr(kept, name, HeaderFooterItem(**parts))
    return kept


def _refuse_bombs(path: Path, source: bytes) -> None:
    with zipfile.ZipFile(BytesIO(source)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if len(source) > _LARGEST or unpacked > _LARGEST_UNPACKED:
        raise FileProblem(
            _("表单模板“{path}”太大，超过 5 MB。删去多余的图片和工作表后再试。").format(path=path)
        )


def _without_merges(source: bytes) -> tuple[str, bytes, list[str]]:
    """The first visible sheet's name, the file without that sheet's merges, and the merges.

    openpyxl overwrites the inner cells' frames when it reads merges, and takes most of its time.
    """
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(source)) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy_of,
    ):
        title, part = _first_visible(archive)
        merges: list[str] = []
        for name in archive.namelist():
            data = archive.read(name)
            found = _MERGES.search(data) if name == part else None
            if found is not None:
                merges = [ref.decode() for ref in _MERGE.findall(found.group())]
                data = data[: found.start()] + data[found.end() :]
            copy_of.writestr(name, data)
    return title, target.getvalue(), merges


def _first_visible(archive: zipfile.ZipFile) -> tuple[str, str]:
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    chosen = next(sheet for sheet in sheets if sheet.get("state", "visible") == "visible")
    for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == chosen.get(_RELATION):
            target = str(relation.get("Target"))
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return str(chosen.get("name")), part
    raise KeyError(chosen.get("name"))


def _put_merges(sheet: Worksheet, merges: list[str]) -> None:
    private: Any = sheet
    for ref in merges:
        merged = CellRange(ref)
        private.merged_cells.ranges.add(merged)
        for row, column in list(merged.cells)[1:]:
            hidden = private._cells.get((row, column))
            if hidden is not None:
                hidden.value = None


def _pictures(book: Book) -> Iterator[Picture]:
    """The sheet's pictures with copies of their bytes, which openpyxl lets be read only once."""
    private: Any = book.sheet
    for image in private._images:
        anchor = image.anchor
        start = getattr(anchor, "_from", None)
        if start is None:
            continue
        width, height = image.width * units.PX, image.height * units.PX
        if isinstance(anchor, OneCellAnchor) and anchor.ext is not None:
            width, height = anchor.ext.width * units.EMU, anchor.ext.height * units.EMU
        elif isinstance(anchor, TwoCellAnchor) and anchor.to is not None:
            columns = book.column_widths(anchor.to.col + 1)
            width = sum(columns[start.col : anchor.to.col])
            width += (anchor.to.colOff - start.colOff) * units.EMU
            height = sum(book.row_height(row + 1) for row in range(start.row, anchor.to.row))
            height += (anchor.to.rowOff - start.rowOff) * units.EMU
        yield Picture(
            image._data(), start.row + 1, start.col + 1,
            start.colOff * units.EMU, start.rowOff * units.EMU, width, height,
        )  # fmt: skip


def drop_moving_parts(book: Book) -> None:
    """Remove conditional formats and validations: filling moves rows, they would stay behind."""
    sheet = book.sheet
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sheet.data_validations.dataValidation = []


class _ItemWithLines(HeaderFooterItem):
    """A header whose line feeds are written as such; escaped ones are printed as `_x000a_`."""

    def to_tree(self, tagname: str) -> Element:
        """The header as XML."""
        element: Element = super().to_tree(tagname)
        element.text = (element.text or "").replace("_x000a_", "\n")
        return element


def keep_header_lines(sheet: Worksheet) -> None:
    """Let headers and footers of several lines be written so that every program breaks them."""
    furniture = sheet.HeaderFooter
    for name in furniture.__elements__:
        item = getattr(furniture, name)
        if item is not None:
            kept = _ItemWithLines(left=item.left, center=item.center, right=item.right)
            setattr(furniture, name, kept)


def save(book: Book, path: Path) -> None:
    """Write the workbook. Raises FileProblem."""
    private: Any = book.sheet
    private._images = [_image(picture) for picture in book.pictures]
    raw = dict(_escaped(book.sheet))
    native_charts.put(book.workbook, book.sheet, book.charts)
    keep_header_lines(book.sheet)
    try:
        with beside(path) as building:
            book.workbook.save(building)
    finally:
        for cell, value in raw.items():
            cell._value = value
        private._images = []
        native_charts.take_off(book.workbook, book.sheet)


def _escaped(sheet: Worksheet) -> Iterator[tuple[Any, Any]]:
    """Escape, in place, texts that a spreadsheet would decode; yields what to put back."""
    private: Any = sheet
    for cell in list(private._cells.values()):
        value = getattr(cell, "_value", None)
        if not isinstance(value, str | CellRichText) or not _ESCAPABLE.search(str(value)):
            continue
        if isinstance(value, str):
            cell._value = escape(value)
        else:
            cell._value = CellRichText(
                [
                    TextBlock(part.font, escape(part.text))
                    if isinstance(part, TextBlock)
                    else escape(str(part))
                    for part in value
                ]
            )
        yield cell, value


def _image(picture: Picture) -> Image:
    image = Image(BytesIO(picture.data))
    marker = AnchorMarker(
        col=picture.column - 1,
        colOff=round(picture.dx / units.EMU),
        row=picture.row - 1,
        rowOff=round(picture.dy / units.EMU),
    )
    size = XDRPositiveSize2D(round(picture.width / units.EMU), round(picture.height / units.EMU))
    image.anchor = OneCellAnchor(_from=marker, ext=size)
    return image
