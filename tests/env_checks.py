"""Rounds of checks in tests, and one check that fails as often as asked until a re-check passes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from app import clock
from app.models.environment.check import EnvCheck
from app.models.organisation import Role
from app.services import reading, records
from app.services.environment import rounds
from app.services.environment.rounds import Measured, RoundEntry
from app.services.operations import Desk
from app.services.registers.environment.env_check import REGISTER
from tests.env_points import PRESSURE, add_points
from tests.factory import department, take
from tests.hospital import desk_of


@dataclass(frozen=True)
class Theatre:
    """The people around 手术室's checks, and the points by their codes."""

    nurse: Desk
    mender: Desk
    supervisor: Desk
    points: dict[str, int]


def theatre(admin: Desk) -> Theatre:
    """A founded hospital with points, a nurse who checks, one who mends, and who supervises."""
    points = add_points(admin)
    return Theatre(
        desk_of(admin, Role.DEPT_HEAD, department="SSS", staff_no="T1"),
        desk_of(admin, Role.REGISTRAR, department="SSS", staff_no="T2"),
        desk_of(admin, Role.HANDLER, Role.ENVIRONMENT_SUPERVISOR, department="ZWK", staff_no="T3"),
        points,
    )


def measured(who: Theatre, code: str, value: str | Decimal | None, **other: object) -> Measured:
    """A line of a round."""
    number = None if value is None else Decimal(value)
    return Measured(who.points[code], number, **other)  # type: ignore[arg-type]  # by name


def round_of(who: Theatre, *lines: Measured, at: datetime | None = None) -> list[int]:
    """Hand a round in; the ids of its checks."""
    started = at or clock.now() - timedelta(minutes=5)
    with who.nurse.database.read() as session:
        known = set(session.scalars(select(EnvCheck.id)))
    rounds.submit(
        who.nurse,
        RoundEntry(
            department(who.nurse, "手术室"), started, who.nurse.person_id, "总务科 王工",
            len(lines), lines,
        ),
    )  # fmt: skip
    with who.nurse.database.read() as session:
        found = session.scalars(select(EnvCheck.id).order_by(EnvCheck.id))
        return [one for one in found if one not in known]


def put_right(who: Theatre, check_id: int, *values: str, place: str = "第 2 手术间") -> None:
    """Restrict, act, re-check with each of these values; supervise and close if the last passed."""
    take(who.nurse, REGISTER, check_id, "restrict", restricted_place=place, restriction="停用待修")
    planned = {
        "cause": "初效滤网积尘", "action": "更换滤网", "action_person_id": who.mender.person_id,
        "action_due_on": clock.today(),
    }  # fmt: skip
    version = reading.load(who.nurse, REGISTER, check_id).version
    records.move(who.nurse, REGISTER, check_id, version, "act", planned)
    for value in values:
        take(who.mender, REGISTER, check_id, "finish_action")
        take(
            who.nurse, REGISTER, check_id, "recheck", recheck_at=clock.now(),
            recheck_value=Decimal(value),
        )  # fmt: skip
    if reading.load(who.nurse, REGISTER, check_id).status == "RECHECK_PASSED":
        take(who.supervisor, REGISTER, check_id, "supervise", supervision="现场复核属实")
        take(who.nurse, REGISTER, check_id, "close")


def pressure_that_failed(who: Theatre, *again: str) -> int:
    """V01: the pressure of a theatre fell; with re-checks it is put right and closed."""
    [check_id] = round_of(who, measured(who, PRESSURE, "3"))
    if again:
        put_right(who, check_id, *again)
    return check_id
