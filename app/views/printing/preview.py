"""The preview of a form: what the printer gives is what stands here; also saved as Excel or PDF."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import FileProblem
from app.i18n import _
from app.services import printing
from app.services.forms import CATALOGUE
from app.services.history import HistoryEntry
from app.services.registers.register import Register
from app.views import messages, theme
from app.views.context import Context
from app.views.inputs.editors import Combo, Option
from app.views.jobs import Progress as JobProgress
from app.views.keys import keys_of
from app.views.printing.page_list import FIT_PAGE, FIT_WIDTH, STEPS, THUMBNAIL, PageList, Thumbnails
from app.views.printing.pages import Sheet, picture, prepare, print_pages, taken_away, thumbnail
from app.views.printing.paper_facts import PaperFacts
from app.views.widgets.bars import KeyStrip, Status
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.cards import Rule
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress

STRIP = ("Ctrl+P", "PgUp PgDn", "Ctrl+滚轮", "Ctrl+E", "Ctrl+D", "Esc")
PRINT, PDF, EXCEL = "print", "pdf", "excel"


class PreviewWindow(QWidget):
    """A form of a record, or the blank form when there is no record."""

    closed = Signal()
    taken = Signal()  # the paper is out, or a file was saved

    def __init__(
        self,
        context: Context,
        kind: Register,
        record_id: int | None = None,
        *,
        form_code: str = "",
        slips: tuple[str, ...] = (),
        unsaved: bool = False,
        prints: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._kind = kind
        self._record_id = record_id
        self._form = CATALOGUE[form_code or kind.form]
        self._slips = slips
        self._unsaved = unsaved
        self._prints = prints
        self._sheet: Sheet | None = None
        self._printing: JobProgress | None = None
        self._build()
        if slips:
            self.facts.want_one_sheet()
        self._connect()
        room = parent.window().size() if parent is not None else None
        self.resize(1366, 768) if room is None else self.resize(room)
        self.reload()

    # ---- loading -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fill the form anew, e.g. with other copies."""
        self._set_ready(False)
        self.strip.set_message(_("正在排版…"))
        self._context.ask(
            self, prepare, self._show, self._on_failed,
            self._kind, self._record_id, self._form.code, self.facts.prints_all_copies(), self._slips,
        )  # fmt: skip

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.strip.set_message("")
        self.number.setText(f"{self._form.form_no}　{sheet.number}".strip())
        self.thumbnails.set_pages(sheet.sizes)
        self.pages.set_pages(sheet.sizes)
        for number, (width, _height) in enumerate(sheet.sizes):
            scale = THUMBNAIL * self.devicePixelRatioF() / width
            self._draw(thumbnail, number, scale, self.thumbnails.pages[number].show_image)
        self._tell_page(0)
        self.facts.show_sheet(sheet, unsaved=self._unsaved)
        self._set_ready(True)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._prints:
            self._prints = False
            self.ask_printer()

    def _on_failed(self, error: Exception) -> None:
        self.strip.set_message("")
        self.show_problem(messages.sentence(error))

    def _draw(
        self,
        draw: Callable[[bytes, int, float], QImage],
        number: int,
        scale: float,
        show: Callable[[QImage], None],
    ) -> None:
        sheet = self._sheet
        if sheet is None:
            return

        def take(image: QImage) -> None:
            if self._sheet is sheet:
                show(image)

        self._context.jobs.file(
            self, lambda _progress: draw(sheet.form.pdf, number, scale), take, self._on_failed
        )

    def _want(self, number: int, width: int) -> None:
        if self._sheet is not None:
            scale = width / self._sheet.sizes[number][0]
            self._draw(picture, number, scale, self.pages.pages[number].show_image)

    # ---- printing and saving -------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Ctrl+P: the system's own dialog; which printer and how many is its business."""
        if self._sheet is None or self._printing is not None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        width, height = self._sheet.sizes[0]
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        is_wide = width > height
        orientation = QPageLayout.Orientation
        printer.setPageOrientation(orientation.Landscape if is_wide else orientation.Portrait)
        printer.setFullPage(True)
        printer.setDocName(self._sheet.form.file_name)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._sheet.sizes))
        if run_dialog(dialog):
            self.send_to(printer)

    def send_to(self, printer: QPrinter) -> None:
        """Print in a job that can be cancelled, and keep in the audit that it was done."""
        sheet = self._sheet
        if sheet is None:
            return
        self.progress.start(_("正在打印"))
        self._printing = self._context.jobs.file(
            self, lambda progress: print_pages(sheet, printer, progress),
            self._on_printed, self._on_not_printed,
            lambda done, total, _text: self.progress.set_done(done, total),
        )  # fmt: skip

    def _on_printed(self, pages: int) -> None:
        self._end_printing()
        self._note(PRINT, _("已送打印机 {n} 页").format(n=pages))

    def _on_not_printed(self, error: Exception) -> None:
        self._end_printing()
        messages.show(self, error)

    def _cancel(self) -> None:
        if self._printing is not None:
            self._printing.cancel()

    def _end_printing(self) -> None:
        self._printing = None
        self.progress.finish()

    def save_pdf(self) -> None:
        """Ctrl+D."""
        if self._sheet is not None:
            self._save(PDF, ".pdf", _("PDF 文件 (*.pdf)"), self._sheet.form.pdf)

    def save_excel(self) -> None:
        """Ctrl+E: the workbook the paper is painted from."""
        if self._sheet is not None:
            self._save(EXCEL, ".xlsx", _("Excel 工作簿 (*.xlsx)"), self._sheet.form.xlsx)

    def _save(self, how: str, ending: str, kinds: str, content: bytes) -> None:
        assert self._sheet is not None
        chosen = choose_file(self, self._sheet.form.file_name + ending, kinds)
        if chosen is None:
            return
        path = chosen.with_suffix(ending)
        self._context.jobs.file(
            self, lambda _progress: write_beside(path, content),
            lambda _done: self._note(how, _("已存为 {path}").format(path=path)),
            lambda error: messages.show(self, error),
        )  # fmt: skip

    def _note(self, how: str, said: str) -> None:
        """The audit keeps who took the paper away; a blank form belongs to nobody."""
        self.strip.set_message(said, "pass")
        self.taken.emit()
        if self._record_id is not None and self._sheet is not None:
            self._context.run(
                self, printing.note_printed, lambda _done: self._count_again(), None,
                self._kind, self._record_id, self._form.code, self._sheet.form.digest, how,
            )  # fmt: skip

    def _count_again(self) -> None:
        if self._record_id is not None:
            self._context.ask(self, taken_away, self._show_taken, None, self._kind, self._record_id)

    def _show_taken(self, taken: tuple[HistoryEntry, ...]) -> None:
        if self._sheet is not None:
            self._sheet = replace(self._sheet, taken=taken)
            self.facts.show_sheet(self._sheet, unsaved=self._unsaved)

    # ---- the window ----------------------------------------------------------------------------

    def show_problem(self, text: str) -> None:
        """What failed, at the top, until it is closed."""
        self.notice.show_notice("fail", text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        form = self._form
        title = _(form.title)
        self.title = label(title, "title")
        self.zoom = Combo(
            [Option(FIT_WIDTH, _("适合页宽")), Option(FIT_PAGE, _("整页"))]
            + [Option(one, f"{one:.0%}") for one in STEPS],
            name=_("缩放"),
        )
        self.excel = outlined(_("存为 Excel"), "export")
        self.pdf = outlined(_("存为 PDF"), "document")
        self.print = primary(_("打印"), "printer")
        self.notice = NoticeBar("fail", "")
        self.thumbnails = Thumbnails()
        self.pages = PageList(self._want)
        self.facts = PaperFacts(form)
        self.progress = Progress()
        self.strip = KeyStrip()
        self.strip.set_keys(keys_of("preview", STRIP))
        self.setWindowTitle(title)
        self._arrange()

    def _arrange(self) -> None:
        head = QFrame()
        head.setObjectName("TopBar")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self.title)
        row.addSpacing(theme.GAP_INNER)
        self.number = label(self._form.form_no, "muted")
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addWidget(label(_("缩放"), "label"))
        row.addWidget(self.zoom)
        for button in (self.excel, self.pdf, self.print):
            row.addWidget(button)
        body = QHBoxLayout()
        body.setSpacing(0)
        for part in (self._sheet_of(self.thumbnails), Rule("v")):
            body.addWidget(part)
        body.addWidget(self.pages, 1)
        body.addWidget(Rule("v"))
        body.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addLayout(body, 1)
        column.addWidget(self.strip)
        self.notice.hide()

    def _sheet_of(self, inner: QWidget) -> QFrame:
        made = QFrame()
        made.setProperty("card", "flat")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        return made

    def _connect(self) -> None:
        self.zoom.chosen.connect(lambda: self.pages.set_zoom(float(str(self.zoom.value()))))
        self.pages.zoomed.connect(self.zoom.set_value)
        self.excel.clicked.connect(self.save_excel)
        self.pdf.clicked.connect(self.save_pdf)
        self.print.clicked.connect(self.ask_printer)
        self.facts.copies_changed.connect(self.reload)
        self.thumbnails.chosen.connect(self.pages.go_to)
        self.pages.page_changed.connect(self._tell_page)
        self.progress.cancelled.connect(self._cancel)
        for keys, act in (
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+E", self.save_excel),
            ("Ctrl+D", self.save_pdf),
            ("Ctrl+=", lambda: self.pages.step_zoom(1)),
            ("Ctrl++", lambda: self.pages.step_zoom(1)),
            ("Ctrl+-", lambda: self.pages.step_zoom(-1)),
            ("PgDown", lambda: self.pages.turn(1)),
            ("PgUp", lambda: self.pages.turn(-1)),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _set_ready(self, is_ready: bool) -> None:
        for button in (self.excel, self.pdf, self.print):
            button.setEnabled(is_ready)

    def _tell_page(self, page: int) -> None:
        self.thumbnails.set_current(page)
        total = len(self.pages.pages)
        words = _("第 {n} 页　共 {total} 页").format(n=page + 1, total=total)
        self.strip.set_status([Status(words)] if total else [])


def run_dialog(dialog: QPrintDialog) -> bool:
    """Ask which printer; the system's dialog stops the program until it is answered."""
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def choose_file(parent: QWidget, name: str, kinds: str) -> Path | None:
    """Ask where a file is to be kept; None when it is not."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存到"), name, kinds)
    return Path(chosen) if chosen else None


def write_beside(path: Path, content: bytes) -> None:
    """Write to a temporary name in the same folder and move it into place."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileProblem(
            _("没有存成 {path}：{why}。换一个位置再存，记录没有变化。").format(
                path=path, why=error.strerror or type(error).__name__
            )
        ) from error
