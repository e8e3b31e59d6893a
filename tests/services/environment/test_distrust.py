"""四.4 for somebody who distrusts: a failure does not pass by another entry, name, instrument or hand."""

from datetime import timedelta
from typing import Any

import pytest

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.models.organisation import Role
from app.services import reading, records
from app.services.environment.upkeep import instruments, places
from app.services.operations import Desk
from tests.cast import Cast
from tests.env_points import PRESSURE, WATER, add_points, add_version
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import (
    ACT,
    ENV_FAILED,
    ENV_RESTRICTED,
    ENV_WARNED,
    FINISH,
    FRIDGE_PLACE,
    GOES_ON,
    JUDGE_FAIL,
    MEASURE_BAD,
    RECHECK_GOOD,
    RESTRICT,
    goods_in_fridge,
    status,
)

KIND = ENV_FAILED.kind


def held(cast: Cast, check: int) -> dict[str, Any]:
    return dict(reading.load(cast.admin, KIND, check).values)


def change(who: Desk, check: int, **values: Any) -> None:
    version = reading.load(who, KIND, check).version
    records.change(who, KIND, check, version, values, "写错")


def measured(cast: Cast, **result: Any) -> int:
    return made(cast.nurse, KIND, point_code=PRESSURE, **result)


# ---- the result --------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [{"value": "8"}, {"point_code": WATER}])
def test_a_result_out_of_its_limit_is_not_made_to_pass_before_its_verdict(
    cast: Cast, given: dict[str, Any]
) -> None:
    check = measured(cast, value="3")
    with pytest.raises(StepRefused, match="不能改成合格"):
        change(cast.nurse, check, **given)
    take(cast.nurse, KIND, check, "judge_fail")


def test_nor_by_a_day_on_which_another_limit_held(cast: Cast) -> None:
    add_points(cast.admin)
    add_version(cast.admin, PRESSURE, clock.today() - timedelta(days=9), low=8, high=20)
    check = measured(cast, value="6")
    with pytest.raises(StepRefused, match="不能改成合格"):
        change(cast.nurse, check, checked_at=clock.now() - timedelta(days=20))


def test_what_was_found_at_first_is_looked_for_again(cast: Cast) -> None:
    check = made(cast.nurse, KIND, point_code=WATER, value="8", finding="BAD")
    take(cast.nurse, KIND, check, "judge_fail")
    take(cast.nurse, KIND, check, "act", **ACT.values(cast) | GOES_ON)
    take(cast.chief, KIND, check, "finish_action")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "recheck", recheck_value="8")
    assert "复查也要选" in refused.value.problems["recheck_finding"]
    take(cast.nurse, KIND, check, "recheck", recheck_value="8", recheck_finding="GOOD")
    assert status(cast.admin, KIND, check) == "RECHECK_PASSED"


# ---- who supervises ----------------------------------------------------------------------------


@pytest.mark.parametrize("until", ["measure", "judge_fail"])
def test_the_office_that_supervises_is_not_chosen_by_who_checks(cast: Cast, until: str) -> None:
    check = ENV_FAILED.walk(cast, until=until)
    change(cast.nurse, check, functional_department_id=department(cast.admin, "急诊科"))
    assert held(cast, check)["functional_department_id"] == department(cast.admin, "总务科")


def test_nor_by_who_got_a_warning(cast: Cast) -> None:
    check = ENV_WARNED.walk(cast, until="close")
    with pytest.raises(StepRefused, match="监督科室由"):
        change(cast.nurse, check, functional_department_id=department(cast.admin, "急诊科"))


@pytest.mark.parametrize("part", ["act", "finish_action"])
def test_who_put_it_right_in_anothers_name_does_not_supervise_it(cast: Cast, part: str) -> None:
    both = desk_of(cast.admin, Role.HANDLER, department="ZWK", staff_no="Z1")
    check = made(cast.nurse, KIND)
    for move in (MEASURE_BAD, JUDGE_FAIL, RESTRICT, ACT, FINISH, RECHECK_GOOD):
        if move.action == part:
            take(both, KIND, check, move.action, **move.values(cast))
        else:
            ENV_FAILED.go(cast, check, move)
    with pytest.raises(StepRefused, match="不能是检查、整改或复查的本人"):
        take(both, KIND, check, "supervise", supervision="属实")
    take(cast.electrician, KIND, check, "supervise", supervision="属实")


def test_who_rechecked_once_does_not_supervise_though_another_rechecked_last(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.HANDLER, department="ZWK", staff_no="Z1")
    check = ENV_FAILED.walk(cast, until="recheck")
    take(both, KIND, check, "recheck", recheck_value="4", rechecked_by_id=cast.nurse.person_id)
    for move in (FINISH, RECHECK_GOOD):
        ENV_FAILED.go(cast, check, move)
    with pytest.raises(StepRefused, match="不能是检查、整改或复查的本人"):
        take(both, KIND, check, "supervise", supervision="属实")


def test_who_signed_the_measure_in_anothers_name_does_not_recheck_it(cast: Cast) -> None:
    check = ENV_FAILED.walk(cast, until="finish_action")
    take(cast.nurse, KIND, check, "finish_action")
    with pytest.raises(StepRefused, match="不能再由同一人复查"):
        take(cast.nurse, KIND, check, "recheck", recheck_value="6")
    with pytest.raises(StepRefused, match="不能再由同一人复查"):
        take(cast.head, KIND, check, "recheck", recheck_value="6",
             rechecked_by_id=cast.nurse.person_id)  # fmt: skip


@pytest.mark.parametrize("name", ["supervision", "cause", "action", "restriction"])
def test_what_was_supervised_is_not_written_over(cast: Cast, name: str) -> None:
    check = ENV_RESTRICTED.walk(cast, until="close")
    with pytest.raises(StepRefused, match="监督已经确认"):
        change(cast.chief, check, **{name: "另一种说法"})
    take(cast.nurse, KIND, check, "close")
    with pytest.raises(StepRefused, match="监督已经确认"):
        change(cast.chief, check, **{name: "另一种说法"})


def test_remarks_are_written_after_the_end(cast: Cast) -> None:
    check = ENV_RESTRICTED.walk(cast)
    change(cast.chief, check, remarks="滤网已列入每月更换")
    assert held(cast, check)["remarks"] == "滤网已列入每月更换"


# ---- places ------------------------------------------------------------------------------------


def test_a_place_nobody_knows_is_not_restricted_instead(cast: Cast) -> None:
    check = ENV_FAILED.walk(cast, until="act")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "restrict", restricted_place="第二手术间", restriction="停用")
    assert "停用了也拦不住" in refused.value.problems["restricted_place"]
    take(cast.nurse, KIND, check, "restrict", restricted_place=FRIDGE_PLACE, restriction="停用")


def place_named(desk: Desk, name: str) -> Any:
    return next(one for one in places.places(desk) if one.name == name)


def rename(desk: Desk, name: str, to: str) -> None:
    known = place_named(desk, name)
    given = {"name": to, "department_id": known.department_id, "area_class": known.area_class,
             "holds_goods": known.holds_goods}  # fmt: skip
    places.change(desk, known.id, given)


def test_a_place_keeps_its_name_while_a_check_of_it_is_open(cast: Cast) -> None:
    check = ENV_FAILED.walk(cast, until="act")
    with pytest.raises(InvalidRecord) as refused:
        rename(cast.admin, "第 2 手术间", "第 2 间")
    assert reading.load(cast.admin, KIND, check).number in refused.value.problems["name"]


def test_a_place_keeps_its_name_while_goods_lie_there(cast: Cast) -> None:
    add_points(cast.admin)
    goods_in_fridge(cast)
    with pytest.raises(InvalidRecord) as refused:
        rename(cast.admin, FRIDGE_PLACE, "药库 3 号冷藏柜")
    assert "还有 1 批在库物品" in refused.value.problems["name"]


# ---- instruments -------------------------------------------------------------------------------


def calibrated(cast: Cast, since: int, until: int) -> int:
    """An instrument calibrated so many days ago, valid until so many days from now."""
    given = instrument(cast, since, until)
    added = instruments.add(cast.admin, {"code": "YQ-7", "name": "微压差计", **given}).record_id
    assert added is not None
    return added


def instrument(cast: Cast, since: int, until: int) -> dict[str, Any]:
    today = clock.today()
    return {
        "name": "微压差计", "department_id": department(cast.admin, "手术室"),
        "calibrated_on": today - timedelta(days=since),
        "calibrated_until": today + timedelta(days=until),
    }  # fmt: skip


def test_a_calibration_is_not_cleared_away(cast: Cast) -> None:
    one = calibrated(cast, 400, -30)
    with pytest.raises(InvalidRecord) as refused:
        instruments.change(
            cast.admin, one,
            instrument(cast, 0, 0) | {"calibrated_on": None, "calibrated_until": None},
        )  # fmt: skip
    assert "不能清空" in refused.value.problems["calibrated_until"]


def test_a_new_calibration_says_nothing_of_the_days_before_it(cast: Cast) -> None:
    one = calibrated(cast, 400, -30)
    instruments.change(cast.admin, one, instrument(cast, 5, 360))
    doubts = {}
    for ago in (50, 20, 2):
        check = measured(cast, value="8", instrument_code="YQ-7",
                         checked_at=clock.now() - timedelta(days=ago))  # fmt: skip
        doubts[ago] = held(cast, check)["doubtful"]
    assert doubts == {50: False, 20: True, 2: False}


def test_a_recheck_names_an_instrument_where_the_first_result_did(cast: Cast) -> None:
    calibrated(cast, 5, 360)
    check = measured(cast, value="3", instrument_code="YQ-7")
    take(cast.nurse, KIND, check, "judge_fail")
    take(cast.nurse, KIND, check, "act", **ACT.values(cast) | GOES_ON)
    take(cast.chief, KIND, check, "finish_action")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "recheck", recheck_value="8")
    assert "也要写仪器编号" in refused.value.problems["recheck_instrument"]
    take(cast.nurse, KIND, check, "recheck", recheck_value="8", recheck_instrument="YQ-7")
