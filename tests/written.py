"""A record with something in every field, and how each of them reads on paper."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pypdfium2 import PdfDocument

from app import clock
from app.models.organisation import Role
from app.services import printing, records, values
from app.services.forms import CATALOGUE
from app.services.onto_paper import fields as paper_fields
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers.register import Field, Kind, Register
from tests.factory import department
from tests.hospital import desk_of

ELSEWHERE = {"total_points", "legal_hold_reason"}  # added up on paper; only while in court


def pdf_text(made: printing.PrintedForm) -> str:
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(made.pdf)]
    return re.sub(r"\s|\x02", "", "".join(pages))


def something(desk: Desk, field: Field, number: int) -> Any:
    """A value that is told from those of all other fields."""
    if field.lines:
        return [
            {one.name: something(desk, one, number * 10 + at) for at, one in enumerate(field.lines)}
        ]
    if field.kind is Kind.CHOICE:
        assert field.choices is not None
        first = next(iter(field.choices)).value
        return [first] if field.many else first
    day = clock.today() + timedelta(days=1 if field.name == "recheck_on" else 0)
    return {
        Kind.TEXT: f"文{number:03d}",
        Kind.LONG_TEXT: f"长文{number:03d}",
        Kind.CODE: f"C{number:03d}",
        Kind.INTEGER: number % 100,
        Kind.DECIMAL: Decimal(number),
        Kind.DATE: day,
        Kind.DATETIME: clock.now() - timedelta(hours=1),
        Kind.FLAG: True,
        Kind.DEPARTMENT: department(desk, "急诊科"),
        Kind.PERSON: desk.person_id,
    }[field.kind]


def colleague(desk: Desk) -> int:
    """Somebody else: two people sign where two are asked for."""
    known = [one.id for one in directory.load(desk).people if one.code == "200009"]
    return known[0] if known else desk_of(desk, Role.STOREKEEPER, staff_no="200009").person_id


def agreeing(desk: Desk, kind: Register) -> dict[str, Any]:
    """What has to agree with another field of its register."""
    return {
        "material_lot": lambda: {"received_quantity": 77, "verdict": None},
        "goods_receipt": lambda: {"inspector_id": colleague(desk), "keeper_id": colleague(desk)},
        "in_use_nonconformity": lambda: {"arrived_quantity": 88, "kind_total": 99},
        "unqualified_participation": lambda: {"participant_id": colleague(desk)},
        "disposition_order": lambda: {"supervisor_id": colleague(desk), "executed_quantity": 6},
    }.get(kind.name, dict)()


def everything(desk: Desk, kind: Register) -> dict[str, Any]:
    """A value for every field of a register."""
    found = {field.name: something(desk, field, at) for at, field in enumerate(kind.fields, 100)}
    return found | agreeing(desk, kind)


def full(desk: Desk, kind: Register, **other: Any) -> int:
    """A record with something in every field, those the program counts among them."""
    wanted = everything(desk, kind)
    counted = {name: wanted.pop(name) for name in kind.computed - ELSEWHERE}
    wanted = {name: one for name, one in wanted.items() if name not in kind.computed}
    record_id = records.register(desk, kind, wanted | other).record_id
    assert record_id is not None
    with desk.database.write() as session:
        record = session.get_one(kind.model, record_id)
        for name, value in counted.items():
            setattr(record, name, value)
    return record_id


def words(field: Field, value: Any, names: values.Names, kind: Register) -> list[str]:
    """How a value reads on paper, without white space."""
    if field.lines:
        return [
            word
            for row in value
            for part in field.lines
            for word in words(part, row.get(part.name), names, kind)
        ]
    shown = values.shown(field, value, names, kind)
    if isinstance(value, date):
        day = clock.local(value) if isinstance(value, datetime) else value
        shown = f"{day.year}年{day.month}月{day.day}日"
    elif isinstance(value, Decimal):
        shown = f"{value.normalize():f}"
    elif paper_fields.paper_name(field) in CATALOGUE[kind.form].masked:
        shown = values.mask(value)
    elif paper_fields.paper_name(field) in CATALOGUE[kind.form].options:
        shown = f"☑{shown}"
    return [re.sub(r"\s", "", shown)]
