"""导入记录: every import of a register, and undoing one of them."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app import clock
from app.errors import Cancelled
from app.i18n import _
from app.services.imports import runs
from app.services.imports.runs import Run
from app.services.registers.register import Register
from app.views import messages
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.jobs import Progress as Job
from app.views.registers.bring_in import undo
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.progress import Progress
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(150),
    TableColumn(240, stretch=True),
    TableColumn(72),
    TableColumn(90),
    TableColumn(250),
)
_WIDTH, _HEIGHT = 900, 320


class RunsDialog(Dialog):
    """The imports, the newest first. Esc closes."""

    def __init__(self, context: Context, register: Register, parent: QWidget | None) -> None:
        super().__init__(parent, _("导入记录"), icon="import")
        self._context = context
        self._register = register
        self._runs: dict[object, Run] = {}
        self.notice = NoticeBar("fail", "")
        self.notice.hide()
        headings = (_("时间"), _("文件"), _("行数"), _("谁"), _("撤销"))
        self.list = CellList(_("导入记录"), headings, _COLUMNS)
        self.list.setMinimumHeight(_HEIGHT)
        self.setMinimumWidth(_WIDTH)
        self.progress = Progress()
        self._job: Job | None = None
        self.body.addWidget(self.notice)
        self.body.addWidget(self.list)
        self.body.addWidget(self.progress)
        self.undo = self.add_harmful(_("撤销导入…"), self.undo_chosen, "undo")
        self.undo.setEnabled(False)
        self.add_primary(_("关闭"), self.reject, "")
        self.focus_first(self.list.view)
        self.list.chosen.connect(self._judge)
        self.progress.cancelled.connect(self.reject)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.load)
        self.load()

    def load(self) -> None:
        """Read the list."""
        self._context.ask(self, runs.listed, self._show, self._fail, self._register)

    def undo_chosen(self) -> None:
        """Undo the import that is chosen."""
        run = self._runs.get(self.list.current())
        if run is not None:
            undo.ask(
                self._context, self._register, run.id, self,
                lambda leave_rest: self._undo(run.id, leave_rest), self._fail,
            )  # fmt: skip

    def show_problem(self, text: str) -> None:
        """Say why not, above the list."""
        self.notice.show_notice("fail", text)

    def reject(self) -> None:
        """Esc: stop what is running, else close."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()

    def _undo(self, run_id: int, leave_rest: bool) -> None:
        self.notice.hide()
        self.undo.setEnabled(False)
        self.progress.start(_("正在撤销导入…"))
        job = self._context.jobs.file(
            self, undo.work(self._context, self._register, run_id, leave_rest),
            lambda _changes: self._on_ended(), self._on_not_undone,
            lambda done, total, _text: self.progress.set_done(done, total),
        )  # fmt: skip
        self._job = job if self.progress.isVisibleTo(self) else None

    def _on_ended(self) -> None:
        self._job = None
        self.progress.finish()
        undo.announce(self._context, self._register)
        self.load()

    def _on_not_undone(self, error: Exception) -> None:
        self._on_ended()
        if not isinstance(error, Cancelled):
            self._fail(error)

    def _show(self, found: Sequence[Run]) -> None:
        self._runs = {run.id: run for run in found}
        self.list.set_rows([run.id for run in found], [_cells(run) for run in found])
        if found and self.list.current() is None:
            self.list.view.select_row(0)
        self.list.set_footer(_("共 {n} 次").format(n=len(found)))
        self._judge()

    def _judge(self, _key: object = None) -> None:
        run = self._runs.get(self.list.current())
        is_possible = run is not None and run.undone_at is None
        self.undo.setEnabled(is_possible)
        reason = "" if is_possible else _("这次导入已经撤销过")
        if run is None:
            reason = _("还没有导入过")
        self.undo.set_hint(reason)

    def _fail(self, error: Exception) -> None:
        messages.show(self, error)


def _cells(run: Run) -> tuple[Cell, ...]:
    undone = ""
    if run.undone_at is not None:
        undone = _("{when} {by}").format(
            when=f"{clock.local(run.undone_at):%Y-%m-%d %H:%M}", by=run.undone_by
        )
    return (
        Cell(f"{clock.local(run.at):%Y-%m-%d %H:%M}"),
        Cell(run.file),
        Cell(str(run.rows), right=True),
        Cell(run.by),
        Cell(undone or "—", "text2" if undone else "text3"),
    )
