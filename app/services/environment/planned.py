"""The points that are planned, with everything a round sheet says of them, and when each was checked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.models.environment.check import EnvCheck, EnvStatus
from app.models.environment.standard import EnvItem, EnvPlace, EnvPoint, Frequency, ItemGroup
from app.models.organisation import Department
from app.services.environment import limits
from app.services.environment.limits import LimitView

_NUMBER = re.compile(r"(\d+)")
_NOON = 12


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """A point with its item, its place, who checks it, who supervises, and the versions of its limit."""

    id: int
    code: str
    line: str
    own_frequency: Frequency | None
    planned_from: date
    planned_until: date | None
    active: bool
    item_id: int
    item_code: str
    item: str
    item_group: ItemGroup
    item_active: bool
    method: str
    place_id: int
    place: str
    area_class: str
    department_id: int
    department: str
    supervising_id: int | None
    supervising: str
    versions: tuple[LimitView, ...]

    @property
    def in_use(self) -> bool:
        """Whether it may be measured now: neither it nor its row of Table 4 is out of use."""
        return self.item_active and self.active

    @property
    def is_planned(self) -> bool:
        """Whether its days are planned: of one out of use those until then."""
        return self.item_active and (self.active or self.planned_until is not None)

    @property
    def walk(self) -> tuple[object, ...]:
        """Where it comes on a round: department, place, item; the second room before the tenth."""
        return (
            self.department_id,
            *natural(self.place),
            self.item_code,
            natural(self.line),
            self.id,
        )


class CheckDay(NamedTuple):
    """The day a point was checked, and whether it was after noon."""

    day: date
    is_afternoon: bool
    check_id: int


def points(session: Session, department_id: int | None = None) -> list[PlannedPoint]:
    """Every point, in use or not, in walking order; of one department those it has to check."""
    owner, place_owner, supervisor = (aliased(Department) for _each in range(3))
    responsible = func.coalesce(EnvItem.responsible_department_id, EnvPlace.department_id)
    query = (
        select(
            EnvPoint.id, EnvPoint.code, EnvPoint.line, EnvPoint.frequency, EnvPoint.planned_from,
            EnvPoint.planned_until, EnvPoint.active, EnvItem.id, EnvItem.code, EnvItem.name,
            EnvItem.item_group, EnvItem.active, EnvItem.method, EnvPlace.id, EnvPlace.name,
            EnvPlace.area_class, responsible,
            func.coalesce(owner.name, place_owner.name), supervisor.id,
            func.coalesce(supervisor.name, ""),
        )
        .join(EnvItem, EnvItem.id == EnvPoint.item_id)
        .join(EnvPlace, EnvPlace.id == EnvPoint.place_id)
        .join(place_owner, place_owner.id == EnvPlace.department_id)
        .outerjoin(owner, owner.id == EnvItem.responsible_department_id)
        .outerjoin(supervisor, supervisor.id == EnvItem.supervising_department_id)
    )  # fmt: skip
    if department_id is not None:
        query = query.where(responsible == department_id)
    known = limits.load(session)
    found = []
    for row in session.execute(query):
        values: list[Any] = [*row, known.get((row[7], row[2]), ())]
        found.append(PlannedPoint(*values))
    return sorted(found, key=lambda one: one.walk)


def checks(
    session: Session, first: date, last: date, of: Sequence[int] | None = None
) -> dict[int, list[CheckDay]]:
    """Point → the days it was checked on, in order; of all points, or of those named."""
    query = (
        select(EnvCheck.point_id, EnvCheck.checked_at, EnvCheck.id)
        .where(
            EnvCheck.point_id.is_not(None),
            EnvCheck.checked_at >= clock.instant(first),
            EnvCheck.checked_at < clock.end_of_day(last),
            EnvCheck.status != EnvStatus.VOIDED,
        )
        .order_by(EnvCheck.checked_at, EnvCheck.id)
    )
    if of is not None:
        query = query.where(EnvCheck.point_id.in_(of))
    found: dict[int, list[CheckDay]] = {}
    for point_id, checked_at, check_id in session.execute(query):
        day, is_afternoon = half_of(checked_at)
        found.setdefault(point_id or 0, []).append(CheckDay(day, is_afternoon, check_id))
    return found


def last_before(session: Session, day: date, of: Iterable[int]) -> Mapping[int, date]:
    """Point → the day of its last check before a day."""
    query = (
        select(EnvCheck.point_id, func.max(EnvCheck.checked_at))
        .where(
            EnvCheck.point_id.in_(list(of)),
            EnvCheck.checked_at < clock.instant(day),
            EnvCheck.status != EnvStatus.VOIDED,
        )
        .group_by(EnvCheck.point_id)
    )
    return {
        point_id: clock.local(latest).date()
        for point_id, latest in session.execute(query)
        if point_id is not None
    }


def half_of(moment: datetime) -> tuple[date, bool]:
    """The hospital's day of an instant, and whether it is after noon there."""
    local = clock.local(moment)
    return local.date(), local.hour >= _NOON


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts 第 2 手术间 before 第 10 手术间."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(text) if part
    )
