"""Beginning a shift: who signed in, what they may do, and what has to be said at once."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Department
from app.services import access, audit
from app.services.days import workdays
from app.services.operations import Desk
from app.services.people import founding, organisation
from app.services.people.organisation import Me
from app.services.storage import state

CHECK_AFTER = timedelta(hours=20)
# The State Council publishes the holidays of a year in the November before it.
NEXT_YEAR_FROM_MONTH = 11


@dataclass(frozen=True)
class Shift:
    """What the window knows of the person at work and of the data.

    `unknown_years` have no holidays in the calendar. `problem` is a sentence about the audit chain,
    or empty.
    """

    desk: Desk
    me: Me
    department: str
    hospital: str
    unknown_years: tuple[int, ...]
    audit_seq: int
    known: state.State
    problem: str

    def may(self, permission: access.Permission) -> bool:
        """Whether one of the person's roles permits this with some record at least."""
        return self.me.may(permission)

    @property
    def staff_no(self) -> str:
        """Whose shift it is, by the number nobody else has."""
        return self.me.actor.staff_no


def begin(desk: Desk) -> Shift:
    """Read what the window shows at once; keeps the audit head seen now for the next start."""
    known = state.read(desk.database)
    me = organisation.me(desk)
    with desk.database.read() as session:
        head = audit.head(session)
        problem = _chain_problem(session, known.head)
        shift = Shift(
            desk,
            me,
            session.get_one(Department, me.actor.department_id).name,
            founding.hospital_name(desk.database),
            _unknown_years(session),
            head[0],
            known,
            problem,
        )
    state.note(desk.database, hospital=shift.hospital)
    if not problem:
        state.note_head(desk.database, head)
    return shift


def audit_seq(desk: Desk) -> int:
    """The number of the last audit entry, for the strip."""
    with desk.database.read() as session:
        return audit.head(session)[0]


def end(desk: Desk) -> None:
    """Keep the audit head as it is now, to be found again at the next start."""
    known = state.read(desk.database)
    with desk.database.read() as session:
        if not _chain_problem(session, known.head):
            state.note_head(desk.database, audit.head(session))


def must_check(known: state.State) -> bool:
    """Whether the data were not checked for most of a day."""
    return known.checked_at is None or clock.now() - known.checked_at > CHECK_AFTER


def check(desk: Desk) -> state.State:
    """Check the file and walk the audit chain, as the program does by itself once a day."""
    known = state.read(desk.database)
    with desk.database.read() as session:
        verdict = audit.verify(session, known.head)
        head = audit.head(session)
    problems = [*desk.database.integrity_problems()]
    if verdict.problem:
        problems.append(verdict.problem)
    elif not problems:
        state.note_head(desk.database, head)
    return state.note_check(desk.database, not problems, "；".join(problems))


def _chain_problem(session: Session, seen: tuple[int, str] | None) -> str:
    """A head seen from this PC before must still be in the chain (reliability: cut tails)."""
    if seen is None:
        return ""
    found = session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == seen[0]))
    if found == seen[1]:
        return ""
    return _(
        "审计链与这台电脑上次看到的不一致（第 {seq} 条）：数据可能恢复过旧备份，或在程序之外被改动"
    ).format(seq=seen[0])


def years_needed() -> tuple[int, ...]:
    """The years whose holidays should be known today."""
    today = clock.today()
    if today.month >= NEXT_YEAR_FROM_MONTH:
        return (today.year, today.year + 1)
    return (today.year,)


def _unknown_years(session: Session) -> tuple[int, ...]:
    calendar = workdays.load(session)
    return tuple(year for year in years_needed() if not calendar.covers(year))
