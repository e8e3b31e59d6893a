"""The scale of a trend: round numbers up its side, slots along it, and the words of its days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from app import amounts, clock
from app.i18n import _
from app.services.environment.readings import InForce, Reading, day_of
from app.services.environment.trends.trend import Trend

_PARTS = 5
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_FROM_ZERO = Decimal("0.5")  # of the highest value: what begins lower is shown from zero on
_HALF = Decimal("0.5")
_GAP_SLOTS = 0.8


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`, with a word at each tick."""

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]

    def share(self, value: Decimal) -> float:
        """How far up a value stands: 0 at the bottom, 1 at the top."""
        share = (value - self.low) / (self.high - self.low)
        return float(min(max(share, Decimal(0)), Decimal(1)))


def scale_of(trend: Trend, limits: Sequence[InForce]) -> Scale:
    """What holds all readings and the limits they were held against."""
    if not trend.is_measured:
        ticks = ((Decimal(1), _("符合")), (Decimal(0), _("不符合")))
        return Scale(-_HALF, 1 + _HALF, ticks)
    values = [one.value for one in trend.readings if one.value is not None]
    for limit in limits:
        edges = (limit.low, limit.high, limit.action_low, limit.action_high)
        values += [one for one in edges if one is not None]
    return _round(values or [Decimal(0)])


def _round(values: Sequence[Decimal]) -> Scale:
    low, high = min(values), max(values)
    if low >= 0 and low < high * _FROM_ZERO:
        low = Decimal(0)
    if high <= 0 and high > low * _FROM_ZERO:
        high = Decimal(0)
    if low == high:
        low, high = (
            (Decimal(0), Decimal(1)) if not low else (low - abs(low) / 2, high + abs(high) / 2)
        )
    step = _step((high - low) / _PARTS)
    first, last = (low / step).__floor__(), (high / step).__ceil__()
    # What stands on the edge of the picture would be cut: room for its mark.
    if high == last * step and high != 0:
        last += 1
    if low == first * step and low != 0:
        first -= 1
    ticks = tuple((at * step, amounts.plain(at * step)) for at in range(first, last + 1))
    return Scale(first * step, last * step, ticks)


def _step(least: Decimal) -> Decimal:
    """The next round number: 1, 2, 2.5 or 5 of some power of ten."""
    power = Decimal(10) ** floor(log10(least))
    return next(one * power for one in _STEPS if one * power >= least)


def slots(trend: Trend) -> tuple[tuple[float, ...], float]:
    """Where each reading stands, one after the other and further apart at a gap; and how many fit."""
    gaps, at, found = trend.gaps(), 0.0, []
    for place in range(len(trend.readings)):
        at += _GAP_SLOTS if place in gaps else 0.0
        found.append(at)
        at += 1.0
    return tuple(found), max(at, 1.0)


def day_words(readings: Sequence[Reading], at: int, today: str) -> str:
    """`11-26`, at the beginning with its year unless that is this one; `today` is the word for today.

    Paper has no such word: it is read on other days, and says the year.
    """
    day, now = day_of(readings[at]), clock.today()
    if today and day == now:
        return today
    if at == 0 and (not today or day.year != now.year):
        return f"{day:%Y-%m-%d}"
    if at == len(readings) - 1 and today and day.year != now.year:
        return f"{day:%Y-%m-%d}"
    return f"{day:%m-%d}"


def is_named(readings: Sequence[Reading], at: int) -> bool:
    """Whether a reading has its day below: of those of one day the first, and the very last."""
    if at in (0, len(readings) - 1):
        return True
    return day_of(readings[at]) != day_of(readings[at - 1])


def by_weight(count: int) -> Iterator[int]:
    """The last place, the first, the middle, then the rest: in this order they get room."""
    seen: set[int] = set()
    parts = 1
    while len(seen) < count:
        for part in range(parts, -1, -1):
            at = round((count - 1) * part / parts)
            if at not in seen:
                seen.add(at)
                yield at
        parts *= 2
