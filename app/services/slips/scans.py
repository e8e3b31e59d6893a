"""Scanned files page by page: which codes stand on each, a small picture, and parts of the file."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import FileProblem
from app.i18n import _
from app.services.attachments.kinds import recognise
from app.services.files import PDFIUM
from app.services.slips.codes import Code, parse

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
PDF, TIFF = "application/pdf", "image/tiff"
_TYPES = frozenset({PDF, TIFF, "image/jpeg", "image/png"})
_DPI = (200, 300)
_POINTS = 72
_THUMBNAIL = (120, 160)
_SOURCE_MOST = 200 * 1024 * 1024
_PAGES_MOST = 1000


@dataclass(frozen=True)
class Page:
    """One page of a scan: the codes on it and, when there are none, what it looks like (PNG)."""

    number: int
    total: int
    codes: tuple[Code, ...]
    picture: bytes = b""


@dataclass(frozen=True)
class Scan:
    """A scanned file in memory."""

    name: str
    media_type: str
    content: bytes

    @property
    def ending(self) -> str:
        return Path(self.name).suffix


def read(path: Path) -> Scan:
    """Take a scan from disk. Raises FileProblem for what is none, or is broken."""
    try:
        with path.open("rb") as file:
            content = file.read(_SOURCE_MOST + 1)
    except OSError as reason:
        raise FileProblem(
            _("“{name}”读不出来：没有权限、正被占用，或已经移走。").format(name=path.name)
        ) from reason
    if len(content) > _SOURCE_MOST:
        raise FileProblem(
            _("“{name}”超过 {limit} MB。分成几个文件再归档。").format(
                name=path.name, limit=_SOURCE_MOST >> 20
            )
        )
    kind = recognise(content, path.name)
    if kind.media_type not in _TYPES:
        raise FileProblem(
            _("“{name}”不是扫描件。能归档的是 PDF、JPG、PNG、TIFF。").format(name=path.name)
        )
    return Scan(path.name, kind.media_type, content)


def pages(scan: Scan) -> Iterator[Page]:
    """The pages with their codes, one after the other."""
    drawn = _pdf_pages if scan.media_type == PDF else _picture_pages
    for total, number, draw in drawn(scan):
        codes: tuple[Code, ...] = ()
        image = None
        for dpi in _DPI:
            image = draw(dpi)
            codes = _codes(image)
            if codes:
                break
        yield Page(number, total, codes, b"" if codes or image is None else _thumbnail(image))


def part(scan: Scan, numbers: Sequence[int], total: int) -> Scan:
    """The file with some of its pages only, in order; the very file when these are all."""
    if len(numbers) == total or scan.media_type not in (PDF, TIFF):
        return scan
    words = "、".join(str(number + 1) for number in numbers[:5]) + ("…" if len(numbers) > 5 else "")
    stem = Path(scan.name).stem
    name = _("{stem}（第 {pages} 页）{ending}").format(stem=stem, pages=words, ending=scan.ending)
    cut = _cut_pdf if scan.media_type == PDF else _cut_tiff
    return Scan(name, scan.media_type, cut(scan.content, numbers))


def _pdf_pages(scan: Scan) -> Iterator[tuple[int, int, Any]]:
    with _opened(scan) as document:
        with PDFIUM:
            total = min(len(document), _PAGES_MOST)
        for number in range(total):

            def draw(dpi: int, number: int = number) -> "Image":
                with PDFIUM:
                    page = document[number]
                    bitmap = page.render(scale=_scale(page, dpi), grayscale=True)
                    image: Image = bitmap.to_pil().copy()
                    bitmap.close()
                    page.close()
                return image

            yield total, number, draw


def _scale(page: Any, dpi: int) -> float:
    """A page as large as a poster is drawn smaller: 40 million pixels are enough."""
    width, height = page.get_size()
    wanted = dpi / _POINTS
    most: float = (40_000_000 / max(width * height, 1)) ** 0.5
    return min(wanted, most)


@contextmanager
def _opened(scan: Scan) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError  # postponed: a native library for scans

    with PDFIUM:
        try:
            document = PdfDocument(scan.content)
        except PdfiumError as reason:
            raise FileProblem(
                _("“{name}”打不开：已损坏，或设有密码。").format(name=scan.name)
            ) from reason
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


def _picture_pages(scan: Scan) -> Iterator[tuple[int, int, Any]]:
    from PIL import Image, ImageOps  # postponed: a native library for scans

    try:
        with Image.open(io.BytesIO(scan.content)) as image:
            total = min(getattr(image, "n_frames", 1), _PAGES_MOST)
            for number in range(total):
                image.seek(number)
                shown = ImageOps.exif_transpose(image).convert("L")
                yield total, number, lambda _dpi, shown=shown: shown
    except (OSError, SyntaxError, ValueError) as reason:
        raise FileProblem(_("“{name}”打不开：图片已损坏。").format(name=scan.name)) from reason


def _codes(image: "Image") -> tuple[Code, ...]:
    """The codes of ours on a page, from top to bottom; codes of others are nobody's business here."""
    from zxingcpp import (  # postponed: a native library for scans
        BarcodeFormat,
        BarcodeFormats,
        read_barcodes,
    )

    found = read_barcodes(image, formats=BarcodeFormats(BarcodeFormat.QRCode))
    ordered = sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x))
    known = (parse(one.text) for one in ordered)
    return tuple(dict.fromkeys(one for one in known if one is not None))


def _thumbnail(image: "Image") -> bytes:
    small = image.copy()
    small.thumbnail(_THUMBNAIL)
    held = io.BytesIO()
    small.save(held, "PNG")
    return held.getvalue()


def _cut_pdf(content: bytes, numbers: Sequence[int]) -> bytes:
    from pypdfium2 import PdfDocument  # postponed: as above

    held = io.BytesIO()
    with PDFIUM:
        source, made = PdfDocument(content), PdfDocument.new()
        made.import_pages(source, list(numbers))
        made.save(held)
        made.close()
        source.close()
    return held.getvalue()


def _cut_tiff(content: bytes, numbers: Sequence[int]) -> bytes:
    from PIL import Image  # postponed: as above

    frames = []
    with Image.open(io.BytesIO(content)) as image:
        for number in numbers:
            image.seek(number)
            frames.append(image.copy())
    held = io.BytesIO()
    first, *rest = frames
    first.save(held, "TIFF", save_all=True, append_images=rest, compression="tiff_deflate")
    return held.getvalue()
