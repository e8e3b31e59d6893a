"""The picture of a trend on the screen; arrows walk over its readings, which are read out."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _
from app.services.environment.trends import trend as trends
from app.services.environment.trends.drawing import DOT, TRIANGLE, Drawing, Mark, Pen, Words, draw
from app.services.environment.trends.trend import Trend
from app.views import theme
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import plain_tooltip

_MARK, _RING, _NEAR, _INSET = 4.0, 8.0, 14.0, 6.0
_LEAST_WIDTH, _LEAST_HEIGHT = 220, 130
_USUAL = QSize(340, 190)
_TONES = {
    "band": "pass_bg", "grid": "line", "step": "line_strong", "limit": "pass_fg",
    "action": "wait_fg", "line": "accent", "gap": "line_strong", "pass": "accent",
    "warn": "wait_fg", "fail": "fail_line", "text": "text", "text2": "text2",
}  # fmt: skip
_WORDS = _TONES | {"fail": "fail_fg"}


class TrendChart(QWidget):
    """Pass is a dot, warning a triangle, failure a square; what is hollow is a re-check."""

    opened = Signal(int)  # the check behind a reading: Enter, or a click
    walked = Signal(int)  # the place of the reading the keyboard stands on

    def __init__(self) -> None:
        super().__init__()
        self._trend: Trend | None = None
        self._current = -1
        self.setAccessibleName(_("趋势图"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_trend(self, trend: Trend | None) -> None:
        """Show this trend; None shows nothing."""
        self._trend = trend
        self._current = min(self._current, len(trend.readings) - 1) if trend else -1
        said = f"{trend.title}，{trends.words(trend)}" if trend else ""
        self.setAccessibleDescription(said)
        self.update()

    def trend(self) -> Trend | None:
        """What is shown."""
        return self._trend

    def current(self) -> int:
        """The place of the reading the keyboard stands on; -1 for none."""
        return self._current

    def go_to(self, place: int) -> None:
        """Stand on a reading, and say it."""
        if self._trend is None or not 0 <= place < len(self._trend.readings):
            return
        if place != self._current:
            self._current = place
            self.setAccessibleDescription(trends.sentence(self._trend, self._trend.readings[place]))
            self.walked.emit(place)
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the card it stands in."""
        return _USUAL

    def minimumSizeHint(self) -> QSize:
        """Smaller would not be read."""
        return QSize(_LEAST_WIDTH, _LEAST_HEIGHT)

    def drawing(self) -> Drawing:
        """Where everything stands now."""
        if self._trend is None:
            return Drawing()
        metrics = QFontMetricsF(theme.font("small"))
        pen = Pen(metrics.horizontalAdvance, metrics.height(), _MARK, _("今天"))
        room = (self.width() - 2 * _INSET, self.height() - 2 * _INSET)
        return draw(self._trend, room, pen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → Home End walk, Enter opens the check."""
        last = len(self._trend.readings) - 1 if self._trend else -1
        begins = self._current if self._current >= 0 else last + 1
        targets: Mapping[int, Callable[[], int]] = {
            Qt.Key.Key_Left: lambda: max(begins - 1, 0),
            Qt.Key.Key_Right: lambda: min(self._current + 1, last),
            Qt.Key.Key_Home: lambda: 0,
            Qt.Key.Key_End: lambda: last,
        }
        if event.key() in targets:
            self.go_to(targets[event.key()]())
        elif is_plain_enter(event) and self._current >= 0:
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The reading under the pointer says itself."""
        place = self._near(event.position())
        if place >= 0 and self._trend is not None:
            said = trends.sentence(self._trend, self._trend.readings[place])
            QToolTip.showText(event.globalPosition().toPoint(), plain_tooltip(said), self)
        else:
            QToolTip.hideText()
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click stands on a reading and opens its check."""
        place = self._near(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(place)
            self._open(place)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme draws in other colours."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing, and a ring around the reading the keyboard stands on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        drawing = self.drawing()
        painter.save()
        painter.translate(_INSET, _INSET)
        paint(painter, drawing)
        if 0 <= self._current < len(drawing.spots):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawEllipse(QPointF(*drawing.spots[self._current]), _RING, _RING)
        painter.restore()
        if self._trend is not None and not self._trend.readings:
            self._say_empty(painter, _("还没有检查结果"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.end()

    def _say_empty(self, painter: QPainter, words: str) -> None:
        """In the middle, on a ground of its own: a limit runs through there."""
        size = QFontMetricsF(painter.font()).boundingRect(words).size()
        box = QRectF(0, 0, size.width() + 2 * _INSET, size.height() + _INSET)
        box.moveCenter(QRectF(self.rect()).center())
        painter.fillRect(box, theme.color("surface"))
        painter.setPen(theme.color("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _open(self, place: int) -> None:
        if self._trend is not None and self._trend.readings[place].check_id:
            self.opened.emit(self._trend.readings[place].check_id)

    def _near(self, spot: QPointF) -> int:
        """The reading nearest to the pointer, if it is near."""
        spots = self.drawing().spots
        pointed = spot - QPointF(_INSET, _INSET)
        far = [(QPointF(*one) - pointed).manhattanLength() for one in spots]
        nearest = min(range(len(far)), key=far.__getitem__, default=-1)
        return nearest if nearest >= 0 and far[nearest] <= _NEAR else -1


def paint(painter: QPainter, drawing: Drawing) -> None:
    """Paint a drawing in the colours of the theme."""
    for box in drawing.boxes:
        area = QRectF(box.left, box.top, box.width, box.height)
        painter.fillRect(area, theme.color(_TONES[box.tone]))
    for stroke in drawing.strokes:
        pen = QPen(theme.color(_TONES[stroke.tone]), stroke.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if stroke.dash:
            pen.setDashPattern([length / stroke.width for length in stroke.dash])
        painter.setPen(pen)
        painter.drawLine(QPointF(*stroke.start), QPointF(*stroke.end))
    for mark in drawing.marks:
        paint_mark(painter, mark, theme.color("surface"))
    for words in drawing.words:
        _paint_words(painter, words)


def paint_mark(painter: QPainter, mark: Mark, ground: QColor) -> None:
    """A reading: filled, or hollow where it is a re-check."""
    ink = theme.color(_TONES[mark.tone])
    painter.setPen(QPen(ink if mark.is_hollow else ground, 1.6 if mark.is_hollow else 1.0))
    painter.setBrush(ground if mark.is_hollow else ink)
    x, y = mark.spot
    if mark.shape == DOT:
        painter.drawEllipse(QPointF(x, y), _MARK, _MARK)
    elif mark.shape == TRIANGLE:
        high, wide = _MARK + 1.5, _MARK + 1.0
        corners = [QPointF(x, y - high), QPointF(x + wide, y + _MARK), QPointF(x - wide, y + _MARK)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawRect(QRectF(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK))


def _paint_words(painter: QPainter, words: Words) -> None:
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(words.text), metrics.height()
    x, y = words.spot
    left = {"left": x, "right": x - width}.get(words.side, x - width / 2)
    painter.setPen(theme.color(_WORDS[words.tone]))
    painter.drawText(QPointF(left, y - height / 2 + metrics.ascent()), words.text)
