"""A form's PDF and a thousand labels against bare reportlab drawing the same strings with the same fonts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import segno
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app import paths
from app.services import printing
from app.services.forms import CATALOGUE, fill, fonts, to_pdf
from app.services.forms.values import FormData
from app.services.labels.document import to_pdf as to_labels
from app.services.labels.sizes import size_of
from app.services.registers.parts import LabelKind
from tests.bench.timing import Figure, pairs
from tests.services.labels.drawn import label


def figures(folder: Path) -> list[Figure]:
    """F01 with five hundred characters, warm."""
    assert printing
    form = CATALOGUE["F01"]
    data = FormData({"narrative": "输液等候近一小时。" * 55, "number": "TS-1"}, "安禾医院")
    target = folder / "ours.pdf"

    def paint() -> None:
        to_pdf(fill(form, data), target)

    ours, yardstick = pairs(paint, _bare(folder / "bare.pdf", _drawn(paint)), 15)
    return [
        Figure("F01 filled and painted / bare reportlab", ours, yardstick, 2.0),
        _labels(folder / "labels.pdf"),
    ]


Piece = tuple[str, float, tuple[float, float], str]


def _drawn(paint: Callable[[], None]) -> list[list[Piece]]:
    """What a form is painted with: each page's strings, with face, size and place."""
    from app.services.forms.painting import operators

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


def _labels(target: Path) -> Figure:
    """A thousand labels of a thousand lots, 24 on a sheet, against their texts and codes alone."""
    numbers = [f"JY-WZK-202611-{n:04d}" for n in range(1000)]
    labels = [label(LabelKind.WAITING, number=one) for one in numbers]
    pdfmetrics.registerFont(TTFont("bare", str(paths.FONTS / f"{fonts.SANS}.ttf")))
    texts = [part for one in labels[0].content.lines for part in (one.word, one.text)]

    def bare() -> None:
        canvas = Canvas(str(target), initialFontName="bare")
        for place, one in enumerate(labels):
            if place and place % 24 == 0:
                canvas.showPage()
            canvas.setFont("bare", 8)
            for line, text in enumerate((*texts, one.number, "待检", "安禾医院")):
                canvas.drawString(60, 800 - 11 * line, text)
            for row, squares in enumerate(segno.make(one.code, error="m", micro=False).matrix):
                for column, dark in enumerate(squares):
                    if dark:
                        canvas.rect(column, row, 1, 1, stroke=0, fill=1)
        canvas.save()

    ours, yardstick = pairs(lambda: to_labels(labels, size_of("A4-24")), bare, 3)
    return Figure("1,000 labels / their texts, bare", ours, yardstick, 2.0)
