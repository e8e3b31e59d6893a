"""The notice beside the clock, with a tray that only remembers what it was asked to say."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import clock, settings
from app.services.operations import Desk
from app.services.people.shift import Shift
from app.views.context import Context
from app.views.door.reminding import Reminder, Tray, tray_of
from app.views.home.home_page import HomePage
from app.views.main_window import MainWindow
from tests.factory import registered
from tests.hospital import STAFF_NO

LATE = timedelta(days=20)


class SilentTray(Tray):
    """A tray without a desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, heading: str, sentence: str) -> None:
        self.said.append(f"{heading}|{sentence}")


@pytest.fixture(autouse=True)
def morning(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 08:10")


@pytest.fixture
def tray() -> SilentTray:
    return SilentTray()


@pytest.fixture
def main(qtbot: QtBot, context: Context, begun: Shift) -> MainWindow:
    made = MainWindow(context, begun)
    qtbot.addWidget(made, before_close_func=lambda _main: made.windows.close_all())
    return made


@pytest.fixture
def reminder(main: MainWindow, context: Context, begun: Shift, tray: SilentTray) -> Reminder:
    return Reminder(context, begun, main, tray)


def test_nothing_is_said_when_nothing_is_due(
    desk: Desk, reminder: Reminder, tray: SilentTray
) -> None:
    registered(desk)
    reminder.look()
    assert tray.said == []
    assert settings.reminded(STAFF_NO) == ()


def test_what_is_late_is_said_twice_a_day_at_most(
    desk: Desk, reminder: Reminder, tray: SilentTray, set_clock: Callable[[str], datetime]
) -> None:
    registered(desk, received_at=clock.now() - LATE)
    for at in ("08:10", "09:00", "12:30", "17:00", "23:00"):
        set_clock(f"2026-03-06 {at}")
        reminder.look()
    assert tray.said == ["质控台：有 1 件等您办理|超期 1 件。点这里打开首页。"] * 2
    set_clock("2026-03-07 08:00")
    reminder.look()
    assert len(tray.said) == 3
    assert len(settings.reminded(STAFF_NO)) == 1


def test_another_shift_of_the_same_person_does_not_begin_to_count_anew(
    desk: Desk,
    reminder: Reminder,
    tray: SilentTray,
    main: MainWindow,
    context: Context,
    begun: Shift,
) -> None:
    registered(desk, received_at=clock.now() - LATE)
    reminder.look()
    Reminder(context, begun, main, tray).look()
    assert len(tray.said) == 1


def test_nothing_is_said_to_somebody_who_looks_at_the_window(
    desk: Desk, reminder: Reminder, tray: SilentTray, main: MainWindow
) -> None:
    registered(desk, received_at=clock.now() - LATE)
    main.show()
    main.activateWindow()
    QApplication.processEvents()
    reminder.look()
    assert tray.said == []


def test_a_click_opens_the_list_of_what_is_due(
    qtbot: QtBot, reminder: Reminder, tray: SilentTray, main: MainWindow
) -> None:
    main.top.set_current("complaint")
    main.showMinimized()
    tray.clicked.emit()
    qtbot.waitUntil(main.isActiveWindow)
    assert isinstance(main.page(), HomePage)
    assert not main.windowState() & Qt.WindowState.WindowMinimized


def test_a_desktop_without_a_tray_is_no_reason_to_stop(
    desk: Desk, main: MainWindow, context: Context, begun: Shift
) -> None:
    registered(desk, received_at=clock.now() - LATE)
    Reminder(context, begun, main, None).look()
    assert tray_of(QWidget()) is None
    assert settings.reminded(STAFF_NO) == ()
