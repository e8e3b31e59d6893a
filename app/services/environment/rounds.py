"""One round of many points by one person: what is entered, and how it is kept (四.4)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.models.environment.check import EnvFinding


@dataclass(frozen=True)
class Measured:
    """What was found at one point. `pending`: sampled now, the result comes later (培养需要几天)."""

    point_id: int
    value: Decimal | None = None
    finding: EnvFinding | None = None
    instrument: str = ""
    odd_confirmed: bool = False
    pending: bool = False
    note: str = ""


@dataclass(frozen=True)
class RoundEntry:
    """A round as it was walked: who, since when, with whom, how many points were planned."""

    department_id: int
    started_at: datetime
    checker_id: int
    companion: str
    planned: int
    lines: tuple[Measured, ...]
