"""Usual choices come from what this very person chose lately."""

import pytest

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.suggestions import usual as usual_choices
from app.services.suggestions.usual import OFFERED, usual
from tests.factory import KIND, department, registered
from tests.hospital import desk_of

FIELD = "respondent_department_id"


def register(desk: Desk, *names: str) -> None:
    for name in names:
        registered(desk, respondent_department_id=department(desk, name))


def test_the_most_frequent_stand_first(desk: Desk) -> None:
    register(desk, "儿科", "急诊科", "儿科", "皮肤科", "急诊科", "急诊科")
    wanted = (department(desk, "急诊科"), department(desk, "儿科"))
    assert usual(desk, KIND).values[FIELD] == wanted


def test_what_was_chosen_once_is_not_usual(desk: Desk) -> None:
    register(desk, "儿科", "急诊科")
    assert usual(desk, KIND).values[FIELD] == ()


def test_each_person_has_their_own(desk: Desk) -> None:
    register(desk, "急诊科", "急诊科")
    assert usual(desk_of(desk, Role.REGISTRAR), KIND).values[FIELD] == ()


def test_only_a_few_are_offered(desk: Desk) -> None:
    names = ["急诊科", "儿科", "皮肤科", "康复科", "妇产科", "内镜室"]
    register(desk, *names, *names)
    assert len(usual(desk, KIND).values[FIELD]) == OFFERED


def test_answers_come_as_the_form_holds_them(desk: Desk) -> None:
    registered(desk, topic="NURSING")
    registered(desk, topic="NURSING")
    assert usual(desk, KIND).values["topic"] == ("NURSING",)
    assert type(usual(desk, KIND).values["topic"][0]) is str


def test_only_the_last_records_count(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    register(desk, "儿科", "儿科", *["急诊科"] * 4)
    monkeypatch.setattr(usual_choices, "OWN_RECORDS", 4)
    assert usual(desk, KIND).values[FIELD] == (department(desk, "急诊科"),)


def test_the_answers_of_a_long_question_have_initials(desk: Desk) -> None:
    assert usual(desk, KIND).initials["topic"]["NURSING"] == "hl"
