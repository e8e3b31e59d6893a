"""Record numbers: `TS-YWK-202603-0007`, gapless, given inside the operation (domain §3.1)."""

import secrets
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

# The same words on SQLite and PostgreSQL.
_TAKE = text(
    "INSERT INTO number_series (series, last) VALUES (:series, :count)"
    " ON CONFLICT (series) DO UPDATE SET last = number_series.last + excluded.last RETURNING last"
)
IMPORTED = "DR"
# No 0/O, 1/I/L: slip codes are read from paper and typed by hand.
SLIP_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SLIP_LENGTH = 6


def take(session: Session, prefix: str, code: str, day: date, count: int = 1) -> list[str]:
    """The next `count` numbers of the month's series, in order; the write lock keeps them gapless."""
    name = f"{prefix}-{code}-{day:%Y%m}"
    last = session.connection().execute(_TAKE, {"series": name, "count": count}).scalar_one()
    first = last - count + 1
    return [f"{name}-{number:04d}" for number in range(first, first + count)]


def new_slip() -> str:
    """A slip code for a draft or a blank form; the record's number comes at registration."""
    return "".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH))
