"""From the records of clause 四.2 to their paper: whatever is written on screen stands on it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from app import clock
from app.models.keeping import Severity
from app.models.organisation import Role
from app.services import printing, reading, records, values
from app.services.forms import CATALOGUE
from app.services.links import raising
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers.catalog import by_form, by_name
from app.services.registers.register import Field, Kind, Register
from tests.cast import cast_of
from tests.factory import department, take
from tests.forms_services import CODES
from tests.hospital import desk_of
from tests.roads import ACTION

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
        return next(iter(field.choices)).value
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


def full(desk: Desk, kind: Register, **other: Any) -> int:
    """A record with something in every field, those the program counts among them."""
    wanted = {field.name: something(desk, field, at) for at, field in enumerate(kind.fields, 100)}
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
    elif printing.paper_name(field) in CATALOGUE[kind.form].masked:
        shown = values.mask(value)
    elif printing.paper_name(field) in CATALOGUE[kind.form].options:
        shown = f"☑{shown}"
    return [re.sub(r"\s", "", shown)]


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_written_on_screen_stands_on_paper(desk: Desk, code: str) -> None:
    kind = by_form(code)
    record_id = full(desk, kind)
    text = pdf_text(printing.render(desk, kind, record_id, copies=False))
    with desk.database.read() as session:
        names = directory.read(session).names()
    for at, field in enumerate(kind.fields, 100):
        if field.name not in ELSEWHERE:
            for word in words(field, something(desk, field, at), names, kind):
                assert word in text, (field.name, word)


@pytest.mark.parametrize("code", CODES)
def test_a_void_record_says_so_and_why(desk: Desk, code: str) -> None:
    kind = by_form(code)
    record_id = full(desk, kind)
    records.void(desk, kind, record_id, reading.load(desk, kind, record_id).version, "重复开单")
    text = pdf_text(printing.render(desk, kind, record_id, copies=False))
    assert "作废原因：重复开单" in text


@pytest.mark.parametrize("code", CODES)
def test_the_blank_form_needs_no_record(desk: Desk, code: str) -> None:
    kind = by_form(code)
    assert printing.render(desk, kind, None).file_name == f"{code}-空白"


@pytest.mark.parametrize(
    ("severity", "signed", "empty"),
    [(Severity.MINOR, "职能科室", "批准人"), (Severity.MAJOR, "批准人", "职能科室")],
)
def test_who_approved_signs_once_and_where_it_belongs(
    desk: Desk, severity: Severity, signed: str, empty: str
) -> None:
    leader = desk_of(desk, Role.LEADER_IN_CHARGE, Role.OFFICE_HEAD, department="YWK")
    kind = by_name("corrective_action")
    record_id = full(desk, kind, severity=severity.value)
    for who, action in ((desk, "analyze"), (desk, "plan"), (leader, "approve")):
        version = reading.load(who, kind, record_id).version
        records.move(who, kind, record_id, version, action, {})
    text = pdf_text(printing.render(desk, kind, record_id, copies=False))
    assert f"{signed}：" in text
    assert f"{empty}签名：____" in text


def test_who_found_it_ineffective_signs_the_proof(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-06 10:00")
    cast = cast_of(desk)
    record_id = ACTION.walk(cast)
    set_clock("2026-06-08 10:00")
    take(cast.head, ACTION.kind, record_id, "fail", effect="INEFFECTIVE", evidence="又有两例")
    text = pdf_text(printing.render(desk, ACTION.kind, record_id, copies=False))
    assert re.search("验证人：[^：]*2026年6月8日", text)


def test_an_action_names_the_one_raised_from_it(desk: Desk) -> None:
    kind = by_name("corrective_action")
    first = full(desk, kind)
    begun = raising.begin(desk, kind, first, kind.name)
    again = records.register(desk, kind, begun.values, None, (kind, first)).record_id
    assert again is not None
    number = reading.load(desk, kind, again).number
    assert f"新单号{number}" in pdf_text(printing.render(desk, kind, first, copies=False))


def test_a_day_that_was_asked_for_is_a_deadline_of_its_own(desk: Desk) -> None:
    kind = by_name("quality_feedback")
    due = reading.load(desk, kind, full(desk, kind)).due
    assert due is not None
    assert due.why == f"单上要求 {clock.today()} 前完成。"
