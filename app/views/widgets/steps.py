"""Where a record stands: the bar of life-cycle steps, and the index of its sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.views import theme
from app.views.widgets.labels import label
from app.views.widgets.marks import paint_mark

_RING = 20
_TICK = 11
_INDEX_ROW = 32
_INDEX_NUMBER = 26
_HEIGHT_FOLDED = 24


@dataclass(frozen=True)
class StepMark:
    """One step: its word, a short note (a date), and `done`, `current` or `todo`."""

    text: str
    note: str = ""
    state: str = "todo"


class StepBar(QWidget):
    """Done = filled with a tick, current = ring with a dot, to come = empty ring. Not clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[StepMark, ...] = ()
        self._is_folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[StepMark]) -> None:
        """Show these steps from left to right."""
        self._steps = tuple(steps)
        spoken = _("{n} 步中的第 {i} 步：{text}")
        self.setAccessibleName(
            spoken.format(n=len(steps), i=self._place() + 1, text=self._current_text())
        )
        self.update()

    def set_folded(self, is_folded: bool) -> None:
        """In low windows one line of words: `整改 5/8`."""
        self._is_folded = is_folded
        self.updateGeometry()
        self.update()

    def folded_text(self) -> str:
        """The one line."""
        return f"{self._current_text()} {self._place() + 1}/{len(self._steps)}"

    def sizeHint(self) -> QSize:
        """As high as LOOK says; as wide as the window gives."""
        height = _HEIGHT_FOLDED if self._is_folded else theme.STEP_BAR_HEIGHT
        return QSize(90 * max(len(self._steps), 1), height)

    def minimumSizeHint(self) -> QSize:
        """Steps may come close to each other."""
        return QSize(56 * max(len(self._steps), 1), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines first, rings over them, words below."""
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_folded:
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.color("accent"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.folded_text())
        else:
            self._paint_lines(painter)
            for place, one in enumerate(self._steps):
                self._paint_ring(painter, self._centre(place), one)
                self._paint_words(painter, self._centre(place), one)
        painter.end()

    def _place(self) -> int:
        states = [one.state for one in self._steps]
        return states.index("current") if "current" in states else max(len(states) - 1, 0)

    def _current_text(self) -> str:
        return self._steps[self._place()].text if self._steps else ""

    def _centre(self, place: int) -> QPoint:
        share = self.width() / len(self._steps)
        return QPoint(round(share * (place + 0.5)), _RING // 2 + 1)

    def _paint_lines(self, painter: QPainter) -> None:
        gap = _RING // 2 + 3
        for place in range(len(self._steps) - 1):
            is_done = self._steps[place].state == "done"
            pen = QPen(theme.color("accent" if is_done else "line_strong"), 2 if is_done else 1.5)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if not is_done:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            start, end = self._centre(place), self._centre(place + 1)
            painter.drawLine(start.x() + gap, start.y(), end.x() - gap, end.y())

    def _paint_ring(self, painter: QPainter, centre: QPoint, one: StepMark) -> None:
        ring = QRectF(centre.x() - _RING / 2, centre.y() - _RING / 2, _RING, _RING)
        ring = ring.adjusted(1, 1, -1, -1)
        accent = theme.color("accent")
        is_done = one.state == "done"
        painter.setPen(QPen(theme.color("line_strong") if one.state == "todo" else accent, 1.8))
        painter.setBrush(accent if is_done else theme.color("surface"))
        painter.drawEllipse(ring)
        if is_done:
            side = _TICK
            mark = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            paint_mark(painter, mark, "tick", theme.color("on_accent"))
        elif one.state == "current":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(QRectF(centre.x() - 3.5, centre.y() - 3.5, 7, 7))

    def _paint_words(self, painter: QPainter, centre: QPoint, one: StepMark) -> None:
        role = "head_bold" if one.state == "current" else "secondary"
        font, small = theme.font(role), theme.font("small")
        word = QFontMetrics(font).horizontalAdvance(one.text)
        gap = theme.GAP - 2 if one.note else 0
        note = QFontMetrics(small).horizontalAdvance(one.note)
        room = round(self.width() / len(self._steps)) - theme.GAP
        if word + gap + note > room:
            gap = note = 0
        top, height = _RING + 4, self.height() - _RING - 4
        left = centre.x() - (word + gap + note) // 2
        tokens = {"done": "text", "current": "accent", "todo": "text2"}
        painter.setFont(font)
        painter.setPen(theme.color(tokens[one.state]))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, word + 1, height), middle, one.text)
        if note:
            painter.setFont(small)
            painter.setPen(theme.color("text2"))
            box = QRect(left + word + gap, top, note + 1, height)
            painter.drawText(box, middle, one.note)


@dataclass(frozen=True)
class SectionMark:
    """One section in the index: number on paper, title, complete or not, how many errors."""

    number: str
    title: str
    is_complete: bool = False
    errors: int = 0


_MARK_ROLE = int(Qt.ItemDataRole.UserRole)


class SectionIndex(QFrame):
    """The sections in paper order at the left of a record; a click goes there."""

    chosen = Signal(int)

    def __init__(self, head: str = "", foot: str = "") -> None:
        super().__init__()
        self.setObjectName("SectionIndex")
        self.setFixedWidth(theme.INDEX_WIDTH)
        self._list = QListWidget()
        self._list.setItemDelegate(_SectionDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName(_("各节"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP_CARD, 0, theme.GAP_CARD)
        column.setSpacing(theme.GAP_INNER)
        for text in (head, foot):
            note = label(text, "small")
            note.setContentsMargins(theme.GAP_CARD + 1, 0, theme.GAP, 0)
            if not text:
                note.hide()
            column.addWidget(note)
        column.insertWidget(1, self._list, 1)
        self._list.itemClicked.connect(lambda item: self.chosen.emit(self._list.row(item)))

    def set_sections(self, sections: Sequence[SectionMark]) -> None:
        """Show these sections; the current one stays current."""
        current = max(self._list.currentRow(), 0)
        while self._list.count() > len(sections):
            self._list.takeItem(self._list.count() - 1)
        while self._list.count() < len(sections):
            self._list.addItem(QListWidgetItem())
        for row, section in enumerate(sections):
            item = self._list.item(row)
            item.setData(_MARK_ROLE, section)
            item.setText(_spoken(section))
        self._list.setCurrentRow(min(current, len(sections) - 1))

    def current(self) -> int:
        """Which section is marked."""
        return self._list.currentRow()

    def set_current(self, row: int) -> None:
        """Mark a section without going there."""
        self._list.setCurrentRow(row)


def _spoken(section: SectionMark) -> str:
    state = _("已填完") if section.is_complete else ""
    if section.errors:
        state = _("{n} 处要改").format(n=section.errors)
    return " ".join(part for part in (section.number, section.title, state) if part)


class _SectionDelegate(QStyledItemDelegate):
    """Paints number, title, and a tick or the count of errors."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line."""
        return QSize(theme.INDEX_WIDTH, _INDEX_ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one section."""
        mark = index.data(_MARK_ROLE)
        if not isinstance(mark, SectionMark):
            return
        view = self.parent()
        is_current = isinstance(view, QListWidget) and view.currentRow() == index.row()
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs leave out the fields
        painter.save()
        self._paint_ground(painter, rect, is_current)
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(theme.GAP, 0, -theme.GAP_CARD, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        number = QRect(inner.left(), rect.top(), _INDEX_NUMBER, rect.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, mark.number)
        inner.setLeft(number.right() + theme.GAP)
        inner.setRight(self._paint_state(painter, inner, mark) - theme.GAP_INNER)
        painter.setFont(theme.font("bold" if is_current else "body"))
        painter.setPen(theme.color("accent" if is_current else "text"))
        title = QFontMetrics(painter.font()).elidedText(
            mark.title, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, is_current: bool) -> None:
        if is_current:
            painter.fillRect(rect.adjusted(theme.GAP, 0, 0, 0), theme.color("accent_soft"))
            bar = QRect(theme.GAP, rect.top(), theme.SELECTION_BAR, rect.height())
            painter.fillRect(bar, theme.color("accent"))

    def _paint_state(self, painter: QPainter, rect: QRect, mark: SectionMark) -> int:
        """Draw tick or count at the right; answers where it begins."""
        if mark.errors:
            text = _("{n} 处").format(n=mark.errors)
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("fail_fg"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect, flags, text)
            return rect.right() - QFontMetrics(painter.font()).horizontalAdvance(text)
        if mark.is_complete:
            side = theme.ICON_SMALL
            top = rect.top() + (rect.height() - side) // 2
            box = QRect(rect.right() - side + 1, top, side, side)
            theme.paint_icon(painter, box, "check", "pass_fg")
            return box.left()
        return rect.right()
