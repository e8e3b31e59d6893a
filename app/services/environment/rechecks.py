"""The re-checks of a failed check as they are kept inside it, one row each, in the order they were done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.models.environment.check import EnvCheck, EnvFinding, EnvVerdict


@dataclass(frozen=True)
class Recheck:
    """One measurement repeated after the cause was dealt with."""

    ordinal: int
    at: datetime
    value: Decimal | None
    finding: EnvFinding | None
    verdict: EnvVerdict
    instrument: str
    person_id: int | None
    cause: str = ""
    action: str = ""
    mender_id: int | None = None


def of(check: EnvCheck) -> tuple[Recheck, ...]:
    """All re-checks of a check that were judged."""
    rows = [one for one in check.rechecks or [] if one.get("verdict")]
    return tuple(_read(at, row) for at, row in enumerate(rows, 1))


def _read(ordinal: int, row: Mapping[str, Any]) -> Recheck:
    value, finding = row.get("value"), row.get("finding")
    return Recheck(
        ordinal, datetime.fromisoformat(row["at"]), None if value is None else Decimal(str(value)),
        EnvFinding(finding) if finding else None, EnvVerdict(row["verdict"]),
        row.get("instrument") or "", row.get("person_id"),
        row.get("cause") or "", row.get("action") or "", row.get("mender_id"),
    )  # fmt: skip
