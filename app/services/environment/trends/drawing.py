"""Where everything of a trend stands in a box: one drawing for the screen and for paper.

Lengths are points of the painter, y grows downwards. A painter gives its own measure of text, and
knows how each tone looks; what a verdict is shows in the shape, so that black and white says the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise

from app import amounts
from app.i18n import _
from app.models.environment.check import EnvVerdict
from app.services.environment.readings import InForce, day_of
from app.services.environment.trends import scale
from app.services.environment.trends.trend import Trend, level_of, shown_value

Measure = Callable[[str], float]
Spot = tuple[float, float]
DOT, TRIANGLE, SQUARE = "dot", "triangle", "square"
SHAPES = {
    EnvVerdict.PASS: (DOT, "pass"),
    EnvVerdict.WARN: (TRIANGLE, "warn"),
    EnvVerdict.FAIL: (SQUARE, "fail"),
}
LIMIT_DASH, ACTION_DASH, GAP_DASH, STEP_DASH = (5.0, 3.0), (1.5, 2.5), (2.0, 3.0), (1.0, 2.0)
_GAP = 4.0


@dataclass(frozen=True)
class Box:
    """A rectangle, filled where it has a tone."""

    left: float
    top: float
    width: float
    height: float
    tone: str = ""

    @property
    def middle(self) -> Spot:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def touches(self, other: "Box") -> bool:
        """Whether the two lie over each other."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def is_crossed(self, start: Spot, end: Spot) -> bool:
        """Whether a line runs through it; looked at where it enters and leaves its width."""
        (x1, y1), (x2, y2) = start, end
        left, right = max(self.left, x1), min(self.left + self.width, x2)
        if left > right or x2 <= x1:
            return False
        heights = [y1 + (y2 - y1) * (x - x1) / (x2 - x1) for x in (left, right)]
        return min(heights) < self.top + self.height and self.top < max(heights)


@dataclass(frozen=True)
class Stroke:
    """A line from spot to spot; `dash` are lengths of ink and gap."""

    start: Spot
    end: Spot
    tone: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A reading; a re-check is hollow."""

    spot: Spot
    shape: str
    tone: str
    is_hollow: bool = False


@dataclass(frozen=True)
class Words:
    """A text on one line: `side` says which of its ends (or its middle) stands at the spot."""

    spot: Spot
    text: str
    tone: str
    side: str = "middle"


@dataclass
class Drawing:
    """Everything to paint, in this order; `spots` are those of the readings."""

    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Pen:
    """How large a painter writes: the measure of a text, a line of it, half the width of a mark.

    `today` is its word for today, which paper has not.
    """

    measure: Measure
    line: float
    mark: float
    today: str = ""


def draw(trend: Trend, size: tuple[float, float], pen: Pen) -> Drawing:
    """Lay a trend out in a box of this size."""
    return _Layout(trend, size, pen).drawing()


class _Layout:
    def __init__(self, trend: Trend, size: tuple[float, float], pen: Pen) -> None:
        self._trend, self._pen = trend, pen
        self._at = [trend.limit_at(day_of(one)) for one in trend.readings]
        known = [one for one in self._at if one is not None]
        known = known or ([trend.now] if trend.now else [])
        self._scale = scale.scale_of(trend, known)
        self._edges = _edges(known[-1]) if known and trend.is_measured else []
        self._places, self._slots = scale.slots(trend)
        names = [pen.measure(text) for _value, text in self._scale.ticks]
        beside = [pen.measure(text) for _value, text, _tone in self._edges]
        self._left, self._right = max(names) + _GAP, size[0] - max([*beside, 0.0]) - _GAP
        self._top, self._bottom = pen.line, size[1] - pen.line - _GAP

    def drawing(self) -> Drawing:
        made = Drawing(spots=tuple(self._spot(at) for at in range(len(self._places))))
        self._draw_ticks(made)
        self._draw_limits(made)
        self._draw_line(made)
        made.marks += [self._mark(at, spot) for at, spot in enumerate(made.spots)]
        made.words += self._numbers(made)
        made.words += self._days()
        return made

    def _x(self, slot: float) -> float:
        return self._left + (self._right - self._left) * (slot + 0.5) / self._slots

    def _y(self, value: Decimal) -> float:
        return self._bottom - (self._bottom - self._top) * self._scale.share(value)

    def _spot(self, at: int) -> Spot:
        one = self._trend.readings[at]
        measured = one.value if self._trend.is_measured else None
        value = measured if measured is not None else self._level(at)
        return self._x(self._places[at]), self._y(value)

    def _level(self, at: int) -> Decimal:
        """Where something found stands; among numbers at the edge it belongs to."""
        level = level_of(self._trend.readings[at])
        if not self._trend.is_measured:
            return level
        return self._scale.low if level else self._scale.high

    def _mark(self, at: int, spot: Spot) -> Mark:
        one = self._trend.readings[at]
        shape, tone = SHAPES[one.verdict]
        return Mark(spot, shape, tone, one.is_recheck)

    def _draw_ticks(self, made: Drawing) -> None:
        for value, text in self._scale.ticks:
            y = self._y(value)
            made.strokes.append(Stroke((self._left, y), (self._right, y), "grid"))
            made.words.append(Words((self._left - _GAP, y), text, "text2", "right"))

    def _draw_limits(self, made: Drawing) -> None:
        """The room between the limits as a band, its edges dashed; a new version makes a step."""
        for limit, begin, end in self._pieces():
            left, right = self._x(begin - 0.5), self._x(end + 0.5)
            top = self._top if limit.high is None else self._y(limit.high)
            low = self._bottom if limit.low is None else self._y(limit.low)
            made.boxes.append(Box(left, top, right - left, low - top, "band"))
            for value, _text, tone in _edges(limit):
                dash = LIMIT_DASH if tone == "limit" else ACTION_DASH
                y = self._y(value)
                made.strokes.append(Stroke((left, y), (right, y), tone, 1.2, dash))
            if begin > 0:
                made.strokes.append(
                    Stroke((left, self._top), (left, self._bottom), "step", 1.0, STEP_DASH)
                )
        named = [(self._y(value), text, tone) for value, text, tone in self._edges]
        for y, text, tone in _apart(named, self._pen.line):
            made.words.append(Words((self._right + _GAP, y), text, tone, "left"))

    def _pieces(self) -> Iterator[tuple[InForce, float, float]]:
        """Each limit with the first and last slot it held for; without readings that of today."""
        if not self._trend.is_measured:
            return
        if not self._at and self._trend.now is not None:
            yield self._trend.now, 0.0, self._slots - 1
        for limit, group in groupby(range(len(self._at)), key=lambda at: self._at[at]):
            places = [self._places[at] for at in group]
            if limit is not None:
                yield limit, places[0], places[-1]

    def _draw_line(self, made: Drawing) -> None:
        """From reading to reading; broken where long nothing was measured."""
        gaps = self._trend.gaps()
        for at, (start, end) in enumerate(pairwise(made.spots), 1):
            dash, tone = (GAP_DASH, "gap") if at in gaps else ((), "line")
            made.strokes.append(Stroke(start, end, tone, 1.6, dash))

    def _numbers(self, made: Drawing) -> Iterator[Words]:
        """The values of what did not pass and of the last one, free of marks and of each other."""
        taken = [_around(one.spot, self._pen.mark) for one in made.marks]
        lines = [one for one in made.strokes if one.tone not in ("grid", "step")]
        last = len(made.spots) - 1
        for at, spot in sorted(enumerate(made.spots), reverse=True):
            one = self._trend.readings[at]
            if one.verdict is EnvVerdict.PASS and at != last:
                continue
            text = (
                amounts.plain(one.value) if one.value is not None else shown_value(self._trend, one)
            )
            box = self._free(spot, self._pen.measure(text), taken, lines)
            if box is not None:
                taken.append(box)
                tone = SHAPES[one.verdict][1]
                yield Words(box.middle, text, "text" if tone == "pass" else tone)

    def _free(
        self, spot: Spot, width: float, taken: Sequence[Box], lines: Sequence[Stroke]
    ) -> Box | None:
        """Where a number has room beside its mark: best where no line runs through it."""
        places = [
            box
            for box in _beside(spot, width, self._pen)
            if self._holds(box) and not any(box.touches(other) for other in taken)
        ]
        clear = (
            box for box in places
            if not any(box.is_crossed(one.start, one.end) for one in lines)
        )  # fmt: skip
        return next(clear, places[0] if places else None)

    def _holds(self, box: Box) -> bool:
        return (
            box.left >= self._left
            and box.left + box.width <= self._right + _GAP
            and box.top >= 0
            and box.top + box.height <= self._bottom
        )

    def _days(self) -> Iterator[Words]:
        """The days below, as many as have room."""
        y = self._bottom + _GAP + self._pen.line / 2
        taken: list[Box] = []
        named = (
            at for at in scale.by_weight(len(self._places))
            if scale.is_named(self._trend.readings, at)
        )  # fmt: skip
        for at in named:
            text = scale.day_words(self._trend.readings, at, self._pen.today)
            width = self._pen.measure(text)
            left = self._x(self._places[at]) - width / 2
            left = min(max(left, self._left - _GAP), self._right + _GAP - width)
            box = Box(left - _GAP, y, width + 2 * _GAP, 1.0)
            if not any(box.touches(other) for other in taken):
                taken.append(box)
                yield Words((left + width / 2, y), text, "text2")


def _edges(limit: InForce) -> list[tuple[Decimal, str, str]]:
    """The lines of a limit: value, word, tone."""
    found = (
        (limit.high, _("上限"), "limit"), (limit.low, _("下限"), "limit"),
        (limit.action_high, _("干预线"), "action"), (limit.action_low, _("干预线"), "action"),
    )  # fmt: skip
    return [(value, text, tone) for value, text, tone in found if value is not None]


def _apart(
    named: Iterable[tuple[float, str, str]], line: float
) -> Iterator[tuple[float, str, str]]:
    """The words of lines that lie close together, moved down as far as they need."""
    lowest = float("-inf")
    for y, text, tone in sorted(named):
        lowest = max(y, lowest + line)
        yield lowest, text, tone


def _around(spot: Spot, half: float) -> Box:
    return Box(spot[0] - half, spot[1] - half, 2 * half, 2 * half)


def _beside(spot: Spot, width: float, pen: Pen) -> Iterator[Box]:
    """Above a mark, below it, at its left, at its right, then a little further off."""
    x, y = spot
    for off in (pen.mark + 1, pen.mark + pen.line):
        yield Box(x - width / 2, y - off - pen.line, width, pen.line)
        yield Box(x - width / 2, y + off, width, pen.line)
        yield Box(x - off - width - 1, y - pen.line / 2, width, pen.line)
        yield Box(x + off + 1, y - pen.line / 2, width, pen.line)
