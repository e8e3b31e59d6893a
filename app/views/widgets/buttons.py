"""Buttons: one primary per window, the rest outlined or quiet; a reason under a grey one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.views import theme
from app.views.widgets.cards import Rule
from app.views.widgets.labels import IconText, plain_tooltip

_INK = {
    "primary": "on_accent",
    "quiet": "accent",
    "danger": "fail_fg",
    "plain": "text2",
    "chip": "text2",
}


class Button(QPushButton):
    """A push button whose icon follows theme and kind; its text makes no Alt+letter mnemonic."""

    def __init__(self, text: str, kind: str = "outlined", icon: str = "") -> None:
        super().__init__()
        self._icon_name = icon
        self._kind = kind
        self._tone = ""
        self._words, self._hint, self._is_folded = "", "", False
        self.setProperty("kind", kind)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        self._refresh_icon()

    def set_text(self, text: str) -> None:
        """Show `text` as it is."""
        self._words = text
        self._show_words()
        self.setAccessibleName(text)

    def set_icon(self, name: str) -> None:
        """Show another icon; an empty name shows none."""
        self._icon_name = name
        self._refresh_icon()

    def set_tone(self, tone: str) -> None:
        """Colour words and icon: `""`, `fail` or `wait`."""
        self._tone = tone
        theme.set_property(self, "tone", tone)
        self._refresh_icon()

    def set_hint(self, text: str) -> None:
        """A tooltip, shown as plain text."""
        self._hint = text
        self._show_words()

    def can_fold(self) -> bool:
        """Whether its icon says enough where there is no room for words."""
        return bool(self._icon_name and self._words)

    def is_folded(self) -> bool:
        """Whether the icon alone is shown."""
        return self._is_folded

    def words_width(self) -> int:
        """The room its words take."""
        return self.fontMetrics().horizontalAdvance(self._words)

    def fold(self, *, is_folded: bool) -> None:
        """Show the icon alone, and the words as tooltip."""
        if is_folded != self._is_folded:
            self._is_folded = is_folded
            self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._refresh_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a focused button too; Qt alone would press the dialog's default one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():  # a key held too long opened the window this stands in
                self.click()
            return
        super().keyPressEvent(event)

    def _show_words(self) -> None:
        shown = "" if self._is_folded else self._words.replace("&", "&&")
        if self.text() != shown:
            self.setText(shown)
        said = [self._words, self._hint] if self._is_folded else [self._hint]
        self.setToolTip(plain_tooltip("\n".join(one for one in said if one)))

    def _refresh_icon(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        ink = f"{self._tone}_fg" if self._tone else _INK.get(self._kind, "text")
        if self.isCheckable() and self.isChecked():
            ink = "accent"
        self.setIcon(theme.icon(self._icon_name, ink))


def primary(text: str, icon: str = "") -> Button:
    """The one filled button of a window: what Ctrl+Enter or Ctrl+N does."""
    return Button(text, "primary", icon)


def outlined(text: str, icon: str = "") -> Button:
    """An ordinary button."""
    return Button(text, "outlined", icon)


def quiet(text: str, icon: str = "") -> Button:
    """A button without a frame, in the colour of links."""
    return Button(text, "quiet", icon)


def plain(text: str, icon: str = "") -> Button:
    """A button without a frame, in grey: the search and the person in the top bar."""
    return Button(text, "plain", icon)


def danger(text: str, icon: str = "") -> Button:
    """A button that takes something away: outlined red, stands left, is never the default."""
    return Button(text, "danger", icon)


def close_button(name: str) -> Button:
    """The × that closes a bar; the only icon that stands without a word. `name` is read aloud."""
    made = Button("", "icon", "close")
    made.setAccessibleName(name)
    made.set_hint(name)
    return made


class ReasonedButton(QWidget):
    """A button with the reason in text below it: why it is grey, or what to do before it works."""

    clicked = Signal()

    def __init__(self, button: Button) -> None:
        super().__init__()
        self.button = button
        self._reason = IconText("ring-i", "", "", "muted")
        self._reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER + 2)
        column.addWidget(button)
        column.addWidget(self._reason)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.clicked)

    def allow(self) -> None:
        """The step is possible: no reason."""
        self._show(True, "", "")

    def refuse(self, reason: str) -> None:
        """Grey the button and say why."""
        self._show(False, reason, "")

    def warn(self, reason: str) -> None:
        """Leave the button usable and say in red what it will stumble over."""
        self._show(True, reason, "fail")

    def reason(self) -> str:
        """The text below the button, empty when there is none."""
        return self._reason.text()

    def _show(self, is_enabled: bool, reason: str, tone: str) -> None:
        self.button.setEnabled(is_enabled)
        self._reason.set_content("octagon" if tone else "ring-i", reason, tone)
        self._reason.setVisible(bool(reason))
        self.button.setAccessibleDescription(reason)


UNKNOWN = "…"


@dataclass(frozen=True)
class Chip:
    """One chip: what it stands for, its word, how many (None: no number); a tone brings a clock.

    `UNKNOWN` stands for a number that is still being counted.
    """

    key: str
    text: str
    count: int | str | None = None
    tone: str = ""


class ChipBar(QWidget):
    """A row of chips of which one is on; a second group after a rule may be switched off again."""

    chosen = Signal(str)
    second_chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._buttons: dict[str, Button] = {}
        self._second: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP_INNER)
        self.setAccessibleName(name)

    def set_chips(self, chips: Sequence[Chip], second: Sequence[Chip] = ()) -> None:
        """Show these chips; those that stay keep their state and the keyboard's focus."""
        if [chip.key for chip in (*chips, *second)] != [*self._buttons, *self._second]:
            self._rebuild(chips, second)
        for chip in (*chips, *second):
            button = self._buttons.get(chip.key) or self._second[chip.key]
            shown = chip.text if chip.count is None else f"{chip.text}  {chip.count}"
            button.set_text(shown)
            button.set_icon("clock" if chip.tone else "")
            button.set_tone(chip.tone)

    def current(self) -> str:
        """The key of the chip that is on in the first group."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def second_current(self) -> str:
        """The key of the chip that is on in the second group, or an empty text."""
        return next((key for key, button in self._second.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Switch a chip of the first group on, silently."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_second(self, key: str) -> None:
        """Switch a chip of the second group on, silently; an empty key switches all of it off."""
        for each, button in self._second.items():
            button.setChecked(each == key)

    def _rebuild(self, chips: Sequence[Chip], second: Sequence[Chip]) -> None:
        before, before_second = self.current(), self.second_current()
        while self._row.count():
            if (old := self._row.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons = {chip.key: self._chip(chip) for chip in chips}
        self._second = {chip.key: self._chip(chip) for chip in second}
        for key, button in self._buttons.items():
            self._group.addButton(button)
            self._row.addWidget(button)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
        if second:
            rule = Rule("v")
            rule.setFixedHeight(theme.ICON)
            self._row.addSpacing(theme.GAP)
            self._row.addWidget(rule)
            self._row.addSpacing(theme.GAP)
        for key, button in self._second.items():
            self._row.addWidget(button)
            button.clicked.connect(lambda on=False, key=key: self._choose_second(key, on))
        self._row.addStretch(1)
        self.set_current(before if before in self._buttons else next(iter(self._buttons), ""))
        self.set_second(before_second)

    def _chip(self, chip: Chip) -> Button:
        made = Button(chip.text, "chip")
        made.setProperty("chip", True)
        made.setCheckable(True)
        made.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        return made

    def _choose_second(self, key: str, is_on: bool) -> None:
        self.set_second(key if is_on else "")
        self.second_chosen.emit(key if is_on else "")
