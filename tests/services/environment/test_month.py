"""A month of the calendar: what was done, missed, is due or still to come, and whose points."""

from collections.abc import Callable
from datetime import date, datetime

from app.models.environment.standard import Frequency
from app.models.organisation import Role
from app.services.environment import calendar
from app.services.environment.plan import SlotState
from app.services.operations import Desk
from tests.factory import department
from tests.hospital import desk_of
from tests.services.environment.standing import checked, place, planned_since, point

DUE, DONE, MISSED, LATER = SlotState
MARCH = date(2026, 3, 1)
Clock = Callable[[str], datetime]


def daily(desk: Desk, name: str, where: str = "手术室") -> int:
    made = point(desk, "E23", place(desk, name, where), frequency=Frequency.DAILY)
    planned_since(desk, made, MARCH)
    return made


def test_each_day_stands_as_it_was_kept(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-10 10:00")
    one = daily(desk, "第 1 手术间")
    checked(desk, one, set_clock("2026-03-09 09:00"))
    set_clock("2026-03-10 10:00")
    month = calendar.month_of(desk, MARCH)
    states = {day: found[0].state for day, found in month.days.items()}
    assert len(states) == 31
    assert states[date(2026, 3, 8)] is MISSED
    assert states[date(2026, 3, 9)] is DONE
    assert states[date(2026, 3, 10)] is DUE
    assert states[date(2026, 3, 11)] is LATER
    assert month.count(date(2026, 3, 9), DONE) == 1
    assert month.count(date(2026, 3, 9), MISSED) == month.count(date(2026, 4, 1), DUE) == 0


def test_a_month_ends_with_its_last_day(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-10 10:00")
    daily(desk, "第 1 手术间")
    assert max(calendar.month_of(desk, MARCH).days) == date(2026, 3, 31)
    assert max(calendar.month_of(desk, date(2028, 2, 1)).days) == date(2028, 2, 29)


def test_a_department_sees_its_own_points_where_it_has_any(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-10 10:00")
    daily(desk, "第 1 手术间")
    daily(desk, "换药室", "骨科一病区")
    theatre, ward = department(desk, "手术室"), department(desk, "骨科一病区")
    nurse = desk_of(desk, Role.DEPT_HEAD, department="GK1", staff_no="N1")
    clerk = desk_of(desk, Role.DEPT_HEAD, department="CWK", staff_no="N2")
    own = calendar.month_of(nurse, MARCH, own=True)
    assert own.department_id == ward
    assert {slot.place for slots in own.days.values() for slot in slots} == {"换药室"}
    assert {one.id for one in own.owners} == {theatre, ward}
    assert calendar.month_of(clerk, MARCH, own=True).department_id is None
    chosen = calendar.month_of(clerk, MARCH, theatre)
    assert {slot.place for slots in chosen.days.values() for slot in slots} == {"第 1 手术间"}
