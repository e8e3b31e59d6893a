"""The bar of steps above a record: what was passed, where it is, what is to come."""

from datetime import timedelta

import pytest

from app import clock
from app.models.complaint import ComplaintStatus as S
from app.services.reading import TrailEntry
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.views.registers.record_header import stations
from app.views.widgets.steps import StepMark
from tests.factory import KIND

ROAD = KIND.road


def entry(action: str, target: S, days_ago: int = 0) -> TrailEntry:
    """One step that was taken."""
    at = clock.now() - timedelta(days=days_ago)
    return TrailEntry(at, "周敏", action, action, target.value, "", signed=False)


def bar(status: S | None, *trail: TrailEntry) -> list[StepMark]:
    return stations(KIND, ROAD, status, trail)


def states(marks: list[StepMark]) -> list[str]:
    return [one.state for one in marks]


PASSED = (
    entry("register", S.REGISTERED, 5),
    entry("accept", S.ACCEPTED, 4),
    entry("investigate", S.INVESTIGATING, 3),
)


def test_a_new_record_stands_before_its_registration() -> None:
    marks = bar(None)
    assert states(marks) == ["current", *["todo"] * (len(ROAD) - 1)]
    assert marks[0].text == "登记"


def test_what_was_passed_is_done_and_dated() -> None:
    marks = bar(S.INVESTIGATING, *PASSED)
    assert states(marks)[:4] == ["done", "done", "current", "todo"]
    assert marks[0].note
    assert marks[2].note.endswith("起")


def test_states_that_were_left_out_are_not_shown_as_passed() -> None:
    """An old record comes in at 已反馈: the steps before were never taken here."""
    marks = bar(S.REPLIED)
    assert states(marks)[0] == "current"
    assert len(marks) == len(ROAD) - ROAD.index(S.REPLIED)


def test_a_state_beside_the_road_stands_between_what_was_and_what_comes() -> None:
    marks = bar(S.ESCALATED, *PASSED, entry("escalate", S.ESCALATED, 1))
    current = next(place for place, one in enumerate(marks) if one.state == "current")
    assert marks[current].text == "已升级"
    assert states(marks)[:current] == ["done"] * current
    assert set(states(marks)[current + 1 :]) == {"todo"}


def test_a_state_that_leads_nowhere_stands_at_the_end() -> None:
    marks = bar(S.VOIDED, *PASSED, entry("void", S.VOIDED))
    assert marks[-1].state == "current"
    assert marks[-1].text == "作废"
    assert "todo" not in states(marks)


def test_a_step_taken_twice_shows_its_last_day() -> None:
    again = entry("investigate", S.INVESTIGATING, 1)
    first = bar(S.INVESTIGATING, *PASSED)
    second = bar(S.INVESTIGATING, *PASSED, again)
    assert first[2].note != second[2].note


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)
def test_every_state_of_every_register_has_exactly_one_place(register: Register) -> None:
    for road in register.roads:
        for status in register.status:
            marks = stations(register, road, status, ())
            assert [one.state for one in marks].count("current") == 1, status


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)
def test_stations_have_words_without_an_ellipsis(register: Register) -> None:
    for road in register.roads:
        for mark in stations(register, road, None, ()):
            assert mark.text
            assert "…" not in mark.text
