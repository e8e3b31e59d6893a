"""A supplier's file fills itself, is counted again by the database, and papers that end suspend it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from app import clock
from app.errors import NotFound, StepRefused
from app.services import audit, history, reading, records
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.suppliers import licences
from app.services.suppliers.supplier_file import Rate, SupplierFile
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import (
    GOOD,
    IN_USE,
    LOT,
    RETURNED,
    REVIEWED,
    SUPPLIER,
    approved_supplier,
    order_done,
    status,
)

Clock = Callable[[str], datetime]
NAME, OTHER = "安康医药有限公司", "康宁器械有限公司"


def file_of(desk: Desk, one: int) -> SupplierFile:
    """The file beside the record of a supplier."""
    found = reading.load(desk, SUPPLIER.kind, one).supplier_file
    assert found is not None
    return found


def supplier(cast: Cast, **other: Any) -> int:
    record_id = made(cast.buyer, SUPPLIER.kind, **other)
    take(cast.head, SUPPLIER.kind, record_id, "approve", evaluated_on=clock.today(), **REVIEWED)
    return record_id


def accepted(cast: Cast, **other: Any) -> int:
    lot = made(cast.keeper, LOT.kind, **other)
    take(cast.keeper, LOT.kind, lot, "begin")
    take(cast.checker, LOT.kind, lot, "accept", **GOOD)
    return lot


def counted_again(cast: Cast, name: str) -> Rate:
    """The rate of a supplier, asked of the tables without the program."""
    with cast.admin.database.read() as session:
        rows = session.execute(
            text(
                "SELECT l.id, MAX(i.quantity), MAX(i.verdict = 'REJECTED'),"
                " MAX(CASE WHEN i.verdict = 'REJECTED' THEN i.quantity ELSE 0 END)"
                " FROM inspection i JOIN material_lot l ON l.id = i.lot_id"
                " WHERE l.supplier_name = :name AND l.status <> 'VOIDED' GROUP BY l.id"
            ),
            {"name": name},
        ).all()
    return Rate(
        len(rows), sum(r[2] for r in rows), sum(r[1] for r in rows), sum(r[3] for r in rows)
    )


def test_what_went_wrong_is_in_the_file_of_its_supplier_and_of_no_other(cast: Cast) -> None:
    one, other = supplier(cast), supplier(cast, subject=OTHER)
    lot = RETURNED.walk(cast)
    case = made(cast.nurse, IN_USE.kind, phenomena=["APPEARANCE"])
    accepted(cast)
    found = file_of(cast.buyer, one)
    assert [(e.register, e.what) for e in found.entries if e.register != "disposition_order"] == [
        ("material_lot", "包装破损"), ("in_use_nonconformity", "外观质量"),
    ]  # fmt: skip
    (order,) = [e for e in found.entries if e.register == "disposition_order"]
    assert (order.what, order.quantity, order.lot_number) == ("拒收退货", 600, "4087202")
    assert {e.record_id for e in found.entries if e.register == "material_lot"} == {lot}
    assert {e.record_id for e in found.entries if e.register == "in_use_nonconformity"} == {case}
    assert file_of(cast.buyer, other).entries == ()


def test_the_rate_is_that_of_the_tables(cast: Cast) -> None:
    one = supplier(cast)
    RETURNED.walk(cast, until="send_back_goods")
    for quantity in (600, 800, 1000):
        accepted(cast, received_quantity=quantity, ordered_quantity=quantity)
    withdrawn = LOT.walk(cast)
    take(cast.keeper, LOT.kind, withdrawn, "begin")
    take(cast.keeper, LOT.kind, withdrawn, "reject", verdict="REJECTED", phenomena=["DAMAGED"])
    found = file_of(cast.buyer, one)
    assert found.whole == found.year == counted_again(cast, NAME)
    assert found.whole == Rate(5, 2, 600 + 600 + 800 + 1000 + 600, 1200)
    assert (found.whole.by_lots, found.whole.by_quantity) == (Decimal("40.0"), Decimal("33.3"))


def test_the_last_twelve_months_end_with_the_day(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-02 00:10")
    one = supplier(cast, licence_until=date(2030, 1, 1))
    RETURNED.walk(cast, until="send_back_goods")
    set_clock("2027-03-02 00:10")
    assert file_of(cast.buyer, one).year.rejected_lots == 1
    set_clock("2027-03-03 00:10")
    found = file_of(cast.buyer, one)
    assert (found.year, found.whole.rejected_lots) == (Rate(), 1)
    assert (found.year.by_lots, found.whole.by_lots) == (None, Decimal("100.0"))


def test_what_was_registered_before_the_file_is_in_it_and_what_was_voided_is_not(
    cast: Cast,
) -> None:
    RETURNED.walk(cast, until="send_back_goods")
    case = made(cast.nurse, IN_USE.kind)
    one = supplier(cast)
    assert len(file_of(cast.buyer, one).entries) == 2
    records.void(cast.leader, IN_USE.kind, case, 1, "登记错了")
    assert len(file_of(cast.buyer, one).entries) == 1


def test_an_order_raised_from_a_lot_is_in_the_file_whatever_name_it_bears(cast: Cast) -> None:
    one = supplier(cast)
    lot = RETURNED.walk(cast, until="send_back_goods")
    catalog.by_name("disposition_order")
    order = order_done(cast, "material_lot", lot, quantity=600, supplier_name="安康")
    assert order in {e.record_id for e in file_of(cast.buyer, one).entries}


def test_the_record_of_a_supplier_brings_its_file_and_who_may_not_see_it_gets_none(
    cast: Cast,
) -> None:
    one = supplier(cast)
    assert reading.load(cast.buyer, SUPPLIER.kind, one).supplier_file is not None
    lot = made(cast.keeper, LOT.kind)
    assert reading.load(cast.keeper, LOT.kind, lot).supplier_file is None
    with pytest.raises(NotFound):
        file_of(cast.nurse, one)


# ---- papers that end -----------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["licence_until", "authorized_until"])
def test_a_supplier_whose_papers_are_over_is_suspended_by_itself(
    cast: Cast, set_clock: Clock, paper: str
) -> None:
    set_clock("2026-03-02 00:10")
    one = supplier(cast, **{"licence_until": date(2030, 1, 1), paper: date(2026, 3, 31)})
    set_clock("2026-03-31 23:50")
    assert licences.suspend_expired(cast.nurse).tables == frozenset()
    assert status(cast.buyer, SUPPLIER.kind, one) == "APPROVED"
    set_clock("2026-04-01 00:10")
    licences.suspend_expired(cast.nurse)
    view = reading.load(cast.buyer, SUPPLIER.kind, one)
    assert str(view.status) == "SUSPENDED"
    assert "（2026-03-31）到期，程序自动暂停" in view.values["standing_reason"]
    assert view.trail[-1].note == view.values["standing_reason"]
    assert history.of_record(cast.buyer, SUPPLIER.kind, one)[0].why
    assert licences.suspend_expired(cast.nurse).tables == frozenset()
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


def test_no_lot_of_a_suspended_supplier_is_accepted_until_its_papers_are_renewed(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-02 10:00")
    approved_supplier(cast)
    one = 1
    set_clock("2027-05-02 10:00")
    licences.suspend_expired(cast.keeper)
    lot = made(cast.keeper, LOT.kind)
    take(cast.keeper, LOT.kind, lot, "begin")
    with pytest.raises(StepRefused, match="许可证已于 2027-04-06 到期"):
        take(cast.checker, LOT.kind, lot, "accept", **GOOD)
    with pytest.raises(StepRefused, match="到期，换证登记后再办"):
        take(cast.head, SUPPLIER.kind, one, "approve")
    version = reading.load(cast.buyer, SUPPLIER.kind, one).version
    new = {"licence_until": clock.today() + timedelta(days=365)}
    records.change(cast.buyer, SUPPLIER.kind, one, version, new, "换证")
    take(cast.head, SUPPLIER.kind, one, "approve")
    take(cast.checker, LOT.kind, lot, "accept", **GOOD)
