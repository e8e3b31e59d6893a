"""交接班: what a department has open, on paper with room for remarks and two signatures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _, source_language
from app.models.bookkeeping import StepEntry
from app.models.organisation import Department
from app.services import access, audit, lists, printing, values
from app.services.days import workdays
from app.services.forms import WARD_SHEET, FormData, FormValue
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.people import founding
from app.services.printing import PrintedForm
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.templates import kept
from app.services.worklists import whose
from app.services.worklists.worklist import next_words

LISTED_MOST = 200


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
                whose.current(kind),
                access.of_department(kind, actor.department_id),
                access.visible(actor, kind),
            ]
            order = model.due_on.nulls_last() if hasattr(model, "due_on") else model.id
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


def paper(desk: Desk) -> tuple[WardSheet, PrintedForm]:
    """What is open now, and its sheet on A4 landscape as PDF and as workbook. Raises NotAllowed."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.PRINT)
        name, anchor = actor.name, audit.anchor(session)
    now = clock.now()
    with source_language():
        sheet = ward_sheet(desk)
        given: dict[str, FormValue] = {
            "department": sheet.department,
            "counted": _counted(sheet, now),
            "lines": [_on_paper(one) for one in sheet.lines],
        }
        data = FormData(given, sheet.hospital, anchor=anchor, printed_by=name, printed_at=now)
        file_name = _("交接班 {department} {day}").format(
            department=sheet.department, day=f"{clock.local(now):%Y-%m-%d}"
        )
        template = kept.built_in(WARD_SHEET)
        form = printing.on_paper(WARD_SHEET, [data], template, (), file_name, sheet.department)
    return sheet, form


def _on_paper(line: Line) -> dict[str, FormValue]:
    return {
        "number": line.number, "title": line.title, "state": line.state, "due": line.due,
        "next": line.next, "note": line.note,
    }  # fmt: skip


def _counted(sheet: WardSheet, now: datetime) -> str:
    words = _("{when}　共 {n} 件").format(
        when=f"{clock.local(now):%Y-%m-%d %H:%M}", n=len(sheet.lines)
    )
    if sheet.left_out:
        words += _("（另有 {n} 件未列出）").format(n=sheet.left_out)
    return words


@operation("ward_sheet.export")
def note_taken(current: Operation, lines: int, digest: str, how: str) -> None:
    """Keep in the audit that the sheet was printed or saved, and with what it says."""
    current.require(access.Permission.PRINT)
    current.event("ward_sheet.export", records=lines, sha256=digest, how=how)
