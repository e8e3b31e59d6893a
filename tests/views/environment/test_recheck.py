"""登记复查 from the round sheet: in its own dialog, and only when the measure was taken."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import clock
from app.models.environment.check import EnvStatus, EnvVerdict
from app.models.organisation import Role
from app.services import reading, records
from app.services.environment import round_results, rounds
from app.services.environment.rounds import Measured, RoundEntry
from app.services.operations import Desk
from app.services.registers.environment.env_check import REGISTER
from app.views.environment.round_window import RoundWindow
from app.views.registers.step_dialog import StepDialog
from tests.factory import department
from tests.hospital import PASSWORD, desk_of
from tests.rounds import add_points
from tests.views.environment.house import CTRL, Key, context_of, in_front, typed

POINT = "E25 第 2 手术间"
PUT_RIGHT = {
    "restriction": "只做清洁手术，每小时测一次。",
    "cause": "初效滤网堵塞。",
    "action": "更换初效滤网。",
}


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


@pytest.fixture
def nurse(desk: Desk) -> Desk:
    return desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1", password=PASSWORD)


@pytest.fixture
def failed(desk: Desk, nurse: Desk) -> int:
    """A check of the second theatre that failed: 3 Pa."""
    point = add_points(desk)[POINT]
    entry = RoundEntry(
        department(desk, "手术室"), clock.now(), nurse.person_id, "", 1,
        (Measured(point, Decimal(3)),),
    )  # fmt: skip
    rounds.submit(nurse, entry)
    (one,) = round_results.results(nurse, entry.started_at, nurse.person_id).opened
    assert one.verdict is EnvVerdict.FAIL
    return one.check_id


def step(desk: Desk, check: int, name: str, **given: Any) -> None:
    version = reading.load(desk, REGISTER, check).version
    records.move(desk, REGISTER, check, version, name, given)


def put_right(desk: Desk, nurse: Desk, check: int) -> None:
    """Another person takes the measure."""
    step(
        nurse, check, "act", **PUT_RIGHT, action_person_id=1, action_due_on=clock.today()
    )  # fmt: skip
    mate = desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S2")
    step(mate, check, "finish_action")


def window_at_the_point(nurse: Desk) -> RoundWindow:
    window = in_front(RoundWindow(context_of(nurse)))
    QTest.keyClick(window, Key.Key_N, CTRL)
    typed(window, "e25-06", Key.Key_Return)
    QApplication.processEvents()
    QTest.keyClick(window, Key.Key_R, CTRL)
    return window


def dialog_of(window: RoundWindow) -> StepDialog:
    (found,) = (one for one in window.findChildren(StepDialog) if one.isVisible())
    found.activateWindow()
    QApplication.processEvents()
    return found


def sign(dialog: StepDialog) -> None:
    """Whoever signs is known; the password is typed."""
    for row in dialog.findChildren(type(dialog.rows["recheck_at"])):
        if row.editor.accessibleName() == "密码":
            row.editor.set_value(PASSWORD)
    dialog.act.click()


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ("6.2", EnvStatus.RECHECK_PASSED, "复查合格，等监督科室确认"),
        ("4.8", EnvStatus.ACTION, "复查还是不合格，继续整改、再复查"),
    ],
)
def test_a_recheck_is_entered_where_the_round_is_walked(
    desk: Desk, nurse: Desk, failed: int, value: str, status: EnvStatus, said: str
) -> None:
    put_right(desk, nurse, failed)
    window = window_at_the_point(nurse)
    dialog = dialog_of(window)
    assert not dialog.rows["recheck_finding"].isVisible()
    typed(dialog, value)
    sign(dialog)
    assert reading.load(nurse, REGISTER, failed).status is status
    assert said in window.notice.text()


def test_an_unlikely_value_is_refused_in_the_dialog_and_stays(
    desk: Desk, nurse: Desk, failed: int
) -> None:
    put_right(desk, nurse, failed)
    window = window_at_the_point(nurse)
    dialog = dialog_of(window)
    typed(dialog, "900")
    sign(dialog)
    assert dialog.isVisible()
    assert dialog.rows["recheck_value"].editor.value() == Decimal(900)
    assert reading.load(nurse, REGISTER, failed).status is EnvStatus.ACTION


def test_before_the_measure_its_own_window_says_what_comes_first(nurse: Desk, failed: int) -> None:
    asked: list[int] = []
    window = in_front(RoundWindow(context_of(nurse)))
    window.context.record_asked.connect(lambda _name, check: asked.append(check))
    QTest.keyClick(window, Key.Key_N, CTRL)
    typed(window, "e25-06", Key.Key_Return)
    QApplication.processEvents()
    QTest.keyClick(window, Key.Key_R, CTRL)
    assert asked == [failed]
    assert "还不能复查：先安排整改" in window.notice.text()
