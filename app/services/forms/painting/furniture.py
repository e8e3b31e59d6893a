"""Headers and footers: their codes become runs of text on the margins of the page."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import clock
from app.services.forms import fonts, units
from app.services.forms.book import Book
from app.services.forms.painting.letters import paint_line
from app.services.forms.shown import Run, char_widths
from app.services.forms.styles import BLACK, Font

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_CODE = re.compile(
    r'&(?:"(?P<font>[^"]*)"|(?P<size>\d{1,3}) ?|K(?P<color>[0-9A-Fa-f]{6})|(?P<code>[A-Z&]))'
)
_NORMAL_SIZE = 10.0


@dataclass(frozen=True)
class Numbers:
    """What the codes of page and sheet stand for."""

    page: int
    pages: int
    sheet: str


def paint_furniture(canvas: "Canvas", book: Book, numbers: Numbers) -> None:
    """Paint header and footer of one page."""
    width, height = book.paper()
    margins = book.sheet.page_margins
    left, right = 72 * float(margins.left), width - 72 * float(margins.right)
    for name in ("Header", "Footer"):
        item = _item(book, name, numbers.page)
        for side in ("left", "center", "right"):
            lines = _lines(getattr(item, side), numbers)
            if name == "Header":
                y = height - 72 * float(margins.header)
            else:
                y = 72 * float(margins.footer) + sum(_pitch(line) for line in lines)
            for line in lines:
                size = _size(line)
                y -= _pitch(line)
                long = sum(char_widths(line))
                x = {"left": left, "right": right - long}.get(side, (left + right - long) / 2)
                paint_line(canvas, line, x, y + 0.25 * size)


def _item(book: Book, name: str, page: int) -> Any:
    sheet: Any = book.sheet
    if page == 1 and sheet.HeaderFooter.differentFirst:
        return getattr(sheet, f"first{name}")
    if page % 2 == 0 and sheet.HeaderFooter.differentOddEven:
        return getattr(sheet, f"even{name}")
    return getattr(sheet, f"odd{name}")


def _size(line: list[Run]) -> float:
    return max((run.font.size for run in line), default=_NORMAL_SIZE)


def _pitch(line: list[Run]) -> float:
    return _size(line) * units.PITCH


def _lines(part: Any, numbers: Numbers) -> list[list[Run]]:
    if not part.text:
        return []
    name, _comma, style = str(part.font or "宋体").partition(",")
    writer = _Writer(name, "bold" in style.lower() or "加粗" in style, float(part.size or 0))
    writer.color = part.color or BLACK
    at = 0
    for found in _CODE.finditer(part.text):
        writer.add(part.text[at : found.start()])
        writer.obey(found, numbers)
        at = found.end()
    writer.add(part.text[at:])
    return writer.lines


class _Writer:
    def __init__(self, name: str, bold: bool, size: float) -> None:
        self._name, self._bold = name, bold
        self._size = size or _NORMAL_SIZE
        self.color = BLACK
        self.lines: list[list[Run]] = [[]]

    def add(self, text: str) -> None:
        font = Font(fonts.face_for(self._name, self._bold), self._size, self.color)
        for number, line in enumerate(text.split("\n")):
            if number:
                self.lines.append([])
            if line:
                self.lines[-1].append(Run(line, font))

    def obey(self, found: re.Match[str], numbers: Numbers) -> None:
        if found["font"] is not None:
            name, _comma, style = found["font"].partition(",")
            self._name = name if name != "-" else self._name
            self._bold = "bold" in style.lower() or "加粗" in style
        elif found["size"]:
            self._size = float(found["size"])
        elif found["color"]:
            self.color = found["color"]
        elif found["code"] == "B":
            self._bold = not self._bold
        else:
            self.add(_meaning(found["code"], numbers))


def _meaning(code: str, numbers: Numbers) -> str:
    """The text of a code; effects that have none here (italics, underline …) are left out."""
    if code == "D":
        return f"{clock.today():%Y-%m-%d}"
    if code == "T":
        return f"{clock.local(clock.now()):%H:%M}"
    known = {"P": str(numbers.page), "N": str(numbers.pages), "A": numbers.sheet, "&": "&"}
    return known.get(code, "")
