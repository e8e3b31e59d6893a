"""Pages of forms as pictures, and pictures on a printer. Everything here runs in jobs."""

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.errors import AppError, Cancelled, FileProblem, NotAllowed, NotFound, StepRefused
from app.i18n import _
from app.services import history, printing, reading
from app.services.files import PDFIUM
from app.services.operations import Desk
from app.services.registers.register import Register
from app.views.jobs import Progress

POINTS_PER_INCH = 72
PRINT_DPI_MOST = 300
TAKEN = ("record.print", "record.masked_copy")


@dataclass(frozen=True)
class Paper:
    """One form ready to look at: each page's size in points, and when it was taken away before."""

    form: printing.PrintedForm
    sizes: tuple[tuple[float, float], ...]
    record_id: int | None = None
    taken: tuple[history.HistoryEntry, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The forms of a preview one after the other, and in words what could not be printed."""

    papers: tuple[Paper, ...]
    left_out: tuple[str, ...] = ()

    @cached_property
    def places(self) -> tuple[tuple[Paper, int], ...]:
        """Every page: of which form, and which page of it."""
        return tuple((one, page) for one in self.papers for page in range(len(one.sizes)))

    @cached_property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Every page's size."""
        return tuple(paper.sizes[page] for paper, page in self.places)

    @property
    def is_several(self) -> bool:
        """Whether more than one record is looked at."""
        return len(self.papers) > 1


def prepare(
    desk: Desk,
    kind: Register,
    record_ids: Sequence[int | None],
    form_code: str,
    copies: printing.Copies,
    progress: Progress,
    masked: bool = False,
    slips: Sequence[str] = (),
) -> Sheet:
    """Fill the forms of records and measure their pages; None is the blank form, or that of slips.

    One of several records that cannot be printed is left out and named.
    """
    papers, left_out = [], []
    is_alone = len(record_ids) == 1
    for place, record_id in enumerate(record_ids):
        progress.report(place, len(record_ids))
        try:
            form = printing.render(desk, kind, record_id, form_code, copies, masked, slips)
        except (NotAllowed, NotFound, StepRefused) as reason:
            if is_alone:
                raise
            left_out.append(_named(desk, kind, record_id, str(reason)))
            continue
        taken = taken_away(desk, kind, record_id) if is_alone and record_id is not None else ()
        papers.append(Paper(form, sizes_of(form.pdf), record_id, taken))
    if not papers:
        raise AppError("；".join(dict.fromkeys(left_out)))
    return Sheet(tuple(papers), tuple(left_out))


def _named(desk: Desk, kind: Register, record_id: int | None, reason: str) -> str:
    with suppress(NotFound):
        if record_id is not None:
            return f"{reading.number_of(desk, kind, record_id)}：{reason}"
    return reason


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
    return tuple(one for one in entries if one.action in TAKEN)


def joined(papers: Iterable[Paper]) -> bytes:
    """All forms as one PDF, in order."""
    from pypdfium2 import PdfDocument  # postponed: as above

    with PDFIUM:
        whole = PdfDocument.new()
        for paper in papers:
            part = PdfDocument(paper.form.pdf)
            whole.import_pages(part)
            part.close()
        held = io.BytesIO()
        whole.save(held)
        whole.close()
    return held.getvalue()


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


def print_pages(sheet: Sheet, printer: QPrinter, progress: Progress) -> list[int]:
    """Send the pages the person chose to a printer, each filling its paper; answers which."""
    wanted = [
        page for page in range(len(sheet.places))
        if not printer.fromPage() or printer.fromPage() <= page + 1 <= printer.toPage()
    ]  # fmt: skip
    paint(
        [(sheet.places[one][0].form.pdf, sheet.places[one][1]) for one in wanted], printer, progress
    )
    return wanted


def paint(
    pages: Sequence[tuple[bytes, int]],
    printer: QPrinter,
    progress: Progress,
    *,
    black_only: bool = False,
) -> None:
    """Send these pages of PDFs to a printer; one that has only black gets dots, not shades."""
    painter = QPainter()
    if not painter.begin(printer):
        raise FileProblem(_("打印机没有接收。看看它是否开着、有没有连上，再打印一次。"))
    scale = min(printer.resolution(), PRINT_DPI_MOST) / POINTS_PER_INCH
    try:
        for done, (pdf, page) in enumerate(pages):
            progress.report(done, len(pages))
            if done:
                printer.newPage()
            image = picture(pdf, page, scale)
            if black_only:
                plain = Qt.ImageConversionFlag.ThresholdDither
                image = image.convertToFormat(QImage.Format.Format_Mono, plain)
            painter.drawImage(QRectF(painter.viewport()), image)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
