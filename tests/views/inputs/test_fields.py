"""Errors stand under their own field, come when it is left, and go when the value is right."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.inputs.editors import CodeEdit, DateEdit, FieldGrid, FieldRow, LineEdit
from tests.views.widgets.keyboard import commit, press, shown


def row(qtbot: QtBot) -> FieldRow:
    """A field with a rule, and another one to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = FieldRow("手机号", CodeEdit(), required=True, help_text="11 位")
    made.set_check(lambda: "" if made.editor.value() else "还没有填手机号")
    column.addWidget(made)
    column.addWidget(FieldRow("姓名", LineEdit()))
    shown(qtbot, window, made.editor.first_input())
    return made


def test_an_error_comes_when_the_field_is_left(qtbot: QtBot) -> None:
    made = row(qtbot)
    assert made.error() == ""
    press(made.editor.first_input(), "Enter")
    assert made.error() == "还没有填手机号"
    assert made.editor.first_input().property("bad") is True


def test_an_error_goes_as_soon_as_the_value_is_right(qtbot: QtBot) -> None:
    made = row(qtbot)
    made.validate()
    commit(made.editor.first_input(), "1")
    assert made.error() == ""
    assert made.editor.first_input().property("bad") is False


def test_an_error_is_read_aloud_and_then_the_help_again(qtbot: QtBot) -> None:
    made = row(qtbot)
    field = made.editor.first_input()
    assert field.accessibleName() == "手机号"
    assert field.accessibleDescription() == "11 位"
    made.set_error("手机号少 1 位：应为 11 位")
    assert field.accessibleDescription() == "手机号少 1 位：应为 11 位"
    made.set_error("")
    assert field.accessibleDescription() == "11 位"


def test_text_that_cannot_be_read_is_an_error_before_any_rule(qtbot: QtBot) -> None:
    field = DateEdit()
    made = FieldRow("反馈日期", field)
    qtbot.addWidget(made)
    field.line.setText("32 日")
    assert not made.validate()
    assert made.error() == field.problem()


def test_an_answer_from_saving_goes_with_the_next_change(qtbot: QtBot) -> None:
    field = LineEdit()
    made = FieldRow("编号", field)
    qtbot.addWidget(made)
    made.set_error("这个编号已经有了")
    commit(field.line, "1")
    assert made.error() == ""


def test_a_closed_record_shows_no_errors(qtbot: QtBot) -> None:
    made = row(qtbot)
    made.validate()
    made.set_read_only(True)
    assert made.error() == ""
    assert made.validate()
    assert not made.editor.first_input().isVisible()


def test_two_fields_share_a_line_only_where_there_is_room(qtbot: QtBot) -> None:
    grid = FieldGrid()
    qtbot.addWidget(grid)
    first, second = FieldRow("甲", LineEdit()), FieldRow("乙", LineEdit())
    grid.add(first)
    grid.add(second)
    grid.resize(900, 200)
    grid.show()
    assert first.y() == second.y()
    grid.resize(600, 200)
    qtbot.waitUntil(lambda: second.y() > first.y())
