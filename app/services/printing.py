"""From a record to its paper form: values, signatures, watermark, anchor; the file in memory."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import StepRefused
from app.i18n import _, source_language
from app.models.base import VOIDED
from app.models.bookkeeping import Draft
from app.services import (
    access,
    attachments,
    audit,
    environment_paper,
    goods_paper,
    masking,
    process_paper,
    records,
    report_paper,
    values,
)
from app.services.forms import (
    CATALOGUE,
    Form,
    FormData,
    FormValue,
    Signature,
    copy_name,
    fill,
    to_pdf,
)
from app.services.links import beside
from app.services.onto_paper import fields
from app.services.operations import Desk, actor_of
from app.services.people import directory, founding
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.slips import codes
from app.services.storage.database import Database
from app.services.survey_paper import sheets
from app.services.templates import kept, samples
from app.services.templates.kept import Template
from app.services.world import ReadWorld

# Where a form says what belongs to the record; attached files are counted there.
MATERIALS = "materials"
# Where a form names the record of the same register that was raised from this one.
RAISED = "raised"


Copies = bool | Sequence[int]
# Paints onto a page what no cell holds: the canvas, the plan of the pages, which of them.
Over = Callable[[Any, Any, int], None]


@dataclass(frozen=True)
class PrintedForm:
    """A form as it would be printed and saved: its bytes, pages, and what was filled into what."""

    pdf: bytes
    form: Form
    data: FormData
    file_name: str
    pages: int
    template: Template
    number: str = ""
    masked: bool = False

    @cached_property
    def xlsx(self) -> bytes:
        """The workbook the paper is painted from, written when it is asked for: few are."""
        with source_language(), tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
            path = Path(folder, "form.xlsx")
            fill(self.form, self.data, self.template.content).save(path)
            return path.read_bytes()

    @property
    def notices(self) -> tuple[str, ...]:
        """What to say about the template."""
        return self.template.notices

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF, kept in the audit with every print."""
        return hashlib.sha256(self.pdf).hexdigest()


def render(
    desk: Desk,
    kind: Register,
    record_id: int | None,
    form_code: str = "",
    copies: Copies = True,
    masked: bool = False,
    slips: Sequence[str] = (),
) -> PrintedForm:
    """The form of a record; without one the blank form, or that of each slip as far as it is written.

    Raises NotAllowed and NotFound, and StepRefused while a letter has nothing to say. `copies` (联) are
    all of them, those at these places, or one sheet without the name of any. In a masked copy
    (脱敏副本) nobody can be recognised.
    """
    folder = kept.forms_folder(desk.database)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        if record_id is None:
            access.require(actor, access.Permission.PRINT_BLANK)
            form = CATALOGUE[form_code.upper() or kind.forms[0]]
            template = kept.current(session, form, folder)
            with source_language():
                blank = _blank(session, desk.database, actor, sheets.blank(session, form))
                slip = (_slip(session, actor, kind, form, blank, code) for code in slips)
                papers, number = list(slip) or [blank], ""
                name = slips[0] if len(slips) == 1 else _("空白")
        else:
            record = records.visible_record(session, actor, kind, record_id)
            access.require(actor, access.Permission.PRINT, record, kind)
            form = CATALOGUE[form_code.upper() or _usual(kind, record)]
            _refuse_too_early(kind, form, record)
            template = kept.for_record(session, kind, form, record, folder)
            with source_language():
                data = _filled(session, desk.database, actor, kind, form, record)
                name = number = record.number
                if masked:
                    data, name = _masked(session, kind, record, data), f"{name}-{_(masking.MARK)}"
                papers = [data]
    paper = on_paper(form, papers, template, copies, f"{form.code}-{name}", number)
    return replace(paper, masked=masked and record_id is not None)


def _usual(kind: Register, record: Any) -> str:
    """The form of a record; where there are only letters, the first that can be written now."""
    own = kind.forms_of(record)
    now = {one: getattr(record, one) for one in kind.by_name} | {"status": record.status}
    letters = ((one, kind.letter(one)) for one in own)
    return next((one for one, letter in letters if not (letter and letter.not_yet(now))), own[0])


def sample(
    desk: Desk, form_code: str, template: Template | None = None, copies: Copies = False
) -> PrintedForm:
    """A form filled with invented values, to see what a template makes of them."""
    form = CATALOGUE[form_code]
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.PRINT_BLANK)
        template = template or kept.current(session, form, kept.forms_folder(desk.database))
        with source_language():
            data = FormData(
                samples.values(form), founding.hospital_name(desk.database),
                watermark=_("样张"), anchor=audit.anchor(session), qr=samples.NUMBER,
                printed_by=actor.name, printed_at=clock.now(),
            )  # fmt: skip
            name = _("样张")
    return on_paper(form, [data], template, copies, f"{form.code}-{name}")


def _refuse_too_early(kind: Register, form: Form, record: Any) -> None:
    if form.code not in kind.forms_of(record):
        own = _(CATALOGUE[kind.forms_of(record)[0]].title)
        raise StepRefused(
            _("这一件印在“{own}”上，不印在“{form}”上").format(own=own, form=_(form.title))
        )
    letter = kind.letter(form.code)
    values_now = {one: getattr(record, one) for one in kind.by_name}
    reason = letter and letter.not_yet(values_now | {"status": record.status})
    if reason:
        raise StepRefused(_("还不能出{form}：{reason}").format(form=_(form.title), reason=reason))


def on_paper(
    form: Form,
    sheets: Sequence[FormData],
    template: Template,
    copies: Copies,
    file_name: str,
    number: str = "",
    over: Over | None = None,
) -> PrintedForm:
    """Fill a template once or several times, and paint all of it."""
    wanted = range(len(form.copies)) if isinstance(copies, bool) and copies else copies or ()
    marks = [copy_name(place, form.copies[place], len(form.copies)) for place in wanted]
    with source_language():
        filled = [fill(form, data, template.content) for data in sheets]
        for one in filled:
            one.over = over
        with tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
            path = Path(folder, "form.pdf")
            pages = to_pdf(filled, path, marks or None)
            pdf = path.read_bytes()
    return PrintedForm(pdf, form, sheets[0], file_name, pages, template, number)


def _blank(
    session: Session, database: Database, actor: Actor, printed: Mapping[str, FormValue]
) -> FormData:
    """A form without a record; a questionnaire's questions are `printed` on it all the same."""
    return FormData(
        values=printed, hospital=founding.hospital_name(database), anchor=audit.anchor(session),
        printed_by=actor.name, printed_at=clock.now(),
    )  # fmt: skip


def _slip(
    session: Session, actor: Actor, kind: Register, form: Form, blank: FormData, code: str
) -> FormData:
    """The blank form with a slip's code, and what is written in its draft."""
    draft = session.scalar(
        select(Draft).where(
            Draft.register == kind.name, Draft.slip_code == code, Draft.person_id == actor.id
        )
    )
    given = values.unpacked(kind, draft.values) if draft is not None else {}
    accepted = values.accept(kind, given)[0]
    if any(not values.is_empty(one) for one in accepted.values()):
        model: Any = kind.model
        empty: dict[str, Any] = {one.name: [] for one in kind.fields if one.many}
        shown = form_values(session, actor, kind, form, model(**empty | accepted))
        blank = replace(blank, values={name: one for name, one in shown.items() if one})
    return replace(blank, slip=code, qr=codes.slip_text(code))


def _filled(
    session: Session, database: Database, actor: Actor, kind: Register, form: Form, record: Any
) -> FormData:
    data = FormData(
        values=form_values(session, actor, kind, form, record),
        hospital=founding.hospital_name(database),
        watermark=_("作废") if record.status == VOIDED else None,
        anchor=audit.anchor(session),
        qr=codes.record_text(record.number),
        printed_by=actor.name,
        printed_at=clock.now(),
    )
    return report_paper.stamped(session, kind, record, data)


def _masked(session: Session, kind: Register, record: Any, data: FormData) -> FormData:
    """The same form for a meeting: the names, numbers and addresses of this record taken out."""
    people = directory.read(session).names().people
    signed = [one.name for one in data.values.values() if isinstance(one, Signature) and one.name]
    masker = masking.Masking(kind, people).masker(record, [*signed, data.printed_by or ""])
    marks = (data.watermark, _(masking.MARK))
    return replace(
        data,
        values=masker.values(data.values, {fields.paper_name(one): one for one in kind.fields}),
        printed_by=masker.text(data.printed_by or ""),
        watermark="  ".join(one for one in marks if one),
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
        elif value and fields.paper_name(field) in form.masked:
            value = values.mask(value)
        shown[field.name] = values.shown(field, value, names, kind)
        found[fields.paper_name(field)] = fields.field_value(
            form, field, value, shown[field.name], names, kind
        )
    for name in ("archived_on", "retain_until", "closed_on"):
        found[name] = getattr(record, name, None)
    words = (kind.letter(form.code) or kind).paper(record, shown)
    found |= words
    world = ReadWorld(session, actor, clock.now(), clock.today(), kind)
    found |= goods_paper.around(world, kind, form, record)
    found |= environment_paper.around(world, kind, form, record)
    found |= process_paper.around(world, kind, form, record)
    found |= report_paper.around(session, kind, form, record)
    if attached := attachments.count(session, kind, record.id):
        both = (found.get(MATERIALS), _("附件 {n} 件").format(n=attached))
        found[MATERIALS] = "；".join(str(one) for one in both if one)
    if RAISED in form.fields:
        found[RAISED] = _raised(session, actor, kind, record)
    if hidden:
        found["complainant_name"] = _("（不显示）")
    for name, signature in fields.signatures(session, kind, form, record, names).items():
        if isinstance(found.get(name), Signature):
            continue  # of a step of another record
        found[name] = Signature(form.signatures[name]) if words.get(name) == "" else signature
    known = {name.partition(".")[0] for name in form.fields} | set(form.signatures)
    return {name: value for name, value in found.items() if name in known}


def _raised(session: Session, actor: Actor, kind: Register, record: Any) -> str:
    linked = beside.linked(session, actor, kind, record.id)
    return "、".join(
        one.number for one in linked if one.register == kind.name and not one.is_origin
    )


def note_printed(
    desk: Desk, kind: Register, record_id: int, form_code: str, digest: str, how: str,
    masked: bool = False,
) -> None:  # fmt: skip
    """Keep in the audit who printed or saved which form, with the file's hash."""
    records.printed(desk, kind, record_id, form_code or kind.form, digest, how, masked)


def note_printed_together(
    desk: Desk, kind: Register, papers: Mapping[int, str], form_code: str, how: str,
    masked: bool = False,
) -> None:  # fmt: skip
    """The same for records that were printed or saved in one go."""
    records.printed_together(desk, kind, papers, form_code or kind.form, how, masked)
