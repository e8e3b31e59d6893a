"""What the program does by itself while somebody works: check, back up, suspend, remind."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.services.storage import state
from app.views import messages
from app.views.door import desk_door

if TYPE_CHECKING:
    from app.services.people.shift import Shift
    from app.services.upkeep.backups.keeping import BackupState
    from app.views.context import Context
    from app.views.jobs import Jobs
    from app.views.main_window import MainWindow

_CHECK_AFTER = 15_000  # milliseconds after signing in; nobody waits for it
_BACK_UP_AFTER = 40_000
_SUSPEND_AFTER = 5_000
_REPORT_AFTER = 3_000
_LOOK_AGAIN = 15 * 60 * 1000  # whether four hours have passed and something changed


def begin(context: "Context", begun: "Shift", main: "MainWindow") -> None:
    """Somebody has signed in: everything of this module starts, and ends with their window."""
    # It needs the main window, which at a start is loaded behind the sign-in page.
    from app.views.door.reminding import Reminder, tray_of

    Upkeep(context.jobs, begun, main)
    Licences(context, main)
    DueReports(context, main)
    Reminder(context, begun, main, tray_of(main))


class DueReports(QObject):
    """Reports whose period is over make themselves: soon after the start, and when a day has begun."""

    def __init__(self, context: "Context", main: "MainWindow") -> None:
        super().__init__(main)
        self._context = context
        timer = QTimer(self)
        timer.timeout.connect(self.make)
        timer.start(_LOOK_AGAIN)
        desk_door.after(_REPORT_AFTER, self, self.make)

    def make(self) -> None:
        """Nobody is disturbed: they stand on 首页 when they are there."""
        # Not before the window is open and somebody works.
        from app.services.reporting import due

        self._context.run(self, due.make, lambda _changes: None, _quietly)


class Licences(QObject):
    """Suppliers whose papers are over are suspended: soon after the start, and once a day has begun."""

    def __init__(self, context: "Context", main: "MainWindow") -> None:
        super().__init__(main)
        self._context = context
        timer = QTimer(self)
        timer.timeout.connect(self.suspend)
        timer.start(_LOOK_AGAIN)
        desk_door.after(_SUSPEND_AFTER, self, self.suspend)

    def suspend(self) -> None:
        """Nobody is disturbed: until then no lot of theirs can be accepted either."""
        # Not before the window is open and somebody works.
        from app.services.suppliers import licences

        self._context.run(self, licences.suspend_expired, lambda _changes: None, _quietly)


def _quietly(_error: Exception) -> None:
    """It is tried again, and the guards of a lot look at the papers themselves."""


class Upkeep(QObject):
    """Belongs to the main window of one shift and ends with it."""

    def __init__(self, jobs: "Jobs", begun: "Shift", main: "MainWindow") -> None:
        super().__init__(main)
        self._jobs, self._begun, self._main = jobs, begun, main
        self._said = ""
        self._is_busy = False
        timer = QTimer(self)
        timer.timeout.connect(self.back_up)
        timer.start(_LOOK_AGAIN)
        desk_door.after(_BACK_UP_AFTER, self, self.back_up)
        desk_door.after(_CHECK_AFTER, self, self.check)

    def check(self) -> None:
        """Once a day."""
        # Loaded behind the sign-in page; here it only gets its name.
        from app.services.people import shift

        if not shift.must_check(self._begun.known):
            return
        desk, main = self._begun.desk, self._main
        self._jobs.file(
            main,
            lambda _progress: shift.check(desk),
            main.show_known,
            lambda error: main.show_problem(messages.sentence(error)),
        )

    def back_up(self) -> None:
        """If it is time; what went wrong is said above every page until it is cured."""
        # Not before the window is open and somebody works.
        from app.services.upkeep.backups import keeping, making

        if self._is_busy:
            return
        self._is_busy = True
        desk = self._begun.desk

        def run() -> "BackupState":
            making.make_if_due(desk)
            return keeping.state(desk)

        self._jobs.file(self, lambda _progress: run(), self._show, self._on_failed)

    def _show(self, found: "BackupState") -> None:
        self._is_busy = False
        self._say(found.problem)
        self._main.show_known(state.read(self._begun.desk.database))

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._say(messages.sentence(error))

    def _say(self, text: str) -> None:
        notices = self._main.notices
        if self._said and self._said != text:
            notices.take_back(self._said)
        self._said = text
        if text:
            self._main.say_backup_problem(text)
