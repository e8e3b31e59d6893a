"""A month as a grid of days; marks say what was done, missed, is due, with a sign and a number each."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import clock
from app.i18n import _
from app.services.days.workdays import WEEKDAYS
from app.views import theme
from app.views.widgets.badges import Badge, badge_width, paint_badge
from app.views.widgets.keystrokes import is_plain_enter

WEEKS, DAYS = 6, 7
_HEAD, _LEAST_CELL, _USUAL_CELL = 28, QSize(84, 62), QSize(112, 74)
_LINE = 22
Marks = Mapping[date, Sequence[Badge]]


class MonthGrid(QWidget):
    """Six weeks from Monday; arrows walk over the days, Enter opens one."""

    walked = Signal(object)  # the day the keyboard stands on
    opened = Signal(object)  # a day: Enter, or a double click
    month_asked = Signal(object)  # the first of another month

    def __init__(self) -> None:
        super().__init__()
        self._first = clock.today().replace(day=1)
        self._day = clock.today()
        self._marks: Marks = {}
        self._said: Mapping[date, str] = {}
        self.setAccessibleName(_("检查日历"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_month(self, first: date, marks: Marks, said: Mapping[date, str]) -> None:
        """Show a month; `said` is what a screen reader says of a day."""
        self._first, self._marks, self._said = first, marks, said
        self._say()
        self.update()

    def day(self) -> date:
        """The day the keyboard stands on."""
        return self._day

    def go_to(self, day: date) -> None:
        """Stand on a day; in another month that month is asked for."""
        self._day = day
        self._say()
        self.update()
        if day.replace(day=1) != self._first:
            self.month_asked.emit(day.replace(day=1))
        self.walked.emit(day)

    def turn(self, months: int) -> None:
        """The same day of another month, or its last."""
        count = self._day.year * 12 + self._day.month - 1 + months
        first = date(count // 12, count % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.go_to(min(first.replace(day=1) + timedelta(days=self._day.day - 1), last))

    def sizeHint(self) -> QSize:
        """Room for two marks below the number of a day."""
        return QSize(DAYS * _USUAL_CELL.width(), _HEAD + WEEKS * _USUAL_CELL.height())

    def minimumSizeHint(self) -> QSize:
        """Two marks side by side still fit."""
        return QSize(DAYS * _LEAST_CELL.width(), _HEAD + WEEKS * _LEAST_CELL.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by days and weeks, PgUp and PgDn by months, Home to today."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS,
        }  # fmt: skip
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(self._day + timedelta(days=steps[key]))
        elif key in turns:
            self.turn(turns[key])
        elif key == Qt.Key.Key_Home:
            self.go_to(clock.today())
        elif is_plain_enter(event):
            self.opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses a day."""
        day = self._day_at(event)
        if day is not None:
            self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second one opens it."""
        day = self._day_at(event)
        if day is not None:
            self.opened.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen day is framed while the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And only then."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekdays, then days with their marks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setFont(theme.font("head"))
        painter.setPen(theme.color("text2"))
        for place, word in enumerate(WEEKDAYS):
            box = self._cell(-1, place).adjusted(theme.CELL_PADDING, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _(word))
        for number in range(WEEKS * DAYS):
            day = self._begins() + timedelta(days=number)
            self._paint_day(painter, self._cell(number // DAYS, number % DAYS), day)
        painter.end()

    # ---- inside --------------------------------------------------------------------------------

    def _paint_day(self, painter: QPainter, box: QRect, day: date) -> None:
        is_of_month = day.month == self._first.month
        if day == self._day:
            painter.fillRect(box, theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(box)
        is_today = day == clock.today()
        painter.setFont(theme.font("bold" if is_today else "body"))
        painter.setPen(theme.color("accent" if is_today else "text" if is_of_month else "text3"))
        head = QRect(box.left() + theme.CELL_PADDING, box.top() + 2, box.width() - 12, _LINE)
        words = _("{d} 今天").format(d=day.day) if is_today else str(day.day)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, words)
        if is_of_month:
            self._paint_marks(painter, box.adjusted(theme.CELL_PADDING, 2 + _LINE, -4, -2), day)
        if day == self._day and self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_marks(self, painter: QPainter, room: QRect, day: date) -> None:
        left, top = room.left(), room.top()
        for badge in self._marks.get(day, ()):
            width = badge_width(badge)
            if left > room.left() and left + width > room.right():
                left, top = room.left(), top + _LINE + 1
            paint_badge(painter, QRect(left, top, width, _LINE), badge, theme.current())
            left += width + 4

    def _begins(self) -> date:
        return self._first - timedelta(days=self._first.weekday())

    def _cell(self, week: int, place: int) -> QRect:
        """Where a day stands; week -1 is the row of weekdays."""
        wide = (self.width() - 1) / DAYS
        high = (self.height() - 1 - _HEAD) / WEEKS
        left, right = round(place * wide), round((place + 1) * wide)
        if week < 0:
            return QRect(left, 0, right - left, _HEAD)
        top, bottom = round(_HEAD + week * high), round(_HEAD + (week + 1) * high)
        return QRect(left, top, right - left, bottom - top)

    def _day_at(self, event: QMouseEvent) -> date | None:
        at = event.position().toPoint()
        for number in range(WEEKS * DAYS):
            if self._cell(number // DAYS, number % DAYS).contains(at):
                return self._begins() + timedelta(days=number)
        return None

    def _say(self) -> None:
        words = _("{m} 月 {d} 日").format(m=self._day.month, d=self._day.day)
        what = self._said.get(self._day, "") or _("没有检查")
        self.setAccessibleDescription(f"{words}，{what}")
