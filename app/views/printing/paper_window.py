"""A window that shows paper: what the printer gives is what stands here; also as Excel or PDF."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app import clock
from app.errors import Cancelled
from app.i18n import _
from app.services import printing
from app.services.forms import Form
from app.views import messages
from app.views.context import Context
from app.views.jobs import Progress as JobProgress
from app.views.printing import printers
from app.views.printing.files import choose_file, choose_folder, write_all, write_beside
from app.views.printing.page_list import THUMBNAIL
from app.views.printing.pages import (
    Sheet,
    joined,
    picture,
    print_pages,
    thumbnail,
)
from app.views.printing.preview_frame import PreviewFrame
from app.views.widgets.bars import Status

PRINT, PDF, EXCEL = "print", "pdf", "excel"
T = TypeVar("T")


class PaperWindow(PreviewFrame):
    """Loads its sheet in a job. Where it comes from, and who keeps that it was taken, others say."""

    taken = Signal()  # the paper is out, or a file was saved

    def __init__(
        self, context: Context, form: Form, *, is_single: bool = True, parent: QWidget | None = None
    ) -> None:
        self._form = form
        super().__init__(form, self._want, self._want_thumbnail, parent)
        self._context = context
        self._is_single = is_single
        self._unsaved = False
        self._prints = False
        self._sheet: Sheet | None = None
        self._turn = 0  # counts what was begun: answers of what was given up are not heard
        self._is_busy = False
        self._job: JobProgress | None = None
        self._connect()

    def load(self, copies: printing.Copies, masked: bool, progress: JobProgress) -> Sheet:
        """The forms; runs in a job."""
        raise NotImplementedError

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep in the audit how the paper left: SHA-256 of what was taken, by record."""
        raise NotImplementedError

    # ---- loading -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fill the forms anew, e.g. with other copies."""
        self.strip.set_message(_("正在排版…"))
        copies, masked = self.facts.chosen_copies(), self.masked.isChecked()
        self._begin(
            "" if self._is_single else _("正在排版"),
            lambda progress: self.load(copies, masked, progress), self._show, self._on_failed,
        )  # fmt: skip

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.strip.set_message("")
        number = sheet.papers[0].form.number
        if sheet.is_several:
            number = _("{n} 件").format(n=len(sheet.papers))
        self.number.setText(f"{self._form.form_no}　{number}".strip())
        self.thumbnails.set_pages(sheet.sizes, _heads(sheet))
        self.pages.set_pages(sheet.sizes)
        self._tell_page(0)
        self.facts.show_sheet(sheet, unsaved=self._unsaved)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._prints:
            self._prints = False
            self.ask_printer()

    def _on_failed(self, error: Exception) -> None:
        self.strip.set_message("")
        if isinstance(error, Cancelled):
            self.close() if self._sheet is None else self.strip.set_message(_("已取消"))
            return
        self.show_problem(messages.sentence(error))

    def _want(self, number: int, width: int) -> None:
        if self._sheet is not None:
            scale = width / self._sheet.sizes[number][0]
            self._draw(picture, number, scale, self.pages.show_image)

    def _want_thumbnail(self, number: int) -> None:
        if self._sheet is not None:
            scale = THUMBNAIL * self.devicePixelRatioF() / self._sheet.sizes[number][0]
            self._draw(thumbnail, number, scale, self.thumbnails.show_image)

    def _draw(
        self,
        draw: Callable[[bytes, int, float], QImage],
        number: int,
        scale: float,
        show: Callable[[int, QImage], None],
    ) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        paper, page = sheet.places[number]

        def take(image: QImage) -> None:
            if self._sheet is sheet:
                show(number, image)

        self._context.jobs.file(
            self, lambda _progress: draw(paper.form.pdf, page, scale), take, self._on_failed
        )

    # ---- printing and saving -------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Ctrl+P: the system's own dialog, which begins as this form was printed last."""
        if self._sheet is None or self._is_busy:
            return
        if not printers.names():
            self.notice.show_notice(
                "wait", _("这台电脑上没有打印机"),
                _("可以存为 PDF，拿到有打印机的电脑上打印；或请管理员装好打印机再试。"),
                action=_("存为 PDF"),
            )  # fmt: skip
            return
        title = self._file_name()
        printer = printers.printer_for(self._form.code, self._sheet.sizes[0], title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._sheet.sizes))
        if run_dialog(dialog):
            printers.remember(self._form.code, printer)
            self.send_to(printer)

    def send_to(self, printer: QPrinter) -> None:
        """Print in a job that can be cancelled, and keep in the audit that it was done."""
        sheet = self._sheet
        if sheet is None:
            return
        self._begin(
            _("正在打印"), lambda progress: print_pages(sheet, printer, progress),
            lambda pages: self._on_printed(sheet, pages), self._on_not_done,
        )  # fmt: skip

    def _on_printed(self, sheet: Sheet, pages: list[int]) -> None:
        gone = {id(paper): paper for page in pages for paper in (sheet.places[page][0],)}
        hashes = {one.record_id: one.form.digest for one in gone.values()}
        self._note(PRINT, hashes, _("已送打印机 {n} 页").format(n=len(pages)))

    def _on_not_done(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.strip.set_message(_("已取消"))
        else:
            messages.show(self, error)

    def save_pdf(self) -> None:
        """Ctrl+D: one file, of however many records."""
        sheet = self._sheet
        if sheet is None or self._is_busy:
            return
        chosen = choose_file(self, f"{self._file_name()}.pdf", _("PDF 文件 (*.pdf)"))
        if chosen is None:
            return
        path = chosen.with_suffix(".pdf")

        def work(_progress: JobProgress) -> str:
            content = joined(sheet.papers) if sheet.is_several else sheet.papers[0].form.pdf
            write_beside(path, content)
            return hashlib.sha256(content).hexdigest()

        def done(digest: str) -> None:
            hashes = {one.record_id: digest for one in sheet.papers}
            self._note(PDF, hashes, _("已存为 {path}").format(path=path))

        self._begin(_("正在存 PDF"), work, done, self._on_not_done)

    def save_excel(self) -> None:
        """Ctrl+E: the workbook the paper is painted from; of several records one each, in a folder."""
        sheet = self._sheet
        if sheet is None or self._is_busy:
            return
        if sheet.is_several:
            self._save_workbooks(sheet)
            return
        paper = sheet.papers[0]
        chosen = choose_file(self, f"{self._file_name()}.xlsx", _("Excel 工作簿 (*.xlsx)"))
        if chosen is None:
            return
        path = chosen.with_suffix(".xlsx")
        self._begin(
            "", lambda _progress: write_beside(path, paper.form.xlsx),
            lambda _done: self._note(
                EXCEL, {paper.record_id: paper.form.digest}, _("已存为 {path}").format(path=path)
            ),
            self._on_not_done,
        )  # fmt: skip

    def _save_workbooks(self, sheet: Sheet) -> None:
        folder = choose_folder(self)
        if folder is None:
            return
        files = {f"{one.form.file_name}.xlsx": one.form.xlsx for one in sheet.papers}
        hashes = {one.record_id: one.form.digest for one in sheet.papers}
        said = _("{n} 份已存到 {path}").format(n=len(files), path=folder)
        self._begin(
            _("正在存 Excel"), lambda progress: write_all(folder, files, progress),
            lambda _done: self._note(EXCEL, hashes, said), self._on_not_done,
        )  # fmt: skip

    def _file_name(self) -> str:
        assert self._sheet is not None
        papers = self._sheet.papers
        if len(papers) == 1:
            return papers[0].form.file_name
        day = f"{clock.today():%Y%m%d}"
        return _("{code}-{n}件-{day}").format(code=self._form.code, n=len(papers), day=day)

    def _note(self, how: str, hashes: dict[int | None, str], said: str) -> None:
        """The audit keeps who took the paper away."""
        self.strip.set_message(said, "pass")
        self.taken.emit()
        self.note_taken(how, hashes)

    # ---- the window ----------------------------------------------------------------------------

    def _begin(
        self,
        text: str,
        work: Callable[[JobProgress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run one piece of work; what was going on is given up. `text` shows progress with it."""
        self._cancel()
        self._turn += 1
        turn = self._turn
        self._set_busy(True)
        if text:
            self.progress.start(text)

        def finish(receive: Callable[[T], None], value: T) -> None:
            if turn == self._turn:
                self._set_busy(False)
                receive(value)
                self.set_ready(self._sheet is not None and not self._is_busy)

        job = self._context.jobs.file(
            self, work, lambda result: finish(done, result),
            lambda error: finish(failed, error),  # type: ignore[arg-type]  # the same with an error
            lambda at, total, _text: self.progress.set_done(at, total),
        )  # fmt: skip
        self._job = job if self._is_busy and turn == self._turn else None

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.set_ready(not is_busy and self._sheet is not None)
        if not is_busy:
            self.progress.finish()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _connect(self) -> None:
        self.masked.toggled.connect(self.reload)
        self.excel.clicked.connect(self.save_excel)
        self.pdf.clicked.connect(self.save_pdf)
        self.print.clicked.connect(self.ask_printer)
        self.notice.acted.connect(self.save_pdf)
        self.facts.copies_changed.connect(self.reload)
        self.pages.page_changed.connect(self._tell_page)
        self.progress.cancelled.connect(self._cancel)
        self.add_keys(
            {"Ctrl+P": self.ask_printer, "Ctrl+E": self.save_excel, "Ctrl+D": self.save_pdf}
        )

    def _tell_page(self, page: int) -> None:
        self.thumbnails.set_current(page)
        sheet, total = self._sheet, len(self.pages.pages)
        if sheet is None or not total:
            return
        words = _("第 {n} 页　共 {total} 页").format(n=page + 1, total=total)
        number = sheet.places[page][0].form.number if sheet.is_several else ""
        self.strip.set_status([Status(f"{number}　{words}".strip())])


def _heads(sheet: Sheet) -> dict[int, str]:
    """Over the first page of each record its number, where there are several."""
    if not sheet.is_several:
        return {}
    heads: dict[int, str] = {}
    for place, (paper, page) in enumerate(sheet.places):
        if page == 0:
            heads[place] = paper.form.number
    return heads


def run_dialog(dialog: QPrintDialog) -> bool:
    """Ask which printer; the system's dialog stops the program until it is answered."""
    return dialog.exec() == QPrintDialog.DialogCode.Accepted
