"""A label says what the goods are now: never an earlier state, never who the patient is."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.organisation import Role
from app.services import history, reading, records
from app.services.labels import content, prints
from app.services.labels.content import Batch, Label
from app.services.labels.prints import Standing
from app.services.operations import Desk
from app.services.registers.materials.labels import LOT_KINDS
from app.services.registers.parts import LabelKind
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import BAD, GOOD, IN_USE, LOT
from tests.services.registers.test_materials import begun

Clock = Callable[[str], datetime]
K = LOT.kind


def label_of(desk: Desk, record_id: int, kind: object = K) -> Label:
    batch = content.read(desk, kind, [record_id])  # type: ignore[arg-type]  # a register
    assert batch.left_out == ()
    return batch.labels[0]


def reason_of(desk: Desk, record_id: int, kind: object = K) -> str:
    batch = content.read(desk, kind, [record_id])  # type: ignore[arg-type]  # a register
    assert batch.labels == ()
    return batch.left_out[0].words


def text_of(label: Label) -> str:
    return "\n".join(f"{one.word} {one.text}" for one in label.content.lines)


def test_goods_that_came_are_pending_until_they_are_accepted(cast: Cast) -> None:
    lot = begun(cast)
    assert label_of(cast.keeper, lot).content.kind is LabelKind.WAITING
    take(cast.checker, K, lot, "accept", **GOOD)
    good = label_of(cast.keeper, lot)
    assert good.content.kind is LabelKind.GOOD
    assert good.content.notice == "检验合格，可以入库"
    assert f"检验 陈静  {clock.today():%Y-%m-%d}" in text_of(good)


def test_rejected_goods_say_why_and_that_they_must_not_be_used(cast: Cast) -> None:
    lot = begun(cast)
    take(cast.checker, K, lot, "reject", **BAD)
    label = label_of(cast.keeper, lot)
    assert label.content.kind is LabelKind.BAD
    assert "严禁使用" in label.content.notice
    assert "包装破损" in text_of(label)
    assert "隔离位 待检区 1" in text_of(label)


def test_every_state_has_its_label_or_none(cast: Cast) -> None:
    good = {LotStatus.ACCEPTED, LotStatus.STOCKED}
    gone = {LotStatus.RETURNED, LotStatus.REPLACED, LotStatus.SUPPLIED, LotStatus.DESTROYED,
            LotStatus.VOIDED}  # fmt: skip
    assert {state for state, kind in LOT_KINDS.items() if kind is LabelKind.GOOD} == good
    assert set(LotStatus) - LOT_KINDS.keys() == gone


def test_the_label_follows_the_whole_road_of_a_lot(cast: Cast) -> None:
    seen, lot = {}, 0
    for lot, move in LOT.stations(cast):
        seen[move.action] = label_of(cast.keeper, lot).content.kind
    assert seen["begin"] is seen["accept"] is LabelKind.WAITING
    assert seen["shelve"] is seen["withdraw"] is LabelKind.GOOD
    assert label_of(cast.keeper, lot).content.kind is LabelKind.WAITING


def test_goods_that_are_gone_have_no_label(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    records.void(cast.head, K, lot, 1, "重复登记")
    assert "作废，没有要贴标识的物品" in reason_of(cast.head, lot)


def test_goods_that_never_came_have_no_label(cast: Cast) -> None:
    lot = begun(cast, ordered_quantity=700)
    take(cast.keeper, K, lot, "note_short")
    with cast.admin.database.read() as session:
        owed = session.scalars(select(MaterialLot.id).where(MaterialLot.parent_id == lot)).one()
    assert "还没有到货" in reason_of(cast.keeper, owed)


def test_stock_out_of_date_gets_no_good_label(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 10:00")
    lot = begun(cast, expires_on=clock.today() + timedelta(days=300))
    take(cast.checker, K, lot, "accept", **GOOD)
    assert label_of(cast.keeper, lot).content.kind is LabelKind.GOOD
    set_clock("2027-03-06 10:00")
    assert "已经过期" in reason_of(cast.keeper, lot)


def test_what_a_ward_found_wanting_is_red_and_names_no_patient(cast: Cast) -> None:
    case = made(
        cast.nurse, IN_USE.kind, used_on_patient=True, patient_name="赵某某",
        patient_number="ZY0012345", place="3 床", narrative="赵某某输液时接头漏液。",
        phenomena=["DAMAGED"],
    )  # fmt: skip
    label = label_of(cast.nurse, case, IN_USE.kind)
    assert label.content.kind is LabelKind.BAD
    whole = str(label)
    assert "赵" not in whole
    assert "ZY0012345" not in whole
    assert "骨科一病区" in whole


def test_a_handled_case_needs_no_label_any_more(cast: Cast) -> None:
    case = IN_USE.walk(cast)
    assert "没有要贴标识的物品" in reason_of(cast.head, case, IN_USE.kind)


def test_a_storekeeper_labels_what_a_colleague_received(cast: Cast) -> None:
    assert label_of(cast.checker, made(cast.keeper, K)).number.startswith("JY-")


def test_another_department_gets_no_label(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    stranger = desk_of(cast.admin, Role.STOREKEEPER, department="YJK", staff_no="S9")
    assert content.read(stranger, K, [lot]) == Batch(())


def test_who_only_reads_is_told_why_there_is_none(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    assert "您的角色不能打印" in reason_of(cast.archivist, lot)


def test_too_many_at_once_is_said() -> None:
    with pytest.raises(Exception, match="最多打印 2000 张"):
        content.read(None, K, range(content.AT_ONCE + 1))  # type: ignore[arg-type]  # asked before


# ---- prints are counted -------------------------------------------------------------------------


def printed(desk: Desk, lot: int, how: str = "print") -> prints.Noted:
    return prints.note(desk, K, content.read(desk, K, [lot]).labels, "60x40", how)


def standing(desk: Desk, lot: int) -> Standing:
    (one,) = prints.standings(desk, K, [lot])
    return one


def test_reprints_are_counted_in_the_history(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    for _again in range(3):
        printed(cast.keeper, lot)
    entries = [one for one in history.of_record(cast.keeper, K, lot) if one.action == prints.ACTION]
    assert [one.facts["times"] for one in entries] == [3, 2, 1]
    assert entries[0].label == "打印标签"
    assert entries[0].facts["size"] == "60x40"
    last = standing(cast.keeper, lot).last
    assert last is not None
    assert (last.times, last.person) == (3, "陈静")


def test_a_label_never_printed_is_not_out_of_date(cast: Cast) -> None:
    assert standing(cast.keeper, made(cast.keeper, K)).words == ""


def test_after_a_step_the_label_stuck_on_is_out_of_date(cast: Cast) -> None:
    lot = begun(cast)
    printed(cast.keeper, lot)
    assert standing(cast.keeper, lot).words == ""
    take(cast.checker, K, lot, "accept", **GOOD)
    assert standing(cast.keeper, lot).words == "状态已变，换标签：待检 → 合格"
    printed(cast.keeper, lot)
    assert standing(cast.keeper, lot).words == ""


def test_begun_inspection_leaves_the_label_right(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    printed(cast.keeper, lot)
    take(cast.keeper, K, lot, "begin")
    assert standing(cast.keeper, lot).words == ""


def test_a_corrected_lot_number_asks_for_another_label(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    printed(cast.keeper, lot)
    version = reading.load(cast.keeper, K, lot).version
    records.change(cast.keeper, K, lot, version, {"lot_number": "4087203"}, "抄错")
    assert standing(cast.keeper, lot).words == "内容已改，换标签"


def test_the_label_of_goods_that_left_is_to_be_taken_off(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    printed(cast.keeper, lot)
    records.void(cast.head, K, lot, 1, "重复登记")
    assert "揭下来" in standing(cast.head, lot).words


def test_a_step_taken_while_it_was_printed_is_told(cast: Cast) -> None:
    lot = begun(cast)
    before = content.read(cast.keeper, K, [lot]).labels
    take(cast.checker, K, lot, "accept", **GOOD)
    noted = prints.note(cast.keeper, K, before, "60x40", "print")
    assert noted.outdated == (before[0].number,)
    assert standing(cast.keeper, lot).is_outdated


def test_who_may_not_label_may_not_count_either(cast: Cast) -> None:
    lot = made(cast.keeper, K)
    found = content.read(cast.keeper, K, [lot]).labels
    with pytest.raises(Exception, match="不能做这件事：打印物品标识"):
        prints.note(cast.archivist, K, found, "60x40", "print")


def test_the_name_of_who_marks_stands_on_the_label(cast: Cast) -> None:
    lot = made(cast.keeper, K, responsible_department_id=department(cast.admin, "供应科"))
    lines = content.lines_of(label_of(cast.keeper, lot), prints.marker(cast.keeper))
    assert lines[-1].text == f"陈静  {clock.today():%Y-%m-%d}"
