"""The stock as registers of goods see it, inside the running operation; every row written is audited."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models.base import VOIDED
from app.models.bookkeeping import StepEntry
from app.models.materials.goods_receipt import GoodsReceipt, GoodsReceiptLine
from app.models.materials.item import Item
from app.models.materials.material_lot import (
    Inspection,
    LotStatus,
    MaterialLot,
    StockMovement,
    StockMovementKind,
    Verdict,
)
from app.models.materials.rejection import InUseNonconformity
from app.models.materials.supplier import Supplier, SupplierStatus
from app.services.operations import Operation
from app.services.registers.stock import GoodsRules
from app.services.stock import goods_rules

# What a part of a lot is, wherever it goes: the goods themselves, and who bought and inspects them.
SAME = (
    "received_at", "subject", "category", "implant", "specification", "model", "unit",
    "lot_number", "manufactured_on", "expires_on", "manufacturer", "registration_number",
    "supplier_name", "purchase_number", "delivery_number", "purchaser_id", "isolation_place",
    "tightened",
    "responsible_department_id", "functional_department_id",
)  # fmt: skip
AddLot = Callable[[dict[str, Any], dict[str, Any]], None]


class StockBook:
    """What `Stock` promises. A guard only asks; what writes needs an operation."""

    def __init__(
        self, session: Session, current: Operation | None = None, add_lot: AddLot | None = None
    ) -> None:
        self._session = session
        self._current = current
        self._add_lot = add_lot

    def supplier(self, name: str | None) -> Supplier | None:
        if not name:
            return None
        query = select(Supplier).where(
            Supplier.subject == name, Supplier.status != SupplierStatus.VOIDED
        )
        return self._session.scalar(query.order_by(Supplier.id.desc()).limit(1))

    def shut_out(self, supplier: Supplier) -> Supplier | None:
        query = select(Supplier).where(
            Supplier.subject == supplier.subject, Supplier.id != supplier.id,
            Supplier.status.in_([SupplierStatus.SUSPENDED, SupplierStatus.REMOVED]),
        )  # fmt: skip
        return self._session.scalar(query.order_by(Supplier.id).limit(1))

    def lot(self, number: str) -> MaterialLot | None:
        return self._session.scalar(
            select(MaterialLot).where(
                MaterialLot.number == number, MaterialLot.status != LotStatus.VOIDED
            )
        )

    @property
    def rules(self) -> GoodsRules:
        return goods_rules.read(self._session)

    def item(self, lot: MaterialLot) -> Item | None:
        return self._session.scalar(
            select(Item)
            .where(
                Item.name == lot.subject,
                Item.specification == (lot.specification or ""),
                Item.model == (lot.model or ""),
                Item.active,
            )
            .order_by(Item.id)
            .limit(1)
        )

    def lots_before(self, lot: MaterialLot, most: int) -> int:
        query = select(MaterialLot.id).where(
            MaterialLot.supplier_name == lot.supplier_name,
            MaterialLot.parent_id.is_(None),
            MaterialLot.status != LotStatus.VOIDED,
        )
        if lot.id is not None:
            query = query.where(MaterialLot.id < lot.id)
        return len(self._session.scalars(query.limit(most)).all())

    def uses_of(self, supplier: Supplier) -> tuple[int, int]:
        lots, cases = (
            self._session.scalar(
                select(func.count()).where(
                    or_(model.supplier_id == supplier.id, model.supplier_name == supplier.subject),
                    model.status != VOIDED,
                )
            ) or 0
            for model in (MaterialLot, InUseNonconformity)
        )  # fmt: skip
        return lots, cases

    def on_shelves(self, name: str | None) -> int:
        query = select(func.coalesce(func.sum(MaterialLot.in_stock), 0)).where(
            MaterialLot.subject == name, MaterialLot.status == LotStatus.STOCKED
        )
        return int(self._session.scalar(query) or 0)

    def was_issued(self, lot: MaterialLot) -> bool:
        return self.remaining(lot) != (lot.received_quantity or 0)

    def receipt_of(self, lot: MaterialLot) -> str:
        number = self._session.scalar(
            select(GoodsReceipt.number)
            .join(GoodsReceiptLine, GoodsReceiptLine.receipt_id == GoodsReceipt.id)
            .where(GoodsReceiptLine.lot_id == lot.id)
            .order_by(GoodsReceiptLine.id.desc())
            .limit(1)
        )
        return number or ""

    def held_by(self, receipt: GoodsReceipt) -> tuple[str, ...]:
        lots = self._session.scalars(
            select(MaterialLot)
            .join(GoodsReceiptLine, GoodsReceiptLine.lot_id == MaterialLot.id)
            .join(Inspection, Inspection.id == GoodsReceiptLine.inspection_id)
            .where(
                GoodsReceiptLine.receipt_id == receipt.id,
                or_(
                    Inspection.round == MaterialLot.inspection_round,
                    MaterialLot.id.in_(
                        select(StockMovement.lot_id).where(
                            StockMovement.kind == StockMovementKind.ISSUED
                        )
                    ),
                ),
            )
            .order_by(MaterialLot.id)
        )
        return tuple(one.number for one in lots)

    def remaining(self, lot: MaterialLot) -> int:
        issued = self._session.scalar(
            select(func.coalesce(func.sum(StockMovement.quantity), 0)).where(
                StockMovement.lot_id == lot.id, StockMovement.kind == StockMovementKind.ISSUED
            )
        )
        return (lot.received_quantity or 0) - int(issued or 0)

    def has_receipt(self, lot: MaterialLot) -> bool:
        return self._line(lot) is not None

    def is_divided(self, lot: MaterialLot) -> bool:
        if lot.parent_id is None:
            return self.has_parts(lot)
        # A part is split off under inspection; what comes in the stead of goods waits for its own.
        query = select(StepEntry.id).where(
            StepEntry.register == MaterialLot.__tablename__, StepEntry.record_id == lot.id,
            StepEntry.action == "register", StepEntry.target == LotStatus.INSPECTING.value,
        )  # fmt: skip
        return self.has_parts(lot) or self._session.scalar(query.limit(1)) is not None

    def has_parts(self, lot: MaterialLot) -> bool:
        query = select(MaterialLot.id).where(MaterialLot.parent_id == lot.id)
        return self._session.scalar(query.limit(1)) is not None

    def note_inspection(self, lot: MaterialLot) -> None:
        assert lot.verdict is not None
        self._writing.add(
            Inspection(
                lot_id=lot.id,
                round=lot.inspection_round,
                verdict=lot.verdict,
                quantity=self.remaining(lot),
                inspected_at=self._writing.now,
                inspector_id=lot.inspector_id,
                reviewer_id=lot.reviewer_id,
            )
        )

    def write_lines(self, receipt: GoodsReceipt) -> None:
        for row in receipt.items:
            lot = self.lot(row["lot"])
            assert lot is not None
            found = self._inspection(lot)
            assert found is not None
            self._writing.add(
                GoodsReceiptLine(
                    receipt_id=receipt.id,
                    lot_id=lot.id,
                    inspection_id=found.id,
                    verdict=found.verdict,
                    quantity=row["quantity"],
                    unit_price=row.get("unit_price"),
                    place=row["place"],
                )
            )

    def shelf(self, lot: MaterialLot) -> str | None:
        line = None if lot.storage_place else self._line(lot)
        return line.place if line is not None else lot.storage_place

    def shelve(self, lot: MaterialLot) -> None:
        line = self._line(lot)
        assert line is not None
        lot.in_stock = line.quantity
        lot.storage_place = lot.storage_place or line.place
        self._move(lot, StockMovementKind.STORED, line.quantity, receipt_line_id=line.id)

    def withdraw(self, lot: MaterialLot, why: str | None) -> None:
        if lot.in_stock:
            quantity, lot.in_stock = lot.in_stock, 0
            self._move(lot, StockMovementKind.WITHDRAWN, quantity, note=why)

    def part(self, lot: MaterialLot, status: LotStatus, ordered: int | None, received: int) -> None:
        assert self._add_lot is not None
        same = {name: getattr(lot, name) for name in SAME}
        if status is LotStatus.RECEIVED_PENDING:
            same["received_at"] = self._writing.now
        columns: dict[str, Any] = {"status": status, "parent_id": lot.id}
        if status is LotStatus.INSPECTING:
            columns["inspector_id"] = lot.inspector_id
        self._add_lot(same | {"ordered_quantity": ordered, "received_quantity": received}, columns)

    @property
    def _writing(self) -> Operation:
        assert self._current is not None, "only an operation writes"
        return self._current

    def _inspection(self, lot: MaterialLot) -> Inspection | None:
        """The accepted inspection of the lot's present round."""
        return self._session.scalar(
            select(Inspection).where(
                Inspection.lot_id == lot.id,
                Inspection.round == lot.inspection_round,
                Inspection.verdict == Verdict.ACCEPTED,
            )
        )

    def _line(self, lot: MaterialLot) -> GoodsReceiptLine | None:
        """The line of a receipt for the lot's present inspection."""
        found = self._inspection(lot)
        if found is None:
            return None
        return self._session.scalar(
            select(GoodsReceiptLine).where(GoodsReceiptLine.inspection_id == found.id)
        )

    def _move(self, lot: MaterialLot, kind: StockMovementKind, quantity: int, **more: Any) -> None:
        self._writing.add(
            StockMovement(
                lot_id=lot.id,
                kind=kind,
                quantity=quantity,
                moved_at=self._writing.now,
                issuer_id=self._writing.actor.id,
                **more,
            )
        )
