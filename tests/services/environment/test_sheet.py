"""What is typed into the sheet of a round: numbers as people write them, and what they come to."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from app.models.environment.check import EnvFinding
from app.models.environment.standard import LimitType
from app.services.environment import sheet
from app.services.environment.sheet import Entered, SheetLine, Standing, Unreadable


@dataclass(frozen=True)
class Limit:
    limit_type: LimitType = LimitType.RANGE
    low: Decimal | None = Decimal(5)
    high: Decimal | None = Decimal(20)
    action_low: Decimal | None = None
    action_high: Decimal | None = None
    plausible_low: Decimal | None = Decimal(-100)
    plausible_high: Decimal | None = Decimal(100)


PRESSURE = SheetLine(
    1, "E25-02", "静压差", "第 2 手术间", "手术室", "总务科", Limit(), "5–20", "Pa"
)  # fmt: skip
WATER = replace(
    PRESSURE, limit=Limit(LimitType.LE, None, Decimal(100), action_high=Decimal(50)), unit="CFU/mL"
)
GERMS = replace(PRESSURE, limit=Limit(LimitType.NEGATIVE, None, None))
CLEAN = replace(PRESSURE, limit=Limit(LimitType.QUALITATIVE, None, None))
SCOPE = replace(
    PRESSURE, limit=Limit(LimitType.LE, None, Decimal(20)), wording="不得检出致病菌"
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8.4", "8.4"),
        ("３．５", "3.5"),
        ("3,5", "3.5"),
        ("3，5", "3.5"),
        ("3。5", "3.5"),
        ("0,350", "0.350"),
        ("-0.05", "-0.05"),
        ("−0.05", "-0.05"),
        ("－0.05", "-0.05"),
        (" 62 ", "62"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert sheet.number(typed) == Decimal(number)


def test_an_empty_cell_is_no_number() -> None:
    assert sheet.number("  ") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "应为数字，如 36.5"),
        ("8.4.1", "应为数字，如 36.5"),
        ("1e3", "应为数字，如 36.5"),
        ("1,200", "逗号看不出是小数点还是千位，写成 1200 或 1.200"),
        ("0.00001", "最多 4 位小数"),
        ("123456789", "数太大，最多 8 位整数"),
    ],
)
def test_what_is_no_number_is_said_with_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        sheet.number(typed)


@pytest.mark.parametrize(
    ("line", "entered", "standing", "why"),
    [
        (PRESSURE, Entered(), Standing.EMPTY, ""),
        (PRESSURE, Entered("5"), Standing.PASS, ""),
        (PRESSURE, Entered("3.0"), Standing.FAIL, "低于下限 5 Pa"),
        (PRESSURE, Entered("x"), Standing.UNREADABLE, "应为数字，如 36.5"),
        (PRESSURE, Entered("226"), Standing.ODD, "226 Pa 不在常见的 -100–100 Pa 里"),
        (PRESSURE, Entered("226", odd_confirmed=True), Standing.FAIL, "高于上限 20 Pa"),
        (PRESSURE, Entered(is_pending=True), Standing.PENDING, ""),
        (WATER, Entered("62"), Standing.WARN, "超过干预线 50 CFU/mL"),
        (GERMS, Entered(finding=EnvFinding.GOOD), Standing.PASS, ""),
        (GERMS, Entered(finding=EnvFinding.BAD), Standing.FAIL, "检出不得检出的"),
        (CLEAN, Entered(finding=EnvFinding.BAD), Standing.FAIL, "不符合要求"),
        (SCOPE, Entered("10", EnvFinding.BAD), Standing.FAIL, "检出不得检出的"),
        (SCOPE, Entered("", EnvFinding.BAD), Standing.UNREADABLE, "还没有填实测值"),
    ],
)
def test_a_line_comes_to_its_verdict_while_it_is_typed(
    line: SheetLine, entered: Entered, standing: Standing, why: str
) -> None:
    found = sheet.outcome(line, entered)
    assert (found.standing, found.why) == (standing, why)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, Decimal(45), "300 Pa 比常见的 45 Pa 还高"),
        (Decimal(400), None, "300 Pa 比常见的 400 Pa 还低"),
    ],
)
def test_an_unlikely_value_says_what_would_be_likely(
    low: Decimal | None, high: Decimal | None, said: str
) -> None:
    line = replace(PRESSURE, limit=Limit(plausible_low=low, plausible_high=high))
    assert sheet.odd_words(line, Decimal(300)) == said


def test_only_what_was_filled_is_handed_in() -> None:
    assert not Entered(instrument="YC-02", note="灯下测").is_filled
    assert Entered("3").is_filled
    assert Entered(finding=EnvFinding.GOOD).is_filled
    assert Entered(is_pending=True).is_filled


def test_a_measured_line_may_ask_besides_for_what_must_not_be_found() -> None:
    assert sheet.asks_besides(SCOPE)
    assert not sheet.asks_besides(PRESSURE)
    assert not sheet.asks_besides(replace(GERMS, wording="不得检出致病菌"))


def test_the_answers_are_worded_as_the_limit_asks() -> None:
    assert sheet.finding_words(GERMS, EnvFinding.GOOD) == "未检出"
    assert sheet.finding_words(GERMS, EnvFinding.BAD) == "检出"
    assert sheet.finding_words(CLEAN, EnvFinding.GOOD) == "符合"
    assert sheet.finding_words(CLEAN, None) == ""
