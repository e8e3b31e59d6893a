"""What the pages before and beside work have in common: a centred card, password fields, a notice."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.bars import KeyStrip
from app.views.widgets.cards import Card
from app.views.widgets.labels import IconLabel, IconText, label

_LEFT_WIDTH = 322


@dataclass(frozen=True)
class StatusLine:
    """One thing said before anybody types a password: an icon, words, and `pass`, `wait` or `fail`."""

    icon: str
    text: str
    tone: str = ""


class CapsLockNotice(QFrame):
    """Says that Caps Lock is on, judged by the letters typed: Qt does not tell the state of the key."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "wait")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_CARD, theme.GAP - 2, theme.GAP_CARD, theme.GAP - 2)
        row.addWidget(IconText("triangle", _("大写锁定已打开，密码区分大小写"), "wait", "error"))
        self.hide()

    def watch(self, *lines: QLineEdit) -> None:
        """Judge by what is typed into these fields."""
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A capital without Shift, or a small letter with it, gives the lock away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_CapsLock:
                # Pressing it while the notice stands can only switch it off.
                self.hide()
            text = event.text()
            if text.isascii() and text.isalpha():
                is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.setVisible(text.isupper() != is_shift)
        return super().eventFilter(watched, event)


class ErrorLine(IconText):
    """The sentence under the fields of a front page, hidden while empty."""

    def __init__(self) -> None:
        super().__init__("octagon", "", "fail", "error")
        # The centred card would jump under the hand if the line came and went.
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_text(self, text: str) -> None:
        """Say it, or nothing."""
        self.set_content("octagon", text, "fail")
        self.setVisible(bool(text))


class StatusLines(QWidget):
    """Lines with icons: how the data are, when they were saved, which PC this is."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP - 2)

    def set_lines(self, lines: Sequence[StatusLine]) -> None:
        """Show these."""
        while self._column.count():
            if (old := self._column.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            words = IconText(line.icon, line.text, line.tone, "muted", wrap=False)
            if line.tone == "pass":
                words.set_words_plain()
            self._column.addWidget(words)


class FrontPage(QWidget):
    """A page with content in the middle and the strip of keys at the bottom."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.middle = QHBoxLayout()
        self.strip = KeyStrip()
        self.strip.set_keys(keys)
        page = QWidget()
        page.setObjectName("Plain")
        centre = QVBoxLayout(page)
        centre.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        centre.addStretch(1)
        centre.addLayout(self.middle)
        centre.addStretch(1)
        # At 150 % a ward PC has 441 pixels of height: the page scrolls then.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self.strip)

    def show_beside(self, words: QVBoxLayout, card: Card) -> None:
        """Words at the left, each page's at the same place, and the card to be filled in."""
        left = QWidget()
        left.setFixedWidth(_LEFT_WIDTH)
        words.insertStretch(0, 1)
        words.addStretch(1)
        left.setLayout(words)
        self.middle.addStretch(1)
        self.middle.addWidget(left)
        self.middle.addWidget(card)
        self.middle.addStretch(1)


def brand(hospital: str) -> QVBoxLayout:
    """Mark, hospital, name of the program: the left column of sign-in and first start."""
    made = QVBoxLayout()
    made.setSpacing(theme.GAP_INNER)
    made.addWidget(IconLabel("mark", "accent", theme.ICON_EMPTY))
    made.addSpacing(theme.GAP_CARD)
    made.addWidget(label(hospital, "place"))
    made.addWidget(label(_("质控台"), "brand"))
    made.addWidget(label(_("不合格服务管理"), "lead"))
    return made
