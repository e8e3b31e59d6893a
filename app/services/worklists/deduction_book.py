"""月度扣分 as an Excel workbook: departments by months, and on a second sheet every record behind it."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.i18n import N_, _
from app.services import access, audit
from app.services.files import write_file
from app.services.listings import lay_out, taken_words
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.registers import catalog
from app.services.text import for_cell
from app.services.worklists.deductions import MONTHS, Summary

_RECORD_HEADS = (
    (N_("科室"), 130), (N_("月份"), 60), (N_("日期"), 90), (N_("来源"), 110), (N_("编号"), 170),
    (N_("事由"), 320), (N_("依据"), 200), (N_("扣分"), 60), (N_("计入"), 60), (N_("说明"), 220),
)  # fmt: skip
_HEAD = 3
_WIDTH_DEPARTMENT, _WIDTH_MONTH = 150, 56


def export(desk: Desk, found: Summary, path: Path) -> None:
    """Write a summary as it is shown; each export is an audit entry."""
    taken = _note(desk, found.year, sum(len(one.records) for one in found.rows))
    write_file(path, _workbook(founding.hospital_name(desk.database), found, taken))


@operation("deductions.export")
def _note(current: Operation, year: int, rows: int) -> str:
    current.require(access.Permission.EXPORT)
    current.event("deductions.export", year=year, rows=rows)
    return taken_words(current.actor.name, current.now, audit.anchor(current.session))


def _workbook(hospital: str, found: Summary, taken: str) -> bytes:
    import xlsxwriter  # postponed: start-up time

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    base = {"font_name": "宋体", "font_size": 11, "valign": "top"}
    text = base | {"quote_prefix": True}
    styles = {
        "title": book.add_format(text | {"bold": True, "font_size": 14}),
        "line": book.add_format(text),
        "head": book.add_format(text | {"bold": True, "border": 1, "bg_color": "#E9EDF2"}),
        "text": book.add_format(text | {"border": 1, "text_wrap": True}),
        "number": book.add_format(base | {"border": 1, "num_format": "0.##"}),
        "sum": book.add_format(base | {"border": 1, "num_format": "0.##", "bold": True}),
    }
    name = _("{year} 年各科室月度扣分").format(year=found.year)
    for sheet, fill in (
        (book.add_worksheet(_("月度扣分")), _fill_months),
        (book.add_worksheet(_("明细")), _fill_records),
    ):
        sheet.write_string(0, 0, for_cell(f"{hospital}  {name}"), styles["title"])
        rule = _("反馈表按发出月份、不合格服务按扣分月份；同一件事已在反馈表扣分的不重复计入。")
        sheet.write_string(1, 0, for_cell(rule), styles["line"])
        sheet.write_string(2, 0, for_cell(taken), styles["line"])
        fill(sheet, found, styles)
        lay_out(sheet, _HEAD)
    book.close()
    return made.getvalue()


def _fill_months(sheet: Any, found: Summary, styles: dict[str, Any]) -> None:
    heads = [_("科室"), *(_("{n} 月").format(n=month) for month in MONTHS), _("合计")]
    for place, words in enumerate(heads):
        width = _WIDTH_MONTH if place else _WIDTH_DEPARTMENT
        sheet.set_column_pixels(place, place, width)
        sheet.write_string(_HEAD, place, words, styles["head"])
    last = len(MONTHS) + 1
    at = _HEAD
    for at, row in enumerate(found.rows, _HEAD + 1):
        sheet.write_string(at, 0, for_cell(row.department), styles["text"])
        for month in MONTHS:
            _amount(sheet, at, month, row.month(month), styles["number"])
        sheet.write_number(at, last, float(row.total), styles["sum"])
    sheet.write_string(at + 1, 0, _("合计"), styles["head"])
    for month in MONTHS:
        _amount(sheet, at + 1, month, found.month(month), styles["sum"])
    sheet.write_number(at + 1, last, float(found.total), styles["sum"])


def _fill_records(sheet: Any, found: Summary, styles: dict[str, Any]) -> None:
    for place, (words, width) in enumerate(_RECORD_HEADS):
        sheet.set_column_pixels(place, place, width)
        sheet.write_string(_HEAD, place, _(words), styles["head"])
    titles = {kind.name: _(kind.item) for kind in catalog.REGISTERS}
    at = _HEAD
    for row in found.rows:
        for one in row.records:
            at += 1
            note = _("已计入反馈表 {number}").format(number=one.instead) if one.instead else ""
            cells = (
                row.department, _("{n} 月").format(n=one.day.month), one.day.isoformat(),
                titles[one.register], one.number, one.subject, one.basis,
            )  # fmt: skip
            for place, text in enumerate(cells):
                sheet.write_string(at, place, for_cell(text), styles["text"])
            sheet.write_number(at, len(cells), float(one.points), styles["number"])
            sheet.write_number(at, len(cells) + 1, float(one.counted), styles["number"])
            sheet.write_string(at, len(cells) + 2, for_cell(note), styles["text"])
    sheet.autofilter(_HEAD, 0, max(at, _HEAD), len(_RECORD_HEADS) - 1)


def _amount(sheet: Any, row: int, column: int, points: Decimal, style: Any) -> None:
    """An empty month stays empty: it is read faster than a row of noughts."""
    if points:
        sheet.write_number(row, column, float(points), style)
    else:
        sheet.write_blank(row, column, None, style)
