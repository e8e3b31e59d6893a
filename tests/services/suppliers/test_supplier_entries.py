"""What a supplier's file tells: every rejected lot and defect in use, without retyping."""

from app.models.materials.supplier import Supplier
from app.services import lists, reading, records
from app.services.operations import Desk, actor_of
from app.services.suppliers import supplier_entries
from app.services.suppliers.supplier_entries import Entry, Standing
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import BAD, IN_USE, LOT, RETURNED, SUPPLIER, approved_supplier


def entries(desk: Desk, supplier: int) -> tuple[Entry, ...]:
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        return supplier_entries.entries(session, actor, session.get_one(Supplier, supplier))


def standing(desk: Desk, supplier: int) -> Standing:
    with desk.database.read() as session:
        return supplier_entries.record_of(session, session.get_one(Supplier, supplier))


def on_file(cast: Cast) -> int:
    """The supplier of the goods: the file there is, or one begun now."""
    known = list(lists.ids(cast.admin, SUPPLIER.kind, lists.Query()))
    return known[0] if known else made(cast.buyer, SUPPLIER.kind)


def test_a_rejected_lot_is_told_with_what_became_of_it(cast: Cast) -> None:
    lot = RETURNED.walk(cast)
    supplier = on_file(cast)
    (one,) = entries(cast.buyer, supplier)
    assert one.number == reading.load(cast.keeper, LOT.kind, lot).number
    assert (one.quantity, one.unit, one.lot_number) == (600, "袋", "4087202")
    assert one.what == "进货检验：包装破损"
    assert one.disposition.startswith("拒收退货（已执行）CZ-WZK-")
    assert one.recorder == "陈静"


def test_a_defect_in_use_is_told_with_the_suppliers_answer(cast: Cast) -> None:
    case = IN_USE.walk(cast)
    supplier = on_file(cast)
    (one,) = entries(cast.buyer, supplier)
    assert (one.register, one.record_id) == (IN_USE.register, case)
    assert one.what == "使用中：外观质量"
    assert one.answer == "接头漏液，已答复"
    assert one.disposition == "已结案"


def test_goods_that_were_accepted_or_are_not_judged_are_no_entries(cast: Cast) -> None:
    LOT.walk(cast, until="shelve")
    RETURNED.walk(cast, until="reject")
    made(cast.keeper, LOT.kind)
    supplier = on_file(cast)
    assert entries(cast.admin, supplier) == ()
    assert standing(cast.admin, supplier) == Standing(judged=1, rejected=0, short=0, in_use=0)


def test_a_lot_that_is_judged_again_counts_alike_on_paper_and_on_screen(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    take(cast.keeper, LOT.kind, lot, "withdraw", doubt="储存超限", isolation_place="待检区 2")
    supplier = on_file(cast)
    found = reading.load(cast.buyer, SUPPLIER.kind, supplier).supplier_file
    assert found is not None
    counted = standing(cast.admin, supplier)
    assert (counted.judged, counted.rejected) == (found.whole.lots, found.whole.rejected_lots)
    assert (counted.judged, counted.rejected) == (1, 0)


def test_what_did_not_come_is_an_entry_of_its_own(cast: Cast) -> None:
    approved_supplier(cast)
    lot = made(cast.keeper, LOT.kind, received_quantity=500)
    take(cast.keeper, LOT.kind, lot, "begin")
    take(cast.keeper, LOT.kind, lot, "note_short")
    supplier = on_file(cast)
    (one,) = entries(cast.buyer, supplier)
    assert (one.what, one.quantity) == ("数量短少", 100)


def test_a_void_defect_is_no_entry(cast: Cast) -> None:
    case = made(cast.nurse, IN_USE.kind)
    supplier = on_file(cast)
    assert len(entries(cast.buyer, supplier)) == 1
    records.void(cast.head, IN_USE.kind, case, 1, "重复登记")
    assert entries(cast.buyer, supplier) == ()


def test_what_was_written_down_before_there_was_a_file_is_told(cast: Cast) -> None:
    made(cast.nurse, IN_USE.kind)
    assert len(entries(cast.buyer, made(cast.buyer, SUPPLIER.kind))) == 1


def test_goods_of_another_supplier_are_not_told(cast: Cast) -> None:
    made(cast.nurse, IN_USE.kind, supplier_name="另一家")
    assert entries(cast.buyer, on_file(cast)) == ()


def test_the_figures_count_what_the_reader_may_not_see(cast: Cast) -> None:
    approved_supplier(cast)
    for verdict in ("reject", "accept"):
        lot = made(cast.keeper, LOT.kind)
        take(cast.keeper, LOT.kind, lot, "begin")
        if verdict == "reject":
            take(cast.keeper, LOT.kind, lot, "reject", **BAD)
        else:
            take(cast.checker, LOT.kind, lot, "accept", **LOT.moves[1].values(cast))
    made(cast.nurse, IN_USE.kind)
    supplier = on_file(cast)
    assert standing(cast.nurse, supplier) == Standing(judged=2, rejected=1, short=0, in_use=1)
    assert {one.register for one in entries(cast.nurse, supplier)} == {IN_USE.register}
