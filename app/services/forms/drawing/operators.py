"""What a form is painted with, as the PDF's own operators.

The canvas writes each number by way of a logarithm and each text as an object of its own; a form has
a hundred texts and a thousand numbers. Its `addLiteral` takes operators as they are.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from app.services.forms import fonts
from app.services.forms.styles import ink

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Point = tuple[float, float]


def fill_color(canvas: "Canvas", rgb: str) -> None:
    """The colour of texts and areas from here on."""
    canvas.addLiteral(f"{_shade(rgb)} rg")


def pen(canvas: "Canvas", rgb: str, width: float, dash: Sequence[float] = ()) -> None:
    """The look of lines from here on."""
    dashes = " ".join(f"{one:g}" for one in dash)
    canvas.addLiteral(f"{_shade(rgb)} RG {width:.4f} w [{dashes}] 0 d")


def text(
    canvas: "Canvas", face: str, size: float, at: Point, shown: str, extra: float = 0.0
) -> None:
    """A text on one baseline; `extra` is added after each of its characters."""
    spaced = f"{extra:.4f} Tc " if extra else ""
    unspaced = " 0 Tc" if extra else ""
    canvas.addLiteral(f"BT {spaced}{_placed(canvas, face, size, at, shown)}{unspaced} ET")


def hidden(canvas: "Canvas", face: str, size: float, at: Point, shown: str, means: str) -> None:
    """A text that is not seen and says `means` when it is copied."""
    words = _placed(canvas, face, size, at, shown)
    canvas.addLiteral(
        f"/Span <</ActualText <FEFF{ord(means):04X}>>> BDC BT 3 Tr {words} 0 Tr ET EMC"
    )


def lines(canvas: "Canvas", found: Sequence[tuple[float, float, float, float]]) -> None:
    """Straight lines from point to point, all by one pen."""
    drawn = [f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l" for x1, y1, x2, y2 in found]
    canvas.addLiteral(" ".join([*drawn, "S"]))


def stroke(canvas: "Canvas", points: Sequence[Point]) -> None:
    """A line through points."""
    x, y = points[0]
    drawn = [f"{x:.3f} {y:.3f} m", *(f"{x:.3f} {y:.3f} l" for x, y in points[1:])]
    canvas.addLiteral(" ".join([*drawn, "S"]))


def frame(canvas: "Canvas", x: float, y: float, width: float, height: float) -> None:
    """A rectangle that is not filled, with sharp corners."""
    canvas.addLiteral(f"0 J {x:.3f} {y:.3f} {width:.3f} {height:.3f} re S")


def _placed(canvas: "Canvas", face: str, size: float, at: Point, shown: str) -> str:
    font: Any = fonts.register(face)
    document = getattr(canvas, "_doc")  # noqa: B009 - private, and unknown to types
    words = [f"1 0 0 1 {at[0]:.3f} {at[1]:.3f} Tm"]
    for subset, codes in font.splitString(shown, document):
        name = font.getSubsetInternalName(subset, document)
        words.append(f"{name} {size:g} Tf <{codes.hex()}> Tj")
    return " ".join(words)


@cache
def _shade(rgb: str) -> str:
    return " ".join(f"{one:.4g}" for one in ink(rgb))
