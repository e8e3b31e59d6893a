"""Scans being filed, and what became of each page: where it went, or why not and what to do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import Cancelled
from app.i18n import _
from app.services.operations import Changes
from app.services.registers.catalog import REGISTERS
from app.services.slips import filing
from app.services.slips.filing import Left, Outcome
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.fields import FieldRow
from app.views.inputs.text_editors import CodeEdit
from app.views.jobs import Progress as JobProgress
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import outlined
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress
from app.views.widgets.table import TableColumn

_WIDTH, _ROWS = 900, 6
_PAGES_SHOWN = 4


class FilingDialog(Dialog):
    """Files scans in a job that can be stopped; pages that were not filed stay in the list."""

    slip_asked = Signal(object)  # Place

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent, _("归档扫描件"), icon="scan")
        self._context = context
        self._job: JobProgress | None = None
        self._outcome = Outcome()
        self.words = label("", "strong")
        self.progress = Progress()
        self.list = CellList(
            _("扫描件"),
            (_("结果"), _("文件"), _("页"), _("归到哪里，或为什么没有归档")),
            (
                TableColumn(theme.WIDTHS["column_status"]),
                TableColumn(theme.WIDTHS["column_number"]),
                TableColumn(theme.WIDTHS["column_person"]),
                TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
            ),
        )
        self.picture = QLabel()
        self.why = label("", "muted", wrap=True)
        self.code = CodeEdit(max_length=60, placeholder=_("例如 ABC234"))
        self.row = FieldRow(_("单据码或编号"), self.code)
        self.by_hand = outlined(_("归到这一件"), "check")
        self.open_slip = outlined(_("打开回录"), "edit")
        self._panel = QWidget()
        self._lay_out()
        self.progress.cancelled.connect(self._cancel)
        self.list.chosen.connect(self._on_chosen)
        self.by_hand.clicked.connect(self._by_hand)
        self.open_slip.clicked.connect(self._open_slip)
        self._show()

    def start(self, paths: Sequence[Path]) -> None:
        """File these files; what was not filed before stays in the list."""
        desk = self._context.desk
        self.words.setText("")
        self.progress.start(_("正在读二维码"))
        self.again.setEnabled(False)
        self._job = self._context.jobs.file(
            self,
            lambda progress: filing.file_all(desk, REGISTERS, paths, progress.report),
            self._on_done, self._on_failed,
            lambda done, total, _text: self.progress.set_done(done, total),
        )  # fmt: skip

    def outcome(self) -> Outcome:
        """What became of all files so far."""
        return self._outcome

    def reject(self) -> None:
        """Closing stops the job; what is filed stays filed."""
        self._cancel()
        super().reject()

    # ---- answers -------------------------------------------------------------------------------

    def _on_done(self, outcome: Outcome) -> None:
        self._end()
        self.take(outcome)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._show()
        if isinstance(error, Cancelled):
            self.words.setText(_("停下了。归档了的留着，再选一次同样的文件不会重复"))
        else:
            self.words.setText(messages.sentence(error))

    def _end(self) -> None:
        self._job = None
        self.progress.finish()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def take(self, outcome: Outcome) -> None:
        """Show what became of files, beside what is shown already."""
        self._outcome += outcome
        for one in outcome.filed:
            if one.changes is not None:
                self._context.announce(one.changes)
        self._context.announce(Changes(frozenset({"attachment"})))
        self._show()

    def _show(self) -> None:
        rows: list[Left | filing.Filed] = [*self._outcome.left, *self._outcome.filed]
        self.list.set_rows(range(len(rows)), [_cells(one) for one in rows])
        filed, left = len(self._outcome.filed), len(self._outcome.left)
        self.list.set_footer(_("归档 {n} 份，没有归档 {m} 份").format(n=filed, m=left))
        if rows:
            words = (
                _("全部归档了，共 {n} 份")
                if not left
                else _("归档 {n} 份，没有归档 {m} 份，原文件都没有动")
            )
            self.words.setText(words.format(n=filed, m=left))
            self.list.view.select_row(0)
        self.again.setEnabled(bool(left))
        self._on_chosen(self.list.current())

    # ---- one page ------------------------------------------------------------------------------

    def _current(self) -> Left | None:
        key = self.list.current()
        found = isinstance(key, int) and key < len(self._outcome.left)
        return self._outcome.left[key] if found and isinstance(key, int) else None

    def _on_chosen(self, _key: object) -> None:
        left = self._current()
        self._panel.setVisible(left is not None)
        self.code.set_value(None)
        self.row.set_error("")
        if left is None:
            return
        drawn = QPixmap()
        drawn.loadFromData(left.picture)
        self.picture.setPixmap(drawn)
        self.picture.setVisible(not drawn.isNull())
        self.why.setText(_("{file}：{why}").format(file=left.path.name, why=left.reason))
        self.open_slip.setVisible(left.slip is not None)
        for part in (self.row, self.by_hand):
            part.setVisible(bool(left.pages) and left.slip is None)

    def _by_hand(self) -> None:
        left, typed = self._current(), str(self.code.value() or "")
        if left is None:
            return

        def failed(error: Exception) -> None:
            self.row.set_error(messages.sentence(error))
            self.row.focus()

        self._context.run(
            self, filing.file_by_hand, lambda outcome: self._replace(left, outcome), failed,
            REGISTERS, left, typed,
        )  # fmt: skip

    def _replace(self, left: Left, outcome: Outcome) -> None:
        kept = tuple(one for one in self._outcome.left if one is not left)
        self._outcome = Outcome(self._outcome.filed, kept)
        self.take(outcome)

    def _open_slip(self) -> None:
        left = self._current()
        if left is not None and left.slip is not None:
            self.slip_asked.emit(left.slip)

    def _try_again(self) -> None:
        """What was keyed in meanwhile finds its record now."""
        paths = list(dict.fromkeys(one.path for one in self._outcome.left))
        self._outcome = Outcome(self._outcome.filed)
        self.start(paths)

    # ---- the window ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setMinimumWidth(_WIDTH)
        self.setModal(False)
        self.list.setFixedHeight(theme.TABLE_HEAD_HEIGHT + (_ROWS + 1) * theme.ROW_REGISTER)
        beside = QVBoxLayout()
        beside.setSpacing(theme.GAP)
        beside.addWidget(self.why)
        beside.addWidget(self.row)
        buttons = QHBoxLayout()
        buttons.addWidget(self.by_hand)
        buttons.addWidget(self.open_slip)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        beside.addStretch(1)
        row = QHBoxLayout(self._panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        for part in (self.words, self.progress, self.list, self._panel):
            self.body.addWidget(part)
        self.add_primary(_("关闭"), self.accept, "")
        self.again = self.add_button(_("没归档的再试一次"), self._try_again, "refresh")


def _cells(one: Left | filing.Filed) -> tuple[Cell, ...]:
    if isinstance(one, Left):
        badge = Badge(_("未归档"), "exclamation", "wait")
        return Cell(badge=badge), Cell(one.path.name), Cell(_pages(one.pages)), Cell(one.reason)
    said = (
        one.place.words
        if one.changes
        else _("{number}（已有这个文件）").format(number=one.place.words)
    )
    badge = Badge(_("已归档"), "tick", "pass")
    return Cell(badge=badge), Cell(one.name), Cell(_pages(one.pages), "text2"), Cell(said)


def _pages(numbers: Sequence[int]) -> str:
    shown = "、".join(str(number + 1) for number in numbers[:_PAGES_SHOWN])
    return shown + ("…" if len(numbers) > _PAGES_SHOWN else "")
