"""The chain around a record as a small picture: what came from what, each record a box to click."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.links.chain import Chain, Node
from app.services.registers import catalog
from app.views import theme
from app.views.registers.state_badges import state_badge
from app.views.widgets.badges import paint_badge
from app.views.widgets.keystrokes import ENTER

_BOX = QSize(216, 72)
_ACROSS, _DOWN = 44, 16
_ROOM = 16
_ARROW = 5.0


@dataclass(frozen=True)
class _Placed:
    """A record and where its box stands."""

    node: Node
    rect: QRect


class ChainPicture(QWidget):
    """Origins at the left, what came of them at the right. Arrows walk the boxes, Enter opens one."""

    record_asked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._chain = Chain((), ())
        self._placed: list[_Placed] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("关联图"))

    def show_chain(self, chain: Chain) -> None:
        """Lay the records out in columns by their distance from the one looked at."""
        self._chain, self._current, columns = chain, 0, sorted({one.step for one in chain.nodes})
        used = dict.fromkeys(columns, 0)
        self._placed = []
        for node in chain.nodes:
            left = _ROOM + columns.index(node.step) * (_BOX.width() + _ACROSS)
            top = _ROOM + used[node.step] * (_BOX.height() + _DOWN)
            used[node.step] += 1
            self._placed.append(_Placed(node, QRect(left, top, _BOX.width(), _BOX.height())))
        self._tell()
        self.updateGeometry()
        self.resize(self.sizeHint())  # adjustSize would stop at two thirds of the screen
        self.update()

    def boxes(self) -> list[QRect]:
        """Where the boxes stand, in the order of the chain."""
        return [one.rect for one in self._placed]

    def sizeHint(self) -> QSize:
        """As large as the chain."""
        right = max((one.rect.right() for one in self._placed), default=_BOX.width())
        bottom = max((one.rect.bottom() for one in self._placed), default=_BOX.height())
        return QSize(right + _ROOM, bottom + _ROOM)

    # ---- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrows behind, boxes before them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for source, target in self._chain.edges:
            self._paint_arrow(painter, self._placed[source].rect, self._placed[target].rect)
        for place, one in enumerate(self._placed):
            self._paint_box(painter, one, place)
        painter.end()

    def _paint_arrow(self, painter: QPainter, source: QRect, target: QRect) -> None:
        painter.setPen(QPen(theme.color("line_strong"), 1.5))
        start = QPointF(source.right() + 1, source.center().y())
        end = QPointF(target.left(), target.center().y())
        middle = (start.x() + end.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.drawLine(end, end + QPointF(-_ARROW, -_ARROW))
        painter.drawLine(end, end + QPointF(-_ARROW, _ARROW))

    def _paint_box(self, painter: QPainter, one: _Placed, place: int) -> None:
        is_current = place == self._current and self.hasFocus()
        is_own = one.node.step == 0 and place == 0
        edge = "accent" if is_current or is_own else "line_strong"
        painter.setPen(QPen(theme.color(edge), 2.0 if is_current else 1.0))
        painter.setBrush(theme.color("accent_soft" if is_own else "surface"))
        painter.drawRoundedRect(QRectF(one.rect), theme.RADIUS_CARD, theme.RADIUS_CARD)
        inner = one.rect.adjusted(theme.GAP, theme.GAP_INNER, -theme.GAP, -theme.GAP_INNER)
        kind = catalog.by_name(one.node.register)
        line = QRect(inner.left(), inner.top(), inner.width(), 20)
        self._write(painter, line, _(kind.item), "strong", "text")
        if one.node.status is None:
            line.translate(0, 20)
            self._write(painter, line, _("不在您能看的范围里"), "small", "text2")
            return
        badge = state_badge(kind, one.node.status)
        room = QFontMetrics(theme.font("strong")).horizontalAdvance(_(kind.item)) + theme.GAP
        paint_badge(painter, line.adjusted(room, 0, 0, 0), badge, theme.current())
        line.translate(0, 22)
        self._write(painter, line, one.node.number, "small", "accent")
        line.translate(0, 19)
        self._write(painter, line, one.node.title, "small", "text2")

    def _write(self, painter: QPainter, rect: QRect, text: str, role: str, ink: str) -> None:
        font = theme.font(role)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    # ---- going about ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on, Enter opens."""
        if event.key() in ENTER:
            self._open(self._current)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._go(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a box opens its record."""
        place = self._at(event.position().toPoint())
        if place is not None:
            self._current = place
            self._tell()
            self.update()
            self._open(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened; the whole title where it is cut."""
        place = self._at(event.position().toPoint())
        node = self._placed[place].node if place is not None else None
        can_open = node is not None and not node.is_hidden
        shape = Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(node.title if node is not None else "")

    def _go(self, step: int) -> None:
        self._current = min(max(self._current + step, 0), len(self._placed) - 1)
        self._tell()
        self.update()

    def _at(self, point: object) -> int | None:
        found = (i for i, one in enumerate(self._placed) if one.rect.contains(point))  # type: ignore[call-overload]  # a QPoint
        return next(found, None)

    def _open(self, place: int) -> None:
        if place < len(self._placed) and not self._placed[place].node.is_hidden:
            node = self._placed[place].node
            self.record_asked.emit(node.register, node.record_id)

    def _tell(self) -> None:
        """One sentence for a screen reader."""
        if not self._placed:
            return
        node = self._placed[self._current].node
        kind = catalog.by_name(node.register)
        state = _(node.status.label) if node.status is not None else _("不在您能看的范围里")
        self.setAccessibleDescription(f"{_(kind.item)} {node.number} {node.title}：{state}")
