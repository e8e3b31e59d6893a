"""The window of one check: what was judged is shut, what follows a failure appears with it."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest

from app import clock
from app.models.organisation import Role
from app.services.environment import round_results
from app.services.environment.rounds import Measured, RoundEntry, submit
from app.services.operations import Desk
from app.services.registers.environment import tools
from app.services.registers.environment.env_check import REGISTER
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.record_work import TOOL
from tests.factory import department
from tests.hospital import desk_of
from tests.rounds import add_points
from tests.views.environment.house import context_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


@pytest.fixture
def nurse(desk: Desk) -> Desk:
    return desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1")


def window_of(nurse: Desk, value: str) -> RecordDialog:
    """The window of the second theatre's pressure; without a value its result is still to come."""
    point = add_points(nurse)["E25 第 2 手术间"]
    line = Measured(point, Decimal(value)) if value else Measured(point, pending=True)
    entry = RoundEntry(
        department(nurse, "手术室"), clock.now(), nurse.person_id, "", 1, (line,)
    )  # fmt: skip
    submit(nurse, entry)
    (one,) = round_results.results(nurse, entry.started_at, nurse.person_id).opened
    made = RecordDialog(context_of(nurse), REGISTER, one.check_id)
    made.show()
    return made


def titles(window: RecordDialog) -> list[str]:
    return [one.title for one in window.form.sections]


def test_what_was_judged_cannot_be_written_over(nurse: Desk) -> None:
    form = window_of(nurse, "3").form
    shut = {name for name, row in form.rows.items() if row.editor.is_read_only()}
    assert {"value", "point_code", "checked_at", "instrument_code", "verdict"} <= shut
    assert not {"cause", "action", "restricted_place", "remarks"} & shut


def test_a_result_still_to_come_can_be_entered(nurse: Desk) -> None:
    form = window_of(nurse, "").form
    assert not form.rows["value"].editor.is_read_only()


def test_what_follows_a_failure_is_not_shown_before_there_is_one(nurse: Desk) -> None:
    assert titles(window_of(nurse, "")) == ["检查", "限值与结果"]


def test_what_follows_a_failure_is_shown_with_it(nurse: Desk) -> None:
    assert titles(window_of(nurse, "3"))[2:] == ["不合格处理", "复查与监督"]


def test_a_check_is_called_by_its_place_too(nurse: Desk) -> None:
    assert window_of(nurse, "3").header.title.full_text().startswith("第 2 手术间 静压差")


def test_looking_at_the_trend_is_never_the_main_step(nurse: Desk) -> None:
    steps = window_of(nurse, "3").side.steps
    assert steps.main is None
    assert steps.button(TOOL + tools.TREND.name).isEnabled()
