"""Numbers as people count and write them."""

from decimal import Decimal

import pytest

from app.amounts import percent, plain, rate
from app.services.suppliers.supplier_file import Rate


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2.00", "2"), ("0.50", "0.5"), ("1E+2", "100"), ("0.000", "0"), ("-1.10", "-1.1")],
)
def test_a_number_is_written_without_idle_zeros(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


def test_no_number_is_nothing_and_no_share_a_dash() -> None:
    assert (plain(None), percent(None)) == ("", "—")
    assert percent(Decimal("40.0")) == "40 %"


@pytest.mark.parametrize(
    ("part", "whole", "of", "found"),
    [(1, 3, 100, "33.3"), (1, 16, 100, "6.3"), (3, 16, 100, "18.8"), (7, 1000, 10_000, "70.0")],
)
def test_a_share_is_rounded_as_people_round(part: int, whole: int, of: int, found: str) -> None:
    assert rate(part, whole, of) == Decimal(found)


def test_there_is_no_share_of_nothing() -> None:
    assert rate(0, 0) is None


def test_the_file_of_a_supplier_rounds_as_the_reports_do() -> None:
    assert Rate(16, 1, 800, 50).by_lots == Decimal("6.3")
    assert Rate(16, 1, 800, 50).by_quantity == Decimal("6.3")
