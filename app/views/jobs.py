"""Work off the GUI thread: one thread for writes, one for reads, a small pool for files (DESIGN §9).

A job opens its own session, returns plain data and never touches a widget. Its result comes back on
the GUI thread, and only while the widget that asked for it is alive.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.errors import AppError, Cancelled

log = logging.getLogger(__name__)
T = TypeVar("T")

FILE_THREADS = 2


class Progress:
    """How a file job says how far it is, and learns that it was cancelled."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._cancelled = True

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far it is; raises Cancelled when the person does not want it any more."""
        if self._cancelled:
            raise Cancelled
        self._report(done, total, text)


class _Results(QObject):
    finished = Signal(object)
    failed = Signal(object)
    moved = Signal(int, int, str)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], results: _Results) -> None:
        super().__init__()
        self._work = work
        self._results = results
        self.setAutoDelete(True)

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            if not isinstance(error, AppError):
                log.exception("a job failed")
            _tell(self._results.failed, error)
        else:
            _tell(self._results.finished, result)


def _tell(signal: Any, value: object) -> None:
    try:
        signal.emit(value)
    except RuntimeError:  # the program is closing and the receiver is gone
        log.info("the result of a job came after its receiver was gone")


class Jobs(QObject):
    """Runs work for widgets. `inline` runs it at once, for scripted shifts and tests."""

    busy_changed = Signal(int)

    def __init__(self, inline: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inline = inline
        self._writes = _pool(1, self)
        self._reads = _pool(1, self)
        self._files = _pool(FILE_THREADS, self)
        self._waiting: set[_Results] = set()

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run a write; writes keep their order."""
        self._start(self._writes, owner, work, done, failed)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run a query; a save never waits behind it."""
        self._start(self._reads, owner, work, done, failed)

    def file(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        moved: Callable[[int, int, str], None] | None = None,
    ) -> Progress:
        """Run work on files; returns its progress, through which it can be cancelled."""
        results = _Results()
        if moved:
            results.moved.connect(moved)
        progress = Progress(results.moved.emit)
        self._start(self._files, owner, lambda: work(progress), done, failed, results)
        return progress

    def wait(self) -> None:
        """Wait until everything asked for is done (before closing)."""
        for pool in (self._writes, self._reads, self._files):
            pool.waitForDone()

    def _start(
        self,
        pool: QThreadPool,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        results: _Results | None = None,
    ) -> None:
        results = results or _Results()
        self._waiting.add(results)

        def deliver(receive: Callable[[Any], None]) -> Callable[[object], None]:
            def take(value: object) -> None:
                self._waiting.discard(results)
                self.busy_changed.emit(len(self._waiting))
                if shiboken6.isValid(owner):
                    receive(value)

            return take

        results.finished.connect(deliver(done))
        results.failed.connect(deliver(failed))
        self.busy_changed.emit(len(self._waiting))
        job = _Job(work, results)
        if self._inline:
            job.run()
        else:
            pool.start(job)


def _pool(threads: int, parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    pool.setExpiryTimeout(-1)
    return pool
