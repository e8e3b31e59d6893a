"""Refusing hostile packed workbooks (.xlsx, .ods) by name, before anything parses them."""

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 2_000
HIGHEST_RATIO = 100
# Small parts of honest workbooks are often packed better than the ratio allows.
RATIO_COUNTS_FROM = MEGABYTE
LONGEST_ROW = 8 * MEGABYTE

_CHUNK = MEGABYTE
_ENCRYPTED = 0x1
_PACKED = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".jar", ".cab", ".iso")
_OFFICE = (".xlsx", ".xlsm", ".xls", ".docx", ".pptx", ".ods", ".odt")
_ROW_STARTS = (b"<row", b":row", b"table-row")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")
_OVERLAP = max(len(mark) for mark in (*_ROW_STARTS, *_DECLARATIONS)) - 1


class _Refused(Exception):
    """Why the package is refused; the caller adds which file and what to do."""


def member_names(path: Path) -> frozenset[str]:
    """The parts of a package that passed every check. Raises FileProblem otherwise."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_directory(members)
            for member in members:
                _check_member(package, member)
    except _Refused as reason:
        raise FileProblem(
            _("没有读“{name}”：{reason}。用 WPS 或 Excel 打开它，另存为新的 .xlsx 再试。").format(
                name=path.name, reason=reason
            )
        ) from reason
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise FileProblem(
            _("“{name}”已损坏，没有读。换一份完好的副本，或重新另存后再试。").format(name=path.name)
        ) from problem
    return frozenset(member.filename for member in members)


def unpacked_size(path: Path) -> int:
    """How much there is to read, as the package says; 0 when it says nothing that can be read."""
    try:
        with zipfile.ZipFile(path) as package:
            return sum(member.file_size for member in package.infolist())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError):
        return 0


def refuse_size(path: Path) -> None:
    """Refuse a file that is empty or larger than any register. Raises FileProblem."""
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise FileProblem(
            _("找不到或打不开“{name}”。核对位置和权限后再试。").format(name=path.name)
        ) from problem
    if size == 0:
        raise FileProblem(_("“{name}”是空文件（0 字节）。换一份再试。").format(name=path.name))
    if size > MOST_BYTES:
        raise FileProblem(
            _("“{name}”有 {size} MB，超过 {most} MB。去掉图片和附件，或按年拆开后再试。").format(
                name=path.name, size=size // MEGABYTE, most=MOST_BYTES // MEGABYTE
            )
        )


def _check_directory(members: Sequence[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise _Refused(
            _("里面有 {n} 个部件，超过 {most} 个").format(n=len(members), most=MOST_MEMBERS)
        )
    if len({member.filename for member in members}) < len(members):
        raise _Refused(_("里面有重名的部件"))
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise _Refused(
            _("解开后有 {size} MB，超过 {most} MB").format(
                size=unpacked // MEGABYTE, most=MOST_UNPACKED // MEGABYTE
            )
        )
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size >= RATIO_COUNTS_FROM and member.file_size / packed > HIGHEST_RATIO:
            raise _Refused(_("部件 {part} 压缩得异常紧").format(part=member.filename))
        if member.flag_bits & _ENCRYPTED:
            raise _Refused(_("部件 {part} 加了密").format(part=member.filename))
        if member.filename.lower().endswith((*_PACKED, *_OFFICE)):
            raise _Refused(_("里面嵌着另一个文件 {part}").format(part=member.filename))
    _check_overlaps(members)


def _check_overlaps(members: Sequence[zipfile.ZipInfo]) -> None:
    """Entries that share bytes unpack to far more than the directory says."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise _Refused(_("部件 {part} 与别的部件重叠").format(part=member.filename))
        end = member.header_offset + member.compress_size


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a part once: its size and checksum must be true, its XML plain.

    zipfile stops at the stated size and then compares the checksum, so a part that states too
    little is found to be damaged.
    """
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    since_row, tail = 0, b""
    with package.open(member) as part:
        while chunk := part.read(_CHUNK):
            if not is_xml:
                continue
            seen = tail + chunk
            if b"\x00" in chunk:
                raise _Refused(_("部件 {part} 的编码不是 UTF-8").format(part=member.filename))
            if any(mark in seen for mark in _DECLARATIONS):
                raise _Refused(_("部件 {part} 里有实体声明").format(part=member.filename))
            last_row = max(seen.rfind(mark) for mark in _ROW_STARTS)
            since_row = since_row + len(chunk) if last_row < 0 else len(seen) - last_row
            if since_row > LONGEST_ROW and _holds_cells(member.filename):
                raise _Refused(_("部件 {part} 里有一行长得异常").format(part=member.filename))
            tail = seen[-_OVERLAP:]


def _holds_cells(name: str) -> bool:
    return "worksheets/" in name or name == "content.xml"
