"""表 4 医疗环境责任部门分配 as the hospital keeps it: rows, who checks and supervises, confirmation (三.8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.i18n import N_, _
from app.models.environment.standard import (
    EnvItem,
    EnvLimit,
    EnvPlace,
    EnvPoint,
    ItemGroup,
    SourceStatus,
)
from app.models.organisation import Department
from app.services import access, text
from app.services.environment import limits
from app.services.environment.limits import LimitView
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import first_table4, pinyin

TEXTS: Mapping[str, int] = {"name": 60, "area_class": 200, "responsible": 60, "method": 120}


@dataclass(frozen=True)
class LineView:
    """One limit of a row with its versions, newest first; `current` holds today, if any does yet."""

    line: str
    versions: tuple[LimitView, ...]
    current: LimitView | None
    points: int

    @property
    def latest(self) -> LimitView:
        """The version with the latest date, in force or still to come."""
        return self.versions[0]

    @property
    def shown(self) -> LimitView:
        """What a list says of it: what holds, else what is to come."""
        return self.current or self.versions[-1]

    @property
    def coming(self) -> LimitView | None:
        """The next version that does not hold yet."""
        today = clock.today()
        later = [one for one in self.versions if one.effective_from > today]
        return later[-1] if later else None

    @property
    def is_confirmed(self) -> bool:
        """Whether what holds and what is to come was set or confirmed by the hospital."""
        return all(one.source_status is SourceStatus.HOSPITAL for one in _standing(self.versions))


@dataclass(frozen=True)
class RowView:
    """A row of the table with its limits. `checks_itself`: checker and supervisor are one department."""

    id: int
    code: str
    item_group: ItemGroup
    name: str
    area_class: str
    responsible: str
    responsible_department_id: int | None
    responsible_department: str
    supervising_department_id: int | None
    supervising_department: str
    method: str
    initials: str
    active: bool
    checks_itself: bool
    lines: tuple[LineView, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether the hospital stands behind every limit of the row."""
        return all(one.is_confirmed for one in self.lines)

    @property
    def points(self) -> int:
        """At how many points it is checked."""
        return sum(one.points for one in self.lines)


def rows(desk: Desk) -> list[RowView]:
    """The whole table by code, what is out of use included."""
    with desk.database.read() as session:
        return load(session)


def load(session: Session) -> list[RowView]:
    """The same within an open session."""
    today = clock.today()
    departments = _departments(session)
    lines: dict[int, list[LineView]] = {}
    counts = _points(session)
    for (item_id, line), versions in limits.load(session).items():
        current = limits.in_force(versions, today)
        view = LineView(line, versions, current, counts.get((item_id, line), 0))
        lines.setdefault(item_id, []).append(view)
    own = _checking_themselves(session)
    found = []
    for item in session.scalars(select(EnvItem).order_by(EnvItem.code)):
        responsible, supervising = item.responsible_department_id, item.supervising_department_id
        found.append(
            RowView(
                item.id, item.code, item.item_group, item.name, item.area_class, item.responsible,
                responsible, departments.get(responsible, ""), supervising,
                departments.get(supervising, ""), item.method, item.initials, item.active,
                item.id in own,
                tuple(sorted(lines.get(item.id, ()), key=lambda one: int(one.line))),
            )
        )  # fmt: skip
    return found


def missing_defaults(desk: Desk) -> int:
    """How many rows of the default table this hospital does not have: a database made before it came."""
    with desk.database.read() as session:
        return first_table4.missing(session)


@operation("env_item.load_defaults")
def load_defaults(current: Operation) -> Changes:
    """Put in the rows of the default table that are not there; those there stay as they are."""
    current.require(access.Permission.CONFIGURE)
    many = first_table4.put(current.session)
    if not many:
        raise StepRefused(_("默认表 4 的 53 项都已经有了，没有要载入的"))
    current.event("env_item.load_defaults", items=many)
    return current.changes()


@operation("env_item.confirm")
def confirm(current: Operation, item_ids: Sequence[int]) -> Changes:
    """The hospital stands behind these rows as they are: 默认，待医院确认 is said of them no longer."""
    current.require(access.Permission.CONFIGURE)
    known = limits.load(current.session)
    standing = [
        one.id for (item_id, _line), versions in known.items() if item_id in item_ids
        for one in _standing(versions)
    ]  # fmt: skip
    open_ones = [
        one
        for one in current.session.scalars(select(EnvLimit).where(EnvLimit.id.in_(standing)))
        if one.source_status is not SourceStatus.HOSPITAL
    ]
    if not open_ones:
        raise StepRefused(_("选中的项目都已由本院确认"))
    for one in open_ones:
        one.source_status = SourceStatus.HOSPITAL
    return current.changes()


@operation("env_item.change")
def change(current: Operation, item_id: int, given: Mapping[str, Any]) -> Changes:
    """Change what a row says besides its limits: name, area, who checks, who supervises, method, use."""
    current.require(access.Permission.CONFIGURE)
    item = current.session.get_one(EnvItem, item_id)
    wanted = _accepted(current.session, given, item_id)
    if wanted["name"] != item.name:
        item.initials = pinyin.initials(wanted["name"])
    for name, value in wanted.items():
        setattr(item, name, value)
    item.active = bool(given.get("active", True))
    return current.changes(item)


@operation("env_item.add")
def add(current: Operation, given: Mapping[str, Any]) -> Changes:
    """A row of the hospital's own, with the next code; its limits are added to it afterwards."""
    current.require(access.Permission.CONFIGURE)
    wanted = _accepted(current.session, given, None)
    group = given.get("item_group")
    if not group:
        raise InvalidRecord({"item_group": _("还没有选分组")})
    codes = current.session.scalars(select(EnvItem.code))
    numbers = [int(code[1:]) for code in codes if code[1:].isdigit()]
    item = EnvItem(
        code=f"E{max(numbers, default=0) + 1:02}",
        item_group=ItemGroup(group),
        initials=pinyin.initials(wanted["name"]),
        **wanted,
    )
    current.session.add(item)
    return current.changes(item)


_MISSING = {"name": N_("还没有写项目名称"), "supervising_department_id": N_("还没有选监督科室")}


def _accepted(session: Session, given: Mapping[str, Any], own_id: int | None) -> dict[str, Any]:
    wanted = text.cleaned(given, TEXTS)
    for name in ("responsible_department_id", "supervising_department_id"):
        wanted[name] = given.get(name)
    problems = text.problems(wanted, _MISSING, TEXTS)
    twin = select(func.count()).where(
        EnvItem.name == wanted["name"], EnvItem.id.is_distinct_from(own_id)
    )
    if session.scalar(twin):
        problems["name"] = _("已有叫“{name}”的项目，改那一项").format(name=wanted["name"])
    if problems:
        raise InvalidRecord(problems)
    return wanted


def _standing(versions: Iterable[LimitView], today: date | None = None) -> list[LimitView]:
    """The version that holds, and those to come; what was replaced is history."""
    today = today or clock.today()
    found = []
    for one in versions:
        found.append(one)
        if one.effective_from <= today:
            break
    return found


def _departments(session: Session) -> dict[int | None, str]:
    rows = session.execute(select(Department.id, Department.name))
    return {department_id: name for department_id, name in rows}


def _points(session: Session) -> dict[tuple[int, str], int]:
    counted = session.execute(
        select(EnvPoint.item_id, EnvPoint.line, func.count())
        .where(EnvPoint.active)
        .group_by(EnvPoint.item_id, EnvPoint.line)
    )
    return {(item_id, line): many for item_id, line, many in counted}


def _checking_themselves(session: Session) -> set[int]:
    """Rows whose supervisor is also the one who checks, by the row itself or at one of its points."""
    responsible = func.coalesce(EnvItem.responsible_department_id, EnvPlace.department_id)
    query = (
        select(EnvItem.id)
        .outerjoin(EnvPoint, (EnvPoint.item_id == EnvItem.id) & EnvPoint.active)
        .outerjoin(EnvPlace, EnvPlace.id == EnvPoint.place_id)
        .where(responsible == EnvItem.supervising_department_id)
    )
    return set(session.scalars(query))
