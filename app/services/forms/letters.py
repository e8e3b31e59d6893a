"""Puts text on the canvas: lines in a cell, mixed faces, boxes as drawn lines with their meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from app.services.forms import fonts, units
from app.services.forms.drawing import operators
from app.services.forms.shown import Run, char_widths, largest, lines_of, text_of
from app.services.forms.styles import Align, Font
from app.services.forms.text import Line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_INDENT = 9.0
_STACK_PITCH = 1.15
_TIGHTEST = 1.15
_BOX, _BOX_STROKE, _TICK_STROKE = 0.72, 0.055, 0.1
_BOX_RAISE = 0.02
_TICK = ((0.17, 0.46), (0.41, 0.18), (0.88, 0.84))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; y grows downwards from the top of the body."""

    x: float
    y: float
    width: float
    height: float


def paint_text(
    canvas: "Canvas",
    parts: Sequence[Run],
    align: Align,
    area: Area,
    room: Area,
    base: Font,
    *,
    is_text: bool,
) -> None:
    """Paint what a cell shows; `room` is wider than `area` where text may run over neighbours."""
    if align.rotation == 255:
        parts = _stacked(parts)
        align = replace(align, wrap=True)
    elif align.rotation:
        _paint_turned(canvas, parts, align, area, base)
        return
    wraps = align.wrap
    available = max(1.0, area.width - 2 * units.PAD_X - _INDENT * align.indent)
    if not wraps:
        parts = [replace(part, text=part.text.replace("\n", " ")) for part in parts]
    if align.shrink and not wraps:
        parts = _shrunk(parts, available)
    lines = lines_of(parts, available) if wraps else [_one_line(parts)]
    pitch = largest(parts, base) * (_STACK_PITCH if align.rotation == 255 else units.PITCH)
    # Labels of a foreign template may stand in rows measured for a font with less leading.
    if len(lines) * pitch > area.height - units.PAD_Y:
        least = largest(parts, base) * _TIGHTEST
        pitch = min(pitch, max(least, (area.height - units.PAD_Y) / max(1, len(lines))))
    total = pitch * len(lines)
    overflow = total > area.height + 0.5 or (
        not wraps and lines[0].width > room.width - units.PAD_X
    )
    if overflow:
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(room.x, -room.y - room.height, room.width, room.height)
        canvas.clipPath(clip, stroke=0, fill=0)
    y = _first_line(align, area, total)
    for line in lines:
        x, extra = _line_start(align, area, line, is_text)
        baseline = y + _baseline(pitch, largest(parts, base))
        paint_line(canvas, _between(parts, line.start, line.end), x, -baseline, extra)
        y += pitch
    if overflow:
        canvas.restoreState()


def _one_line(parts: Sequence[Run]) -> Line:
    return Line(0, len(text_of(parts)), sum(char_widths(parts)))


def _baseline(pitch: float, size: float) -> float:
    return (pitch - size * (fonts.ASCENT + fonts.DESCENT)) / 2 + size * fonts.ASCENT


def _first_line(align: Align, area: Area, total: float) -> float:
    if align.vertical == "top":
        return area.y + units.PAD_Y
    if align.vertical in ("center", "distributed", "justify"):
        return area.y + max(0.0, (area.height - total) / 2)
    return area.y + max(0.0, area.height - total - units.PAD_Y)


def _line_start(align: Align, area: Area, line: Line, is_text: bool) -> tuple[float, float]:
    """Where a line begins, and what is added after each of its characters."""
    indent = _INDENT * align.indent
    left = area.x + units.PAD_X + indent
    right = area.x + area.width - units.PAD_X
    way = align.horizontal
    if way == "general" and not is_text:
        way = "right"
    if way == "right":
        return right - indent - line.width, 0.0
    if way in ("center", "centerContinuous"):
        return area.x + (area.width - line.width) / 2, 0.0
    if way == "distributed" and line.end - line.start > 1:
        spare = max(0.0, right - left - line.width)
        return left, spare / (line.end - line.start - 1)
    return left, 0.0


def _between(parts: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for part in parts:
        piece = part.text[max(0, start - at) : max(0, end - at)]
        at += len(part.text)
        if piece:
            yield part if len(piece) == len(part.text) else Run(piece, part.font)


def _shrunk(parts: Sequence[Run], available: float) -> Sequence[Run]:
    total = sum(char_widths(parts))
    if total <= available:
        return parts
    percent = max(1, int(100 * available / total))
    return [
        replace(part, font=replace(part.font, size=part.font.size * percent / 100))
        for part in parts
    ]


def _stacked(parts: Sequence[Run]) -> Sequence[Run]:
    return [replace(part, text="\n".join(part.text.replace("\n", ""))) for part in parts]


def _paint_turned(
    canvas: "Canvas", parts: Sequence[Run], align: Align, area: Area, base: Font
) -> None:
    """Text turned by 90 degrees: 1–90 upwards, 91–180 downwards."""
    up = align.rotation <= 90
    canvas.saveState()
    canvas.translate(area.x + area.width / 2, -area.y - area.height / 2)
    canvas.rotate(90 if up else -90)
    turned = Area(-area.height / 2, -area.width / 2, area.height, area.width)
    upright = replace(align, rotation=0, horizontal="center", vertical="center")
    paint_text(canvas, parts, upright, turned, turned, base, is_text=True)
    canvas.restoreState()


def paint_line(
    canvas: "Canvas", parts: Iterator[Run] | Sequence[Run], x: float, y: float, extra: float = 0.0
) -> float:
    """Paint runs on one baseline; answers where they end."""
    for part in parts:
        operators.fill_color(canvas, part.font.color)
        start = x
        size = part.font.size
        for (face, is_box), run in _glyphs(part):
            if is_box:
                for box in run:
                    _paint_box(canvas, box.shown, part.font, x, y)
                    x += size + extra
                continue
            operators.text(canvas, face, size, (x, y), "".join([one.shown for one in run]), extra)
            x += sum([one.width for one in run]) * size + extra * len(run)
        if part.font.underline:
            _rule(canvas, part.font, start, x, y - 0.12 * part.font.size)
        if part.font.strike:
            _rule(canvas, part.font, start, x, y + 0.33 * part.font.size)
    return x


def _glyphs(part: Run) -> Iterator[tuple[tuple[str, bool], list[fonts.Glyph]]]:
    """The characters of a run, as far as one face shows them, boxes apart."""
    face = part.font.face
    glyphs = [fonts.glyph(face, char) for char in part.text]
    if all(one.face == face and not one.box for one in glyphs):
        yield (face, False), glyphs
        return
    for key, found in groupby(glyphs, key=lambda one: (one.face, one.box)):
        yield key, list(found)


def _rule(canvas: "Canvas", font: Font, start: float, end: float, y: float) -> None:
    operators.pen(canvas, font.color, font.size * 0.05)
    operators.lines(canvas, [(start, y, end, y)])


def _paint_box(canvas: "Canvas", char: str, font: Font, x: float, y: float) -> None:
    """A box as lines, and under it an invisible glyph that says which one when text is copied."""
    size = font.size
    operators.hidden(canvas, fonts.SERIF, size, (x, y), "□", means=char)
    side = _BOX * size
    left, low = x + (size - side) / 2, y + _BOX_RAISE * size
    operators.pen(canvas, font.color, _BOX_STROKE * size)
    operators.frame(canvas, left, low, side, side)
    if char == "☑":
        operators.pen(canvas, font.color, _TICK_STROKE * size)
        operators.stroke(canvas, [(left + dx * side, low + dy * side) for dx, dy in _TICK])
