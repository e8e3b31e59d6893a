"""A picker finds by initials, name and code, and never swallows what it does not know."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.inputs.pick_editor import PickEdit, PickItem, matching
from tests.views.widgets.keyboard import ALT, commit, compose, press, shown

DEPARTMENTS = [
    PickItem(1, "护理部", "HLB", "hlb"),
    PickItem(2, "医务科", "YWK", "ywk"),
    PickItem(3, "骨科二病区", "GKE", "gkebq"),
    PickItem(4, "外科一病区", "WKY", "wkybq"),
    PickItem(5, "重症医学科", "ZZYXK", "zzyxk czyxk"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["护理部", "医务科", "骨科二病区", "外科一病区", "重症医学科"]),
        ("hlb", ["护理部"]),
        ("HLB", ["护理部"]),
        ("ｈｌ", ["护理部"]),
        ("czy", ["重症医学科"]),
        ("病区", ["骨科二病区", "外科一病区"]),
        ("医", ["医务科", "重症医学科"]),
        ("bq", ["骨科二病区", "外科一病区"]),
        ("wk", ["外科一病区", "医务科"]),
        ("没有", []),
    ],
)
def test_entries_are_found(typed: str, found: list[str]) -> None:
    assert [item.text for item in matching(DEPARTMENTS, typed)] == found


def picker(qtbot: QtBot, *, many: bool = False) -> PickEdit:
    """A picker in a window, with the keyboard."""
    window = QWidget()
    window.resize(400, 400)
    column = QVBoxLayout(window)
    field = PickEdit(DEPARTMENTS, many=many)
    column.addWidget(field)
    column.addStretch(1)
    shown(qtbot, window, field.line)
    return field


def test_typing_initials_and_enter_picks(qtbot: QtBot) -> None:
    field = picker(qtbot)
    commit(field.line, "hl")
    assert field.is_open()
    with qtbot.waitSignal(field.changed):
        press(field.line, "Enter")
    assert field.value() == 1
    assert field.line.text() == "护理部"
    assert not field.is_open()
    assert field.line.hasFocus()


def test_f4_and_alt_down_open_the_whole_list(qtbot: QtBot) -> None:
    field = picker(qtbot)
    field.set_value(2)
    press(field.line, "F4")
    assert len(field.offered()) == len(DEPARTMENTS)
    press(field.line, "Esc")
    assert not field.is_open()
    assert field.value() == 2
    press(field.line, "Down", ALT)
    press(field.line, "Down")
    press(field.line, "Enter")
    assert field.value() == 3


def test_keys_belong_to_the_input_method_while_it_composes(qtbot: QtBot) -> None:
    field = picker(qtbot)
    commit(field.line, "hl")
    compose(field.line, "bu")
    press(field.line, "Enter")
    assert field.value() is None


def test_words_that_are_no_entry_are_kept_and_named(qtbot: QtBot) -> None:
    field = picker(qtbot)
    commit(field.line, "火星科")
    field.line.clearFocus()
    assert field.value() is None
    assert field.line.text() == "火星科"
    assert field.problem() == "没有“火星科”这一项，从列表里选"


def test_leaving_with_an_exact_name_picks_it(qtbot: QtBot) -> None:
    field = picker(qtbot)
    commit(field.line, "医务科")
    field.line.clearFocus()
    assert field.value() == 2
    assert not field.is_open()


def test_emptying_the_line_empties_the_value(qtbot: QtBot) -> None:
    field = picker(qtbot)
    field.set_value(2)
    field.line.selectAll()
    press(field.line, "Delete")
    assert field.value() is None
    assert field.problem() == ""


def test_many_are_collected_and_taken_away(qtbot: QtBot) -> None:
    field = picker(qtbot, many=True)
    for typed in ("hlb", "ywk"):
        commit(field.line, typed)
        press(field.line, "Enter")
    assert field.value() == (1, 2)
    assert field.text() == "护理部、医务科"
    press(field.line, "F4")
    assert [item.value for item in field.offered()] == [3, 4, 5]
    press(field.line, "Esc")
    press(field.line, "Backspace")
    assert field.value() == (1,)


def test_a_value_no_longer_offered_stays_visible(qtbot: QtBot) -> None:
    field = picker(qtbot)
    field.set_value("已撤销科室")
    assert field.value() == "已撤销科室"
    assert field.text() == "已撤销科室"


def test_the_list_closes_when_its_field_moves(qtbot: QtBot) -> None:
    field = picker(qtbot)
    press(field.line, "F4")
    assert field.is_open()
    field.move(field.x(), field.y() + 40)
    assert not field.is_open()
