"""Small files in every format, written byte by byte where no library writes them."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="投诉">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xlsx(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "投诉") -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def ods(path: Path, rows_xml: str) -> Path:
    """An OpenDocument sheet with these rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr("content.xml", ODS_HEAD + rows_xml + ODS_TAIL)
    return path


def ods_row(*texts: str, attributes: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def xls(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """An Excel 97 workbook of one sheet of texts; one that begins with = computes."""
    path.write_bytes(_compound_file(_biff(rows)))
    return path


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff(rows: Sequence[Sequence[str]]) -> bytes:
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = "投诉".encode("utf-16-le")
    sheet_at = len(_record(0x0809, bof)) + 4 + 8 + len(name) + 4
    stream = _record(0x0809, bof)
    stream += _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name) // 2, 1) + name)
    stream += _record(0x000A, b"")
    stream += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text.startswith("="):
                # The number 1 with the formula of the number 1.
                result = struct.pack("<HHHdHIH", row, column, 0, 1.0, 0, 0, 3)
                stream += _record(0x0006, result + b"\x1e\x01\x00")
                continue
            letters = text.encode("utf-16-le")
            head = struct.pack("<HHHHB", row, column, 0, len(letters) // 2, 1)
            stream += _record(0x0204, head + letters)
    return stream + _record(0x000A, b"")


def _compound_file(stream: bytes) -> bytes:
    """The stream `Workbook` in a compound file: header, FAT, directory, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\x00")
    sectors = len(stream) // SECTOR
    chain = [FAT, END, *range(3, sectors + 2), END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0,
                          END, 0, 0)  # fmt: skip
    header = header.ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    directory += _entry("", 0, 0, 0) * 2
    return header + fat + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    letters = name.encode("utf-16-le").ljust(64, b"\x00")
    length = (len(name) + 1) * 2 if name else 0
    head = letters + struct.pack("<HBBIII", length, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
