"""批号追查: where each lot of a recall lies, went and was found wanting, and which were never here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.base import VOIDED, Choice
from app.models.complaint import Complaint
from app.models.daily import RecordLink
from app.models.materials.goods_receipt import GoodsReceipt, GoodsReceiptLine
from app.models.materials.material_lot import (
    LotStatus,
    MaterialLot,
    StockMovement,
    StockMovementKind,
)
from app.models.materials.rejection import InUseNonconformity
from app.models.organisation import Department
from app.services import access, values
from app.services.materials.lot_finder import LotFinder
from app.services.materials.recall_text import Recall
from app.services.operations import Desk, actor_of
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.registers.world import Actor

AT_ONCE = 400
FOUND_MOST = 5_000
# From goods to a complaint over at most one record between them (HR-20).
_LINKS_MOST = 2
LOTS, CASES, COMPLAINTS = (
    catalog.by_name(model.__tablename__) for model in (MaterialLot, InUseNonconformity, Complaint)
)


@dataclass(frozen=True)
class Issued:
    """How much of a lot went to a ward, and when the last of it."""

    department_id: int
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
    specification: str
    unit: str
    expires_on: date | None
    supplier: str
    state: LotStatus
    place: str
    in_stock: int
    receipts: tuple[str, ...]
    issued: tuple[Issued, ...]

    @property
    def status(self) -> str:
        """Its state in words."""
        return _(self.state.label)


@dataclass(frozen=True)
class Case:
    """A record that has to do with the recall: goods a ward found wanting, or a complaint."""

    record_id: int
    number: str
    lot_number: str
    title: str
    department: str
    state: Choice
    at: datetime


@dataclass(frozen=True)
class Trace:
    """What a recall comes to: lots, cases in use, complaints, and what nothing is known of.

    Not `is_whole`: so many lots were found that only the first are listed.
    """

    lots: tuple[Found, ...]
    cases: tuple[Case, ...]
    misses: tuple[str, ...]
    complaints: tuple[Case, ...] = ()
    is_whole: bool = True

    def to_raise(self) -> tuple[tuple[int, int], ...]:
        """The lots that went to wards, each with the ward: there goods may be in use."""
        return tuple((lot.lot_id, one.department_id) for lot in self.lots for one in lot.issued)

    def related(self) -> tuple[tuple[Register, tuple[Case, ...]], ...]:
        """Cases in use, then what patients said of the goods, each with its register (HR-20)."""
        return (CASES, self.cases), (COMPLAINTS, self.complaints)

    def on_shelf(self) -> tuple[Found, ...]:
        """The lots that lie on a shelf."""
        return tuple(one for one in self.lots if one.state is LotStatus.STOCKED)


def trace(desk: Desk, recall: Recall) -> Trace:
    """Look for every lot of a recall, as far as the person may see."""
    finder = LotFinder(recall)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        lots = _records(session, actor, LOTS, finder)
        cases = _records(session, actor, CASES, finder)
        seen = {one.lot_number for one in (*lots, *cases)}
        is_whole = len(lots) <= FOUND_MOST
        lots = lots[:FOUND_MOST]
        wards: dict[int, str] = {
            one.id: one.name for one in session.execute(select(Department.id, Department.name))
        }
        lot_ids, case_ids = [one.id for one in lots], [one.id for one in cases]
        return Trace(
            tuple(_found(session, lots, lot_ids, wards)),
            tuple(_case(CASES, one, wards, one.responsible_department_id) for one in cases),
            tuple(finder.missed(seen)),
            tuple(
                _case(COMPLAINTS, one, wards, one.respondent_department_id)
                for one in _complaints(session, actor, lot_ids, case_ids)
            ),
            is_whole,
        )


def _records(session: Session, actor: Actor, kind: Register, finder: LotFinder) -> list[Any]:
    """The records with a lot number of the recall, in the order of their ids.

    The numbers are read from their index and compared here: hundreds of ranges cost no more than one.
    """
    model: Any = kind.model
    every = session.scalars(select(model.lot_number).where(model.lot_number != "").distinct())
    wanted = [one for one in every if one in finder]
    found: list[Any] = []
    for some in _batches(wanted):
        query = select(model).where(
            model.lot_number.in_(some), access.visible(actor, kind), model.status != VOIDED
        )
        found += session.scalars(query)
    return sorted(found, key=lambda one: one.id)


def _batches(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def _found(
    session: Session, lots: Iterable[MaterialLot], ids: Sequence[int], wards: Mapping[int, str]
) -> Iterator[Found]:
    receipts, issued = _receipts(session, ids), _issued(session, ids, wards)
    for lot in lots:
        yield Found(
            lot.id, lot.number, lot.lot_number or "", lot.subject or "", lot.specification or "",
            lot.unit or "", lot.expires_on, lot.supplier_name or "", lot.status,
            (lot.storage_place if lot.in_stock else lot.isolation_place) or "", lot.in_stock,
            tuple(receipts.get(lot.id, ())), tuple(issued.get(lot.id, ())),
        )  # fmt: skip


def _receipts(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for some in _batches(ids):
        query = (
            select(GoodsReceiptLine.lot_id, GoodsReceipt.number)
            .join(GoodsReceipt, GoodsReceiptLine.receipt_id == GoodsReceipt.id)
            .where(GoodsReceiptLine.lot_id.in_(some))
            .order_by(GoodsReceipt.id)
        )
        for lot_id, number in session.execute(query):
            found.setdefault(lot_id, []).append(number)
    return found


def _issued(
    session: Session, ids: Sequence[int], wards: Mapping[int, str]
) -> dict[int, list[Issued]]:
    """Lot → wards in the order in which they first had some of it."""
    sums: dict[tuple[int, int], tuple[int, datetime]] = {}
    for some in _batches(ids):
        query = (
            select(
                StockMovement.lot_id, StockMovement.department_id, StockMovement.quantity,
                StockMovement.moved_at,
            )
            .where(StockMovement.lot_id.in_(some), StockMovement.kind == StockMovementKind.ISSUED)
            .order_by(StockMovement.id)
        )  # fmt: skip
        for lot_id, ward, quantity, at in session.execute(query):
            assert ward is not None
            before = sums.get((lot_id, ward), (0, at))[0]
            sums[lot_id, ward] = (before + quantity, at)
    found: dict[int, list[Issued]] = {}
    for (lot_id, ward), (quantity, at) in sums.items():
        found.setdefault(lot_id, []).append(Issued(ward, wards.get(ward, ""), quantity, at))
    return found


def _complaints(
    session: Session, actor: Actor, lot_ids: Sequence[int], case_ids: Sequence[int]
) -> list[Complaint]:
    """The complaints that hang together with the goods, in either direction."""
    seen = {(LOTS.name, one) for one in lot_ids} | {(CASES.name, one) for one in case_ids}
    edge = set(seen)
    for _step in range(_LINKS_MOST):
        edge = _neighbours(session, edge) - seen
        seen |= edge
    wanted = sorted(one for register, one in seen if register == COMPLAINTS.name)
    found: list[Complaint] = []
    for some in _batches(wanted):
        query = select(Complaint).where(
            Complaint.id.in_(some), access.visible(actor, COMPLAINTS), Complaint.status != VOIDED
        )
        found += session.scalars(query.order_by(Complaint.id))
    return found


def _neighbours(session: Session, edge: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    by_register: dict[str, list[int]] = {}
    for register, record_id in edge:
        by_register.setdefault(register, []).append(record_id)
    source = (RecordLink.source_register, RecordLink.source_id)
    target = (RecordLink.target_register, RecordLink.target_id)
    found: set[tuple[str, int]] = set()
    for register, ids in by_register.items():
        for some in _batches(ids):
            for here, there in ((source, target), (target, source)):
                query = select(*there).where(here[0] == register, here[1].in_(some))
                found |= {(name, one) for name, one in session.execute(query)}
    return found


def _case(kind: Register, record: Any, wards: Mapping[int, str], ward: int | None) -> Case:
    return Case(
        record.id, record.number, getattr(record, "lot_number", None) or "",
        values.title(kind, record), wards.get(ward or 0, ""), record.status,
        getattr(record, kind.received),
    )  # fmt: skip
