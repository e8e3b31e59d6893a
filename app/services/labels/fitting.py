"""Text that fits: as large as its room allows, wrapped by the rules of Chinese, never cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.services.forms import fonts
from app.services.forms.text import wrap
from app.services.registers.parts import LabelLine

PITCH = 1.24
LEAST = 4.0  # points; smaller only where a text of full length leaves no other way
READABLE = 6.0  # on a large label nothing gives way before text is as small as this
_STEP = 0.94
_NAME = 1.16  # the goods' name is larger than the rest
_BETWEEN = 0.22
_WORD = 0.86
_WORD_EMS = 4.4
_KNOWN = 20_000


@dataclass(frozen=True)
class Piece:
    """One line of text on the label: left end and baseline from the upper left corner, in points."""

    face: str
    size: float
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Room:
    """A rectangle in points; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


def width_of(face: str, size: float, text: str) -> float:
    """Points of a text on one line."""
    known = fonts.widths(face)
    return sum(known[char] for char in text) * size


@lru_cache(_KNOWN)
def wrapped(face: str, text: str, ems: float) -> tuple[str, ...]:
    """The lines of a text in a room so many font sizes wide."""
    known = fonts.widths(face)
    lines = wrap(text, [known[char] for char in text], ems)
    return tuple(text[one.start : one.end].rstrip() for one in lines)


def in_room(
    text: str, face: str, room: Room, largest: float, *, right: bool = False
) -> list[Piece]:
    """A text as large as it can be in a room, in the middle of its height."""
    size = largest
    while True:
        lines = wrapped(face, text, round(room.width / size, 2))
        is_narrow = all(width_of(face, size, one) <= room.width + 0.01 for one in lines)
        if is_narrow and len(lines) * size * PITCH <= room.height + 0.01:
            break
        size *= _STEP
    top = room.y + (room.height - len(lines) * size * PITCH) / 2
    return [
        Piece(
            face, size,
            room.x + (room.width - width_of(face, size, one) if right else 0.0),
            top + (place + 0.5) * size * PITCH + (fonts.ASCENT - fonts.DESCENT) / 2 * size,
            one,
        )
        for place, one in enumerate(lines)
    ]  # fmt: skip


def in_one_line(text: str, face: str, room: Room, largest: float) -> list[Piece]:
    """A text on one line in the middle of a room, smaller where it is long."""
    size = min(largest, largest * room.width / max(width_of(face, largest, text), 0.01))
    x = room.x + (room.width - width_of(face, size, text)) / 2
    y = room.y + room.height / 2 + (fonts.ASCENT - fonts.DESCENT) / 2 * size
    return [Piece(face, size, x, y, text)]


def body(lines: Sequence[LabelLine], room: Room, largest: float) -> list[Piece]:
    """All lines that fit at a readable size; what has a rank gives way, rank 0 never."""
    comfort = max(min(0.8 * largest, READABLE), LEAST + 0.6)
    kept = list(lines)
    while True:
        size = _largest(kept, room, largest, comfort)
        if size or not any(one.rank for one in kept):
            break
        last = max(one.rank for one in kept)
        kept.remove(next(one for one in reversed(kept) if one.rank == last))
    while not size:
        comfort *= _STEP
        size = _largest(kept, room, comfort, comfort)
    return _set(kept, room, size)


def _largest(lines: Sequence[LabelLine], room: Room, largest: float, least: float) -> float:
    """The largest size at which all lines fit; 0 when there is none."""
    size = largest
    while size >= least - 0.001:
        if _height(lines, room.width, size) <= room.height:
            return size
        size *= _STEP
    return 0.0


def _height(lines: Sequence[LabelLine], width: float, size: float) -> float:
    total = 0.0
    for place, one in enumerate(lines):
        at, face, _words = _style(place, size, width)
        rows = _rows(place, one, width, size)
        if any(width_of(face, at, row) > _room_of(place, width, size) + 0.01 for row in rows):
            return float("inf")
        total += len(rows) * at * PITCH + (size * _BETWEEN if place else 0.0)
    return total


def _style(place: int, size: float, width: float) -> tuple[float, str, bool]:
    """Size and face of a line's text, and whether the word stands in a column of its own."""
    face = fonts.SANS_BOLD if place == 0 else fonts.SANS_MEDIUM
    return (size * _NAME if place == 0 else size), face, width > size * _WORD_EMS * 2.8


def _room_of(place: int, width: float, size: float) -> float:
    return width - (size * _WORD_EMS if _style(place, size, width)[2] else 0.0)


def _rows(place: int, line: LabelLine, width: float, size: float) -> tuple[str, ...]:
    at, face, has_column = _style(place, size, width)
    # Where there is no column, only what a number is must be said beside it.
    says = not has_column and line.word not in ("品名", "规格")
    text = f"{line.word} {line.text}" if says else line.text
    return wrapped(face, text, round(_room_of(place, width, size) / at, 2))


def _set(lines: Sequence[LabelLine], room: Room, size: float) -> list[Piece]:
    made: list[Piece] = []
    y = room.y
    for place, one in enumerate(lines):
        at, face, has_column = _style(place, size, room.width)
        left = room.x + room.width - _room_of(place, room.width, size)
        y += size * _BETWEEN if place else 0.0
        for row, text in enumerate(_rows(place, one, room.width, size)):
            base = y + at * PITCH / 2 + (fonts.ASCENT - fonts.DESCENT) / 2 * at
            if row == 0 and has_column:
                made.append(Piece(fonts.SANS, size * _WORD, room.x, base, one.word))
            made.append(Piece(face, at, left, base, text))
            y += at * PITCH
    return made
