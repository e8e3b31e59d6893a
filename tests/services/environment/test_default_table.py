"""The rebuilt Table 4 as it is shipped and as a new hospital holds it, against the numbers of its source."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.models.environment.standard import EnvItem
from app.services import defaults
from app.services.environment import limits
from app.services.environment.limits import LimitView
from app.services.operations import Desk

# Typed from the table by hand: row, line, then words, unit, frequency, standard, status.
SAMPLE = (
    ("E01", "1", "≤150", "CFU/m³", "QUARTERLY", "GB 15982-2012 表 1、GB 50333-2013", "V"),
    ("E02", "1", "≤4", "CFU/皿(30 min)", "QUARTERLY", "GB 15982-2012", "V"),
    ("E03", "1", "≤4", "CFU/皿(15 min)", "QUARTERLY", "GB 15982-2012", "K"),
    ("E06", "1", "≤5", "CFU/cm²", "QUARTERLY", "GB 15982-2012、WS/T 512-2025", "K"),
    ("E08", "2", "≤10", "CFU/cm²", "MONTHLY", "GB 15982-2012、WS/T 313-2019", "V"),
    ("E10", "1", "无菌（不得检出）", "", "MONTHLY", "GB 15982-2012", "V"),
    ("E13", "1", "≤100；不得检出致病菌", "CFU/mL", "QUARTERLY", "GB 15982-2012、WS/T 367-2012", "V"),
    ("E14", "1", "≤0", "CFU/mL", "MONTHLY", "GB 15982-2012", "V"),
    ("E16", "2", "≥1.8", "%", "DAILY", "WS/T 367-2012、WS 507-2016", "K"),
    ("E17", "1", "≥70", "µW/cm²", "HALF_YEARLY", "WS/T 367-2012", "V"),
    ("E18", "1", "≥90", "µW/cm²", "BEFORE_USE", "WS/T 367-2012", "V"),
    ("E22", "2", "≤0.4", "CFU/(30 min·Φ90 皿)", "MONTHLY", "GB 50333-2013", "V"),
    ("E22", "6", "≤4", "CFU/(30 min·Φ90 皿)", "TWO_MONTHLY", "GB 50333-2013", "V"),
    ("E22", "7", "≤6", "CFU/(30 min·Φ90 皿)", "TWO_MONTHLY", "GB 50333-2013", "K"),
    ("E25", "1", "5–20", "Pa", "DAILY", "GB 50333-2013", "K"),
    ("E25", "2", "≥15", "Pa", "DAILY", "GB 50333-2013", "K"),
    ("E26", "1", "≤51", "dB(A)", "YEARLY", "GB 50333-2013", "V"),
    ("E26", "2", "≤49", "dB(A)", "YEARLY", "GB 50333-2013", "V"),
    ("E28", "1", "≥24", "次/h", "TWO_YEARLY", "GB 50333-2013", "V"),
    ("E28", "7", "≤30", "min", "TWO_YEARLY", "GB 50333-2013", "V"),
    ("E31", "1", "24–26", "℃", "DAILY", "GB 51039-2014", "V"),
    ("E31", "2", "24–27", "℃", "DAILY", "GB 51039-2014", "V"),
    ("E32", "3", "2–8", "℃", "TWICE_DAILY", "药典凡例、GSP", "K"),
    ("E33", "1", "35–75", "%", "TWICE_DAILY", "GSP（2016）", "K"),
    ("E34", "3", "≤100", "MPN/L", "MONTHLY", "GB 18466-2005", "V"),
    ("E35", "2", "2–8", "mg/L", "TWICE_DAILY", "GB 18466-2005", "V"),
    ("E36", "1", "6–9", "", "TWICE_DAILY", "GB 18466-2005", "V"),
    ("E37", "2", "≤250", "mg/L", "WEEKLY", "GB 18466-2005", "V"),
    ("E40", "2", "≤0.5", "EU/mL", "YEARLY", "血液净化标准操作规程", "V"),
    ("E41", "2", "不得检出", "", "HALF_YEARLY", "GB 5749-2022", "V"),
    ("E41", "3", "≥0.05", "mg/L", "DAILY", "GB 5749-2022", "K"),
    ("E42", "4", "≤40", "dB(A)", "YEARLY", "GB 3096-2008", "V"),
    ("E43", "3", "≤55", "dB(A)", "HALF_YEARLY", "GB 37488-2019", "V"),
    ("E44", "4", "≤0.1", "mg/m³", "YEARLY", "GB 37488-2019", "V"),
    ("E45", "1", "≤2.5", "µSv/h", "YEARLY", "GBZ 130-2020", "V"),
    ("E52", "1", "≤15", "s", "MONTHLY", "JGJ 312-2013", "K"),
    ("E53", "1", "0.4–0.45", "MPa", "DAILY", "GB 50751-2012", "K"),
    ("E53", "2", "-0.07 ~ -0.03", "MPa", "DAILY", "GB 50751-2012", "K"),
)  # fmt: skip
LINES = {
    "E01": 2, "E08": 2, "E16": 2, "E20": 2, "E22": 7, "E25": 2, "E26": 2, "E28": 8, "E29": 2,
    "E30": 2, "E31": 2, "E32": 4, "E34": 3, "E35": 3, "E37": 4, "E38": 2, "E39": 2, "E40": 2,
    "E41": 3, "E42": 4, "E43": 3, "E44": 4, "E45": 2, "E46": 2, "E48": 2, "E50": 2, "E51": 2,
    "E52": 2, "E53": 2,
}  # fmt: skip


@pytest.fixture
def held(desk: Desk) -> dict[str, dict[str, LimitView]]:
    """Row → line → the limit a new hospital holds."""
    with desk.database.read() as session:
        codes: dict[int, str] = {
            one.id: one.code for one in session.execute(select(EnvItem.id, EnvItem.code))
        }
        found: dict[str, dict[str, LimitView]] = {code: {} for code in codes.values()}
        for (item_id, line), versions in limits.load(session).items():
            assert len(versions) == 1
            found[codes[item_id]][line] = versions[0]
    return found


def test_the_53_rows_are_there_each_with_its_limits(held: dict[str, dict[str, LimitView]]) -> None:
    assert list(held) == [f"E{number:02}" for number in range(1, 54)]
    assert {code: len(lines) for code, lines in held.items() if len(lines) > 1} == LINES
    assert sum(len(lines) for lines in held.values()) == 53 + sum(LINES.values()) - len(LINES)


@pytest.mark.parametrize("row", SAMPLE, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_limit_is_as_the_table_says(row: Any, held: dict[str, dict[str, LimitView]]) -> None:
    code, line, *said = row
    one = held[code][line]
    assert [one.words, one.unit, one.frequency, one.standard, one.source_status] == said


def test_dialysis_water_warns_at_half_of_what_it_fails_at(
    held: dict[str, dict[str, LimitView]],
) -> None:
    bacteria, endotoxin = held["E39"]["1"], held["E39"]["2"]
    assert (bacteria.action_high, bacteria.high) == (Decimal(50), Decimal(100))
    assert (endotoxin.action_high, endotoxin.high) == (Decimal("0.125"), Decimal("0.25"))


def test_wards_are_warm_in_winter_and_cool_in_summer(
    held: dict[str, dict[str, LimitView]],
) -> None:
    for code, words in (("E29", ["≥20", "≤27"]), ("E30", ["≥18", "≤26"])):
        assert [one.words for one in held[code].values()] == words
        assert [one.season for one in held[code].values()] == [(11, 3), (6, 9)]
        assert {one.frequency for one in held[code].values()} == {"WEEKLY"}


def test_what_passes_is_plausible_too() -> None:
    for item in defaults.environment():
        for one in item.limits:
            low, high = one["plausible_low"], one["plausible_high"]
            if one["limit_type"] in ("NEGATIVE", "QUALITATIVE"):
                assert (low, high) == (None, None)
                continue
            edges = [edge for edge in (one["low"], one["high"]) if edge is not None]
            assert all(low <= edge <= high for edge in edges), item.code


def test_only_the_two_offices_of_the_clause_supervise() -> None:
    found = Counter(one.supervising for one in defaults.environment())
    assert set(found) == {"INFECTION_CONTROL", "GENERAL_AFFAIRS"}
    functions = {one.function for one in defaults.departments()}
    assert {one.function for one in defaults.environment()} - {None} <= functions


def test_the_rows_whose_checker_supervises_itself_are_the_four_that_are_starred() -> None:
    own = [one.code for one in defaults.environment() if one.function == one.supervising]
    assert own == ["E42", "E50", "E51", "E52"]
