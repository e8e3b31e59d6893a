"""The bar at the top of the main window and the strip of keys at the bottom of every window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.buttons import plain, quiet
from app.views.widgets.cards import Rule
from app.views.widgets.counted_tabs import CountedTabs
from app.views.widgets.labels import ElidedLabel, IconLabel, IconText, label, set_tone


@dataclass(frozen=True)
class Tab:
    """A tab: its key in the program and the word people see."""

    key: str
    text: str


class TopBar(QFrame):
    """Mark, tabs with the number of overdue records, search over all records, person, 换班."""

    tab_chosen = Signal(str)
    search_asked = Signal()
    person_asked = Signal()
    switch_asked = Signal()

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.setObjectName("TopBar")
        self.setFixedHeight(theme.TOP_BAR_HEIGHT)
        self._keys = [tab.key for tab in tabs]
        self.tabs = CountedTabs("Main", _("登记簿"), [tab.text for tab in tabs])
        self.search = plain(_("查找全部记录"), "search")
        self.person = plain("", "person")
        self.switch = quiet(_("换班"), "swap")
        self._arrange()
        self.tabs.currentChanged.connect(lambda index: self.tab_chosen.emit(self._keys[index]))
        self.search.clicked.connect(self.search_asked)
        self.person.clicked.connect(self.person_asked)
        self.switch.clicked.connect(self.switch_asked)

    def current(self) -> str:
        """The key of the tab shown."""
        return self._keys[self.tabs.currentIndex()]

    def set_current(self, key: str) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def set_count(self, key: str, overdue: int) -> None:
        """The number overdue in a tab, nothing else; zero shows none."""
        self.tabs.set_count(self._keys.index(key), overdue)

    def set_person(self, name: str, department: str) -> None:
        """Who is signed in."""
        self.person.set_text(f"{name}  {department}".strip())

    def set_narrow(self, is_narrow: bool) -> None:
        """Below 1300: the search keeps its icon and tooltip only."""
        words = _("查找全部记录")
        self.search.set_text("" if is_narrow else words)
        self.search.setAccessibleName(words)
        self.search.set_hint(words + "  Ctrl+K" if is_narrow else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way step by step: first the words of the search, then the air around the tabs."""
        super().resizeEvent(event)
        self.set_narrow(event.size().width() < theme.NARROW_WINDOW)
        theme.set_property(self.tabs, "tight", event.size().width() < theme.TIGHT_WINDOW)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, 0, theme.GAP, 0)
        row.setSpacing(0)
        row.addWidget(IconLabel("mark", "accent", theme.ICON + 6))
        row.addSpacing(theme.GAP - 2)
        row.addWidget(label(_("质控台"), "product"))
        row.addSpacing(theme.GAP_CARD + 8)
        row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        row.addSpacing(theme.GAP)
        row.addWidget(self.search)
        rule = Rule("v")
        rule.setFixedHeight(theme.ICON + 2)
        row.addSpacing(theme.GAP)
        row.addWidget(rule)
        row.addSpacing(theme.GAP)
        row.addWidget(self.person)
        row.addSpacing(theme.GAP)
        row.addWidget(self.switch)
        self.person.setProperty("ink", "strong")


@dataclass(frozen=True)
class Status:
    """A piece of the right side of the strip: words, perhaps an icon, perhaps a tone."""

    text: str
    icon: str = ""
    tone: str = ""


class KeyStrip(QFrame):
    """The 4–7 keys that work here, and at the right how the data are or what was just saved.

    Where there is no room for all, whole pieces give way: F1 lists every key.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("BottomBar")
        self.setFixedHeight(theme.KEY_STRIP_HEIGHT)
        self.setAccessibleName(_("按键与状态"))
        self._keys = _Pieces(theme.MARGIN)
        self._message = ElidedLabel("", "small")
        self._message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._status = _Pieces(theme.MARGIN)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        row.setSpacing(theme.MARGIN)
        row.addWidget(self._keys)
        row.addWidget(self._message, 1)
        row.addWidget(self._status)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these keys: (`Ctrl+N`, `登记`)."""
        self._keys.replace([_key_cap(key, text) for key, text in keys])
        self._fit()

    def set_status(self, pieces: Sequence[Status]) -> None:
        """Show how things stand, at the far right."""
        self._status.replace([_status_piece(piece) for piece in pieces])
        self._fit()

    def set_message(self, text: str, tone: str = "") -> None:
        """Say what just happened, e.g. `已保存 10:42:05`; stays until the next one."""
        self._message.set_full_text(text)
        set_tone(self._message, tone)
        self._fit()

    def message(self) -> str:
        """What was said last."""
        return self._message.full_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other pieces."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What was said and the last key (F1, or Esc) stay longest, then the state of the data."""
        said = max(self._message.sizeHint().width(), self._message.minimumSizeHint().width())
        room = self.width() - 4 * theme.MARGIN - said
        room -= self._status.fit(room - self._keys.width_of_last(), keep_last=False)
        self._keys.fit(room, keep_last=True)


class _Pieces(QWidget):
    """A row of small widgets replaced as a whole."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._pieces: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def replace(self, pieces: Sequence[QWidget]) -> None:
        while self._row.count():
            if (old := self._row.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for piece in pieces:
            self._row.addWidget(piece)
        self._pieces = list(pieces)

    def width_of_last(self) -> int:
        """What the last piece takes."""
        return self._width(self._pieces[-1:])

    def fit(self, room: int, *, keep_last: bool) -> int:
        """Show as many pieces as there is room for, the first ones first; the width they take.

        With `keep_last` the last piece is the last to go.
        """
        shown = list(self._pieces)
        while shown and self._width(shown) > room:
            shown.pop(-2 if keep_last and len(shown) > 1 else -1)
        for piece in self._pieces:
            piece.setVisible(piece in shown)
        return self._width(shown)

    def minimumSizeHint(self) -> QSize:
        """A narrow window shows fewer pieces rather than become wider."""
        return QSize(0, super().minimumSizeHint().height())

    def _width(self, pieces: Sequence[QWidget]) -> int:
        gaps = self._row.spacing() * max(len(pieces) - 1, 0)
        return sum(piece.sizeHint().width() for piece in pieces) + gaps


def _key_cap(key: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP_INNER + 1)
    row.addWidget(label(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(text, "small"))
    return made


def _status_piece(piece: Status) -> QWidget:
    if piece.icon:
        made = IconText(piece.icon, piece.text, piece.tone, "small", wrap=False)
        # Only the icon carries the tone here: the words stay grey as all words of the strip.
        made.set_words_plain()
        return made
    words = label(piece.text, "small")
    set_tone(words, piece.tone)
    return words
