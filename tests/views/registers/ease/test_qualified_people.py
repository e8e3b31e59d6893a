"""Who leads somebody not qualified is chosen among the qualified alone; an empty list says what to do."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services import reading
from app.views.context import Context
from app.views.inputs.editors import PickEdit
from app.views.jobs import Jobs
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import GRANT, LED, WITHDRAWN, qualified
from tests.views.registers.record_house import Desktop

PART, PAPER = LED.kind, WITHDRAWN.kind
SUPERVISOR = "supervisor_id"


@pytest.fixture
def office(cast: Cast) -> Context:
    return Context(cast.handler, "经办", "安禾医院", Jobs(inline=True))


def judged(cast: Cast, **other: str) -> int:
    case = made(cast.nurse, PART, **other)
    LED.go(cast, case, LED.moves[0])
    return case


def at_supervisor(qtbot: QtBot, office: Context, case: int) -> tuple[Desktop, PickEdit]:
    """The keyboard is in the field, its list open."""
    at = Desktop(qtbot, office, case, PART)
    at.tab_to(SUPERVISOR)
    at.press("F4")
    editor = at.window.form.rows[SUPERVISOR].editor
    assert isinstance(editor, PickEdit)
    return at, editor


def test_only_the_qualified_are_offered_with_what_and_until_when(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    one = reading.load(cast.admin, PAPER, qualified(cast))
    at, editor = at_supervisor(qtbot, office, judged(cast))
    (item,) = editor.offered()
    assert item.value == cast.chief.person_id
    assert f"{one.values['subject']} 至 {one.values['valid_until']}" in item.code
    at.press("Enter")
    assert at.window.form.changes() == {
        SUPERVISOR: cast.chief.person_id, "qualification_number": one.number
    }  # fmt: skip


def test_nobody_qualified_says_what_to_do(qtbot: QtBot, office: Context, cast: Cast) -> None:
    _at, editor = at_supervisor(qtbot, office, judged(cast))
    assert editor.offered() == []
    said = [
        one.text()
        for window in QApplication.topLevelWidgets() if window.isVisible()
        for one in window.findChildren(QLabel) if one.isVisible()
    ]  # fmt: skip
    assert any("先到“人员资质”登记，由医务科或护理部鉴定" in text for text in said)


def test_who_is_qualified_for_treatments_is_not_offered_for_surgery(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    one = made(cast.nurse, PAPER, person_id=cast.chief.person_id, scope="PROCEDURE")
    take(cast.head, PAPER, one, "grant", **GRANT.values(cast))
    assert at_supervisor(qtbot, office, judged(cast))[1].offered() == []
    (item,) = at_supervisor(qtbot, office, judged(cast, occasion="OUTPATIENT"))[1].offered()
    assert item.value == cast.chief.person_id


def test_of_several_qualifications_none_is_taken_for_the_person(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    qualified(cast)
    qualified(cast)
    at, editor = at_supervisor(qtbot, office, judged(cast))
    (item,) = editor.offered()
    assert item.code.count("至") == 2
    at.press("Enter")
    assert at.window.form.changes() == {SUPERVISOR: cast.chief.person_id}


def test_who_was_chosen_stays_when_the_qualification_is_over(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    known = qualified(cast)
    case = judged(cast)
    take(cast.handler, PART, case, "supervise", supervisor_id=cast.chief.person_id,
         supervision_plan="全程带教")  # fmt: skip
    take(cast.head, PAPER, known, "withdraw", withdrawal_reason="调离")
    at = Desktop(qtbot, office, case, PART)
    editor = at.window.form.rows[SUPERVISOR].editor
    assert isinstance(editor, PickEdit)
    assert editor.value() == cast.chief.person_id
    assert not editor.text().isdigit()
