"""Labels as one PDF: what is previewed, saved and printed are its pages."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from app.services.forms import fonts
from app.services.labels.content import Label
from app.services.labels.fitting import Room
from app.services.labels.sizes import MM, Size

_MARGIN, _MARGIN_ON_SHEET = 1.0, 1.6  # rolls run a little aside, sheets are fed askew
Report = Callable[[int, int], None]


def to_pdf(
    labels: Sequence[Label],
    size: Size,
    *,
    by: str = "",
    start: int = 1,
    copies: int = 1,
    report: Report = lambda _done, _total: None,
) -> tuple[bytes, int]:
    """The PDF and its number of pages; `start` is the first free place of the first sheet."""
    from reportlab.pdfgen.canvas import Canvas  # postponed: the PDF writer costs start-up time

    from app.services.forms.pdf import WRITER  # as above
    from app.services.labels.drawing import draw  # as above

    wanted = [label for label in labels for _copy in range(copies)]
    width, height = (one * MM for one in size.page)
    margin = (_MARGIN_ON_SHEET if size.is_sheet else _MARGIN) * MM
    with WRITER:
        fonts.register(fonts.SANS)
        target = BytesIO()
        face: Any = fonts.SANS  # the stubs take a font's name for a number
        canvas = Canvas(target, (width, height), initialFontName=face, pageCompression=1)
        canvas.setTitle(" ".join(dict.fromkeys(one.number for one in labels[:20])))
        canvas.setAuthor(labels[0].hospital if labels else "")
        canvas.setCreator("质控台 Quality Desk")
        page = 0
        for done, (label, (on, place)) in enumerate(
            zip(wanted, size.laid_out(len(wanted), start), strict=True)
        ):
            report(done, len(wanted))
            if on != page:
                canvas.showPage()
                page = on
            x, y = size.corner(place)
            room = Room(x * MM, y * MM, size.width * MM, size.height * MM)
            draw(canvas, label, by, room, margin, height)
        canvas.showPage()
        canvas.save()
    return target.getvalue(), page + 1
