"""A record's window while its form is still being built between the events."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import DatabaseUnavailable
from app.services import reading
from app.services.operations import Desk
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.record_dialog import RecordDialog
from tests.factory import KIND, registered
from tests.hospital import NAME


@pytest.fixture
def context(qapp: QApplication, desk: Desk) -> Iterator[Context]:
    """Answers come from threads, as at work."""
    jobs = Jobs()
    yield Context(desk, NAME, "安禾医院", jobs)
    jobs.wait()


def opened(qtbot: QtBot, context: Context, record_id: int | None = None) -> RecordDialog:
    """A window in its first moment."""
    window = RecordDialog(context, KIND, record_id)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window, before_close_func=lambda _one, _kept=window: None)
    window.show()
    window.activateWindow()
    return window


def wait(qtbot: QtBot, window: RecordDialog) -> None:
    """Until a person can write in it."""
    qtbot.waitUntil(window.form.isEnabled, timeout=30_000)
    QApplication.processEvents()
    QApplication.processEvents()


def test_the_window_is_there_before_its_form(qtbot: QtBot, context: Context) -> None:
    window = opened(qtbot, context)
    assert window.isVisible()
    assert not window.form.is_built
    wait(qtbot, window)
    assert window.form.is_built
    assert window.form.current() == window.form.first_empty() == "channel"


def test_a_record_is_shown_whole_when_both_form_and_answer_are_there(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    window = opened(qtbot, context, registered(desk, subject="输液等候近一小时"))
    wait(qtbot, window)
    assert window.form.rows["subject"].editor.value() == "输液等候近一小时"
    assert window.header.title.full_text() == "输液等候近一小时"
    assert window.side.trail.action.text() == "全部 1 条"
    assert not window.unsaved()


def test_who_asks_for_a_field_too_early_gets_the_whole_form(qtbot: QtBot, context: Context) -> None:
    window = opened(qtbot, context)
    names = [name for section in window.form.sections for name in section.fields]
    assert list(window.form.rows) == names
    assert window.form.is_built


def test_meanwhile_no_button_has_the_keyboard(qtbot: QtBot, context: Context) -> None:
    window = opened(qtbot, context)
    QApplication.processEvents()
    assert window.focusWidget() is window


def test_what_is_typed_too_early_goes_where_the_keyboard_will_be(
    qtbot: QtBot, context: Context
) -> None:
    window = opened(qtbot, context)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    wait(qtbot, window)
    assert window.form.changes()["channel"] == "VISIT"


def test_tab_walks_the_form_in_paper_order(qtbot: QtBot, context: Context) -> None:
    window = opened(qtbot, context)
    wait(qtbot, window)
    walked = []
    for _stop in range(8):
        if window.form.current() not in walked:
            walked.append(window.form.current())
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    order = [name for name in window.form.rows if name in walked]
    assert walked == order
    assert len(walked) > 4


def test_closed_at_once_it_leaves_no_draft(qtbot: QtBot, context: Context, desk: Desk) -> None:
    window = opened(qtbot, context)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    context.jobs.wait()
    assert not reading.drafts(desk, KIND)
    assert not window.form.is_built


def test_a_new_record_can_be_written_when_its_beginning_cannot_be_read(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise DatabaseUnavailable("数据库忙")

    monkeypatch.setattr(reading, "fresh", fail)
    window = opened(qtbot, context)
    wait(qtbot, window)
    assert window.notice.isVisible()
    assert window.form.current() == next(iter(window.form.rows))
