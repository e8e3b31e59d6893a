"""The result of an import as a workbook: every problem listed, and the register with its wrong cells red."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.i18n import _
from app.services.files import beside
from app.services.imports.cells import is_blank, shown
from app.services.imports.report import ImportReport, RowResult
from app.services.text import for_cell

_RED, _AMBER, _GREY = "F8E1DF", "FBEFD0", "E8ECF1"
_WIDTHS = (8, 6, 16, 36, 32, 44)
_COPY_WIDTH = 24


def save_report(report: ImportReport, path: Path) -> None:
    """Write the marked copy. Raises FileProblem."""
    from openpyxl import Workbook  # postponed: start-up time

    with beside(path) as building, building.open("wb") as file:
        book = Workbook(write_only=True)
        _write_errors(book.create_sheet(_("要改的地方")), report)
        _write_copy(book.create_sheet(_("原表")), report)
        book.save(file)


def _write_errors(sheet: Any, report: ImportReport) -> None:
    _set_widths(sheet, _WIDTHS)
    sheet.append(_cells(sheet, [report.summary()], bold=True))
    sheet.append([])
    headings = [_("行"), _("列"), _("表头"), _("表里写的"), _("应当是"), _("怎么改")]
    sheet.append(_cells(sheet, headings, _GREY, bold=True))
    for one in report.errors:
        texts = [str(one.row), one.column, one.heading, one.found, one.expected, one.mend]
        sheet.append(_cells(sheet, texts))
    for row in report.rows:
        for hint in row.hints:
            texts = [str(hint.row), hint.column, hint.heading, hint.found, hint.expected, hint.mend]
            sheet.append(_cells(sheet, texts, _AMBER))
        for note in row.notes:
            sheet.append(_cells(sheet, [str(row.number), "", "", "", "", note], _AMBER))


def _write_copy(sheet: Any, report: ImportReport) -> None:
    """The register as it was read, its result in front of each row."""
    width = 1 + max((one.index for one in report.table.columns), default=0)
    _set_widths(sheet, [_COPY_WIDTH] * (width + 2))
    sheet.freeze_panes = "C2"
    headings = [""] * width
    for column in report.table.columns:
        headings[column.index] = column.heading
    sheet.append(_cells(sheet, [_("行"), _("结果"), *headings], _GREY, bold=True))
    results = {row.number: row for row in report.rows}
    for source in report.table.rows:
        result = results.get(source.number)
        wrong = {problem.column for problem in result.problems} if result else set()
        # A row without a result goes on with the one above.
        words = _result(result) if result else _("接上一行")
        cells = _cells(sheet, [str(source.number), words], _RED if wrong else None)
        texts = [shown(source.cell(index)) for index in range(max(width, len(source.cells)))]
        letters = {one.index: one.letter for one in report.table.columns}
        for index, cell in enumerate(_cells(sheet, texts)):
            if letters.get(index) in wrong:
                cell.fill = _fill(_RED)
            cells.append(cell)
        sheet.append(cells)


def _result(row: RowResult) -> str:
    if row.problems:
        return _("拒绝，{n} 处要改").format(n=len(row.problems))
    if row.present is not None:
        return _("已有 {number}").format(number=row.present)
    if row.imported_as is not None:
        return _("已导入 {number}").format(number=row.imported_as)
    return _("可导入")


def _cells(
    sheet: Any, texts: Sequence[str], colour: str | None = None, bold: bool = False
) -> list[Any]:
    return list(_styled(sheet, texts, colour, bold))


def _styled(sheet: Any, texts: Sequence[str], colour: str | None, bold: bool) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell  # postponed: start-up time
    from openpyxl.styles import Alignment, Font

    for text in texts:
        cell = WriteOnlyCell(sheet, for_cell(text))
        if not is_blank(text):
            # What begins with = stays text and computes nothing.
            cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if colour:
            cell.fill = _fill(colour)
        if bold:
            cell.font = Font(bold=True)
        yield cell


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill  # postponed: start-up time

    return PatternFill("solid", fgColor=colour)


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter  # postponed: start-up time

    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
