"""The marks of the badges, drawn on a square of eleven; they differ in outline, not only in hue."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

_SIDE = 11.0
_FULL_CIRCLE = 360 * 16
_TOP = 90 * 16


def paint_mark(painter: QPainter, rect: QRectF, mark: str, color: QColor) -> None:
    """Draw `mark` into `rect`; an empty name draws nothing."""
    if not mark:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _SIDE, rect.height() / _SIDE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color, 1.6))
    _DRAW[mark](painter, color)
    painter.restore()


def _pen(color: QColor, width: float) -> QPen:
    return QPen(
        QBrush(color),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _ring(painter: QPainter, _color: QColor) -> None:
    painter.drawEllipse(QRectF(1, 1, 9, 9))


def _pie(share: float) -> Callable[[QPainter, QColor], None]:
    def draw(painter: QPainter, color: QColor) -> None:
        _ring(painter, color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPie(QRectF(1.4, 1.4, 8.2, 8.2), _TOP, -round(_FULL_CIRCLE * share))

    return draw


def _full(painter: QPainter, color: QColor) -> None:
    painter.setBrush(color)
    painter.drawEllipse(QRectF(1, 1, 9, 9))


def _dot(painter: QPainter, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QRectF(2.7, 2.7, 5.6, 5.6))


def _arrow_up(painter: QPainter, _color: QColor) -> None:
    _lines(painter, ((5.5, 10.2), (5.5, 1.2)), ((1.8, 4.9), (5.5, 1.2), (9.2, 4.9)))


def _diamond(painter: QPainter, _color: QColor) -> None:
    corners = ((5.5, 0.8), (10.2, 5.5), (5.5, 10.2), (0.8, 5.5))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _tick(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 2.0))
    _lines(painter, ((1.3, 5.9), (4.3, 8.9), (9.9, 2.4)))


def _cross(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 2.0))
    _lines(painter, ((1.8, 1.8), (9.2, 9.2)), ((9.2, 1.8), (1.8, 9.2)))


def _struck_ring(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.4))
    painter.drawEllipse(QRectF(0.9, 0.9, 9.2, 9.2))
    _lines(painter, ((2.4, 8.6), (8.6, 2.4)))


def _exclamation(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 2.2))
    _lines(painter, ((5.5, 1.6), (5.5, 5.9)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(5.5, 9.2), 1.3, 1.3)


def _two_bars(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 2.0))
    _lines(painter, ((3.4, 1.8), (3.4, 9.2)), ((7.6, 1.8), (7.6, 9.2)))


def _clock(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.4))
    painter.drawEllipse(QRectF(0.5, 0.5, 10, 10))
    _lines(painter, ((5.5, 2.8), (5.5, 5.8), (7.6, 6.9)))


def _lines(painter: QPainter, *lines: tuple[tuple[float, float], ...]) -> None:
    for line in lines:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))


_DRAW: dict[str, Callable[[QPainter, QColor], None]] = {
    "ring": _ring,
    "pie14": _pie(0.25),
    "pie12": _pie(0.5),
    "pie34": _pie(0.75),
    "full": _full,
    "dot": _dot,
    "arrow_up": _arrow_up,
    "diamond": _diamond,
    "tick": _tick,
    "cross": _cross,
    "struck_ring": _struck_ring,
    "exclamation": _exclamation,
    "two_bars": _two_bars,
    "clock": _clock,
}
MARKS = frozenset(_DRAW)
