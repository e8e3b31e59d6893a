"""Clause 四.3: what was counted, judged, received or carried out is not written away afterwards."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.services import reading, records
from app.services.materials import issuing
from app.services.materials.issuing import IssueLine
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import department, made, take
from tests.roads import (
    BAD,
    IN_USE,
    LIVING,
    LOT,
    ORDER,
    RECEIPT,
    RETURNED,
    SUPPLIED,
    order_done,
    raised,
)
from tests.services.registers.test_materials import accept, begun

K = LOT.kind


def change(cast: Cast, kind: Register, record_id: int, **values: Any) -> None:
    version = reading.load(cast.admin, kind, record_id).version
    records.change(cast.admin, kind, record_id, version, values, "写错")


def void(cast: Cast, kind: Register, record_id: int) -> None:
    records.void(cast.head, kind, record_id, reading.load(cast.head, kind, record_id).version, "错")


def newest(cast: Cast) -> int:
    with cast.admin.database.read() as session:
        return int(session.execute(text("SELECT max(id) FROM material_lot")).scalar_one())


# ---- quantities ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["received_quantity", "ordered_quantity"])
def test_what_was_divided_is_not_counted_anew(cast: Cast, name: str) -> None:
    lot = begun(cast)
    take(cast.keeper, K, lot, "split", split_quantity=100)
    for one in (lot, newest(cast)):
        with pytest.raises(StepRefused, match="各批之和要等于原来的数"):
            change(cast, K, one, **{name: 700})


def test_what_is_still_short_is_noted_before_the_rest_is_judged(cast: Cast) -> None:
    lot = begun(cast, received_quantity=590)
    with pytest.raises(StepRefused, match="还少 10，先办“登记短少”"):
        accept(cast, lot)
    with pytest.raises(StepRefused, match="还少 10"):
        take(cast.keeper, K, lot, "reject", **BAD)
    take(cast.keeper, K, lot, "note_short")
    accept(cast, lot)


def test_what_came_instead_may_be_less_and_is_then_short_again(cast: Cast) -> None:
    SUPPLIED.walk(cast)
    new = newest(cast)
    with pytest.raises(StepRefused, match="采购数是供方欠的数"):
        change(cast, K, new, ordered_quantity=1)
    change(cast, K, new, received_quantity=400)
    assert reading.load(cast.keeper, K, new).values["ordered_quantity"] == 500


def test_goods_inspected_again_are_not_counted_anew_and_come_instead_as_what_is_left(
    cast: Cast,
) -> None:
    lot = LOT.walk(cast, until="withdraw")
    ward = department(cast.admin, "骨科一病区")
    issuing.issue_lots(cast.keeper, [IssueLine(lot, 100)], ward, cast.nurse.person_id)
    LOT.go(cast, lot, LOT.moves[-1])
    with pytest.raises(StepRefused, match="入过库、发放过"):
        change(cast, K, lot, received_quantity=50)
    take(cast.keeper, K, lot, "begin")
    take(cast.keeper, K, lot, "reject", **BAD)
    order_done(cast, "material_lot", lot, disposition="REPLACE", quantity=500)
    take(cast.buyer, K, lot, "await_replacement")
    take(cast.buyer, K, lot, "replace")
    assert reading.load(cast.keeper, K, newest(cast)).values["ordered_quantity"] == 500


def test_nothing_is_withdrawn_from_an_empty_shelf(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    ward = department(cast.admin, "骨科一病区")
    issuing.issue_lots(cast.keeper, [IssueLine(lot, 600)], ward, cast.nurse.person_id)
    with pytest.raises(StepRefused, match="架上已经没有这批"):
        LOT.go(cast, lot, LOT.moves[-1])


def test_rejected_goods_leave_when_orders_were_carried_out_for_all_of_them(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    order_done(cast, "material_lot", lot, disposition="RETURN", quantity=450)
    with pytest.raises(StepRefused, match="一共执行 450，这批有 600"):
        take(cast.keeper, K, lot, "send_back_goods")
    order_done(cast, "material_lot", lot, disposition="DESTROY", quantity=150)
    take(cast.keeper, K, lot, "send_back_goods")


# ---- people -------------------------------------------------------------------------------------


def test_who_inspects_does_not_become_the_buyer_afterwards(cast: Cast) -> None:
    lot = begun(cast)
    with pytest.raises(StepRefused, match="采购员不能是检验人本人"):
        change(cast, K, lot, purchaser_id=cast.keeper.person_id)


# ---- records ------------------------------------------------------------------------------------


def test_goods_that_were_received_are_not_voided_nor_is_their_receipt(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    with pytest.raises(StepRefused, match="在库，不能作废"):
        void(cast, K, lot)
    LOT.go(cast, lot, LOT.moves[-1])
    with pytest.raises(StepRefused, match=r"已开入库单 RK-.*，不能作废"):
        void(cast, K, lot)
    with cast.admin.database.read() as session:
        receipt = session.execute(text("SELECT max(id) FROM goods_receipt")).scalar_one()
    with pytest.raises(StepRefused, match="不能作废"):
        void(cast, RECEIPT.kind, receipt)


def test_neither_a_part_nor_what_it_was_split_from_is_voided(cast: Cast) -> None:
    lot = begun(cast)
    take(cast.keeper, K, lot, "split", split_quantity=100)
    for one in (lot, newest(cast)):
        with pytest.raises(StepRefused, match="作废"):
            void(cast, K, one)


def test_a_lot_nobody_received_may_be_voided(cast: Cast) -> None:
    lot = begun(cast)
    void(cast, K, lot)
    assert str(reading.load(cast.head, K, lot).status) == "VOIDED"


def test_what_was_approved_is_what_is_carried_out(cast: Cast) -> None:
    order = ORDER.walk(cast, until="execute")
    for given in ({"disposition": "DESTROY"}, {"quantity": 2}):
        with pytest.raises(StepRefused, match="不能再改"):
            change(cast, ORDER.kind, order, **given)
    ORDER.go(cast, order, ORDER.moves[2])
    with pytest.raises(StepRefused, match="执行数量不能再改"):
        change(cast, ORDER.kind, order, executed_quantity=1)
    with pytest.raises(StepRefused, match="已经执行，物品已按它处理，不能作废"):
        void(cast, ORDER.kind, order)


def test_an_order_is_about_something(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.buyer, ORDER.kind, quantity=0)
    assert set(refused.value.problems) == {"quantity"}


def test_an_inspection_begins_with_the_goods_known_and_set_apart(cast: Cast) -> None:
    needed = catalog.by_name("material_lot").step("begin").needs
    assert {"isolation_place", "received_quantity", "lot_number", "supplier_name"} <= set(needed)


# ---- in use -------------------------------------------------------------------------------------


def test_living_goods_do_not_become_others_once_the_office_was_told(cast: Cast) -> None:
    case = LIVING.walk(cast, until="verify_supplier")
    with pytest.raises(StepRefused, match="已经按“患者生活用品”通知"):
        change(cast, IN_USE.kind, case, category="CONSUMABLE")


def test_what_was_counted_again_stays_counted(cast: Cast) -> None:
    case = LIVING.walk(cast, until="propose")
    with pytest.raises(StepRefused, match="已经全部复检"):
        take(cast.buyer, LIVING.kind, case, "propose", kind_total=500)


def test_goods_found_later_to_have_reached_a_patient_are_a_service_defect_at_once(
    cast: Cast,
) -> None:
    case = IN_USE.walk(cast, until="isolate")
    version = reading.load(cast.nurse, IN_USE.kind, case).version
    given = {"used_on_patient": True, "patient_number": "ZY001", "place": "治疗室",
             "physician_told_at": clock.now()}  # fmt: skip
    records.change(cast.nurse, IN_USE.kind, case, version, given, "刚查明")
    assert raised(cast, "in_use_nonconformity", case, "service_defect_entry")


# ---- the database -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE material_lot SET status = 'STOCKED', verdict = 'ACCEPTED' WHERE id = {lot}",
        "UPDATE material_lot SET status = 'STOCKED', verdict = 'ACCEPTED', in_stock = 1"
        " WHERE id = {lot}",
        "UPDATE inspection SET verdict = 'ACCEPTED' WHERE lot_id = {lot}",
        "DELETE FROM inspection WHERE lot_id = {lot}",
        "INSERT INTO inspection (lot_id, round, verdict, quantity, inspected_at, inspector_id, uid,"
        " digest_salt, version) VALUES ({lot}, 2, 'ACCEPTED', 1, '2026-01-01T00:00:00.000000Z', 1,"
        " 'x', x'00', 1)",
        "INSERT INTO stock_movement (lot_id, kind, quantity, moved_at, department_id, issuer_id,"
        " receiver_id, uid, digest_salt, version) VALUES ({lot}, 'ISSUED', 1,"
        " '2026-01-01T00:00:00.000000Z', 1, 1, 2, 'x', x'00', 1)",
    ],
    ids=["state", "shelf", "verdict", "inspection gone", "another inspection", "issue"],
)
def test_the_database_itself_refuses_what_the_program_never_writes(
    cast: Cast, written: str
) -> None:
    lot = begun(cast)
    take(cast.keeper, K, lot, "reject", **BAD)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(written.format(lot=lot)))
