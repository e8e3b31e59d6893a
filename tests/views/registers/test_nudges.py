"""催办 in the window: one key, a name by its initials, and the first page of who it is for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.people import shift
from app.services.worklists import nudges
from app.views.context import Context
from app.views.home.home_page import HomePage
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.registers.nudges.card import NudgeCard
from app.views.registers.nudges.dialog import NudgeDialog
from app.views.registers.record_dialog import RecordDialog
from tests.factory import KIND, department, registered
from tests.hospital import PASSWORD, desk_of
from tests.views.widgets.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ward(desk: Desk) -> Desk:
    """The head of the ward the complaint is about."""
    return desk_of(desk, Role.DEPT_HEAD, department="JZK", staff_no="W9", password=PASSWORD)


@pytest.fixture
def record_id(desk: Desk, ward: Desk) -> int:
    return registered(desk, respondent_department_id=department(desk, "急诊科"))


def main_of(qtbot: QtBot, desk: Desk) -> MainWindow:
    begun = shift.begin(desk)
    context = Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    main = MainWindow(context, begun)
    qtbot.addWidget(main, before_close_func=lambda _main: main.windows.close_all())
    main.resize(1366, 697)
    main.show()
    main.activateWindow()
    main.focus_page()
    QApplication.processEvents()
    return main


def opened(main: MainWindow, record_id: int) -> RecordDialog:
    window = main.windows.open_record(KIND, record_id)
    QApplication.processEvents()
    return window


def test_a_note_is_sent_by_keys_alone(qtbot: QtBot, desk: Desk, ward: Desk, record_id: int) -> None:
    window = opened(main_of(qtbot, desk), record_id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = window.findChild(NudgeDialog)
    assert dialog is not None
    assert dialog.to.text() == "陈静"  # the only one of the ward
    assert "请尽快办理" in (dialog.text.value() or "")
    QApplication.processEvents()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    (note,) = nudges.board(desk, KIND, record_id).notes
    assert (note.receiver, note.read_at) == ("陈静", None)
    card = window.findChild(NudgeCard)
    assert card is not None
    assert card.accessibleName() == "催办 1 次"


def test_opening_the_record_from_the_first_page_marks_it_read(
    qtbot: QtBot, desk: Desk, ward: Desk, record_id: int
) -> None:
    nudges.send(desk, KIND, record_id, [ward.person_id], "请今天答复")
    main = main_of(qtbot, ward)
    home = main.page()
    assert isinstance(home, HomePage)
    assert home.chips.current() == ""
    press(home.list.view, "Enter")
    assert [one.case.record_id for one in main.windows.windows()] == [record_id]
    assert nudges.board(desk, KIND, record_id).notes[0].read_at is not None


def test_who_may_not_urge_is_told_and_sees_no_empty_card(
    qtbot: QtBot, desk: Desk, record_id: int
) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK", staff_no="N9")
    window = opened(main_of(qtbot, nurse), record_id)
    card = window.findChild(NudgeCard)
    assert card is not None
    assert not card.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    assert window.findChild(NudgeDialog) is None
    assert "不能催办" in window.strip.message()
