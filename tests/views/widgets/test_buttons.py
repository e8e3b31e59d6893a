"""Buttons are pressed with Enter, keep their words, and say why they are grey."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.views.widgets.buttons import Button, Chip, ChipBar, ReasonedButton, outlined, primary
from tests.views.widgets.keyboard import press


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    button = outlined("打印")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        press(button, "Enter")


def test_an_ampersand_is_no_mnemonic(qtbot: QtBot) -> None:
    button = outlined("A&B")
    qtbot.addWidget(button)
    assert button.text() == "A&&B"
    assert button.accessibleName() == "A&B"
    assert button.shortcut().isEmpty()


def test_a_refused_step_says_why_in_words(qtbot: QtBot) -> None:
    step = ReasonedButton(primary("结案"))
    qtbot.addWidget(step)
    step.refuse("还不能结案：反馈表尚未验证有效")
    assert not step.button.isEnabled()
    assert step.reason() == "还不能结案：反馈表尚未验证有效"
    assert step.button.accessibleDescription() == step.reason()
    step.warn("先改好“反馈”一节的 2 处")
    assert step.button.isEnabled()
    step.allow()
    assert step.reason() == ""


def chip_named(bar: ChipBar, words: str) -> QPushButton:
    """The chip that begins with these words and is shown."""
    chips = [chip for chip in bar.findChildren(QPushButton) if not chip.isHidden()]
    return next(chip for chip in chips if chip.text().startswith(words))


def test_one_chip_at_a_time_is_on(qtbot: QtBot) -> None:
    bar = ChipBar("状态")
    qtbot.addWidget(bar)
    bar.set_chips([Chip("all", "全部", 52), Chip("new", "已登记", 1)])
    assert bar.current() == "all"
    with qtbot.waitSignal(bar.chosen) as caught:
        chip_named(bar, "已登记").click()
    assert caught.args == ["new"]
    assert bar.current() == "new"


def test_counts_change_without_losing_the_chosen_chip(qtbot: QtBot) -> None:
    bar = ChipBar("状态")
    qtbot.addWidget(bar)
    bar.set_chips([Chip("all", "全部", 52), Chip("new", "已登记", 1)])
    bar.set_current("new")
    chip = chip_named(bar, "已登记")
    bar.set_chips([Chip("all", "全部", 50), Chip("new", "已登记", 7)])
    assert bar.current() == "new"
    assert chip_named(bar, "已登记") is chip
    assert chip.text() == "已登记  7"


def test_a_chip_of_the_second_group_is_switched_off_again(qtbot: QtBot) -> None:
    bar = ChipBar("状态")
    qtbot.addWidget(bar)
    bar.set_chips([Chip("all", "全部", 52)], [Chip("over", "超期", 1, "fail")])
    said: list[str] = []
    bar.second_chosen.connect(said.append)
    chip_named(bar, "超期").click()
    chip_named(bar, "超期").click()
    assert said == ["over", ""]
    assert bar.second_current() == ""


def test_a_chip_gets_its_clock_with_its_tone_and_loses_it_with_it(qtbot: QtBot) -> None:
    bar = ChipBar("状态")
    qtbot.addWidget(bar)
    bar.set_chips([Chip("", "全部", 3)], [Chip("overdue", "超期", 0)])
    late = bar._second["overdue"]
    assert late.icon().isNull()
    bar.set_chips([Chip("", "全部", 3)], [Chip("overdue", "超期", 2, "fail")])
    assert not late.icon().isNull()
    bar.set_chips([Chip("", "全部", 3)], [Chip("overdue", "超期", 0)])
    assert late.icon().isNull()


@pytest.mark.parametrize("repeats", [False, True])
def test_enter_held_down_presses_no_button_again(qtbot: QtBot, repeats: bool) -> None:
    button = Button("受理", "primary")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "", repeats)
    QApplication.sendEvent(button, event)
    assert pressed == ([] if repeats else [True])
