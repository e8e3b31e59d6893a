"""证照: the suspension that comes by itself once a supplier's papers are over (四.3.(1))."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.materials.supplier import Supplier, SupplierStatus
from app.services import records
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers.materials import supplier
from app.services.registers.materials.supplier import PAPERS


def suspend_expired(desk: Desk) -> Changes:
    """Suspend the suppliers whose papers are over; nothing is written where there are none."""
    with desk.database.read() as session:
        if not _over(session, clock.today()):
            return Changes()
    return _suspend(desk)


@operation("supplier.suspend_expired")
def _suspend(current: Operation) -> Changes:
    """The procedure suspends, whoever happens to be signed in: no right of theirs is asked."""
    current.permit()
    for one in _over(current.session, current.today):
        source, one.status = one.status, SupplierStatus.SUSPENDED
        why = _("{papers}到期，程序自动暂停").format(papers=_papers(one, current.today))
        one.standing_reason = current.why = why
        one.updated_at = current.now
        records.note_step(
            current, supplier.REGISTER, one, "suspend", source, one.status, note=why
        )  # fmt: skip
    return current.changes()


def _over(session: Session, today: date) -> Sequence[Supplier]:
    return session.scalars(
        select(Supplier)
        .where(Supplier.status.in_(supplier.IN_USE), _ends(today - timedelta(days=1)))
        .order_by(Supplier.id)
    ).all()


def _ends(last: date) -> Any:
    return or_(*(getattr(Supplier, name) <= last for name in PAPERS))


def _papers(one: Supplier, today: date) -> str:
    return "、".join(
        _("{paper}（{day}）").format(paper=_(label), day=until)
        for name, label in PAPERS.items()
        if (until := getattr(one, name)) is not None and until < today
    )
