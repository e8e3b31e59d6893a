"""Inputs leave composing text alone, move on with Enter, and count as people count."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.inputs.editors import LineEdit, TextArea
from app.views.inputs.lines import Area, Line, count_text
from app.views.inputs.search_line import SearchLine
from tests.views.widgets.keyboard import CTRL, commit, compose, overrides, press, shown


def pair(qtbot: QtBot) -> tuple[Line, Line]:
    """Two lines in a window, the first with the keyboard."""
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = Line(), Line()
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, window, first)
    return first, second


def test_enter_moves_on_like_tab(qtbot: QtBot) -> None:
    first, second = pair(qtbot)
    press(first, "Enter")
    assert second.hasFocus()


def test_enter_belongs_to_the_input_method_while_it_composes(qtbot: QtBot) -> None:
    first, _second = pair(qtbot)
    compose(first, "zhi kong")
    press(first, "Enter")
    assert first.hasFocus()
    commit(first, "质控")
    assert first.text() == "质控"
    press(first, "Enter")
    assert not first.hasFocus()


@pytest.mark.parametrize("kind", [Line, Area])
def test_no_shortcut_reaches_the_window_while_composing(
    qtbot: QtBot, kind: type[Line] | type[Area]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    assert not overrides(field, "T", CTRL)
    compose(field, "tou su")
    assert overrides(field, "T", CTRL)
    compose(field, "")
    assert not overrides(field, "T", CTRL)


@pytest.mark.parametrize(
    ("characters", "limit", "shown"),
    [(10, 0, ""), (39, 50, ""), (40, 50, "40/50"), (51, 50, "51/50")],
)
def test_the_count_shows_near_the_limit(characters: int, limit: int, shown: str) -> None:
    assert count_text(characters, limit) == shown


@pytest.mark.parametrize("kind", [LineEdit, TextArea])
def test_rare_characters_count_once(qtbot: QtBot, kind: type[LineEdit] | type[TextArea]) -> None:
    field = kind(max_length=3)
    qtbot.addWidget(field)
    field.set_value("待检𬭎")
    assert field.problem() == ""
    field.set_value("待检𬭎𠅤")
    assert field.problem() == "最多 3 字，现在多 1 字"
    assert field.value() == "待检𬭎𠅤"


def test_committed_text_is_a_change_and_composing_is_none(qtbot: QtBot) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    changes: list[object] = []
    field.changed.connect(lambda: changes.append(field.value()))
    field.set_value("旧")
    compose(field.line, "xin")
    assert changes == []
    commit(field.line, "新")
    assert changes == ["新旧"]


def test_an_area_grows_from_two_lines_to_eight(qtbot: QtBot) -> None:
    field = TextArea()
    qtbot.addWidget(field)
    field.resize(300, 200)
    field.show()
    heights = []
    for lines in (1, 2, 3, 8, 20):
        field.set_value("\n".join(["一行"] * lines))
        heights.append(field.area.height())
    assert heights[0] == heights[1] == 50
    assert heights[1] < heights[2] < heights[3] == heights[4]


def test_tab_leaves_an_area(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    area, after = TextArea(), LineEdit()
    column.addWidget(area)
    column.addWidget(after)
    shown(qtbot, window, area.area)
    press(area.area, "Tab")
    assert after.line.hasFocus()


def test_a_search_is_asked_when_typing_pauses_and_at_once_on_enter(qtbot: QtBot) -> None:
    field = SearchLine("查找", "查找")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.asked) as caught:
        commit(field, "静脉炎")
    assert caught.args == ["静脉炎"]
    asked: list[str] = []
    field.asked.connect(asked.append)
    commit(field, "科")
    press(field, "Enter")
    press(field, "Enter")
    assert asked == ["静脉炎科"]


def test_esc_empties_the_search(qtbot: QtBot) -> None:
    field = SearchLine("查找", "查找")
    qtbot.addWidget(field)
    field.set_query("静脉炎")
    asked: list[str] = []
    field.asked.connect(asked.append)
    press(field, "Esc")
    assert field.query() == ""
    assert asked == [""]
