"""环境检查 (四.4, HR-12): the verdict is computed, a failure ends only by a re-check and supervision."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import InvalidRecord, NotFound, StepRefused
from app.models import ddl
from app.models.environment import check_guards
from app.models.organisation import Role
from app.services import imports, lists, reading, records
from app.services.links import raising
from app.services.registers import catalog
from app.services.suggestions import known
from app.services.worklists import tasks, worklist
from tests.cast import Cast
from tests.env_points import (
    CLEAN,
    CULTURE,
    OWN,
    PRESSURE,
    WATER,
    add_instrument,
    add_points,
    add_version,
)
from tests.factory import VALUES, department, made, take
from tests.hospital import desk_of
from tests.roads import (
    ACT,
    ENV_FAILED,
    ENV_PASSED,
    ENV_RESTRICTED,
    ENV_WARNED,
    FINISH,
    GOES_ON,
    RECHECK_BAD,
    RECHECK_GOOD,
    RESTRICT,
    Move,
    status,
)
from tests.services.imports import files

Clock = Callable[[str], datetime]
KIND = ENV_FAILED.kind


def values_of(cast: Cast, check: int) -> dict[str, Any]:
    return dict(reading.load(cast.admin, KIND, check).values)


def change(cast: Cast, check: int, **values: Any) -> None:
    version = reading.load(cast.head, KIND, check).version
    records.change(cast.head, KIND, check, version, values, "写错")


def void(cast: Cast, check: int) -> None:
    version = reading.load(cast.head, KIND, check).version
    records.void(cast.head, KIND, check, version, "开错")


def measured(cast: Cast, point: str = PRESSURE, **result: Any) -> int:
    """A check registered with its result, before its verdict."""
    return made(cast.nurse, KIND, point_code=point, **result)


def failed(cast: Cast, *moves: Move) -> int:
    """A check that failed, and went on by these moves."""
    check = ENV_FAILED.walk(cast, until="act")
    for move in moves:
        ENV_FAILED.go(cast, check, move)
    return check


# ---- what a point fills in -----------------------------------------------------------------------


def test_the_point_says_what_is_held_against_what(cast: Cast) -> None:
    check = made(cast.nurse, KIND)
    held = values_of(cast, check)
    assert (held["subject"], held["place"], held["unit"]) == ("静压差", "第 2 手术间", "Pa")
    assert (held["limit_text"], held["standard"]) == ("5–20", "GB 50333-2013")
    assert held["functional_department_id"] == department(cast.admin, "总务科")
    assert held["checker_id"] == cast.nurse.person_id


def test_points_are_offered_by_what_is_checked_where(cast: Cast) -> None:
    add_points(cast.admin)
    offered = {one.name: one for one in known.offered(cast.nurse, KIND)["point_code"]}
    one = offered[PRESSURE]
    assert (one.text, one.beside) == ("静压差 第 2 手术间", "5–20")
    check = measured(cast, value="8", **one.fills)
    assert values_of(cast, check)["place"] == "第 2 手术间"


def test_the_place_is_that_of_the_point_whatever_is_written(cast: Cast) -> None:
    check = made(cast.nurse, KIND, place="库房")
    assert values_of(cast, check)["place"] == "第 2 手术间"
    change(cast, check, place="走廊")
    assert values_of(cast, check)["place"] == "第 2 手术间"


def test_an_unknown_point_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, KIND, point_code="E99-99")
    assert "没有检查点“E99-99”" in refused.value.problems["point_code"]


def test_who_supervises_is_not_chosen_by_who_registers(cast: Cast) -> None:
    check = made(cast.nurse, KIND, functional_department_id=department(cast.admin, "急诊科"))
    assert values_of(cast, check)["functional_department_id"] == department(cast.admin, "总务科")


def test_another_point_brings_its_own_limit(cast: Cast) -> None:
    check = made(cast.nurse, KIND)
    change(cast, check, point_code=WATER)
    held = values_of(cast, check)
    assert (held["subject"], held["limit_text"]) == ("透析用水细菌", "≤100")
    assert held["functional_department_id"] == department(cast.admin, "院感科")


def test_what_the_program_counts_is_nobodys_to_write(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, KIND, verdict="PASS", limit_text="≤1000")
    assert set(refused.value.problems) == {"verdict", "limit_text"}


def test_the_version_of_the_day_it_was_checked_on_holds(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-10 00:10")
    add_points(cast.admin)
    add_version(cast.admin, PRESSURE, clock.today(), low=Decimal(8), high=Decimal(20))
    yesterday = made(cast.nurse, KIND, value="6", checked_at=clock.now() - timedelta(minutes=20))
    today = made(cast.nurse, KIND, value="6", checked_at=clock.now())
    limits = [values_of(cast, one)["limit_text"] for one in (yesterday, today)]
    assert limits == ["5–20", "8–20"]
    take(cast.nurse, KIND, yesterday, "judge_pass")
    take(cast.nurse, KIND, today, "judge_fail")


@pytest.mark.parametrize(("months", "day", "is_held"), [
    ((11, 3), "2026-01-15 10:00", True), ((11, 3), "2026-03-31 23:50", True),
    ((11, 3), "2026-04-01 00:10", False), ((5, 9), "2026-05-01 00:10", True),
    ((5, 9), "2026-10-01 00:10", False),
])  # fmt: skip
def test_a_line_of_a_season_holds_in_its_months(
    cast: Cast, set_clock: Clock, months: tuple[int, int], day: str, is_held: bool
) -> None:
    set_clock(day)
    add_points(cast.admin)
    add_version(cast.admin, PRESSURE, clock.today(), low=Decimal(5), high=Decimal(20),
                month_from=months[0], month_to=months[1])  # fmt: skip
    if is_held:
        assert made(cast.nurse, KIND, checked_at=clock.now())
        return
    with pytest.raises(InvalidRecord, match=f"只在 {months[0]} 月到 {months[1]} 月检查"):
        made(cast.nurse, KIND, checked_at=clock.now())


def test_a_limit_switched_off_is_held_against_nothing(cast: Cast) -> None:
    add_points(cast.admin)
    add_version(cast.admin, PRESSURE, clock.today(), low=Decimal(5), high=Decimal(20),
                enabled=False)  # fmt: skip
    with pytest.raises(InvalidRecord, match="限值已停用"):
        made(cast.nurse, KIND, checked_at=clock.now())


# ---- the verdict ---------------------------------------------------------------------------------

RESULTS = [
    (PRESSURE, {"value": "5"}, "judge_pass"), (PRESSURE, {"value": "20"}, "judge_pass"),
    (PRESSURE, {"value": "4.9999"}, "judge_fail"), (PRESSURE, {"value": "20.1"}, "judge_fail"),
    (WATER, {"value": "50"}, "judge_pass"), (WATER, {"value": "62"}, "judge_warn"),
    (WATER, {"value": "100"}, "judge_warn"), (WATER, {"value": "101"}, "judge_fail"),
    (CULTURE, {"finding": "GOOD"}, "judge_pass"), (CULTURE, {"finding": "BAD"}, "judge_fail"),
    (CLEAN, {"finding": "BAD"}, "judge_fail"),
]  # fmt: skip


@pytest.mark.parametrize(("point", "result", "right"), RESULTS)
def test_the_computed_verdict_is_confirmed_and_no_other(
    cast: Cast, point: str, result: dict[str, str], right: str
) -> None:
    check = measured(cast, point, **result)
    for action in {"judge_pass", "judge_warn", "judge_fail"} - {right}:
        with pytest.raises(StepRefused, match=r"应办“判.*（四\.4）"):
            take(cast.nurse, KIND, check, action)
    take(cast.nurse, KIND, check, right)
    ended = {"judge_pass": "CLOSED", "judge_warn": "WARNED", "judge_fail": "FAIL"}
    assert status(cast.admin, KIND, check) == ended[right]


def test_a_measured_value_is_never_rounded(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        measured(cast, value="4.99999")
    assert refused.value.problems == {"value": "最多 4 位小数"}
    assert values_of(cast, measured(cast, value="4.995"))["value"] == Decimal("4.995")


@pytest.mark.parametrize(
    ("point", "given", "name"),
    [(CULTURE, {"value": "3"}, "value"), (PRESSURE, {"finding": "GOOD"}, "value")],
)
def test_what_is_measured_needs_a_value_and_nothing_else_does(
    cast: Cast, point: str, given: dict[str, str], name: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        measured(cast, point, **given)
    assert set(refused.value.problems) == {name}


def test_what_is_hardly_possible_is_asked_again(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        measured(cast, value="840")
    assert "超出合理范围（-100 ~ 100）" in refused.value.problems["value"]
    check = measured(cast, value="840", odd_confirmed=True)
    take(cast.nurse, KIND, check, "judge_fail")


def test_before_the_verdict_a_slip_of_the_pen_is_corrected(cast: Cast) -> None:
    check = measured(cast, value="30")
    change(cast, check, value="3.0")
    take(cast.nurse, KIND, check, "judge_fail")


def test_what_was_judged_stays_as_it_was(cast: Cast) -> None:
    check = ENV_FAILED.walk(cast, until="act")
    later: dict[str, Any] = {
        "value": "8", "finding": "GOOD", "point_code": WATER, "checked_at": clock.now(),
        "place": "库房", "instrument_code": "X",
    }  # fmt: skip
    for name, value in later.items():
        with pytest.raises(StepRefused, match="已经判定"):
            change(cast, check, **{name: value})
    for forced in ("value = 8", "verdict = 'PASS'", "limit_id = NULL", "last_verdict = 'PASS'",
                   "status = 'CLOSED'", "failures = 0", "status = 'VOIDED'"):  # fmt: skip
        with pytest.raises(IntegrityError), cast.admin.database.write() as session:
            session.execute(text(f"UPDATE env_check SET {forced} WHERE id = {check}"))


def test_a_new_version_of_a_limit_leaves_old_checks_alone(cast: Cast) -> None:
    check = measured(cast, value="4")
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text("UPDATE env_limit SET low = 3 WHERE low = 5 AND high = 20"))
    assert values_of(cast, check)["limit_text"] == "5–20"


# ---- instruments ---------------------------------------------------------------------------------


def test_a_result_of_an_instrument_out_of_calibration_is_doubtful(cast: Cast) -> None:
    add_instrument(cast.admin, "YQ-1", clock.today() - timedelta(days=1))
    add_instrument(cast.admin, "YQ-2", clock.today())
    old, good = (measured(cast, value="8", instrument_code=one) for one in ("YQ-1", "YQ-2"))
    assert [values_of(cast, one)["doubtful"] for one in (old, good)] == [True, False]
    assert KIND.remark is not None
    assert "可疑" in KIND.remark.words(_row(cast, old))


def _row(cast: Cast, check: int) -> Any:
    with cast.admin.database.read() as session:
        record = session.get_one(KIND.model, check)
        session.expunge(record)
        return record


def test_an_instrument_nobody_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        measured(cast, value="8", instrument_code="YQ-9")
    assert "没有编号是“YQ-9”的在用仪器" in refused.value.problems["instrument_code"]


def test_nothing_passes_a_recheck_by_an_instrument_out_of_calibration(cast: Cast) -> None:
    add_instrument(cast.admin, "YQ-1", clock.today() - timedelta(days=1))
    check = ENV_FAILED.walk(cast, until="recheck")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "recheck", recheck_value="6", recheck_instrument="YQ-1")
    assert "不能用来复查" in refused.value.problems["recheck_instrument"]


# ---- after a failure -----------------------------------------------------------------------------


def test_whether_the_place_is_used_on_is_decided_first(cast: Cast) -> None:
    check = failed(cast)
    with pytest.raises(StepRefused, match="先定停用不停用"):
        ENV_FAILED.go(cast, check, ACT)
    take(cast.nurse, KIND, check, "act", **ACT.values(cast) | GOES_ON)


def test_a_restriction_stands_until_the_check_is_closed(cast: Cast) -> None:
    check = failed(cast, RESTRICT, ACT)
    assert values_of(cast, check)["restricted_place"] == "第 2 手术间"
    with pytest.raises(StepRefused, match="复查合格、关闭后才恢复"):
        change(cast, check, restricted_place="库房")
    for forced in ("restricted_at = NULL", "restricted_place = 'X'", "released_at = checked_at"):
        with pytest.raises(IntegrityError), cast.admin.database.write() as session:
            session.execute(text(f"UPDATE env_check SET {forced} WHERE id = {check}"))


def test_it_is_rechecked_after_the_measure_and_by_somebody_else(cast: Cast) -> None:
    check = failed(cast, RESTRICT, ACT)
    with pytest.raises(StepRefused, match="整改还没有登记完成"):
        ENV_FAILED.go(cast, check, RECHECK_GOOD)
    ENV_FAILED.go(cast, check, FINISH)
    with pytest.raises(StepRefused, match="复查人不能是整改责任人本人"):
        take(cast.chief, KIND, check, "recheck", recheck_value="6")
    with pytest.raises(StepRefused, match="复查与整改分开"):
        take(cast.nurse, KIND, check, "recheck", recheck_value="6",
             rechecked_by_id=cast.chief.person_id)  # fmt: skip
    with pytest.raises(StepRefused, match="责任人不能再改"):
        change(cast, check, action_person_id=cast.handler.person_id)
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "recheck", recheck_value="6",
             recheck_at=clock.now() - timedelta(days=2))  # fmt: skip
    assert "不能早于" in refused.value.problems["recheck_at"]
    ENV_FAILED.go(cast, check, RECHECK_GOOD)
    with pytest.raises(StepRefused, match="责任人不能再改"):
        change(cast, check, action_person_id=cast.nurse.person_id)


def test_a_failed_recheck_goes_back_until_one_passes(cast: Cast) -> None:
    """V02 and V07 of the demo: one check, every re-check a row of it."""
    check = failed(cast, RESTRICT, ACT, FINISH, RECHECK_BAD)
    assert status(cast.admin, KIND, check) == "ACTION"
    with pytest.raises(StepRefused, match="整改还没有登记完成"):
        ENV_FAILED.go(cast, check, RECHECK_GOOD)
    for move in (FINISH, RECHECK_GOOD):
        ENV_FAILED.go(cast, check, move)
    rows = values_of(cast, check)["rechecks"]
    assert [(one["value"], one["verdict"]) for one in rows] == [("4.1", "FAIL"), ("6.2", "PASS")]
    assert {one["person_id"] for one in rows} == {cast.nurse.person_id}
    row = _row(cast, check)
    assert (row.failures, row.recheck_count, row.value) == (2, 2, Decimal(3))
    assert row.recheck_value is None


def test_what_is_hardly_possible_is_asked_again_at_a_recheck(cast: Cast) -> None:
    check = failed(cast, RESTRICT, ACT, FINISH)
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, KIND, check, "recheck", recheck_value="620")
    assert set(refused.value.problems) == {"recheck_value"}


def test_of_three_failures_the_leader_in_charge_is_told(cast: Cast) -> None:
    check = failed(cast, RESTRICT, ACT, FINISH, RECHECK_BAD)
    assert worklist.worklist(cast.leader).of(tasks.MINE) == ()
    for move in (FINISH, RECHECK_BAD):
        ENV_FAILED.go(cast, check, move)
    assert values_of(cast, check)["leader_told_at"] is not None
    (line,) = worklist.worklist(cast.leader).of(tasks.MINE)
    assert line.record_id == check
    assert line.next.startswith("累计 3 次不合格，督促")


def test_a_pass_of_another_check_closes_nothing(cast: Cast) -> None:
    check = failed(cast, RESTRICT, ACT)
    ENV_PASSED.walk(cast)
    assert status(cast.admin, KIND, check) == "ACTION"
    with pytest.raises(StepRefused, match="不能办“结案”"):
        take(cast.nurse, KIND, check, "close")


def test_it_is_supervised_by_the_office_of_table_4_and_nobody_who_checked(cast: Cast) -> None:
    own = desk_of(cast.admin, Role.HANDLER, department="ZWK", staff_no="Z1")
    other = desk_of(cast.admin, Role.ENVIRONMENT_SUPERVISOR, department="YGK", staff_no="Y1")
    check = made(own, KIND, value="3")
    for move in (Move("judge_fail", "nurse"), RESTRICT, ACT, FINISH, RECHECK_GOOD):
        who = cast.head if move is FINISH else own
        take(who, KIND, check, move.action, **move.values(cast))
    given = {"supervision": "属实"}
    with pytest.raises(NotFound):
        take(other, KIND, check, "supervise", **given)
    with pytest.raises(StepRefused, match="监督确认由总务科办理"):
        take(cast.head, KIND, check, "supervise", **given)
    with pytest.raises(StepRefused, match="不能是检查、整改或复查的本人"):
        take(own, KIND, check, "supervise", **given)
    take(cast.electrician, KIND, check, "supervise", **given)
    forced = f"UPDATE env_check SET supervised_by_id = checker_id WHERE id = {check}"
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(forced))


def test_who_checks_does_not_supervise_itself(cast: Cast) -> None:
    """Rows of Table 4 where 总务科 is both need another office."""
    check = made(cast.electrician, KIND, point_code=OWN, value="20",
                 responsible_department_id=department(cast.admin, "总务科"))  # fmt: skip
    other = desk_of(cast.admin, Role.HANDLER, department="ZWK", staff_no="Z1")
    mate = desk_of(cast.admin, Role.HANDLER, department="ZWK", staff_no="Z2")
    act = ACT.values(cast) | GOES_ON
    for action, given in (("judge_fail", {}), ("act", act), ("finish_action", {}),
                          ("recheck", {"recheck_value": "9"})):  # fmt: skip
        take(mate if action == "finish_action" else cast.electrician, KIND, check, action, **given)
    with pytest.raises(StepRefused, match="不能自查自督"):
        take(other, KIND, check, "supervise", supervision="属实")
    office = department(cast.admin, "院感科")
    version = reading.load(other, KIND, check).version
    records.change(other, KIND, check, version, {"functional_department_id": office}, "改派")
    supervisor = desk_of(cast.admin, Role.ENVIRONMENT_SUPERVISOR, department="YGK", staff_no="Y1")
    take(supervisor, KIND, check, "supervise", supervision="属实")


def test_another_supervisor_is_not_named_by_who_is_supervised(cast: Cast) -> None:
    check = failed(cast)
    version = reading.load(cast.chief, KIND, check).version
    with pytest.raises(StepRefused, match="监督科室由总务科或医务科改派"):
        records.change(cast.chief, KIND, check, version,
                       {"functional_department_id": department(cast.admin, "急诊科")}, "换")  # fmt: skip


def test_what_the_supervisor_sends_back_is_put_right_and_rechecked_again(cast: Cast) -> None:
    check = ENV_RESTRICTED.walk(cast, until="send_back")
    take(cast.electrician, KIND, check, "send_back", supervision="滤网型号不对")
    assert status(cast.admin, KIND, check) == "ACTION"
    with pytest.raises(StepRefused, match="整改还没有登记完成"):
        ENV_FAILED.go(cast, check, RECHECK_GOOD)


def test_closing_gives_the_place_back(cast: Cast) -> None:
    check = ENV_RESTRICTED.walk(cast)
    assert values_of(cast, check)["released_at"] is not None


# ---- warnings ------------------------------------------------------------------------------------


def test_a_warning_is_no_failure_and_is_closed_once_dealt_with(cast: Cast) -> None:
    check = ENV_WARNED.walk(cast, until="measure_again")
    with pytest.raises(StepRefused, match="预警还没有处理"):
        take(cast.nurse, KIND, check, "close")
    take(cast.nurse, KIND, check, "close", action="管路消毒")
    assert _row(cast, check).failures == 0


def test_a_warning_that_turns_out_a_failure_goes_the_whole_way(cast: Cast) -> None:
    check = ENV_WARNED.walk(cast, until="measure_again")
    take(cast.nurse, KIND, check, "measure_again", recheck_value="130")
    assert status(cast.admin, KIND, check) == "FAIL"
    with pytest.raises(StepRefused, match="不能办“结案”"):
        take(cast.nurse, KIND, check, "close", action="消毒")


# ---- voiding, raising, seeing --------------------------------------------------------------------


def test_a_failure_is_not_voided_away_not_even_before_its_verdict(cast: Cast) -> None:
    for check in (measured(cast, value="3"), failed(cast)):
        with pytest.raises(StepRefused, match="测过不合格，不能作废"):
            void(cast, check)
    void(cast, measured(cast, value="8"))


@pytest.mark.parametrize("target", ["corrective_action", "nonconforming_service"])
def test_a_failure_is_closed_after_what_was_raised_from_it(cast: Cast, target: str) -> None:
    check = ENV_FAILED.walk(cast, until="close")
    begun = raising.begin(cast.head, KIND, check, target)
    assert begun.values["subject"] == "静压差"
    assert str(begun.values["source"]) == {"corrective_action": "ENVIRONMENT"}.get(
        target, "DAILY_CHECK"
    )
    assert begun.values["narrative"].splitlines()[:2] == [
        "第 2 手术间 静压差：3 Pa，限值 5–20 Pa", "复查第 1 次：6.2 Pa 合格",
    ]  # fmt: skip
    other = made_from(cast, begun.values, check, target)
    with pytest.raises(StepRefused, match="还不能结案"):
        take(cast.nurse, KIND, check, "close")
    assert other


def test_what_passed_waits_for_what_was_raised_from_it(cast: Cast) -> None:
    check = measured(cast, value="8")
    begun = raising.begin(cast.head, KIND, check, "corrective_action")
    made_from(cast, begun.values, check, "corrective_action")
    take(cast.nurse, KIND, check, "judge_pass")
    assert status(cast.admin, KIND, check) == "PASS"
    with pytest.raises(StepRefused, match="还不能结案"):
        take(cast.nurse, KIND, check, "close")


def made_from(cast: Cast, begun: dict[str, Any], check: int, target: str) -> int:
    kind = catalog.by_name(target)
    given = VALUES[target](cast.head) | begun
    found = records.register(cast.head, kind, given, origin=(KIND, check)).record_id
    assert found is not None
    return found


def test_offices_see_what_they_supervise_and_wards_their_own(cast: Cast) -> None:
    infection = desk_of(cast.admin, Role.ENVIRONMENT_SUPERVISOR, department="YGK", staff_no="Y1")
    water, pressure = measured(cast, WATER, value="8"), measured(cast, value="8")
    other = made(cast.head, KIND, value="8")
    assert list(lists.ids(infection, KIND, lists.Query())) == [water]
    assert set(lists.ids(cast.electrician, KIND, lists.Query())) == {pressure, other}
    assert set(lists.ids(cast.nurse, KIND, lists.Query())) == {water, pressure}
    assert list(lists.ids(cast.keeper, KIND, lists.Query())) == []


# ---- old registers -------------------------------------------------------------------------------


def test_what_an_old_sheet_judged_stands_and_what_failed_is_put_right_here(
    cast: Cast, tmp_path: Any
) -> None:
    rows = (
        ("编号", "检测日期", "科室", "检测项目", "采样地点", "检测结果", "结论", "标准值"),
        ("H-1", "2024-02-29", "骨科一病区", "空气菌落", "治疗室", "3.2", "合格", "≤4.0"),
        ("H-2", "2024-02-29", "骨科一病区", "空气菌落", "换药室", "6", "超标", "≤4.0"),
    )
    report = imports.bring_in(cast.head, KIND, files.xlsx(tmp_path / "旧.xlsx", rows))
    good, bad = (reading.find_number(cast.head, KIND, one) for one in report.numbers)
    assert [status(cast.admin, KIND, one) for one in (good, bad)] == ["CLOSED", "FAIL"]
    act = ACT.values(cast) | GOES_ON
    mate = desk_of(cast.admin, Role.HANDLER, department="YWK", staff_no="M2")
    take(cast.head, KIND, bad, "act", **act)
    take(mate, KIND, bad, "finish_action")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.head, KIND, bad, "recheck", recheck_value="2")
    assert "对照原限值" in refused.value.problems["recheck_finding"]
    take(cast.head, KIND, bad, "recheck", recheck_value="6", recheck_finding="BAD")
    assert _row(cast, bad).failures == 2
    take(mate, KIND, bad, "finish_action")
    take(cast.head, KIND, bad, "recheck", recheck_value="2", recheck_finding="GOOD")
    assert status(cast.admin, KIND, bad) == "RECHECK_PASSED"


# ---- the database itself -------------------------------------------------------------------------


def test_on_postgresql_each_refusal_is_a_function_and_its_trigger() -> None:
    statements = check_guards.statements(is_sqlite=False)
    assert len(statements) == 2 * len(check_guards.REFUSALS)
    for name, (when, refused, said) in check_guards.REFUSALS.items():
        (function,) = [one for one in statements if one.startswith(f"CREATE FUNCTION {name}()")]
        assert refused in function
        assert said in function
        assert f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()" in statements
    assert ddl.refusing(check_guards.REFUSALS, True) == check_guards.statements(is_sqlite=True)


@pytest.mark.parametrize("forced", [
    "status = 'RECHECK_PASSED'", "status = 'SUPERVISOR_CONFIRMED'", "status = 'CLOSED'",
    "status = 'ARCHIVED'", "status = 'PASS'", "status = 'WARNED'", "status = 'SCHEDULED'",
    "status = 'CLOSED', last_verdict = 'PASS', recheck_count = 1",
    "last_verdict = 'PASS', recheck_count = 1, status = 'CLOSED', failures = 0",
])  # fmt: skip
def test_the_database_lets_no_failure_come_to_an_end(cast: Cast, forced: str) -> None:
    check = failed(cast, RESTRICT, ACT)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE env_check SET {forced} WHERE id = {check}"))
