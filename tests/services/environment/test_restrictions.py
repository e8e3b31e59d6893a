"""A place that failed is not used (四.4, HR-24): goods stay, theatres stay empty, everybody is told why."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import NotAllowed, StepRefused
from app.services import reading, records
from app.services.environment import places
from app.services.materials import issuing, offers, zones
from app.services.materials.issuing import IssueLine, IssueRefused
from app.services.operations import Desk
from app.services.registers import catalog
from tests.cast import Cast
from tests.env_points import FRIDGE
from tests.factory import department, made, take
from tests.roads import (
    ENV_FRIDGE,
    FRIDGE_PLACE,
    LOT,
    WHOLE,
    goods_in_fridge,
    receipt_of,
    status,
)

CHECK, PREOP, SURGERY = (
    catalog.by_name(one) for one in ("env_check", "preop_check", "surgery_exception")
)
WHY = f"{FRIDGE_PLACE} 因冷藏温度不合格停用"
STEP = "restrict_later"


def restricted(cast: Cast, until: str = "put_goods_aside") -> int:
    """A refrigerator at 9.4 ℃, out of use, before what lies in it was put aside (V06)."""
    return ENV_FRIDGE.walk(cast, until=until)


def lot_of(cast: Cast) -> int:
    """The lot the walk put into the refrigerator."""
    with cast.admin.database.read() as session:
        return int(session.execute(
            text(f"SELECT id FROM material_lot WHERE storage_place = '{FRIDGE_PLACE}'")
        ).scalar_one())  # fmt: skip


def edit(cast: Cast, who: Desk, lot: int, **given: object) -> None:
    version = reading.load(who, LOT.kind, lot).version
    records.change(who, LOT.kind, lot, version, given, "移位")


def issue(cast: Cast, lot: int) -> None:
    ward = department(cast.admin, "骨科一病区")
    issuing.issue_lots(cast.keeper, [IssueLine(lot, 1)], ward, cast.nurse.person_id)


def test_nothing_is_issued_from_a_restricted_place(cast: Cast) -> None:
    restricted(cast)
    with pytest.raises(IssueRefused, match=WHY):
        issue(cast, lot_of(cast))


def test_it_is_issued_again_once_the_check_is_closed(cast: Cast) -> None:
    check = restricted(cast)
    for move in ENV_FRIDGE.moves[-4:]:
        with pytest.raises(IssueRefused, match=WHY):
            issue(cast, lot_of(cast))
        ENV_FRIDGE.go(cast, check, move)
    issue(cast, lot_of(cast))


def test_the_place_is_used_as_long_as_nobody_restricts_it(cast: Cast) -> None:
    restricted(cast, until=STEP)
    issue(cast, lot_of(cast))


def test_the_database_lets_nothing_move_there(cast: Cast) -> None:
    restricted(cast)
    statement = (
        "INSERT INTO stock_movement (lot_id, kind, quantity, moved_at, department_id, issuer_id,"
        f" receiver_id, uid, digest_salt, version) VALUES ({lot_of(cast)}, 'ISSUED', 1,"
        " '2026-01-01T00:00:00.000000Z', 1, 1, 2, 'x', x'00', 1)"
    )
    with pytest.raises(IntegrityError, match="restricted"), cast.admin.database.write() as session:
        session.execute(text(statement))
    moved = f"UPDATE material_lot SET storage_place = 'A-1' WHERE id = {lot_of(cast)}"
    with pytest.raises(IntegrityError, match="restricted"), cast.admin.database.write() as session:
        session.execute(text(moved))


def test_what_lies_there_is_not_carried_elsewhere_without_an_inspection(cast: Cast) -> None:
    restricted(cast)
    lot = lot_of(cast)
    with pytest.raises(StepRefused, match="先办“停用待检”"):
        edit(cast, cast.keeper, lot, storage_place="备用柜")
    take(cast.keeper, LOT.kind, lot, "withdraw", doubt="超温", isolation_place="备用柜")
    edit(cast, cast.keeper, lot, storage_place="备用柜")


def test_nothing_is_carried_into_a_restricted_place(cast: Cast) -> None:
    restricted(cast)
    other = LOT.walk(cast, until="withdraw")
    with pytest.raises(StepRefused, match=WHY):
        edit(cast, cast.keeper, other, storage_place=FRIDGE_PLACE)


def test_nothing_is_put_away_in_a_restricted_place(cast: Cast) -> None:
    restricted(cast)
    lot = LOT.walk(cast, until="shelve")
    receipt_of(cast, lot)
    with pytest.raises(StepRefused, match=f"不能上架：{WHY}"):
        take(cast.keeper, LOT.kind, lot, "shelve", storage_place=FRIDGE_PLACE)
    take(cast.keeper, LOT.kind, lot, "shelve", storage_place="A-1")


def test_all_that_lies_there_is_put_aside_in_one_go(cast: Cast) -> None:
    second = goods_in_fridge(cast)
    check = restricted(cast)
    take(cast.keeper, CHECK, check, "put_goods_aside", goods_place="备用柜 待检区")
    with cast.admin.database.read() as session:
        rows = session.execute(
            text("SELECT status, in_stock, isolation_place, doubt FROM material_lot"
                 f" WHERE storage_place = '{FRIDGE_PLACE}' ORDER BY id")
        ).all()  # fmt: skip
    assert {one[:3] for one in rows} == {("RECEIVED_PENDING", 0, "备用柜 待检区")}
    assert len(rows) == 2
    assert all("9.4 ℃，限值 2–8" in one[3] for one in rows)
    trail = reading.load(cast.keeper, LOT.kind, second).trail
    assert trail[-1].action == "withdraw"
    assert trail[-1].signed
    with pytest.raises(StepRefused, match="没有在库的物品"):
        take(cast.keeper, CHECK, check, "put_goods_aside", goods_place="备用柜")


def test_goods_are_put_aside_by_who_keeps_them(cast: Cast) -> None:
    check = restricted(cast)
    with pytest.raises(NotAllowed, match="仓库保管员"):
        take(cast.head, CHECK, check, "put_goods_aside", goods_place="备用柜")


def test_where_one_lot_cannot_be_put_aside_none_is(cast: Cast) -> None:
    """A lot of another store in the same place is that store's to take off the shelf."""
    other = goods_in_fridge(cast)
    pharmacy = department(cast.admin, "药库")
    with cast.admin.database.write() as session:
        session.execute(
            text(f"UPDATE material_lot SET department_id = {pharmacy},"
                 f" responsible_department_id = {pharmacy} WHERE id = {other}")
        )  # fmt: skip
    check = restricted(cast)
    with pytest.raises(NotAllowed):
        take(cast.keeper, CHECK, check, "put_goods_aside", goods_place="备用柜")
    assert status(cast.admin, LOT.kind, other) == "STOCKED"
    assert _stocked(cast) == 2


def _stocked(cast: Cast) -> int:
    with cast.admin.database.read() as session:
        return int(session.execute(
            text("SELECT count(*) FROM material_lot WHERE status = 'STOCKED'")
        ).scalar_one())  # fmt: skip


SAID: dict[str, Callable[[Cast, int], str]] = {
    "the issue dialog": lambda cast, lot: offers.of_lots(cast.keeper, [lot])[0].reason,
    "the zones": lambda cast, lot: zones.stock(cast.keeper, zones.Asked()).lines[0].restricted,
    "the lot itself": lambda cast, lot: reading.load(cast.keeper, LOT.kind, lot).restricted[0],
    "a line where the place is written": lambda cast, lot: places.why_restricted(
        cast.nurse, f" {FRIDGE_PLACE} "),
}  # fmt: skip


@pytest.mark.parametrize("where", SAID)
def test_wherever_the_place_is_picked_it_is_said(cast: Cast, where: str) -> None:
    check = restricted(cast)
    number = reading.load(cast.keeper, CHECK, check).number
    said = SAID[where](cast, lot_of(cast))
    assert WHY in said
    assert number in said


def test_a_place_in_use_needs_no_word(cast: Cast) -> None:
    restricted(cast, until=STEP)
    lot = lot_of(cast)
    assert offers.of_lots(cast.keeper, [lot])[0].reason == ""
    assert reading.load(cast.keeper, LOT.kind, lot).restricted == ()
    assert places.why_restricted(cast.nurse, FRIDGE_PLACE) == ""


# ---- theatres ------------------------------------------------------------------------------------


def shut_theatre(cast: Cast) -> None:
    check = made(cast.nurse, CHECK, value="3")
    take(cast.nurse, CHECK, check, "judge_fail")
    take(cast.nurse, CHECK, check, "restrict", restriction="停用，换滤网")


def test_instruments_are_not_confirmed_for_a_theatre_that_is_not_used(cast: Cast) -> None:
    shut_theatre(cast)
    preop = made(cast.nurse, PREOP, operating_room="第 2 手术间")
    with pytest.raises(StepRefused, match=r"第 2 手术间 因静压差不合格停用.*换一间手术间"):
        take(cast.nurse, PREOP, preop, "confirm", **WHOLE)
    version = reading.load(cast.nurse, PREOP, preop).version
    records.change(cast.nurse, PREOP, preop, version, {"operating_room": "第 1 手术间"}, "换间")
    take(cast.nurse, PREOP, preop, "confirm", **WHOLE)


def test_an_exception_in_such_a_theatre_is_written_down_all_the_same(cast: Cast) -> None:
    shut_theatre(cast)
    case = made(cast.chief, SURGERY, operating_room="第 2 手术间")
    (said,) = reading.load(cast.chief, SURGERY, case).restricted
    assert said.startswith("第 2 手术间 因静压差不合格停用")


def test_a_refrigerator_of_another_name_is_another(cast: Cast) -> None:
    restricted(cast)
    other = LOT.walk(cast, until="withdraw")
    issue(cast, other)
    assert FRIDGE not in places.why_restricted(cast.nurse, "A-1")
