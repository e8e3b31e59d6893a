"""The notice beside the clock: whose records it counts, and how often it may be given."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app import clock
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.worklists import reminder
from tests.factory import registered
from tests.hospital import desk_of


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


def test_only_late_or_nearly_late_records_of_the_person_are_counted(desk: Desk) -> None:
    registered(desk)
    registered(desk, received_at=clock.now() - timedelta(days=20))
    due = reminder.due(desk)
    assert (due.overdue, due.soon) == (1, 0)
    assert due.heading() == "质控台：有 1 件等您办理"
    assert due.sentence() == "超期 1 件。点这里打开首页。"


def test_what_somebody_else_must_take_further_is_not_said(desk: Desk) -> None:
    registered(desk, received_at=clock.now() - timedelta(days=20))
    assert not reminder.due(desk_of(desk, Role.REGISTRAR))


def test_with_nothing_due_there_is_nothing_to_say(desk: Desk) -> None:
    registered(desk)
    assert not reminder.due(desk)


@pytest.mark.parametrize(
    ("said", "is_allowed"),
    [
        ((), True),
        (("2026-03-06 13:00",), False),
        (("2026-03-06 08:00",), True),
        (("2026-03-06 00:05", "2026-03-06 08:00"), False),
        (("2026-03-05 08:00", "2026-03-05 23:59"), True),
    ],
)
def test_two_notices_a_day_four_hours_apart(said: tuple[str, ...], is_allowed: bool) -> None:
    instants = tuple(datetime.fromisoformat(one).replace(tzinfo=clock.ZONE) for one in said)
    given = tuple(one.isoformat() for one in instants)
    assert reminder.may_say(given, clock.now()) is is_allowed


def test_a_damaged_note_of_earlier_notices_counts_as_none() -> None:
    assert reminder.may_say(("yesterday",), clock.now())
