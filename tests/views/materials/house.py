"""A storekeeper's window with goods in it, and the keys typed into its dialogs."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import group_of
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from tests.roads import LOT

D = TypeVar("D", bound=QDialog)


def window_of(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window of a person with the tab of goods in front."""
    begun = shift.begin(desk)
    context = Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    window = MainWindow(context, begun)
    qtbot.addWidget(window, before_close_func=lambda _main: window.windows.close_all())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.top.set_current(group_of(LOT.kind).name)
    window.focus_page()
    return window


def shown(main: MainWindow, kind: type[D]) -> D:
    """The dialog of this kind that stands over the window."""
    found = next(one for one in main.findChildren(kind) if one.isVisible())
    found.activateWindow()
    QApplication.processEvents()
    return found


def typed(qtbot: QtBot, dialog: QWidget, text: str, *keys: Qt.Key) -> None:
    """Type where the keyboard is, as a scanner or a hand does."""
    for key in (*text, *keys):
        target = dialog.focusWidget()
        assert target is not None
        qtbot.keyClick(target, key)
