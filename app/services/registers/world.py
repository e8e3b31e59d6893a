"""Who acts, and what guards and effects of a register may know and do around a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.i18n import N_
from app.models.base import Choice, Record
from app.models.complaint import CauseCategory
from app.models.organisation import Department, Role
from app.models.processes.participation import StaffQualification
from app.services.registers.asked.surveys import Surveys
from app.services.registers.stock import Stock
from app.services.registers.surroundings import Surroundings


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
    # Roles held for somebody who is away (代理授权); they are among `roles` too.
    delegated: tuple[tuple[Role, str], ...] = ()


class Meaning(Choice):
    """What a signature says (reliability §5.5)."""

    AUTHORSHIP = "AUTHORSHIP", N_("登记")
    REVIEW = "REVIEW", N_("复核")
    APPROVAL = "APPROVAL", N_("审批")
    WITNESS = "WITNESS", N_("见证")
    RESPONSIBILITY = "RESPONSIBILITY", N_("责任确认")


@dataclass(frozen=True)
class Duty:
    """One duty of a checklist: done by whom and when, or what is still lacking (HR-08)."""

    mark: str
    title: str
    clause: str
    who: str = ""
    at: datetime | None = None
    note: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Origin:
    """The record another one is raised from: which it is, and its values by field name."""

    register: str
    record_id: int
    number: str
    title: str
    values: Mapping[str, Any]
    reason: str = ""

    def get(self, *names: str) -> Any:
        """The first of these fields that holds something."""
        return next((one for name in names if (one := self.values.get(name))), None)


@dataclass(frozen=True)
class Taken:
    """A step that was taken, or something written: which, by whom, when."""

    action: str
    person_id: int | None
    name: str
    at: datetime


@dataclass(frozen=True)
class Linked:
    """A record that came from this one, or this one from it."""

    register: str
    record_id: int
    number: str
    status: Choice
    is_settled: bool
    record: Record


class World(Protocol):
    """What guards and effects may know and do; supplied inside the running operation."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def stock(self) -> Stock: ...
    @property
    def surroundings(self) -> Surroundings: ...
    @property
    def surveys(self) -> Surveys: ...

    def due(self, rule: str, received_at: datetime, record_id: int | None) -> date:
        """The last day of a deadline, counting pauses of the record."""
        ...

    def due_moment(self, rule: str, start: datetime) -> datetime:
        """The instant at which a deadline counted from `start` is over (hours, D22)."""
        ...

    def was(self, record: Record, name: str) -> Any:
        """What a field held before this operation changed it."""
        ...

    def count_causes(
        self, cause: CauseCategory, department_id: int, since: date, until: date
    ) -> int:
        """How many complaints and nonconformities of one cause a department had in (since, until]."""
        ...

    def office(self, function: str) -> Department:
        """The department that has this part in the procedure, e.g. `MEDICAL_AFFAIRS`."""
        ...

    def department(self, department_id: int) -> Department: ...

    def routed(self, topic: str) -> int | None:
        """The department that receives complaints on this topic (三.1–三.13); None: by hand."""
        ...

    def linked(self, record: Record, register: str) -> Sequence[Linked]:
        """The records of a register that came from this one and are not voided."""
        ...

    def origins(self, record: Record) -> Sequence[Linked]:
        """The records this one came from."""
        ...

    def raise_record(self, record: Record, register: str, reason: str = "") -> None:
        """Make a record of another register from this one, its fields carried over, both linked."""
        ...

    def share(self, record: Record, other: Linked) -> None:
        """A record that stands already serves this one too, as if it had been raised from it."""
        ...

    def person(self, person_id: int | None) -> str:
        """The name of a member of staff; empty for nobody."""
        ...

    def staff_named(self, department_id: int | None, text: str) -> Sequence[str]:
        """The members of a department's staff whose names stand in a text."""
        ...

    def works_in(self, person_id: int | None) -> int | None:
        """The department of a member of staff; none for nobody."""
        ...

    def qualifications(self, person_id: int | None) -> Sequence[StaffQualification]:
        """The qualifications of a member of staff that run today (HR-28)."""
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

    def took(self, record: Record, action: str) -> int | None:
        """Who took this step the last time (HR-22: nobody confirms what is their own)."""
        ...

    def last(self, record: Record, *actions: str) -> Taken | None:
        """The one of these steps that was taken last."""
        ...

    def written(self, record: Record, name: str) -> Taken | None:
        """Who first wrote something in a field, and when."""
        ...

    def hands(self, record: Record, *actions: str) -> frozenset[int]:
        """Everybody who ever took one of these steps, however often others took it since."""
        ...

    def record_exists(self, register: str, record_id: int) -> bool:
        """Whether a record stands and is not voided (for merging)."""
        ...

    def twin(self, record: Record, names: Sequence[str]) -> str | None:
        """The number of another standing record of the register that says the same in these fields."""
        ...

    def freeze(self, record: Record) -> None:
        """Keep the figures of a report as they are now; a later round never touches an earlier one."""
        ...

    def forget(self, record: Record) -> None:
        """Dispose of the readable audit values of a record whose retention is over."""
        ...
