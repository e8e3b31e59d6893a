"""交接班: what a department has open, on one page with room for remarks and two signatures."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import N_, _
from app.models.bookkeeping import StepEntry
from app.models.organisation import Department
from app.services import access, files, lists, values
from app.services.days import workdays
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.people import founding
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.worklists.worklist import next_words

LISTED_MOST = 200
_HEADS = (
    (N_("编号"), 22), (N_("事项"), 36), (N_("状态"), 11), (N_("期限"), 18), (N_("下一步"), 13),
    (N_("最近说明"), 26), (N_("交班备注"), 22),
)  # fmt: skip
_REMARK_ROWS = 4
_ROW, _TALL_ROW = 24, 30


@dataclass(frozen=True)
class Line:
    """One open record of the department, as much as the next shift must know."""

    register: str
    record_id: int
    number: str
    title: str
    state: str
    due: str
    next: str
    note: str


@dataclass(frozen=True)
class WardSheet:
    """A department's open records, the most urgent first; `left_out` more are open."""

    hospital: str
    department: str
    lines: tuple[Line, ...]
    left_out: int


def ward_sheet(desk: Desk) -> WardSheet:
    """What the person's own department has open, in whatever part."""
    found: list[Line] = []
    left_out = 0
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        department = session.get_one(Department, actor.department_id).name
        for kind in REGISTERS:
            model: Any = kind.model
            ours = [
                model.status.in_(kind.open_states),
                access.of_department(kind, actor.department_id),
                access.visible(actor, kind),
            ]
            order = model.due_on if hasattr(model, "due_on") else model.id
            query = select(model).where(*ours).order_by(order, model.id).limit(LISTED_MOST)
            found += [_line(session, kind, one) for one in session.scalars(query)]
            many = session.scalar(select(func.count()).select_from(model).where(*ours)) or 0
            left_out += max(many - LISTED_MOST, 0)
    return WardSheet(founding.hospital_name(desk.database), department, tuple(found), left_out)


def _line(session: Session, kind: Register, record: Any) -> Line:
    remaining = lists.remaining(kind, record, workdays.load(session))
    note = session.scalar(
        select(StepEntry.note)
        .where(
            StepEntry.register == kind.name,
            StepEntry.record_id == record.id,
            StepEntry.note.is_not(None),
        )
        .order_by(StepEntry.id.desc())
        .limit(1)
    )
    return Line(
        kind.name,
        record.id,
        record.number,
        values.title(kind, record),
        _(record.status.label),
        remaining.word if remaining else "",
        next_words(kind, record),
        note or "",
    )


def save(desk: Desk, sheet: WardSheet, path: Path) -> None:
    """Write the sheet as a workbook that prints on A4 landscape; the audit notes it."""
    content = _workbook(sheet)
    _note(desk, len(sheet.lines), hashlib.sha256(content).hexdigest())
    files.write_file(path, content)


@operation("ward_sheet.export")
def _note(current: Operation, lines: int, digest: str) -> None:
    current.require(access.Permission.PRINT)
    current.event("ward_sheet.export", records=lines, sha256=digest)


def _workbook(sheet: WardSheet) -> bytes:
    import xlsxwriter  # postponed: start-up time

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False,
                                      "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    page = book.add_worksheet(_("交接班"))
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    last = len(_HEADS) - 1
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.merge_range(0, 0, 0, last, sheet.hospital, title)
    page.merge_range(1, 0, 1, last, _("未办结事项交接班"), title)
    now = clock.local(clock.now())
    counted = _("{department}  {when}  共 {n} 件").format(
        department=sheet.department, when=f"{now:%Y-%m-%d %H:%M}", n=len(sheet.lines)
    )
    if sheet.left_out:
        counted += _("（另有 {n} 件未列出）").format(n=sheet.left_out)
    page.write_string(2, 0, counted)
    for place, (words, width) in enumerate(_HEADS):
        page.set_column(place, place, width)
        page.write_string(3, place, _(words), head)
    row = 4
    for line in sheet.lines:
        texts = (line.number, line.title, line.state, line.due, line.next, line.note, "")
        page.set_row(row, _TALL_ROW)
        for place, text in enumerate(texts):
            page.write_string(row, place, text, cell)
        row += 1
    for place in range(_REMARK_ROWS):
        page.set_row(row, _ROW)
        words = _("其他交班事项：") if place == 0 else ""
        page.merge_range(row, 0, row, last, words, cell)
        row += 1
    page.set_row(row, _TALL_ROW)
    signing = _(
        "交班人签名：                    时间：                    接班人签名：                    时间："
    )
    page.merge_range(row, 0, row, last, signing, cell)
    book.close()
    return made.getvalue()
