"""One key to the printer: reads the labels as they are now, prints them, and keeps that it was done."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app import clock
from app.errors import AppError
from app.i18n import _
from app.services.labels import content, document, prints
from app.services.labels.content import Batch
from app.services.labels.prints import Noted
from app.services.operations import Desk
from app.services.registers.register import Register
from app.views import messages
from app.views.context import Context
from app.views.jobs import Progress
from app.views.printing import printers
from app.views.printing.files import choose_file, write_beside
from app.views.printing.pages import paint
from app.views.registers.labels.dialog import PDF, PRINT, LabelDialog
from app.views.registers.labels.paper import LabelPaper, remember, remembered

_NAMED_MOST = 3
Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Sent:
    """What left the program."""

    batch: Batch
    paper: LabelPaper
    how: str
    where: str
    sha256: str


class LabelWork(QObject):
    """Belongs to a window. The first print on a PC asks for paper and printer, later ones do not."""

    printed = Signal()
    progressed = Signal(int, int)
    busy_changed = Signal(bool)

    def __init__(self, window: QWidget, context: Context, kind: Register, say: Say) -> None:
        super().__init__(window)
        self._window, self._context, self._kind, self._say = window, context, kind, say
        self._job: Progress | None = None
        self._is_busy = False

    def print(self, record_ids: Sequence[int]) -> None:
        """Ctrl+B: to the printer at once, where it is known."""
        paper = remembered()
        if paper.printer and self._may_begin(record_ids):
            self._print(record_ids, paper)
        elif not paper.printer:
            self.ask(record_ids)

    def ask(self, record_ids: Sequence[int]) -> None:
        """Choose paper, printer and number first."""
        if not self._may_begin(record_ids):
            return
        dialog = LabelDialog(self._window, len(record_ids), remembered())
        ids = list(record_ids)
        dialog.accepted.connect(lambda: self._take(ids, dialog.paper(), dialog.how))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def cancel(self) -> None:
        """Stop after the label that is being printed."""
        if self._job is not None:
            self._job.cancel()

    def _may_begin(self, record_ids: Sequence[int]) -> bool:
        if self._is_busy:
            self._say(_("正在打印标签，打完再按"), "wait")
        elif not record_ids:
            self._say(_("先选中要打标签的物品"), "wait")
        return bool(record_ids) and not self._is_busy

    def _take(self, record_ids: Sequence[int], paper: LabelPaper, how: str) -> None:
        if how == PRINT:
            self._print(record_ids, paper)
            return
        name = _("标签-{day}.pdf").format(day=f"{clock.today():%Y%m%d}")
        chosen = choose_file(self._window, name, _("PDF 文件 (*.pdf)"))
        if chosen is not None:
            self._save(record_ids, paper, chosen.with_suffix(".pdf"))

    def _print(self, record_ids: Sequence[int], paper: LabelPaper) -> None:
        title = _("标签 {n} 件").format(n=len(record_ids))
        printer = printers.label_printer(paper.printer, paper.size.page, title)
        black_only = not printers.has_colour(paper.printer)
        desk, kind = self._context.desk, self._kind
        self._begin(lambda progress: _printed(
            desk, kind, record_ids, paper, printer, black_only, progress
        ))  # fmt: skip

    def _save(self, record_ids: Sequence[int], paper: LabelPaper, path: Path) -> None:
        desk, kind = self._context.desk, self._kind
        self._begin(lambda progress: _saved(desk, kind, record_ids, paper, path, progress))

    def _begin(self, work: Callable[[Progress], Sent]) -> None:
        self._set_busy(True)
        job = self._context.jobs.file(
            self, work, self._on_sent, self._on_failed,
            lambda done, total, _text: self.progressed.emit(done, total),
        )  # fmt: skip
        self._job = job if self._is_busy else None

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._job = None
        self.busy_changed.emit(is_busy)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._say(messages.sentence(error), "fail")

    def _on_sent(self, sent: Sent) -> None:
        """The labels are out; what is kept of them comes before anything else is said."""
        self._set_busy(False)
        remember(sent.paper, len(sent.batch.labels) * sent.paper.copies)
        self._context.run(
            self, prints.note, lambda noted: self._on_noted(sent, noted), None,
            self._kind, sent.batch.labels, sent.paper.size.name, sent.how, sent.paper.copies,
            sent.sha256,
        )  # fmt: skip

    def _on_noted(self, sent: Sent, noted: Noted) -> None:
        self._say(*told(sent, noted))
        self.printed.emit()


def told(sent: Sent, noted: Noted) -> tuple[str, str]:
    """What is said when labels left, and its tone."""
    count = noted.count * sent.paper.copies
    if sent.how == PDF:
        words = _("{n} 张标签已存为 {path}").format(n=count, path=sent.where)
    else:
        words = _("已送 {n} 张标签到“{printer}”").format(n=count, printer=sent.where)
    parts, tone = [words], "pass"
    size = sent.paper.size
    if size.is_sheet:
        place = size.next_start(count, sent.paper.start)
        parts.append(_("这张标签纸用到第 {n} 枚").format(n=(place - 2) % size.places + 1))
    if left := sent.batch.left_out:
        some = "，".join(one.words for one in left[:_NAMED_MOST])
        parts.append(_("有 {n} 件没有打印：{some}").format(n=len(left), some=some))
        tone = "wait"
    if noted.outdated:
        numbers = "、".join(noted.outdated[:_NAMED_MOST])
        parts.append(_("打印时状态已变，不要贴，重新打印：{numbers}").format(numbers=numbers))
        tone = "fail"
    return "；".join(parts), tone


def _drawn(
    desk: Desk, kind: Register, record_ids: Sequence[int], paper: LabelPaper, progress: Progress
) -> tuple[Batch, bytes, int]:
    """The labels as they are now. Raises AppError when there is none among them."""
    batch = content.read(desk, kind, record_ids)
    if not batch.labels:
        reasons = [one.words for one in batch.left_out[:_NAMED_MOST]]
        raise AppError("；".join(reasons) or _("这些记录已不在您能看的范围里"))
    pdf, pages = document.to_pdf(
        batch.labels, paper.size, by=prints.marker(desk), start=paper.start, copies=paper.copies,
        report=progress.report,
    )  # fmt: skip
    return batch, pdf, pages


def _printed(
    desk: Desk,
    kind: Register,
    record_ids: Sequence[int],
    paper: LabelPaper,
    printer: QPrinter,
    black_only: bool,
    progress: Progress,
) -> Sent:
    batch, pdf, pages = _drawn(desk, kind, record_ids, paper, progress)
    paint([(pdf, page) for page in range(pages)], printer, progress, black_only=black_only)
    return Sent(batch, paper, PRINT, paper.printer, hashlib.sha256(pdf).hexdigest())


def _saved(
    desk: Desk,
    kind: Register,
    record_ids: Sequence[int],
    paper: LabelPaper,
    path: Path,
    progress: Progress,
) -> Sent:
    batch, pdf, _pages = _drawn(desk, kind, record_ids, paper, progress)
    write_beside(path, pdf)
    return Sent(batch, paper, PDF, str(path), hashlib.sha256(pdf).hexdigest())
