"""库存分区: every lot in the house lies in one zone, with its place and what is left of it."""

from pathlib import Path

import openpyxl
import pytest

from app.errors import NotAllowed
from app.services.materials import stock_sheet, zones
from app.services.materials.zones import Asked, Zone
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import BAD, LOT, order_done
from tests.services.materials.test_issuing import issue


def lines(cast: Cast, **asked: object) -> list[tuple[Zone, str, int, int]]:
    found = zones.stock(cast.keeper, Asked(**asked)).lines  # type: ignore[arg-type]  # by name
    return [(one.zone, one.place, one.lot_id, one.quantity) for one in found]


def rejected(cast: Cast) -> int:
    lot = LOT.walk(cast, until="accept")
    take(cast.keeper, LOT.kind, lot, "reject", **BAD)
    return lot


def test_each_state_lies_in_its_zone(cast: Cast) -> None:
    on_shelf = LOT.walk(cast, until="withdraw")
    issue(cast, on_shelf, 40)
    accepted = LOT.walk(cast, until="shelve")
    waiting = made(cast.keeper, LOT.kind)
    bad = rejected(cast)
    assert lines(cast) == [
        (Zone.GOOD, "A-1", on_shelf, 560),
        (Zone.GOOD, "待上架（待检区 1）", accepted, 600),
        (Zone.WAITING, "待检区 1", waiting, 600),
        (Zone.BAD, "待检区 1", bad, 600),
    ]
    assert zones.stock(cast.keeper, Asked()).zones == {Zone.GOOD: 2, Zone.WAITING: 1, Zone.BAD: 1}
    assert lines(cast, zone=Zone.WAITING) == [(Zone.WAITING, "待检区 1", waiting, 600)]


def test_what_is_to_be_returned_lies_apart_from_what_is_only_rejected(cast: Cast) -> None:
    bad = rejected(cast)
    order_done(cast, LOT.kind.name, bad, disposition="RETURN")
    assert [one[0] for one in lines(cast)] == [Zone.RETURN]
    take(cast.keeper, LOT.kind, bad, "send_back_goods")
    assert lines(cast) == []


def test_what_is_to_be_destroyed_stays_with_what_is_rejected(cast: Cast) -> None:
    order_done(cast, LOT.kind.name, rejected(cast), disposition="DESTROY")
    assert [one[0] for one in lines(cast)] == [Zone.BAD]


def test_what_was_in_wards_when_the_rest_was_stopped_is_not_counted(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    issue(cast, lot, 40)
    LOT.go(cast, lot, LOT.moves[-1])
    assert lines(cast) == [(Zone.WAITING, "待检区 2", lot, 560)]


def test_what_is_all_issued_is_in_no_zone(cast: Cast) -> None:
    issue(cast, LOT.walk(cast, until="withdraw"), 600)
    assert lines(cast) == []


def test_words_narrow_the_list_and_its_numbers(cast: Cast) -> None:
    made(cast.keeper, LOT.kind, subject="医用棉签", lot_number="DEMO-L13")
    made(cast.keeper, LOT.kind)
    found = zones.stock(cast.keeper, Asked(text="棉签"))
    assert [one.name for one in found.lines] == ["医用棉签"]
    assert found.zones == {Zone.WAITING: 1}
    assert zones.stock(cast.nurse, Asked()).lines == ()


def test_of_too_many_the_first_are_listed(cast: Cast) -> None:
    for _one in range(3):
        made(cast.keeper, LOT.kind)
    found = zones.stock(cast.keeper, Asked(), most=2)
    assert (len(found.lines), found.is_whole) == (2, False)
    assert len(zones.stock(cast.keeper, Asked(), most=None).lines) == 3


def test_the_list_goes_into_a_workbook(cast: Cast, tmp_path: Path) -> None:
    LOT.walk(cast, until="withdraw")
    path = tmp_path / "库存.xlsx"
    assert stock_sheet.export(cast.keeper, Asked(zone=Zone.GOOD), "合格区", path) == 1
    sheet = openpyxl.load_workbook(path)["库存"]
    assert sheet["A2"].value == "条件：合格区"
    assert [sheet.cell(5, column).value for column in (1, 2, 5, 7)] == [
        "合格区", "A-1", "4087202", 600,
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        stock_sheet.export(cast.nurse, Asked(), "", tmp_path / "别的.xlsx")
