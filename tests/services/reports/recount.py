"""Counts the figures of reports once more, from the rows as they lie in the file, in plain Python.

Nothing of the reports is used here: rows are read whole, and looked at one after the other.
"""

import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.services.operations import Desk

Row = dict[str, Any]
ZONE = timezone(timedelta(hours=8))
RUNNING = {"REGISTERED", "ACCEPTED", "INVESTIGATING", "ESCALATED", "CONCLUDED", "ACTION",
           "REOPENED", "LITIGATION"}  # fmt: skip


def rows(desk: Desk, table: str) -> list[Row]:
    """Every row of a table that is not void."""
    raw: Any = desk.database.engine.raw_connection()
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    found = [dict(zip(names, row, strict=True)) for row in raw.execute(f"SELECT * FROM {table}")]
    raw.close()
    return [one for one in found if one.get("status") != "VOIDED"]


def moment(text: str) -> datetime:
    """A stored moment on the wall clock of the hospital."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC).astimezone(ZONE)


def day(text: str) -> date:
    """The hospital's day of a stored moment."""
    return moment(text).date()


def within(found: Iterable[Row], column: str, first: date, last: date) -> list[Row]:
    """The rows whose moment lies on one of these days."""
    return [one for one in found if one[column] and first <= day(one[column]) <= last]


def late(one: Row, today: date) -> bool:
    """Whether an answer came after its day, or is still waited for after it."""
    if one["due_on"] is None:
        return False
    due = date.fromisoformat(one["due_on"])
    if one["replied_at"]:
        return day(one["replied_at"]) > due
    return one["status"] in RUNNING and one["paused_on"] is None and due < today


def rate(part: int, whole: int, of: int = 100) -> Decimal | None:
    """A share to one place."""
    if not whole:
        return None
    return (Decimal(part * of) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def by(found: Iterable[Row], column: str) -> Counter[Any]:
    """How many of each value."""
    return Counter(one[column] for one in found)


def workdays(desk: Desk) -> Callable[[date, date], int]:
    """Counts working days after one day up to another, by the calendar of the hospital."""
    special = {one["day"]: bool(one["is_workday"]) for one in rows(desk, "calendar_day")}

    def works(one: date) -> bool:
        return special.get(one.isoformat(), one.weekday() < 5)

    def count(first: date, last: date) -> int:
        return sum(works(first + timedelta(n)) for n in range(1, (last - first).days + 1))

    return count


def spans(desk: Desk, found: Iterable[Row]) -> list[int]:
    """Working days to the answer, of each that has one."""
    count = workdays(desk)
    return sorted(
        count(day(one["received_at"]), day(one["replied_at"])) for one in found if one["replied_at"]
    )


def nearest(values: list[int], share: Decimal) -> int | None:
    """The smallest value that so many of all do not exceed."""
    for value in values:
        if Decimal(sum(one <= value for one in values)) >= share * len(values):
            return value
    return None


def average(values: list[int]) -> Decimal | None:
    """The mean to one place."""
    if not values:
        return None
    return Decimal(statistics.fmean(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def again(found: list[Row]) -> tuple[int, int]:
    """Complaints of telephones that complained before or after, and how many such telephones."""
    many = by((one for one in found if one["complainant_phone"]), "complainant_phone")
    repeated = {phone: count for phone, count in many.items() if count > 1}
    return sum(repeated.values()), len(repeated)


def has(one: Row, column: str, word: str) -> bool:
    """Whether a list holds a word."""
    return word in json.loads(one[column] or "[]")


def links(desk: Desk, source: str, target: str) -> list[tuple[int, int]]:
    """Which record came from which."""
    return [
        (one["source_id"], one["target_id"]) for one in rows(desk, "record_link")
        if (one["source_register"], one["target_register"]) == (source, target)
    ]  # fmt: skip
