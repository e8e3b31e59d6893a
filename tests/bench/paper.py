"""A form's PDF against bare reportlab drawing the same strings with the same fonts."""

from pathlib import Path

from app.services import printing
from app.services.forms import CATALOGUE, fill, to_pdf
from app.services.forms.values import FormData
from tests.bench.timing import Figure, pairs


def figures(folder: Path) -> list[Figure]:
    """F01 with five hundred characters, warm."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

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
    return [Figure("F01 filled and painted / bare reportlab", ours, yardstick, 10.0)]
