"""On which paper and which printer this PC prints labels: chosen once, then remembered."""

from dataclasses import dataclass

from app import settings
from app.services.labels.sizes import SIZES, USUAL, Size, size_of
from app.settings import PrinterChoice
from app.views.printing import printers

_FORM = "F10"


@dataclass(frozen=True)
class LabelPaper:
    """How labels are printed: `start` is the first free place of a sheet, `printer` "" not chosen."""

    size: Size
    printer: str = ""
    start: int = 1
    copies: int = 1


def remembered() -> LabelPaper:
    """How they were printed last on this PC, as far as that printer is still there."""
    size = size_of(settings.load().label_size or USUAL)
    return LabelPaper(size, printer_of(size), start_of(size))


def start_of(size: Size) -> int:
    """The first free place of the sheet of this size that lies in the printer."""
    kept = settings.load().label_starts.get(size.name, 1)
    return kept if 1 <= kept <= size.places else 1


def printer_of(size: Size) -> str:
    """The printer labels of this size went to last: a roll and an A4 sheet lie in different ones."""
    return printers.last_name(_key(size))


def choose_size(size: Size) -> None:
    """Keep the paper."""
    settings.change(label_size=size.name)


def remember(paper: LabelPaper, printed: int) -> None:
    """Keep paper, printer, and where on the sheet the next labels begin."""
    if paper.printer:
        settings.remember_printer(_key(paper.size), PrinterChoice(paper.printer, paper.size.name))
    start = paper.size.next_start(printed, paper.start) if paper.size.is_sheet else 1
    settings.remember_labels(paper.size.name, start)


def sizes() -> tuple[Size, ...]:
    """All papers, in the order they are offered."""
    return tuple(SIZES.values())


def _key(size: Size) -> str:
    return f"{_FORM}-{size.name}"
