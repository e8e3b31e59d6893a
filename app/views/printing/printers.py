"""Which printer a form goes to: the one it went to last, with the same paper, copies and sides."""

from contextlib import suppress

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app import settings
from app.settings import PrinterChoice


def names() -> list[str]:
    """The printers of this PC."""
    return QPrinterInfo.availablePrinterNames()


def last_name(form: str) -> str:
    """The printer a form went to last, if this PC still has it."""
    kept = settings.printer_of(form)
    return kept.name if kept and kept.name in names() else ""


def printer_for(form: str, size: tuple[float, float], title: str) -> QPrinter:
    """A printer set as the form was printed last; the system's dialog begins with that."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kept = settings.printer_of(form)
    paper = _paper(size)
    if kept and kept.name in names():
        printer.setPrinterName(kept.name)
        printer.setCopyCount(kept.copies)
        with suppress(KeyError):
            printer.setDuplex(QPrinter.DuplexMode[kept.duplex])
        with suppress(KeyError):
            paper = QPageSize.PageSizeId[kept.paper]
    printer.setPageSize(QPageSize(paper))
    width, height = size
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if width > height else orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def remember(form: str, printer: QPrinter) -> None:
    """Keep what was chosen in the dialog, for this form on this PC."""
    if printer.printerName():
        choice = PrinterChoice(
            printer.printerName(),
            printer.pageLayout().pageSize().id().name,
            printer.copyCount(),
            printer.duplex().name,
        )
        settings.remember_printer(form, choice)


def label_printer(name: str, size: tuple[float, float], title: str) -> QPrinter:
    """A printer for pages of labels, as large as they are in mm, to the very edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    printer.setPageSize(QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter, "", exact))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName(title)
    return printer


def has_colour(name: str) -> bool:
    """Whether a printer knows more than black; of one that does not say, it is believed."""
    modes = QPrinterInfo.printerInfo(name).supportedColorModes()
    return not modes or QPrinter.ColorMode.Color in modes


def _paper(size: tuple[float, float]) -> QPageSize.PageSizeId:
    """The paper a page was made for."""
    short, long = sorted(size)
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    found = QPageSize.id(QSizeF(short, long), QPageSize.Unit.Point, match)
    return QPageSize.PageSizeId.A4 if found == QPageSize.PageSizeId.Custom else found
