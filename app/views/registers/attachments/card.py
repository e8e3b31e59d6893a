"""附件 in the right column: each file with its picture, its facts, and what may be done with it."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.attachments import AttachmentView, Shelf
from app.views import theme
from app.views.registers.attachments.pictures import can_show
from app.views.registers.moments import moment_words
from app.views.widgets.buttons import Button, quiet
from app.views.widgets.frames import SideCard
from app.views.widgets.labels import ElidedLabel, label

SIDE = 40
_ICONS = {"image": "eye", "audio": "comment", "video": "play"}


class AttachmentsCard(SideCard):
    """The files of one record; new records say why there are none yet."""

    add_asked = Signal()
    open_asked = Signal(object)  # AttachmentView
    save_asked = Signal(object)
    withdraw_asked = Signal(object)
    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__(_("附件"), action=_("添加附件…"), icon="plus")
        self.rows: dict[int, AttachmentRow] = {}
        self._shelf: Shelf | None = None
        self._hint = label("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._list)
        self.acted.connect(self.add_asked)
        self.show_new()

    def hint(self) -> str:
        """What stands under the head."""
        return "" if self._hint.isHidden() else self._hint.text()

    def show_new(self) -> None:
        """A record that has no number yet has no files."""
        self._say(_("登记后才能添加附件"), may_add=False)

    def show_shelf(self, shelf: Shelf, pictures: Mapping[str, QImage]) -> None:
        """Show these files; nothing is rebuilt while they are the same."""
        count = shelf.count
        self.set_title(_("附件 {n} 件").format(n=count) if count else _("附件"))
        nothing = _("把文件拖进窗口，或按 Ctrl+V 粘贴图片。") if not shelf.files else ""
        self._say(shelf.no_adding or nothing, may_add=not shelf.no_adding)
        if shelf == self._shelf:
            return
        self._shelf = shelf
        self._rebuild(shelf)
        for one in shelf.files:
            if one.sha256 in pictures:
                self.rows[one.id].show_image(pictures[one.sha256])

    def show_picture(self, sha256: str, image: QImage) -> None:
        """A thumbnail is ready."""
        for row in self.rows.values():
            if row.file.sha256 == sha256 and row.file.may_open:
                row.show_image(image)

    def _say(self, hint: str, *, may_add: bool) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.action.setEnabled(may_add)
        self.action.setAccessibleDescription("" if may_add else hint)

    def _rebuild(self, shelf: Shelf) -> None:
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {}
        for one in shelf.files:
            row = AttachmentRow(one, may_withdraw=not shelf.no_withdrawing)
            row.open_asked.connect(self.open_asked)
            row.save_asked.connect(self.save_asked)
            row.withdraw_asked.connect(self.withdraw_asked)
            self._list.addWidget(row)
            self.rows[one.id] = row
        self.rebuilt.emit()


class AttachmentRow(QWidget):
    """One file: what it is, who added it when, and what may be done with it."""

    open_asked = Signal(object)  # AttachmentView
    save_asked = Signal(object)
    withdraw_asked = Signal(object)

    def __init__(self, one: AttachmentView, *, may_withdraw: bool) -> None:
        super().__init__()
        self.file = one
        self._thumb = _Thumbnail(_ICONS.get(one.kind.media_type.split("/")[0], "document"))
        self.open = self._button(_("打开"), self.open_asked, one.may_open and can_show(one))
        self.save = self._button(_("另存…"), self.save_asked, one.may_open)
        can_withdraw = may_withdraw and not one.withdrawn
        self.withdraw = self._button(_("撤下…"), self.withdraw_asked, can_withdraw)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_INNER)
        for button in (self.open, self.save, self.withdraw):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ElidedLabel(one.name, "muted" if one.withdrawn else "strong"))
        lines.addWidget(ElidedLabel(facts(one), "small"))
        for words in (
            one.note,
            one.withdrawn and _("已撤下：{reason}").format(reason=one.withdrawn),
        ):
            if words:
                lines.addWidget(ElidedLabel(words, "small"))
        lines.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self._thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)

    def show_image(self, image: QImage) -> None:
        """Show what is in the picture instead of an icon."""
        self._thumb.show_image(image)

    def _button(self, text: str, signal: SignalInstance, is_shown: bool) -> Button:
        made = quiet(text)
        made.setProperty("small", True)
        made.setAccessibleDescription(self.file.name)
        made.setHidden(not is_shown)
        made.clicked.connect(lambda: signal.emit(self.file))
        return made


class _Thumbnail(QWidget):
    """A small square: the picture, or an icon of its kind."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._image: QImage | None = None
        self.setFixedSize(SIDE, SIDE)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle of its square, with an edge; it is white paper in no theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.color("sunken"))
        if self._image is None:
            place = (SIDE - theme.ICON) // 2
            theme.paint_icon(
                painter, QRect(place, place, theme.ICON, theme.ICON), self._icon, "text2"
            )
        else:
            keep = Qt.AspectRatioMode.KeepAspectRatio
            size = self._image.size().scaled(self.size(), keep)
            left, top = (SIDE - size.width()) // 2, (SIDE - size.height()) // 2
            painter.drawImage(QRect(left, top, size.width(), size.height()), self._image)
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def facts(one: AttachmentView) -> str:
    """`照片 · 2.4 MB · 周敏 今天 10:31`."""
    return f"{_(one.kind.label)} · {size_words(one.size)} · {one.added_by} {moment_words(one.added_at)}"


def size_words(size: int) -> str:
    """`824 KB`, `2.4 MB`."""
    if size < 1 << 20:
        return f"{max(size >> 10, 1)} KB"
    return f"{size / (1 << 20):.1f} MB"
