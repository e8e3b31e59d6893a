"""Items of the catalogue and suppliers on file, as they are offered to who registers goods."""

from typing import Any

import pytest
from sqlalchemy import select

from app.models.materials.item import Item
from app.models.materials.material_lot import MaterialLot
from app.services import reading
from app.services.suggestions import known
from app.services.upkeep import items
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import IN_USE, LOT, ORDER, RECEIPT, SUPPLIER, approved_supplier


def item(cast: Cast, code: str, name: str, **other: Any) -> None:
    given = {"code": code, "name": name, "category": "CONSUMABLE", "unit": "支"} | other
    items.add(cast.head, given)


def lot_of(cast: Cast, lot: int) -> MaterialLot:
    with cast.admin.database.read() as session:
        found = session.get_one(MaterialLot, lot)
        session.expunge(found)
        return found


def test_an_item_fills_the_fields_a_register_has(cast: Cast) -> None:
    item(cast, "H002", "髋关节假体", specification="48 mm", model="A-48", unit="套",
         manufacturer="骨康医疗", registration_number="国械注准1", implant=True)  # fmt: skip
    (one,) = known.offered(cast.keeper, LOT.kind)["subject"]
    assert one.fills == {
        "category": "CONSUMABLE", "implant": True, "specification": "48 mm", "model": "A-48",
        "unit": "套", "manufacturer": "骨康医疗", "registration_number": "国械注准1",
    }  # fmt: skip
    (one,) = known.offered(cast.nurse, IN_USE.kind)["subject"]
    assert "implant" not in one.fills


def test_what_a_person_registered_lately_stands_first(cast: Cast) -> None:
    for code, name in (("A", "安瓿"), ("B", "棉签"), ("C", "纱布")):
        item(cast, code, name)
    for name in ("纱布", "纱布", "棉签"):
        made(cast.keeper, LOT.kind, subject=name, specification=None)
    names = [one.name for one in known.offered(cast.keeper, LOT.kind)["subject"]]
    assert names == ["纱布", "棉签", "安瓿"]
    names = [one.name for one in known.offered(cast.checker, LOT.kind)["subject"]]
    assert names == ["安瓿", "棉签", "纱布"]


def test_what_is_out_of_use_is_not_offered(cast: Cast) -> None:
    item(cast, "A", "安瓿")
    (one,) = items.items(cast.head)
    items.change(cast.head, one.id, {"name": "安瓿", "category": "CONSUMABLE", "unit": "支"}, False)
    assert known.offered(cast.keeper, LOT.kind)["subject"] == ()


@pytest.mark.parametrize("road", [LOT, IN_USE, RECEIPT, ORDER], ids=lambda one: one.register)
def test_suppliers_in_good_standing_are_offered_before_the_others(cast: Cast, road: Any) -> None:
    made(cast.buyer, SUPPLIER.kind, subject="艾康器械")
    approved_supplier_id = made(cast.buyer, SUPPLIER.kind, subject="中康医药")
    take(cast.head, SUPPLIER.kind, approved_supplier_id, "approve", grade="QUALIFIED",
         evaluated_on=reading.fresh(cast.buyer, SUPPLIER.kind)["filed_at"].date(),
         evaluation="好")  # fmt: skip
    found = known.offered(cast.buyer, road.kind)["supplier_name"]
    assert [(one.name, one.beside) for one in found] == [
        ("中康医药", "合格供方"), ("艾康器械", "待评审")
    ]  # fmt: skip
    assert "zkyy" in found[0].initials


def test_a_lot_knows_its_item_and_an_implant_is_one_whoever_registers_it(cast: Cast) -> None:
    approved_supplier(cast)
    item(cast, "H002", "髋关节假体", specification="48 mm", implant=True)
    lot = made(cast.keeper, LOT.kind, subject="髋关节假体", specification="48 mm", implant=False)
    with cast.admin.database.read() as session:
        wanted = session.scalars(select(Item.id)).one()
    assert (lot_of(cast, lot).item_id, lot_of(cast, lot).implant) == (wanted, True)
    other = made(cast.keeper, LOT.kind, subject="髋关节假体", specification="50 mm")
    assert (lot_of(cast, other).item_id, lot_of(cast, other).implant) == (None, False)
