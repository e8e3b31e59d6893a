"""How long the papers of goods are kept, and that the rules are those of the resources."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from app.errors import InvalidRecord
from app.services import defaults, reading, records
from app.services.operations import Desk
from app.services.registers.materials import keeping
from tests.factory import made
from tests.roads import LOT

Clock = Callable[[str], datetime]
K = LOT.kind


def kept(desk: Desk, **other: Any) -> tuple[str, date | None]:
    values = reading.load(desk, K, made(desk, K, **other)).values
    return values["keeping"].value, values["kept_until"]


@pytest.mark.parametrize(
    ("goods", "rule", "until"),
    [
        ({"category": "DRUG", "expires_on": date(2030, 2, 28)}, "DRUG", date(2031, 2, 28)),
        ({"category": "DRUG", "expires_on": date(2027, 3, 1)}, "DRUG", date(2029, 3, 2)),
        ({"category": "DRUG", "expires_on": None}, "DRUG", date(2029, 3, 2)),
        ({"category": "CONSUMABLE", "expires_on": date(2028, 2, 29)}, "DEVICE", date(2030, 2, 28)),
        ({"category": "INSTRUMENT", "expires_on": None}, "USUAL", date(2031, 3, 2)),
        ({"category": "EQUIPMENT", "expires_on": None}, "EQUIPMENT", None),
        ({"category": "LIVING", "expires_on": None}, "USUAL", date(2031, 3, 2)),
        ({"category": "CONSUMABLE", "implant": True}, "FOREVER", None),
    ],
)  # fmt: skip
def test_papers_are_kept_by_the_kind_of_goods(
    desk: Desk, set_clock: Clock, goods: dict[str, Any], rule: str, until: date | None
) -> None:
    set_clock("2026-03-02 10:00")
    assert kept(desk, **goods) == (rule, until)


def test_an_implant_found_out_later_is_kept_for_ever(desk: Desk) -> None:
    lot = made(desk, K)
    records.change(desk, K, lot, 1, {"implant": True}, "漏填")
    values = reading.load(desk, K, lot).values
    assert (values["keeping"].label, values["kept_until"]) == ("永久（植入物）", None)


def test_how_long_is_nobodys_to_write(desk: Desk) -> None:
    with pytest.raises(InvalidRecord, match="程序计算"):
        made(desk, K, kept_until=date(2026, 1, 1))


def test_the_months_are_those_of_the_resources() -> None:
    months = {one.code: one.months for one in defaults.retention()}
    assert (
        months["R03"], months["R10"], months["R11"]
    ) == (keeping.AFTER_DEVICE, keeping.AFTER_DRUG, keeping.LEAST_DRUG)  # fmt: skip
    assert months["R05"] is None  # implants: for ever
    assert months["R04"] == keeping.USUAL
