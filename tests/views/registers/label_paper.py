"""A label printer that writes files, and what a PC remembers of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument
from PySide6.QtPrintSupport import QPrinter
from zxingcpp import read_barcodes

from app import settings
from app.settings import PrinterChoice
from tests.services.labels.drawn import pictures

PRINTER = "标签机 60 号"


class Paper:
    """A printer that writes files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[Path] = []

    def take(self, real: Callable[..., QPrinter]) -> Callable[..., QPrinter]:
        def make(*asked: Any) -> QPrinter:
            printer = real(*asked)
            path = self.folder / f"{len(self.made)}.pdf"
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(path))
            self.made.append(path)
            return printer

        return make

    def pages(self, number: int = -1) -> int:
        document = PdfDocument(self.made[number])
        count = len(document)
        document.close()
        return count

    def codes(self, number: int = -1) -> list[str]:
        found = pictures(self.made[number].read_bytes())
        return [one.text for page in found for one in read_barcodes(page)]


def remember(size: str = "60x40", start: int = 1) -> None:
    settings.remember_labels(size, start)
    settings.remember_printer(f"F10-{size}", PrinterChoice(PRINTER, size))
