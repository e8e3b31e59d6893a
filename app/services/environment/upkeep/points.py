"""检查点: which limit is checked where, from when on, and how often; each has a code of its own (四.4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord
from app.i18n import _
from app.models.environment.standard import EnvItem, EnvLimit, EnvPlace, EnvPoint, Frequency
from app.services.environment import limits, planned
from app.services.environment.limits import LimitView
from app.services.environment.planned import PlannedPoint
from app.services.environment.upkeep import keeping
from app.services.operations import Changes, Desk, Operation, operation

LATEST = timedelta(days=3_650)


@dataclass(frozen=True)
class PointView:
    """A point as it is listed: what, where, whose, how often, since when."""

    point: PlannedPoint
    limit: LimitView | None
    initials: str

    @property
    def id(self) -> int:
        """The point's id."""
        return self.point.id

    @property
    def code(self) -> str:
        """What the round sheet prints."""
        return self.point.code

    @property
    def frequency(self) -> Frequency | None:
        """How often: the point's own, or the limit's."""
        return self.point.own_frequency or (self.limit.frequency if self.limit else None)


def points(desk: Desk, department_id: int | None = None) -> list[PointView]:
    """Every point, those in use first, in walking order; or those one department checks."""
    today = clock.today()
    with desk.database.read() as session:
        letters = _letters(session)
        found = [
            PointView(
                one,
                limits.in_force(one.versions, today) or (one.versions or (None,))[-1],
                letters[one.id],
            )
            for one in planned.points(session, department_id)
        ]
    return sorted(found, key=lambda one: not one.point.active)  # stable: in walking order


@operation("env_point.add")
def add(
    current: Operation,
    item_id: int,
    line: str,
    place_id: int,
    frequency: Frequency | None = None,
    planned_from: date | None = None,
) -> Changes:
    """Check a limit at a place from a day on; the code comes of itself: E25-02.

    One that was taken out of use there comes back with its code and its history.
    """
    place = current.session.get_one(EnvPlace, place_id)
    keeping.require(current, place.department_id)
    point = put(current, item_id, line, place, frequency, planned_from or current.today)
    return current.changes(point)


@operation("env_point.change")
def change(
    current: Operation,
    point_id: int,
    place_id: int,
    frequency: Frequency | None,
    active: bool,
) -> Changes:
    """Move a point, check it more or less often, take it out of use or into use again."""
    point = current.session.get_one(EnvPoint, point_id)
    place = current.session.get_one(EnvPlace, place_id)
    before = current.session.get_one(EnvPlace, point.place_id)
    keeping.require(current, place.department_id, before.department_id)
    if active and not place.active:
        raise InvalidRecord({"place": _("“{name}”已停用，先启用地点").format(name=place.name)})
    if place_id != point.place_id and (
        twin := at(current.session, point.item_id, point.line, place_id)
    ):
        words = _("“{name}”已有这个检查点 {code}，不能再移来一个")
        raise InvalidRecord({"place": words.format(name=place.name, code=twin.code)})
    point.place_id, point.frequency = place_id, frequency
    if active and not point.active:
        _revive(point, current.today)
    elif point.active and not active:
        point.planned_until = current.today - timedelta(days=1)
    point.active = active
    return current.changes(point)


def put(
    current: Operation,
    item_id: int,
    line: str,
    place: EnvPlace,
    frequency: Frequency | None,
    planned_from: date,
) -> EnvPoint:
    """A point within a running operation. Raises InvalidRecord (field → reason)."""
    session = current.session
    item = session.get_one(EnvItem, item_id)
    problems = {}
    if (
        session.scalar(
            select(EnvLimit.id).where(EnvLimit.item_id == item_id, EnvLimit.line == line).limit(1)
        )
        is None
    ):
        problems["line"] = _("“{name}”没有这一条限值").format(name=item.name)
    if not place.active:
        problems["place"] = _("“{name}”已停用，先启用地点").format(name=place.name)
    if planned_from < current.today:
        words = _("不能早于今天 {today}：过去的日子没有排过检查")
        problems["planned_from"] = words.format(today=current.today)
    elif planned_from > current.today + LATEST:
        problems["planned_from"] = _("开始日期太远，核对年份")
    known = at(session, item_id, line, place.id)
    if known is not None and known.active:
        words = _("“{name}”已有这个检查点 {code}")
        problems["place"] = words.format(name=place.name, code=known.code)
    if problems:
        raise InvalidRecord(problems)
    if known is not None:
        _revive(known, planned_from)
        known.active, known.frequency = True, frequency
        return known
    point = EnvPoint(
        code=next_code(session, item), item_id=item_id, line=line, place_id=place.id,
        frequency=frequency, planned_from=planned_from, active=True,
    )  # fmt: skip
    session.add(point)
    session.flush()
    return point


def next_code(session: Session, item: EnvItem) -> str:
    """The next code of an item's points: E25-02. A code that was given is never given again."""
    codes = session.scalars(select(EnvPoint.code).where(EnvPoint.item_id == item.id))
    numbers = [int(code.rsplit("-", 1)[-1]) for code in codes]
    return f"{item.code}-{max(numbers, default=0) + 1:02}"


def _letters(session: Session) -> dict[int, str]:
    """Point → the initials of its item and its place."""
    query = (
        select(EnvPoint.id, EnvItem.initials, EnvPlace.initials)
        .join(EnvPlace, EnvPlace.id == EnvPoint.place_id)
        .join(EnvItem, EnvItem.id == EnvPoint.item_id)
    )
    return {point_id: f"{item} {place}" for point_id, item, place in session.execute(query)}


def at(session: Session, item_id: int, line: str, place_id: int) -> EnvPoint | None:
    """The point of a limit at a place, in use or not."""
    return session.scalar(
        select(EnvPoint).where(
            EnvPoint.item_id == item_id, EnvPoint.line == line, EnvPoint.place_id == place_id
        )
    )


def _revive(point: EnvPoint, since: date) -> None:
    """The days it was out of use were not missed."""
    point.planned_from = since
    point.planned_until = None
