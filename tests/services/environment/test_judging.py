"""A measured value against its limit: what lies on a limit passes, and what is near it warns."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import LimitType
from app.services.registers.environment import judging

LE, GE, RANGE = LimitType.LE, LimitType.GE, LimitType.RANGE
NEGATIVE, QUALITATIVE = LimitType.NEGATIVE, LimitType.QUALITATIVE
PASS, WARN, FAIL = EnvVerdict.PASS, EnvVerdict.WARN, EnvVerdict.FAIL


@dataclass(frozen=True)
class Held:
    """A limit as a version of Table 4 keeps it."""

    limit_type: LimitType
    low: Decimal | None = None
    high: Decimal | None = None
    action_low: Decimal | None = None
    action_high: Decimal | None = None
    plausible_low: Decimal | None = None
    plausible_high: Decimal | None = None


def held(kind: LimitType, **edges: str) -> Held:
    return Held(kind, **{name: Decimal(edge) for name, edge in edges.items()})


FRIDGE = held(RANGE, low="2", high="8", action_low="2.5", action_high="7.5")
COUNT = held(LE, high="100", action_high="50")
LAMP = held(GE, low="70", action_low="80")


@pytest.mark.parametrize(
    ("limit", "value", "verdict", "why"),
    [
        (FRIDGE, "1.9", FAIL, "低于下限 2 ℃"),
        (FRIDGE, "2.0", WARN, "低于干预线 2.5 ℃"),
        (FRIDGE, "2.5", PASS, ""),
        (FRIDGE, "7.50", PASS, ""),
        (FRIDGE, "7.51", WARN, "超过干预线 7.5 ℃"),
        (FRIDGE, "8", WARN, "超过干预线 7.5 ℃"),
        (FRIDGE, "8.001", FAIL, "高于上限 8 ℃"),
        (COUNT, "0", PASS, ""),
        (COUNT, "50", PASS, ""),
        (COUNT, "51", WARN, "超过干预线 50 ℃"),
        (COUNT, "100", WARN, "超过干预线 50 ℃"),
        (COUNT, "101", FAIL, "高于上限 100 ℃"),
        (LAMP, "69.9", FAIL, "低于下限 70 ℃"),
        (LAMP, "70", WARN, "低于干预线 80 ℃"),
        (LAMP, "80", PASS, ""),
    ],
)
def test_a_value_on_the_limit_passes(
    limit: Held, value: str, verdict: EnvVerdict, why: str
) -> None:
    found = judging.judge(limit, Decimal(value), None, "℃")
    assert found == judging.Judgement(verdict, why)


@pytest.mark.parametrize(
    ("kind", "finding", "verdict", "why"),
    [
        (NEGATIVE, EnvFinding.GOOD, PASS, ""),
        (NEGATIVE, EnvFinding.BAD, FAIL, "检出不得检出的"),
        (QUALITATIVE, EnvFinding.GOOD, PASS, ""),
        (QUALITATIVE, EnvFinding.BAD, FAIL, "不符合要求"),
    ],
)
def test_what_is_not_measured_is_found(
    kind: LimitType, finding: EnvFinding, verdict: EnvVerdict, why: str
) -> None:
    assert judging.judge(held(kind), None, finding) == judging.Judgement(verdict, why)


def test_a_germ_that_must_not_be_there_fails_whatever_the_count() -> None:
    found = judging.judge(COUNT, Decimal(1), EnvFinding.BAD)
    assert found == judging.Judgement(FAIL, "检出不得检出的")


@pytest.mark.parametrize("limit", [FRIDGE, held(NEGATIVE), held(QUALITATIVE)])
def test_without_a_result_there_is_no_verdict(limit: Held) -> None:
    assert judging.judge(limit, None, None) is None


@pytest.mark.parametrize(
    ("value", "is_odd"), [("-30.1", True), ("-30", False), ("60", False), ("60.1", True)]
)
def test_only_what_is_hardly_possible_is_odd(value: str, is_odd: bool) -> None:
    limit = held(RANGE, low="2", high="8", plausible_low="-30", plausible_high="60")
    assert judging.is_odd(limit, Decimal(value)) is is_odd


@pytest.mark.parametrize(
    ("limit", "wording", "words"),
    [
        (COUNT, "", "≤100"),
        (LAMP, "新灯 ≥90", "≥70；新灯 ≥90"),
        (FRIDGE, "", "2–8"),
        (held(RANGE, low="-25", high="-15"), "", "-25 ~ -15"),
        (held(NEGATIVE), "", "不得检出"),
        (held(QUALITATIVE), "标识清楚", "标识清楚"),
    ],
)
def test_a_limit_is_told_as_it_is_printed(limit: Held, wording: str, words: str) -> None:
    assert judging.in_words(limit, wording) == words


@pytest.mark.parametrize(
    ("begins", "ends", "months"),
    [
        (None, None, range(1, 13)),
        (5, 9, range(5, 10)),
        (11, 3, (11, 12, 1, 2, 3)),
        (7, 7, (7,)),
    ],
)
def test_a_season_goes_over_the_turn_of_the_year(
    begins: int | None, ends: int | None, months: range | tuple[int, ...]
) -> None:
    holding = {one for one in range(1, 13) if judging.holds_in(begins, ends, one)}
    assert holding == set(months)
