"""Trends in tests: readings a day apart, told by their values, against one limit or several."""

from datetime import date, timedelta
from decimal import Decimal

from app import clock
from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import LimitType
from app.services.environment.readings import InForce, Reading
from app.services.environment.trends.trend import Trend

V = EnvVerdict


def limit(
    low: int | str | None, high: int | str | None, *, action: int | None = None,
    first: date | None = None, last: date | None = None, of: LimitType = LimitType.RANGE,
) -> InForce:  # fmt: skip
    """A limit that holds from long ago to today, unless told otherwise."""
    numbers = [None if one is None else Decimal(one) for one in (low, high, action)]
    return InForce(
        first or date(2000, 1, 1), last or clock.today(), of, numbers[0], numbers[1], None,
        numbers[2], None, None, "Pa", f"{low}–{high}", "GB 50333-2013",
    )  # fmt: skip


def reading(
    days_ago: float, value: int | str | None, verdict: EnvVerdict = V.PASS, *,
    again: bool = False, check: int = 1, finding: EnvFinding | None = None,
) -> Reading:  # fmt: skip
    """What was measured so many days ago."""
    at = clock.now() - timedelta(days=days_ago)
    number = None if value is None else Decimal(value)
    return Reading(at, number, verdict, check, again, f"HJ-{check}", finding)


def trend(*readings: Reading, limits: tuple[InForce, ...] | None = None) -> Trend:
    """The trend of a pressure, between 5 and 20 unless told otherwise."""
    held = (limit(5, 20),) if limits is None else limits
    return Trend(1, "E25-02", "静压差", "第 2 手术间", "手术室", readings, held)


def falling() -> Trend:
    """Eight days in which the pressure fell below its limit."""
    values = ("8.2", "8", "7.6", "7.1", "6.2", "5.6", "5.1", "3.2")
    return trend(
        *(
            reading(7 - at, one, V.FAIL if one == "3.2" else V.PASS, check=at + 1)
            for at, one in enumerate(values)
        )
    )
