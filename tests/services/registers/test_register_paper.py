"""From the records of clauses 四.2, 四.3 and 四.5 to their paper: whatever is written on screen stands on it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from app import clock
from app.services import printing, reading, records
from app.services.links import raising
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers.catalog import REGISTERS, by_name
from app.services.registers.register import Register
from tests.cast import cast_of
from tests.factory import take
from tests.roads import ACTION, MAJOR_ACTION
from tests.written import ELSEWHERE, everything, full, pdf_text, words

# The usual form of each register; further forms of a record leave out what it says. F14 prints a
# round of checks, F18 the figures of a period: they have tests of their own.
OWN_TESTS = ("", "F01", "F14", "F18")
KINDS = tuple(one for one in REGISTERS if one.form not in OWN_TESTS)
OF_EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)


@OF_EACH
def test_whatever_is_written_on_screen_stands_on_paper(desk: Desk, kind: Register) -> None:
    record_id = full(desk, kind)
    text = pdf_text(printing.render(desk, kind, record_id, copies=False))
    with desk.database.read() as session:
        names = directory.read(session).names()
    for name, value in everything(desk, kind).items():
        if name not in ELSEWHERE:
            for word in words(kind[name], value, names, kind):
                assert word in text, (name, word)


@OF_EACH
def test_a_void_record_says_so_and_why(desk: Desk, kind: Register) -> None:
    record_id = full(desk, kind)
    records.void(desk, kind, record_id, reading.load(desk, kind, record_id).version, "重复开单")
    text = pdf_text(printing.render(desk, kind, record_id, copies=False))
    assert "作废原因：重复开单" in text


@OF_EACH
def test_the_blank_form_needs_no_record(desk: Desk, kind: Register) -> None:
    assert printing.render(desk, kind, None).file_name == f"{kind.form}-空白"


def test_a_minor_action_is_signed_by_the_office_alone(desk: Desk) -> None:
    cast = cast_of(desk)
    record_id = ACTION.walk(cast, "begin")
    text = pdf_text(printing.render(desk, ACTION.kind, record_id, copies=False))
    assert "职能科室：" in text
    assert "批准人签名：____" in text


def test_a_major_action_is_signed_by_the_office_and_by_the_leader(desk: Desk) -> None:
    """F03 八 and 九: two people, each under their own words."""
    cast = cast_of(desk)
    record_id = MAJOR_ACTION.walk(cast, "begin")
    names = {one.action: one.person for one in reading.load(desk, ACTION.kind, record_id).trail}
    text = pdf_text(printing.render(desk, ACTION.kind, record_id, copies=False))
    assert f"职能科室：{names['review']}" in text
    assert f"批准人：{names['approve']}" in text
    assert text.index("（系统留痕，复核）") < text.index("（系统留痕，审批）")


def test_a_name_nobody_acted_under_is_no_signature(desk: Desk) -> None:
    """F03 十: the implementer is written down by somebody else, and signs by hand."""
    cast = cast_of(desk)
    record_id = ACTION.walk(cast, "implement")
    done = ACTION.moves[4].values(cast) | {"implementer_id": cast.nursing.person_id}
    take(cast.chief, ACTION.kind, record_id, "implement", **done)
    text = pdf_text(printing.render(desk, ACTION.kind, record_id, copies=False))
    after = text[text.index("实施人：") :][:40]
    assert "手签：" in after
    assert "系统留痕" not in after.split("手签：")[0]


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
