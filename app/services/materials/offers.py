"""Lots as they are offered for issue: found by a scanned code, a number, a name or its initials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.models.base import VOIDED
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.services import access, search
from app.services.materials import issuing
from app.services.materials.recall_text import normal
from app.services.operations import Desk, actor_of
from app.services.people import pinyin
from app.services.registers.materials.material_lot import REGISTER
from app.services.registers.world import Actor
from app.services.slips.codes import parse

OFFERED_MOST = 30
_NAMES_MOST = 5_000


@dataclass(frozen=True)
class Offer:
    """One lot: what it is, where it lies, how much of it.

    `reason` says why it cannot leave, `sooner` the day on which others of the kind run out before it.
    """

    lot_id: int
    number: str
    name: str
    specification: str
    lot_number: str
    expires_on: date | None
    place: str
    in_stock: int
    unit: str
    reason: str = ""
    sooner: date | None = None


def find(desk: Desk, text: str) -> list[Offer]:
    """The lots a text may mean; what runs out first stands first.

    What is named exactly is shown even where it cannot leave, with the reason.
    """
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.ISSUE)
        return _offers(session, actor, _found(session, actor, text.strip()))


def of_lots(desk: Desk, lot_ids: Sequence[int]) -> list[Offer]:
    """These lots, in this order, as far as the person may see them."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.ISSUE)
        rows = _lots(session, actor, MaterialLot.id.in_(lot_ids), most=len(lot_ids))
        known = {one.id: one for one in rows}
        return _offers(session, actor, [known[one] for one in lot_ids if one in known])


def _found(session: Session, actor: Actor, text: str) -> Sequence[MaterialLot]:
    if not text:
        return ()
    if exact := _lots(session, actor, _named(text)):
        on_shelf = [one for one in exact if one.in_stock]
        return on_shelf or exact
    words = search.condition(session, REGISTER, text, {}, with_identity=False)
    if words is not None and (found := _lots(session, actor, words, _ON_SHELF)):
        return found
    names = _named_by_initials(session, actor, text)
    return _lots(session, actor, MaterialLot.subject.in_(names), _ON_SHELF) if names else ()


_ON_SHELF = (MaterialLot.status == LotStatus.STOCKED) & (MaterialLot.in_stock > 0)


def _named(text: str) -> ColumnElement[bool]:
    """The number or code on the label, or the maker's lot number."""
    code = parse(text)
    asked = code.text if code is not None else text
    return or_(
        MaterialLot.number == asked,
        MaterialLot.original_number == asked,
        MaterialLot.slip_code == asked.upper(),
        MaterialLot.lot_number.in_({text, text.upper(), normal(text)}),
    )


def _lots(
    session: Session, actor: Actor, *conditions: ColumnElement[bool], most: int = OFFERED_MOST
) -> Sequence[MaterialLot]:
    query = select(MaterialLot).where(
        access.visible(actor, REGISTER), MaterialLot.status != VOIDED, *conditions
    )
    order = (MaterialLot.expires_on.asc().nulls_last(), MaterialLot.id)
    return session.scalars(query.order_by(*order).limit(most)).all()


def _named_by_initials(session: Session, actor: Actor, text: str) -> list[Any]:
    """Names on the shelves whose pinyin begins so: `lhn` → 氯化钠."""
    if not (text.isascii() and text.isalnum()):
        return []
    query = (
        select(MaterialLot.subject)
        .where(access.visible(actor, REGISTER), _ON_SHELF, MaterialLot.subject.is_not(None))
        .group_by(MaterialLot.subject)
        .order_by(func.count().desc())
        .limit(_NAMES_MOST)
    )
    return list(_matching(session.scalars(query), text))


def _matching(names: Iterable[str | None], text: str) -> Iterable[str]:
    for name in names:
        if name and pinyin.matches(text, name, initials=_initials(name)):
            yield name


@lru_cache(maxsize=_NAMES_MOST)
def _initials(name: str) -> str:
    return pinyin.initials(name)


def _offers(session: Session, actor: Actor, lots: Sequence[MaterialLot]) -> list[Offer]:
    first = _first_days(session, actor, lots)
    return [
        _offer(
            one,
            first.get((one.subject, one.specification)),
            issuing.kept_back(session, one, clock.today()) or "",
        )
        for one in lots
    ]


def _first_days(
    session: Session, actor: Actor, lots: Sequence[MaterialLot]
) -> dict[tuple[str | None, str | None], date]:
    """The first day on which goods of each kind on the shelves run out, and are not yet over."""
    kind = (MaterialLot.subject, MaterialLot.specification)
    query = (
        select(*kind, func.min(MaterialLot.expires_on))
        .where(
            access.visible(actor, REGISTER),
            _ON_SHELF,
            MaterialLot.subject.in_({one.subject for one in lots}),
            MaterialLot.expires_on >= clock.today(),
        )
        .group_by(*kind)
    )
    return {(name, size): day for name, size, day in session.execute(query) if day}


def _offer(lot: MaterialLot, first: date | None, reason: str) -> Offer:
    is_sooner = first is not None and lot.expires_on is not None and first < lot.expires_on
    return Offer(
        lot.id,
        lot.number,
        lot.subject or "",
        lot.specification or "",
        lot.lot_number or "",
        lot.expires_on,
        lot.storage_place or lot.isolation_place or "",
        lot.in_stock,
        lot.unit or "",
        reason,
        first if is_sooner else None,
    )
