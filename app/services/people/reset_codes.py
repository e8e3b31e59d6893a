"""One-time codes for somebody who forgot the password: made up, shown once, good for a day.

An account that waits for its code holds `once <expiry> <hash of the code>` where its password's hash
would stand; the code opens it only until then, and only to choose a password.
"""

import secrets
from datetime import datetime, timedelta

LENGTH = 8
VALID = timedelta(hours=24)
# No 0/O, 1/I/L: it is read aloud or from a slip of paper.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_MARK = "once "


def make() -> str:
    """A new code, as it is told: two groups of four."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:]}"


def typed(text: str) -> str:
    """What somebody typed, with or without the hyphen, in capitals or not."""
    return "".join(text.upper().split()).replace("-", "")


def wrap(hashed: str, now: datetime) -> str:
    """What the account holds until the code is used."""
    return f"{_MARK}{(now + VALID).isoformat(timespec='seconds')} {hashed}"


def unwrap(stored: str) -> tuple[str, datetime | None]:
    """The hash to compare with, and until when a code is good; None for an ordinary password."""
    if not stored.startswith(_MARK):
        return stored, None
    _mark, until, hashed = stored.split(" ", 2)
    return hashed, datetime.fromisoformat(until)
