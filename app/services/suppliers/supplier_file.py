"""供方质量档案: what a supplier delivered and how it was, gathered from the records of goods (四.3.(3), F11).

Nobody writes it: a rejected lot, goods found wanting in use and an order on them stand in the file of
their supplier the moment they are registered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app import amounts, clock
from app.i18n import _
from app.models.base import VOIDED
from app.models.daily import RecordLink
from app.models.materials.material_lot import Inspection, MaterialLot, Verdict
from app.models.materials.rejection import DispositionOrder, InUseNonconformity
from app.models.materials.supplier import Supplier
from app.services import access
from app.services.registers.materials import (
    disposition_order,
    in_use_nonconformity,
    material_lot,
    shelf_life,
)
from app.services.registers.materials.lot_judging import phenomena
from app.services.registers.register import Register
from app.services.registers.world import Actor

MONTHS = 12


@dataclass(frozen=True)
class Entry:
    """One thing that went wrong: a rejected lot, a case in use, or an order, and what became of it."""

    day: date
    register: str
    record_id: int
    kind: str
    number: str
    goods: str
    lot_number: str
    quantity: int | None
    unit: str
    what: str
    state: str


@dataclass(frozen=True)
class Rate:
    """Of the lots inspected, how many were rejected; the same by quantity."""

    lots: int = 0
    rejected_lots: int = 0
    quantity: int = 0
    rejected_quantity: int = 0

    @property
    def by_lots(self) -> Decimal | None:
        """In hundredths, one place; None where nothing was inspected."""
        return amounts.rate(self.rejected_lots, self.lots)

    @property
    def by_quantity(self) -> Decimal | None:
        """The same of pieces."""
        return amounts.rate(self.rejected_quantity, self.quantity)


@dataclass(frozen=True)
class SupplierFile:
    """The file of one supplier: the last twelve months, all there is, and every entry, newest first.

    `hidden` entries belong to records the person may not see; the rates count them too.
    """

    year: Rate
    whole: Rate
    entries: tuple[Entry, ...]
    hidden: int


def of_record(session: Session, actor: Actor, kind: Register, record: Any) -> SupplierFile | None:
    """The file that stands beside a record: of suppliers only."""
    if not isinstance(record, Supplier):
        return None
    return _file(session, actor, record, clock.today())


def rate(session: Session, of: Supplier, since: date | None = None) -> Rate:
    """How many of its lots inspected since then stand rejected; lots that were voided do not count.

    A lot that is judged again was inspected, and is rejected only when it is so in the end.
    """
    counted = [of_supplier(MaterialLot, of), MaterialLot.status != VOIDED]
    if since is not None:
        counted.append(Inspection.inspected_at >= clock.instant(since))
    # A lot that came back to 待检 was inspected twice: it is one lot, as much as came first.
    each = (
        select(
            func.max(Inspection.quantity).label("quantity"),
            func.max(_where_rejected(1)).label("rejected"),
            func.max(_where_rejected(Inspection.quantity)).label("rejected_quantity"),
        )
        .join(MaterialLot, MaterialLot.id == Inspection.lot_id)
        .where(*counted)
        .group_by(Inspection.lot_id)
        .subquery()
    )
    sums = (func.coalesce(func.sum(each.c[name]), 0)
            for name in ("rejected", "quantity", "rejected_quantity"))  # fmt: skip
    row = session.execute(select(func.count(), *sums).select_from(each)).one()
    return Rate(*(int(one) for one in row))


def _file(session: Session, actor: Actor, of: Supplier, today: date) -> SupplierFile:
    since = shelf_life.months_after(today, -MONTHS)
    found = sorted(_entries(session, actor, of), key=lambda one: one.day, reverse=True)
    count = sum(session.scalar(select(func.count()).where(*where)) or 0
                for _kind, where, _made in _sources(of))  # fmt: skip
    return SupplierFile(
        rate(session, of, since), rate(session, of), tuple(found), count - len(found)
    )


Made = Callable[[Register, Any], Entry]


def _sources(of: Supplier) -> tuple[tuple[Register, tuple[ColumnElement[bool], ...], Made], ...]:
    """The registers a file is gathered from: which of their records, and how each reads."""
    lots, cases = of_supplier(MaterialLot, of), of_supplier(InUseNonconformity, of)
    raised = select(RecordLink.target_id).where(
        RecordLink.target_register == DispositionOrder.__tablename__,
        or_(
            and_(RecordLink.source_register == MaterialLot.__tablename__,
                 RecordLink.source_id.in_(select(MaterialLot.id).where(lots))),
            and_(RecordLink.source_register == InUseNonconformity.__tablename__,
                 RecordLink.source_id.in_(select(InUseNonconformity.id).where(cases))),
        ),
    )  # fmt: skip
    ordered = or_(DispositionOrder.supplier_name == of.subject, DispositionOrder.id.in_(raised))
    return (
        (material_lot.REGISTER,
         (lots, rejected()), _lot),
        (in_use_nonconformity.REGISTER, (defects(of),), _case),
        (disposition_order.REGISTER, (ordered, DispositionOrder.status != VOIDED), _order),
    )  # fmt: skip


def _entries(session: Session, actor: Actor, of: Supplier) -> Iterator[Entry]:
    for kind, where, made in _sources(of):
        model: Any = kind.model
        for one in session.scalars(select(model).where(*where, access.visible(actor, kind))):
            yield made(kind, one)


def _lot(kind: Register, one: MaterialLot) -> Entry:
    at = one.inspected_at or one.received_at
    return _entry(kind, one, at, one.received_quantity, phenomena(one))


def _case(kind: Register, one: InUseNonconformity) -> Entry:
    return _entry(kind, one, one.found_at, one.quantity, phenomena(one) or _("不合格"))


def _order(kind: Register, one: DispositionOrder) -> Entry:
    what = _(one.disposition.label) if one.disposition else ""
    return _entry(kind, one, one.issued_at, one.quantity, what)


def _entry(kind: Register, one: Any, at: datetime, quantity: int | None, what: str) -> Entry:
    goods = " ".join(part for part in (one.subject, one.specification) if part)
    return Entry(
        clock.local(at).date(), kind.name, one.id, _(kind.item), one.number, goods,
        one.lot_number or "", quantity, one.unit or "", what, _(one.status.label),
    )  # fmt: skip


def of_supplier(model: Any, of: Supplier) -> ColumnElement[bool]:
    """Known by its file; what was registered before the file was begun, by the name."""
    return or_(
        model.supplier_id == of.id,
        and_(model.supplier_id.is_(None), model.supplier_name == of.subject),
    )


def rejected() -> ColumnElement[bool]:
    """Lots that stand rejected: not those that are judged again, or were never there."""
    before = (*material_lot.BEFORE, VOIDED)
    return and_(MaterialLot.verdict == Verdict.REJECTED, MaterialLot.status.not_in(before))


def defects(of: Supplier) -> ColumnElement[bool]:
    """What was found wrong with its goods in use."""
    return and_(of_supplier(InUseNonconformity, of), InUseNonconformity.status != VOIDED)


def _where_rejected(value: Any) -> Any:
    return case((rejected(), value), else_=0)
