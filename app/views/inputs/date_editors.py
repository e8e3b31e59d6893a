"""Editors for days and moments: typed in a short form, walked with arrows, or picked."""

import re
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.views import theme
from app.views.inputs.fields import Editor
from app.views.inputs.lines import Line
from app.views.widgets.buttons import quiet
from app.views.widgets.keystrokes import opens_choices

_PARTS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[\s\-/.年月日号]+")
_TIME = re.compile(r"(\d{1,2})(?:[:.时点\s](\d{1,2})分?)?")


def read_day(typed: str, today: date) -> date | None:
    """The day meant by `2026-11-16`, `20261116`, `26.11.16`, `11-16`, `1116` or `16`, or None."""
    text = _SEPARATORS.sub("-", normalize("NFKC", typed).strip()).strip("-")
    parts = text.split("-")
    if not all(_PARTS.fullmatch(part) for part in parts):
        return None
    if len(parts) == 1:
        parts = _split_digits(parts[0])
    numbers = [int(part) for part in parts]
    defaults = [today.year, today.month]
    if not 1 <= len(numbers) <= 3:
        return None
    year, month, day = [*defaults[: 3 - len(numbers)], *numbers]
    if len(numbers) == 3 and len(parts[0]) == 2:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _split_digits(digits: str) -> list[str]:
    """Digits without separators: the last two are the day, two before them the month."""
    if len(digits) <= 2:
        return [digits]
    if len(digits) == 4:
        return [digits[:2], digits[2:]]
    if len(digits) in (6, 8):
        return [digits[:-4], digits[-4:-2], digits[-2:]]
    return ["0"]


def read_time(typed: str) -> time | None:
    """The time meant: `16:20`, `1620`, `920`, `16`, `16点20`; None if no time."""
    text = normalize("NFKC", typed).strip()
    if text.isdigit() and len(text) in (3, 4):
        text = f"{text[:-2]}:{text[-2:]}"
    found = _TIME.fullmatch(text)
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


class DayLine(Line):
    """The line of a day: Ctrl+T today, ↑↓ one day, F4 or Alt+↓ the calendar."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("年-月-日"))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhPreferNumbers
        )
        self.set_trailing("calendar")
        self._popup: _CalendarPopup | None = None
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.trailing_clicked.connect(self.open_calendar)

    def day(self) -> date | None:
        """The day typed, or None."""
        return read_day(self.text(), clock.today()) if self.text().strip() else None

    def set_day(self, day: date | None) -> None:
        """Show a day, silently."""
        self.setText(day.isoformat() if day else "")

    def tidy(self) -> None:
        """Write the day out in full."""
        day = self.day()
        if day is not None and self.text() != day.isoformat():
            self.set_day(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a day; the rest is typing."""
        if self.is_composing() or self.isReadOnly():
            super().keyPressEvent(event)
        elif opens_choices(event):
            self.open_calendar()
        elif (
            event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self._enter(clock.today())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self._has_modifiers(event):
            step = timedelta(days=1 if event.key() == Qt.Key.Key_Up else -1)
            day = self.day()
            self._enter(clock.today() if day is None else _within(day, step))
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show a month under the field."""
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.chosen.connect(self._on_chosen)
        self._popup.open(self.day() or clock.today())

    def _has_modifiers(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)

    def _on_chosen(self, day: object) -> None:
        self._enter(day if isinstance(day, date) else None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, day: date | None) -> None:
        self.set_day(day)
        self.selectAll()
        self.edited.emit()


def _within(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        return day


class DateEdit(Editor):
    """A day, shown as yyyy-MM-dd; may be empty."""

    def __init__(self) -> None:
        super().__init__()
        self.line = DayLine()
        self.line.setFixedWidth(theme.WIDTHS["date"])
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        row.addStretch(1)
        self._add_input(self.line)
        self.line.edited.connect(self.changed)

    def value(self) -> date | None:
        """The day, or None when empty or not readable."""
        return self.line.day()

    def set_value(self, value: object) -> None:
        """Show a day silently."""
        self.line.set_day(value if isinstance(value, date) else None)
        self._refresh_shown()

    def text(self) -> str:
        """The day as shown."""
        day = self.value()
        return day.isoformat() if day else ""

    def problem(self) -> str:
        """What was typed is no day."""
        return _day_problem(self.line)

    def _on_left(self) -> None:
        self.line.tidy()


class DateTimeEdit(Editor):
    """A moment on the hospital's wall clock; the value is an aware UTC datetime. May be empty."""

    def __init__(self) -> None:
        super().__init__()
        self.day = DayLine()
        self.day.setFixedWidth(theme.WIDTHS["date"])
        self.clock = _TimeLine()
        self.clock.setFixedWidth(theme.WIDTHS["time"])
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.day)
        row.addWidget(self.clock)
        row.addStretch(1)
        self._add_input(self.day)
        self._add_input(self.clock)
        self.day.edited.connect(self.changed)
        self.clock.edited.connect(self.changed)

    def value(self) -> datetime | None:
        """The moment, or None while a part is missing."""
        day, at = self.day.day(), read_time(self.clock.text())
        return clock.instant(day, at) if day is not None and at is not None else None

    def set_value(self, value: object) -> None:
        """Show a moment silently."""
        local = clock.local(value) if isinstance(value, datetime) else None
        self.day.set_day(local.date() if local else None)
        self.clock.setText(f"{local:%H:%M}" if local else "")
        self._refresh_shown()

    def text(self) -> str:
        """The moment as shown."""
        moment = self.value()
        return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else ""

    def problem(self) -> str:
        """What was typed is no day, no time, or only one of them."""
        wrong_day = _day_problem(self.day)
        if wrong_day:
            return wrong_day
        typed = self.clock.text().strip()
        if typed and read_time(typed) is None:
            return _("时间写成 16:20")
        if self.day.day() is not None and not typed:
            return _("还没有写时间，如 16:20")
        if typed and self.day.day() is None:
            return _("还没有写日期")
        return ""

    def describe(self, name: str, description: str) -> None:
        """Both parts have the label in their name."""
        super().describe(name, description)
        self.clock.setAccessibleName(_("{label}，时间").format(label=name))

    def _on_left(self) -> None:
        self.day.tidy()
        self.clock.tidy()


class _TimeLine(Line):
    """The line of a time: Ctrl+T now, ↑↓ one minute."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("时:分"))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhPreferNumbers
        )
        self.textEdited.connect(lambda _text: self.edited.emit())

    def tidy(self) -> None:
        """Write the time out in full."""
        at = read_time(self.text())
        if at is not None:
            self.setText(f"{at:%H:%M}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a time; the rest is typing."""
        if self.is_composing():
            super().keyPressEvent(event)
        elif (
            event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self._enter(clock.local(clock.now()))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            at = read_time(self.text()) or clock.local(clock.now()).time()
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self._enter(clock.local(clock.instant(clock.today(), at)) + timedelta(minutes=step))
        else:
            super().keyPressEvent(event)

    def _enter(self, moment: datetime) -> None:
        self.setText(f"{moment:%H:%M}")
        self.selectAll()
        self.edited.emit()


def _day_problem(line: DayLine) -> str:
    if line.text().strip() and line.day() is None:
        return _("没有这一天，写成 2026-11-16 或 11-16")
    return ""


class _CalendarPopup(QFrame):
    """A month under the field, with 今天 and 清空."""

    chosen = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor, Qt.WindowType.Popup)
        self.setObjectName("Calendar")
        self._anchor = anchor
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        self._calendar.setGridVisible(False)
        today, empty = quiet(_("今天")), quiet(_("清空"))
        row = QHBoxLayout()
        row.addWidget(today)
        row.addStretch(1)
        row.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.GAP_INNER)
        column.addWidget(self._calendar)
        column.addLayout(row)
        self._calendar.clicked.connect(self._on_day)
        self._calendar.activated.connect(self._on_day)
        today.clicked.connect(lambda: self._answer(clock.today()))
        empty.clicked.connect(lambda: self._answer(None))

    def open(self, day: date) -> None:
        """Show the month of `day` below the field, or above where the screen ends."""
        # The weekend is red by default; here red means that somebody must act.
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekday, plain)
        head = QTextCharFormat()
        head.setForeground(theme.color("text2"))
        head.setBackground(theme.color("surface"))
        self._calendar.setHeaderTextFormat(head)
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        corner = self._anchor.mapToGlobal(QPoint(0, self._anchor.height() + 1))
        room = self._anchor.screen().availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner = self._anchor.mapToGlobal(QPoint(0, -self.height() - 1))
        corner.setX(min(corner.x(), room.right() - self.width()))
        self.move(corner)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_day(self, day: QDate) -> None:
        self._answer(date(day.year(), day.month(), day.day()))

    def _answer(self, day: date | None) -> None:
        self.hide()
        self.chosen.emit(day)
