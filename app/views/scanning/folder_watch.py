"""Looks every few seconds into the folder chosen on this PC, off the GUI thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app import settings
from app.services.registers.catalog import REGISTERS
from app.services.slips import folder
from app.services.slips.filing import Outcome
from app.services.slips.folder import Look
from app.views.context import Context

EVERY_MS = 4000


class FolderWatch(QObject):
    """Says what became of files that arrived; the folder is asked for anew at every look."""

    filed = Signal(object)  # Outcome

    def __init__(self, context: Context, is_at_work: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._is_at_work = context, is_at_work
        self._before = Look()
        self._is_looking = False
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(EVERY_MS)

    def look(self) -> None:
        """Look once, unless the last look still runs or the desk is locked."""
        chosen = settings.load().scan_folder
        if not chosen or self._is_looking or not self._is_at_work():
            return
        desk, before = self._context.desk, self._before
        self._is_looking = True
        self._context.jobs.file(
            self,
            lambda _progress: folder.look(desk, REGISTERS, Path(chosen), before),
            self._done, self._failed,
        )  # fmt: skip

    def _done(self, now: Look) -> None:
        self._is_looking, self._before = False, now
        outcome: Outcome = now.outcome
        if outcome.filed or outcome.left:
            self.filed.emit(outcome)

    def _failed(self, _error: Exception) -> None:
        """Tried again at the next look; a job that fails is in the log."""
        self._is_looking = False
