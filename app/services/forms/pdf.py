"""Writes filled forms as one PDF: every page painted, watermark, copies with their names."""

import threading
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.errors import FileProblem
from app.i18n import _
from app.services.files import beside
from app.services.forms import fonts
from app.services.forms.filling import Filled
from app.services.forms.painting.furniture import Numbers, paint_furniture
from app.services.forms.painting.paint import Plan, TooWide, paint_page
from app.services.forms.values import copy_name

_WATERMARK_SIZE, _WATERMARK_TURN, _WATERMARK_SHADE = 110.0, 35.0, 0.15
_WATERMARK_LONGEST = 640.0  # points across A4 at this turn
_SIDE_SIZE, _SIDE_PITCH, _SIDE_GAP = 9.0, 1.25, 18.0
_STANDING = str.maketrans("（）()", "︵︶︵︶")

# Streams as bytes, not as printable characters: a fifth smaller, and quicker.
rl_config.useA85 = 0

# The PDF library keeps its font subsets in objects all documents share.
WRITER = threading.Lock()


def to_pdf(
    filled: Filled | Sequence[Filled], path: Path, copies: Sequence[str] | None = None
) -> int:
    """Paint forms one after another, each in all copies named; answers the number of pages."""
    forms = [filled] if isinstance(filled, Filled) else list(filled)
    with WRITER:
        data, pages = _painted(forms, list(copies) if copies else [""])
    with beside(path) as building:
        building.write_bytes(data)
    return pages


def _painted(forms: list[Filled], copies: list[str]) -> tuple[bytes, int]:
    fonts.register(fonts.SERIF)
    target = BytesIO()
    # The type stubs take the font's name for a number; without it an unembedded font is named.
    face: Any = fonts.SERIF
    canvas = Canvas(target, initialFontName=face, pageCompression=1)
    if forms:
        canvas.setTitle(" ".join(dict.fromkeys(each.form.title for each in forms)))
        canvas.setAuthor(forms[0].data.hospital)
        canvas.setSubject(forms[0].form.form_no)
    canvas.setCreator("质控台 Quality Desk")
    pages = 0
    for each in forms:
        plan = _plan(each)
        for at, name in enumerate(copies):
            side = copy_name(at, name, len(copies)) if name else ""
            for number in range(len(plan.pages)):
                _paint(canvas, each, plan, number, side)
                pages += 1
    canvas.save()
    return target.getvalue(), pages


def _plan(filled: Filled) -> Plan:
    try:
        return Plan(filled.book)
    except TooWide as problem:
        raise FileProblem(
            _("表单“{title}”的模板比纸宽，无法打印。在模板中缩小列宽或改为横向。").format(
                title=filled.form.title
            )
        ) from problem


def _paint(canvas: Canvas, filled: Filled, plan: Plan, number: int, side: str) -> None:
    width, height = plan.book.paper()
    canvas.setPageSize((width, height))
    paint_page(canvas, plan, number)
    if filled.over is not None:
        filled.over(canvas, plan, number)
    sheet = plan.book.sheet
    paint_furniture(canvas, plan.book, Numbers(number + 1, len(plan.pages), sheet.title))
    if side:
        right = plan.left + plan.xs[-1] * plan.scale
        _paint_side(canvas, side, right + _SIDE_GAP, height / 2)
    if filled.data.watermark:
        _paint_watermark(canvas, filled.data.watermark, width / 2, height / 2)
    canvas.showPage()


def _paint_side(canvas: Canvas, text: str, x: float, y: float) -> None:
    """The name of a copy, standing at the right of the form."""
    canvas.setFillGray(0)
    pitch = _SIDE_SIZE * _SIDE_PITCH
    y += pitch * len(text) / 2
    for char in text.translate(_STANDING):
        glyph = fonts.glyph(fonts.SERIF, char)
        canvas.setFont(glyph.face, _SIDE_SIZE)
        y -= pitch
        canvas.drawString(x - glyph.width * _SIDE_SIZE / 2, y, glyph.shown)


def _paint_watermark(canvas: Canvas, text: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(_WATERMARK_TURN)
    canvas.setFillGray(0.0, alpha=_WATERMARK_SHADE)
    face = fonts.SANS_BOLD
    glyphs = [fonts.glyph(face, char) for char in text]
    width = sum(glyph.width for glyph in glyphs)
    size = min(_WATERMARK_SIZE, _WATERMARK_LONGEST / width)
    at = -width * size / 2
    for glyph in glyphs:
        canvas.setFont(glyph.face, size)
        canvas.drawString(at, -0.35 * size, glyph.shown)
        at += glyph.width * size
    canvas.restoreState()
