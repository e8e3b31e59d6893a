"""The plan of checks: computed from points × frequency and what was measured; none is made ahead (四.4)."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from app import clock
from app.models.environment.standard import Frequency
from app.services.environment import limits, periods, planned
from app.services.environment.limits import LimitView
from app.services.environment.periods import Period
from app.services.environment.planned import CheckDay, PlannedPoint

# As far as a period may begin before a day it touches.
_LONGEST = timedelta(days=732)
_WEEK = timedelta(days=6)


class SlotState(StrEnum):
    """How a planned check stands today."""

    DUE = "DUE"
    DONE = "DONE"
    MISSED = "MISSED"
    LATER = "LATER"


class Slot(NamedTuple):
    """One check that is planned: the point, the days it is to be done within, and how it stands."""

    point: PlannedPoint
    limit: LimitView
    begins: date
    ends: date
    half: str
    state: SlotState
    check_id: int | None = None
    done_on: date | None = None

    @property
    def point_id(self) -> int:
        """The point's id."""
        return self.point.id

    @property
    def point_code(self) -> str:
        """What the round sheet prints: E25-02."""
        return self.point.code

    @property
    def item_code(self) -> str:
        """The row of Table 4: E25."""
        return self.point.item_code

    @property
    def item(self) -> str:
        """What is checked."""
        return self.point.item

    @property
    def line_name(self) -> str:
        """What the limit is for, where an item has several."""
        return self.limit.name

    @property
    def place(self) -> str:
        """Where."""
        return self.point.place

    @property
    def department_id(self) -> int:
        """Who checks."""
        return self.point.department_id

    @property
    def department(self) -> str:
        """Who checks, by name."""
        return self.point.department

    @property
    def supervising(self) -> str:
        """Who supervises, by name."""
        return self.point.supervising

    @property
    def frequency(self) -> Frequency:
        """How often: the point's own, or the limit's."""
        return self.point.own_frequency or self.limit.frequency

    @property
    def shown_on(self) -> date:
        """Its day in a calendar: when it was done, today while it is due, else its last day."""
        return clock.today() if self.state is SlotState.DUE else self.done_on or self.ends


@dataclass(frozen=True, slots=True)
class _Now:
    """Today, and whether the morning is over."""

    day: date
    is_afternoon: bool


def between_in(
    session: Session, first: date, last: date, department_id: int | None = None
) -> tuple[Slot, ...]:
    """The same within an open session."""
    points = [one for one in planned.points(session, department_id) if one.is_planned]
    spread = {one.id: _frequencies(one) for one in points}
    long = [one.id for one in points if spread[one.id] - periods.SHORT]
    found = planned.checks(session, first - _WEEK, last + _WEEK)
    if long:
        found |= planned.checks(session, first - _LONGEST, last + _LONGEST, long)
    counted = [one.id for one in points if Frequency.FIFTEEN_DAYS in spread[one.id]]
    before = planned.last_before(session, first, counted) if counted else {}
    days = _Days(first, last, _Now(*planned.half_of(clock.now())))
    slots: list[Slot] = []
    for point in points:
        slots += days.slots(point, found.get(point.id, []), before.get(point.id))
    return tuple(slots)


def _frequencies(point: PlannedPoint) -> set[Frequency]:
    return {point.own_frequency or one.frequency for one in point.versions} & periods.PLANNED


@dataclass(frozen=True, slots=True)
class _Span:
    """Days in which a point is checked in one way; `limit` is its first version."""

    first: date
    last: date
    frequency: Frequency
    season: tuple[int, int] | None


def _spans(point: PlannedPoint) -> Iterator[_Span]:
    """A new version that changes a number only does not cut a period in two."""
    begun: _Span | None = None
    for version in reversed(point.versions):
        frequency = point.own_frequency or version.frequency
        way = (frequency, version.season) if version.enabled else None
        if begun is not None and way == (begun.frequency, begun.season):
            continue
        if begun is not None:
            until = version.effective_from - periods.ONE_DAY
            yield _Span(begun.first, until, begun.frequency, begun.season)
        begun = _Span(version.effective_from, date.max, *way) if way else None
    if begun is not None:
        yield begun


class _Days:
    """The days asked for, with the periods in them; points checked equally often have the same."""

    def __init__(self, first: date, last: date, now: _Now) -> None:
        self._first, self._last, self._now = first, last, now
        self._known: dict[tuple[Frequency, int], list[tuple[Period, SlotState]]] = {}

    def slots(
        self, point: PlannedPoint, checks: Sequence[CheckDay], before: date | None
    ) -> Iterator[Slot]:
        """Every planned check of a point that touches the days; `before` is the last one before them."""
        for span in _spans(point):
            begins = max(span.first, point.planned_from)
            ends = min((one for one in (span.last, point.planned_until) if one), default=date.max)
            if span.frequency in periods.PLANNED and begins <= self._last and ends >= self._first:
                within = _Span(begins, ends, span.frequency, span.season)
                yield from self._of_span(point, within, checks, before)

    def _of_span(
        self,
        point: PlannedPoint,
        span: _Span,
        checks: Sequence[CheckDay],
        before: date | None,
    ) -> Iterator[Slot]:
        only = point.versions[0] if len(point.versions) == 1 else None
        for whole, whole_state in self._periods(point, span, checks, before):
            period: Period | None = whole
            state = whole_state
            if whole.begins < span.first or whole.ends > span.last or span.season is not None:
                period = self._part(whole, span)
                state = self._state(period) if period is not None else whole_state
            if period is None:
                continue
            limit = only or _limit(point, period, self._now.day)
            done = _done(checks, period) if checks else None
            if done is None:
                yield Slot(point, limit, *period, state, None, None)
            else:
                yield Slot(point, limit, *period, SlotState.DONE, done.check_id, done.day)

    def _periods(
        self,
        point: PlannedPoint,
        span: _Span,
        checks: Sequence[CheckDay],
        before: date | None,
    ) -> Iterable[tuple[Period, SlotState]]:
        if span.frequency is Frequency.FIFTEEN_DAYS:
            anchor = span.first if before is None else max(span.first, before + periods.ONE_DAY)
            days = [one.day for one in checks if one.day >= anchor]
            counted = periods.intervals(days, anchor, self._first, self._last)
            return [(one, self._state(one)) for one in counted]
        key = (span.frequency, point.planned_from.year % 2)
        if key not in self._known:
            found = periods.of(span.frequency, point.planned_from, self._first, self._last)
            self._known[key] = [(one, self._state(one)) for one in found]
        return self._known[key]

    def _part(self, period: Period, span: _Span) -> Period | None:
        """What of a period lies within the span and its season, and touches the days."""
        part = periods.within(period, span.first, span.last)
        if part is not None and span.season is not None:
            part = periods.in_season(part, span.season)
        if part is None or part.ends < self._first or part.begins > self._last:
            return None
        return part

    def _state(self, period: Period) -> SlotState:
        """How a period stands in which nothing was checked."""
        today, is_afternoon = self._now.day, self._now.is_afternoon
        if period.begins > today:
            return SlotState.LATER
        if period.ends < today or (period.half == periods.MORNING and is_afternoon):
            return SlotState.MISSED
        is_early = period.half == periods.AFTERNOON and not is_afternoon
        return SlotState.LATER if is_early else SlotState.DUE


def _limit(point: PlannedPoint, period: Period, today: date) -> LimitView:
    """The version that holds today, where the period has begun and not ended."""
    day = min(max(today, period.begins), period.ends)
    return limits.in_force(point.versions, day) or point.versions[-1]


def _done(checks: Sequence[CheckDay], period: Period) -> CheckDay | None:
    """The first check within the period; `checks` are in order."""
    place = bisect_left(checks, (period.begins, period.half == periods.AFTERNOON))
    if place == len(checks) or checks[place].day > period.ends:
        return None
    found = checks[place]
    is_other_half = period.half == periods.MORNING and found.is_afternoon
    return None if is_other_half else found
