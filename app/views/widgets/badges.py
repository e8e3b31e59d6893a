"""Status and deadline badges: one function paints them for labels and table cells alike."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme
from app.views.widgets.marks import MARKS, paint_mark

# tone → (text and mark, fill, line) by token; no fill and no line: plain words without a box.
_TONES: dict[str, tuple[str, str, str]] = {
    "accent": ("accent", "accent_soft", "accent"),
    "accent_open": ("accent", "surface", "accent"),
    "pass": ("pass_fg", "pass_bg", "pass_line"),
    "wait": ("wait_fg", "wait_bg", "wait_line"),
    "fail": ("fail_fg", "fail_bg", "fail_line"),
    "fail_open": ("fail_fg", "surface", "fail_line"),
    "over": ("over_fg", "over_bg", "over_bg"),
    "neutral": ("neutral_fg", "neutral_bg", "neutral_line"),
    "neutral_open": ("neutral_fg", "surface", "neutral_line"),
    "plain": ("text2", "", ""),
    "plain_pass": ("pass_fg", "", ""),
    "plain_fail": ("fail_fg", "", ""),
}
TONES = frozenset(_TONES)


@dataclass(frozen=True)
class Badge:
    """A word, its drawn mark and a tone. `*_open` stand on the surface, `plain*` have no box."""

    word: str
    mark: str = ""
    tone: str = "plain"

    def __post_init__(self) -> None:
        if self.tone not in TONES or (self.mark and self.mark not in MARKS):
            raise ValueError(self)

    @property
    def font_role(self) -> str:
        """Words with a mark are a little stronger than plain grey text."""
        return "head" if self.is_boxed or self.mark else "secondary"

    @property
    def is_boxed(self) -> bool:
        """Whether a box is drawn around it."""
        return bool(_TONES[self.tone][2])


def badge_width(badge: Badge) -> int:
    """How wide the badge is drawn when there is room."""
    mark = theme.BADGE_MARK + theme.BADGE_GAP if badge.mark else 0
    padding = 2 * theme.BADGE_PADDING if badge.is_boxed else 0
    return padding + mark + _word_width(badge.word, badge.font_role)


def paint_badge(painter: QPainter, rect: QRect, badge: Badge, palette: theme.Theme) -> None:
    """Draw `badge` at the left of `rect`, centred in its height and shortened to its width."""
    ink, fill, line = _TONES[badge.tone]
    width = min(badge_width(badge), rect.width())
    top = rect.top() + (rect.height() - theme.BADGE_HEIGHT) // 2
    box = QRect(rect.left(), top, width, theme.BADGE_HEIGHT)
    painter.save()
    if badge.is_boxed:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(line))
        painter.setBrush(palette.color(fill))
        edge = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.RADIUS, theme.RADIUS)
    left = box.left() + (theme.BADGE_PADDING if badge.is_boxed else 0)
    color = palette.color(ink)
    if badge.mark:
        side = theme.BADGE_MARK
        mark = QRectF(left, box.top() + (theme.BADGE_HEIGHT - side) / 2, side, side)
        paint_mark(painter, mark, badge.mark, color)
        left += side + theme.BADGE_GAP
    _paint_word(painter, QRect(left, box.top(), box.right() + 1 - left, box.height()), badge, color)
    painter.restore()


def _paint_word(painter: QPainter, rect: QRect, badge: Badge, color: QColor) -> None:
    if badge.is_boxed:
        rect.setRight(rect.right() - theme.BADGE_PADDING)
    font = theme.font(badge.font_role)
    painter.setFont(font)
    painter.setPen(color)
    word = badge.word
    if rect.width() < _word_width(word, badge.font_role):
        word = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, word)


@cache
def _word_width(word: str, font_role: str) -> int:
    # Words of states and deadlines are few; a sum per painted cell would cost more than it looks.
    metrics = QFontMetrics(theme.font(font_role))
    return metrics.horizontalAdvance(word) + 1


class BadgeLabel(QWidget):
    """A badge as a widget, read aloud as its word."""

    def __init__(self, badge: Badge, description: str = "") -> None:
        super().__init__()
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(badge, description)

    def badge(self) -> Badge:
        """What is shown."""
        return self._badge

    def set_badge(self, badge: Badge, description: str = "") -> None:
        """Show another badge; `description` is one sentence for a screen reader."""
        self._badge = badge
        self.setAccessibleName(badge.word)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(badge_width(self._badge), theme.BADGE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the theme in use."""
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._badge, theme.current())
        painter.end()
