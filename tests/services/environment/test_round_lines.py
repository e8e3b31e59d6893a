"""What the sheet of a round shows before anything is typed, and how a round begun is kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.models.environment.check import EnvFinding, EnvRound
from app.models.organisation import Role
from app.services.environment import round_drafts, round_lines, table4
from app.services.environment.round_drafts import Begun
from app.services.environment.round_lines import Instrument
from app.services.environment.sheet import Entered
from app.services.operations import Desk
from app.services.worklists import tasks, worklist
from tests import rounds
from tests.cast import Cast
from tests.factory import department
from tests.hospital import desk_of


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


@pytest.fixture
def points(desk: Desk) -> dict[str, int]:
    return rounds.add_points(desk)


@pytest.fixture
def nurse(desk: Desk) -> Desk:
    """Who walks the round of the operating department."""
    return desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1")


def test_a_department_is_offered_what_it_has_due(nurse: Desk, points: dict[str, int]) -> None:
    found = round_lines.prepare(nurse, own=True)
    assert found.department_id == department(nurse, "手术室")
    lines = {one.point_id: one for one in found.lines}
    line = lines[points["E25 第 2 手术间"]]
    assert (line.place, line.limit_text, line.unit) == ("第 2 手术间", "5–20", "Pa")
    assert (line.department, line.supervising) == ("手术室", "总务科")
    assert line.standard == "GB 50333-2013"


def test_who_works_where_nothing_is_measured_sees_all_of_it(
    cast: Cast, points: dict[str, int]
) -> None:
    found = round_lines.prepare(cast.head, own=True)
    assert found.department_id is None
    assert len(found.lines) == len(rounds.POINTS)
    assert department(cast.head, "手术室") in [one.id for one in found.departments]


def test_a_point_that_is_not_due_may_be_added(nurse: Desk, points: dict[str, int]) -> None:
    found = round_lines.prepare(nurse, department(nurse, "骨科一病区"))
    assert found.lines == ()
    assert points["E11 内镜间"] in [one.line.point_id for one in found.offered]


@pytest.mark.parametrize(
    ("until", "is_expired"),
    [(None, False), (date(2026, 11, 26), False), (date(2026, 11, 25), True)],
)
def test_what_is_measured_after_the_last_day_of_calibration_is_doubtful(
    until: date | None, is_expired: bool
) -> None:
    assert Instrument("X", "", until, "", 1).is_expired(date(2026, 11, 26)) is is_expired


def begun(points: dict[str, int], **other: object) -> Begun:
    entries = {
        points["E25 第 2 手术间"]: Entered("3.0", instrument="YC-02", note="门没有关严"),
        points["E10 器械间"]: Entered(finding=EnvFinding.GOOD),
        points["E39 血透室水机"]: Entered(is_pending=True),
    }
    values = {"scope": None, "checker_id": 1, "companion": "总务科 王工"} | other
    return Begun(clock.now(), entries=entries, **values)  # type: ignore[arg-type]  # by name


def test_a_round_begun_is_there_again_as_it_was(nurse: Desk, points: dict[str, int]) -> None:
    kept = begun(points)
    code = round_drafts.keep(nurse, kept)
    (found,) = round_drafts.begun_before(nurse)
    assert (found.code, found.filled) == (code, 3)
    assert dict(found.entries) == dict(kept.entries)
    assert (found.started_at, found.companion) == (kept.started_at, "总务科 王工")


def test_a_round_is_kept_once_however_often_it_is_kept(
    nurse: Desk, points: dict[str, int], set_clock: Callable[[str], datetime]
) -> None:
    code = round_drafts.keep(nurse, begun(points))
    again = begun(points, code=code, companion="")
    assert round_drafts.keep(nurse, again) == code
    (found,) = round_drafts.begun_before(nurse)
    assert found.companion == ""


def test_a_round_is_offered_to_nobody_else(nurse: Desk, cast: Cast, points: dict[str, int]) -> None:
    round_drafts.keep(nurse, begun(points))
    assert round_drafts.begun_before(cast.nurse) == ()


def test_a_round_given_up_is_gone(nurse: Desk, points: dict[str, int]) -> None:
    round_drafts.forget(nurse, round_drafts.keep(nurse, begun(points)))
    assert round_drafts.begun_before(nurse) == ()


def test_a_round_handed_in_just_before_the_program_ended_is_not_offered_again(
    nurse: Desk, points: dict[str, int]
) -> None:
    kept = begun(points)
    round_drafts.keep(nurse, kept)
    with nurse.database.write() as session:
        session.add(
            EnvRound(
                department_id=department(nurse, "手术室"), started_at=kept.started_at, checker_id=1
            )
        )
    assert round_drafts.begun_before(nurse) == ()


def test_another_round_of_the_same_day_is_offered(nurse: Desk, points: dict[str, int]) -> None:
    kept = begun(points)
    round_drafts.keep(nurse, kept)
    with nurse.database.write() as session:
        session.add(
            EnvRound(
                department_id=department(nurse, "手术室"), checker_id=1,
                started_at=kept.started_at - timedelta(minutes=5),
            )
        )  # fmt: skip
    assert len(round_drafts.begun_before(nurse)) == 1


def test_a_row_of_table_4_out_of_use_is_neither_due_nor_offered(
    desk: Desk, nurse: Desk, points: dict[str, int]
) -> None:
    row = next(one for one in table4.rows(desk) if one.code == "E25")
    given = {"name": row.name, "supervising_department_id": row.supervising_department_id}
    table4.change(desk, row.id, given | {"active": False})
    found = round_lines.prepare(nurse, own=True)
    shown = {one.code[:3] for one in (*found.lines, *(one.line for one in found.offered))}
    assert "E23" in shown
    assert "E25" not in shown


def test_a_round_begun_and_not_handed_in_stands_on_the_first_page(
    nurse: Desk, points: dict[str, int]
) -> None:
    round_drafts.keep(nurse, begun(points))
    (task,) = (
        one for one in worklist.worklist(nurse).tasks if tasks.DRAFTS in one.groups
    )  # fmt: skip
    assert (task.title, task.tool) == ("11-26 09:30 的巡查，填了 3 项没有提交", "round")
