"""Goods a ward found wanting: what lies on the shelf of them stays there (四.3.(3)①②④, HR-11, HR-24)."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.daily import RecordLink
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import MaterialLot
from app.models.materials.rejection import InUseNonconformity
from app.services.registers.materials import labels


def in_doubt(session: Session, lot: MaterialLot) -> str | None:
    """Why a lot on the shelf may not leave: a case about it that is open and newer than its inspection.

    Of what patients live with, all goods of the kind are in doubt, not only the lot (HR-11).
    """
    case = InUseNonconformity
    raised = select(RecordLink.target_id).where(
        RecordLink.source_register == MaterialLot.__tablename__,
        RecordLink.source_id == lot.id,
        RecordLink.target_register == case.__tablename__,
    )
    of_kind = case.subject == lot.subject
    query = select(case.number).where(
        or_(
            case.id.in_(raised),
            and_(case.lot_number == lot.lot_number, of_kind),
            and_(case.category == ItemCategory.LIVING, of_kind),
        ),
        case.status.in_(labels.IN_USE),
        case.backfilled.is_(False),
    )
    if lot.inspected_at is not None:
        query = query.where(case.created_at > lot.inspected_at)
    number = session.scalar(query.order_by(case.id).limit(1))
    if number is None:
        return None
    return _(
        "{number} 有没有处理完的使用中不合格 {case}，不能发放；先办“停用待检”，重新检验"
    ).format(number=lot.number, case=number)
