"""导出: the list as it is shown goes into a workbook, with a bar and a way out while it lasts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app import clock
from app.errors import Cancelled, FileProblem
from app.i18n import _
from app.services import listings
from app.services.listings import Exported, Heading
from app.services.registers.register import Register
from app.views import jobs, messages
from app.views.context import Context
from app.views.printing.masked_copy import masked_copy
from app.views.widgets.buttons import outlined
from app.views.widgets.frames import NoticeBar
from app.views.widgets.progress import Progress

_SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Shown:
    """What the page shows now; not `is_whole`: its end is still being looked for."""

    ids: Sequence[int]
    columns: tuple[str, ...]
    heading: Heading
    is_whole: bool = True


class ExportBar(QWidget):
    """The button of the page's head, and below it how far the export is or why it failed."""

    def __init__(self, context: Context, register: Register, shown: Callable[[], Shown]) -> None:
        super().__init__()
        self._context, self._register, self._shown = context, register, shown
        self._job: jobs.Progress | None = None
        self._folder = Path.home()
        self.button = outlined(_("导出"), "export")
        self.masked = masked_copy()
        self.progress = Progress()
        self.problem = NoticeBar("fail", "", action=_("换个位置保存"))
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        column.addWidget(self.problem)
        self.button.clicked.connect(self.ask)
        self.progress.cancelled.connect(self._cancel)
        self.problem.acted.connect(self.ask)
        self.problem.closed.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Ask where to, and begin."""
        if not self._shown().is_whole:
            self._context.said.emit(_("还在列出，列完再导出"))
            return
        path = choose_file(self, self._folder / self._suggested())
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> None:
        """Export what is shown now to this file."""
        shown, kind, desk = self._shown(), self._register, self._context.desk
        self._folder = path.parent
        masked = self.masked.isChecked()
        self.problem.hide()
        self.button.setEnabled(False)
        self.progress.start(_("正在导出 {n} 件…").format(n=len(shown.ids)))
        self.show()

        def work(progress: jobs.Progress) -> Exported:
            return listings.export(
                desk, kind, shown.ids, shown.columns, shown.heading, path, progress.report,
                masked,
            )  # fmt: skip

        self._job = self._context.jobs.file(
            self, work, lambda made: self._on_done(made, path), self._on_failed, self._on_moved
        )

    def _suggested(self) -> str:
        mark = " " + self.masked.text() if self.masked.isChecked() else ""
        return f"{_(self._register.title)} {clock.today():%Y-%m-%d}{mark}{_SUFFIX}"

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_moved(self, done: int, total: int, text: str) -> None:
        if text:
            self.progress.start(text)
        else:
            self.progress.set_done(done, total)

    def _on_done(self, made: Exported, path: Path) -> None:
        self._finish()
        words = _("已导出 {n} 件：{path}").format(n=made.rows, path=path)
        self._context.said.emit(words)
        if made.left_out:
            second = _("另有 {n} 件能看、不能导出，没有列入。").format(n=made.left_out)
            self._tell("info", words, second)

    def _on_failed(self, error: Exception) -> None:
        self._finish()
        if isinstance(error, Cancelled):
            self._context.said.emit(_("已取消导出，没有留下文件"))
            return
        another = _("换个位置保存") if isinstance(error, FileProblem) else ""
        self._tell("fail", messages.sentence(error), _("台账没有变化。"), another)

    def _tell(self, tone: str, text: str, second: str, action: str = "") -> None:
        self.problem.show_notice(tone, text, second, action=action)
        self.show()

    def _finish(self) -> None:
        self.progress.finish()
        self.button.setEnabled(True)
        self.hide()


def choose_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where the workbook is to be kept; None when it is not."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("导出到"), str(suggested), _("Excel 工作簿 (*.xlsx)")
    )
    if not name:
        return None
    return Path(name) if name.lower().endswith(_SUFFIX) else Path(name + _SUFFIX)
