"""What a hospital sets for goods, the first lots of a new supplier, and what cannot be voided."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models.materials.material_lot import MaterialLot
from app.models.materials.supplier import Supplier
from app.services import audit, imports, reading, records
from app.services.imports import runs
from app.services.materials import issuing
from app.services.materials.issuing import IssueLine
from app.services.registers import catalog
from app.services.registers.stock import GoodsRules
from app.services.stock import goods_rules
from tests.cast import Cast
from tests.factory import department, made, take
from tests.roads import (
    GOOD,
    IN_USE,
    LOT,
    ORDER,
    RECEIPT,
    RETURNED,
    REVIEWED,
    SUPPLIER,
    approved_supplier,
    receipt_of,
    status,
)
from tests.services.imports import files

Clock = Callable[[str], datetime]
K = LOT.kind
NEW, NAMED = "新供方有限公司", "示例医药甲"


def new_supplier(cast: Cast, **other: Any) -> int:
    """A supplier nobody has traded with before."""
    supplier = made(cast.buyer, SUPPLIER.kind, subject=NEW, **{"first_traded_on": None} | other)
    take(cast.head, SUPPLIER.kind, supplier, "approve", evaluated_on=clock.today(), **REVIEWED)
    return supplier


def begun(cast: Cast, **other: Any) -> int:
    lot = made(cast.keeper, K, **{"supplier_name": NEW} | other)
    take(cast.keeper, K, lot, "begin")
    return lot


def accept(cast: Cast, lot: int, **other: Any) -> None:
    take(cast.checker, K, lot, "accept", **GOOD | other)


def is_tightened(cast: Cast, lot: int) -> bool:
    return bool(reading.load(cast.keeper, K, lot).values["tightened"])


# ---- the first lots of a new supplier --------------------------------------------------------------


def test_the_first_three_lots_of_a_new_supplier_are_inspected_piece_by_piece(cast: Cast) -> None:
    new_supplier(cast)
    for _number in range(3):
        lot = begun(cast)
        assert is_tightened(cast, lot)
        with pytest.raises(StepRefused, match="前 3 批要逐件检验，抽检数要等于 600（现在 10）"):
            accept(cast, lot)
        accept(cast, lot, sampled_quantity=600)
    lot = begun(cast)
    assert not is_tightened(cast, lot)
    accept(cast, lot)


def test_a_supplier_of_former_years_is_not_new(cast: Cast) -> None:
    new_supplier(cast, first_traded_on=clock.today() - timedelta(days=400))
    lot = begun(cast)
    assert not is_tightened(cast, lot)
    accept(cast, lot)


def test_the_first_delivery_does_not_make_a_new_supplier_an_old_one(cast: Cast) -> None:
    new_supplier(cast, first_traded_on=clock.today())
    assert is_tightened(cast, begun(cast))


def test_a_voided_lot_does_not_count_and_a_part_is_inspected_like_the_whole(cast: Cast) -> None:
    goods_rules.change(cast.head, 1, True)
    new_supplier(cast)
    gone = made(cast.keeper, K, supplier_name=NEW)
    records.void(cast.head, K, gone, 1, "重复登记")
    lot = begun(cast)
    take(cast.keeper, K, lot, "split", split_quantity=100)
    with cast.admin.database.read() as session:
        part = session.scalars(select(MaterialLot.id).where(MaterialLot.parent_id == lot)).one()
    assert is_tightened(cast, part)
    accept(cast, part, sampled_quantity=100)
    assert not is_tightened(cast, begun(cast))


def test_the_name_written_wrong_at_first_is_judged_by_the_right_one(cast: Cast) -> None:
    approved_supplier(cast)
    lot = begun(cast)
    assert is_tightened(cast, lot)
    version = reading.load(cast.keeper, K, lot).version
    records.change(cast.keeper, K, lot, version, {"supplier_name": "安康医药有限公司"}, "写错")
    assert not is_tightened(cast, lot)


def test_without_first_lots_nobody_is_tightened(cast: Cast) -> None:
    goods_rules.change(cast.head, 0, True)
    new_supplier(cast)
    lot = begun(cast)
    accept(cast, lot)
    assert not is_tightened(cast, lot)


def test_tightening_is_nobodys_to_write(cast: Cast) -> None:
    with pytest.raises(InvalidRecord, match="程序计算"):
        made(cast.keeper, K, tightened=False)


# ---- what the hospital sets ----------------------------------------------------------------------


def test_half_a_year_of_consumables_is_the_hospitals_to_set_and_of_drugs_not(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-11-22 10:00")
    approved_supplier(cast)
    same = {"supplier_name": "安康医药有限公司", "expires_on": date(2027, 5, 21)}
    lot = begun(cast, category="CONSUMABLE", **same)
    with pytest.raises(StepRefused, match="不足半年"):
        accept(cast, lot)
    goods_rules.change(cast.head, 3, False)
    accept(cast, lot)
    with pytest.raises(StepRefused, match="不足半年"):
        accept(cast, begun(cast, category="DRUG", **same))
    with pytest.raises(StepRefused, match="没有有效期"):
        accept(cast, begun(cast, category="CONSUMABLE", **same | {"expires_on": None}))


def test_rules_are_kept_audited_and_set_by_an_office_only(cast: Cast) -> None:
    assert goods_rules.rules(cast.keeper) == GoodsRules(3, True)
    goods_rules.change(cast.head, 5, False)
    assert goods_rules.rules(cast.keeper) == GoodsRules(5, False)
    with pytest.raises(NotAllowed):
        goods_rules.change(cast.keeper, 0, False)
    with pytest.raises(InvalidRecord, match="0 到 50"):
        goods_rules.change(cast.head, 51, True)
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


# ---- what cannot be voided -----------------------------------------------------------------------


def void(cast: Cast, register: str, record_id: int) -> None:
    kind = catalog.by_name(register)
    with cast.admin.database.read() as session:
        version = session.get_one(kind.model, record_id).version
    records.void(cast.leader, kind, record_id, version, "登记错了")


def test_what_ran_out_before_it_was_put_away_is_inspected_again_and_leaves(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-02 10:00")
    lot = made(cast.keeper, K, expires_on=date(2026, 9, 2))
    for move in LOT.moves[:2]:
        LOT.go(cast, lot, move)
    receipt_of(cast, lot)
    set_clock("2026-09-03 10:00")
    with pytest.raises(StepRefused, match="已经过期，不能上架"):
        take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    take(cast.keeper, K, lot, "withdraw", doubt="上架前过期", isolation_place="待检区 2")
    take(cast.keeper, K, lot, "begin")
    with pytest.raises(StepRefused, match="已经过期，只能判不合格"):
        take(cast.checker, K, lot, "accept", **GOOD)
    take(cast.keeper, K, lot, "reject", verdict="REJECTED", phenomena=["EXPIRED"])
    assert status(cast.keeper, K, lot) == "REJECTED"


def test_a_receipt_by_which_goods_lie_on_a_shelf_stands(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    receipt = receipt_of(cast, lot)
    with pytest.raises(StepRefused, match="凭这张单入了库"):
        void(cast, "goods_receipt", receipt)
    take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    with pytest.raises(StepRefused, match="停用待检"):
        void(cast, "goods_receipt", receipt)
    take(cast.keeper, K, lot, "withdraw", doubt="储存超限", isolation_place="待检区 2")
    with pytest.raises(StepRefused, match="已经入库的单不能作废"):
        void(cast, "goods_receipt", receipt)


def test_a_receipt_of_goods_on_wards_stands_also_when_the_rest_was_withdrawn(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    receipt = receipt_of(cast, lot)
    take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    ward = department(cast.admin, "骨科一病区")
    issuing.issue_lots(cast.keeper, [IssueLine(lot, 20)], ward, cast.nurse.person_id)
    LOT.go(cast, lot, LOT.moves[-1])
    with pytest.raises(StepRefused, match="凭这张单入了库"):
        void(cast, "goods_receipt", receipt)
    with pytest.raises(StepRefused, match="已经发到科室"):
        void(cast, "material_lot", lot)


def test_a_receipt_takes_over_who_sent_the_lots_and_who_inspected_them(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    known = reading.load(cast.buyer, K, lot)
    row = {"lot": known.number, "quantity": known.values["received_quantity"], "place": "A-1"}
    receipt = made(cast.buyer, RECEIPT.kind, supplier_name=None, items=[row])
    found = reading.load(cast.buyer, RECEIPT.kind, receipt).values
    assert found["supplier_name"] == known.values["supplier_name"]
    assert found["inspector_id"] == cast.keeper.person_id
    said = made(cast.buyer, RECEIPT.kind, supplier_name="安康医药总公司", items=[row])
    assert reading.load(cast.buyer, RECEIPT.kind, said).values["supplier_name"] == "安康医药总公司"


@pytest.mark.parametrize("until", ["begin", "accept", "shelve"])
def test_a_lot_that_led_to_nothing_is_voided(cast: Cast, until: str) -> None:
    lot = LOT.walk(cast, until=until)
    void(cast, "material_lot", lot)
    assert status(cast.keeper, K, lot) == "VOIDED"


def test_a_lot_on_a_receipt_on_a_shelf_or_rejected_stands(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    receipt_of(cast, lot)
    with pytest.raises(StepRefused, match="已开入库单 RK-"):
        void(cast, "material_lot", lot)
    take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    with pytest.raises(StepRefused, match="在库，不能作废"):
        void(cast, "material_lot", lot)
    rejected = RETURNED.walk(cast, until="send_back_goods")
    with pytest.raises(StepRefused, match="已判不合格，不能作废"):
        void(cast, "material_lot", rejected)


def test_an_order_that_was_carried_out_stands(cast: Cast) -> None:
    order = ORDER.walk(cast, until="execute")
    void(cast, "disposition_order", order)
    done = ORDER.walk(cast, until="close_order")
    with pytest.raises(StepRefused, match="已经执行，物品已按它处理"):
        void(cast, "disposition_order", done)


def test_a_supplier_stands_while_anything_of_it_is_on_record(cast: Cast) -> None:
    supplier = new_supplier(cast)
    lot = made(cast.keeper, K, supplier_name=NEW)
    case = made(cast.nurse, IN_USE.kind, supplier_name=NEW)
    with pytest.raises(StepRefused, match="有 1 批检验记录、1 件使用中不合格"):
        void(cast, "supplier", supplier)
    void(cast, "material_lot", lot)
    void(cast, "in_use_nonconformity", case)
    void(cast, "supplier", supplier)


def test_a_supplier_brought_in_stands_too_when_its_import_is_undone(
    cast: Cast, tmp_path: Path
) -> None:
    rows = [("供货单位名称", "许可证号"), (NAMED, "XK-1"), (NEW, "XK-2")]
    imports.bring_in(cast.head, SUPPLIER.kind, files.xlsx(tmp_path / "旧.xlsx", rows))
    made(cast.keeper, K, supplier_name=NEW)
    (run,) = runs.listed(cast.head, SUPPLIER.kind)
    with pytest.raises(StepRefused, match="1 件"):
        runs.undo(cast.head, SUPPLIER.kind, run.id)
    runs.undo(cast.head, SUPPLIER.kind, run.id, leave_rest=True)
    with cast.admin.database.read() as session:
        states = {one.subject: str(one.status) for one in session.scalars(select(Supplier))}
    assert states == {NAMED: "VOIDED", NEW: "CANDIDATE"}
