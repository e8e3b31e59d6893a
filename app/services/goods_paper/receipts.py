"""F09: each line of a receipt with the goods of the lot it puts away."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.materials.goods_receipt import GoodsReceipt
from app.models.materials.item import Item
from app.models.materials.material_lot import MaterialLot
from app.services.forms import Form, FormValue
from app.services.world import ReadWorld


def receipt(world: ReadWorld, form: Form, receipt: GoodsReceipt) -> dict[str, FormValue]:
    """The lines in the order in which they were written; a lot that is not there has its number only.

    A draft may lack any of it.
    """
    numbers = [row["lot"] for row in receipt.items if row.get("lot")]
    lots = {
        one.number: one
        for one in world.session.scalars(select(MaterialLot).where(MaterialLot.number.in_(numbers)))
    }
    codes = _codes(world.session, lots)
    return {"items": [_line(row, lots.get(row.get("lot", "")), codes) for row in receipt.items]}


def _codes(session: Session, lots: Mapping[str, MaterialLot]) -> dict[int, str]:
    known = {one.item_id for one in lots.values() if one.item_id}
    rows = session.execute(select(Item.id, Item.code).where(Item.id.in_(known)))
    return {item_id: code for item_id, code in rows}


def _line(
    row: Mapping[str, Any], lot: MaterialLot | None, codes: Mapping[int, str]
) -> dict[str, FormValue]:
    quantity = row.get("quantity")
    price = None if row.get("unit_price") is None else Decimal(str(row["unit_price"]))
    line: dict[str, FormValue] = {
        "lot": row.get("lot"),
        "quantity": quantity,
        "unit_price": price,
        "amount": None if price is None or quantity is None else price * quantity,
        "place": row.get("place"),
    }
    if lot is None:
        return line
    named = (codes.get(lot.item_id or 0), lot.subject)
    sized = (lot.specification, lot.model)
    return line | {
        "name": "\n".join(one for one in named if one),
        "specification": " ".join(one for one in sized if one),
        "unit": lot.unit,
        "ordered": lot.ordered_quantity,
        "lot_number": lot.lot_number,
        "expires_on": lot.expires_on,
    }
