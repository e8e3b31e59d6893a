"""Beginning a shift: who, what they may do, what must be said about the data."""

from collections.abc import Callable
from datetime import datetime

from app.models.organisation import Role
from app.services.access import Permission
from app.services.operations import Desk
from app.services.people import shift
from app.services.storage import state
from tests.factory import registered
from tests.hospital import desk_of


def test_the_window_learns_who_works_and_where(desk: Desk) -> None:
    begun = shift.begin(desk)
    assert (begun.staff_no, begun.me.actor.name, begun.department) == ("100001", "周敏", "医务科")
    assert begun.hospital == "安禾医院"
    assert begun.may(Permission.REGISTER)
    assert not shift.begin(desk_of(desk, Role.VIEWER)).may(Permission.REGISTER)


def test_the_hospital_and_the_audit_head_are_kept_for_the_next_start(desk: Desk) -> None:
    begun = shift.begin(desk)
    known = state.read(desk.database)
    assert known.hospital == "安禾医院"
    assert known.head is not None
    assert known.head[0] == begun.audit_seq > 0
    registered(desk)
    shift.end(desk)
    assert state.read(desk.database).audit_seq > begun.audit_seq
    assert shift.begin(desk).problem == ""


def test_a_chain_that_lost_its_tail_is_said_and_not_forgotten(desk: Desk) -> None:
    state.note_head(desk.database, (9999, "ab" * 32))
    assert "第 9999 条" in shift.begin(desk).problem
    shift.end(desk)
    assert state.read(desk.database).audit_seq == 9999


def test_a_year_without_holidays_is_said_from_november_on(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2025-10-31 12:00")
    assert shift.begin(desk).unknown_years == ()
    set_clock("2098-11-01 12:00")
    assert shift.begin(desk).unknown_years == (2098, 2099)


def test_the_program_checks_the_data_once_a_day(desk: Desk) -> None:
    assert shift.must_check(shift.begin(desk).known)
    checked = shift.check(desk)
    assert checked.problem == ""
    assert not shift.must_check(checked)


def test_a_check_that_finds_something_says_it(desk: Desk) -> None:
    state.note_head(desk.database, (1, "ab" * 32))
    assert "被整体替换过" in shift.check(desk).problem
