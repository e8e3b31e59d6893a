"""Reports make themselves when their period is over (HR-18, HR-19, HR-27), however long nobody was there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import VOIDED
from app.models.complaint import Complaint
from app.models.materials.material_lot import MaterialLot
from app.models.organisation import MEDICAL_AFFAIRS, Department
from app.models.reports.periodic_report import PeriodicReport, ReportKind
from app.services import numbering, records
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers.reports import periods
from app.services.registers.reports.periodic_report import REGISTER
from app.services.registers.reports.periods import Period
from app.services.reports import bulletins, composing, goods, supervision


@dataclass(frozen=True)
class Owed:
    """A report that is due and not there."""

    kind: ReportKind
    period: Period
    office: int


def make(desk: Desk) -> Changes:
    """Make what is due. Nothing is written where nothing is lacking; asked twice it makes it once."""
    with desk.database.read() as session:
        if not any(owed(session, clock.today())):
            return Changes()
    return make_due(desk)


@operation("report.make_due")
def make_due(current: Operation) -> Changes:
    """Make every report that is due now, in the name of the department that writes it."""
    current.permit()  # a matter of the day, not of who happens to sign in
    for one in list(owed(current.session, current.today)):
        _make(current, one)
    return current.changes()


def owed(session: Session, today: date) -> Iterator[Owed]:
    """What is due and was never made, the earliest first.

    The first time only the periods just over; from then on every one since, however long the program
    was switched off. What somebody made void is not made again.
    """
    made = _made(session)
    medical = session.scalar(select(Department.id).where(Department.function == MEDICAL_AFFAIRS))
    if medical is None:
        return
    for kind, length in periods.LENGTHS.items():
        last = periods.holding(today, length).moved(-1)
        known = [period for one, period, _office in made if one is kind]
        period = min(known, default=last)
        while period <= last:
            for office in _offices(session, kind, period, medical):
                if (kind, period, office) not in made:
                    yield Owed(kind, period, office)
            period = period.moved(1)


def _made(session: Session) -> set[tuple[ReportKind, Period, int]]:
    model = PeriodicReport
    query = select(model.kind, model.period, model.functional_department_id).where(
        ~model.backfilled, model.kind.is_not(None), model.period.is_not(None)
    )
    found = set()
    for kind, code, office in session.execute(query):
        period = periods.parse(kind, code) if kind and code else None
        if kind and period and office:
            found.add((kind, period, office))
    return found


@dataclass(frozen=True)
class Standing:
    """A report that is there."""

    kind: ReportKind
    period: Period
    office: str
    record_id: int
    version: int


def standing(desk: Desk) -> list[Standing]:
    """Every report with its period and department, the earliest made first."""
    model = PeriodicReport
    query = (
        select(model.kind, model.period, Department.name, model.id, model.version)
        .join(Department, Department.id == model.functional_department_id)
        .where(model.status != VOIDED)
        .order_by(model.id)
    )
    with desk.database.read() as session:
        rows = session.execute(query).all()
    found = []
    for kind, code, office, record_id, version in rows:
        period = periods.parse(kind, code) if kind and code else None
        if kind and period:
            found.append(Standing(kind, period, office, record_id, version))
    return found


def _offices(session: Session, kind: ReportKind, period: Period, medical: int) -> list[int]:
    """Who has to write it: whoever there is something to report on."""
    after = clock.instant(period.after)
    lot, complaint = MaterialLot, Complaint
    if kind is ReportKind.INSPECTION:
        office = lot.functional_department_id
        query = select(office).where(
            lot.received_at < after, lot.status != VOIDED, ~lot.backfilled, office.is_not(None)
        )
        return [one for one in session.scalars(query.distinct().order_by(office)) if one]
    if kind is ReportKind.BULLETIN:
        office = complaint.functional_department_id
        query = select(office).where(
            complaint.received_at >= clock.instant(period.first), complaint.received_at < after,
            complaint.status != VOIDED, ~complaint.backfilled, office.is_not(None),
        )  # fmt: skip
        return [one for one in session.scalars(query.distinct().order_by(office)) if one]
    model: Any = lot if kind is ReportKind.SUPERVISION else complaint
    first = select(func.min(model.received_at)).where(~model.backfilled, model.status != VOIDED)
    began = session.scalar(first)
    return [medical] if began is not None and began < after else []


def _make(current: Operation, one: Owed) -> None:
    session = current.session
    office = session.get_one(Department, one.office)
    values: dict[str, Any] = {
        "opened_at": current.now, "kind": one.kind, "period": one.period.code,
        "responsible_department_id": office.id, "functional_department_id": office.id,
        "subject": periods.title(one.kind, one.period, office.name)[:60],
    }  # fmt: skip
    names = {place: name for place, name in session.execute(select(Department.id, Department.name))}
    if one.kind is ReportKind.SUPERVISION:
        every = goods.Scope(one.period, current.today, None, names)
        values["samples"] = supervision.sample(session, every)
    if one.kind is ReportKind.BULLETIN:
        scope = composing.complaints_of(session, one.period, names, office.id)
        values["recipient_department_ids"] = bulletins.recipients(session, scope, office.id)
    [number] = numbering.take(session, REGISTER.prefix, office.code, current.today)
    current.why = _("到期自动生成")
    records.create(current, REGISTER, values, number=number, department_id=office.id)
