"""Labels as pictures: the very page that is printed, and under it what to do about the one stuck on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.labels import document, prints
from app.services.labels.content import Label, Unlabelled
from app.services.labels.prints import Standing
from app.services.labels.sizes import MM, Size
from app.services.operations import Desk
from app.services.registers.register import Register
from app.views import theme
from app.views.printing.pages import thumbnail
from app.views.widgets.labels import IconText


@dataclass(frozen=True)
class Seen:
    """A label to look at: how it stands, and its picture unless there is none."""

    standing: Standing
    picture: QImage | None


def look(
    desk: Desk, kind: Register, record_ids: Sequence[int], size: Size, width: int
) -> list[Seen]:
    """The labels of these records as they would be printed, so many pixels wide; runs in a job."""
    single = replace(size, columns=1, rows=1)
    found = prints.standings(desk, kind, record_ids)
    labels = [one.label for one in found if isinstance(one.label, Label)]
    images: dict[int, QImage] = {}
    if labels:
        pdf, _pages = document.to_pdf(labels, single, by=prints.marker(desk))
        scale = width / (size.width * MM)
        images = {
            one.record_id: thumbnail(pdf, page, scale) for page, one in enumerate(labels)
        }  # fmt: skip
    return [Seen(one, images.get(one.label.record_id)) for one in found]


def printed_words(standing: Standing) -> str:
    """How often it was printed, when last and by whom; that it was not."""
    last = standing.last
    if last is None:
        return _("还没有打印过")
    return _("打印 {n} 次，最近 {day} {person}").format(
        n=last.times, day=f"{clock.local(last.at):%m-%d %H:%M}", person=last.person
    )


class LabelView(QFrame):
    """One label: its picture, or why there is none; below, a line about the one stuck on."""

    def __init__(self, seen: Seen, width: int) -> None:
        super().__init__()
        standing = seen.standing
        said = standing.words or (printed_words(standing) if standing.last else "")
        tone = "wait" if standing.words else ""
        self.words = IconText("triangle" if tone else "printer", said, tone, "small")
        self.words.setVisible(bool(said))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER)
        column.addWidget(self._picture(seen, width))
        column.addWidget(self.words)
        self.setAccessibleName(spoken(standing.label))
        self.setAccessibleDescription(standing.words or printed_words(standing))

    def _picture(self, seen: Seen, width: int) -> QWidget:
        if seen.picture is None:
            assert isinstance(seen.standing.label, Unlabelled)
            return IconText("ring-i", seen.standing.label.words, "", "muted")
        shown = QLabel()
        ratio = seen.picture.width() / width
        drawn = QPixmap.fromImage(seen.picture)
        drawn.setDevicePixelRatio(ratio)
        shown.setPixmap(drawn)
        shown.setFixedHeight(round(seen.picture.height() / ratio))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return shown


def spoken(made: Label | Unlabelled) -> str:
    """What a screen reader says instead of the picture."""
    if isinstance(made, Unlabelled):
        return made.words
    first = made.content.lines[0].text if made.content.lines else ""
    return _("{kind}标签：{name}，{number}").format(
        kind=_(made.content.kind.label), name=first, number=made.number
    )
