"""What tells the labels apart without colour: diamond, ringed tick, crossed octagon; and the QR code."""

from math import cos, pi, sin
from typing import TYPE_CHECKING

from app.services.registers.parts import LabelKind

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_STROKE = 0.085
_TICK = ((-0.24, 0.01), (-0.06, -0.18), (0.26, 0.19))
_CROSS = 0.17


def draw_mark(canvas: "Canvas", kind: LabelKind, x: float, y: float, side: float) -> None:
    """The mark of a kind around its middle, in the ink that is set."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setLineWidth(side * _STROKE)
    canvas.setLineJoin(0)
    canvas.setLineCap(1)
    half = side * (0.5 - _STROKE / 2)
    if kind is LabelKind.WAITING:
        _polygon(canvas, [(0, half), (half, 0), (0, -half), (-half, 0)])
    elif kind is LabelKind.GOOD:
        canvas.circle(0, 0, half, stroke=1, fill=0)
        canvas.setLineJoin(1)
        canvas.setLineWidth(side * _STROKE * 1.25)
        _line(canvas, [(a * side, b * side) for a, b in _TICK])
    else:
        turns = [pi / 8 + place * pi / 4 for place in range(8)]
        _polygon(canvas, [(half * cos(turn), half * sin(turn)) for turn in turns])
        canvas.setLineWidth(side * _STROKE * 1.25)
        arm = side * _CROSS
        canvas.line(-arm, -arm, arm, arm)
        canvas.line(-arm, arm, arm, -arm)
    canvas.restoreState()


def _polygon(canvas: "Canvas", points: list[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def _line(canvas: "Canvas", points: list[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares of a QR code, without its quiet zone."""
    import segno  # postponed: only labels and forms with a code need it

    made = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(one) for one in row) for row in made.matrix)


def draw_code(
    canvas: "Canvas", dark: tuple[tuple[bool, ...], ...], x: float, y: float, unit: float
) -> None:
    """A QR code with its upper left corner at x, y; neighbours are one bar, so no seam is seen."""
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, line in enumerate(dark):
        start = None
        for column, is_dark in enumerate((*line, False)):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                bottom = y - (row + 1) * unit
                path.rect(x + start * unit, bottom, (column - start) * unit, unit)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
