"""The only place where time is read. Instants are aware UTC; a day is a `date` in the hospital's zone."""

import time as time_of_day
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")

_turned: ContextVar[datetime | None] = ContextVar("turned", default=None)


def now() -> datetime:
    """This instant, aware, UTC."""
    return _turned.get() or datetime.now(UTC)


@contextmanager
def turned_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment`: only the demo hospital tells of days gone by."""
    token = _turned.set(moment)
    try:
        yield
    finally:
        _turned.reset(token)


def today() -> date:
    """The hospital's calendar day."""
    return local(now()).date()


def wait(seconds: float) -> None:
    """Let time pass; called in jobs only, never where the window is drawn."""
    time_of_day.sleep(seconds)


def stamp(instant: datetime) -> str:
    """An instant as it is kept: ISO text in UTC, always of the same length."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def local(instant: datetime) -> datetime:
    """The same instant on the hospital's wall clock."""
    return instant.astimezone(ZONE)


def instant(day: date, at: time = time()) -> datetime:
    """The instant (UTC) at which the wall clock shows `at` on `day`."""
    return datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24:00 of `day`, which is the first instant of the next one (UTC)."""
    return instant(day + timedelta(days=1))
