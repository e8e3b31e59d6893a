"""超限点位: every point out of its limits now, or within a span; how often, since when, who is to act (四.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import N_, _
from app.models.environment.check import EnvCheck, EnvStatus, EnvVerdict
from app.models.organisation import Department
from app.services import access
from app.services.environment import results
from app.services.operations import Desk, actor_of
from app.services.registers.environment.env_check import REGISTER
from app.services.registers.environment.rechecking import TOLD_AFTER

S = EnvStatus
OPEN = (S.FAILED, S.RESTRICTED, S.ACTION, S.RECHECK_PASSED, S.CONFIRMED)
LISTED_MOST = 2_000


class Which(StrEnum):
    """Which of the points out of limits are looked at."""

    OPEN = "OPEN"
    RESTRICTED = "RESTRICTED"
    TO_SUPERVISE = "TO_SUPERVISE"
    OFTEN = "OFTEN"
    WARNED = "WARNED"


@dataclass(frozen=True)
class Asked:
    """What is looked for: now, or what failed first between two days whether it is open or not."""

    which: Which = Which.OPEN
    first: date | None = None
    last: date | None = None

    @property
    def is_span(self) -> bool:
        """Whether a span of days is asked for."""
        return self.first is not None and self.last is not None


@dataclass(frozen=True)
class Line:
    """A point out of its limits: one check, from its first failure to its end."""

    check_id: int
    number: str
    point_id: int | None
    point_code: str
    item: str
    place: str
    limit: str
    department: str
    supervising: str
    status: EnvStatus
    failed_at: datetime
    first_result: str
    failures: int
    last_at: datetime
    last_result: str
    last_verdict: EnvVerdict | None
    restricted: str
    days: int
    next_is: str


@dataclass(frozen=True)
class Found:
    """The points asked for, the longest open first, and how many there are of each kind now."""

    lines: tuple[Line, ...]
    counts: dict[Which, int]
    is_whole: bool = True


# What is done next, and whether it is done by who supervises.
_NEXT: dict[EnvStatus, tuple[str, bool]] = {
    S.FAILED: (N_("定停用、安排整改"), False),
    S.RESTRICTED: (N_("安排整改"), False),
    S.ACTION: (N_("完成整改"), False),
    S.RECHECK_PASSED: (N_("监督确认"), True),
    S.CONFIRMED: (N_("结案"), False),
    S.WARNED: (N_("处理预警、结案"), False),
}


def found(desk: Desk, asked: Asked, most: int | None = LISTED_MOST) -> Found:
    """The points out of limits as far as the person may see them."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        visible = access.visible(actor, REGISTER)
        query = select(EnvCheck).where(visible, *_condition(asked)).order_by(
            EnvCheck.checked_at, EnvCheck.id
        )  # fmt: skip
        checks = session.scalars(query if most is None else query.limit(most + 1)).all()
        names = {one.id: one.name for one in session.scalars(select(Department))}
        now = clock.now()
        lines = tuple(_line(one, names, now) for one in checks[:most])
        return Found(lines, _counts(session, visible), most is None or len(checks) <= most)


def _condition(asked: Asked) -> Sequence[ColumnElement[bool]]:
    if asked.first is not None and asked.last is not None:
        return (
            or_(EnvCheck.verdict == EnvVerdict.FAIL, EnvCheck.failures > 0),
            EnvCheck.status != S.VOIDED,
            EnvCheck.checked_at >= clock.instant(asked.first),
            EnvCheck.checked_at < clock.end_of_day(asked.last),
        )
    return _of(asked.which)


def _of(which: Which) -> Sequence[ColumnElement[bool]]:
    if which is Which.WARNED:
        return (EnvCheck.status == S.WARNED,)
    is_open = EnvCheck.status.in_(OPEN)
    further: dict[Which, ColumnElement[bool]] = {
        Which.RESTRICTED: EnvCheck.restricted_at.is_not(None) & EnvCheck.released_at.is_(None),
        Which.TO_SUPERVISE: EnvCheck.status == S.RECHECK_PASSED,
        Which.OFTEN: EnvCheck.failures >= TOLD_AFTER,
    }
    return (is_open, further[which]) if which in further else (is_open,)


def _counts(session: Session, visible: ColumnElement[bool]) -> dict[Which, int]:
    states = session.execute(
        select(
            EnvCheck.status, EnvCheck.failures, EnvCheck.restricted_at, EnvCheck.released_at
        ).where(visible, EnvCheck.status.in_((*OPEN, S.WARNED)))
    ).all()  # fmt: skip
    failed = [one for one in states if one.status is not S.WARNED]
    return {
        Which.OPEN: len(failed),
        Which.RESTRICTED: sum(
            one.restricted_at is not None and one.released_at is None for one in failed
        ),
        Which.TO_SUPERVISE: sum(one.status is S.RECHECK_PASSED for one in failed),
        Which.OFTEN: sum(one.failures >= TOLD_AFTER for one in failed),
        Which.WARNED: len(states) - len(failed),
    }


def _line(one: EnvCheck, names: dict[int, str], now: datetime) -> Line:
    department = names.get(one.responsible_department_id or 0, "")
    supervising = names.get(one.functional_department_id or 0, "")
    is_out = one.restricted_at is not None and one.released_at is None
    end = now if one.status in (*OPEN, S.WARNED) else one.released_at or one.supervised_at or now
    return Line(
        one.id, one.number, one.point_id, one.point_code or "", one.subject or "", one.place or "",
        " ".join(part for part in (one.limit_text, one.unit) if part), department, supervising,
        one.status, one.checked_at, results.shown(one.value, one.finding, one.limit_text, one.unit), one.failures,
        one.last_checked_at or one.checked_at,
        results.shown(one.last_value, one.last_finding, one.limit_text, one.unit), one.last_verdict,
        (one.restricted_place or "") if is_out else "",
        (clock.local(end).date() - clock.local(one.checked_at).date()).days,
        _next(one, department, supervising),
    )  # fmt: skip


def _next(one: EnvCheck, department: str, supervising: str) -> str:
    if one.status not in _NEXT:
        return ""
    words, is_supervisor = _NEXT[one.status]
    if one.status is S.ACTION and one.action_done_at is not None:
        words = N_("登记复查")
    return f"{(supervising if is_supervisor else department) or '—'}：{_(words)}"
