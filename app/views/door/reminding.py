"""The notice beside the clock while the window is not looked at; a click brings 首页 to the front."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from app import clock, settings
from app.i18n import _
from app.views import theme
from app.views.door import desk_door
from app.views.main_window import HOME

if TYPE_CHECKING:
    from app.services.people.shift import Shift
    from app.services.worklists.reminder import Due
    from app.views.context import Context
    from app.views.main_window import MainWindow

_LOOK_AFTER = 60_000  # milliseconds after signing in
_LOOK_AGAIN = 10 * 60 * 1000
_SHOWN_FOR = 20_000


class Tray(QObject):
    """The place beside the clock: shows notices and tells of a click on one."""

    clicked = Signal()

    def say(self, heading: str, sentence: str) -> None:
        """Show a notice."""
        raise NotImplementedError


class SystemTray(Tray):
    """The desktop's own. Its icon is there from the first notice to the end of the shift."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(theme.window_icon(), self)
        self._icon.setToolTip(_("质控台 · 不合格服务管理"))
        self._icon.messageClicked.connect(self.clicked)
        self._icon.activated.connect(lambda _how: self.clicked.emit())

    def say(self, heading: str, sentence: str) -> None:
        """Show a notice, and the icon it comes from."""
        self._icon.show()
        self._icon.showMessage(heading, sentence, theme.window_icon(), _SHOWN_FOR)


def tray_of(parent: QObject) -> Tray | None:
    """The desktop's tray; None where there is none."""
    return SystemTray(parent) if QSystemTrayIcon.isSystemTrayAvailable() else None


class Reminder(QObject):
    """Belongs to the main window of one shift and ends with it."""

    def __init__(
        self, context: "Context", begun: "Shift", main: "MainWindow", tray: Tray | None
    ) -> None:
        super().__init__(main)
        self._context, self._main, self._tray = context, main, tray
        self._staff_no = begun.staff_no
        if tray is None:
            return
        tray.clicked.connect(self.show_home)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_LOOK_AGAIN)
        desk_door.after(_LOOK_AFTER, self, self.look)

    def look(self) -> None:
        """Ask what is due, unless the person sees the window anyway or was told already."""
        # Not before somebody has worked for a minute.
        from app.services.worklists import reminder

        said = settings.reminded(self._staff_no)
        if self._main.window().isActiveWindow() or not reminder.may_say(said, clock.now()):
            return
        self._context.ask(self, reminder.due, self._say, _quietly)

    def show_home(self) -> None:
        """Bring the window to the front with 首页; before the lock is opened, behind it."""
        self._main.top.set_current(HOME)
        window = self._main.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _say(self, due: "Due") -> None:
        # As above.
        from app.services.worklists import reminder

        if not due or self._tray is None:
            return
        now = clock.now()
        given = reminder.given_today(settings.reminded(self._staff_no), now)
        settings.note_reminded(self._staff_no, (*given, now.isoformat()))
        self._tray.say(due.heading(), due.sentence())


def _quietly(_error: Exception) -> None:
    """What is due could not be read: the page itself says so when it is looked at."""
