"""The periods within which a point is to be checked once, by its frequency (domain §1.3).

They lie in the calendar (the week, the month, the quarter), so that a late check does not push the
next one away. Only 每 15 日 counts from the last check: the law limits the interval (四.4, 特种设备
安全监察条例 31 条), and two checks in fixed halves of a month may lie 29 days apart.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from app.i18n import N_
from app.models.environment.standard import Frequency
from app.services.registers.environment import judging

MORNING, AFTERNOON = N_("上午"), N_("下午")
ONE_DAY = timedelta(days=1)
INTERVAL = 15
_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.TWO_MONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.TWO_YEARLY: 24,
}
SHORT = frozenset({Frequency.TWICE_DAILY, Frequency.DAILY, Frequency.WEEKLY})
PLANNED = SHORT | {Frequency.FIFTEEN_DAYS, *_MONTHS}


class Period(NamedTuple):
    """From the first to the last day, of which a half where two checks a day are due."""

    begins: date
    ends: date
    half: str = ""


def of(frequency: Frequency, anchor: date, first: date, last: date) -> Iterator[Period]:
    """The periods that touch the days from `first` to `last`; two years are counted from the anchor.

    每 15 日 has none here, see `intervals`; nor has what is checked when there is a reason.
    """
    if frequency in (Frequency.DAILY, Frequency.TWICE_DAILY):
        halves = (MORNING, AFTERNOON) if frequency is Frequency.TWICE_DAILY else ("",)
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            for half in halves:
                yield Period(day, day, half)
    elif frequency is Frequency.WEEKLY:
        begins = first - timedelta(days=first.weekday())
        while begins <= last:
            yield Period(begins, begins + timedelta(days=6))
            begins += timedelta(days=7)
    elif frequency in _MONTHS:
        yield from _months(_MONTHS[frequency], anchor, first, last)


def intervals(checked: Iterable[date], anchor: date, first: date, last: date) -> Iterator[Period]:
    """Every 15 days from the last check on; what was missed is due again within the next 15 days.

    The first interval begins on the anchor; `checked` are the days of checks from then on, in order.
    """
    waiting = deque(checked)
    begins = anchor
    while begins <= last:
        ends = begins + timedelta(days=INTERVAL - 1)
        while waiting and waiting[0] < begins:
            waiting.popleft()
        if ends >= first:
            yield Period(begins, ends)
        is_checked = bool(waiting) and waiting[0] <= ends
        begins = (waiting.popleft() if is_checked else ends) + ONE_DAY


def within(period: Period, first: date, last: date) -> Period | None:
    """The part of a period that lies between two days; None when none does."""
    begins, ends = max(period.begins, first), min(period.ends, last)
    return Period(begins, ends, period.half) if begins <= ends else None


def in_season(period: Period, season: tuple[int, int]) -> Period | None:
    """The part of a period that lies in the months of a season, over the turn of the year too."""
    begins, ends = period.begins, period.ends
    while begins <= ends and not judging.holds_in(*season, begins.month):
        begins = _month_begins(begins.year, begins.month + 1)
    while begins <= ends and not judging.holds_in(*season, ends.month):
        ends = ends.replace(day=1) - ONE_DAY
    return Period(begins, ends, period.half) if begins <= ends else None


def _months(length: int, anchor: date, first: date, last: date) -> Iterator[Period]:
    count = first.year * 12 + first.month - 1
    start = anchor.year * 12 if length > 12 else 0
    count -= (count - start) % length
    while (begins := _month_begins(0, count + 1)) <= last:
        yield Period(begins, _month_begins(0, count + length + 1) - ONE_DAY)
        count += length


def _month_begins(year: int, month: int) -> date:
    """The first day of a month; months beyond December are those of later years."""
    count = year * 12 + month - 1
    return date(count // 12, count % 12 + 1, 1)
