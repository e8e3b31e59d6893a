"""阅知 (HR-27): who was sent a bulletin, who has read it, and what still waits for me to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import StepRefused
from app.i18n import _
from app.models.organisation import Department, Person, Role
from app.models.reports.periodic_report import (
    PeriodicReport,
    ReadReceipt,
    ReportKind,
    ReportStatus,
)
from app.services import records
from app.services.operations import Changes, Operation, operation
from app.services.registers.reports.periodic_report import REGISTER
from app.services.registers.world import Actor

# Whoever answers for a department reads what is sent to it.
READERS = frozenset({Role.DEPT_HEAD, Role.OFFICE_HEAD})


@dataclass(frozen=True)
class Receipt:
    """A department a bulletin was sent to: who read it and when, or nobody yet."""

    department: str
    person: str = ""
    read_at: datetime | None = None

    def words(self) -> str:
        """`骨科一病区：吴某 11-03 09:12`, or that nobody has read it."""
        if self.read_at is None:
            return _("{department}：未阅").format(department=self.department)
        return _("{department}：{person} {when}").format(
            department=self.department, person=self.person,
            when=f"{clock.local(self.read_at):%m-%d %H:%M}",
        )  # fmt: skip


def of_report(session: Session, report: PeriodicReport) -> list[Receipt]:
    """A line for every department it was sent to, in the order in which they were named."""
    query = (
        select(ReadReceipt.department_id, Person.name, ReadReceipt.read_at)
        .join(Person, Person.id == ReadReceipt.person_id)
        .where(ReadReceipt.report_id == report.id)
        .order_by(ReadReceipt.read_at)
    )
    read: dict[int, tuple[str, datetime]] = {}
    for department_id, person, at in session.execute(query):
        read.setdefault(department_id, (person, at))
    wanted = list(dict.fromkeys([*report.recipient_department_ids, *read]))
    names = {
        one: name
        for one, name in session.execute(
            select(Department.id, Department.name).where(Department.id.in_(wanted))
        )
    }
    return [Receipt(names[one], *read.get(one, ("", None))) for one in wanted]


def reason_not(session: Session, actor: Actor, report: PeriodicReport) -> str:
    """Why this person need not acknowledge a report; empty when it waits for them."""
    if report.kind is not ReportKind.BULLETIN:
        return _("只有投诉反馈通报要阅知")
    if report.status not in (ReportStatus.ISSUED, ReportStatus.FILED):
        return _("通报还没有发出")
    if actor.department_id not in report.recipient_department_ids:
        return _("这份通报没有发给您的科室")
    if not actor.roles & READERS:
        return _("由科室负责人阅知")
    known = select(ReadReceipt.id).where(
        ReadReceipt.report_id == report.id, ReadReceipt.person_id == actor.id
    )
    return _("您已经阅知") if session.scalar(known) is not None else ""


@operation("report.read")
def acknowledge(current: Operation, report_id: int) -> Changes:
    """阅知: keeps that this person has read a bulletin. Raises StepRefused when there is no need."""
    report = records.fetch(current, REGISTER, report_id)
    current.permit()
    if reason := reason_not(current.session, current.actor, report):
        raise StepRefused(reason)
    current.add(
        ReadReceipt(
            report_id=report.id, person_id=current.actor.id,
            department_id=current.actor.department_id, read_at=current.now,
        )
    )  # fmt: skip
    return current.changes(report)


def waiting(session: Session, actor: Actor) -> Sequence[PeriodicReport]:
    """The bulletins this person has still to read, the oldest first."""
    if not actor.roles & READERS:
        return ()
    model = PeriodicReport
    read = select(ReadReceipt.report_id).where(ReadReceipt.person_id == actor.id)
    query = (
        select(model)
        .where(model.status == ReportStatus.ISSUED, model.id.not_in(read))
        .order_by(model.submitted_at, model.id)
    )
    return [
        one for one in session.scalars(query) if actor.department_id in one.recipient_department_ids
    ]
