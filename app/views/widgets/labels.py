"""The one builder of labels: text from people is always plain text, in one of few roles."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.views import theme

_ROLES_OF_TEXT = ("title", "section", "body", "strong", "bold", "muted", "small", "figure")
_ROLES_OF_CONTROLS = ("label", "head", "link", "error", "star", "count", "number", "key", "column")
_ROLES_OF_FRONT_PAGES = ("brand", "product", "clock", "lead", "place")
ROLES = frozenset((*_ROLES_OF_TEXT, *_ROLES_OF_CONTROLS, *_ROLES_OF_FRONT_PAGES))


def label(
    text: str = "", role: str = "body", *, wrap: bool = False, selectable: bool = False
) -> QLabel:
    """A plain-text label in a role of the type table."""
    made = _WrappedLabel() if wrap else QLabel()
    _dress(made, role)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setText(text)
    return made


def set_tone(target: QLabel, tone: str) -> None:
    """Colour a label's text: `""`, `accent`, `pass`, `wait`, `fail`."""
    theme.set_property(target, "tone", tone)


def _dress(target: QLabel, role: str) -> None:
    if role not in ROLES:
        raise ValueError(role)
    target.setTextFormat(Qt.TextFormat.PlainText)
    target.setProperty("role", role)
    if role == "key":
        # A border makes Qt indent the text by half an x.
        target.setIndent(0)


class _WrappedLabel(QLabel):
    """A label of several lines that is never cut: a tight layout must find the room elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out_width = 0
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """All lines at the width the layout gave; before that Qt's own guess."""
        hint = super().minimumSizeHint()
        if self._laid_out_width:
            hint.setHeight(self.heightForWidth(self._laid_out_width))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != self._laid_out_width:
            self._laid_out_width = event.size().width()
            self.updateGeometry()


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; the tooltip shows it only then."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__()
        _dress(self, role)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    def full_text(self) -> str:
        """The text before shortening."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show `text`, line breaks as blanks."""
        self._full = " ".join(text.split("\n"))
        self.setAccessibleName(self._full)
        self._shorten()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """A few characters: the rest may be shortened away."""
        return QSize(self.fontMetrics().height() * 2, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for all of the text."""
        width = self.fontMetrics().horizontalAdvance(self._full) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten again when the style sheet gives the role's font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._shorten()

    def _shorten(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._full, mode, max(self.width(), 1))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tooltip(self._full) if shown != self._full else "")


class IconLabel(QWidget):
    """A line icon that follows the theme. It says nothing of its own: words stand beside it."""

    def __init__(self, name: str, token: str = "text2", size: int = theme.ICON) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon, or the same in another colour."""
        self._name = name
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        """The square of the icon."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the colour its token has now."""
        painter = QPainter(self)
        theme.paint_icon(painter, QRect(0, 0, self._side, self._side), self._name, self._token)
        painter.end()


class IconText(QWidget):
    """An icon and words in its colour, on one line or wrapped: reasons, errors, states."""

    def __init__(
        self, icon: str, text: str, tone: str = "", role: str = "muted", *, wrap: bool = True
    ) -> None:
        super().__init__()
        self._icon = IconLabel(icon, _token_of(tone), theme.ICON_SMALL)
        self._label = label(text, role, wrap=wrap)
        set_tone(self._label, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP - 2)
        # The icon is 16 high, the first line 19: one pixel more puts them on one axis.
        column = QWidget()
        column.setFixedSize(theme.ICON_SMALL, theme.ICON_SMALL + 3)
        self._icon.setParent(column)
        self._icon.move(0, 2)
        side = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(column, 0, side)
        row.addWidget(self._label, 1)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words."""
        return self._label.text()

    def set_words_plain(self) -> None:
        """Leave the tone to the icon and the words grey."""
        set_tone(self._label, "")

    def set_content(self, icon: str, text: str, tone: str = "") -> None:
        """Show other words, icon and colour."""
        self._icon.set_icon(icon, _token_of(tone))
        self._label.setText(text)
        set_tone(self._label, tone)
        self.setAccessibleName(text)


def plain_tooltip(text: str) -> str:
    """Text for a tooltip, where Qt guesses rich text: what could be a tag is escaped."""
    if "<" not in text:
        return text
    # By hand: the table of entities that `html` brings costs the first page 5 ms.
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{safe}</span>".replace("\n", "<br>")


def _token_of(tone: str) -> str:
    if tone == "":
        return "text2"
    return "accent" if tone == "accent" else f"{tone}_fg"
