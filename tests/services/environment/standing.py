"""Points of the demo hospital for tests of the environment, and checks of them as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app import clock
from app.models.environment.check import EnvCheck, EnvStatus, EnvVerdict
from app.models.environment.standard import EnvItem, EnvPlace, EnvPoint, Frequency
from app.services.environment import plan
from app.services.environment.plan import Slot, SlotState
from app.services.environment.upkeep import places, points
from app.services.operations import Changes, Desk, Operation, operation
from tests.factory import department


def item(desk: Desk, code: str) -> int:
    """The id of a row of Table 4."""
    with desk.database.read() as session:
        return session.scalars(select(EnvItem.id).where(EnvItem.code == code)).one()


def place(desk: Desk, name: str, where: str = "手术室", **other: Any) -> int:
    """A new place of a department."""
    given = {"name": name, "department_id": department(desk, where)} | other
    added = places.add(desk, given).record_id
    assert added is not None
    return added


def point(
    desk: Desk, code: str, place_id: int, line: str = "1", frequency: Frequency | None = None
) -> int:
    """A limit checked at a place from today on."""
    added = points.add(desk, item(desk, code), line, place_id, frequency).record_id
    assert added is not None
    return added


@operation("test.planned_since")
def planned_since(current: Operation, point_id: int, day: date) -> Changes:
    """Let a point be planned from an earlier day on, as in a hospital that has worked for long."""
    current.permit()
    current.session.get_one(EnvPoint, point_id).planned_from = day
    return current.changes()


@operation("test.checked")
def checked(
    current: Operation, point_id: int, moment: datetime, status: EnvStatus = EnvStatus.CLOSED
) -> Changes:
    """A check that passed, as a bare row."""
    current.permit()
    point = current.session.get_one(EnvPoint, point_id)
    place = current.session.get_one(EnvPlace, point.place_id)
    many = len(list(current.session.scalars(select(EnvCheck.id))))
    is_judged = status is not EnvStatus.SCHEDULED
    check = EnvCheck(
        number=f"HJ-{many + 1:04}", status=status, checked_at=moment, point_id=point_id,
        point_code=point.code, subject="温度", place=place.name, department_id=place.department_id,
        verdict=EnvVerdict.PASS if is_judged else None,
        last_verdict=EnvVerdict.PASS if is_judged else None,
        created_at=clock.now(), updated_at=clock.now(), created_by_id=current.actor.id,
        updated_by_id=current.actor.id,
    )  # fmt: skip
    current.session.add(check)
    return current.changes(check)


@operation("test.many_points")
def many_points(
    current: Operation,
    department_id: int,
    item_id: int,
    frequencies: Sequence[Frequency],
    how_many: int,
    since: date,
) -> Changes:
    """So many points of a department, each in a room of its own, their frequencies in turn."""
    current.permit()
    for number in range(1, how_many + 1):
        room = EnvPlace(name=f"第 {number} 间", department_id=department_id)
        current.session.add(room)
        current.session.flush()
        current.session.add(
            EnvPoint(
                code=f"P-{number}", item_id=item_id, line="1", place_id=room.id,
                frequency=frequencies[number % len(frequencies)], planned_from=since,
            )
        )  # fmt: skip
    return current.changes()


def between(
    desk: Desk, first: date, last: date, department_id: int | None = None
) -> tuple[Slot, ...]:
    """Every planned check whose period touches these days."""
    with desk.database.read() as session:
        return plan.between_in(session, first, last, department_id)


def due(desk: Desk, department_id: int | None = None) -> tuple[Slot, ...]:
    """What is to be measured today."""
    found = between(desk, clock.today(), clock.today(), department_id)
    return tuple(one for one in found if one.state is SlotState.DUE)
