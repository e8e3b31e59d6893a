"""Handing over: open records change hands with their reason, closed ones stay, nobody slips away."""

import pytest

from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.services.people import accounts, directory, handover
from tests.factory import KIND, department, registered, step
from tests.hospital import desk_of


def test_open_records_go_to_the_successor_with_a_trace(desk: Desk) -> None:
    leaving = desk_of(desk, Role.HANDLER, staff_no="200001")
    successor = desk_of(desk, Role.HANDLER, staff_no="200002")
    record_id = registered(desk, receiver_id=leaving.person_id)
    closed = registered(desk, receiver_id=leaving.person_id)
    step(desk, closed, "withdraw", withdrawal_evidence="书面撤诉书")
    assert [one.record_id for one in handover.in_hand(desk, leaving.person_id).cases] == [record_id]
    handover.hand_over(desk, leaving.person_id, successor.person_id)
    record = reading.load(desk, KIND, record_id)
    assert record.values["receiver_id"] == successor.person_id
    assert record.trail[-1].label == "交接"
    assert record.trail[-1].note.startswith("交接：")
    assert reading.load(desk, KIND, closed).values["receiver_id"] == leaving.person_id
    assert handover.in_hand(desk, leaving.person_id).cases == ()


def test_nobody_is_stopped_with_open_records(desk: Desk) -> None:
    leaving = desk_of(desk, Role.HANDLER)
    registered(desk, receiver_id=leaving.person_id)
    where = department(desk, "急诊科")
    with pytest.raises(InvalidRecord) as refused:
        accounts.change_person(desk, leaving.person_id, where, frozenset(), False)
    assert "1 件" in refused.value.problems["active"]
    handover.hand_over(desk, leaving.person_id, desk.person_id)
    accounts.change_person(desk, leaving.person_id, where, frozenset(), False)
    assert not next(one for one in directory.colleagues(desk) if one.id == leaving.person_id).active


def test_nobody_takes_over_what_is_about_them(desk: Desk) -> None:
    about = desk_of(desk, Role.HANDLER)
    registered(desk, respondent_person_id=about.person_id)
    with pytest.raises(InvalidRecord):
        handover.hand_over(desk, desk.person_id, about.person_id)


def test_nothing_open_is_said(desk: Desk) -> None:
    idle = desk_of(desk, Role.HANDLER)
    with pytest.raises(StepRefused):
        handover.hand_over(desk, idle.person_id, desk.person_id)


def test_only_who_manages_people_hands_over(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    registered(desk)
    with pytest.raises(NotAllowed):
        handover.hand_over(nurse, desk.person_id, nurse.person_id)
