"""A form's PDF and a thousand labels against bare reportlab drawing the same strings with the same fonts."""

from pathlib import Path

import segno
from reportlab.pdfgen.canvas import Canvas

from app.services import printing
from app.services.forms import CATALOGUE, fill, to_pdf
from app.services.forms.values import FormData
from app.services.labels.document import to_pdf as to_labels
from app.services.labels.sizes import size_of
from app.services.registers.parts import LabelKind
from tests.bench.timing import Figure, pairs
from tests.services.labels.drawn import label


def figures(folder: Path) -> list[Figure]:
    """F01 with five hundred characters, warm."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from app import paths

    assert printing
    form = CATALOGUE["F01"]
    data = FormData({"narrative": "输液等候近一小时。" * 55, "number": "TS-1"}, "安禾医院")
    target, bare_target = folder / "ours.pdf", folder / "bare.pdf"
    to_pdf(fill(form, data), target)
    pdfmetrics.registerFont(TTFont("bare", str(paths.FONTS / "NotoSerifSC-Regular.ttf")))
    texts = ["输液等候近一小时。" * 5] * 11 + ["患者投诉记录单"] * 120

    def bare() -> None:
        canvas = Canvas(str(bare_target), initialFontName="bare")
        for page in range(2):
            canvas.setFont("bare", 10)
            for line, text in enumerate(texts[page::2]):
                canvas.drawString(60, 800 - 11 * line, text)
            canvas.showPage()
        canvas.save()

    ours, yardstick = pairs(lambda: to_pdf(fill(form, data), target), bare, 9)
    return [
        Figure("F01 filled and painted / bare reportlab", ours, yardstick, 10.0),
        _labels(bare_target),
    ]


def _labels(target: Path) -> Figure:
    """A thousand labels of a thousand lots, 24 on a sheet, against their texts and codes alone."""
    numbers = [f"JY-WZK-202611-{n:04d}" for n in range(1000)]
    labels = [label(LabelKind.WAITING, number=one) for one in numbers]
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
