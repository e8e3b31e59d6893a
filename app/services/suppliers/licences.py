"""证照: which suppliers' papers run out, and the suspension that comes by itself once one has (四.3.(1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.materials.supplier import Supplier, SupplierStatus
from app.services import access, records
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.materials import supplier
from app.services.registers.materials.supplier import PAPERS
from app.services.registers.world import Actor

# How long ahead one is told, in days.
AHEAD = (30, 60, 90)
_WATCHED = (SupplierStatus.CANDIDATE, *supplier.IN_USE, SupplierStatus.SUSPENDED)


@dataclass(frozen=True)
class Expiring:
    """A paper of a supplier that is over or soon will be; `days_left` is below zero once it is over."""

    record_id: int
    number: str
    supplier: str
    paper: str
    until: date
    days_left: int

    @property
    def within(self) -> int:
        """The shortest of 30, 60, 90 days in which it ends; 0 once it is over."""
        return 0 if self.days_left < 0 else next((n for n in AHEAD if self.days_left <= n), 0)


def expiring(desk: Desk, days: int = AHEAD[-1]) -> list[Expiring]:
    """The papers that are over or end within so many days, of the suppliers the person may see."""
    with desk.database.read() as session:
        return expiring_for(session, actor_of(session, desk.person_id), clock.today(), days)


def expiring_for(session: Session, actor: Actor, today: date, days: int) -> list[Expiring]:
    """The same inside an open session."""
    last = today + timedelta(days=days)
    found = session.scalars(
        select(Supplier).where(
            access.visible(actor, supplier.REGISTER), Supplier.status.in_(_WATCHED), _ends(last)
        )
    )
    papers = [
        Expiring(one.id, one.number, one.subject or "", _(label), until, (until - today).days)
        for one in found
        for name, label in PAPERS.items()
        if (until := getattr(one, name)) is not None and until <= last
    ]
    return sorted(papers, key=lambda one: (one.until, one.number))


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
