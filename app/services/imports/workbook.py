"""Reading a register from .xlsx, .xls, .ods or .csv: safely, streaming, with a cap on its rows."""

import csv
import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.errors import FileProblem
from app.i18n import _
from app.services.imports import apart, archive, old_excel, spreadsheet_xml
from app.services.imports.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Fault,
    Formula,
    Row,
    Sheet,
    Workbook,
    column_of,
    is_blank,
)

_SHEET_ROWS = 1_048_576
# A merged cell over more rows is decoration, not a value they share.
_TALLEST_MERGED = 500
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")

Merged = dict[int, dict[int, int]]
"""Row → column (from 0) → the row where the merged cell that covers it begins."""

# Above this a file is read in a process of its own, with a limit of time and memory.
_HERE_MOST = 8 * archive.MEGABYTE
_ZIP_MAGIC = b"PK"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", "\t", ";")
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def read(path: Path) -> Workbook:
    """Every sheet of a file. Raises FileProblem with what is wrong with it."""
    _refuse_name(path)
    archive.refuse_size(path)
    content = _bytes(path)
    sheets = _apart(path, content) if _may_hurt(path, content) else _sheets(path, content)
    return Workbook(path.name, hashlib.sha256(content).hexdigest(), tuple(sheets))


def _may_hurt(path: Path, content: bytes) -> bool:
    """Whether it is much to read, or is read by native code, which does not fail as Python does."""
    if content.startswith(_ZIP_MAGIC):
        return archive.unpacked_size(path) > _HERE_MOST or path.suffix.lower() == ".ods"
    return content.startswith(_OLE_MAGIC) or len(content) > _HERE_MOST


def _apart(path: Path, content: bytes) -> Iterable[Sheet]:
    try:
        return apart.run(_sheets, path, content)
    except apart.TooMuch as problem:
        raise FileProblem(
            _(
                "“{name}”没有读完：超过 {minutes} 分钟或 {most} MB 内存，或里面有读不下去的内容。"
                "用 WPS 或 Excel 打开，删去多余的工作表，按年拆开另存为 .xlsx 再试。"
            ).format(name=path.name, minutes=round(apart.SECONDS / 60), most=apart.MEGABYTES)
        ) from problem


def _sheets(path: Path, content: bytes) -> Iterable[Sheet]:
    if content.startswith(_ZIP_MAGIC):
        parts = archive.member_names(path)
        if "xl/workbook.xml" in parts:
            return _read_xlsx(path, content)
        if "content.xml" in parts:
            return _read_ods(path, content)
        raise _unknown_kind(path)
    if content.startswith(_OLE_MAGIC):
        return _read_by_calamine(path, content, old_excel.formulas(content))
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return [_read_text(path, content)]
    raise _unknown_kind(path)


def _refuse_name(path: Path) -> None:
    if path.name.startswith("~$"):
        raise FileProblem(
            _("“{name}”是表格打开时留下的锁文件，不是台账。选名称前没有 ~$ 的那个文件。").format(
                name=path.name
            )
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise FileProblem(
            _("打不开“{name}”：没有读取权限，或正被别的程序占用。关掉它再试。").format(
                name=path.name
            )
        ) from problem


def _unknown_kind(path: Path) -> FileProblem:
    return FileProblem(
        _("“{name}”不是能读的表格。支持 .xlsx、.xls、.ods、.csv；先另存为 .xlsx 再试。").format(
            name=path.name
        )
    )


def _damaged(path: Path) -> FileProblem:
    return FileProblem(
        _(
            "“{name}”读到一半读不下去，内容已损坏。用 WPS 或 Excel 打开，另存为新的 .xlsx 再试。"
        ).format(name=path.name)
    )


def _capped(
    sheet: str, rows: Iterable[tuple[int, list[Cell]]], merged: Merged | None = None
) -> Sheet:
    """The rows that hold something; trailing empty cells fall away."""
    kept: list[Row] = []
    began: dict[tuple[int, int], Cell] = {}
    covers = merged or {}
    for number, cells in rows:
        while cells and is_blank(cells[-1]):
            cells.pop()
        if not cells:
            continue
        above: dict[int, Cell] = {}
        for column, first in covers.get(number, {}).items():
            if first == number and column < len(cells):
                began[first, column] = cells[column]
            elif (first, column) in began and (column >= len(cells) or is_blank(cells[column])):
                above[column] = began[first, column]
        if len(kept) == MOST_ROWS:
            raise FileProblem(
                _("工作表“{sheet}”超过 {most} 行。按年拆成几个文件，分次导入。").format(
                    sheet=sheet, most=MOST_ROWS
                )
            )
        if len(cells) > MOST_COLUMNS:
            raise _too_wide(sheet)
        kept.append(Row(number, tuple(cells), above))
    return Sheet(sheet, tuple(kept))


def _too_wide(sheet: str) -> FileProblem:
    return FileProblem(
        _("工作表“{sheet}”超过 {most} 列。删去用不到的列再试。").format(
            sheet=sheet, most=MOST_COLUMNS
        )
    )


def _covered(ranges: Iterable[tuple[int, int, int, int]]) -> Merged:
    """Merged cells that reach over several rows (first row, first column, last row, last column)."""
    found: Merged = {}
    for first_row, first_column, last_row, last_column in ranges:
        if last_row > first_row and first_column < MOST_COLUMNS and first_column == last_column:
            for row in range(first_row, min(last_row, first_row + _TALLEST_MERGED) + 1):
                found.setdefault(row, {})[first_column] = first_row
    return found


# What damaged or hostile content makes the parsers raise.
_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, OverflowError,
    zipfile.BadZipFile,
)  # fmt: skip


def _read_xlsx(path: Path, content: bytes) -> list[Sheet]:
    from openpyxl import load_workbook  # postponed: start-up time

    try:
        with warnings.catch_warnings():
            # openpyxl warns of every drawing and extension it does not keep; we keep none.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            try:
                return [
                    _capped(one.title, _xlsx_rows(one), _xlsx_merged(one, content))
                    for one in book.worksheets
                ]
            finally:
                book.close()
    except _BROKEN as problem:
        raise _damaged(path) from problem


def _xlsx_rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    # What a sheet says of its own size is often wrong.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=_SHEET_ROWS), start=1):
        if len(cells) > MOST_COLUMNS and any(
            cell.value is not None for cell in cells[MOST_COLUMNS:]
        ):
            raise _too_wide(sheet.title)
        if cells:
            yield number, [_xlsx_cell(cell) for cell in cells[:MOST_COLUMNS]]


def _xlsx_merged(sheet: Any, content: bytes) -> Merged:
    # The streaming reader leaves merged cells out; they stand behind the rows of the sheet's part.
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.read(sheet._worksheet_path.lstrip("/"))
    behind = part[part.rfind(b"sheetData>") :]
    found = (
        (int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
        for left, top, right, bottom in _MERGED.findall(behind)
    )
    return _covered(found)


def _xlsx_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Fault(str(value))
    if isinstance(value, str):
        # Excel writes a carriage return inside a cell this way.
        return value.replace("_x000D_", "")
    return value  # type: ignore[no-any-return]  # the reader gives numbers, booleans and dates


def _read_ods(path: Path, content: bytes) -> list[Sheet]:
    formulas = spreadsheet_xml.ods_formulas(path, content)
    return _read_by_calamine(path, content, formulas)


def _read_by_calamine(
    path: Path, content: bytes, formulas: Mapping[tuple[str | int, int, int], str]
) -> list[Sheet]:
    """`formulas` are known by the name of their sheet, or by its number (from 0)."""
    import python_calamine as calamine  # postponed: start-up time

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        sheets = []
        for order, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            if sheet.end is not None and sheet.end[1] >= MOST_COLUMNS:
                raise _too_wide(name)
            rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
            merged = _covered(
                (top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            sheets.append(
                _capped(
                    name,
                    (
                        (number, [
                            _calamine_cell(
                                value,
                                formulas.get((name, number, column))
                                or formulas.get((order, number, column)),
                            )
                            for column, value in enumerate(row, start=1)
                        ])
                        for number, row in rows
                    ),
                    merged,
                )
            )  # fmt: skip
    except calamine.PasswordError as problem:
        raise FileProblem(
            _("“{name}”设了打开密码。去掉密码另存后再试。").format(name=path.name)
        ) from problem
    except (calamine.CalamineError, *_BROKEN) as problem:
        raise _damaged(path) from problem
    return sheets


def _calamine_cell(
    value: str | float | bool | date | datetime | time | timedelta, formula: str | None
) -> Cell:
    if formula is not None:
        return Formula(formula)
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _read_text(path: Path, content: bytes) -> Sheet:
    text = _decoded(path, content)
    first_line = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first_line.count)
    csv.field_size_limit(archive.MOST_BYTES)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = (
            (number, [_text_cell(cell) for cell in line]) for number, line in enumerate(lines, 1)
        )
        return _capped(path.stem, rows)
    except csv.Error as problem:
        raise _damaged(path) from problem


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith(_UTF16_MARKS):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileProblem(
        _("认不出“{name}”的文字编码。用 WPS 或 Excel 打开，另存为 .xlsx 再试。").format(
            name=path.name
        )
    )


def _text_cell(text: str) -> Cell:
    # ="007" is how exports keep leading zeros from the spreadsheet; it is a text, not a formula.
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        return text[2:-1]
    return text or None
