"""Which files may belong to a record: told by their bytes, never by their names."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import FileProblem
from app.i18n import N_, _
from app.services.attachments.pictures import pixels

MEGAPIXELS_MOST = 40
_MILLION = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26}


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken in: its media type, its word, and the endings it goes by."""

    media_type: str
    label: str
    endings: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


_KINDS = (
    FileKind("application/pdf", "PDF", (".pdf",)),
    FileKind("image/jpeg", N_("照片"), (".jpg", ".jpeg", ".jfif")),
    FileKind("image/png", N_("图片"), (".png",)),
    FileKind("image/gif", N_("图片"), (".gif",)),
    FileKind("image/webp", N_("图片"), (".webp",)),
    FileKind("image/bmp", N_("图片"), (".bmp", ".dib")),
    FileKind("image/tiff", N_("扫描件"), (".tif", ".tiff")),
    FileKind("application/x-docx", "Word", (".docx",)),
    FileKind("application/x-xlsx", "Excel", (".xlsx",)),
    FileKind("application/x-pptx", "PPT", (".pptx",)),
    FileKind("application/msword", "Word", (".doc",)),
    FileKind("application/vnd.ms-excel", "Excel", (".xls", ".et")),
    FileKind("application/vnd.ms-powerpoint", "PPT", (".ppt",)),
    FileKind("text/plain", N_("文本"), (".txt", ".csv")),
    FileKind("audio/mpeg", N_("录音"), (".mp3",)),
    FileKind("audio/mp4", N_("录音"), (".m4a",)),
    FileKind("audio/wav", N_("录音"), (".wav",)),
    FileKind("audio/amr", N_("录音"), (".amr",)),
    FileKind("video/mp4", N_("录像"), (".mp4", ".3gp")),
)
BY_TYPE = {kind.media_type: kind for kind in _KINDS}
ENDINGS = tuple(ending for kind in _KINDS for ending in kind.endings)
TAKEN = N_("PDF、图片、Word、Excel、PPT、文本、录音、录像")

_OPENINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"%PDF-", "application/pdf"),
)
_OFFICE_FOLDERS = (
    ("word/", "application/x-docx"),
    ("xl/", "application/x-xlsx"),
    ("ppt/", "application/x-pptx"),
)
_OFFICE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)


def recognise(content: bytes, name: str) -> FileKind:
    """The kind of a file by its bytes. Raises FileProblem, in words, for what is not taken in."""
    if not content:
        raise FileProblem(_("“{name}”是空文件，没有添加。").format(name=name))
    media_type = _media_type(content, name)
    if media_type is None:
        raise FileProblem(
            _(
                "“{name}”不是能添加的文件：内容与名称不符，或种类不在范围里。可以添加：{kinds}。"
            ).format(name=name, kinds=_(TAKEN))
        )
    kind = BY_TYPE[media_type]
    if kind.is_picture:
        _check_size(content, kind, name)
    return kind


def _check_size(content: bytes, kind: FileKind, name: str) -> None:
    size = pixels(content, kind.media_type)
    if size is None:
        raise FileProblem(_("“{name}”已损坏，读不出图片的大小，没有添加。").format(name=name))
    if size[0] * size[1] > MEGAPIXELS_MOST * _MILLION:
        raise FileProblem(
            _("“{name}”有 {width} × {height} 像素，太大。缩小到 {limit} 万像素以内再添加。").format(
                name=name, width=size[0], height=size[1], limit=MEGAPIXELS_MOST * 100
            )
        )


def _media_type(content: bytes, name: str) -> str | None:
    for opening, media_type in _OPENINGS:
        if content.startswith(opening):
            return media_type
    for opening, read in _CONTAINERS:
        if content.startswith(opening):
            return read(content, name)
    if content[4:8] == b"ftyp":
        return _boxed(content, name)
    is_named_text = name.lower().endswith(BY_TYPE["text/plain"].endings)
    return "text/plain" if is_named_text and _is_text(content) else None


def _bitmap(content: bytes, name: str) -> str | None:
    return None if any(content[6:10]) else "image/bmp"


def _riff(content: bytes, name: str) -> str | None:
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12])


def _boxed(content: bytes, name: str) -> str | None:
    brand = content[8:12]
    if brand in (b"heic", b"heix", b"mif1", b"heif", b"avif"):
        raise FileProblem(
            _("“{name}”是 HEIC 照片，别的电脑打不开。在手机上改存为 JPEG 再添加。").format(
                name=name
            )
        )
    if brand.startswith(b"qt"):
        return None
    return "audio/mp4" if brand.startswith((b"M4A", b"M4B")) else "video/mp4"


def _zipped(content: bytes, name: str) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as reason:
        raise FileProblem(_("“{name}”已损坏，没有添加。").format(name=name)) from reason
    if "[Content_Types].xml" not in names:
        return None
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise _macros(name)
    for folder, media_type in _OFFICE_FOLDERS:
        if any(one.startswith(folder) for one in names):
            return media_type
    return None


def _compound(content: bytes, name: str) -> str | None:
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise _macros(name)
    for stream, media_type in _OFFICE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return media_type
    return None


def _macros(name: str) -> FileProblem:
    return FileProblem(_("“{name}”带有宏，没有添加。另存为不带宏的文件再添加。").format(name=name))


_CONTAINERS: tuple[tuple[bytes, Callable[[bytes, str], str | None]], ...] = (
    (b"BM", _bitmap),
    (b"RIFF", _riff),
    (b"PK\x03\x04", _zipped),
    (_OLE, _compound),
)


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not _CONTROLS & set(content) and read_text(content) is not None


def read_text(content: bytes) -> str | None:
    """The words of a text file in the encodings hospitals use; None when it is not text."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
