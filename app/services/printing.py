"""From a record to its paper form: values, signatures, watermark, anchor; the file in memory."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, paths
from app.i18n import _, source_language
from app.models.bookkeeping import StepEntry
from app.services import access, attachments, audit, records, values
from app.services.forms import (
    CATALOGUE,
    Form,
    FormData,
    FormValue,
    Options,
    Signature,
    fill,
    template_for,
    to_pdf,
)
from app.services.operations import Desk, actor_of
from app.services.people import directory, founding, signing
from app.services.registers import lines
from app.services.registers.register import Field, Kind, Register
from app.services.registers.world import Actor
from app.services.storage.database import Database

# Where a form says what belongs to the record; attached files are counted there.
MATERIALS = "materials"


@dataclass(frozen=True)
class PrintedForm:
    """A form as it would be printed and saved: its bytes, pages, and what to say about its template."""

    pdf: bytes
    xlsx: bytes
    file_name: str
    pages: int
    notices: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF, kept in the audit with every print."""
        return hashlib.sha256(self.pdf).hexdigest()


def render(
    desk: Desk, kind: Register, record_id: int | None, form_code: str = "", copies: bool = True
) -> PrintedForm:
    """The form of a record, or the blank form when there is no record.

    Raises NotAllowed and NotFound. Copies (联) follow one another unless one sheet is wanted.
    """
    form = CATALOGUE[form_code or kind.form]
    with source_language(), desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        if record_id is None:
            access.require(actor, access.Permission.PRINT_BLANK)
            data, name = _blank(session, desk.database, actor), _("空白")
        else:
            record = records.visible_record(session, actor, kind, record_id)
            access.require(actor, access.Permission.PRINT, record, kind)
            data, name = _filled(session, desk.database, actor, kind, form, record), record.number
    template, notices = template_for(form, forms_folder(desk.database))
    filled = fill(form, data, template)
    with tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
        pdf, xlsx = Path(folder, "form.pdf"), Path(folder, "form.xlsx")
        pages = to_pdf(filled, pdf, form.copies if copies else None)
        filled.save(xlsx)
        return PrintedForm(
            pdf.read_bytes(), xlsx.read_bytes(), f"{form.code}-{name}", pages, tuple(notices)
        )


def forms_folder(database: Database) -> Path:
    """Where a hospital puts templates of its own: beside its database."""
    return (database.path.parent if database.path else paths.data_folder()) / "forms"


def _blank(session: Session, database: Database, actor: Actor) -> FormData:
    return FormData(
        values={}, hospital=founding.hospital_name(database), anchor=audit.anchor(session),
        printed_by=actor.name, printed_at=clock.now(),
    )  # fmt: skip


def _filled(
    session: Session, database: Database, actor: Actor, kind: Register, form: Form, record: Any
) -> FormData:
    return FormData(
        values=form_values(session, actor, kind, form, record),
        hospital=founding.hospital_name(database),
        watermark=_("作废") if record.status.value == records.VOIDED else None,
        anchor=audit.anchor(session),
        qr=record.number,
        printed_by=actor.name,
        printed_at=clock.now(),
    )


def form_values(
    session: Session, actor: Actor, kind: Register, form: Form, record: Any
) -> dict[str, FormValue]:
    """Field of the form → value. Names on paper are field names without `_id` and `_ids`."""
    names = directory.read(session).names()
    hidden = access.is_about(actor, record, kind)
    shown = {}
    found: dict[str, FormValue] = {"number": record.number}
    for field in kind.fields:
        value = getattr(record, field.name)
        if field.sensitive and value and hidden:
            value = _("（不显示）")
        shown[field.name] = values.shown(field, value, names, kind)
        found[paper_name(field)] = _value(form, field, value, shown[field.name], names, kind)
    for name in ("archived_on", "retain_until", "closed_on"):
        found[name] = getattr(record, name, None)
    found |= kind.paper(record, shown)
    if attached := attachments.count(session, kind, record.id):
        words = (found.get(MATERIALS), _("附件 {n} 件").format(n=attached))
        found[MATERIALS] = "；".join(str(one) for one in words if one)
    if hidden:
        found["complainant_name"] = _("（不显示）")
    found |= _signatures(session, kind, form, record, names)
    known = {*form.fields, *form.signatures}
    return {name: value for name, value in found.items() if name in known}


def paper_name(field: Field) -> str:
    """`patient_department_id` stands on paper as `patient_department`."""
    if field.many and field.name.endswith("_ids"):
        return field.name.removesuffix("_ids") + "s"
    return field.name.removesuffix("_id")


def _row(
    form: Form, field: Field, row: Mapping[str, Any], names: values.Names, kind: Register
) -> dict[str, FormValue]:
    """A row of a table inside the record, by the names of its columns on paper."""
    return {
        paper_name(part): _value(
            form, part, row.get(part.name), values.shown(part, row.get(part.name), names, kind),
            names, kind,
        )
        for part in field.lines
    }  # fmt: skip


def _value(
    form: Form, field: Field, value: Any, text: str, names: values.Names, kind: Register
) -> FormValue:
    if field.lines:
        return [_row(form, field, row, names, kind) for row in lines.read(field, value or [])]
    options = form.options.get(paper_name(field))
    if options is not None:
        return Options(options, _ticked(field, value))
    if field.kind is Kind.DECIMAL and isinstance(value, Decimal):
        return value
    if field.kind in (Kind.DATE, Kind.DATETIME) and value is not None:
        return clock.local(value) if isinstance(value, datetime) else value
    return text or None


def _ticked(field: Field, value: Any) -> frozenset[int]:
    if field.kind is Kind.FLAG:
        return frozenset() if value is None else frozenset({0 if value else 1})
    assert field.choices is not None
    members = [member.value for member in field.choices]
    chosen = value if field.many else [value] if value else []
    return frozenset(members.index(field.choices(one).value) for one in chosen)


def _signatures(
    session: Session, kind: Register, form: Form, record: Any, names: values.Names
) -> Mapping[str, FormValue]:
    """The names under the form: from signed steps, or from a person and a moment on the record."""
    steps = {
        one.action: one
        for one in session.scalars(
            select(StepEntry)
            .where(StepEntry.register == kind.name, StepEntry.record_id == record.id)
            .order_by(StepEntry.id)
        )
    }
    found: dict[str, FormValue] = {}
    for name, label in form.signatures.items():
        source = kind.signatures.get(name, "")
        person, at, note = None, None, _("系统留痕")
        if isinstance(source, tuple):
            person = names.people.get(getattr(record, source[0]) or 0)
            at = getattr(record, source[1])
        elif source in steps:
            person, at = steps[source].person_name, steps[source].at
            note = "，".join(one for one in (signing.words(steps[source]), note) if one)
        day = clock.local(at).date() if at and person else None
        found[name] = Signature(label, person, day, note if person else "")
    return found


def note_printed(
    desk: Desk, kind: Register, record_id: int, form_code: str, digest: str, how: str
) -> None:
    """Keep in the audit who printed or saved which form, with the file's hash."""
    records.printed(desk, kind, record_id, form_code or kind.form, digest, how)
