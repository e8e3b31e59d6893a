"""The window of an import: title, steps, one place for what failed, progress with a way out, keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Cancelled
from app.i18n import _
from app.views import jobs, messages, theme
from app.views.context import Context
from app.views.widgets.bars import KeyStrip
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.progress import Progress
from app.views.widgets.steps import StepBar

_STEPS_WIDTH = 560
_LEAST = (960, 520)
_USUAL = (1280, 680)


class ImportFrame(QDialog):
    """Runs one piece of work at a time; meanwhile the page is greyed and Esc cancels."""

    def __init__(self, context: Context, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.context = context
        self._running: jobs.Progress | None = None
        self._is_cancelled = False
        self._title = label(title, "title")
        self.subtitle = ElidedLabel("", "muted")
        self.steps = StepBar()
        self.notice = NoticeBar("fail", "")
        self.notice.hide()
        self.progress = Progress()
        self.pages = QStackedWidget()
        self.strip = KeyStrip()
        self.setWindowTitle(title)
        self._dress()
        self._lay_out()
        self.progress.cancelled.connect(self.reject)

    def is_busy(self) -> bool:
        """Whether a piece of work is running."""
        return self._running is not None

    def start(
        self,
        text: str,
        work: Callable[[jobs.Progress], object],
        done: Callable[..., None],
        *,
        writes: bool = False,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run work off the window's thread; its page is greyed and the bar offers 取消.

        What only reads is forgotten when it was cancelled too late; what was written is shown.
        """
        self.notice.hide()
        self.pages.setEnabled(False)
        self._is_cancelled = False
        self.progress.start(text)

        def finish(result: object) -> None:
            if self._is_cancelled and not writes:
                self._on_failed(Cancelled())
                return
            self._stop()
            done(result)

        fail = failed or self._on_failed
        running = self.context.jobs.file(self, work, finish, fail, self._on_moved)
        if self.progress.isVisibleTo(self):
            self._running = running

    def show_problem(self, text: str) -> None:
        """Say what went wrong; nothing chosen so far is lost."""
        self.notice.show_notice("fail", text, self.harmless_words())

    def harmless_words(self) -> str:
        """What the failure did not harm."""
        return ""

    def reject(self) -> None:
        """Esc: cancel what is running, else leave."""
        if self._running is not None:
            self._is_cancelled = True
            self._running.cancel()
            return
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window needs its rows more than the keys."""
        super().resizeEvent(event)
        self.strip.setVisible(self.height() >= theme.LOW_WINDOW)

    def _dress(self) -> None:
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*_LEAST)
        parent = self.parentWidget()
        self.resize(*((parent.window().width(), parent.window().height()) if parent else _USUAL))
        self.steps.setFixedWidth(_STEPS_WIDTH)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.GAP_INNER)
        words.addWidget(self._title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.steps)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.MARGIN, theme.GAP_CARD, theme.MARGIN, theme.GAP)
        inner.setSpacing(theme.GAP)
        inner.addLayout(head)
        inner.addWidget(self.notice)
        inner.addWidget(self.progress)
        inner.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.strip)

    def _stop(self) -> None:
        self._running = None
        self.progress.finish()
        self.pages.setEnabled(True)

    def _on_moved(self, done: int, total: int, _text: str) -> None:
        self.progress.set_done(done, total)

    def _on_failed(self, error: Exception) -> None:
        self._stop()
        self.pages.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, Cancelled):
            self.strip.set_message(_("已取消，没有写入任何数据"))
            return
        messages.show(self, error)
