"""What stands around content: notices, cards at the side, heads of sections, and the empty page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.buttons import Button, close_button, quiet
from app.views.widgets.cards import Card, Rule
from app.views.widgets.flow import FlowLayout
from app.views.widgets.labels import IconLabel, label, set_tone

__all__ = [
    "Card",
    "EmptyState",
    "NoticeBar",
    "Rule",
    "SectionHead",
    "SideCard",
    "ToneCard",
]

_ICONS = {"fail": "octagon", "wait": "triangle", "info": "ring-i", "pass": "check"}
_INKS = {"fail": "fail_fg", "wait": "wait_fg", "info": "accent", "pass": "pass_fg"}
_TEXT_TONES = {"fail": "fail", "wait": "wait", "info": "accent", "pass": "pass"}


class NoticeBar(QFrame):
    """Something failed and work can go on: what, what is not harmed, one button that helps.

    It stays until closed or cured. `tone` is `fail`, `wait`, `info` or `pass`. Links below lead to
    the places it speaks of.
    """

    acted = Signal()
    link_asked = Signal(str)
    details_asked = Signal()
    closed = Signal()

    def __init__(
        self, tone: str, text: str, second: str = "", *, action: str = "", details: bool = False
    ) -> None:
        super().__init__()
        self._icon = IconLabel(_ICONS[tone], _INKS[tone], theme.ICON + 2)
        self._first = label("", "strong", wrap=True)
        self._second = label("", "muted", wrap=True)
        self.links: list[Button] = []
        self._links = QWidget()
        self._flow = FlowLayout(self._links, 0, 0)
        self._links.hide()
        self.action = Button(action, "outlined")
        self.details = quiet(_("详情"), "ring-i")
        self._close = close_button(_("关闭提示"))
        self._arrange()
        self.action.clicked.connect(self.acted)
        self.details.clicked.connect(self.details_asked)
        self._close.clicked.connect(self._on_close)
        self.show_notice(tone, text, second, action=action, details=details)

    def show_notice(
        self, tone: str, text: str, second: str = "", *, action: str = "", details: bool = False
    ) -> None:
        """Show another notice in the same place."""
        theme.set_property(self, "notice", tone)
        self._icon.set_icon(_ICONS[tone], _INKS[tone])
        self._first.setText(text)
        set_tone(self._first, _TEXT_TONES[tone])
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.action.set_text(action)
        self.action.setVisible(bool(action))
        self.details.setVisible(details)
        self.setAccessibleName(text)
        self.setAccessibleDescription(second)
        if self.parentWidget() is not None:  # else it would open as a window of its own
            self.show()

    def text(self) -> str:
        """The first line."""
        return self._first.text()

    def show_links(self, places: Sequence[tuple[str, str]]) -> None:
        """Name the places, each by what `link_asked` says and its words; none takes no room."""
        for old in self.links:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.links = []
        for key, words in places:
            link = quiet(words)
            link.setProperty("small", True)
            link.clicked.connect(lambda _on=False, key=key: self.link_asked.emit(key))
            self._flow.addWidget(link)
            self.links.append(link)
        self._links.setVisible(bool(self.links))

    def set_closable(self, is_closable: bool) -> None:
        """A notice about something that lasts has no ×."""
        self._close.setVisible(is_closable)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._first)
        words.addWidget(self._second)
        words.addWidget(self._links)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.GAP - 2, theme.GAP_CARD, theme.GAP - 2)
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.action)
        row.addWidget(self.details)
        row.addWidget(self._close)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


class SideCard(Card):
    """A card with a head in a side column; `action` is a quiet button at the right of the head."""

    acted = Signal()

    def __init__(self, title: str, *, action: str = "", icon: str = "") -> None:
        super().__init__(padding=theme.MARGIN - 1)
        self._title = label(title, "section")
        self.action = quiet(action, icon)
        self.action.setProperty("small", True)
        if not action:
            self.action.hide()
        self.action.clicked.connect(self.acted)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.action)
        self.body.addLayout(head)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Show another head."""
        self._title.setText(title)
        self.setAccessibleName(title)


class ToneCard(QFrame):
    """A tinted card that answers one question: a deadline and why this day, or what is missing.

    `tone` is `plain`, `wait`, `fail`, `pass` or `info`; the icon says the same without the colour.
    """

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("clock", "text2", theme.ICON + 2)
        self._head = label("", "title", wrap=True)
        self._strong = label("", "strong", wrap=True)
        self._text = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self._icon)
        head.addWidget(self._head, 1)
        self.body = QVBoxLayout(self)
        side = theme.MARGIN - 1
        self.body.setContentsMargins(side, theme.GAP, side, theme.GAP)
        self.body.setSpacing(theme.GAP_INNER)
        self.body.addLayout(head)
        self.body.addWidget(self._strong)
        self.body.addWidget(self._text)
        self.show_content("plain", "clock", "")

    def show_content(
        self, tone: str, icon: str, head: str, strong: str = "", text: str = ""
    ) -> None:
        """Show a head, a strong line and an explanation; empty ones take no room."""
        is_plain = tone == "plain"
        theme.set_property(self, "card", "true" if is_plain else "")
        theme.set_property(self, "notice", "" if is_plain else tone)
        self._icon.set_icon(icon, "text2" if is_plain else _INKS[tone])
        set_tone(self._head, "" if is_plain else _TEXT_TONES[tone])
        for shown, value in ((self._head, head), (self._strong, strong), (self._text, text)):
            shown.setText(value)
            shown.setVisible(bool(value))
        self.setAccessibleName(head)
        self.setAccessibleDescription(" ".join(part for part in (strong, text) if part))


class SectionHead(QWidget):
    """The head of a section of a form: its number on paper, its title, and who signed it when."""

    def __init__(self, number: str, title: str, signed: str = "") -> None:
        super().__init__()
        self._title = title
        self._square = square = label(number, "number")
        square.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if not number:
            square.hide()
        self._signed: QLabel = label(signed, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(square)
        row.addWidget(label(title, "section"))
        row.addStretch(1)
        row.addWidget(self._signed)
        self._row = row
        self.setAccessibleName(f"{number} {title}".strip())

    def set_number(self, number: str) -> None:
        """Its number where sections before it come and go."""
        self._square.setText(number)
        self.setAccessibleName(f"{number} {self._title}".strip())

    def add(self, widget: QWidget) -> None:
        """Something to do in this section, before who signed it."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def signed(self) -> str:
        """Who and when, as shown."""
        return self._signed.text()

    def set_signed(self, text: str) -> None:
        """Show who and when at the right."""
        self._signed.setText(text)


class EmptyState(QWidget):
    """What is not there, which condition hides it, and what to do: up to two buttons."""

    acted = Signal()
    second_acted = Signal()

    def __init__(self, icon: str = "inbox") -> None:
        super().__init__()
        self._icon = IconLabel(icon, "line_strong", theme.ICON_EMPTY)
        self._title = label("", "title")
        self._lines = label("", "muted", wrap=True)
        self.action = Button("", "primary", "chevron-right")
        self.second = Button("", "outlined", "close")
        self._arrange()
        self.action.clicked.connect(self.acted)
        self.second.clicked.connect(self.second_acted)

    def show_text(self, title: str, lines: str = "", *, action: str = "", second: str = "") -> None:
        """Say what is not there; buttons with an empty text are not shown."""
        self._title.setText(title)
        self._lines.setText(lines)
        self._lines.setVisible(bool(lines))
        for button, text in ((self.action, action), (self.second, second)):
            button.set_text(text)
            button.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(lines)

    def _arrange(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        self._lines.setAlignment(middle)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.action)
        buttons.addWidget(self.second)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(theme.GAP)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._lines)
        column.addSpacing(theme.GAP_INNER)
        column.addLayout(buttons)
        column.addStretch(1)
