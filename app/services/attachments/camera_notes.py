"""What a camera writes beside a picture (where, when, with which phone), left out of a copy.

The picture itself is not encoded anew: its pixels stay bit for bit, and so does the way up.
"""

import re
import struct
from collections.abc import Callable, Iterator

from app.errors import FileProblem
from app.i18n import _

_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
# Without these a picture has other colours: JFIF, the colour profile, Adobe's way of colours.
_COLOURS = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_HEAD = 8
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04


def without(content: bytes, media_type: str, name: str) -> bytes:
    """The file without what the camera noted; other kinds of files as they are.

    Raises FileProblem for a picture too broken to be sure.
    """
    clean = _CLEANERS.get(media_type)
    if clean is None:
        return content
    try:
        return clean(content)
    except (struct.error, IndexError) as reason:
        raise FileProblem(
            _("“{name}”已损坏，去不掉拍摄位置，没有另存。在程序里仍能查看。").format(name=name)
        ) from reason


def _jpeg(content: bytes) -> bytes:
    """Segments up to the end of the picture; what phones hang behind it goes too."""
    kept, way_up = [b"\xff\xd8"], 1
    for marker, segment in _segments(content):
        payload = segment[4:]
        if marker == 0xE1 and payload.startswith(_EXIF):
            way_up = _way_up(payload[len(_EXIF) :])
        is_note = marker in _APPLICATION or marker == _COMMENT
        if not is_note or (marker in _COLOURS and payload.startswith(_COLOURS[marker])):
            kept.append(segment)
    if way_up != 1:
        # After JFIF, which has to be the first of all.
        place = 2 if len(kept) > 1 and kept[1][1] == 0xE0 else 1
        kept.insert(place, _turned(way_up))
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 2
    while True:
        while content[place + 1] == 0xFF:
            place += 1
        marker = content[place + 1]
        if marker == _EOI:
            yield marker, b"\xff\xd9"
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if end > len(content):
            raise IndexError
        if marker == _SOS:
            found = _MARKER.search(content, end)
            end = found.start() if found else len(content)
        yield marker, content[place:end]
        if end >= len(content):
            return
        place = end


def _way_up(tiff: bytes) -> int:
    """Which side of the picture is up, as the camera noted; 1 when it noted nothing readable."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for place in range(start + 2, start + 2 + 12 * count, 12):
            (tag,) = struct.unpack_from(f"{order}H", tiff, place)
            if tag == _ORIENTATION:
                (value,) = struct.unpack_from(f"{order}H", tiff, place + 8)
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turned(way_up: int) -> bytes:
    entry = struct.pack("<HHIHH", _ORIENTATION, 3, 1, way_up, 0)
    payload = _EXIF + b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


def _png(content: bytes) -> bytes:
    kept, place = [content[:_PNG_HEAD]], _PNG_HEAD
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if kind not in _PNG_NOTES:
            kept.append(content[place:end])
        if kind == b"IEND":
            break
        place = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept, place = [], 12
    while place + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, place)
        end = place + 8 + length + length % 2
        chunk = content[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_NOTES:
            kept.append(chunk)
        place = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
