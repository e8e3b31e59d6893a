"""HR-22 and 四.3.(2)⑥: what needs two people is not done by one, and orders do what they say."""

import pytest
from sqlalchemy import text

from app.errors import StepRefused
from app.models.organisation import Role
from app.services import reading, records
from tests.cast import Cast
from tests.factory import made, take
from tests.hospital import desk_of
from tests.roads import (
    GOOD,
    IN_USE,
    LIVING,
    LOT,
    ORDER,
    RECEIPT,
    RETURNED,
    SUPPLIER,
    approved_supplier,
    order_done,
    receipt_of,
)
from tests.services.registers.test_materials import accept, begun

K = LOT.kind


def newest(cast: Cast) -> int:
    with cast.admin.database.read() as session:
        return int(session.execute(text("SELECT max(id) FROM material_lot")).scalar_one())


def test_who_bought_writes_no_line_of_the_inspection(cast: Cast) -> None:
    lot = begun(cast, purchaser_id=cast.checker.person_id)
    version = reading.load(cast.checker, K, lot).version
    with pytest.raises(StepRefused, match="不能由采购员本人填写"):
        records.change(cast.checker, K, lot, version, GOOD)


def test_who_bought_does_not_shelve(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.PURCHASER, Role.STOREKEEPER, department="WZK", staff_no="B9")
    lot = begun(cast, purchaser_id=both.person_id)
    accept(cast, lot)
    receipt_of(cast, lot)
    with pytest.raises(StepRefused, match="不能是采购员本人"):
        take(both, K, lot, "shelve")
    take(cast.keeper, K, lot, "shelve")


def test_a_receipt_names_who_inspected(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    number = reading.load(cast.keeper, K, lot).number
    items = [{"lot": number, "quantity": 600, "place": "A-1"}]
    for who, said in ((cast.nurse, "不是单上写的检验人检验的"), (cast.keeper, "")):
        receipt = made(cast.buyer, RECEIPT.kind, items=items, inspector_id=who.person_id)
        if not said:
            take(cast.keeper, RECEIPT.kind, receipt, "store")
            continue
        with pytest.raises(StepRefused, match=said):
            take(cast.keeper, RECEIPT.kind, receipt, "store")


def test_destroying_is_signed_by_two(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    order_done(cast, "material_lot", lot, disposition="DESTROY")
    with pytest.raises(StepRefused, match="登记销毁的不能是执行人本人"):
        take(cast.keeper, K, lot, "destroy")
    take(cast.checker, K, lot, "destroy")


def test_who_carried_out_an_order_does_not_confirm_it(cast: Cast) -> None:
    order = made(cast.buyer, ORDER.kind)
    for move in ORDER.moves[:2]:
        ORDER.go(cast, order, move)
    given = ORDER.moves[2].values(cast)
    take(cast.buyer, ORDER.kind, order, "execute", **given)
    with pytest.raises(StepRefused, match="确认结案的不能是执行人本人"):
        take(cast.buyer, ORDER.kind, order, "close_order")
    take(cast.head, ORDER.kind, order, "close_order")


def test_who_handled_a_case_in_use_does_not_close_it(cast: Cast) -> None:
    case = IN_USE.walk(cast, until="handle")
    take(cast.head, IN_USE.kind, case, "handle", handling="全部退回")
    IN_USE.go(cast, case, IN_USE.moves[-2])
    with pytest.raises(StepRefused, match="结案人不能是登记处理的本人"):
        take(cast.head, IN_USE.kind, case, "close_case")


# ---- orders ------------------------------------------------------------------------------------


def test_no_order_is_carried_out_on_what_was_not_rejected(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    with pytest.raises(StepRefused, match="判不合格以后才能执行处理单"):
        order_done(cast, "material_lot", lot, disposition="DESTROY")


def test_what_is_only_stopped_has_not_left(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    order_done(cast, "material_lot", lot, disposition="RETURN", quantity=1)
    order_done(cast, "material_lot", lot, disposition="STOP_USE", quantity=599)
    with pytest.raises(StepRefused, match="一共执行 1，这批有 600"):
        take(cast.keeper, K, lot, "send_back_goods")


def test_only_what_is_to_be_replaced_comes_again(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    order_done(cast, "material_lot", lot, disposition="RETURN", quantity=450)
    order_done(cast, "material_lot", lot, disposition="REPLACE", quantity=150)
    with pytest.raises(StepRefused, match="供方欠的数才不会漏"):
        take(cast.keeper, K, lot, "send_back_goods")
    take(cast.buyer, K, lot, "await_replacement")
    take(cast.buyer, K, lot, "replace")
    assert reading.load(cast.keeper, K, newest(cast)).values["received_quantity"] == 150


def test_an_order_ends_with_the_inspection_of_what_came_by_it(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    approved_supplier(cast)
    order = order_done(cast, "material_lot", lot, disposition="REPLACE")
    close = ("close_order",)
    number = reading.load(cast.keeper, K, lot).number
    with pytest.raises(StepRefused, match="不是为这批更换或补足到货的"):
        take(cast.buyer, ORDER.kind, order, *close, replacement_number=number)
    take(cast.buyer, K, lot, "await_replacement")
    take(cast.buyer, K, lot, "replace")
    new = newest(cast)
    take(cast.keeper, K, new, "begin")
    records.change(
        cast.keeper, K, new, reading.load(cast.keeper, K, new).version, {"verdict": "ACCEPTED"}
    )
    number = reading.load(cast.keeper, K, new).number
    with pytest.raises(StepRefused, match="还没有判定"):
        take(cast.buyer, ORDER.kind, order, *close, replacement_number=number)
    accept(cast, new, sampled_quantity=600)
    take(cast.buyer, ORDER.kind, order, *close, replacement_number=number)


def test_all_of_the_kind_are_counted_not_only_some(cast: Cast) -> None:
    case = LIVING.walk(cast, until="reinspect")
    with pytest.raises(StepRefused, match="同类物品至少有 3 件"):
        take(cast.buyer, LIVING.kind, case, "reinspect", kind_total=1, kind_good=0, kind_bad=1)


def test_who_was_struck_off_does_not_come_back_by_a_second_file(cast: Cast) -> None:
    SUPPLIER.walk(cast)
    second = made(cast.buyer, SUPPLIER.kind)
    with pytest.raises(StepRefused, match="不能另建一份档案通过"):
        SUPPLIER.go(cast, second, SUPPLIER.moves[0])


def test_what_was_judged_an_implant_stays_one(cast: Cast) -> None:
    lot = begun(cast, implant=True)
    accept(cast, lot)
    version = reading.load(cast.keeper, K, lot).version
    with pytest.raises(StepRefused, match="记录永久保存"):
        records.change(cast.keeper, K, lot, version, {"implant": False}, "写错")
