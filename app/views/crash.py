"""The last resort: an error nobody caught is logged and said in a plain sentence; work goes on."""

import logging
import sys
import threading
import time
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.views import messages

log = logging.getLogger(__name__)

# A fault in a paint event comes sixty times a second; one box a minute is enough.
SAID_AGAIN_AFTER = 60.0

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class LastResort(QObject):
    """Catches what no page caught, in any thread, and shows it on the GUI thread."""

    _found = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}
        self._is_open = False
        self._found.connect(self._show)

    def install(self) -> None:
        """Take the place of Python's and Qt's own handling."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("nobody caught this", exc_info=(kind, error, where))
        self._found.emit(error)

    def _on_thread_exception(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and not issubclass(found.exc_type, SystemExit):
            self._on_exception(found.exc_type, found.exc_value, found.exc_traceback)

    def _show(self, error: BaseException) -> None:
        """Say it, unless the same was said a moment ago or a box is open."""
        place = f"{type(error).__name__} {_line_of(error)}"
        before, now = self._said.get(place), time.monotonic()
        if self._is_open or (before is not None and now - before < SAID_AGAIN_AFTER):
            return
        self._said[place] = now
        self._is_open = True
        try:
            messages.box(QApplication.activeWindow(), messages.sentence(error), error)
        finally:
            self._is_open = False


def _line_of(error: BaseException) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    return f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own words go to the log; the offscreen platform says one thing for every window."""
    if "propagateSizeHints" not in text:
        log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
