"""Amounts in capitals, as a bank takes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.registers.materials.amounts import DIGITS, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("1020.50", "壹仟零贰拾元伍角整"),
        ("1500.00", "壹仟伍佰元整"),
        ("10000", "壹万元整"),
        ("10005.12", "壹万零伍元壹角贰分"),
        ("100500", "壹拾万零伍佰元整"),
        ("20001000", "贰仟万壹仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("3456789.01", "叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
    ],
)
def test_an_amount_is_written_in_capitals(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


@given(st.integers(0, 10**15))
def test_no_figure_is_lost_and_no_zero_doubled(cents: int) -> None:
    words = in_words(Decimal(cents) / 100)
    assert "零零" not in words
    figures = [str(DIGITS.index(one)) for one in words if one in DIGITS[1:]]
    assert figures == [one for one in str(cents) if one != "0"]


@pytest.mark.parametrize("amount", ["-0.01", "99999999999999999"])
def test_what_no_receipt_can_say_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="receipt"):
        in_words(Decimal(amount))
