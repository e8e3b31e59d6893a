"""Who acts, and what guards and effects of a register may know and do around a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.models.base import Record
from app.models.organisation import Department, Role


@dataclass(frozen=True)
class Actor:
    """Who acts: the person signed in, with roles as of now."""

    id: int
    staff_no: str
    name: str
    department_id: int
    department_function: str | None
    roles: frozenset[Role]
    workstation: str = ""


class World(Protocol):
    """What guards and effects may know and do; supplied inside the running operation."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def actor(self) -> Actor: ...

    def due(self, rule: str, received_at: datetime, record_id: int | None) -> date:
        """The last day of a deadline, counting pauses of the record."""
        ...

    def office(self, function: str) -> Department:
        """The department that has this part in the procedure, e.g. `MEDICAL_AFFAIRS`."""
        ...

    def department(self, department_id: int) -> Department: ...

    def routed(self, topic: str) -> int | None:
        """The department that receives complaints on this topic (三.1–三.13); None: by hand."""
        ...

    def open_follow_ups(self, record: Record) -> Sequence[str]:
        """The follow-ups of a record that are not done yet, as sentences."""
        ...

    def follow_up(
        self, record: Record, kind: str, clause: str, reason: str, due_on: date | None = None
    ) -> None:
        """Leave a duty in another register, once per kind and reason."""
        ...

    def pause_clock(self, record: Record, reason: str) -> None: ...

    def resume_clock(self, record: Record) -> None: ...

    def record_exists(self, register: str, record_id: int) -> bool:
        """Whether a record stands and is not voided (for merging)."""
        ...

    def forget(self, record: Record) -> None:
        """Dispose of the readable audit values of a record whose retention is over."""
        ...
