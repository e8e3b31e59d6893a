"""出入记录: what came onto the shelf of a lot and left it, when, where to, through whose hands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models.materials.material_lot import MaterialLot, StockMovement, StockMovementKind
from app.models.organisation import Department, Person
from app.services.registers.register import Register

SHOWN_MOST = 200


@dataclass(frozen=True)
class Movement:
    """One movement of stock. Who receives and where stands only at what was issued."""

    kind: StockMovementKind
    at: datetime
    quantity: int
    department: str
    issuer: str
    receiver: str
    note: str


@dataclass(frozen=True)
class Ledger:
    """The movements of a lot, newest first, and what is left on the shelf."""

    left: int
    unit: str
    movements: tuple[Movement, ...]


def of_record(session: Session, kind: Register, record_id: int) -> Ledger | None:
    """The ledger of a record of goods; None where there is none to keep, or nothing in it yet."""
    if kind.model is not MaterialLot:
        return None
    issuer, receiver = aliased(Person), aliased(Person)
    query = (
        select(
            StockMovement.kind, StockMovement.moved_at, StockMovement.quantity, Department.name,
            issuer.name, receiver.name, StockMovement.note,
        )
        .join(issuer, issuer.id == StockMovement.issuer_id)
        .outerjoin(receiver, receiver.id == StockMovement.receiver_id)
        .outerjoin(Department, Department.id == StockMovement.department_id)
        .where(StockMovement.lot_id == record_id)
        .order_by(StockMovement.id.desc())
        .limit(SHOWN_MOST)
    )  # fmt: skip
    rows = session.execute(query).all()
    lot = session.get_one(MaterialLot, record_id)
    if not rows:
        return None
    return Ledger(
        lot.in_stock,
        lot.unit or "",
        tuple(
            Movement(kind_of, at, quantity, ward or "", by, to or "", note or "")
            for kind_of, at, quantity, ward, by, to, note in rows
        ),
    )
