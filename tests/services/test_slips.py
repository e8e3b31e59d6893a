"""Slips: printed before there is a record, keyed in by whoever has the paper, found ever after."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.errors import AppError, NotAllowed, NotFound
from app.models.organisation import Role
from app.services import drafts, printing, reading, records
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.slips import codes, issuing, scans
from app.services.slips.codes import Code
from tests.factory import KIND, complaint_values
from tests.hospital import desk_of


@pytest.fixture
def nurse(desk: Desk) -> Desk:
    return desk_of(desk, Role.REGISTRAR, department="JZK")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("QD:S:ABC234", Code("ABC234", True, True)),
        ("qd:s:abc234", Code("ABC234", True, True)),
        ("ＱＤ：Ｓ：ＡＢＣ２３４", Code("ABC234", True, True)),
        (" abc 234\n", Code("ABC234", True, False)),
        ("QD:R:TS-YWK-202603-0007", Code("TS-YWK-202603-0007", False, True)),
        ("ts-ywk-202603-0007", Code("TS-YWK-202603-0007", False, False)),
        ("TS-2026-0007", Code("TS-2026-0007", False, False)),
    ],
)
def test_a_code_is_read_however_it_is_typed(text: str, code: Code) -> None:
    assert codes.parse(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "ABC23", "ABC2340", "ABCO12", "QD:S:", "QD:X:ABC234", "13800000012", "陈某", "A" * 99],
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert codes.parse(text) is None


def test_what_is_printed_is_what_is_read() -> None:
    assert codes.parse(codes.slip_text("ABC234")) == Code("ABC234", True, True)
    assert codes.parse(codes.record_text("TS-JZK-202603-0001")) is not None


def test_each_blank_sheet_has_a_code_of_its_own(desk: Desk) -> None:
    made = issuing.issue(desk, KIND, 50)
    assert len(set(made)) == 50


@pytest.mark.parametrize("count", [0, 51])
def test_too_many_at_once_are_refused(desk: Desk, count: int) -> None:
    with pytest.raises(AppError, match="1 到 50"):
        issuing.issue(desk, KIND, count)


def test_a_slip_goes_round_print_scan_register_scan(desk: Desk, nurse: Desk) -> None:
    (code,) = issuing.issue(desk_of(desk, Role.VIEWER, department="JZK", staff_no="7"), KIND, 1)
    made = printing.render(nurse, KIND, None, copies=False, slips=[code])
    scan = scans.Scan("F01.pdf", scans.PDF, made.pdf)
    read = {one for page in scans.pages(scan) for one in page.codes}
    assert read == {Code(code, True, True)}
    place = issuing.find(nurse, REGISTERS, read.pop())
    assert (place.record_id, place.words) == (None, code)
    draft = issuing.take_over(nurse, KIND, code)
    changes = records.register(nurse, KIND, complaint_values(nurse), draft.slip_code)
    found = issuing.find(nurse, REGISTERS, Code(code, True, True))
    assert found.record_id == changes.record_id
    assert issuing.waiting(nurse, KIND) == []


def test_a_printed_slip_is_not_offered_until_something_is_keyed_in(
    nurse: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-06 10:00")
    (code,) = issuing.issue(nurse, KIND, 1)
    assert reading.drafts(nurse, KIND) == []
    set_clock("2026-03-06 10:05")
    drafts.save(nurse, KIND, {"narrative": "写到一半"}, code)
    assert [one.slip_code for one in reading.drafts(nurse, KIND)] == [code]


def test_a_half_written_draft_goes_to_paper_as_far_as_it_is_written(nurse: Desk) -> None:
    given = {
        "narrative": "写到一半",
        "received_at": "2026-03-06T10:00:00+08:00",
        "channel": "VISIT",
    }
    code = drafts.save(nurse, KIND, given)
    issuing.print_draft(nurse, KIND, code)
    made = printing.render(nurse, KIND, None, copies=False, slips=[code])
    assert made.file_name == f"F01-{code}"
    assert [one.values["narrative"] for one in issuing.waiting(nurse, KIND)] == ["写到一半"]


def test_a_colleague_of_the_department_takes_a_slip_over(desk: Desk, nurse: Desk) -> None:
    (code,) = issuing.issue(nurse, KIND, 1)
    colleague = desk_of(desk, Role.REGISTRAR, department="JZK", staff_no="200002")
    assert issuing.take_over(colleague, KIND, code).slip_code == code
    drafts.save(colleague, KIND, {"narrative": "接着写"}, code)
    assert [one.values for one in issuing.waiting(nurse, KIND)] == [{"narrative": "接着写"}]


def test_another_department_does_not_find_it(desk: Desk, nurse: Desk) -> None:
    (code,) = issuing.issue(nurse, KIND, 1)
    other = desk_of(desk, Role.REGISTRAR, department="PFK", staff_no="200002")
    with pytest.raises(NotFound, match=code):
        issuing.take_over(other, KIND, code)
    with pytest.raises(NotFound, match=code):
        issuing.find(other, REGISTERS, Code(code, True, True))


def test_who_may_not_register_cannot_open_one(desk: Desk, nurse: Desk) -> None:
    (code,) = issuing.issue(nurse, KIND, 1)
    viewer = desk_of(desk, Role.VIEWER, department="JZK", staff_no="200002")
    with pytest.raises(NotAllowed):
        issuing.take_over(viewer, KIND, code)


def test_emptying_a_slip_leaves_it_findable(nurse: Desk) -> None:
    (code,) = issuing.issue(nurse, KIND, 1)
    drafts.save(nurse, KIND, {"narrative": "写错了"}, code)
    drafts.discard(nurse, KIND, code)
    assert [(one.code, one.values) for one in issuing.waiting(nurse, KIND)] == [(code, {})]


def test_slips_taken_back_are_gone_unless_something_is_keyed_in(nurse: Desk) -> None:
    one, two = issuing.issue(nurse, KIND, 2)
    drafts.save(nurse, KIND, {"narrative": "写了"}, one)
    assert issuing.take_back(nurse, KIND, [one, two]) == 1
    assert [left.code for left in issuing.waiting(nurse, KIND)] == [one]


def test_the_newest_slips_come_first(nurse: Desk, set_clock: Callable[[str], datetime]) -> None:
    now = set_clock("2026-03-06 10:00")
    (old,) = issuing.issue(nurse, KIND, 1)
    set_clock(f"{now + timedelta(days=1):%Y-%m-%d} 10:00")
    (new,) = issuing.issue(nurse, KIND, 1)
    assert [one.code for one in issuing.waiting(nurse, KIND)] == [new, old]
