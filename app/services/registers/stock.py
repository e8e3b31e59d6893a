"""What registers of goods may ask of the stock and do to it; supplied inside the running operation."""

from dataclasses import dataclass
from typing import Protocol

from app.models.materials.goods_receipt import GoodsReceipt
from app.models.materials.item import Item
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.materials.supplier import Supplier

FIRST_LOTS = 3


@dataclass(frozen=True)
class GoodsRules:
    """What the hospital has set: how many first lots of a new supplier are inspected piece by piece,
    and whether consumables, like drugs, need half a year left on arrival.
    """

    first_lots: int = FIRST_LOTS
    consumables_near_expiry: bool = True


class Stock(Protocol):
    """Lots, suppliers and shelves as one record sees them. Nothing here lets an unaccepted lot in."""

    @property
    def rules(self) -> GoodsRules:
        """What the hospital has set."""
        ...

    def supplier(self, name: str | None) -> Supplier | None:
        """The supplier of this name that is not voided."""
        ...

    def shut_out(self, supplier: Supplier) -> Supplier | None:
        """Another file of the same name that is suspended or struck off."""
        ...

    def lot(self, number: str) -> MaterialLot | None:
        """The lot of this inspection number that is not voided."""
        ...

    def item(self, lot: MaterialLot) -> Item | None:
        """The item of the catalogue that a lot is of, known by name, specification and model."""
        ...

    def lots_before(self, lot: MaterialLot, most: int) -> int:
        """How many deliveries of the lot's supplier were registered before it, up to `most`."""
        ...

    def uses_of(self, supplier: Supplier) -> tuple[int, int]:
        """How many lots and how many cases in use name a supplier."""
        ...

    def on_shelves(self, name: str | None) -> int:
        """How much of the goods of this name lies on the shelves."""
        ...

    def was_issued(self, lot: MaterialLot) -> bool:
        """Whether any of a lot went to a ward."""
        ...

    def receipt_of(self, lot: MaterialLot) -> str:
        """The number of the last receipt it came in by; empty without one."""
        ...

    def held_by(self, receipt: GoodsReceipt) -> tuple[str, ...]:
        """The lots that stand on a receipt: not withdrawn since, or issued by it."""
        ...

    def remaining(self, lot: MaterialLot) -> int:
        """How much of a lot is in the house: what came less what was issued."""
        ...

    def has_receipt(self, lot: MaterialLot) -> bool:
        """Whether a receipt was written for the lot's present inspection."""
        ...

    def is_divided(self, lot: MaterialLot) -> bool:
        """Whether a lot was split off another, or something was split off it or is owed beside it."""
        ...

    def has_parts(self, lot: MaterialLot) -> bool:
        """Whether other lots came from this one."""
        ...

    def note_inspection(self, lot: MaterialLot) -> None:
        """Keep the finished inspection of the lot's present round."""
        ...

    def write_lines(self, receipt: GoodsReceipt) -> None:
        """Write the lines of a receipt, each tied to the accepted inspection of its lot."""
        ...

    def shelf(self, lot: MaterialLot) -> str | None:
        """The place a lot lies at, or will lie at when it is put away."""
        ...

    def shelve(self, lot: MaterialLot) -> None:
        """Put what remains of a lot on its shelf, by its receipt."""
        ...

    def withdraw(self, lot: MaterialLot, why: str | None) -> None:
        """Take what is on the shelf off it."""
        ...

    def part(self, lot: MaterialLot, status: LotStatus, ordered: int | None, received: int) -> None:
        """A new lot beside this one: split off, still owed, or come in its stead."""
        ...
