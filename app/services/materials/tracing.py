"""批号追查: where each lot of a recall lies, went and was found wanting, and which were never here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.materials.goods_receipt import GoodsReceipt, GoodsReceiptLine
from app.models.materials.material_lot import MaterialLot, StockMovement, StockMovementKind
from app.models.materials.rejection import InUseNonconformity
from app.models.organisation import Department
from app.services import access
from app.services.materials.recall_text import LotRange, Recall, normal
from app.services.operations import Desk, actor_of
from app.services.registers.materials import in_use_nonconformity, material_lot

AT_ONCE = 400


@dataclass(frozen=True)
class Issued:
    """How much of a lot went to a ward, and when."""

    department: str
    quantity: int
    moved_at: datetime


@dataclass(frozen=True)
class Found:
    """One lot of the recall in this hospital: its record, its receipts, the shelf, the wards."""

    lot_id: int
    number: str
    lot_number: str
    name: str
    status: str
    in_stock: int
    receipts: tuple[str, ...]
    issued: tuple[Issued, ...]


@dataclass(frozen=True)
class Case:
    """Goods of the recall that a ward found wanting."""

    record_id: int
    number: str
    lot_number: str


@dataclass(frozen=True)
class Trace:
    """What a recall comes to: lots, cases in use, and the numbers and ranges nothing is known of."""

    lots: tuple[Found, ...]
    cases: tuple[Case, ...]
    misses: tuple[str, ...]


def trace(desk: Desk, recall: Recall) -> Trace:
    """Look for every lot of a recall, as far as the person may see."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        lots = [
            one for one in _rows(session, MaterialLot, recall,
                                 access.visible(actor, material_lot.REGISTER))
            if one.lot_number in recall
        ]  # fmt: skip
        cases = [
            one for one in _rows(session, InUseNonconformity, recall,
                                 access.visible(actor, in_use_nonconformity.REGISTER))
            if one.lot_number in recall
        ]  # fmt: skip
        seen = {normal(one.lot_number) for one in (*lots, *cases)}
        return Trace(
            tuple(_found(session, one) for one in lots),
            tuple(Case(one.id, one.number, one.lot_number) for one in cases),
            tuple(_missed(recall, seen)),
        )


def _rows(session: Session, model: Any, recall: Recall, visible: ColumnElement[bool]) -> list[Any]:
    """The records whose lot number may be one of the recall's, each once, in the order of their ids.

    Text order is number order within a range, as both ends are of one length; what else lies
    between them is sorted out by the caller.
    """
    column = func.upper(model.lot_number)
    asked: list[ColumnElement[bool]] = [column == one for one in recall.lots]
    asked += [and_(column >= one.first, column <= one.last) for one in recall.ranges]
    found: dict[int, Any] = {}
    for some in _batches(asked):
        query = select(model).where(visible, model.status != "VOIDED", or_(*some))
        found |= {one.id: one for one in session.scalars(query)}
    return [found[one] for one in sorted(found)]


def _batches(asked: Iterable[ColumnElement[bool]]) -> Iterator[list[ColumnElement[bool]]]:
    left = iter(asked)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _found(session: Session, lot: MaterialLot) -> Found:
    receipts = session.scalars(
        select(GoodsReceipt.number)
        .join(GoodsReceiptLine, GoodsReceiptLine.receipt_id == GoodsReceipt.id)
        .where(GoodsReceiptLine.lot_id == lot.id)
        .order_by(GoodsReceipt.id)
    )
    issued = session.execute(
        select(Department.name, StockMovement.quantity, StockMovement.moved_at)
        .join(Department, Department.id == StockMovement.department_id)
        .where(StockMovement.lot_id == lot.id, StockMovement.kind == StockMovementKind.ISSUED)
        .order_by(StockMovement.id)
    )
    return Found(
        lot.id, lot.number, lot.lot_number or "", lot.subject or "", lot.status.label,
        lot.in_stock, tuple(receipts), tuple(Issued(*row) for row in issued),
    )  # fmt: skip


def _missed(recall: Recall, seen: set[str]) -> Iterator[str]:
    yield from (one for one in recall.lots if one not in seen)
    for span in recall.ranges:
        if not any(one in span for one in seen):
            yield _words(span)


def _words(span: LotRange) -> str:
    return f"{span.first}-{span.last}"
