"""催办: a note reaches who may see the record, waits on 首页 until the record is opened, and stays."""

import json

import pytest
from sqlalchemy import func, select

from app.errors import InvalidRecord, NotAllowed, NotFound
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.worklists import nudges, worklist
from app.services.worklists.tasks import NUDGED
from tests.factory import KIND, department, registered
from tests.hospital import PASSWORD, desk_of


@pytest.fixture
def ward(desk: Desk) -> Desk:
    """The head of the ward the complaint is about."""
    return desk_of(desk, Role.DEPT_HEAD, department="JZK", staff_no="W9", password=PASSWORD)


@pytest.fixture
def record_id(desk: Desk, ward: Desk) -> int:
    return registered(desk, respondent_department_id=department(desk, "急诊科"))


def sent(desk: Desk, record_id: int, *to: Desk, text: str = "请今天答复") -> None:
    nudges.send(desk, KIND, record_id, [one.person_id for one in to], text)


def test_a_note_waits_on_the_first_page_until_its_record_is_opened(
    desk: Desk, ward: Desk, record_id: int
) -> None:
    sent(desk, record_id, ward)
    (task,) = worklist.worklist(ward).of(NUDGED)
    assert (task.title, task.record_id, task.next) == ("请今天答复", record_id, "周敏催办")
    assert worklist.worklist(desk).counts[NUDGED] == 0
    nudges.read(ward, KIND, record_id)
    assert worklist.worklist(ward).of(NUDGED) == ()


def test_who_sent_it_knows_when_it_was_read(desk: Desk, ward: Desk, record_id: int) -> None:
    sent(desk, record_id, ward)
    (note,) = nudges.board(desk, KIND, record_id).notes
    assert note.read_at is None
    nudges.read(desk, KIND, record_id)
    assert nudges.board(desk, KIND, record_id).notes[0].read_at is None
    nudges.read(ward, KIND, record_id)
    (note,) = nudges.board(desk, KIND, record_id).notes
    assert note.read_at is not None
    assert (note.sender, note.receiver, note.is_mine) == ("周敏", "陈静", False)


def test_those_it_is_about_are_offered_first_and_who_cannot_see_it_is_not(
    desk: Desk, ward: Desk, record_id: int
) -> None:
    desk_of(desk, Role.DEPT_HEAD, department="PFK", staff_no="W8", password=PASSWORD)
    leader = desk_of(
        desk, Role.LEADER_IN_CHARGE, department="YBS", staff_no="L9", password=PASSWORD
    )
    desk_of(desk, Role.DEPT_HEAD, department="JZK", staff_no="W7")  # without an account
    found = nudges.candidates(desk, KIND, record_id)
    assert [(one.id, one.is_near) for one in found] == [
        (ward.person_id, True), (leader.person_id, False),
    ]  # fmt: skip


def test_a_note_to_nobody_to_oneself_or_to_who_cannot_see_is_refused(
    desk: Desk, ward: Desk, record_id: int
) -> None:
    other = desk_of(desk, Role.DEPT_HEAD, department="PFK", staff_no="W8", password=PASSWORD)
    for to, why in (((), "还没有选"), ((desk,), "不用催办自己"), ((ward, other), "看不到")):
        with pytest.raises(InvalidRecord) as refused:
            sent(desk, record_id, *to, text="请今天答复")
        assert why in refused.value.problems["to"]
    with pytest.raises(InvalidRecord) as refused:
        sent(desk, record_id, ward, text=" ")
    assert refused.value.problems == {"text": "还没有写要催办什么"}
    assert nudges.board(desk, KIND, record_id).notes == ()


def test_who_may_not_urge_may_not_and_who_may_not_see_learns_nothing(
    desk: Desk, ward: Desk, record_id: int
) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK", staff_no="N9")
    assert not nudges.board(nurse, KIND, record_id).may_send
    with pytest.raises(NotAllowed):
        sent(nurse, record_id, ward)
    other = desk_of(desk, Role.DEPT_HEAD, department="PFK", staff_no="W8")
    for look in (nudges.board, nudges.candidates):
        with pytest.raises(NotFound):
            look(other, KIND, record_id)


def test_the_trail_holds_that_it_was_sent_and_read(desk: Desk, ward: Desk, record_id: int) -> None:
    with desk.database.read() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    sent(desk, record_id, ward)
    nudges.read(ward, KIND, record_id)
    with desk.database.read() as session:
        query = select(AuditEntry.body).where(AuditEntry.seq > before).order_by(AuditEntry.seq)
        trail = [json.loads(one) for one in session.scalars(query)]
    assert [(one["act"], one["actor"]) for one in trail] == [
        ("nudge.send", "100001"), ("nudge.read", "W9"),
    ]  # fmt: skip
