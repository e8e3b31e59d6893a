"""Record numbers: `TS-YWK-202603-0007`, gapless, given inside the operation (domain §3.1)."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.bookkeeping import NumberSeries
from app.models.organisation import Setting
from app.services.storage.prepared import Prepared

# The same words on SQLite and PostgreSQL.
_TAKE = Prepared(
    text(
        "INSERT INTO number_series (series, last) VALUES (:series, :count)"
        " ON CONFLICT (series) DO UPDATE SET last = number_series.last + excluded.last"
        " RETURNING last"
    )
)
_SETTING = Base.metadata.tables[Setting.__tablename__]
_SHAPE = Prepared(select(_SETTING.c.value).where(_SETTING.c.name == bindparam("name")))
IMPORTED = "DR"
MONTHLY, YEARLY = "month", "year"
# No 0/O, 1/I/L: slip codes are read from paper and typed by hand.
SLIP_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SLIP_LENGTH = 6


@dataclass(frozen=True)
class Shape:
    """How the numbers of a register look: its prefix, and whether they begin anew each month or year."""

    prefix: str
    yearly: bool = False

    def series(self, code: str, day: date) -> str:
        """The series a number of this day belongs to."""
        return (
            f"{self.prefix}-{code}-{day:%Y}" if self.yearly else f"{self.prefix}-{code}-{day:%Y%m}"
        )


def setting_name(default: str) -> str:
    """Under which name the hospital's own shape is kept; `default` is the register's prefix."""
    return f"numbering {default}"


def shape(session: Session, default: str) -> Shape:
    """The shape the hospital has set for a register, else the register's own, monthly."""
    (stored,) = _SHAPE.first(session, name=setting_name(default)) or ("",)
    if not stored:
        return Shape(default)
    prefix, _blank, period = stored.partition(" ")
    return Shape(prefix, period == YEARLY)


def take(session: Session, prefix: str, code: str, day: date, count: int = 1) -> list[str]:
    """The next `count` numbers of the running series, in order; the write lock keeps them gapless.

    `prefix` is the register's own; the hospital may have set another shape.
    """
    name = shape(session, prefix).series(code, day)
    [(last,)] = _TAKE.rows(session, series=name, count=count)
    return _numbers(name, last - count + 1, count)


def foresee(session: Session, prefix: str, code: str, day: date, count: int) -> list[str]:
    """What `take` will give if nobody takes one in between; nothing is written."""
    name = shape(session, prefix).series(code, day)
    last = session.scalar(select(NumberSeries.last).where(NumberSeries.series == name))
    return _numbers(name, 1 + (last or 0), count)


def _numbers(name: str, first: int, count: int) -> list[str]:
    return [f"{name}-{number:04d}" for number in range(first, first + count)]


def new_slip() -> str:
    """A slip code for a draft or a blank form; the record's number comes at registration."""
    return "".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH))
