"""What came of a round that was handed in: how many passed, and which checks are open now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.models.environment.check import EnvCheck, EnvRound, EnvVerdict
from app.services import access
from app.services.operations import Desk, actor_of


@dataclass(frozen=True)
class Opened:
    """A check that is not at an end: it failed, is a warning, or waits for its result."""

    check_id: int
    number: str
    what: str
    verdict: EnvVerdict | None


@dataclass(frozen=True)
class Results:
    """The checks of one round; `doubtful` ones were measured with an instrument out of calibration."""

    passed: int
    doubtful: int
    opened: tuple[Opened, ...]

    def of(self, verdict: EnvVerdict | None) -> tuple[Opened, ...]:
        """Those that came to this; None: the result is still to come."""
        return tuple(one for one in self.opened if one.verdict is verdict)


def results(desk: Desk, started_at: datetime, checker_id: int) -> Results:
    """What came of the round this person began at this moment."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        rows = session.execute(
            select(
                EnvCheck.id,
                EnvCheck.number,
                EnvCheck.place,
                EnvCheck.subject,
                EnvCheck.verdict,
                EnvCheck.doubtful,
            )
            .join(EnvRound, EnvRound.id == EnvCheck.round_id)
            .where(EnvRound.started_at == started_at, EnvRound.checker_id == checker_id)
            .order_by(EnvCheck.id)
        ).all()
    opened = [
        Opened(row.id, row.number, f"{row.place} {row.subject}", row.verdict)
        for row in rows
        if row.verdict is not EnvVerdict.PASS
    ]
    doubtful = sum(row.doubtful for row in rows)
    return Results(len(rows) - len(opened), doubtful, tuple(opened))
