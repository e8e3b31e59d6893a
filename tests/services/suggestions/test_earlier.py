"""The same phone or number within 30 days is said, to those who may know it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app import clock
from app.models.organisation import Role
from app.services import reading, records
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.suggestions.earlier import DAYS, earlier, watched
from tests.factory import KIND, department, registered
from tests.hospital import desk_of

PHONE = "13800130012"


def numbers(desk: Desk, typed: str = PHONE, name: str = "complainant_phone") -> list[int]:
    return [one.record_id for one in earlier(desk, KIND, name, typed)]


@pytest.mark.parametrize(
    "typed", [PHONE, "138 0013 0012", "138-0013-0012", "１３８００１３００１２"]
)
def test_the_same_phone_is_found_however_it_is_written(desk: Desk, typed: str) -> None:
    yesterday = clock.now() - timedelta(days=1)
    record_id = registered(desk, complainant_phone="138-00130012", received_at=yesterday)
    (found,) = earlier(desk, KIND, "complainant_phone", typed)
    assert found.record_id == record_id
    assert found.number == reading.number_of(desk, KIND, record_id)
    assert found.day == clock.local(yesterday).date()
    assert found.state == "已登记"


def test_the_same_patient_number_is_found(desk: Desk) -> None:
    record_id = registered(desk, patient_number="DEMO-0007")
    assert numbers(desk, "demo-0007", "patient_number") == [record_id]
    assert numbers(desk, "DEMO-0007") == []


WATCHED = [(kind, name) for kind in catalog.REGISTERS for name in watched(kind)]


@pytest.mark.parametrize(("kind", "name"), WATCHED, ids=lambda one: getattr(one, "name", one))
def test_every_register_can_be_asked_whatever_its_states(
    desk: Desk, kind: Register, name: str
) -> None:
    assert earlier(desk, kind, name, "DEMO-0099") == []


def test_both_numbers_of_a_complaint_are_watched() -> None:
    assert watched(KIND) == ("complainant_phone", "patient_number")


@pytest.mark.parametrize("typed", ["", "1380", "138****0012", "13800130013"])
def test_a_beginning_a_mask_or_another_number_finds_nothing(desk: Desk, typed: str) -> None:
    registered(desk, complainant_phone="138****0012")
    registered(desk, complainant_phone=PHONE)
    assert numbers(desk, typed) == []


def test_a_month_ago_is_no_longer_said(desk: Desk) -> None:
    registered(
        desk, complainant_phone=PHONE, received_at=clock.now() - timedelta(days=DAYS, hours=1)
    )
    assert numbers(desk) == []


def test_the_record_itself_and_a_void_one_are_left_out(desk: Desk) -> None:
    record_id = registered(desk, complainant_phone=PHONE)
    assert earlier(desk, KIND, "complainant_phone", PHONE, record_id) == []
    records.void(desk, KIND, record_id, 1, "重复")
    assert numbers(desk) == []


def test_the_newest_three_are_said(desk: Desk) -> None:
    made = [
        registered(
            desk, complainant_phone=PHONE, received_at=clock.now() - timedelta(hours=5 - place)
        )
        for place in range(4)
    ]
    assert numbers(desk) == made[:0:-1]


def test_another_wards_record_is_not_said(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="EK")
    registered(desk, complainant_phone=PHONE)
    assert numbers(nurse) == []
    ours = registered(
        desk, complainant_phone=PHONE, respondent_department_id=department(desk, "儿科")
    )
    assert numbers(nurse) == [ours]


def test_who_may_not_see_identities_learns_nothing(desk: Desk) -> None:
    registered(desk, complainant_phone=PHONE)
    assert numbers(desk_of(desk, Role.AUDITOR)) == []


def test_who_a_record_is_about_learns_nothing(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    registered(desk, complainant_phone=PHONE, respondent_person_id=nurse.person_id)
    assert numbers(nurse) == []
    assert len(numbers(desk)) == 1


def test_the_question_reads_an_index_not_the_register(desk: Desk) -> None:
    asked: list[str] = []
    engine = desk.database.engine
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: asked.append(call[2]) if "received_at" in call[2] else None,
    )
    numbers(desk)
    with engine.connect() as connection:
        values = ("2026-01-01", *[None] * (asked[-1].count("?") - 1))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1]}", values).all()
    assert "USING INDEX ix_complaint_list (received_at>?)" in str(plan)
