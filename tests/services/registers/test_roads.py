"""Clause 四.2, every register: each step is walked, none is skipped, none without what it needs."""

from dataclasses import replace

import pytest

from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models.organisation import Role
from app.services import audit, reading
from app.services.registers import catalog
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import made, take
from tests.hospital import desk_of
from tests.roads import ROADS, Road, status

EVERY = pytest.mark.parametrize("road", ROADS.values(), ids=ROADS.keys())
EACH = pytest.mark.parametrize("kind", REGISTERS, ids=lambda one: one.name)


@EVERY
def test_the_whole_road_is_walked_and_stands_in_the_trail(cast: Cast, road: Road) -> None:
    record_id = road.walk(cast)
    view = reading.load(cast.head, road.kind, record_id)
    assert [one.action for one in view.trail] == ["register", *(one.action for one in road.moves)]
    assert view.status in road.kind.settled_states or not road.kind.settled_states
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


@EVERY
def test_no_step_is_taken_before_its_time(cast: Cast, road: Road) -> None:
    """At every station, each step that does not start there is refused, saying where it stands."""
    where = "WZK" if catalog.group_of(road.kind).name == "materials" else "YWK"
    everybody = desk_of(cast.admin, *Role, department=where, staff_no="ALL")
    for record_id, _move in road.stations(cast):
        now = reading.load(cast.admin, road.kind, record_id).status
        for step in road.kind.steps:
            if now in step.sources:
                continue
            with pytest.raises(StepRefused, match=f"现在是“{now.label}”，不能办“{step.label}”"):
                take(everybody, road.kind, record_id, step.action)
            assert status(cast.admin, road.kind, record_id) == now


@EVERY
def test_no_step_is_taken_without_what_it_needs(cast: Cast, road: Road) -> None:
    for record_id, move in road.stations(cast):
        before = reading.load(cast.admin, road.kind, record_id)
        given = move.values(cast)
        for name in road.kind.step(move.action).needs:
            if before.values[name] not in (None, "", []):
                continue
            without = {key: value for key, value in given.items() if key != name}
            with pytest.raises(InvalidRecord) as refused:
                take(getattr(cast, move.who), road.kind, record_id, move.action, **without)
            assert name in refused.value.problems
            assert status(cast.admin, road.kind, record_id) == before.status


@EVERY
def test_who_holds_none_of_a_steps_roles_is_told_who_does_it(cast: Cast, road: Road) -> None:
    reader = desk_of(cast.admin, Role.ARCHIVIST, department="YWK", staff_no="READS")
    for record_id, move in road.stations(cast):
        with pytest.raises(NotAllowed, match=f"“{road.kind.step(move.action).label}”由.*办理"):
            take(reader, road.kind, record_id, move.action, **move.values(cast))


@EACH
def test_every_step_of_the_table_is_taken_somewhere_in_the_tests(kind: Register) -> None:
    """A step added without a walk of its own is noticed here."""
    walked = {move.action for road in ROADS.values() if road.kind is kind for move in road.moves}
    elsewhere = {
        "hold", "release", "archive", "propose_disposal", "dispose",  # test_keeping.py
        "upgrade", "judge_major", "downgrade",  # test_severity.py
        "send_back", "reject", "fail", "recheck", "close",  # test_confirming.py
    }  # fmt: skip
    if kind.name != "complaint":
        assert {one.action for one in kind.steps} <= walked | elsewhere


@EACH
def test_a_record_opens_as_registered(cast: Cast, kind: Register) -> None:
    view = reading.load(cast.head, kind, made(cast.head, kind))
    assert view.status is kind.initial
    assert view.lacking == ()


def test_a_road_names_the_people_of_the_cast() -> None:
    """The table of roads itself is sound: nobody acts who is not there."""
    people = set(Cast.__dataclass_fields__) | set(vars(Cast))
    for road in ROADS.values():
        assert {road.who, *(move.who for move in road.moves)} <= people
        assert replace(road) == road
