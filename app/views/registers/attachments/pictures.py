"""Attached files as pages to look at. Everything here runs in jobs; nothing is ever executed."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from app.errors import FileProblem
from app.i18n import _
from app.services.attachments import AttachmentView, read_text
from app.views.printing.page_list import PIXELS_PER_POINT
from app.views.printing.pages import picture, sizes_of

MEGABYTES_MOST = 256
PAGES_MOST = 50
DRAWN_MOST = 40_000_000
TEXT_MOST = 200_000
PDF, TEXT = "application/pdf", "text/plain"


@dataclass(frozen=True)
class Pages:
    """A file ready to look at: pages with their sizes in points, or words."""

    sizes: tuple[tuple[float, float], ...] = ()
    pdf: bytes = b""
    image: QImage | None = None
    text: str | None = None
    left_out: int = 0


def can_show(one: AttachmentView) -> bool:
    """Whether the program shows this kind itself; others are saved and opened elsewhere."""
    return one.kind.is_picture or one.kind.media_type in (PDF, TEXT)


def prepared(content: bytes, media_type: str) -> Pages:
    """Open a file's content. Raises FileProblem for one that is broken."""
    if media_type == TEXT:
        return Pages(text=(read_text(content) or "")[:TEXT_MOST])
    if media_type == PDF:
        sizes = sizes_of(content)
        return Pages(sizes[:PAGES_MOST], content, left_out=max(len(sizes) - PAGES_MOST, 0))
    image = _read(content, None)
    size = (image.width() / PIXELS_PER_POINT, image.height() / PIXELS_PER_POINT)
    return Pages((size,), image=image)


def drawn(pages: Pages, number: int, width: int) -> QImage:
    """One page in this width of device pixels."""
    own_width, own_height = pages.sizes[number]
    if width * width * own_height / own_width > DRAWN_MOST:
        return QImage()
    if pages.image is not None:
        smooth = Qt.TransformationMode.SmoothTransformation
        return pages.image.scaledToWidth(max(width, 1), smooth)
    return picture(pages.pdf, number, width / own_width)


def thumbnail(content: bytes, side: int) -> QImage:
    """A picture small enough for a row, read no larger than it has to be."""
    return _read(content, side)


def as_png(image: QImage) -> bytes:
    """A pasted picture as a file."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise FileProblem(_("剪贴板里的图片读不出来，没有添加。"))
    return bytes(held.data())


def _read(content: bytes, side: int | None) -> QImage:
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MEGABYTES_MOST)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if side is not None and size.isValid():
        keep = Qt.AspectRatioMode.KeepAspectRatio
        small = size.scaled(QSize(side, side), keep).expandedTo(QSize(1, 1))
        if small.width() < size.width():
            reader.setScaledSize(small)
    image = reader.read()
    if image.isNull():
        raise FileProblem(_("这个图片打不开：已损坏，或这里显示不了这种格式。可以另存后再看。"))
    return image
