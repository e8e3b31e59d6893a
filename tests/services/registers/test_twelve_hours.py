"""D22: gross negligence is reported to the health authority within twelve hours of being found."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.services import reading, records
from app.services.worklists import worklist
from app.services.worklists.tasks import OVERDUE, SOON, Task
from tests.cast import Cast
from tests.factory import made
from tests.roads import MAJOR

KIND = MAJOR.kind
Clock = Callable[[str], datetime]


@pytest.fixture
def record_id(cast: Cast, set_clock: Clock) -> int:
    """Found at nine o'clock, registered an hour later."""
    set_clock("2026-03-09 10:00")
    return made(cast.head, KIND, severity="MAJOR", major_negligence=True)


def task(cast: Cast, record_id: int) -> Task:
    (found,) = [one for one in worklist.worklist(cast.head).tasks if one.record_id == record_id]
    return found


def test_the_record_and_the_worklist_say_how_many_hours_are_left(
    cast: Cast, record_id: int, set_clock: Clock
) -> None:
    set_clock("2026-03-09 15:30")
    hours = reading.load(cast.head, KIND, record_id).hours
    assert hours is not None
    assert hours.remaining.word == "还剩 5 小时"
    assert hours.words == "报卫生行政部门：03-09 21:00 前"
    assert "医疗事故处理条例" in hours.source
    found = task(cast, record_id)
    assert (found.next, SOON in found.groups) == ("报卫生行政部门", True)
    assert found.remaining is not None
    assert found.remaining.word == "还剩 5 小时"


def test_less_than_an_hour_is_told_in_minutes(cast: Cast, record_id: int, set_clock: Clock) -> None:
    set_clock("2026-03-09 20:48")
    assert task(cast, record_id).remaining.word == "还剩 12 分钟"  # type: ignore[union-attr]


def test_after_twelve_hours_it_is_overdue(cast: Cast, record_id: int, set_clock: Clock) -> None:
    set_clock("2026-03-09 23:10")
    work = worklist.worklist(cast.head)
    assert work.counts[OVERDUE] == 1
    assert task(cast, record_id).remaining.word == "超时 2 小时"  # type: ignore[union-attr]


def test_what_was_reported_runs_no_longer(cast: Cast, record_id: int, set_clock: Clock) -> None:
    now = set_clock("2026-03-09 15:30")
    version = reading.load(cast.head, KIND, record_id).version
    records.change(cast.head, KIND, record_id, version, {"authority_reported_at": now})
    assert reading.load(cast.head, KIND, record_id).hours is None
    assert task(cast, record_id).next != "报卫生行政部门"


def test_without_gross_negligence_no_clock_runs(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    other = made(cast.head, KIND, severity="MAJOR")
    assert reading.load(cast.head, KIND, other).hours is None
