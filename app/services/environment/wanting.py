"""An instrument found wanting: what it measured since is doubtful, and is listed to be measured anew."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.clock import local
from app.errors import InvalidRecord
from app.i18n import _
from app.models.environment.check import EnvCheck, EnvStatus
from app.models.environment.standard import EnvInstrument
from app.services.access import Permission
from app.services.operations import Changes, Operation, operation


@dataclass(frozen=True)
class Doubted:
    """One check whose result is doubtful now. `by_recheck`: it passed by a re-check made with it."""

    check_id: int
    number: str
    subject: str
    place: str
    checked_at: datetime
    status: EnvStatus
    by_recheck: bool


@dataclass(frozen=True)
class Found:
    """What was marked, the oldest first."""

    changes: Changes
    checks: tuple[Doubted, ...]


@operation("instrument.found_wanting")
def found_wanting(current: Operation, code: str, since: date, why: str) -> Found:
    """Mark all results of an instrument from a day on as doubtful; nothing is judged anew by this.

    Raises InvalidRecord for an unknown instrument, a day to come, or without a reason; NotAllowed.
    """
    current.require(Permission.CONFIGURE)
    session = current.session
    instrument = session.scalar(select(EnvInstrument).where(EnvInstrument.code == code))
    problems: dict[str, str] = {}
    if instrument is None:
        problems["code"] = _("没有编号是“{code}”的仪器").format(code=code)
    if since > current.today:
        problems["since"] = _("不能晚于今天")
    if not why.strip():
        problems["why"] = _("还没有写怎么发现不准的")
    if problems:
        raise InvalidRecord(problems)
    assert instrument is not None
    current.why = why.strip()
    checks = [_doubted(one, code, since) for one in _measured_with(session, code, since)]
    current.note(
        "instrument.found_wanting", instrument, since=since.isoformat(), checks=len(checks)
    )
    return Found(current.changes(), tuple(checks))


def _measured_with(session: Session, code: str, since: date) -> list[EnvCheck]:
    begins = clock.instant(since)
    in_rechecks = f'"instrument":{json.dumps(code, ensure_ascii=False)}'
    query = (
        select(EnvCheck)
        .where(
            EnvCheck.status.not_in([EnvStatus.VOIDED, EnvStatus.DISPOSED]),
            or_(
                (EnvCheck.instrument_code == code) & (EnvCheck.checked_at >= begins),
                EnvCheck.rechecks.contains(in_rechecks, autoescape=True),
            ),
        )
        .order_by(EnvCheck.checked_at, EnvCheck.id)
    )
    return [one for one in session.scalars(query) if _is_concerned(one, code, since)]


def _is_concerned(check: EnvCheck, code: str, since: date) -> bool:
    own = check.instrument_code == code and local(check.checked_at).date() >= since
    return own or _by_recheck(check, code, since)


def _by_recheck(check: EnvCheck, code: str, since: date) -> bool:
    return any(
        row.get("instrument") == code and local(datetime.fromisoformat(row["at"])).date() >= since
        for row in check.rechecks or ()
    )


def _doubted(check: EnvCheck, code: str, since: date) -> Doubted:
    check.doubtful = True
    return Doubted(
        check.id, check.number, check.subject or "", check.place or "", check.checked_at,
        check.status, _by_recheck(check, code, since),
    )  # fmt: skip
