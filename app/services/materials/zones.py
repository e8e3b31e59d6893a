"""库存分区: what lies where in the house — 合格区, 待检区, 不合格区, 退货区 — and what runs out (四.3.(2)④)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.base import Choice
from app.models.daily import RecordLink
from app.models.materials.material_lot import (
    LotStatus,
    MaterialLot,
    StockMovement,
    StockMovementKind,
)
from app.models.materials.rejection import Disposition, DispositionOrder, OrderStatus
from app.services import access, lists, search
from app.services.operations import Desk, actor_of
from app.services.registers.materials.material_lot import REGISTER
from app.services.registers.surroundings import Restriction
from app.services.registers.world import Actor
from app.services.surroundings import book

SHOWN_MOST = 2_000
S = LotStatus
_WAITING = (S.RECEIVED_PENDING, S.INSPECTING)
_OWED = (S.REPLACEMENT_PENDING, S.SHORTAGE_PENDING)
_GOES_BACK = (Disposition.RETURN, Disposition.REPLACE, Disposition.REPLENISH, Disposition.RECALL)
_ORDERED = (OrderStatus.APPROVED, OrderStatus.EXECUTED, OrderStatus.CLOSED)


class Zone(Choice):
    """Where goods lie, apart from each other and labelled."""

    GOOD = "GOOD", N_("合格区")
    WAITING = "WAITING", N_("待检区")
    BAD = "BAD", N_("不合格区")
    RETURN = "RETURN", N_("退货区")


@dataclass(frozen=True)
class Asked:
    """What is looked for: words, a zone, or one of the lot's watches by its name."""

    text: str = ""
    zone: Zone | None = None
    watch: str = ""


@dataclass(frozen=True)
class Line:
    """One lot in the house: how much of it lies where."""

    lot_id: int
    number: str
    zone: Zone
    place: str
    name: str
    specification: str
    lot_number: str
    expires_on: date | None
    quantity: int
    unit: str
    supplier: str
    state: LotStatus
    restricted: str = ""


@dataclass(frozen=True)
class Stock:
    """The lots asked for, and how many there are of each zone and watch whatever was asked.

    Not `is_whole`: only the first are listed.
    """

    lines: tuple[Line, ...]
    zones: Mapping[Zone, int] = field(default_factory=dict)
    watches: Mapping[str, int] = field(default_factory=dict)
    is_whole: bool = True


def stock(desk: Desk, asked: Asked, most: int | None = SHOWN_MOST) -> Stock:
    """What lies where, by zone and place, as far as the person may see; `most` None lists all."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        among = _among(session, actor, asked.text)
        found = session.execute(
            _lines().where(*among, *_narrowed(asked)).limit(None if most is None else most + 1)
        ).all()
        zone = _zone().label("zone")
        zones: dict[Zone, int] = {
            Zone(name): n
            for name, n in session.execute(select(zone, func.count()).where(*among).group_by(zone))
        }
        watches = {
            one.name: session.scalar(
                select(func.count()).where(*among, *lists.watch_condition(REGISTER, one))
            ) or 0
            for one in REGISTER.watches
        }  # fmt: skip
        is_whole = most is None or len(found) <= most
        shut = book.restrictions(session, {one.place for one in found if one.place})
        lines = tuple(_line(one, shut) for one in found[:most])
        return Stock(lines, zones, watches, is_whole)


def _among(session: Session, actor: Actor, text: str) -> list[ColumnElement[bool]]:
    """The lots of which something is in the house."""
    words = search.condition(session, REGISTER, text, {}, with_identity=False)
    present = (S.STOCKED, S.ACCEPTED, S.REJECTED, *_WAITING, *_OWED)
    found = [
        access.visible(actor, REGISTER),
        MaterialLot.status.in_(present),
        (MaterialLot.status != S.STOCKED) | (MaterialLot.in_stock > 0),
        MaterialLot.received_quantity > 0,
    ]
    return found if words is None else [*found, words]


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.zone is not None:
        found.append(_zone() == asked.zone.value)
    for watch in REGISTER.watches:
        if watch.name == asked.watch:
            found += lists.watch_condition(REGISTER, watch)
    return found


def _zone() -> ColumnElement[str]:
    ordered = exists().where(
        RecordLink.source_register == REGISTER.name,
        RecordLink.source_id == MaterialLot.id,
        RecordLink.target_register == DispositionOrder.__tablename__,
        RecordLink.target_id == DispositionOrder.id,
        DispositionOrder.disposition.in_(_GOES_BACK),
        DispositionOrder.status.in_(_ORDERED),
    )
    return case(
        (MaterialLot.status.in_(_OWED), Zone.RETURN.value),
        (and_(MaterialLot.status == S.REJECTED, ordered), Zone.RETURN.value),
        (MaterialLot.status == S.REJECTED, Zone.BAD.value),
        (MaterialLot.status.in_(_WAITING), Zone.WAITING.value),
        else_=Zone.GOOD.value,
    )


def _lines() -> Any:
    issued = (
        select(func.coalesce(func.sum(StockMovement.quantity), 0))
        .where(
            StockMovement.lot_id == MaterialLot.id,
            StockMovement.kind == StockMovementKind.ISSUED,
        )
        .scalar_subquery()
    )
    on_shelf = MaterialLot.status == S.STOCKED
    quantity = case(
        (on_shelf, MaterialLot.in_stock), else_=MaterialLot.received_quantity - issued
    )  # fmt: skip
    place = case((on_shelf, MaterialLot.storage_place), else_=MaterialLot.isolation_place)
    zone = _zone().label("zone")
    order = case({one.value: at for at, one in enumerate(Zone)}, value=zone)
    return select(
        MaterialLot.id, MaterialLot.number, zone, place.label("place"), MaterialLot.subject,
        MaterialLot.specification, MaterialLot.lot_number, MaterialLot.expires_on,
        quantity.label("quantity"), MaterialLot.unit, MaterialLot.supplier_name,
        MaterialLot.status,
    ).order_by(order, place, MaterialLot.subject, MaterialLot.expires_on, MaterialLot.id)  # fmt: skip


def _line(row: Sequence[Any], shut: Mapping[str, Restriction]) -> Line:
    lot_id, number, zone, place, name, size, lot, until, quantity, unit, supplier, state = row
    why = shut[place].words if state is S.STOCKED and place in shut else ""
    if state is S.ACCEPTED:
        place = _("待上架（{place}）").format(place=place or "—")
    return Line(
        lot_id, number, Zone(zone), place or "", name or "", size or "", lot or "", until,
        quantity, unit or "", supplier or "", state, why,
    )  # fmt: skip
