"""Clause 四.3: nothing uninspected or rejected reaches a shelf, no exception exists, nothing is lost."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.models.materials import rejection
from app.models.materials.goods_receipt import GoodsReceiptLine
from app.models.materials.material_lot import Inspection, MaterialLot, StockMovement
from app.models.organisation import Role
from app.services import audit, imports, reading, records
from app.services.registers import catalog
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import (
    BAD,
    DEFECT,
    GOOD,
    IN_USE,
    LIVING,
    LOT,
    RECEIPT,
    RETURNED,
    SUPPLIER,
    approved_supplier,
    order_done,
    raised,
    receipt_of,
    status,
)
from tests.services.imports import files

Clock = Callable[[str], datetime]
K = LOT.kind


def begun(cast: Cast, **other: Any) -> int:
    """A lot under inspection, its supplier in good standing."""
    approved_supplier(cast)
    lot = made(cast.keeper, K, **other)
    take(cast.keeper, K, lot, "begin")
    return lot


def accept(cast: Cast, lot: int, who: str = "checker", **other: Any) -> None:
    take(getattr(cast, who), K, lot, "accept", **GOOD | other)


def receipt(cast: Cast, record_id: int, **other: Any) -> int:
    number = reading.load(cast.keeper, K, record_id).number
    items = [{"lot": number, "quantity": 600, "place": "A-1"} | other]
    return made(cast.buyer, RECEIPT.kind, items=items, purchaser_id=cast.buyer.person_id)


def store(cast: Cast, receipt_id: int) -> None:
    take(cast.keeper, RECEIPT.kind, receipt_id, "store", keeper_id=cast.keeper.person_id)


# ---- the inspection -----------------------------------------------------------------------------


def test_the_verdict_is_never_there_beforehand(cast: Cast) -> None:
    lot = made(cast.keeper, K, verdict="ACCEPTED")
    assert reading.load(cast.keeper, K, lot).values["verdict"] is None
    with pytest.raises(StepRefused, match="还没有开始检验"):
        records.change(cast.keeper, K, lot, 1, {"verdict": "ACCEPTED"})
    take(cast.keeper, K, lot, "begin")
    assert reading.load(cast.keeper, K, lot).values["verdict"] is None


@pytest.mark.parametrize(
    ("expires", "said"),
    [("2027-05-22", None), ("2027-05-21", "不足半年"), ("2026-11-21", "已经过期")],
)
def test_six_months_have_to_be_left(
    cast: Cast, set_clock: Clock, expires: str, said: str | None
) -> None:
    set_clock("2026-11-22 10:00")
    lot = begun(cast, expires_on=date.fromisoformat(expires))
    if said is None:
        accept(cast, lot)
        return
    with pytest.raises(StepRefused, match=said):
        accept(cast, lot)


@pytest.mark.parametrize(
    "name", ["date_finding", "count_finding", "size_finding", "model_finding", "look_finding",
             "paper_finding", "performance_finding"],
)  # fmt: skip
def test_a_line_that_is_not_met_is_never_accepted(cast: Cast, name: str) -> None:
    lot = begun(cast)
    with pytest.raises(StepRefused, match="不符合，只能判不合格"):
        accept(cast, lot, **{name: "BAD"})
    assert status(cast.keeper, K, lot) == "INSPECTING"


def test_equipment_is_measured_by_size_and_by_performance(cast: Cast) -> None:
    lot = begun(cast, category="EQUIPMENT", expires_on=None)
    with pytest.raises(StepRefused, match="“性能”必须检验"):
        accept(cast, lot)
    accept(cast, lot, performance_finding="GOOD")


def test_cold_goods_are_accepted_with_their_temperature(cast: Cast) -> None:
    lot = begun(cast, cold_chain=True)
    with pytest.raises(StepRefused, match="到货温度"):
        accept(cast, lot)
    accept(cast, lot, arrival_temperature_c="4.5")


def test_who_bought_does_not_inspect_and_who_inspected_does_not_confirm(cast: Cast) -> None:
    lot = made(cast.keeper, K, purchaser_id=cast.keeper.person_id)
    with pytest.raises(StepRefused, match="不能是采购员本人"):
        take(cast.keeper, K, lot, "begin")
    lot = begun(cast, purchaser_id=cast.checker.person_id)
    with pytest.raises(StepRefused, match="复核人不能是检验人本人"):
        accept(cast, lot, "keeper")
    with pytest.raises(StepRefused, match="不能由采购员本人填写"):
        accept(cast, lot)


def test_goods_of_an_unknown_or_suspended_supplier_are_not_accepted(cast: Cast) -> None:
    lot = begun(cast, supplier_name="没有建档的公司")
    with pytest.raises(StepRefused, match="先建档评审"):
        accept(cast, lot)
    lot = begun(cast)
    (supplier,) = [one for one in _ids(cast, "supplier")]
    take(cast.buyer, SUPPLIER.kind, supplier, "suspend", standing_reason="未答复")
    with pytest.raises(StepRefused, match="现在是“暂停”"):
        accept(cast, lot)


def test_a_supplier_whose_licence_ran_out_is_shut_out_by_itself(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-02 10:00")
    approved_supplier(cast)
    set_clock("2027-05-02 10:00")
    lot = begun(cast, expires_on=date(2030, 1, 1))
    with pytest.raises(StepRefused, match="许可证已于 2027-04-06 到期"):
        accept(cast, lot)


def test_what_was_judged_is_not_rewritten(cast: Cast) -> None:
    lot = begun(cast)
    take(cast.keeper, K, lot, "reject", **BAD)
    version = reading.load(cast.keeper, K, lot).version
    for given in ({"verdict": "ACCEPTED"}, {"look_finding": "GOOD"}, {"received_quantity": 599}):
        with pytest.raises(StepRefused, match="检验的内容不能再改"):
            records.change(cast.keeper, K, lot, version, given, "写错")


def test_parts_of_a_lot_add_up_to_what_came_and_what_was_ordered(cast: Cast) -> None:
    """M10: 5,000 ordered, 4,600 came, 100 of them wet."""
    lot = begun(cast, ordered_quantity=5000, received_quantity=4600)
    take(cast.keeper, K, lot, "note_short")
    take(cast.keeper, K, lot, "split", split_quantity=100)
    with cast.admin.database.read() as session:
        parts = session.scalars(select(MaterialLot).order_by(MaterialLot.id)).all()
        assert [(str(one.status), one.ordered_quantity, one.received_quantity) for one in parts] == [
            ("INSPECTING", 4500, 4500), ("SHORTAGE_PENDING", 400, 0), ("INSPECTING", 100, 100)
        ]  # fmt: skip
        assert {one.lot_number for one in parts} == {"4087202"}
        assert audit.verify(session).ok


@pytest.mark.parametrize("part", [0, 600, 601])
def test_a_part_is_neither_nothing_nor_all(cast: Cast, part: int) -> None:
    lot = begun(cast)
    with pytest.raises((StepRefused, InvalidRecord)):
        take(cast.keeper, K, lot, "split", split_quantity=part)


# ---- the shelf ----------------------------------------------------------------------------------


@pytest.mark.parametrize("station", ["RECEIVED_PENDING", "INSPECTING", "REJECTED"])
def test_what_was_not_accepted_is_on_no_receipt(cast: Cast, station: str) -> None:
    lot = made(cast.keeper, K)
    if station != "RECEIVED_PENDING":
        take(cast.keeper, K, lot, "begin")
    if station == "REJECTED":
        take(cast.keeper, K, lot, "reject", **BAD)
    paper = receipt(cast, lot)
    with pytest.raises(StepRefused, match="判合格后才能入库"):
        store(cast, paper)
    with pytest.raises(StepRefused, match="不能办“上架”"):
        take(cast.keeper, K, lot, "shelve", storage_place="A-1")


def test_a_receipt_names_lots_that_were_inspected_once_and_wholly(cast: Cast) -> None:
    lot = begun(cast)
    accept(cast, lot)
    for other, said in (({"lot": "JY-0"}, "没有检验记录"), ({"quantity": 599}, "判合格的是 600")):
        with pytest.raises(StepRefused, match=said):
            store(cast, receipt(cast, lot, **other))
    store(cast, receipt(cast, lot))
    with pytest.raises(StepRefused, match="已经开过入库单"):
        store(cast, receipt(cast, lot))


def test_no_lot_is_put_on_a_shelf_without_a_receipt(cast: Cast) -> None:
    lot = begun(cast)
    accept(cast, lot)
    with pytest.raises(StepRefused, match="还没有入库单"):
        take(cast.keeper, K, lot, "shelve", storage_place="A-1")


def test_the_database_itself_refuses_a_line_of_a_rejected_inspection(cast: Cast) -> None:
    rejected = RETURNED.walk(cast, until="send_back_goods")
    paper = made(cast.buyer, RECEIPT.kind)
    with cast.admin.database.read() as session:
        found = session.scalar(select(Inspection.id).where(Inspection.lot_id == rejected))
    for verdict in ("ACCEPTED", "REJECTED"):
        line = GoodsReceiptLine(receipt_id=paper, lot_id=rejected, inspection_id=found,
                                verdict=verdict, quantity=1, place="A-1")  # fmt: skip
        with pytest.raises(IntegrityError), cast.admin.database.write() as session:
            session.add(line)


@pytest.mark.parametrize(
    "change", ["in_stock = 1", "status = 'STOCKED'", "status = 'ACCEPTED'", "in_stock = -1"]
)
def test_the_database_itself_keeps_rejected_goods_off_the_shelf(cast: Cast, change: str) -> None:
    rejected = RETURNED.walk(cast, until="send_back_goods")
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE material_lot SET {change} WHERE id = {rejected}"))


def test_stock_in_doubt_is_off_the_shelf_and_needs_an_inspection_of_its_own(cast: Cast) -> None:
    lot = LOT.walk(cast)
    view = reading.load(cast.keeper, K, lot)
    assert (str(view.status), view.values["verdict"]) == ("RECEIVED_PENDING", None)
    with pytest.raises(StepRefused):
        store(cast, receipt(cast, lot))
    take(cast.keeper, K, lot, "begin")
    accept(cast, lot)
    with pytest.raises(StepRefused, match="还没有入库单"):
        take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    receipt_of(cast, lot)
    take(cast.keeper, K, lot, "shelve", storage_place="A-1")
    with cast.admin.database.read() as session:
        assert session.get_one(MaterialLot, lot).in_stock == 600
        moved = session.execute(
            select(StockMovement.kind, func.sum(StockMovement.quantity)).group_by(
                StockMovement.kind
            )
        )
        assert {str(kind): total for kind, total in moved} == {"STORED": 1200, "WITHDRAWN": 600}


def test_a_receipt_is_added_up_and_written_in_capitals(cast: Cast) -> None:
    lot = begun(cast)
    accept(cast, lot)
    paper = receipt(cast, lot, unit_price="2.55")
    values = reading.load(cast.buyer, RECEIPT.kind, paper).values
    assert str(values["total_amount"]) == "1530.00"
    assert values["amount_in_words"] == "壹仟伍佰叁拾元整"


# ---- what was rejected --------------------------------------------------------------------------


def test_rejected_goods_leave_only_by_the_order_that_says_so(cast: Cast) -> None:
    lot = RETURNED.walk(cast, until="send_back_goods")
    order_done(cast, "material_lot", lot, disposition="REPLACE")
    with pytest.raises(StepRefused, match="还没有执行完的处理单 F06（拒收退货"):
        take(cast.buyer, K, lot, "send_back_goods")
    take(cast.buyer, K, lot, "await_replacement")
    take(cast.buyer, K, lot, "replace")
    with cast.admin.database.read() as session:
        new = session.scalars(select(MaterialLot).where(MaterialLot.parent_id == lot)).one()
        assert (str(new.status), new.verdict) == ("RECEIVED_PENDING", None)


def test_no_edge_leads_from_rejected_to_the_shelf() -> None:
    ways = {(source, step.target) for step in K.steps for source in step.sources}
    reached = {K.status("REJECTED")}
    while more := {target for source, target in ways if source in reached and target} - reached:
        reached |= more
    assert not {str(one) for one in reached} & {"ACCEPTED", "STOCKED", "INSPECTING"}


def test_who_approves_neither_proposed_nor_reviewed(cast: Cast) -> None:
    kind = catalog.by_name("disposition_order")
    both = desk_of(
        cast.admin, Role.LEADER_IN_CHARGE, Role.PURCHASER, department="WZK", staff_no="LB"
    )
    order = made(cast.buyer, kind)
    take(both, kind, order, "review", purchasing_opinion="同意", quality_opinion="同意")
    with pytest.raises(StepRefused, match="审批人不能是"):
        take(both, kind, order, "approve", leader_opinion="同意")


def test_what_is_destroyed_is_destroyed_before_two(cast: Cast) -> None:
    kind = catalog.by_name("disposition_order")
    order = made(cast.buyer, kind, disposition="DESTROY")
    take(cast.buyer, kind, order, "review", purchasing_opinion="同意", quality_opinion="同意")
    take(cast.leader, kind, order, "approve", leader_opinion="同意")
    done = {"executed_quantity": 3, "executed_on": clock.today(), "voucher_number": "X",
            "executor_id": cast.keeper.person_id}  # fmt: skip
    with pytest.raises(StepRefused, match="要有监督人"):
        take(cast.keeper, kind, order, "execute", **done)
    with pytest.raises(InvalidRecord):
        take(cast.keeper, kind, order, "execute", supervisor_id=cast.keeper.person_id, **done)


FORBIDDEN = ("让步接收", "紧急放行", "特采", "降级使用", "挑选使用", "先用后检")


def test_no_choice_of_goods_offers_a_way_past_the_inspection() -> None:
    group = next(one for one in catalog.GROUPS if one.name == "materials")
    words = [member.label for kind in group.registers for member in kind.status]
    for kind in group.registers:
        words += [m.label for field in kind.fields for m in field.choices or ()]
        words += [step.label for step in kind.steps]
    assert not [word for word in words for bad in FORBIDDEN if bad in word]
    assert len(rejection.Disposition) == 7


@pytest.mark.parametrize("word", FORBIDDEN)
def test_an_old_sheet_that_lets_goods_pass_is_refused_with_its_row(
    cast: Cast, tmp_path: Path, word: str
) -> None:
    rows = [
        ("单号", "日期", "品名", "数量", "处理方式"),
        ("C-1", "2024-02-29", "输液器", "3", word),
    ]
    report = imports.bring_in(
        cast.head, catalog.by_name("disposition_order"), files.xlsx(tmp_path / "旧.xlsx", rows),
        dry_run=True,
    )  # fmt: skip
    (problem,) = report.errors
    assert (problem.row, problem.mend) == (2, f"程序不允许“{word}”，按实际结果改")


def test_goods_of_an_old_sheet_begin_uninspected(cast: Cast, tmp_path: Path) -> None:
    rows = [
        ("编号", "到货日期", "品名", "生产批号", "数量", "结论"),
        ("J-1", "2024-02-29", "输液器", "4087202", "20", "合格"),
    ]
    (number,) = imports.bring_in(cast.head, K, files.xlsx(tmp_path / "旧.xlsx", rows)).numbers
    view = reading.load(cast.head, K, reading.find_number(cast.head, K, number))
    assert str(view.status) == "RECEIVED_PENDING"
    with pytest.raises(StepRefused, match="判合格后才能入库"):
        store(
            cast,
            made(
                cast.buyer,
                RECEIPT.kind,
                purchaser_id=cast.buyer.person_id,
                items=[{"lot": number, "quantity": 20, "place": "A-1"}],
            ),
        )
    with pytest.raises(InvalidRecord) as lacking:
        take(cast.head, K, view.id, "begin")
    assert {"category", "unit", "supplier_name", "isolation_place"} == set(lacking.value.problems)
    take(cast.head, K, view.id, "begin", category="CONSUMABLE", unit="支",
         supplier_name="安康医药有限公司", isolation_place="待检区 1")  # fmt: skip
    assert reading.load(cast.head, K, view.id).values["verdict"] is None


# ---- in use -------------------------------------------------------------------------------------

PATIENT = {"used_on_patient": True, "patient_number": "ZY001", "patient_name": "赵某",
           "place": "治疗室"}  # fmt: skip


def test_goods_used_on_a_patient_are_a_service_defect_that_has_to_be_closed(cast: Cast) -> None:
    case = made(cast.nurse, IN_USE.kind, **PATIENT)
    with pytest.raises(StepRefused, match="先报告值班医师"):
        take(cast.nurse, IN_USE.kind, case, "stop")
    take(cast.nurse, IN_USE.kind, case, "stop", physician_told_at=clock.now())
    for move in IN_USE.moves[1:-1]:
        IN_USE.go(cast, case, move)
    with pytest.raises(StepRefused, match="先填写患者状况"):
        take(cast.head, IN_USE.kind, case, "close_case")
    with pytest.raises(StepRefused, match="F12 还没有办完"):
        take(cast.head, IN_USE.kind, case, "close_case", patient_condition="平稳")
    defect = raised(cast, "in_use_nonconformity", case, "service_defect_entry")
    assert "DEMO-L05" in reading.load(cast.head, DEFECT.kind, defect).values["items"]
    for move in DEFECT.moves:
        DEFECT.go(cast, defect, move)
    take(cast.head, IN_USE.kind, case, "close_case", patient_condition="平稳")


def test_who_was_treated_with_it_is_written_down(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, IN_USE.kind, used_on_patient=True)
    assert {"patient_number", "place"} <= set(refused.value.problems)


def test_all_living_goods_of_the_kind_are_inspected_again(cast: Cast) -> None:
    case = LIVING.walk(cast, until="reinspect")
    with pytest.raises(StepRefused, match="还有 10 件同类物品没有复检"):
        take(cast.buyer, LIVING.kind, case, "reinspect", kind_total=410, kind_good=391, kind_bad=9)
    take(cast.buyer, LIVING.kind, case, "reinspect", kind_total=410, kind_good=399, kind_bad=11)
    with pytest.raises(StepRefused, match="还没有处理单"):
        take(cast.buyer, LIVING.kind, case, "propose")


def test_living_goods_do_not_go_the_short_way(cast: Cast) -> None:
    case = LIVING.walk(cast, until="verify_supplier")
    with pytest.raises(StepRefused, match="全部复检并报分管领导"):
        take(cast.buyer, LIVING.kind, case, "handle", handling="已换")


@pytest.mark.parametrize(
    ("category", "office"), [("DRUG", "药剂科"), ("LOW_VALUE", "供应科"), ("LIVING", "供应科")]
)
def test_whom_the_ward_tells_is_said_by_the_kind_of_goods(
    cast: Cast, category: str, office: str
) -> None:
    case = made(cast.nurse, IN_USE.kind, category=category, functional_department_id=None)
    for move in IN_USE.moves[:3]:
        IN_USE.go(cast, case, move)
    told = reading.load(cast.head, IN_USE.kind, case).values["functional_department_id"]
    assert told == department(cast.admin, office)


def _ids(cast: Cast, register: str) -> list[int]:
    model: Any = catalog.by_name(register).model
    with cast.admin.database.read() as session:
        return list(session.scalars(select(model.id)))
