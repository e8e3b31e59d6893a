"""What the sheet of a round shows before anything is typed: points due, further points, instruments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.environment.check import EnvCheck, EnvStatus
from app.models.environment.standard import EnvInstrument, EnvItem, EnvPlace
from app.services import access
from app.services.environment import limits, plan, planned
from app.services.environment.limits import LimitView
from app.services.environment.plan import SlotState
from app.services.environment.planned import PlannedPoint
from app.services.environment.sheet import SheetLine
from app.services.operations import Desk, actor_of
from app.services.people import pinyin

_REMEMBERED = timedelta(days=120)
_FAILING = (EnvStatus.FAILED, EnvStatus.RESTRICTED, EnvStatus.ACTION)


@dataclass(frozen=True)
class Instrument:
    """A measuring instrument as a sheet offers it."""

    code: str
    name: str
    calibrated_until: date | None
    initials: str
    department_id: int

    def is_expired(self, day: date) -> bool:
        """Whether what it measures that day is doubtful."""
        return self.calibrated_until is not None and self.calibrated_until < day


@dataclass(frozen=True)
class OpenFailure:
    """A check of a point that failed and waits for a re-check to pass (HR-12)."""

    check_id: int
    number: str
    status: EnvStatus
    since: datetime
    failures: int


@dataclass(frozen=True)
class Offered:
    """A point that may be added to a sheet, found by its code, its words or their initials."""

    line: SheetLine
    initials: str


@dataclass(frozen=True)
class Place:
    """A department that has points of its own."""

    id: int
    name: str


@dataclass(frozen=True)
class Prepared:
    """A sheet as it is laid out: what is due, every point there is, and what is known of both.

    `usual` is the instrument each point was measured with last.
    """

    lines: tuple[SheetLine, ...]
    offered: tuple[Offered, ...]
    departments: tuple[Place, ...]
    instruments: tuple[Instrument, ...]
    usual: Mapping[int, str]
    failures: Mapping[int, OpenFailure]
    own_department_id: int
    department_id: int | None = None


def prepare(desk: Desk, department_id: int | None = None, *, own: bool = False) -> Prepared:
    """The sheet of today for a department, or for all of them; `own`: where this person works.

    Who works where nothing is measured sees all of it.
    """
    today = clock.today()
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        every = [one for one in planned.points(session) if one.in_use]
        goods = set(session.scalars(select(EnvPlace.id).where(EnvPlace.holds_goods)))
        departments = {one.department_id: Place(one.department_id, one.department) for one in every}
        if own:
            department_id = actor.department_id if actor.department_id in departments else None
        slots = plan.between_in(session, today, today, department_id)
        due = {one.point_id: one for one in slots if one.state is SlotState.DUE}
        return Prepared(
            tuple(_line(one.point, one.limit, goods) for one in due.values()),
            tuple(_offered(session, every, goods, today)),
            tuple(departments.values()),
            _instruments(session),
            _usual(session),
            _failures(session),
            actor.department_id,
            department_id,
        )


def _line(point: PlannedPoint, limit: LimitView, goods: set[int]) -> SheetLine:
    return SheetLine(
        point.id, point.code, f"{point.item} {limit.name}".rstrip(), point.place,
        point.department, point.supervising, limit, limit.words, limit.unit, limit.wording,
        limit.standard, point.department_id, point.place_id in goods,
    )  # fmt: skip


def _offered(
    session: Session, every: list[PlannedPoint], goods: set[int], today: date
) -> list[Offered]:
    items = {id_: words for id_, words in session.execute(select(EnvItem.id, EnvItem.initials))}
    places = {id_: words for id_, words in session.execute(select(EnvPlace.id, EnvPlace.initials))}
    found = []
    for point in every:
        limit = limits.in_force(point.versions, today)
        if limit is not None and limit.enabled:
            what, where = items[point.item_id].split(), places[point.place_id].split()
            both = [f"{one}{other}" for one in what[:1] for other in where[:1]]
            both += [f"{other}{one}" for one in what[:1] for other in where[:1]]
            readings = " ".join((*both, *what, *where))
            found.append(Offered(_line(point, limit, goods), readings))
    return found


def _instruments(session: Session) -> tuple[Instrument, ...]:
    query = (
        select(EnvInstrument).where(EnvInstrument.active).order_by(EnvInstrument.code)
    )  # fmt: skip
    return tuple(
        Instrument(
            one.code, one.name, one.calibrated_until, pinyin.initials(one.name), one.department_id
        )
        for one in session.scalars(query)
    )


def _usual(session: Session) -> dict[int, str]:
    """Point → the instrument of its newest check that named one."""
    newest = (
        select(func.max(EnvCheck.id))
        .where(
            EnvCheck.point_id.is_not(None),
            EnvCheck.instrument_code != "",
            EnvCheck.checked_at > clock.now() - _REMEMBERED,
        )
        .group_by(EnvCheck.point_id)
    )
    query = select(EnvCheck.point_id, EnvCheck.instrument_code).where(EnvCheck.id.in_(newest))
    return {point_id or 0: code or "" for point_id, code in session.execute(query)}


def _failures(session: Session) -> dict[int, OpenFailure]:
    """Point → its newest check that failed and was not passed by a re-check yet."""
    query = (
        select(
            EnvCheck.point_id, EnvCheck.id, EnvCheck.number, EnvCheck.status, EnvCheck.checked_at,
            EnvCheck.failures,
        )
        .where(EnvCheck.point_id.is_not(None), EnvCheck.status.in_(_FAILING))
        .order_by(EnvCheck.checked_at, EnvCheck.id)
    )  # fmt: skip
    return {
        row.point_id or 0: OpenFailure(row.id, row.number, row.status, row.checked_at, row.failures)
        for row in session.execute(query)
    }
