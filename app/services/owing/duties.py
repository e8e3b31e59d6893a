"""What a record owes in another register, and how that is said."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.bookkeeping import FollowUp

FOLLOW_UP_LABELS = {
    "quality_feedback": N_("质量检查反馈表 F02"),
    "nonconforming_service": N_("不合格服务"),
}


def not_raised(owed: FollowUp) -> str:
    """It is still to be raised."""
    what = _(FOLLOW_UP_LABELS.get(owed.kind, owed.kind))
    return _("{what}还没有开出（{why}）").format(what=what, why=owed.reason)


def not_finished(owed: FollowUp) -> str:
    """It was raised, and is not at its end."""
    what = _(FOLLOW_UP_LABELS.get(owed.kind, owed.kind))
    return _("{what}还没有办结（{why}）").format(what=what, why=owed.reason)


def follow_ups(session: Session, register: str, record_id: int) -> Sequence[FollowUp]:
    """What a record owes and owed, in the order in which it came up."""
    return session.scalars(
        select(FollowUp)
        .where(FollowUp.register == register, FollowUp.record_id == record_id)
        .order_by(FollowUp.id)
    ).all()
