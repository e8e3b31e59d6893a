"""Keeps a round while it is walked: a draft in the database at most five seconds old."""

from collections.abc import Callable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app import clock
from app.i18n import _
from app.services import numbering
from app.services.environment import round_drafts
from app.services.environment.round_drafts import Begun
from app.views.context import Context

SOON, AGAIN = 1500, 5000


class RoundKeeper(QObject):
    """`collect` gives the round as it stands; one in which nothing was entered is not kept."""

    told = Signal(str, str)  # words and tone for the strip

    def __init__(self, context: Context, collect: Callable[[], Begun], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._collect = context, collect
        self.code = ""
        self._kept: Begun | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something was entered."""
        if not self._timer.isActive():
            self._timer.start(SOON)

    def flush(self) -> None:
        """Keep the round now, if it differs from what is kept."""
        self._timer.stop()
        begun = self._collect()
        if begun == self._kept:
            return
        if not begun.filled:
            if self.code and not begun.points:  # a printed sheet waits for its code
                self.drop()
            return
        self._kept = begun
        self.code = self.code or numbering.new_slip()
        # The context outlives a window that is just closing.
        self._context.run(
            self._context, round_drafts.keep, self._on_kept, self._on_failed,
            replace(begun, code=self.code),
        )  # fmt: skip

    def drop(self, code: str = "") -> None:
        """Throw a round away: this one, or another by its code."""
        gone = code or self.code
        if not code or code == self.code:
            self._timer.stop()
            self.code, self._kept = "", None
        if gone:
            self._context.run(
                self._context, round_drafts.forget, lambda _done: None, self._on_failed, gone
            )

    def _on_kept(self, _code: str) -> None:
        if not shiboken6.isValid(self):
            return
        self.told.emit(_("草稿 {time} 已自动保存").format(time=_time()), "")

    def _on_failed(self, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._kept = None
        self.told.emit(_("草稿没有存上：{why}").format(why=error), "fail")
        self._timer.start(AGAIN)


def _time() -> str:
    return f"{clock.local(clock.now()):%H:%M:%S}"
