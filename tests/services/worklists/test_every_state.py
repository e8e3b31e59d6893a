"""首页 and 交接班 read every register in every state of its road, however late."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.services.worklists import ward_sheet, worklist
from app.services.worklists.tasks import MINE, OVERDUE
from tests.cast import Cast
from tests.factory import take
from tests.roads import FEEDBACK, MAJOR, MINOR, ROADS, Road


@pytest.mark.parametrize("road", ROADS.values(), ids=list(ROADS))
def test_what_is_due_can_be_read_in_every_state(
    cast: Cast, road: Road, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    for record_id, _move in road.stations(cast):
        set_clock("2026-09-09 10:00")
        for who in (cast.chief, cast.head):
            assert all(task.next for task in worklist.worklist(who).tasks)
        ward_sheet.ward_sheet(cast.chief)
        set_clock("2026-03-09 10:00")
        assert record_id


def test_a_sheet_answered_late_is_no_longer_overdue(
    cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    record_id = FEEDBACK.walk(cast, "respond")
    set_clock("2026-03-12 10:00")
    assert worklist.worklist(cast.chief).counts[OVERDUE] == 1
    respond = FEEDBACK.moves[2]
    take(cast.chief, FEEDBACK.kind, record_id, "respond", **respond.values(cast))
    assert worklist.worklist(cast.chief).counts[OVERDUE] == 0
    assert worklist.worklist(cast.head).counts[OVERDUE] == 0


def test_a_major_one_waits_for_who_takes_its_own_next_step(
    cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    record_id = MAJOR.walk(cast, "decide")
    for who, waits in ((cast.head, True), (cast.handler, False)):
        found = [one for one in worklist.worklist(who).of(MINE) if one.record_id == record_id]
        assert [one.next for one in found if one.register == MAJOR.register] == (
            ["作出决定"] if waits else []
        )


@pytest.mark.parametrize(("road", "first"), [(MINOR, "登记纠正"), (MAJOR, "口头报告")])
def test_the_first_step_is_that_of_the_road_the_nature_asks_for(
    cast: Cast, road: Road, first: str, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    record_id = road.begin(cast)
    (found,) = [one for one in worklist.worklist(cast.chief).tasks if one.record_id == record_id]
    assert found.next == first
