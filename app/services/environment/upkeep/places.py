"""Rooms, machines and cabinets where the environment is checked; goods lie in those that hold some (四.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.environment.check import EnvCheck
from app.models.environment.standard import EnvPlace, EnvPoint
from app.models.organisation import Department
from app.services import text
from app.services.environment.planned import natural
from app.services.environment.upkeep import keeping
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import pinyin
from app.services.registers.environment import env_check
from app.services.surroundings import book
from app.services.surroundings.book import EnvBook

TEXTS: Mapping[str, int] = {"name": 60, "area_class": 60}
_MISSING = {"name": N_("还没有写地点名称"), "department_id": N_("还没有选科室")}


@dataclass(frozen=True)
class PlaceView:
    """A place, and how many points in use it has."""

    id: int
    name: str
    department_id: int
    department: str
    area_class: str
    holds_goods: bool
    initials: str
    active: bool
    points: int


def places(desk: Desk, department_id: int | None = None) -> list[PlaceView]:
    """Every place, those in use first, by department and name; or those of one department."""
    counts = (
        select(EnvPoint.place_id, func.count().label("many"))
        .where(EnvPoint.active)
        .group_by(EnvPoint.place_id)
        .subquery()
    )
    query = (
        select(
            EnvPlace.id, EnvPlace.name, EnvPlace.department_id, Department.name,
            EnvPlace.area_class, EnvPlace.holds_goods, EnvPlace.initials, EnvPlace.active,
            func.coalesce(counts.c.many, 0),
        )
        .join(Department, Department.id == EnvPlace.department_id)
        .outerjoin(counts, counts.c.place_id == EnvPlace.id)
    )  # fmt: skip
    if department_id is not None:
        query = query.where(EnvPlace.department_id == department_id)
    with desk.database.read() as session:
        found = [PlaceView(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (not one.active, one.department_id, natural(one.name)))


@operation("env_place.add")
def add(current: Operation, given: Mapping[str, Any]) -> Changes:
    """Add a room, machine or cabinet. Raises InvalidRecord with everything that is wrong."""
    wanted = _accepted(current.session, given, None)
    keeping.require(current, wanted["department_id"])
    place = made(wanted)
    current.session.add(place)
    return current.changes(place)


@operation("env_place.change")
def change(current: Operation, place_id: int, given: Mapping[str, Any]) -> Changes:
    """Change a place or take it out of use, and then its points too; checks keep what they name."""
    place = current.session.get_one(EnvPlace, place_id)
    wanted = _accepted(current.session, given, place_id)
    keeping.require(current, place.department_id, wanted["department_id"])
    active = bool(given.get("active", True))
    is_restricted = restricted(current.session, place.name)
    if is_restricted and wanted["name"] != place.name:
        words = _("“{name}”正在限用，限用解除后才能改名")
        raise InvalidRecord({"name": words.format(name=place.name)})
    if is_restricted and not active:
        words = _("“{name}”正在限用，复查合格、限用解除后才能停用")
        raise InvalidRecord({"active": words.format(name=place.name)})
    if wanted["name"] != place.name:
        _may_be_renamed(current.session, place.name)
        place.initials = pinyin.initials(wanted["name"])
    for name, value in wanted.items():
        setattr(place, name, value)
    place.active = active
    if not active:
        _retire_points(current, place_id)
    return current.changes(place)


def made(wanted: Mapping[str, Any]) -> EnvPlace:
    """A new place."""
    return EnvPlace(**wanted, initials=pinyin.initials(wanted["name"]), active=True)


def restricted(session: Session, name: str) -> bool:
    """Whether the place must not be used now (HR-12)."""
    return bool(book.restrictions(session, {name}))


def _may_be_renamed(session: Session, name: str) -> None:
    """What goods and open checks call it is how it is restricted: by another name it would not be."""
    if goods := EnvBook(session).goods_at(name):
        words = _("“{name}”还有 {n} 批在库物品，移到别处后才能改名")
        raise InvalidRecord({"name": words.format(name=name, n=len(goods))})
    query = select(EnvCheck.number).where(
        EnvCheck.place == name, EnvCheck.status.in_(env_check.REGISTER.open_states)
    )
    if number := session.scalar(query.order_by(EnvCheck.id)):
        words = _("“{name}”还有没办结的检查 {number}，结案后才能改名")
        raise InvalidRecord({"name": words.format(name=name, number=number)})


def _retire_points(current: Operation, place_id: int) -> None:
    query = select(EnvPoint).where(EnvPoint.place_id == place_id, EnvPoint.active)
    for point in current.session.scalars(query):
        point.active = False
        point.planned_until = current.today - timedelta(days=1)


def _accepted(session: Session, given: Mapping[str, Any], own_id: int | None) -> dict[str, Any]:
    wanted = text.cleaned(given, TEXTS)
    wanted["department_id"] = given.get("department_id")
    wanted["holds_goods"] = bool(given.get("holds_goods"))
    problems = text.problems(wanted, _MISSING, TEXTS)
    twin = select(func.count()).where(
        EnvPlace.name == wanted["name"], EnvPlace.id.is_distinct_from(own_id)
    )
    if session.scalar(twin):
        words = _("已有叫“{name}”的地点，名称要全院唯一，可加科室名")
        problems["name"] = words.format(name=wanted["name"])
    if problems:
        raise InvalidRecord(problems)
    return wanted
