"""A new record takes over circumstances, never people, times, signatures or results."""

import pytest

from app.errors import NotAllowed, NotFound
from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Kind, Register
from app.services.suggestions.copies import copied
from tests.factory import KIND, department, registered, replied
from tests.hospital import desk_of


@pytest.mark.parametrize("kind", REGISTERS, ids=lambda kind: kind.name)
def test_no_register_copies_people_times_or_results(kind: Register) -> None:
    for name in kind.copied:
        one = kind[name]
        assert not one.sensitive, name
        assert one.kind not in (Kind.DATE, Kind.DATETIME), name
        assert name in kind.registration | {"topic"}, name


def test_the_circumstances_are_copied(desk: Desk) -> None:
    record_id = replied(desk, topic="NURSING", subject="输液等候", complainant_phone="13800130012")
    taken = copied(desk, KIND, record_id)
    assert taken.number == reading.number_of(desk, KIND, record_id)
    assert dict(taken.values) == {
        "channel": "VISIT",
        "respondent_department_id": department(desk, "急诊科"),
        "topic": "NURSING",
        "subject": "输液等候",
        "narrative": "输液等候近一小时，分诊台未说明原因。",
    }


def test_a_record_one_cannot_see_is_not_copied(desk: Desk) -> None:
    record_id = registered(desk)
    with pytest.raises(NotFound):
        copied(desk_of(desk, Role.REGISTRAR, department="EK"), KIND, record_id)


def test_who_may_not_register_copies_nothing(desk: Desk) -> None:
    record_id = registered(desk)
    with pytest.raises(NotAllowed):
        copied(desk_of(desk, Role.AUDITOR), KIND, record_id)
