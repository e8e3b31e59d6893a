"""Small charts drawn by ourselves: columns, rows and a line, read by screen readers and keyboards."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import plain_tooltip

_AXIS = 18
_EARLIER = 0.45
_LABELS_SHARE = 0.42
_BAR_SHARE = 0.6
_MARK = 3.5
_LEAST_HEIGHT = 96


@dataclass(frozen=True)
class Point:
    """One value: its word at the axis, its number (None: nothing to say), and its whole sentence."""

    label: str
    value: int | None
    text: str
    sentence: str
    is_current: bool = False
    is_outside: bool = False


class Chart(QWidget):
    """What all charts share: a value is chosen with the pointer, or with arrows and Enter."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._points: tuple[Point, ...] = ()
        self._is_told = False
        self._current = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_points(self, points: Sequence[Point], description: str) -> None:
        """Show these values; `description` is one sentence for a screen reader."""
        self._points, self._is_told = tuple(points), True
        self._current = min(self._current, len(self._points) - 1)
        self.setAccessibleDescription(description)
        self.update()

    def points(self) -> tuple[Point, ...]:
        """What is shown."""
        return self._points

    def sizeHint(self) -> QSize:
        """Room for axis, numbers and something between."""
        return QSize(_LEAST_HEIGHT * 2, _LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Smaller would not be read."""
        return QSize(_LEAST_HEIGHT, _LEAST_HEIGHT)

    def area(self, place: int) -> QRect:
        """Where a value is taken by the pointer."""
        width = self.width() / max(len(self._points), 1)
        return QRect(round(place * width), 0, round(width), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the values, Enter opens the records behind one."""
        last = len(self._points) - 1
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._go_to(min(self._current + 1, last))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._go_to(max(self._current - 1, 0))
        elif is_plain_enter(event) and 0 <= self._current <= last:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The value under the pointer says itself."""
        place = self._at(event.position().toPoint())
        if place >= 0:
            words = plain_tooltip(self._points[place].sentence)
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the records behind a value."""
        place = self._at(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(place)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme draws in other colours."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The values, and the frame of the one the keyboard stands on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        if any(one.value is not None for one in self._points):
            self.draw(painter)
        elif self._is_told:
            self._words(painter, self.rect(), _("还没有数据"), "text3")
        if self.hasFocus():
            frame = self.area(self._current) if self._current >= 0 else self.rect()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Draw the values."""
        raise NotImplementedError

    def highest(self) -> int:
        """The largest value, at least one."""
        return max([one.value or 0 for one in self._points] + [1])

    def _go_to(self, place: int) -> None:
        self._current = place
        if place >= 0:
            self.setAccessibleDescription(self._points[place].sentence)
        self.update()

    def _at(self, spot: QPoint) -> int:
        return next(
            (
                place
                for place, one in enumerate(self._points)
                if one.value is not None and self.area(place).contains(spot)
            ),
            -1,
        )

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        tone: str = "text2",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    ) -> None:
        shown = QFontMetrics(theme.font("small")).elidedText(
            text, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.setPen(theme.color(tone))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _fill(self, painter: QPainter, rect: QRectF, *, is_current: bool) -> None:
        ink = QColor(theme.color("accent"))
        ink.setAlphaF(1.0 if is_current else _EARLIER)
        painter.fillRect(rect, ink)

    def _axis(self, painter: QPainter) -> None:
        """The words below, as many as have room; the last one always."""
        line = self.height() - _AXIS
        painter.setPen(theme.color("line"))
        painter.drawLine(0, line, self.width(), line)
        last = len(self._points) - 1
        every = 1 if self.area(0).width() >= 2 * _AXIS else 2
        for place, one in enumerate(self._points):
            if (last - place) % every == 0:
                area = self.area(place)
                middle = area.center().x()
                room = QRect(middle - area.width(), line, 2 * area.width(), _AXIS)
                self._words(painter, room, one.label)


class ColumnChart(Chart):
    """Months beside each other with their number above."""

    def draw(self, painter: QPainter) -> None:
        """Columns, numbers, months."""
        room = self.height() - 2 * _AXIS
        numbered = self.numbered()
        for place, one in enumerate(self._points):
            area = self.area(place)
            height = room * (one.value or 0) / self.highest()
            width = area.width() * _BAR_SHARE
            top = self.height() - _AXIS - height
            left = area.center().x() - width / 2
            self._fill(painter, QRectF(left, top, width, height), is_current=one.is_current)
            if place in numbered:
                above = self.above(place, round(top))
                self._words(painter, above, one.text, "text" if one.is_current else "text2")
        self._axis(painter)

    def above(self, place: int, top: int) -> QRect:
        """Where the number of a column stands: over its middle, but never beyond the edge."""
        metrics = QFontMetrics(theme.font("small"))
        width = metrics.horizontalAdvance(self._points[place].text) + 2
        left = self.area(place).center().x() - width // 2
        return QRect(max(min(left, self.width() - width), 0), top - _AXIS, width, _AXIS)

    def numbered(self) -> tuple[int, ...]:
        """The columns with their number above: as many as have room, the last one always."""
        metrics = QFontMetrics(theme.font("small"))
        widest = max(metrics.horizontalAdvance(one.text) for one in self._points)
        every = -(-(widest + theme.GAP_INNER) // max(self.area(0).width(), 1))
        last = len(self._points) - 1
        return tuple(place for place in range(last + 1) if (last - place) % max(every, 1) == 0)


class RowChart(Chart):
    """Values below each other, the largest first, with their words at the left."""

    def area(self, place: int) -> QRect:
        """A line for each."""
        height = min(self.height() / max(len(self._points), 1), 2 * _AXIS)
        return QRect(0, round(place * height), self.width(), round(height))

    def draw(self, painter: QPainter) -> None:
        """Word, bar, number."""
        metrics = QFontMetrics(theme.font("small"))
        longest = max(metrics.horizontalAdvance(one.label) for one in self._points)
        words = min(longest, round(self.width() * _LABELS_SHARE))
        number = max(metrics.horizontalAdvance(one.text) for one in self._points) + theme.GAP
        room = max(self.width() - words - number - theme.GAP, 1)
        for place, one in enumerate(self._points):
            area = self.area(place)
            label = QRect(0, area.top(), words, area.height())
            self._words(painter, label, one.label, side=Qt.AlignmentFlag.AlignLeft)
            width = room * (one.value or 0) / self.highest()
            left = words + theme.GAP
            bar = QRectF(left, area.center().y() - theme.GAP / 2, width, theme.GAP)
            self._fill(painter, bar, is_current=place == 0)
            beside = QRect(round(left + width) + theme.GAP_INNER, area.top(), number, area.height())
            self._words(painter, beside, one.text, "text", Qt.AlignmentFlag.AlignLeft)


class LineChart(Chart):
    """Percentages of months with a dashed line at the goal; outside it squares instead of dots."""

    def __init__(self, name: str, goal: int) -> None:
        super().__init__(name)
        self._goal = goal

    def draw(self, painter: QPainter) -> None:
        """Goal, line, marks, the numbers of what is outside the goal and of the last month."""
        y_goal = self._height_of(self._goal)
        painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, y_goal), QPointF(self.width(), y_goal))
        spots = self.spots()
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawPolyline(list(spots.values()))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, spot in spots.items():
            if self._points[place].is_outside:
                painter.fillRect(_mark_box(spot), theme.color("fail_line"))
            else:
                painter.setBrush(theme.color("accent"))
                painter.drawEllipse(_mark_box(spot))
        for place, rect in self.numbers().items():
            self._words(painter, rect.toAlignedRect(), self._points[place].text, "text")
        self._axis(painter)

    def spots(self) -> dict[int, QPointF]:
        """Where the known values stand."""
        return {
            place: QPointF(self.area(place).center().x(), self._height_of(one.value))
            for place, one in enumerate(self._points)
            if one.value is not None
        }

    def numbers(self) -> dict[int, QRectF]:
        """Where the numbers stand: beside their marks, free of the line and of each other."""
        spots = self.spots()
        metrics = QFontMetrics(theme.font("small"))
        taken = [_mark_box(spot) for spot in spots.values()]
        found: dict[int, QRectF] = {}
        for place, spot in spots.items():
            one = self._points[place]
            if not one.is_outside and place != max(spots):
                continue
            size = QSizeF(metrics.horizontalAdvance(one.text) + 2, _AXIS)
            beside = [self._inside(rect) for rect in _beside(spot, size)]
            free = (rect for rect in beside if not _touches(rect, list(spots.values()), taken))
            found[place] = next(free, beside[0])
            taken.append(found[place])
        return found

    def _inside(self, rect: QRectF) -> QRectF:
        """The same, moved into the room over the axis."""
        room = self.rect().adjusted(0, 0, 0, -_AXIS)
        rect.moveLeft(min(max(rect.left(), room.left()), room.right() - rect.width()))
        rect.moveTop(min(max(rect.top(), room.top()), room.bottom() - rect.height()))
        return rect

    def _height_of(self, value: int) -> float:
        lowest = min([one.value for one in self._points if one.value is not None])
        lowest = min(lowest, self._goal - 10)
        room = self.height() - 2 * _AXIS - 2 * _MARK
        share = (value - lowest) / max(100 - lowest, 1)
        return _AXIS + _MARK + room * (1 - share)


def _mark_box(spot: QPointF) -> QRectF:
    return QRectF(spot.x() - _MARK, spot.y() - _MARK, 2 * _MARK, 2 * _MARK)


def _beside(spot: QPointF, size: QSizeF) -> list[QRectF]:
    """Over a mark, at its right, at its left, below it."""
    gap = _MARK + theme.GAP_INNER
    middles = (
        QPointF(0, -gap - size.height() / 2 + theme.GAP_INNER),
        QPointF(gap + size.width() / 2, 0),
        QPointF(-gap - size.width() / 2, 0),
        QPointF(0, gap + size.height() / 2 - theme.GAP_INNER),
    )
    rect = QRectF(QPointF(0, 0), size)
    found = []
    for middle in middles:
        rect.moveCenter(spot + middle)
        found.append(QRectF(rect))
    return found


def _touches(rect: QRectF, line: Sequence[QPointF], taken: Sequence[QRectF]) -> bool:
    """Whether something is drawn there already."""
    if any(rect.intersects(one) for one in taken):
        return True
    for start, end in pairwise(line):
        stroke = QPainterPath(start)
        stroke.lineTo(end)
        if stroke.intersects(rect):
            return True
    return False
