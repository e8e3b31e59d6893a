"""Answers are shown, chosen, taken back, and entered with one Tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.inputs.choice_editors import (
    ChoiceEdit,
    ChoicesEdit,
    FlagEdit,
    Radio,
    Tick,
    TickEdit,
)
from app.views.inputs.combo import Combo, Option
from tests.views.widgets.keyboard import click, press, shown

NATURES = [Option("none", "不构成缺陷"), Option("service", "服务缺陷"), Option("dispute", "争议")]


def stops(field: QWidget) -> int:
    """How often Tab would stop inside."""
    return sum(
        bool(radio.focusPolicy() & Qt.FocusPolicy.TabFocus) for radio in field.findChildren(Radio)
    )


def test_a_choice_is_empty_until_made(qtbot: QtBot) -> None:
    field = ChoiceEdit(NATURES)
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.text() == ""
    with qtbot.waitSignal(field.changed):
        field.findChildren(Radio)[1].click()
    assert field.value() == "service"
    assert field.text() == "服务缺陷"


def test_tab_enters_a_question_once_answered_or_not(qtbot: QtBot) -> None:
    field = ChoiceEdit(NATURES)
    qtbot.addWidget(field)
    assert stops(field) == 1
    field.set_value("dispute")
    assert stops(field) == 1
    assert field.first_input() is field.findChildren(Radio)[2]
    field.set_value(None)
    assert stops(field) == 1


def test_an_arrow_chooses_where_it_goes_also_the_first_time(qtbot: QtBot) -> None:
    field = ChoiceEdit(NATURES)
    first, second, third = field.findChildren(Radio)
    shown(qtbot, field, first)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert field.value() == "service"
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Right)
    assert field.value() == "dispute"
    qtbot.keyClick(third, Qt.Key.Key_Left)
    assert field.value() == "service"


def test_a_number_chooses_the_answer_at_its_place(qtbot: QtBot) -> None:
    field = ChoiceEdit(NATURES)
    first, _second, third = field.findChildren(Radio)
    shown(qtbot, field, first)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(first, Qt.Key.Key_3)
    assert field.value() == "dispute"
    assert third.hasFocus()
    qtbot.keyClick(third, Qt.Key.Key_9)
    assert field.value() == "dispute"


def test_tab_past_a_question_answers_nothing(qtbot: QtBot) -> None:
    holder = QWidget()
    row = QHBoxLayout(holder)
    field, after = ChoiceEdit(NATURES), ChoiceEdit(NATURES)
    row.addWidget(field)
    row.addWidget(after)
    first = field.findChildren(Radio)[0]
    shown(qtbot, holder, first)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert after.findChildren(Radio)[0].hasFocus()
    qtbot.keyClick(after.findChildren(Radio)[0], Qt.Key.Key_Return)
    assert (field.value(), after.value()) == (None, None)


def test_an_answer_is_taken_back_with_delete_or_a_second_click(qtbot: QtBot) -> None:
    field = ChoiceEdit(NATURES)
    qtbot.addWidget(field)
    field.show()
    radio = field.findChildren(Radio)[0]
    click(radio)
    assert field.value() == "none"
    click(radio)
    assert field.value() is None
    click(radio)
    press(radio, "Delete")
    assert field.value() is None


def test_more_than_seven_answers_become_a_list_one_types_into(qtbot: QtBot) -> None:
    field = ChoiceEdit([Option(n, f"第 {n} 项") for n in range(8)])
    qtbot.addWidget(field)
    assert not field.findChildren(Radio)
    field.set_value(5)
    assert field.value() == 5
    assert field.text() == "第 5 项"


def test_ticks_keep_the_order_of_the_paper(qtbot: QtBot) -> None:
    field = ChoicesEdit([Option(n, f"第 {n} 类") for n in range(6)])
    qtbot.addWidget(field)
    field.set_value([4, 1])
    assert field.value() == (1, 4)
    assert field.text() == "第 1 类、第 4 类"
    with qtbot.waitSignal(field.changed):
        field.findChildren(Tick)[0].click()
    assert field.value() == (0, 1, 4)
    field.set_value(None)
    assert field.value() == ()


def test_a_flag_knows_unanswered(qtbot: QtBot) -> None:
    field = FlagEdit()
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(False)
    assert field.value() is False
    assert field.text() == "否"
    field.set_value(None)
    assert field.value() is None


def test_a_tick_has_words_of_its_own(qtbot: QtBot) -> None:
    field = TickEdit("涉嫌违法")
    qtbot.addWidget(field)
    assert field.value() is False
    with qtbot.waitSignal(field.changed):
        field.tick.click()
    assert field.value() is True
    assert field.text() == "涉嫌违法"


def test_a_combo_keeps_its_value_when_its_entries_change(qtbot: QtBot) -> None:
    combo = Combo(NATURES, name="定性")
    qtbot.addWidget(combo)
    combo.set_value("service")
    combo.set_options([Option(None, "全部"), *NATURES])
    assert combo.value() == "service"
    combo.set_options([Option(None, "全部")])
    assert combo.value() is None
    assert combo.currentIndex() == 0


def test_ticks_take_fewer_columns_where_it_is_narrow(qtbot: QtBot) -> None:
    field = ChoicesEdit([Option(n, f"第 {n} 类原因") for n in range(6)])
    qtbot.addWidget(field)
    columns = {}
    for width in (600, 250, 130):
        field.resize(width, field.heightForWidth(width))
        field.show()
        qtbot.wait(0)
        columns[width] = len({tick.x() for tick in field.findChildren(Tick)})
    assert columns == {600: 3, 250: 2, 130: 1}
