"""Paints the charts of a form as vectors: columns, rows and a line, legible in grey as well."""

from decimal import Decimal
from typing import TYPE_CHECKING

from app.services.forms import fonts
from app.services.forms.painting import operators
from app.services.forms.painting.letters import Area, paint_line
from app.services.forms.shown import Run, char_widths
from app.services.forms.styles import BLACK, Font
from app.services.forms.values import Chart

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

INK, PALE, AXIS, FAIL = "1B5FA3", "A4BFDA", "8A8A8A", "B3261E"
_SIZE, _TITLE_SIZE = 8.0, 9.0
_PAD, _GAP, _LINE = 6.0, 3.0, 12.0
_BAR, _ROW_BAR = 0.62, 0.55
_LABELS_SHARE = 0.42
_MARK = 2.4
_HIGHEST_ROW = 20.0
_WIDEST_BAR = 34.0
Number = int | Decimal | None


def paint(canvas: "Canvas", chart: Chart, area: Area) -> None:
    """Paint a chart into the room of its cell."""
    _Painter(canvas, chart, area).paint()


class _Painter:
    """One chart. Coordinates are those of the page body: y counts downwards and is turned at the end."""

    def __init__(self, canvas: "Canvas", chart: Chart, area: Area) -> None:
        self._canvas, self._chart = canvas, chart
        self._left, self._right = area.x + _PAD, area.x + area.width - _PAD
        self._top, self._bottom = area.y + _PAD, area.y + area.height - _PAD
        known = [one for one in (*chart.numbers, *chart.beside) if one is not None]
        self._most = float(max(known, default=0)) or 1.0
        self._least = float(min(known, default=0))

    def paint(self) -> None:
        """The title, then the values; words where there is nothing to draw."""
        title = Font(fonts.SANS_MEDIUM, _TITLE_SIZE, BLACK)
        self._write(self._chart.title, self._left, self._top + _TITLE_SIZE, font=title)
        if self._chart.beside:
            self._legend()
        self._top += _TITLE_SIZE + 2 * _GAP
        if not any(one for one in self._chart.numbers):
            middle = (self._top + self._bottom) / 2
            self._write("本期没有数据", (self._left + self._right) / 2, middle, side=0.5)
            return
        {"columns": self._columns, "rows": self._rows, "line": self._line}[self._chart.shape]()

    # ---- shapes --------------------------------------------------------------------------------

    def _columns(self) -> None:
        base = self._bottom - _LINE
        room = base - self._top - _LINE
        step = (self._right - self._left) / len(self._chart.labels)
        width = min(step * _BAR, _WIDEST_BAR)
        series = [self._chart.numbers, *([self._chart.beside] if self._chart.beside else [])]
        for place, label in enumerate(self._chart.labels):
            middle = self._left + step * (place + 0.5)
            each = width / len(series)
            for at, numbers in reversed(list(enumerate(series))):
                number = numbers[place]
                height = room * float(number or 0) / self._most
                x = middle - width / 2 + at * each
                self._fill(x, base - height, each, height, PALE if at else INK)
                if number and not at:
                    self._write(_text(number), x + each / 2, base - height - _GAP, side=0.5)
            self._write(self._fit(label, step), middle, base + _SIZE + _GAP / 2, side=0.5)
        self._rule(self._left, base, self._right, base, AXIS)

    def _rows(self) -> None:
        labels = self._chart.labels
        step = min((self._bottom - self._top) / len(labels), _HIGHEST_ROW)
        most = (self._right - self._left) * _LABELS_SHARE
        words = min(max(self._wide(one) for one in labels), most)
        numbers = max(self._wide(_text(one)) for one in self._chart.numbers) + 2 * _GAP
        left = self._left + words + 2 * _GAP
        room = self._right - left - numbers
        for place, (label, number) in enumerate(zip(labels, self._chart.numbers, strict=True)):
            middle = self._top + step * (place + 0.5)
            baseline = middle + _SIZE * 0.36
            self._write(self._fit(label, words), self._left, baseline)
            width = room * float(number or 0) / self._most
            bar = step * _ROW_BAR
            self._fill(left, middle - bar / 2, width, bar, INK)
            self._write(_text(number), left + width + _GAP, baseline)

    def _line(self) -> None:
        goal = self._chart.goal
        low = min(self._least, float(goal) - 10 if goal is not None else self._least)
        high = max(100.0, self._most) if goal is not None else self._most
        base = self._bottom - _LINE
        room = base - self._top - 2 * _LINE
        step = (self._right - self._left) / len(self._chart.labels)

        def height(number: float) -> float:
            return base - _GAP - room * (number - low) / max(high - low, 1.0)

        if goal is not None:
            at = height(float(goal))
            operators.pen(self._canvas, AXIS, 0.7, (3, 2))
            operators.lines(self._canvas, [(self._left, -at, self._right, -at)])
            operators.pen(self._canvas, AXIS, 0.7)
            self._write(f"目标 {goal}", self._right, at - 2, side=1.0)
        spots = [
            (self._left + step * (place + 0.5), height(float(number)), number)
            for place, number in enumerate(self._chart.numbers) if number is not None
        ]  # fmt: skip
        operators.pen(self._canvas, INK, 1.4)
        operators.stroke(self._canvas, [(x, -y) for x, y, _number in spots])
        for x, y, number in spots:
            outside = goal is not None and number < goal
            self._mark(x, y, outside=outside)
            self._write(_text(number), x, y - _MARK - _GAP, side=0.5)
        for place, label in enumerate(self._chart.labels):
            middle = self._left + step * (place + 0.5)
            self._write(self._fit(label, step), middle, base + _SIZE + _GAP / 2, side=0.5)
        self._rule(self._left, base, self._right, base, AXIS)

    # ---- parts ---------------------------------------------------------------------------------

    def _legend(self) -> None:
        """What the two shades are, at the right of the title."""
        x = self._right
        for name, ink in reversed(list(zip(self._chart.series, (INK, PALE), strict=False))):
            x -= self._wide(name)
            self._write(name, x, self._top + _TITLE_SIZE)
            x -= _SIZE + _GAP
            self._fill(x, self._top + _TITLE_SIZE - _SIZE * 0.75, _SIZE, _SIZE * 0.75, ink)
            x -= 2 * _GAP

    def _fill(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        if width > 0 and height > 0:
            operators.fill_color(self._canvas, ink)
            self._canvas.addLiteral(f"{x:.3f} {-y - height:.3f} {width:.3f} {height:.3f} re f")

    def _mark(self, x: float, y: float, *, outside: bool) -> None:
        """Round within the limit, a red square outside it: told apart in grey too."""
        if outside:
            self._fill(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, FAIL)
            return
        operators.fill_color(self._canvas, INK)
        self._canvas.circle(x, -y, _MARK, stroke=0, fill=1)

    def _rule(self, x1: float, y1: float, x2: float, y2: float, ink: str) -> None:
        operators.pen(self._canvas, ink, 0.7)
        operators.lines(self._canvas, [(x1, -y1, x2, -y2)])

    def _write(
        self, text: str, x: float, y: float, side: float = 0.0, font: Font | None = None
    ) -> None:
        run = [Run(text, font or Font(fonts.SANS, _SIZE, BLACK))]
        paint_line(self._canvas, run, x - side * sum(char_widths(run)), -y)

    def _wide(self, text: str) -> float:
        return sum(char_widths([Run(text, Font(fonts.SANS, _SIZE, BLACK))]))

    def _fit(self, text: str, room: float) -> str:
        """As much of a word as has room."""
        if self._wide(text) <= room:
            return text
        while text and self._wide(text + "…") > room:
            text = text[:-1]
        return text + "…"


def _text(number: Number) -> str:
    return "" if number is None else f"{number:,}"
