"""What went wrong with a supplier's goods: rejected and short lots, defects in use, and what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.clock import local
from app.i18n import _
from app.models.base import VOIDED
from app.models.daily import RecordLink
from app.models.materials.material_lot import LotStatus, MaterialLot, Verdict
from app.models.materials.rejection import DispositionOrder, InUseNonconformity
from app.models.materials.supplier import Supplier
from app.models.organisation import Person
from app.services import access
from app.services.registers.materials import in_use_nonconformity, material_lot
from app.services.registers.materials.lot_judging import phenomena
from app.services.registers.world import Actor
from app.services.suppliers.supplier_file import defects, of_supplier, rate, rejected

L = LotStatus
SHORT = (L.SHORTAGE_PENDING, L.SUPPLIED)


@dataclass(frozen=True)
class Entry:
    """One thing that went wrong: the record that tells of it, the goods, what was wrong, what followed."""

    on: date
    register: str
    record_id: int
    number: str
    goods: str
    lot_number: str
    quantity: int | None
    unit: str
    what: str
    disposition: str
    answer: str
    recorder: str


@dataclass(frozen=True)
class Standing:
    """How often something went wrong with a supplier, of how many lots that were judged."""

    judged: int
    rejected: int
    short: int
    in_use: int


def entries(session: Session, actor: Actor, supplier: Supplier) -> tuple[Entry, ...]:
    """All entries the person may see, the oldest first."""
    lots = session.scalars(
        select(MaterialLot).where(
            of_supplier(MaterialLot, supplier), or_(rejected(), _short()),
            access.visible(actor, material_lot.REGISTER),
        )
    ).all()  # fmt: skip
    cases = session.scalars(
        select(InUseNonconformity).where(
            defects(supplier),
            access.visible(actor, in_use_nonconformity.REGISTER),
        )
    ).all()  # fmt: skip
    lot_orders = _orders(session, MaterialLot.__tablename__, [one.id for one in lots])
    case_orders = _orders(session, InUseNonconformity.__tablename__, [one.id for one in cases])
    people = _people(
        session, {one.created_by_id for one in lots} | {one.created_by_id for one in cases}
    )
    found = [_of_lot(one, lot_orders.get(one.id, ()), people) for one in lots]
    found += [_of_case(one, case_orders.get(one.id, ()), people) for one in cases]
    return tuple(sorted(found, key=lambda one: (one.on, one.number)))


def record_of(session: Session, supplier: Supplier) -> Standing:
    """The figures of the whole house, whoever asks: what anybody may not read is counted all the same."""
    found = rate(session, supplier)
    short = session.scalar(
        select(func.count())
        .select_from(MaterialLot)
        .where(of_supplier(MaterialLot, supplier), _short())
    )
    in_use = session.scalar(
        select(func.count()).select_from(InUseNonconformity).where(defects(supplier))
    )  # fmt: skip
    return Standing(found.lots, found.rejected_lots, short or 0, in_use or 0)


def _short() -> ColumnElement[bool]:
    """What never came: a lot of its own that nobody could inspect."""
    return and_(MaterialLot.status.in_(SHORT), MaterialLot.verdict.is_(None))


def _of_lot(
    lot: MaterialLot, orders: Iterable[DispositionOrder], people: Mapping[int, str]
) -> Entry:
    """The day is that of the verdict; of what did not come, that of the delivery."""
    was_bad = lot.verdict is Verdict.REJECTED
    return Entry(
        local(lot.inspected_at or lot.received_at).date(), MaterialLot.__tablename__, lot.id,
        lot.number, _goods(lot.subject, lot.specification, lot.model), lot.lot_number or "",
        lot.received_quantity if was_bad else lot.ordered_quantity, lot.unit or "",
        _("进货检验：{what}").format(what=phenomena(lot) or _("不合格")) if was_bad else _("数量短少"),
        _became(orders) or _(lot.status.label), "", people.get(lot.created_by_id, ""),
    )  # fmt: skip


def _of_case(
    case: InUseNonconformity, orders: Iterable[DispositionOrder], people: Mapping[int, str]
) -> Entry:
    return Entry(
        local(case.found_at).date(), InUseNonconformity.__tablename__, case.id, case.number,
        _goods(case.subject, case.specification), case.lot_number or "", case.quantity,
        case.unit or "", _("使用中：{what}").format(what=phenomena(case) or _("不合格")),
        _became(orders) or _(case.status.label), case.supplier_note or "",
        people.get(case.created_by_id, ""),
    )  # fmt: skip


def _goods(*parts: str | None) -> str:
    return " ".join(one for one in parts if one)


def _became(orders: Iterable[DispositionOrder]) -> str:
    """What was ordered, how far it is, and by which order."""
    return "\n".join(
        _("{what}（{state}）{number}").format(
            what=_(one.disposition.label) if one.disposition else "",
            state=_(one.status.label), number=one.number,
        )
        for one in orders
    )  # fmt: skip


def _orders(session: Session, register: str, ids: list[int]) -> dict[int, list[DispositionOrder]]:
    """The orders that came from these records, by the record."""
    found: dict[int, list[DispositionOrder]] = {}
    rows = session.execute(
        select(RecordLink.source_id, DispositionOrder)
        .join(DispositionOrder, DispositionOrder.id == RecordLink.target_id)
        .where(
            RecordLink.source_register == register,
            RecordLink.source_id.in_(ids),
            RecordLink.target_register == DispositionOrder.__tablename__,
            DispositionOrder.status != VOIDED,
        )
        .order_by(DispositionOrder.id)
    )
    for source_id, order in rows:
        found.setdefault(source_id, []).append(order)
    return found


def _people(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {person_id: name for person_id, name in rows}
