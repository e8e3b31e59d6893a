"""Enter never does harm, Ctrl+Enter does the main thing, and nothing typed is lost by accident."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.views.asking.conflict_dialog import Conflict, ConflictDialog, Resolution
from app.views.asking.dialogs import ConfirmDialog, TextDialog, confirm
from tests.views.widgets.keyboard import press

CONFLICTS = [
    Conflict("measures", "整改措施", "22:00 后停用推车", "更换静音轮"),
    Conflict("way", "反馈方式", "电话", ""),
]


def opened(qtbot: QtBot, dialog: QDialog) -> None:
    """Show it as a person sees it."""
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def test_enter_keeps_everything_as_it_is(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "还有 1 份没有存上", "草稿会保留。", act="放弃草稿")
    opened(qtbot, dialog)
    qtbot.waitUntil(dialog.keep.hasFocus)
    press(dialog.keep, "Enter")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_enter_outside_a_button_presses_nothing(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "还有 1 份没有存上", "", act="放弃草稿")
    opened(qtbot, dialog)
    press(dialog, "Enter")
    assert dialog.isVisible()
    press(dialog, "Esc")
    assert not dialog.isVisible()


def test_the_harmful_button_stands_left(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "还有 1 份没有存上", "", act="放弃草稿")
    opened(qtbot, dialog)
    assert dialog.act.x() < dialog.keep.x()
    assert dialog.act.property("kind") == "danger"
    assert not dialog.act.isDefault()
    assert not dialog.act.autoDefault()


def test_the_window_behind_is_dimmed_while_deciding(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    dialog = ConfirmDialog(window, "还有 1 份没有存上", "", act="放弃草稿")
    dialog.show()
    before = len(window.children())
    dialog.reject()
    qtbot.waitUntil(lambda: len(window.children()) < before)


def test_a_reason_cannot_be_left_empty(qtbot: QtBot) -> None:
    dialog = TextDialog(None, "作废", "不能恢复。", field="作废原因", act="作废", harmful=True)
    opened(qtbot, dialog)
    qtbot.waitUntil(dialog.editor.first_input().hasFocus)
    dialog.act.click()
    assert dialog.isVisible()
    assert dialog.row.error() == "还没有写作废原因"
    dialog.editor.set_value("重复登记")
    dialog.act.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.words() == "重复登记"


def test_ctrl_enter_does_the_main_thing(qtbot: QtBot) -> None:
    dialog = TextDialog(None, "另存视图", "", field="名称", act="另存", many_lines=False)
    opened(qtbot, dialog)
    dialog.editor.set_value("本季度")
    qtbot.keyClick(
        dialog.editor.first_input(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert dialog.result() == QDialog.DialogCode.Accepted


def answering(press_button: str) -> None:
    """Press a button of the dialog that is open, as soon as it is."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        getattr(dialog, press_button).click()

    QTimer.singleShot(0, act)


@pytest.mark.parametrize(("button", "answer"), [("act", True), ("keep", False)])
def test_confirm_waits_for_an_answer(qtbot: QtBot, button: str, answer: bool) -> None:
    answering(button)
    assert confirm(None, "还有 1 份没有存上", "", act="放弃草稿") is answer


def test_a_conflict_keeps_what_this_person_wrote_unless_chosen_otherwise(qtbot: QtBot) -> None:
    dialog = ConflictDialog(None, "TS-HLB-202611-0007", "吴护士长 10:38", CONFLICTS)
    opened(qtbot, dialog)
    qtbot.waitUntil(dialog.merge.hasFocus)
    assert dialog.kept_mine() == {"measures", "way"}
    dialog.set_mine("way", False)
    dialog.merge.click()
    assert dialog.resolution is Resolution.MERGE
    assert dialog.kept_mine() == {"measures"}


@pytest.mark.parametrize(
    ("button", "resolution"),
    [
        ("discard", Resolution.DISCARD),
        ("later", Resolution.LATER),
        ("merge", Resolution.MERGE),
    ],
)
def test_each_button_of_a_conflict_is_told(
    qtbot: QtBot, button: str, resolution: Resolution
) -> None:
    dialog = ConflictDialog(None, "TS-HLB-202611-0007", "吴护士长", CONFLICTS)
    opened(qtbot, dialog)
    getattr(dialog, button).click()
    assert dialog.resolution is resolution
