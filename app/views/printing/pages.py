"""Pages of a PDF as pictures, and pictures on a printer. Everything here runs in jobs."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.errors import FileProblem
from app.i18n import _
from app.services import history, printing, reading
from app.services.files import PDFIUM
from app.services.operations import Desk
from app.services.registers.register import Register
from app.views.jobs import Progress

POINTS_PER_INCH = 72
PRINT_DPI_MOST = 300


@dataclass(frozen=True)
class Sheet:
    """A form ready to look at: each page's size in points, and when it was taken away before."""

    form: printing.PrintedForm
    sizes: tuple[tuple[float, float], ...]
    number: str = ""
    taken: tuple[history.HistoryEntry, ...] = ()


def prepare(
    desk: Desk,
    kind: Register,
    record_id: int | None,
    form_code: str,
    copies: bool,
    slips: tuple[str, ...] = (),
) -> Sheet:
    """Fill the form of a record and measure its pages."""
    form = printing.render(desk, kind, record_id, form_code, copies, slips)
    sizes = sizes_of(form.pdf)
    if record_id is None:
        return Sheet(form, sizes, "、".join(slips[:3]) + ("…" if len(slips) > 3 else ""))
    number = reading.number_of(desk, kind, record_id)
    return Sheet(form, sizes, number, taken_away(desk, kind, record_id))


def sizes_of(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """The size of each page in points. Raises FileProblem for what is no whole PDF."""
    from pypdfium2 import PdfDocument, PdfiumError  # postponed: a native library for previews

    with PDFIUM:
        try:
            document = PdfDocument(pdf)
            sizes = tuple(document[i].get_size() for i in range(len(document)))
            document.close()
        except PdfiumError as reason:
            raise FileProblem(
                _("这个 PDF 打不开：已损坏，或设有密码。可以另存后用别的程序打开。")
            ) from reason
    return sizes


def taken_away(desk: Desk, kind: Register, record_id: int) -> tuple[history.HistoryEntry, ...]:
    """When the record was printed or saved as a file before, newest first."""
    entries = history.of_record(desk, kind, record_id)
    return tuple(one for one in entries if one.action == "record.print")


def picture(pdf: bytes, page: int, scale: float) -> QImage:
    """One page; at scale 1 a point of paper is a pixel."""
    from pypdfium2 import PdfDocument  # postponed: as above

    with PDFIUM:
        document = PdfDocument(pdf)
        bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
            QImage.Format.Format_RGBX8888,
        ).copy()  # fmt: skip
        document.close()
    return shown


def thumbnail(pdf: bytes, page: int, scale: float) -> QImage:
    """A small page: drawn larger and reduced, or its hairlines would be as thick as its letters."""
    large = picture(pdf, page, scale * 3)
    smooth = Qt.TransformationMode.SmoothTransformation
    return large.scaledToWidth(max(large.width() // 3, 1), smooth)


def print_pages(sheet: Sheet, printer: QPrinter, progress: Progress) -> int:
    """Send the pages the person chose to a printer, each filling its paper; answers how many."""
    wanted = [
        page for page in range(len(sheet.sizes))
        if not printer.fromPage() or printer.fromPage() <= page + 1 <= printer.toPage()
    ]  # fmt: skip
    painter = QPainter()
    if not painter.begin(printer):
        raise FileProblem(_("打印机没有接收。看看它是否开着、有没有连上，再打印一次。"))
    scale = min(printer.resolution(), PRINT_DPI_MOST) / POINTS_PER_INCH
    try:
        for place, page in enumerate(wanted):
            progress.report(place, len(wanted))
            if place:
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), picture(sheet.form.pdf, page, scale))
    finally:
        painter.end()
    return len(wanted)
