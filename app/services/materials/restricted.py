"""Lots that lie where the environment failed: they stay there until the place is used again (四.4, HR-24)."""

from sqlalchemy.orm import Session

from app.i18n import _
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.services.surroundings import book


def in_restricted_place(session: Session, lot: MaterialLot) -> str | None:
    """Why a lot on the shelf may not leave: its place is not used now."""
    if lot.status is not LotStatus.STOCKED or not lot.storage_place:
        return None
    found = book.restrictions(session, {lot.storage_place}).get(lot.storage_place)
    if found is None:
        return None
    return _("{number} 不能发放：{why}；怀疑变质的先办“停用待检”").format(
        number=lot.number, why=found.words
    )
