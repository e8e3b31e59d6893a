"""The plan of checks: periods that do not drift, what is due, done, missed and still to come."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from app import clock
from app.models.environment.check import EnvStatus
from app.models.environment.standard import Frequency
from app.services.environment import limits, table4
from app.services.environment.plan import Slot, SlotState
from app.services.environment.upkeep import limit_versions, points
from app.services.operations import Desk
from tests.factory import department
from tests.services.environment.standing import (
    between,
    checked,
    due,
    item,
    many_points,
    place,
    planned_since,
    point,
)

DUE, DONE, MISSED, LATER = SlotState
TODAY = "2026-11-26 10:00"
Clock = Callable[[str], datetime]


def at(text: str) -> datetime:
    """An instant on the hospital's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def spans(found: tuple[Slot, ...]) -> list[tuple[str, str]]:
    """First and last days."""
    return [(one.begins.isoformat(), one.ends.isoformat()) for one in found]


def old_point(
    desk: Desk, frequency: Frequency, since: str = "2026-01-01", code: str = "E23"
) -> int:
    """A point in the second operating room that has been planned for long."""
    made = point(desk, code, place(desk, "第 2 手术间"), frequency=frequency)
    planned_since(desk, made, date.fromisoformat(since))
    return made


@pytest.mark.parametrize(
    ("frequency", "begins", "ends"),
    [
        (Frequency.DAILY, "2026-11-26", "2026-11-26"),
        (Frequency.TWICE_DAILY, "2026-11-26", "2026-11-26"),
        (Frequency.WEEKLY, "2026-11-23", "2026-11-29"),
        (Frequency.FIFTEEN_DAYS, "2026-11-12", "2026-11-26"),
        (Frequency.MONTHLY, "2026-11-01", "2026-11-30"),
        (Frequency.TWO_MONTHLY, "2026-11-01", "2026-12-31"),
        (Frequency.QUARTERLY, "2026-10-01", "2026-12-31"),
        (Frequency.HALF_YEARLY, "2026-07-01", "2026-12-31"),
        (Frequency.YEARLY, "2026-01-01", "2026-12-31"),
        (Frequency.TWO_YEARLY, "2026-01-01", "2027-12-31"),
    ],
)
def test_a_point_is_due_once_within_its_period(
    desk: Desk, set_clock: Clock, frequency: Frequency, begins: str, ends: str
) -> None:
    set_clock(TODAY)
    made = old_point(desk, frequency)
    assert spans(due(desk)) == [(begins, ends)]
    checked(desk, made, clock.now())
    assert due(desk) == ()
    assert between(desk, clock.today(), clock.today())[0].state is DONE


@pytest.mark.parametrize(
    "frequency", [Frequency.EACH_BATCH, Frequency.BEFORE_USE, Frequency.AS_NEEDED]
)
def test_what_is_checked_when_there_is_reason_makes_no_plan(
    desk: Desk, set_clock: Clock, frequency: Frequency
) -> None:
    set_clock(TODAY)
    old_point(desk, frequency)
    assert between(desk, date(2026, 1, 1), date(2026, 12, 31)) == ()


@pytest.mark.parametrize("frequency", [*Frequency])
def test_the_periods_of_a_point_neither_overlap_nor_leave_a_gap(
    desk: Desk, set_clock: Clock, frequency: Frequency
) -> None:
    set_clock(TODAY)
    old_point(desk, frequency)
    found = between(desk, date(2026, 1, 1), date(2029, 2, 28))
    for earlier, later in pairwise(found):
        if earlier.half == "上午":
            assert (later.half, later.begins) == ("下午", earlier.begins)
        else:
            assert later.begins == earlier.ends + timedelta(days=1)


def test_a_late_check_does_not_push_the_next_one_away(desk: Desk, set_clock: Clock) -> None:
    set_clock(TODAY)
    made = old_point(desk, Frequency.MONTHLY)
    checked(desk, made, at("2026-09-30 16:00"))
    found = between(desk, date(2026, 9, 1), date(2026, 11, 30))
    assert spans(found) == [
        ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31"), ("2026-11-01", "2026-11-30"),
    ]  # fmt: skip
    assert [one.state for one in found] == [DONE, MISSED, DUE]
    assert found[0].done_on == date(2026, 9, 30)


def test_between_two_services_of_a_lift_there_are_never_more_than_15_days(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock(TODAY)
    made = old_point(desk, Frequency.FIFTEEN_DAYS, "2026-11-01", "E50")
    checked(desk, made, at("2026-11-03 09:00"))
    checked(desk, made, at("2026-11-18 09:00"))
    found = between(desk, date(2026, 11, 1), date(2026, 12, 3))
    assert spans(found) == [
        ("2026-11-01", "2026-11-15"), ("2026-11-04", "2026-11-18"), ("2026-11-19", "2026-12-03"),
    ]  # fmt: skip
    assert [one.state for one in found] == [DONE, DONE, DUE]
    assert spans(between(desk, date(2026, 11, 26), date(2026, 11, 26))) == [
        ("2026-11-19", "2026-12-03")
    ]


def test_the_morning_is_missed_at_noon_and_the_afternoon_is_due(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock("2026-11-26 00:10")
    made = old_point(desk, Frequency.TWICE_DAILY)
    assert [(one.half, one.state) for one in between(desk, clock.today(), clock.today())] == [
        ("上午", DUE), ("下午", LATER),
    ]  # fmt: skip
    set_clock("2026-11-26 12:00")
    assert [(one.half, one.state) for one in between(desk, clock.today(), clock.today())] == [
        ("上午", MISSED), ("下午", DUE),
    ]  # fmt: skip
    checked(desk, made, at("2026-11-26 11:59"))
    found = between(desk, clock.today(), clock.today())
    assert [one.state for one in found] == [DONE, DUE]
    checked(desk, made, at("2026-11-26 12:01"))
    assert [one.state for one in between(desk, clock.today(), clock.today())] == [DONE, DONE]


def test_a_sample_taken_is_done_and_a_voided_check_is_not(desk: Desk, set_clock: Clock) -> None:
    set_clock(TODAY)
    made = old_point(desk, Frequency.MONTHLY)
    checked(desk, made, clock.now(), EnvStatus.VOIDED)
    assert len(due(desk)) == 1
    checked(desk, made, clock.now(), EnvStatus.SCHEDULED)
    assert due(desk) == ()


def test_nothing_is_planned_before_a_point_begins_nor_after_it_is_out_of_use(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock("2026-11-10 10:00")
    room = place(desk, "第 2 手术间")
    made = point(desk, "E23", room)
    set_clock("2026-11-13 10:00")
    points.change(desk, made, room, None, active=False)
    set_clock(TODAY)
    found = between(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert spans(found) == [(f"2026-11-{day}", f"2026-11-{day}") for day in (10, 11, 12)]
    assert {one.state for one in found} == {MISSED}


def test_wards_are_measured_in_their_season_only(desk: Desk, set_clock: Clock) -> None:
    set_clock(TODAY)
    room = place(desk, "骨科一病区 3 床", "骨科一病区")
    for line in ("1", "2"):
        planned_since(desk, point(desk, "E29", room, line), date(2026, 1, 1))
    weeks = between(desk, date(2026, 2, 1), date(2026, 11, 30))
    winter = [one for one in weeks if one.line_name == "冬季"]
    summer = [one for one in weeks if one.line_name == "夏季"]
    assert {one.begins.month for one in winter} | {one.ends.month for one in winter} == {
        1, 2, 3, 11, 12,
    }  # fmt: skip
    assert {one.ends.month for one in summer} == {6, 7, 8, 9}
    # The week of 30 March ends with the season, on the 31st.
    assert ("2026-03-30", "2026-03-31") in spans(tuple(winter))
    assert [one.limit.words for one in due(desk)] == ["≥20"]


def test_a_new_number_does_not_cut_a_period_but_another_frequency_does(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock(TODAY)
    made = point(desk, "E34", place(desk, "总排口", "总务科"))
    planned_since(desk, made, date(2026, 1, 1))
    row = item(desk, "E34")
    with desk.database.read() as session:
        first = limit_versions.of_version(limits.load(session)[row, "1"][0])
    stricter = replace(first, high=Decimal(400), source="院办一号")
    limit_versions.change(desk, row, "1", stricter, date(2026, 12, 10))
    months = between(desk, date(2026, 11, 1), date(2027, 1, 31))
    assert spans(months)[1] == ("2026-12-01", "2026-12-31")
    often = replace(stricter, frequency=Frequency.WEEKLY, source="院办二号")
    limit_versions.change(desk, row, "1", often, date(2026, 12, 16))
    assert spans(between(desk, date(2026, 12, 1), date(2026, 12, 31))) == [
        ("2026-12-01", "2026-12-15"), ("2026-12-16", "2026-12-20"), ("2026-12-21", "2026-12-27"),
        ("2026-12-28", "2027-01-03"),
    ]  # fmt: skip


def test_a_row_out_of_use_is_not_planned(desk: Desk, set_clock: Clock) -> None:
    set_clock(TODAY)
    old_point(desk, Frequency.DAILY)
    assert len(due(desk)) == 1
    row = next(one for one in table4.rows(desk) if one.code == "E23")
    table4.change(
        desk,
        row.id,
        {
            "name": row.name,
            "supervising_department_id": row.supervising_department_id,
            "active": False,
        },
    )
    assert due(desk) == ()


def test_a_round_walks_by_department_place_and_item(desk: Desk, set_clock: Clock) -> None:
    set_clock(TODAY)
    ward = place(desk, "骨科治疗室", "骨科一病区")
    tenth, second = place(desk, "第 10 手术间"), place(desk, "第 2 手术间")
    for where, code in ((tenth, "E23"), (second, "E25"), (second, "E23"), (ward, "E15")):
        point(desk, code, where)
    point(desk, "E53", second)
    found = due(desk)
    assert [(one.department, one.place, one.item_code) for one in found] == [
        ("设备科", "第 2 手术间", "E53"),
        ("手术室", "第 2 手术间", "E23"),
        ("手术室", "第 2 手术间", "E25"),
        ("手术室", "第 10 手术间", "E23"),
        ("骨科一病区", "骨科治疗室", "E15"),
    ]
    theatre = department(desk, "手术室")
    assert {one.department for one in due(desk, department_id=theatre)} == {"手术室"}
    assert found[1].supervising == "总务科"
    assert (found[1].point_code, found[1].limit.words, found[1].limit.unit) == (
        "E23-02",
        "21–25",
        "℃",
    )


def test_the_sheet_of_tomorrow_and_what_was_left_open_yesterday(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock(TODAY)
    made = old_point(desk, Frequency.TWICE_DAILY)
    checked(desk, made, at("2026-11-25 09:00"))
    tomorrow = between(desk, date(2026, 11, 27), date(2026, 11, 27))
    assert [(one.half, one.state) for one in tomorrow] == [("上午", LATER), ("下午", LATER)]
    yesterday = between(desk, date(2026, 11, 25), date(2026, 11, 25))
    assert [(one.half, one.state) for one in yesterday] == [("上午", DONE), ("下午", MISSED)]


def test_a_year_of_three_hundred_points_is_planned_at_once(desk: Desk, set_clock: Clock) -> None:
    """As a hospital has them: half daily, a tenth twice a day, the rest weekly to yearly."""
    set_clock(TODAY)
    often = (
        [Frequency.DAILY] * 5 + [Frequency.TWICE_DAILY] + [Frequency.WEEKLY]
        + [Frequency.MONTHLY] + [Frequency.QUARTERLY] + [Frequency.YEARLY]
    )  # fmt: skip
    where = department(desk, "手术室")
    many_points(desk, where, item(desk, "E23"), often, 300, date(2026, 1, 1))
    moments = []
    for _turn in range(3):
        began = time.process_time()
        found = between(desk, date(2026, 1, 1), date(2026, 12, 31))
        moments.append(time.process_time() - began)
    assert Counter(one.frequency for one in found)[Frequency.DAILY] == 150 * 365
    assert min(moments) < 0.9  # 0.2 s on a free machine
