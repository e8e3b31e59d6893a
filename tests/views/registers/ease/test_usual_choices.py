"""The pickers of a record begin with what this person chooses most."""

from pytestqt.qtbot import QtBot

from app.views.context import Context
from app.views.inputs.editors import ChoiceEdit, PickEdit
from tests.factory import department, registered
from tests.views.registers.record_house import Desktop


def picker(at: Desktop, name: str) -> PickEdit:
    """The picker of a field."""
    editor = at.window.form.rows[name].editor
    if isinstance(editor, ChoiceEdit):
        editor = editor._pick
    assert isinstance(editor, PickEdit)
    return editor


def test_a_persons_usual_department_is_taken_with_two_keys(qtbot: QtBot, context: Context) -> None:
    office = department(context.desk, "儿科")
    for _time in range(2):
        registered(context.desk, respondent_department_id=office)
    at = Desktop(qtbot, context)
    at.tab_to("respondent_department_id")
    at.press("F4")
    offered = picker(at, "respondent_department_id").offered()
    assert [item.text for item in offered[:2]] == ["儿科", "医务科"]
    assert len([item for item in offered if item.text == "儿科"]) == 1
    at.press("Enter")
    assert at.window.form.changes()["respondent_department_id"] == office
    assert at.window.form.current() == "respondent_person_id"


def test_typing_filters_as_ever(qtbot: QtBot, context: Context) -> None:
    for _time in range(2):
        registered(context.desk, respondent_department_id=department(context.desk, "儿科"))
    at = Desktop(qtbot, context)
    at.tab_to("respondent_department_id")
    at.type("hlb")
    assert [one.text for one in picker(at, "respondent_department_id").offered()] == ["护理部"]


def test_what_is_usual_is_read_once_a_session(qtbot: QtBot, context: Context) -> None:
    Desktop(qtbot, context)
    kept = context.usual["complaint"]
    Desktop(qtbot, context)
    assert context.usual["complaint"] is kept


def test_the_answers_of_a_long_question_are_found_by_initials(
    qtbot: QtBot, context: Context
) -> None:
    at = Desktop(qtbot, context)
    at.tab_to("topic")
    at.type("yd")
    assert [one.text for one in picker(at, "topic").offered()] == ["医德医风"]
    at.press("Enter")
    assert at.window.form.changes()["topic"] == "ETHICS"
