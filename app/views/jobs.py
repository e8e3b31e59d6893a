"""Work off the GUI thread: one thread for writes, two for reads, a small pool for files (DESIGN §9).

A job opens its own session, returns plain data and never touches a widget. Its result comes back on
the GUI thread, and only while the widget that asked for it is alive.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

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


def _carry_out(work: Callable[[], Any], results: _Results) -> None:
    try:
        result = work()
    except Exception as error:
        if not isinstance(error, AppError):
            log.exception("a job failed")
        _tell(results.failed, error)
    else:
        _tell(results.finished, result)


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
        self.is_inline = inline
        self._writes = ThreadPoolExecutor(1, "writes")
        self._reads = ThreadPoolExecutor(1, "reads")
        self._asides = ThreadPoolExecutor(1, "asides")
        self._files = ThreadPoolExecutor(FILE_THREADS, "files")
        self._waiting: set[_Results] = set()
        self._running: set[Future[None]] = set()

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

    def aside(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run a query that may take long, and that nobody looks at first: counts, whole lists."""
        self._start(self._asides, owner, work, done, failed)

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

    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._waiting)

    def wait(self) -> None:
        """Wait until everything asked for is done (before closing)."""
        wait(tuple(self._running))

    def _start(
        self,
        pool: ThreadPoolExecutor,
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
        if self.is_inline:
            _carry_out(work, results)
            return
        running = pool.submit(_carry_out, work, results)
        self._running.add(running)
        running.add_done_callback(self._running.discard)
