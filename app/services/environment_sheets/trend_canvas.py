"""Paints the drawing of a trend on paper: vectors, black on white, every verdict by its shape."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.services.environment.trends.drawing import (
    DOT,
    TRIANGLE,
    Drawing,
    Mark,
    Pen,
    Spot,
    Stroke,
    Words,
)
from app.services.forms import fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIZE, LINE, MARK = 8.0, 11.6, 3.2
_BAND, _GRID = 0.93, 0.8
_GREYS: Mapping[str, float] = {"grid": _GRID, "step": 0.4, "gap": 0.45, "line": 0.35}
_WIDTHS: Mapping[str, float] = {"grid": 0.4, "step": 0.6, "limit": 1.0, "action": 0.8}
_LINE_WIDTH, _EDGE = 1.1, 0.9
_RISE = 0.36  # of the size: from the middle of a line to its baseline


def pen() -> Pen:
    """How large paper is written on."""
    return Pen(lambda text: fonts.width(fonts.SANS, SIZE, text), LINE, MARK)


def paint(canvas: "Canvas", drawing: Drawing, left: float, top: float) -> None:
    """Paint it with its upper left corner there; paper counts upwards."""
    fonts.register(fonts.SANS)
    canvas.saveState()
    canvas.translate(left, top)
    for box in drawing.boxes:
        canvas.setFillGray(_BAND)
        canvas.rect(box.left, -box.top - box.height, box.width, box.height, stroke=0, fill=1)
    for stroke in drawing.strokes:
        _paint_stroke(canvas, stroke)
    for mark in drawing.marks:
        paint_mark(canvas, mark)
    for words in drawing.words:
        paint_words(canvas, words)
    canvas.restoreState()


def _paint_stroke(canvas: "Canvas", stroke: Stroke) -> None:
    canvas.setStrokeGray(_GREYS.get(stroke.tone, 0.0))
    canvas.setLineWidth(_WIDTHS.get(stroke.tone, _LINE_WIDTH))
    canvas.setDash(list(stroke.dash))
    (x1, y1), (x2, y2) = stroke.start, stroke.end
    canvas.line(x1, -y1, x2, -y2)
    canvas.setDash([])


def paint_mark(canvas: "Canvas", mark: Mark) -> None:
    """A reading: filled, or hollow where it is a re-check."""
    x, y = mark.spot[0], -mark.spot[1]
    canvas.setStrokeGray(0.0)
    canvas.setLineWidth(_EDGE)
    canvas.setFillGray(1.0 if mark.is_hollow else 0.0)
    if mark.shape == DOT:
        canvas.circle(x, y, MARK - 0.4, stroke=1, fill=1)
    elif mark.shape == TRIANGLE:
        _paint_corners(
            canvas, ((x, y + MARK + 1), (x + MARK + 0.8, y - MARK), (x - MARK - 0.8, y - MARK))
        )
    else:
        canvas.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, stroke=1, fill=1)


def _paint_corners(canvas: "Canvas", corners: tuple[Spot, ...]) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def paint_words(canvas: "Canvas", words: Words) -> None:
    """A text on one line, each character in a face that has it."""
    width = fonts.width(fonts.SANS, SIZE, words.text)
    x, y = words.spot
    left = {"left": x, "right": x - width}.get(words.side, x - width / 2)
    canvas.setFillGray(0.0)
    for char in words.text:
        glyph = fonts.glyph(fonts.SANS, char)
        fonts.register(glyph.face)
        canvas.setFont(glyph.face, SIZE)
        canvas.drawString(left, -y - _RISE * SIZE, glyph.shown)
        left += glyph.width * SIZE
