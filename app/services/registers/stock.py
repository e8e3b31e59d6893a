"""What registers of goods may ask of the stock and do to it; supplied inside the running operation."""

from typing import Protocol

from app.models.materials.goods_receipt import GoodsReceipt
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.materials.supplier import Supplier


class Stock(Protocol):
    """Lots, suppliers and shelves as one record sees them. Nothing here lets an unaccepted lot in."""

    def supplier(self, name: str | None) -> Supplier | None:
        """The supplier of this name that is not voided."""
        ...

    def lot(self, number: str) -> MaterialLot | None:
        """The lot of this inspection number that is not voided."""
        ...

    def remaining(self, lot: MaterialLot) -> int:
        """How much of a lot is in the house: what came less what was issued."""
        ...

    def has_receipt(self, lot: MaterialLot) -> bool:
        """Whether a receipt was written for the lot's present inspection."""
        ...

    def is_received(self, lot: MaterialLot) -> bool:
        """Whether goods of a lot were ever put on a receipt."""
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

    def shelve(self, lot: MaterialLot) -> None:
        """Put what remains of a lot on its shelf, by its receipt."""
        ...

    def withdraw(self, lot: MaterialLot, why: str | None) -> None:
        """Take what is on the shelf off it."""
        ...

    def part(self, lot: MaterialLot, status: LotStatus, ordered: int | None, received: int) -> None:
        """A new lot beside this one: split off, still owed, or come in its stead."""
        ...
