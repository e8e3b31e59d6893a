"""Record numbers: `TS-YWK-202603-0007`, gapless, given inside the operation (domain §3.1)."""

import secrets
from datetime import date

from sqlalchemy.orm import Session

from app.models.bookkeeping import NumberSeries

IMPORTED = "DR"
# No 0/O, 1/I/L: slip codes are read from paper and typed by hand.
SLIP_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SLIP_LENGTH = 6


def take(session: Session, prefix: str, code: str, day: date, count: int = 1) -> list[str]:
    """The next `count` numbers of the month's series, in order; the write lock keeps them gapless."""
    name = f"{prefix}-{code}-{day:%Y%m}"
    series = session.get(NumberSeries, name)
    if series is None:
        series = NumberSeries(series=name, last=0)
        session.add(series)
    first = series.last + 1
    series.last += count
    return _numbers(name, first, count)


def foresee(session: Session, prefix: str, code: str, day: date, count: int) -> list[str]:
    """What `take` will give if nobody takes one in between; nothing is written."""
    name = f"{prefix}-{code}-{day:%Y%m}"
    series = session.get(NumberSeries, name)
    return _numbers(name, 1 + (series.last if series else 0), count)


def _numbers(name: str, first: int, count: int) -> list[str]:
    return [f"{name}-{number:04d}" for number in range(first, first + count)]


def new_slip() -> str:
    """A slip code for a draft or a blank form; the record's number comes at registration."""
    return "".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH))
