"""The fields of a record as its form takes them: values, rows, ticks and the names under it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.bookkeeping import StepEntry
from app.services import values
from app.services.forms import Form, FormValue, Options, Signature
from app.services.people import signing
from app.services.registers import lines
from app.services.registers.register import Field, Kind, Register


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
        paper_name(part): field_value(
            form, part, row.get(part.name), values.shown(part, row.get(part.name), names, kind),
            names, kind,
        )
        for part in field.lines
    }  # fmt: skip


def field_value(
    form: Form, field: Field, value: Any, text: str, names: values.Names, kind: Register
) -> FormValue:
    """One field: a table inside the record, ticked boxes, an amount, a day, or its words."""
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


def _signed(steps: Mapping[str, StepEntry], source: str) -> StepEntry | None:
    """Of `review/approve` the first that was taken, of `prove|fail` the one taken last."""
    if "/" in source:
        return next((steps[one] for one in source.split("/") if one in steps), None)
    taken = [steps[one] for one in source.split("|") if one in steps]
    return max(taken, key=lambda one: one.id, default=None)


def signatures(
    session: Session, kind: Register, form: Form, record: Any, names: values.Names
) -> Mapping[str, FormValue]:
    """The names under the form: from signed steps, or from a person and a moment on the record."""
    taken = session.scalars(
        select(StepEntry)
        .where(StepEntry.register == kind.name, StepEntry.record_id == record.id)
        .order_by(StepEntry.id)
    ).all()
    steps = {one.action: one for one in taken}
    hands = {one.person_id for one in taken}
    found: dict[str, FormValue] = {}
    for name, label in form.signatures.items():
        source = kind.signatures.get(name, "")
        person, at, note, is_traced = None, None, _("系统留痕"), True
        if isinstance(source, tuple):
            person_id = getattr(record, source[0]) or 0
            person, is_traced = names.people.get(person_id), person_id in hands
            at = getattr(record, source[1])
        elif last := _signed(steps, source):
            person, at = last.person_name, last.at
            note = "，".join(one for one in (signing.words(last), note) if one)
        day = clock.local(at).date() if isinstance(at, datetime) else at
        day = day if person else None
        found[name] = Signature(label, person, day, note if person else "", is_traced)
    return found
