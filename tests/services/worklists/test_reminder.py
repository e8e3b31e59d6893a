"""The notice beside the clock: whose records it counts, and how often it may be given."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app import clock
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.worklists import nudges, reminder
from tests.factory import KIND, registered
from tests.hospital import PASSWORD, desk_of


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


def test_notes_nobody_read_yet_are_counted_and_read_ones_are_not(desk: Desk) -> None:
    colleague = desk_of(desk, Role.OFFICE_HEAD, department="YWK", staff_no="K9", password=PASSWORD)
    running = registered(desk)
    late = registered(desk, received_at=clock.now() - timedelta(days=20))
    assert not reminder.due(colleague).urged
    nudges.send(desk, KIND, running, [colleague.person_id], "请尽快答复")
    due = reminder.due(colleague)
    assert due.urged == 1
    assert due.sentence() == "超期 1 件，催办未读 1 条。点这里打开首页。"
    nudges.send(desk, KIND, late, [colleague.person_id], "已经超期")
    nudges.read(colleague, KIND, late)
    assert reminder.due(colleague).urged == 1
    nudges.read(colleague, KIND, running)
    assert reminder.due(colleague).urged == 0
    assert reminder.due(desk).urged == 0


def test_a_note_alone_is_worth_a_notice() -> None:
    due = reminder.Due(0, 0, 2)
    assert due
    assert (due.heading(), due.sentence()) == (
        "质控台：有 2 条催办未读", "催办未读 2 条。点这里打开首页。",
    )  # fmt: skip
    assert not reminder.Due(0, 0, 0)


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
