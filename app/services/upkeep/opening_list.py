"""The openings of complaint boxes as an Excel workbook, for the file the inspectors ask for."""

import io
from collections.abc import Sequence
from pathlib import Path

from app import clock
from app.i18n import N_, _
from app.services import access, audit
from app.services.files import write_file
from app.services.listings import lay_out, taken_words
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.text import for_cell
from app.services.upkeep import complaint_points
from app.services.upkeep.complaint_points import OpeningView

_HEADS = (
    (N_("开箱时间"), 130), (N_("信箱"), 240), (N_("开箱人"), 90), (N_("见证人"), 90),
    (N_("封数"), 60), (N_("已登记投诉"), 90), (N_("备注"), 260),
)  # fmt: skip
_HEAD = 2


def export(desk: Desk, path: Path) -> int:
    """Write all openings, newest first; returns how many. Each export is an audit entry."""
    openings = complaint_points.openings(desk)
    taken = _note(desk, len(openings))
    content = _workbook(founding.hospital_name(desk.database), openings, taken)
    write_file(path, content)
    return len(openings)


@operation("box_opening.export")
def _note(current: Operation, rows: int) -> str:
    current.require(access.Permission.EXPORT)
    current.event("box_opening.export", rows=rows)
    return taken_words(current.actor.name, current.now, audit.anchor(current.session))


def _workbook(hospital: str, openings: Sequence[OpeningView], taken: str) -> bytes:
    import xlsxwriter  # postponed: start-up time

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(_("开箱登记"))
    base = {"font_name": "宋体", "font_size": 11, "valign": "top", "quote_prefix": True}
    title = book.add_format(base | {"bold": True, "font_size": 14})
    line = book.add_format(base)
    head = book.add_format(base | {"bold": True, "border": 1, "bg_color": "#E9EDF2"})
    cell = book.add_format(base | {"border": 1, "text_wrap": True})
    number = book.add_format({"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1})
    name = _("投诉信箱开箱登记")
    sheet.write_string(0, 0, for_cell(f"{hospital}  {name}"), title)
    sheet.write_string(1, 0, for_cell(taken), line)
    for place, (text, width) in enumerate(_HEADS):
        sheet.set_column_pixels(place, place, width)
        sheet.write_string(_HEAD, place, _(text), head)
    for row, one in enumerate(openings, start=_HEAD + 1):
        words = (
            f"{clock.local(one.opened_at):%Y-%m-%d %H:%M}",
            one.place,
            one.opened_by,
            one.witness,
        )
        for place, text in enumerate(words):
            sheet.write_string(row, place, for_cell(text), cell)
        sheet.write_number(row, 4, one.letters, number)
        sheet.write_number(row, 5, one.registered, number)
        sheet.write_string(row, 6, for_cell(one.note), cell)
    lay_out(sheet, _HEAD, kept_columns=0)
    book.close()
    return made.getvalue()
