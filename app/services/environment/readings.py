"""What was measured at one point over time, re-checks among it, and the limits that held meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local
from app.models.environment.check import EnvCheck, EnvFinding, EnvStatus, EnvVerdict
from app.models.environment.standard import EnvLimit, EnvPoint, LimitType
from app.services import access
from app.services.environment import rechecks
from app.services.operations import Desk, actor_of
from app.services.registers.environment import env_check, judging

SHOWN = 14
_NOT_STANDING = (EnvStatus.VOIDED, EnvStatus.DISPOSED)


@dataclass(frozen=True)
class Reading:
    """One measurement of a point; `value` is None where something was found, not measured."""

    at: datetime
    value: Decimal | None
    verdict: EnvVerdict
    check_id: int
    is_recheck: bool
    number: str = ""
    finding: EnvFinding | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class InForce:
    """A version of a limit and the days on which it held, both included."""

    begins: date
    ends: date
    limit_type: LimitType
    low: Decimal | None
    high: Decimal | None
    action_low: Decimal | None
    action_high: Decimal | None
    plausible_low: Decimal | None
    plausible_high: Decimal | None
    unit: str
    words: str
    standard: str


def of_point(desk: Desk, point_id: int, most: int = SHOWN) -> tuple[Reading, ...]:
    """The newest measurements of a point that the person may see, the oldest first."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        checks = session.scalars(
            select(EnvCheck)
            .where(
                EnvCheck.point_id == point_id,
                EnvCheck.verdict.is_not(None),
                EnvCheck.status.not_in(_NOT_STANDING),
                access.visible(actor, env_check.REGISTER),
            )
            .order_by(EnvCheck.checked_at.desc(), EnvCheck.id.desc())
            .limit(most)
        ).all()
        found = [one for check in checks for one in _of_check(check)]
    return tuple(sorted(found, key=lambda one: (one.at, one.check_id))[-most:])


def point_of(desk: Desk, check_id: int) -> int | None:
    """The point a check was made at; None where it is not one the person may see, or names none."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        return session.scalar(
            select(EnvCheck.point_id).where(
                EnvCheck.id == check_id, access.visible(actor, env_check.REGISTER)
            )
        )


def limits_of_point(desk: Desk, point_id: int, first: date, last: date) -> tuple[InForce, ...]:
    """The limits of a point from one day to another, a piece for each version and season."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        return tuple(_in_force(_versions(session, point_id), first, last))


def _of_check(check: EnvCheck) -> Iterator[Reading]:
    if check.verdict is not None:
        yield Reading(
            check.checked_at, check.value, check.verdict, check.id, False, check.number,
            check.finding, check.doubtful,
        )  # fmt: skip
    for again in rechecks.of(check):
        yield Reading(
            again.at, again.value, again.verdict, check.id, True, check.number, again.finding
        )


def _versions(session: Session, point_id: int) -> Sequence[EnvLimit]:
    return session.scalars(
        select(EnvLimit)
        .join(EnvPoint, (EnvPoint.item_id == EnvLimit.item_id) & (EnvPoint.line == EnvLimit.line))
        .where(EnvPoint.id == point_id)
        .order_by(EnvLimit.effective_from)
    ).all()


def _in_force(versions: Sequence[EnvLimit], first: date, last: date) -> Iterator[InForce]:
    """Each version until the day before the next; the first holds for what was measured before it.

    While a version is switched off there is no limit.
    """
    for at, version in enumerate(versions):
        if not version.enabled:
            continue
        begins = version.effective_from if at else first
        ends = versions[at + 1].effective_from - timedelta(days=1) if versions[at + 1 :] else last
        for since, until in _seasons(version, max(begins, first), min(ends, last)):
            yield _piece(version, since, until)


def _seasons(version: EnvLimit, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days of a span on which a limit of a season holds, month by month joined together."""
    if version.month_from is None or version.month_to is None:
        if first <= last:
            yield first, last
        return
    begins = None
    day = first
    while day <= last:
        after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if judging.holds_in(version.month_from, version.month_to, day.month):
            begins = begins or day
        elif begins:
            yield begins, day - timedelta(days=1)
            begins = None
        day = after
    if begins:
        yield begins, last


def _piece(version: EnvLimit, begins: date, ends: date) -> InForce:
    standard = (version.standard_no, version.standard_year and str(version.standard_year))
    return InForce(
        begins, ends, version.limit_type, version.low, version.high, version.action_low,
        version.action_high, version.plausible_low, version.plausible_high, version.unit,
        judging.in_words(version, version.wording),
        "-".join(one for one in standard if one),
    )  # fmt: skip


def day_of(reading: Reading) -> date:
    """The day a reading was taken, on the hospital's calendar."""
    return local(reading.at).date()
