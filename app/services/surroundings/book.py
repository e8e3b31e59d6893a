"""Points, limits, instruments and restricted places, read for what works with checks (四.4)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.base import VOIDED
from app.models.environment.check import EnvCheck
from app.models.environment.standard import EnvInstrument, EnvItem, EnvLimit, EnvPlace, EnvPoint
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.services.registers.environment import judging
from app.services.registers.surroundings import Restriction, Standing
from app.services.surroundings import calibrations

# Takes a step of the register of lots: the lot, and what the step is given.
PutAside = Callable[[MaterialLot, Mapping[str, Any]], None]


class EnvBook:
    """What `Surroundings` promises. A guard only asks; what moves goods needs an operation."""

    def __init__(self, session: Session, put_aside: PutAside | None = None) -> None:
        self._session = session
        self._put_aside = put_aside

    def point(self, code: str | None, day: date) -> Standing | None:
        if not code:
            return None
        with self._session.no_autoflush:
            found = standings(self._session, EnvPoint.code == code, day=day)
        return next(iter(found.values()), None)

    def limit(self, limit_id: int | None) -> EnvLimit | None:
        with self._session.no_autoflush:
            return self._session.get(EnvLimit, limit_id) if limit_id else None

    def instrument(self, code: str | None) -> EnvInstrument | None:
        return instruments(self._session, {code}).get(code) if code else None

    def calibrated_until(self, instrument: EnvInstrument, day: date) -> date | None:
        """A calibration made later says nothing of the days before it."""
        until, since = instrument.calibrated_until, instrument.calibrated_on
        if until is None or until < day or since is None or since <= day:
            return until
        with self._session.no_autoflush:
            ran = calibrations.entered(self._session, instrument)
        held = [one.calibrated_until for one in ran if one.holds_on(day)]
        before = [one.calibrated_until for one in ran if one.calibrated_until < day]
        return max(held) if held else max(before, default=since - timedelta(days=1))

    def restriction(self, place: str | None) -> Restriction | None:
        return restrictions(self._session, {place}).get(place) if place else None

    def knows(self, place: str) -> bool:
        query = select(EnvPlace.id).where(EnvPlace.name == place, EnvPlace.active)
        with self._session.no_autoflush:
            return self._session.scalar(query) is not None or bool(self.goods_at(place))

    def goods_at(self, place: str | None) -> Sequence[MaterialLot]:
        if not place:
            return ()
        query = select(MaterialLot).where(
            MaterialLot.storage_place == place,
            MaterialLot.status == LotStatus.STOCKED,
            MaterialLot.in_stock > 0,
        )
        with self._session.no_autoflush:
            return self._session.scalars(query.order_by(MaterialLot.id)).all()

    def put_aside(self, check: EnvCheck, where: str, why: str) -> int:
        assert self._put_aside is not None, "only an operation moves goods"
        lots = self.goods_at(check.restricted_place)
        for lot in lots:
            self._put_aside(lot, {"doubt": why, "isolation_place": where})
        return len(lots)


# ---- points and their limits -------------------------------------------------------------------


def standings(session: Session, *conditions: Any, day: date) -> dict[int, Standing]:
    """Points in use by their id, each with the version of its limit in force on a day."""
    query = (
        select(EnvPoint, EnvItem, EnvPlace)
        .join(EnvItem, EnvItem.id == EnvPoint.item_id)
        .join(EnvPlace, EnvPlace.id == EnvPoint.place_id)
        .where(EnvPoint.active, EnvItem.active, EnvPlace.active, *conditions)
    )
    rows = session.execute(query.order_by(EnvPoint.id)).all()
    limits = in_force(session, {item.id for _point, item, _place in rows}, day)
    return {
        point.id: _standing(point, item, place, limits.get((item.id, point.line)), day)
        for point, item, place in rows
    }


def in_force(
    session: Session, item_ids: Collection[int], day: date
) -> dict[tuple[int, str], EnvLimit]:
    """The newest version of each line that had begun on a day, by item and line."""
    query = select(EnvLimit).where(EnvLimit.item_id.in_(item_ids), EnvLimit.effective_from <= day)
    in_order = query.order_by(EnvLimit.effective_from, EnvLimit.id)
    return {(one.item_id, one.line): one for one in session.scalars(in_order)}


def _standing(
    point: EnvPoint, item: EnvItem, place: EnvPlace, limit: EnvLimit | None, day: date
) -> Standing:
    why = _why_none(item, limit, day)
    subject = f"{item.name} {limit.name}".strip() if limit else item.name
    return Standing(
        point.id,
        point.code,
        item.code,
        subject[:60],
        place.name,
        place.area_class or item.area_class,
        item.method,
        item.responsible_department_id or place.department_id,
        item.supervising_department_id,
        None if why else limit,
        why,
    )


def _why_none(item: EnvItem, limit: EnvLimit | None, day: date) -> str:
    if limit is None:
        return _("{item} 在 {day} 还没有限值；到“系统 › 环境”里填写").format(
            item=item.name, day=day
        )
    if not limit.enabled:
        return _("{item} 的限值已停用；到“系统 › 环境”里启用，或换一个检查点").format(
            item=item.name
        )
    if not judging.holds_in(limit.month_from, limit.month_to, day.month):
        return _("{item} {line} 只在 {first} 月到 {last} 月检查").format(
            item=item.name, line=limit.name, first=limit.month_from, last=limit.month_to
        )
    return ""


# ---- instruments and restricted places ---------------------------------------------------------


def instruments(session: Session, codes: Collection[str]) -> dict[str, EnvInstrument]:
    """Instruments by their code."""
    if not codes:
        return {}
    with session.no_autoflush:
        found = session.scalars(select(EnvInstrument).where(EnvInstrument.code.in_(codes)))
        return {one.code: one for one in found}


def restrictions(session: Session, places: Collection[str]) -> dict[str, Restriction]:
    """Of these places those that are not used now, each by its oldest check."""
    if not places:
        return {}
    query = (
        select(EnvCheck)
        .where(
            EnvCheck.restricted_place.in_(places),
            EnvCheck.restricted_at.is_not(None),
            EnvCheck.released_at.is_(None),
            EnvCheck.status != VOIDED,
        )
        .order_by(EnvCheck.id.desc())
    )
    with session.no_autoflush:
        return {one.restricted_place or "": _restriction(one) for one in session.scalars(query)}


def _restriction(check: EnvCheck) -> Restriction:
    assert check.restricted_at is not None
    return Restriction(
        check.id,
        check.number,
        check.subject or "",
        check.restricted_place or "",
        check.restricted_at,
        check.restriction or "",
    )
