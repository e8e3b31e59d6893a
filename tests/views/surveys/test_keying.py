"""Keying with the number pad: a hundred sheets in time, nothing lost on a kill, two keyings compared."""

import random
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.services.surveys import keying
from app.services.surveys.keying import Given
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.surveys.answer_grid import AnswerGrid
from app.views.surveys.keying_dialog import KeyingDialog
from tests.cast import Cast
from tests.factory import department
from tests.services.surveys.house import collecting, drawn, shipped
from tests.views.registers.test_typist import KEYS_A_SECOND, THINKING_S

SHEETS, MOST_S = 100, 25 * 60
TURNING_S = 3.0  # to take the next paper and write its number on it
KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Hands:
    """One hand on the number pad."""

    def __init__(self, qtbot: QtBot, desk: Desk, survey: int) -> None:
        context = Context(desk, "陈静", "安禾医院", Jobs(inline=True))
        self.context = context
        self.qtbot = qtbot
        self.dialog = KeyingDialog(context, keying.begin(desk, survey), None)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        QApplication.processEvents()
        self.strokes = 0

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            target = self.dialog.focusWidget()
            assert target is not None
            self.qtbot.keyClick(target, key, KEYPAD)
            self.strokes += 1

    def sheet(self, answers: str) -> None:
        self.press(*answers, Qt.Key.Key_Enter)

    @property
    def said(self) -> str:
        return self.dialog.notice.text() if self.dialog.notice.isVisibleTo(self.dialog) else ""


@pytest.fixture
def survey(cast: Cast) -> int:
    return collecting(cast, responsible_department_id=department(cast.admin, "骨科一病区"))


@pytest.fixture
def hands(qtbot: QtBot, cast: Cast, survey: int) -> Hands:
    return Hands(qtbot, cast.handler, survey)


def kept(cast: Cast, survey: int) -> list[str]:
    return [one.given.answers for one in keying.begin(cast.handler, survey).standing]


def test_a_hundred_sheets_take_less_than_twenty_five_minutes(
    hands: Hands, cast: Cast, survey: int
) -> None:
    chance, version = random.Random(7), shipped()
    papers = [drawn(version, chance) for _one in range(SHEETS)]
    began = time.perf_counter()
    for paper in papers:
        hands.sheet(paper)
    program = time.perf_counter() - began
    assert kept(cast, survey) == papers
    questions = SHEETS * len(version.questions)
    assert questions >= SHEETS * 18
    hand = hands.strokes / KEYS_A_SECOND + questions * THINKING_S + SHEETS * TURNING_S
    assert hand + program <= MOST_S, f"{hands.strokes} keys, {hand:.0f} s and {program:.0f} s"


def test_each_key_of_the_pad_answers_and_goes_on(hands: Hands) -> None:
    grid = hands.dialog.grid
    hands.press("1", "5", "0", Qt.Key.Key_Delete, "-", "3")
    assert grid.answers()[:6] == "1500-3"
    assert grid.current() == 6


def test_a_digit_the_question_does_not_have_is_refused_with_those_it_has(hands: Hands) -> None:
    hands.press(*"1" * 16, "3")
    assert hands.dialog.grid.current() == 16
    assert "1 没有、2 有、0 不适用" in hands.said
    hands.press("2")
    assert hands.dialog.grid.current() == 17
    assert hands.said == ""


def test_the_last_answer_is_taken_back_and_given_again(hands: Hands) -> None:
    hands.press("1", "2", "3", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "5")
    assert hands.dialog.grid.keyed().rstrip() == "15"


def test_a_half_empty_sheet_is_asked_about_once_and_then_kept(
    hands: Hands, cast: Cast, survey: int
) -> None:
    hands.press(*"1" * 17, Qt.Key.Key_Enter)
    assert "还有 2 题没有答（18、19）" in hands.said
    assert kept(cast, survey) == []
    hands.press(Qt.Key.Key_Enter)
    assert kept(cast, survey) == ["1" * 17 + "--"]


def test_an_empty_sheet_is_not_kept(hands: Hands, cast: Cast, survey: int) -> None:
    hands.press(Qt.Key.Key_Enter, Qt.Key.Key_Enter)
    assert "一题也没有答" in hands.said
    assert kept(cast, survey) == []


def test_without_a_department_the_keyboard_goes_there(qtbot: QtBot, cast: Cast) -> None:
    hands = Hands(qtbot, cast.handler, collecting(cast))
    assert hands.dialog.words.isAncestorOf(hands.dialog.focusWidget())
    hands.dialog.grid.setFocus()
    hands.sheet("1" * 19)
    assert "还没有选择科室" in hands.dialog.words.department_row.error()
    assert hands.dialog.words.isAncestorOf(hands.dialog.focusWidget())


def test_the_department_stays_and_the_words_do_not(hands: Hands, cast: Cast, survey: int) -> None:
    hands.dialog.words.words["complaint"].set_value("夜里吵")
    hands.sheet("1" * 19)
    hands.sheet("2" * 16 + "121")
    first, second = keying.begin(cast.handler, survey).standing
    assert (first.given.complaint, second.given.complaint) == ("夜里吵", "")
    assert first.given.department_id == second.given.department_id


def test_what_is_begun_survives_a_kill(qtbot: QtBot, cast: Cast, survey: int) -> None:
    hands = Hands(qtbot, cast.handler, survey)
    hands.press(*"12345")
    hands.dialog.words.words["praise"].set_value("护士好")
    qtbot.waitUntil(lambda: bool(keying.begin(cast.handler, survey).begun), timeout=3000)
    # The program is gone: nothing was closed, nothing flushed.
    again = Hands(qtbot, cast.handler, survey)
    assert again.dialog.grid.keyed().rstrip() == "12345"
    assert again.dialog.grid.current() == 5
    assert "接着录上次没有存的一张" in again.said
    again.sheet("1" * 11 + "121")
    assert kept(cast, survey) == ["12345" + "1" * 11 + "121"]
    assert keying.begin(cast.handler, survey).begun == {}


def test_an_earlier_sheet_is_corrected_while_a_begun_one_waits(
    hands: Hands, cast: Cast, survey: int
) -> None:
    hands.sheet("1" * 19)
    hands.sheet("2" * 16 + "121")
    hands.press("3", "3")
    hands.press(Qt.Key.Key_PageUp)
    assert "正在改第 2 张" in hands.said
    hands.press(Qt.Key.Key_PageUp)
    hands.press(Qt.Key.Key_Home, "5", Qt.Key.Key_End, Qt.Key.Key_Enter)
    assert kept(cast, survey) == ["5" + "1" * 18, "2" * 16 + "121"]
    assert hands.dialog.grid.keyed().rstrip() == "33"
    assert hands.dialog.pile.is_new


def test_a_sheet_is_voided_with_its_reason(hands: Hands, cast: Cast, survey: int) -> None:
    hands.sheet("1" * 19)
    hands.press(Qt.Key.Key_PageUp)
    hands.dialog.void_button.click()
    asked = next(one for one in hands.dialog.findChildren(TextDialog))
    asked.editor.set_value("录重了")
    asked.act.click()
    assert kept(cast, survey) == []
    assert hands.dialog.pile.serial == 2


def test_two_keyings_that_differ_are_settled_by_the_paper(
    qtbot: QtBot, cast: Cast, survey: int
) -> None:
    ward = department(cast.admin, "骨科一病区")
    keying.key(cast.handler, survey, Given(ward, "1" * 19))
    keying.key(cast.handler, survey, Given(ward, "2" * 16 + "121"))
    hands = Hands(qtbot, cast.head, survey)
    hands.dialog.show_mode("again")
    hands.sheet("3" + "1" * 9 + "4" + "1" * 8)
    assert "2 题两次录入不一致" in hands.said
    assert list(hands.dialog.grid.differing()) == [0, 10]
    hands.press("3", Qt.Key.Key_Enter)
    assert "第 11 题还没有定" in hands.said
    hands.press("1", Qt.Key.Key_Enter)
    assert hands.dialog.pile.serial == 2
    hands.sheet("2" * 16 + "121")
    assert "没有要第二次录入的调查表" in hands.said
    sheets = keying.begin(cast.head, survey).standing
    assert [one.given.answers for one in sheets] == ["3" + "1" * 18, "2" * 16 + "121"]
    assert not any(one.differs for one in sheets)


def test_ones_own_sheets_are_keyed_again_by_somebody_else(hands: Hands) -> None:
    hands.sheet("1" * 19)
    hands.dialog.show_mode("again")
    assert "第二次录入请换一位" in hands.said
    assert hands.dialog.pile.is_new


def test_a_colleague_at_another_pc_is_told_of(hands: Hands, cast: Cast, survey: int) -> None:
    ward = department(cast.admin, "骨科一病区")
    keying.key(cast.head, survey, Given(ward, "2" * 16 + "121"))
    hands.sheet("1" * 19)
    assert "存为第 2 张" in hands.said


def test_the_grid_reads_its_question_aloud(qtbot: QtBot) -> None:
    grid = AnswerGrid(shipped().questions)
    qtbot.addWidget(grid)
    assert grid.accessibleDescription() == "1 办理入院手续等候的时间"
    for digit in "1" * 19:
        grid.answer(digit)
    assert "Enter 存下" in grid.accessibleDescription()


def test_closing_keeps_what_is_begun(hands: Hands, cast: Cast, survey: int) -> None:
    hands.press("4", "4")
    hands.dialog.reject()
    assert isinstance(hands.dialog, QDialog)
    assert str(keying.begin(cast.handler, survey).begun["answers"]).rstrip() == "44"
