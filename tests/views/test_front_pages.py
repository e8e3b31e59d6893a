"""Sign-in, lock and first start hand over what was typed, and say why not beside where it was typed."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.views.first_start import FirstStart, FirstStartPage
from app.views.front import StatusLine
from app.views.keys import GROUPS, KeysDialog, keys_of
from app.views.lock import LockPage
from app.views.sign_in import SignInPage
from tests.views.widgets.keyboard import press
from tests.views.widgets.keyboard import shown as put_on_screen


@pytest.fixture
def sign_in(qtbot: QtBot) -> SignInPage:
    page = SignInPage("安禾医院", [("local", "本机数据（默认）"), ("b", "二院")], "1.0")
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    page.activateWindow()
    return page


def words_of(page: QWidget) -> set[str]:
    return {each.text() for each in page.findChildren(QLabel) if each.isVisible()}


def test_sign_in_hands_over_what_was_typed(qtbot: QtBot, sign_in: SignInPage) -> None:
    sign_in.staff_no.setText(" 100317 ")
    sign_in.password.setText(" geheim ")
    sign_in.location.set_value("b")
    with qtbot.waitSignal(sign_in.submitted) as caught:
        press(sign_in.password, "Enter")
    assert caught.args == ["100317", " geheim ", "b"]


def test_enter_after_the_staff_number_goes_to_the_password(
    qtbot: QtBot, sign_in: SignInPage
) -> None:
    sign_in.staff_no.setFocus()
    sign_in.staff_no.setText("100317")
    press(sign_in.staff_no, "Enter")
    qtbot.waitUntil(sign_in.password.hasFocus)


@pytest.mark.parametrize(
    ("staff_no", "password", "words"),
    [("", "x", "还没有填工号"), ("100317", "", "还没有填密码")],
)
def test_sign_in_needs_both(sign_in: SignInPage, staff_no: str, password: str, words: str) -> None:
    said: list[object] = []
    sign_in.submitted.connect(lambda *what: said.append(what))
    sign_in.staff_no.setText(staff_no)
    sign_in.password.setText(password)
    sign_in.button.click()
    assert said == []
    assert sign_in.error.text() == words


def test_a_refusal_empties_the_password_only(sign_in: SignInPage) -> None:
    sign_in.staff_no.setText("100317")
    sign_in.password.setText("falsch")
    sign_in.set_busy(True)
    assert not sign_in.button.isEnabled()
    sign_in.show_error("工号或密码不对。再错 3 次将锁定 15 分钟")
    assert sign_in.button.isEnabled()
    assert sign_in.password.text() == ""
    assert sign_in.staff_no.text() == "100317"
    assert "工号或密码不对。再错 3 次将锁定 15 分钟" in words_of(sign_in)


def test_the_keyboard_starts_in_the_first_empty_field(qtbot: QtBot, sign_in: SignInPage) -> None:
    sign_in.focus_first()
    qtbot.waitUntil(sign_in.staff_no.hasFocus)
    sign_in.set_staff_no("100317")
    qtbot.waitUntil(sign_in.password.hasFocus)


def test_capitals_without_shift_give_caps_lock_away(qtbot: QtBot, sign_in: SignInPage) -> None:
    for letter, modifier, shown in (
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
    ):
        key = Qt.Key.Key_A
        qtbot.keyEvent_text = (key, letter)
        _type(sign_in.password, letter, modifier)
        assert sign_in.notice.isVisible() is shown, (letter, modifier)


def _type(widget: QWidget, letter: str, modifier: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    QApplication.sendEvent(widget, event)


def test_the_state_of_the_data_is_said_before_any_password(sign_in: SignInPage) -> None:
    sign_in.set_status([StatusLine("shield", "数据库正常，审计链完整", "pass")])
    QApplication.processEvents()
    assert "数据库正常，审计链完整" in words_of(sign_in)


def test_one_place_of_data_is_no_question(qtbot: QtBot) -> None:
    page = SignInPage("安禾医院", [("local", "本机数据")])
    qtbot.addWidget(page)
    page.show()
    assert "数据位置" not in words_of(page)
    page.staff_no.setText("1")
    page.password.setText("2")
    with qtbot.waitSignal(page.submitted) as caught:
        page.button.click()
    assert caught.args == ["1", "2", "local"]


@pytest.fixture
def lock(qtbot: QtBot, set_clock: Callable[[str], datetime]) -> LockPage:
    set_clock("2026-11-26 10:56")
    page = LockPage("周敏", "100317", "医务科", "安禾医院")
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    page.activateWindow()
    return page


def test_the_lock_shows_time_and_person(lock: LockPage) -> None:
    lock.set_notes("正在写的 1 份投诉已存为草稿，解锁后接着写", 5)
    assert {
        "10:56",
        "2026 年 11 月 26 日  星期四",
        "周敏",
        "工号 100317  医务科",
        "正在写的 1 份投诉已存为草稿，解锁后接着写",
        "闲置 5 分钟自动锁定",
    } <= words_of(lock)


def test_the_lock_hands_over_the_password(qtbot: QtBot, lock: LockPage) -> None:
    press(lock.password, "Enter")
    assert lock.error.text() == "还没有填密码"
    lock.password.setText("geheim")
    with qtbot.waitSignal(lock.unlock) as caught:
        press(lock.password, "Enter")
    assert caught.args == ["geheim"]
    lock.show_error("密码不对")
    assert lock.password.text() == ""


def test_f2_lets_another_person_in(qtbot: QtBot, lock: LockPage) -> None:
    with qtbot.waitSignal(lock.switch_person):
        press(lock.password, "F2")


@pytest.fixture
def first(qtbot: QtBot) -> FirstStartPage:
    page = FirstStartPage()
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    page.activateWindow()
    page.hospital.set_value("安禾医院")
    page.staff_no.set_value("100317")
    page.name.set_value("周敏")
    page.password.set_value("correct horse")
    page.again.set_value("correct horse")
    return page


def test_first_start_hands_over_its_three_things(qtbot: QtBot, first: FirstStartPage) -> None:
    first.begin.set_value(False)
    with qtbot.waitSignal(first.submitted) as caught:
        first.button.click()
    assert caught.args == [FirstStart("安禾医院", "100317", "周敏", "correct horse", False)]
    assert "correct horse" not in repr(caught.args[0])


@pytest.mark.parametrize(
    ("field", "value", "row", "words"),
    [
        ("hospital", None, "hospital", "还没有填医院名称"),
        ("staff_no", None, "staff_no", "还没有填工号"),
        ("name", None, "name", "还没有填姓名"),
        ("password", "short", "password", "密码至少 10 位"),
        ("again", "other", "again", "两次输入的密码不一样"),
    ],
)
def test_first_start_says_what_is_missing_beside_it(
    first: FirstStartPage, field: str, value: str | None, row: str, words: str
) -> None:
    said: list[object] = []
    first.submitted.connect(said.append)
    getattr(first, field).set_value(value)
    first.button.click()
    assert said == []
    assert first.rows[row].error() == words


def test_a_password_is_not_the_staff_number(first: FirstStartPage) -> None:
    for field in (first.staff_no, first.password, first.again):
        field.set_value("1003170000")
    first.button.click()
    assert first.rows["password"].error() == "密码不能就是工号"


def test_all_keys_are_on_one_page(qtbot: QtBot) -> None:
    dialog = KeysDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    shown_words = words_of(dialog)
    for group in GROUPS:
        assert {word for pair in group.keys for word in pair} <= shown_words
    assert dialog.height() <= 667
    press(dialog, "Esc")
    assert dialog.result() == QDialog.DialogCode.Rejected


def titles_of(dialog: KeysDialog) -> list[str]:
    """The titles of the groups by columns, the first of each column first."""
    found = [one for one in dialog.findChildren(QLabel) if one.property("role") == "section"]
    places = sorted(
        (one.mapTo(dialog, one.rect().topLeft()).toTuple()[::-1], one.text()) for one in found
    )
    return [text for _place, text in places]


def test_the_keys_of_the_page_come_first_and_one_is_found_by_what_it_does(qtbot: QtBot) -> None:
    dialog = KeysDialog(None, ("round", "environment"))
    put_on_screen(qtbot, dialog, dialog.search)
    assert titles_of(dialog)[:3] == ["到处", "环境巡查", "医疗环境"]
    press(dialog.search, "Down")
    assert dialog.area.hasFocus()
    dialog.narrow("仪器")
    QApplication.processEvents()
    assert titles_of(dialog) == ["环境巡查"]
    assert {"F4", "仪器"} <= words_of(dialog)
    dialog.narrow("ctrl+k")
    assert "查找全部记录" in words_of(dialog)
    dialog.narrow("满意度")
    assert "录入调查表" in words_of(dialog)
    dialog.narrow("咖啡")
    assert "没有这样的按键" in words_of(dialog)


def test_no_key_of_the_input_method_is_taken() -> None:
    keys = {key for group in GROUPS for key, _text in group.keys}
    assert not {key for key in keys if key.startswith(("Ctrl+Shift+", "Ctrl+Alt+", "Alt+A", "F10"))}
    assert not {key for key in keys if len(key) == 1 and key.isalpha()}


def test_the_strip_takes_its_words_from_the_same_list() -> None:
    assert keys_of("lock") == [("Enter", "解锁"), ("F2", "换班登录")]
    assert keys_of("register", ["Ctrl+N", "Esc"])[0] == ("Ctrl+N", "登记")
