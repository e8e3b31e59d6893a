"""What must be known of an .xls file beside its values: which cells compute. Its reader does not say."""

import bisect
import struct
from collections.abc import Iterator

_SECTOR_SHIFT_AT, _FAT_COUNT_AT, _DIRECTORY_AT, _FAT_AT = 30, 44, 48, 76
_FAT_IN_HEADER = 109
_SECTOR_SHIFTS = (9, 12)
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_NAMES = ("Workbook", "Book")
_FORMULA, _SHEET = 0x0006, 0x0085
# The formula itself is stored in tokens; what a person needs is the place.
_UNREAD = "=…"


def formulas(content: bytes) -> dict[tuple[str | int, int, int], str]:
    """The cells that compute, by the number of the sheet (from 0), row and column (from 1).
    A file too damaged to tell has none: its reader refuses it anyway."""
    try:
        stream = _workbook_stream(content)
    except (struct.error, IndexError, ValueError):
        return {}
    records = [one for one in _records(stream) if one[0] in (_FORMULA, _SHEET) and len(one[2]) >= 4]
    starts = [struct.unpack_from("<I", body)[0] for kind, _place, body in records if kind == _SHEET]
    numbers = {start: number for number, start in enumerate(starts)}
    starts.sort()
    found: dict[tuple[str | int, int, int], str] = {}
    for kind, place, body in records:
        before = bisect.bisect_right(starts, place)
        if kind == _FORMULA and before:
            row, column = struct.unpack_from("<HH", body)
            found[numbers[starts[before - 1]], row + 1, column + 1] = _UNREAD
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, place and content of each record."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """The stream of the workbook out of the compound file around it."""
    shift = struct.unpack_from("<H", content, _SECTOR_SHIFT_AT)[0]
    if shift not in _SECTOR_SHIFTS:
        raise ValueError("no such sectors")
    size = 1 << shift
    fat_sectors = [
        one
        for one in struct.unpack_from(f"<{_FAT_IN_HEADER}I", content, _FAT_AT)
        if one < _LAST_SECTOR
    ]
    table: list[int] = []
    for sector in fat_sectors[: struct.unpack_from("<I", content, _FAT_COUNT_AT)[0]]:
        table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    directory = _chain(content, table, struct.unpack_from("<I", content, _DIRECTORY_AT)[0], size)
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in _NAMES:
            start, total = struct.unpack_from("<II", directory, place + 116)
            return _chain(content, table, start, size)[:total]
    raise ValueError("no workbook inside")


def _chain(content: bytes, table: list[int], sector: int, size: int) -> bytes:
    """The bytes of a chain of sectors; one that runs in a circle ends after all sectors."""
    parts: list[bytes] = []
    while sector < len(table) and len(parts) <= len(table):
        parts.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)
