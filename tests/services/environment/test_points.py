"""Places, points and instruments: codes of their own, each department its own, days that make sense."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.errors import InvalidRecord, NotAllowed
from app.models.environment.check import EnvCheck
from app.models.environment.standard import EnvPlace, Frequency
from app.models.organisation import Role
from app.services.environment.upkeep import instruments, places, points
from app.services.environment.upkeep.instruments import Calibration
from app.services.operations import Changes, Desk, Operation, operation
from app.services.surroundings import calibrations
from tests.cast import Cast
from tests.factory import department
from tests.hospital import desk_of
from tests.services.environment.standing import checked, due, item, place, point

Clock = Callable[[str], datetime]


def codes(desk: Desk) -> list[str]:
    """The codes of the points in use."""
    return [one.code for one in points.points(desk) if one.point.active]


def gauge(
    desk: Desk, code: str = "WY-01", where: str = "手术室", **other: object
) -> dict[str, object]:
    """What has to be said of an instrument."""
    return {"code": code, "name": "微压差计", "department_id": department(desk, where)} | other


def test_points_of_an_item_are_numbered_and_a_code_is_never_given_again(desk: Desk) -> None:
    rooms = [place(desk, f"第 {number} 手术间") for number in (1, 2, 3)]
    first, _second = point(desk, "E25", rooms[0]), point(desk, "E25", rooms[1])
    point(desk, "E25", rooms[0], line="2")
    assert sorted(codes(desk)) == ["E25-01", "E25-02", "E25-03"]
    points.change(desk, first, rooms[0], None, active=False)
    point(desk, "E25", rooms[2])
    assert sorted(codes(desk)) == ["E25-02", "E25-03", "E25-04"]


def test_a_point_taken_out_of_use_comes_back_as_itself(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-11-10 09:00")
    room = place(desk, "第 2 手术间")
    made = point(desk, "E23", room)
    points.change(desk, made, room, None, active=False)
    assert due(desk) == ()
    set_clock("2026-11-26 09:00")
    assert point(desk, "E23", room, frequency=Frequency.WEEKLY) == made
    assert [(one.point_code, one.begins.isoformat()) for one in due(desk)] == [
        ("E23-01", "2026-11-26")
    ]


def test_one_place_has_a_limit_once(desk: Desk) -> None:
    room = place(desk, "第 2 手术间")
    other = place(desk, "第 3 手术间")
    made = point(desk, "E23", room)
    with pytest.raises(InvalidRecord, match="已有这个检查点 E23-01"):
        point(desk, "E23", room)
    point(desk, "E23", other)
    with pytest.raises(InvalidRecord, match="不能再移来一个"):
        points.change(desk, made, other, None, active=True)


def test_a_point_moves_with_its_code_and_its_checks(desk: Desk) -> None:
    room, other = place(desk, "第 2 手术间"), place(desk, "第 3 手术间")
    made = point(desk, "E23", room)
    checked(desk, made, clock.now())
    points.change(desk, made, other, Frequency.TWICE_DAILY, active=True)
    found = points.points(desk)[0]
    assert (found.code, found.point.place, found.frequency) == (
        "E23-01",
        "第 3 手术间",
        "TWICE_DAILY",
    )


def test_a_point_is_not_planned_in_the_past(desk: Desk) -> None:
    room = place(desk, "第 2 手术间")
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(InvalidRecord, match="不能早于今天"):
        points.add(desk, item(desk, "E23"), "1", room, None, yesterday)
    with pytest.raises(InvalidRecord, match="没有这一条限值"):
        points.add(desk, item(desk, "E23"), "7", room)


def test_a_place_out_of_use_takes_its_points_with_it(desk: Desk) -> None:
    room = place(desk, "第 2 手术间")
    point(desk, "E23", room)
    given = {"name": "第 2 手术间", "department_id": department(desk, "手术室"), "active": False}
    places.change(desk, room, given)
    assert codes(desk) == []
    assert due(desk) == ()
    with pytest.raises(InvalidRecord, match="已停用，先启用地点"):
        point(desk, "E23", room)


def test_a_restricted_place_is_neither_renamed_nor_taken_out_of_use(desk: Desk) -> None:
    room = place(desk, "第 2 手术间")
    _restrict(desk, point(desk, "E25", room))
    given = {"name": "第 2 手术间", "department_id": department(desk, "手术室")}
    with pytest.raises(InvalidRecord, match="限用解除后才能改名"):
        places.change(desk, room, given | {"name": "第 9 手术间"})
    with pytest.raises(InvalidRecord, match="限用解除后才能停用"):
        places.change(desk, room, given | {"active": False})
    places.change(desk, room, given | {"area_class": "Ⅰ级"})
    assert [one.item_code for one in due(desk)] == ["E25"]  # still to be measured


def test_the_name_of_a_place_is_the_hospitals_once(desk: Desk) -> None:
    place(desk, "治疗室")
    with pytest.raises(InvalidRecord, match="全院唯一"):
        place(desk, "治疗室", "骨科一病区")


def test_a_head_keeps_the_points_of_the_own_department_only(cast: Cast) -> None:
    ward = place(cast.chief, "骨科治疗室", "骨科一病区")
    point(cast.chief, "E15", ward)
    theatre = place(cast.admin, "第 2 手术间")
    with pytest.raises(NotAllowed, match="只管本科室"):
        point(cast.chief, "E23", theatre)
    with pytest.raises(NotAllowed, match="只管本科室"):
        place(cast.chief, "第 3 手术间")
    with pytest.raises(NotAllowed, match="只管本科室"):
        instruments.add(cast.chief, gauge(cast.admin))
    given = {"name": "骨科治疗室", "department_id": department(cast.admin, "手术室")}
    with pytest.raises(NotAllowed, match="只管本科室"):
        places.change(cast.chief, ward, given)
    for desk in (cast.nurse, cast.leader, cast.archivist, cast.buyer):
        with pytest.raises(NotAllowed):
            place(desk, "骨科换药室", "骨科一病区")


def test_those_who_supervise_the_environment_keep_every_point(desk: Desk) -> None:
    supervisor = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="YGK")
    room = place(supervisor, "第 2 手术间")
    point(supervisor, "E23", room)
    instruments.add(supervisor, gauge(desk))
    assert codes(desk) == ["E23-01"]


def test_a_calibration_holds_on_its_last_day(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-11-26 00:10")
    today = clock.today()
    for code, until in (
        ("A", today), ("B", today - timedelta(days=1)), ("C", today + timedelta(days=200)),
        ("D", None),
    ):  # fmt: skip
        instruments.add(desk, gauge(desk, code, calibrated_until=until))
    found = {one.code: one.calibration for one in instruments.instruments(desk)}
    assert found == {
        "D": Calibration.UNKNOWN, "B": Calibration.EXPIRED, "A": Calibration.SOON,
        "C": Calibration.VALID,
    }  # fmt: skip
    assert [one.code for one in instruments.expiring(desk)] == ["D", "B", "A"]
    assert [one.code for one in instruments.expiring(desk, months=12)] == ["D", "B", "A", "C"]


def test_a_new_calibration_is_entered_and_the_code_stays(desk: Desk) -> None:
    made = instruments.add(desk, gauge(desk)).record_id
    assert made is not None
    today = clock.today()
    again = gauge(
        desk, "OTHER", calibrated_on=today, calibrated_until=today + timedelta(days=364),
        certificate="JL-2026-018",
    )  # fmt: skip
    instruments.change(desk, made, again)
    (found,) = instruments.instruments(desk)
    assert (found.code, found.certificate) == ("WY-01", "JL-2026-018")
    assert found.calibration is Calibration.VALID


def test_every_calibration_an_instrument_has_had_can_be_looked_up(
    desk: Desk, set_clock: Clock
) -> None:
    set_clock("2025-11-20 00:10")
    first = clock.today() + timedelta(days=365)
    made = instruments.add(desk, gauge(desk, calibrated_until=first)).record_id
    assert made is not None
    set_clock("2026-03-01 09:00")
    moved = gauge(desk, where="总务科", calibrated_until=first)
    instruments.change(desk, made, moved)  # not a calibration
    set_clock("2026-11-18 09:00")
    today = clock.today()
    again = {"calibrated_on": today, "calibrated_until": today + timedelta(days=365)}
    instruments.change(desk, made, moved | again | {"certificate": "JL-9"})
    newest, oldest = calibrations.of_instrument(desk, made)
    assert (newest.calibrated_on, newest.certificate, newest.entered_on) == (today, "JL-9", today)
    assert (oldest.calibrated_until, oldest.entered_on, oldest.person) == (
        first, date(2025, 11, 20), "周敏",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "until", "field"),
    [(1, 300, "calibrated_on"), (0, None, "calibrated_until"), (-5, -6, "calibrated_until"),
     (None, 9_000, "calibrated_until")],
)  # fmt: skip
def test_the_days_of_a_calibration_make_sense(
    desk: Desk, on: int | None, until: int | None, field: str
) -> None:
    def day(days: int | None) -> object:
        return None if days is None else clock.today() + timedelta(days=days)

    given = gauge(desk, calibrated_on=day(on), calibrated_until=day(until))
    with pytest.raises(InvalidRecord) as refusal:
        instruments.add(desk, given)
    assert list(refusal.value.problems) == [field]


def test_an_instruments_number_is_its_own(desk: Desk) -> None:
    instruments.add(desk, gauge(desk))
    with pytest.raises(InvalidRecord, match="直接改那一台"):
        instruments.add(desk, gauge(desk, where="总务科"))


@operation("test.restrict")
def _restrict(current: Operation, point_id: int) -> Changes:
    """An open restriction of the point's place, as a bare row."""
    current.permit()
    room = current.session.get_one(EnvPlace, 1)
    check = EnvCheck(
        number="HJ-1", status="RESTRICTED", checked_at=clock.now(), point_id=point_id,
        point_code="E25-01", subject="静压差", place=room.name, restricted_place=room.name, restricted_at=clock.now(),
        department_id=room.department_id, verdict="FAIL", last_verdict="FAIL", failures=1,
        created_at=clock.now() - timedelta(days=3), updated_at=clock.now(),
        created_by_id=1, updated_by_id=1,
    )  # fmt: skip
    check.checked_at = clock.now() - timedelta(days=3)
    current.session.add(check)
    return current.changes()
