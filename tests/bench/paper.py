"""A form's PDF against bare reportlab drawing the same strings with the same fonts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app import paths
from app.services import printing
from app.services.forms import CATALOGUE, fill, to_pdf
from app.services.forms.values import FormData
from tests.bench.timing import Figure, pairs


def figures(folder: Path) -> list[Figure]:
    """F01 with five hundred characters, warm."""
    assert printing
    form = CATALOGUE["F01"]
    data = FormData({"narrative": "输液等候近一小时。" * 55, "number": "TS-1"}, "安禾医院")
    target = folder / "ours.pdf"

    def paint() -> None:
        to_pdf(fill(form, data), target)

    ours, yardstick = pairs(paint, _bare(folder / "bare.pdf", _drawn(paint)), 15)
    return [Figure("F01 filled and painted / bare reportlab", ours, yardstick, 2.0)]


Piece = tuple[str, float, tuple[float, float], str]


def _drawn(paint: Callable[[], None]) -> list[list[Piece]]:
    """What a form is painted with: each page's strings, with face, size and place."""
    from reportlab.pdfgen.canvas import Canvas

    from app.services.forms.drawing import operators

    pages: list[list[Piece]] = [[]]
    text, show = operators.text, Canvas.showPage

    def noted(canvas: Any, face: str, size: float, at: Any, shown: str, extra: float = 0) -> None:
        pages[-1].append((face, size, at, shown))
        text(canvas, face, size, at, shown, extra)

    def turned(canvas: Any) -> None:
        pages.append([])
        show(canvas)

    with patch.object(operators, "text", noted), patch.object(Canvas, "showPage", turned):
        paint()
    return [page for page in pages if page]


def _bare(target: Path, pages: list[list[Piece]]) -> Callable[[], None]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for face in {piece[0] for page in pages for piece in page}:
        pdfmetrics.registerFont(TTFont(f"bare {face}", str(paths.FONTS / f"{face}.ttf")))

    def act() -> None:
        canvas = Canvas(str(target), pageCompression=1)
        for page in pages:
            for face, size, at, shown in page:
                canvas.setFont(f"bare {face}", size)
                canvas.drawString(60 + at[0], 800 + at[1], shown)
            canvas.showPage()
        canvas.save()

    return act
