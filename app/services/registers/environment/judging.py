"""What a measured value is, held against its limit: computed here, confirmed by a person (domain §1.3).

Values are compared as they were measured: units are never converted, CFU/皿 and CFU/m³ are results of
different methods.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from app import amounts
from app.i18n import _
from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import LimitType


class Limit(Protocol):
    """What judging asks of a version of a limit (`EnvLimit`, or a row with these columns)."""

    @property
    def limit_type(self) -> LimitType: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def action_low(self) -> Decimal | None: ...
    @property
    def action_high(self) -> Decimal | None: ...
    @property
    def plausible_low(self) -> Decimal | None: ...
    @property
    def plausible_high(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Judgement:
    """The verdict, and in words why it is none that passes (`低于下限 5 Pa`)."""

    verdict: EnvVerdict
    why: str = ""


def is_measured(limit: Limit) -> bool:
    """Whether the check is a number; else it is found 符合 or 不符合."""
    return limit.limit_type in (LimitType.LE, LimitType.GE, LimitType.RANGE)


def judge(
    limit: Limit, value: Decimal | None, finding: EnvFinding | None, unit: str = ""
) -> Judgement | None:
    """The verdict on a value or a finding; None while there is nothing to judge.

    A value on the limit passes: the standards say ≤ and ≥.
    """
    if not is_measured(limit):
        return _found(limit, finding)
    if value is None:
        return None
    if finding is EnvFinding.BAD:
        return Judgement(EnvVerdict.FAIL, _("检出不得检出的"))
    beyond = _beyond(value, limit.low, limit.high, unit, _("低于下限 {n}"), _("高于上限 {n}"))
    if beyond:
        return Judgement(EnvVerdict.FAIL, beyond)
    near = _beyond(
        value, limit.action_low, limit.action_high, unit, _("低于干预线 {n}"), _("超过干预线 {n}")
    )
    return Judgement(EnvVerdict.WARN, near) if near else Judgement(EnvVerdict.PASS)


def is_odd(limit: Limit, value: Decimal | None) -> bool:
    """Whether a value is outside what is plausible, so that it is asked again."""
    if value is None:
        return False
    low, high = limit.plausible_low, limit.plausible_high
    return (low is not None and value < low) or (high is not None and value > high)


def in_words(limit: Limit, wording: str = "") -> str:
    """The limit as sheets and screens print it, without its unit: `≤5`, `5–20`, `不得检出`."""
    if limit.limit_type is LimitType.LE:
        shown = f"≤{amounts.plain(limit.high)}"
    elif limit.limit_type is LimitType.GE:
        shown = f"≥{amounts.plain(limit.low)}"
    elif limit.limit_type is LimitType.RANGE:
        joint = " ~ " if limit.low is not None and limit.low < 0 else "–"
        shown = f"{amounts.plain(limit.low)}{joint}{amounts.plain(limit.high)}"
    elif limit.limit_type is LimitType.NEGATIVE:
        return wording or _("不得检出")
    else:
        return wording or _("符合要求")
    return f"{shown}；{wording}" if wording else shown


def holds_in(month_from: int | None, month_to: int | None, month: int) -> bool:
    """Whether a line of a season holds in a month, over the turn of the year too; without one always."""
    if month_from is None or month_to is None:
        return True
    if month_from <= month_to:
        return month_from <= month <= month_to
    return month >= month_from or month <= month_to


def _found(limit: Limit, finding: EnvFinding | None) -> Judgement | None:
    if finding is None:
        return None
    if finding is EnvFinding.GOOD:
        return Judgement(EnvVerdict.PASS)
    negative = limit.limit_type is LimitType.NEGATIVE
    return Judgement(EnvVerdict.FAIL, _("检出不得检出的") if negative else _("不符合要求"))


def _beyond(
    value: Decimal, low: Decimal | None, high: Decimal | None, unit: str, under: str, over: str
) -> str:
    if low is not None and value < low:
        return under.format(n=f"{amounts.plain(low)} {unit}".rstrip())
    if high is not None and value > high:
        return over.format(n=f"{amounts.plain(high)} {unit}".rstrip())
    return ""
