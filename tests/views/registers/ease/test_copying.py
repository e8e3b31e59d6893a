"""复制为新投诉: from a record's window and from the list, into an unsaved record."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services import lists, reading
from app.services.people import shift
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND, registered
from tests.hospital import desk_of
from tests.views.registers.record_house import Desktop


@pytest.fixture
def record_id(context: Context) -> int:
    """A complaint to copy."""
    return registered(
        context.desk, topic="NURSING", subject="输液等候", complainant_phone="13800130012"
    )


def test_ctrl_d_in_a_record_begins_a_new_one(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    assert at.window.header.copy.isVisible()
    with qtbot.waitSignal(at.window.copied) as asked:
        at.press("D", ctrl=True)
    new = Desktop(qtbot, context, copied=asked.args[0])
    changes = new.window.form.changes()
    assert changes["subject"] == "输液等候"
    assert changes["topic"] == "NURSING"
    assert "complainant_phone" not in changes
    assert "demand" not in changes
    assert new.window.form.current() == "complainant_name"
    assert at.view.number in new.window.notice.text()
    assert new.window.unsaved()["subject"] == "输液等候"
    assert len(lists.ids(context.desk, KIND, lists.Query())) == 1


def test_closing_the_copy_keeps_a_draft(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    with qtbot.waitSignal(at.window.copied) as asked:
        at.window.header.copy.click()
    new = Desktop(qtbot, context, copied=asked.args[0])
    new.window.close()
    (draft,) = reading.drafts(context.desk, KIND)
    assert draft.values["subject"] == "输液等候"


def test_a_new_record_has_nothing_to_copy(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    assert at.window.header.copy.isHidden()
    at.press("D", ctrl=True)
    assert at.window.isVisible()


def test_who_may_not_register_is_not_offered_it(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    context.desk = desk_of(context.desk, Role.AUDITOR)
    at = Desktop(qtbot, context, record_id)
    assert at.window.header.copy.isHidden()


def test_ctrl_d_in_the_list_opens_the_copy(qtbot: QtBot, context: Context, record_id: int) -> None:
    main = MainWindow(context, shift.begin(context.desk))
    qtbot.addWidget(main, before_close_func=lambda _one, _kept=main: None)
    main.show()
    main.top.set_current(KIND.name)
    page = main.page()
    assert isinstance(page, RegisterPage)
    page.appear()
    page.view.selectRow(0)
    page.row_menu.copy.trigger()
    (window,) = main.windows.windows()
    assert window.form.changes()["subject"] == "输液等候"
    main.windows.close_all()


@pytest.mark.parametrize("role", [None, Role.AUDITOR])
def test_ctrl_n_in_a_record_begins_the_next_one_for_who_may_register(
    qtbot: QtBot, context: Context, record_id: int, role: Role | None
) -> None:
    if role is not None:
        context.desk = desk_of(context.desk, role)
    main = MainWindow(context, shift.begin(context.desk))
    qtbot.addWidget(main)
    main.show()
    opened = main.windows.open_record(KIND, record_id)
    opened.activateWindow()
    qtbot.waitUntil(lambda: opened.isActiveWindow() and opened.case.record_id is not None)
    focus = opened.focusWidget() or opened
    qtbot.keyClick(focus, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    _first, *others = main.windows.windows()
    assert [one.case.record_id for one in others] == ([None] if role is None else [])
    main.windows.close_all()
