"""Keeps what is typed and not yet saved: a draft at most five seconds old, for this person only."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import clock
from app.i18n import _
from app.services import drafts
from app.services.registers.register import Register
from app.views.context import Context
from app.views.registers.record_work import packed

SOON, AGAIN = 2500, 5000


class DraftKeeper(QObject):
    """Saves a draft soon after a change, and throws it away when nothing is changed any more."""

    told = Signal(str, str)  # words and tone for the head of the window

    def __init__(
        self,
        context: Context,
        kind: Register,
        collect: Callable[[], dict[str, Any]],
        version: Callable[[], int | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._collect = collect
        self._version = version
        self._record_id: int | None = None
        self._kept: dict[str, Any] | None = None
        self.slip_code: str | None = None
        self.is_printed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def begin(
        self, record_id: int | None, slip_code: str | None, *, is_printed: bool = False
    ) -> None:
        """Which record the draft belongs to, and the draft taken up again."""
        self._record_id = record_id
        self.slip_code, self.is_printed = slip_code, is_printed

    def keep_printed(self, slip_code: str) -> None:
        """The draft is on paper: its code stays, even if everything is taken out again."""
        self.slip_code, self.is_printed = slip_code, True

    def touch(self) -> None:
        """Something was typed."""
        if not self._timer.isActive():
            self._timer.start(SOON)

    def flush(self) -> None:
        """Keep the draft now, if it differs from what is kept."""
        self._timer.stop()
        given = packed(self._collect())
        if given == (self._kept or {}):
            return
        self._kept = given
        if not given:
            self.drop()
            return
        self._context.run(
            self, drafts.save, self._on_kept, self._on_failed,
            self._kind, given, self.slip_code, self._record_id, self._version(),
        )  # fmt: skip

    def drop(self) -> None:
        """Throw the draft away."""
        self.forget()
        if self.slip_code:
            slip_code = self.slip_code
            self.slip_code = slip_code if self.is_printed else None
            self._context.run(
                self, drafts.discard, lambda _done: None, self._on_failed,
                self._kind, slip_code,
            )  # fmt: skip

    def forget(self) -> None:
        """What was typed has been saved."""
        self._timer.stop()
        self._kept = None
        self.told.emit("", "")

    def leave(self) -> bool:
        """The window closes: keep what is not kept yet. True when something is kept."""
        self._timer.stop()
        given = packed(self._collect())
        if given and given != self._kept:
            # The context outlives the window and says it when the draft could not be kept.
            self._context.run(
                self._context, drafts.save, lambda _slip: None, None,
                self._kind, given, self.slip_code, self._record_id, self._version(),
            )  # fmt: skip
        return bool(given)

    def _on_kept(self, slip_code: str) -> None:
        self.slip_code = slip_code
        moment = f"{clock.local(clock.now()):%H:%M:%S}"
        self.told.emit(_("草稿 {time} 已自动保存").format(time=moment), "")

    def _on_failed(self, error: Exception) -> None:
        self._kept = None
        self.told.emit(_("草稿没有存上：{why}").format(why=error), "fail")
        self._timer.start(AGAIN)
