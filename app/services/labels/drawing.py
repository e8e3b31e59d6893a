"""One label on the canvas: frame, head with mark and word, lines, code, and what must not be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.services.forms import fonts
from app.services.labels import fitting, marks
from app.services.labels.content import Label, lines_of
from app.services.labels.fitting import Piece, Room
from app.services.labels.sizes import MM
from app.services.registers.parts import LabelKind

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_BLACK = "#000000"
_WHITE = "#FFFFFF"
_DOT = MM / 8  # thermal printers have 8 dots a millimetre: the code's squares are whole dots
_QUIET = 3  # squares of white beside a code, besides what is white around it anyway
_BASE, _SLOPE = 1.3, 0.135  # points of the usual text: of a label h mm high, _SLOPE·h + _BASE
_HEAD, _FOOT = 0.225, 0.1
_HEAD_MARK, _HEAD_WORD = 0.72, 0.62
_TITLES = {LabelKind.WAITING: "待检", LabelKind.GOOD: "合格", LabelKind.BAD: "不合格品"}


@dataclass(frozen=True)
class Dress:
    """How a kind looks: colour of the head, its ink, the frame's width in mm, its dashes."""

    head: str
    ink: str
    frame: str
    line: float
    dashes: tuple[float, ...] = ()
    filled_foot: bool = False


# The frames differ too, so that a label seen from afar in black and white is known by more than its word.
DRESSES: Mapping[LabelKind, Dress] = {
    LabelKind.WAITING: Dress("#FFD23F", "#17212C", "#17212C", 0.9, (2.4, 1.2)),
    LabelKind.GOOD: Dress("#1B7F45", _WHITE, "#1B7F45", 0.45),
    LabelKind.BAD: Dress("#C62828", _WHITE, "#C62828", 1.1, filled_foot=True),
}


@dataclass(frozen=True)
class Plan:
    """The parts of a label in points, from its upper left corner."""

    frame: Room
    head: Room
    foot: Room
    lines: Room
    code: Room
    unit: float
    number: Room
    size: float


def plan(room: Room, margin: float, squares: int, size: float, line: float) -> Plan:
    """Where everything lies on a label whose code has so many squares a side; `line` is the frame's."""
    width, height = room.width, room.height
    frame = Room(margin, margin, width - 2 * margin, height - 2 * margin)
    head = Room(frame.x, frame.y, frame.width, height * _HEAD)
    foot_high = max(height * _FOOT, 2.5 * MM) + line
    foot = Room(frame.x, frame.y + frame.height - foot_high, frame.width, foot_high)
    top, bottom = head.y + head.height, foot.y
    number_high = size * 0.8 * fitting.PITCH
    wanted = min(max(0.395 * height, 12.6 * MM), bottom - top - number_high - 1.6 * MM)
    unit = max(int(wanted / squares / _DOT), 2) * _DOT
    side, quiet = squares * unit, _QUIET * unit
    right = frame.x + frame.width - line - max(quiet, 1.2 * MM)
    code_x = _on_dots(right - side)
    code_y = _on_dots(top + max((bottom - top - side - number_high) / 2, 0.8 * MM))
    wide = side + 2 * min(quiet, 1.2 * MM)
    number = Room(code_x - (wide - side) / 2, code_y + side + 0.3 * MM, wide, number_high)
    pad = 0.014 * width + 0.5 * MM
    left = frame.x + line + pad
    lines = Room(left, top + 0.7 * pad, code_x - quiet - left, bottom - top - 1.1 * pad)
    return Plan(frame, head, foot, lines, Room(code_x, code_y, side, side), unit, number, size)


def _on_dots(points: float) -> float:
    return round(points / _DOT) * _DOT


def text_size(height: float) -> float:
    """The usual size of text on a label so many points high."""
    return _BASE + _SLOPE * height / MM


def draw(
    canvas: "Canvas", label: Label, by: str, room: Room, margin: float, page_height: float
) -> None:
    """Draw a label into its place on the page; nothing of it leaves its frame."""
    dark = marks.modules(label.code)
    dress = DRESSES[label.content.kind]
    line = dress.line * MM * min(room.height / (60 * MM), 1.0)
    made = plan(room, margin, len(dark), text_size(room.height), line)
    canvas.saveState()
    canvas.translate(room.x, page_height - room.y)
    _frame(canvas, made, dress, line)
    _write(canvas, _head(canvas, made, label, dress), dress.ink)
    _write(canvas, fitting.body(lines_of(label, by), made.lines, made.size), _BLACK)
    marks.draw_code(canvas, dark, made.code.x, -made.code.y, made.unit)
    number = fitting.in_one_line(label.number, fonts.SANS_MEDIUM, made.number, 0.8 * made.size)
    _write(canvas, number, _BLACK)
    _write(canvas, _foot(made, label, line), _WHITE if dress.filled_foot else _BLACK)
    canvas.restoreState()


def _frame(canvas: "Canvas", made: Plan, dress: Dress, line: float) -> None:
    frame, head, foot = made.frame, made.head, made.foot
    canvas.setFillColor(dress.head)
    _fill(canvas, head)
    if dress.filled_foot:
        _fill(canvas, foot)
    canvas.setStrokeColor(dress.frame)
    canvas.setLineJoin(0)
    canvas.setLineWidth(0.3 * MM)
    if not dress.filled_foot:
        canvas.line(frame.x, -foot.y, frame.x + frame.width, -foot.y)
    if dress.ink != _WHITE:
        below = -head.y - head.height
        canvas.line(frame.x, below, frame.x + frame.width, below)
    canvas.setLineWidth(line)
    if dress.dashes:
        canvas.setDash([one * MM for one in dress.dashes])
    inner = line / 2
    canvas.rect(
        frame.x + inner, -frame.y - frame.height + inner, frame.width - line, frame.height - line
    )
    canvas.setDash()


def _fill(canvas: "Canvas", room: Room) -> None:
    canvas.rect(room.x, -room.y - room.height, room.width, room.height, stroke=0, fill=1)


def _head(canvas: "Canvas", made: Plan, label: Label, dress: Dress) -> list[Piece]:
    """Mark, word, and at the right whose goods these are."""
    head, kind = made.head, label.content.kind
    side, size = head.height * _HEAD_MARK, head.height * _HEAD_WORD
    pad = (head.height - side) / 2 + 0.6 * MM
    middle = head.y + head.height / 2
    canvas.setStrokeColor(dress.ink)
    marks.draw_mark(canvas, kind, head.x + pad + side / 2, -middle, side)
    title, face = _TITLES[kind], fonts.SANS_BOLD
    left = head.x + pad + side + 0.7 * pad
    wide = fitting.width_of(face, size, title)
    pieces = [
        Piece(face, size, left, middle + (fonts.ASCENT - fonts.DESCENT) / 2 * size, title)
    ]  # fmt: skip
    right = head.x + head.width - pad
    room = Room(left + wide + 0.7 * pad, head.y + 0.4 * MM, 0, head.height - 0.8 * MM)
    room = Room(room.x, room.y, right - room.x, room.height)
    if label.hospital:
        face = fonts.SANS_MEDIUM
        pieces += fitting.in_room(label.hospital, face, room, 0.9 * made.size, right=True)
    return pieces


def _foot(made: Plan, label: Label, line: float) -> list[Piece]:
    """What must not be done, and the number of the form where there is room."""
    foot, content = made.foot, label.content
    size = min(made.size, (foot.height - line) / fitting.PITCH)
    pad = made.lines.x - foot.x
    room = Room(foot.x + pad, foot.y, foot.width - 2 * pad, foot.height - line)
    pieces = fitting.in_room(content.notice, fonts.SANS_BOLD, room, size)
    small = 0.72 * size
    wide = fitting.width_of(fonts.SANS, small, content.form_no)
    used = max(fitting.width_of(one.face, one.size, one.text) for one in pieces)
    if content.form_no and used + wide + 2 * pad <= room.width and small >= fitting.LEAST:
        pieces += fitting.in_room(content.form_no, fonts.SANS, room, small, right=True)
    return pieces


def _write(canvas: "Canvas", pieces: Iterable[Piece], ink: str) -> None:
    canvas.setFillColor(ink)
    for piece in pieces:
        x = piece.x
        glyphs = (fonts.glyph(piece.face, char) for char in piece.text)
        for face, run in groupby(glyphs, key=lambda one: one.face):
            found = list(run)
            canvas.setFont(face, piece.size)
            canvas.drawString(x, -piece.y, "".join(one.shown for one in found))
            x += sum(one.width for one in found) * piece.size
