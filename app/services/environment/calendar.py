"""A month of checks for the calendar: which day what was done, missed, is due or is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.services import access
from app.services.environment import plan, planned
from app.services.environment.plan import Slot, SlotState
from app.services.operations import Desk, actor_of


@dataclass(frozen=True)
class Owner:
    """A department that has points to check."""

    id: int
    name: str


@dataclass(frozen=True)
class Month:
    """The days of a month that have checks, each with these in walking order.

    `department_id` is the one shown, None for all of them.
    """

    first: date
    days: Mapping[date, tuple[Slot, ...]]
    owners: tuple[Owner, ...]
    department_id: int | None

    def count(self, day: date, state: SlotState) -> int:
        """How many checks of a day stand so."""
        return sum(one.state is state for one in self.days.get(day, ()))


def month_of(
    desk: Desk, first: date, department_id: int | None = None, *, own: bool = False
) -> Month:
    """The month that begins on `first`; `own`: of the person's own department, where it has points."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        every = [one for one in planned.points(session) if one.is_planned]
        owners = {one.department_id: Owner(one.department_id, one.department) for one in every}
        if own:
            department_id = actor.department_id if actor.department_id in owners else None
        slots = plan.between_in(session, first, last, department_id)
    days: dict[date, list[Slot]] = {}
    for one in slots:
        if first <= one.shown_on <= last:
            days.setdefault(one.shown_on, []).append(one)
    shown = {day: tuple(found) for day, found in days.items()}
    return Month(first, shown, tuple(owners.values()), department_id)
