"""What was measured at a point, re-checks among it, and what is out of its limits: from the records."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.errors import NotAllowed, NotFound
from app.models.environment.check import EnvVerdict
from app.models.environment.standard import EnvLimit, EnvPoint
from app.models.organisation import Role
from app.services import operations
from app.services.environment import out_of_limits, readings
from app.services.environment.out_of_limits import Asked, Which
from app.services.environment.trends import trend as trends
from app.services.operations import Desk
from app.services.registers.environment.env_check import REGISTER
from tests.env_checks import Theatre, measured, pressure_that_failed, round_of, theatre
from tests.env_points import CLEAN, CULTURE, FRIDGE, PRESSURE, WATER
from tests.factory import take
from tests.hospital import desk_of

V = EnvVerdict


@pytest.fixture
def who(desk: Desk) -> Theatre:
    return theatre(desk)


def test_a_check_and_its_re_checks_are_readings_in_their_order(desk: Desk, who: Theatre) -> None:
    check_id = pressure_that_failed(who, "3.4", "6.2")
    found = readings.of_point(desk, who.points[PRESSURE])
    assert [str(one.value) for one in found] == ["3.0000", "3.4", "6.2"]
    assert [one.verdict for one in found] == [V.FAIL, V.FAIL, V.PASS]
    assert [one.is_recheck for one in found] == [False, True, True]
    assert {one.check_id for one in found} == {check_id}
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_only_the_newest_readings_are_kept(desk: Desk, who: Theatre) -> None:
    for number in range(4):
        at = clock.now() - timedelta(hours=8 - number)
        round_of(who, measured(who, PRESSURE, str(8 + number)), at=at)
    found = readings.of_point(desk, who.points[PRESSURE], most=2)
    assert [int(one.value or 0) for one in found] == [10, 11]


def test_a_sample_still_waited_for_is_no_reading(desk: Desk, who: Theatre) -> None:
    round_of(who, measured(who, CULTURE, None, pending=True))
    assert readings.of_point(desk, who.points[CULTURE]) == ()


def test_nobody_sees_readings_of_checks_they_may_not_see(desk: Desk, who: Theatre) -> None:
    round_of(who, measured(who, FRIDGE, "5.1"))
    ward = desk_of(desk, Role.DEPT_HEAD, department="GK1", staff_no="R1")
    assert readings.of_point(ward, who.points[FRIDGE]) == ()
    assert len(readings.of_point(desk, who.points[FRIDGE])) == 1
    check_id = readings.of_point(desk, who.points[FRIDGE])[0].check_id
    assert readings.point_of(ward, check_id) is None
    assert readings.point_of(desk, check_id) == who.points[FRIDGE]


def test_whoever_may_read_nothing_is_refused(desk: Desk, who: Theatre) -> None:
    admin = desk_of(desk, Role.ADMIN, staff_no="R2")
    with pytest.raises(NotAllowed):
        readings.of_point(admin, who.points[PRESSURE])
    with pytest.raises(NotAllowed):
        out_of_limits.found(admin, Asked())


def test_the_trend_of_a_point_that_is_gone_says_so(desk: Desk, who: Theatre) -> None:
    with pytest.raises(NotFound, match="检查点已不在"):
        trends.of_point(desk, 99_999)


def _version(desk: Desk, who: Theatre, **changed: object) -> None:
    """A further version of the limit of the pressure."""
    with desk.database.write() as session:
        current = operations.begin(session, desk, "test.limit")
        current.permit()
        point = session.get_one(EnvPoint, who.points[PRESSURE])
        before = session.scalars(select(EnvLimit).where(EnvLimit.item_id == point.item_id)).one()
        names = ("item_id", "line", "limit_type", "low", "high", "unit", "frequency",
                 "standard_no", "standard_year", "source_status", "effective_from",
                 "month_from", "month_to")  # fmt: skip
        values = {name: getattr(before, name) for name in names} | changed
        session.add(EnvLimit(**values))
        operations.finish(current)


def test_limits_are_pieces_of_time_each_with_its_version(desk: Desk, who: Theatre) -> None:
    _version(desk, who, effective_from=date(2026, 6, 1), low=8)
    found = readings.limits_of_point(
        desk, who.points[PRESSURE], date(2026, 5, 1), date(2026, 7, 31)
    )
    assert [(one.begins, one.ends, int(one.low or 0)) for one in found] == [
        (date(2026, 5, 1), date(2026, 5, 31), 5),
        (date(2026, 6, 1), date(2026, 7, 31), 8),
    ]
    assert found[0].standard == "GB 50333-2013"


def test_while_a_limit_is_switched_off_none_holds(desk: Desk, who: Theatre) -> None:
    _version(desk, who, effective_from=date(2026, 6, 1), enabled=False)
    found = readings.limits_of_point(
        desk, who.points[PRESSURE], date(2026, 5, 1), date(2026, 7, 31)
    )
    assert [(one.begins, one.ends) for one in found] == [(date(2026, 5, 1), date(2026, 5, 31))]


def test_a_limit_of_a_season_holds_in_its_months_over_the_turn_of_the_year(
    desk: Desk, who: Theatre
) -> None:
    _version(desk, who, effective_from=date(2024, 1, 1), month_from=11, month_to=3)
    found = readings.limits_of_point(
        desk, who.points[PRESSURE], date(2025, 3, 10), date(2026, 1, 20)
    )
    assert [(one.begins, one.ends) for one in found] == [
        (date(2025, 3, 10), date(2025, 3, 31)),
        (date(2025, 11, 1), date(2026, 1, 20)),
    ]


# ---- what is out of its limits -------------------------------------------------------------------


def test_what_failed_is_listed_until_it_is_closed(desk: Desk, who: Theatre) -> None:
    check_id = pressure_that_failed(who)
    (line,) = out_of_limits.found(desk, Asked()).lines
    assert (line.check_id, line.failures, line.first_result) == (check_id, 1, "3 Pa")
    assert line.next_is == "手术室：定停用、安排整改"
    assert line.days == 0
    closed = pressure_that_failed(who, "3.4", "4.1", "6.2")
    assert [one.check_id for one in out_of_limits.found(desk, Asked()).lines] == [check_id]
    today = clock.today()
    spanned = out_of_limits.found(desk, Asked(first=today, last=today)).lines
    assert {one.check_id for one in spanned} == {check_id, closed}
    ended = next(one for one in spanned if one.check_id == closed)
    assert (ended.failures, ended.last_result, ended.last_verdict) == (3, "6.2 Pa", V.PASS)
    assert ended.next_is == ""


def test_a_restricted_place_is_named_while_it_is_shut(desk: Desk, who: Theatre) -> None:
    check_id = pressure_that_failed(who)
    take(who.nurse, REGISTER, check_id, "restrict", restricted_place="第 2 手术间",
         restriction="停用待修")  # fmt: skip
    found = out_of_limits.found(desk, Asked(Which.RESTRICTED))
    assert [one.restricted for one in found.lines] == ["第 2 手术间"]
    assert found.counts[Which.RESTRICTED] == 1
    assert found.lines[0].next_is == "手术室：安排整改"


def test_a_warning_is_no_failure_but_counted_apart(desk: Desk, who: Theatre) -> None:
    round_of(who, measured(who, WATER, "62"), measured(who, CLEAN, None, finding="BAD"))
    found = out_of_limits.found(desk, Asked())
    assert [one.first_result for one in found.lines] == ["不符合"]
    assert found.counts == {
        Which.OPEN: 1, Which.RESTRICTED: 0, Which.TO_SUPERVISE: 0, Which.OFTEN: 0,
        Which.WARNED: 1,
    }  # fmt: skip
    (warned,) = out_of_limits.found(desk, Asked(Which.WARNED)).lines
    assert warned.first_result == "62 CFU/mL"


def test_who_is_to_act_changes_with_the_state(desk: Desk, who: Theatre) -> None:
    pressure_that_failed(who)
    line = out_of_limits.found(who.nurse, Asked()).lines[0]
    assert line.supervising == "总务科"
    assert out_of_limits.found(who.supervisor, Asked()).lines[0] == line


def test_the_days_count_from_the_first_failure(desk: Desk, who: Theatre) -> None:
    now = clock.now()
    round_of(who, measured(who, PRESSURE, "3"), at=now - timedelta(days=3))
    assert out_of_limits.found(desk, Asked()).lines[0].days == 3
    earlier = replace(Asked(), first=clock.today() - timedelta(days=2), last=clock.today())
    assert out_of_limits.found(desk, earlier).lines == ()
