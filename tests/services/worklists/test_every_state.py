"""首页 and 交接班 read every register in every state of its road, however late."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.services.operations import Desk
from app.services.worklists import ward_sheet, worklist
from app.services.worklists.worklist import OVERDUE
from tests.cast import cast_of
from tests.factory import take
from tests.roads import FEEDBACK, ROADS, Road


@pytest.mark.parametrize("road", ROADS.values(), ids=list(ROADS))
def test_what_is_due_can_be_read_in_every_state(
    desk: Desk, road: Road, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    cast = cast_of(desk)
    for record_id, _move in road.stations(cast):
        set_clock("2026-09-09 10:00")
        for who in (cast.chief, cast.head):
            assert all(task.next for task in worklist.worklist(who).tasks)
        ward_sheet.ward_sheet(cast.chief)
        set_clock("2026-03-09 10:00")
        assert record_id


def test_a_sheet_answered_late_is_no_longer_overdue(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-09 10:00")
    cast = cast_of(desk)
    record_id = FEEDBACK.walk(cast, "respond")
    set_clock("2026-03-12 10:00")
    assert worklist.worklist(cast.chief).counts[OVERDUE] == 1
    respond = FEEDBACK.moves[2]
    take(cast.chief, FEEDBACK.kind, record_id, "respond", **respond.values(cast))
    assert worklist.worklist(cast.chief).counts[OVERDUE] == 0
    assert worklist.worklist(cast.head).counts[OVERDUE] == 0
