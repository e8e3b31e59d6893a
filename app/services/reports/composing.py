"""Counts the report a record stands for: which tables and charts, of which scope."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import StepRefused
from app.i18n import _
from app.models.organisation import Department, Person
from app.models.reports.periodic_report import ReportKind
from app.services.days import workdays
from app.services.registers.reports.periodic_report import period_of
from app.services.registers.reports.periods import Period
from app.services.reports import (
    bulletins,
    complaints,
    goods,
    inspections,
    selecting,
    supervision,
    yearly,
)
from app.services.reports.figures import Picture, Report, Table


def count(session: Session, record: Any) -> Report:
    """All figures of a report as the records stand now. Raises StepRefused where the period is unknown."""
    period = period_of(record)
    if period is None:
        raise StepRefused(_("这份报告没有写期间，先补上期间（例如 2026-Q3）"))
    tables, pictures = _counted(session, record, period)
    return Report(
        record.kind.value, period.code, record.functional_department_id, record.subject or "",
        clock.stamp(clock.now()), tables, pictures,
    )  # fmt: skip


def _counted(
    session: Session, record: Any, period: Period
) -> tuple[tuple[Table, ...], tuple[Picture, ...]]:
    departments = {
        one: name for one, name in session.execute(select(Department.id, Department.name))
    }
    as_of = clock.today()
    if record.kind is ReportKind.INSPECTION:
        own = goods.Scope(period, as_of, record.functional_department_id, departments)
        return inspections.tables(session, own), inspections.pictures()
    if record.kind is ReportKind.SUPERVISION:
        every = goods.Scope(period, as_of, None, departments)
        return supervision.tables(session, every), supervision.pictures()
    people = {one: name for one, name in session.execute(select(Person.id, Person.name))}
    if record.kind is ReportKind.COMPLAINTS:
        year = complaints_of(session, period, departments)
        return yearly.tables(session, year, people), yearly.pictures()
    month = complaints_of(session, period, departments, record.functional_department_id)
    return bulletins.tables(session, month, people), bulletins.pictures()


def complaints_of(
    session: Session, period: Period, departments: Mapping[int, str], office: int | None = None
) -> complaints.Scope:
    """The complaints of a period, perhaps of one functional department, as of today."""
    facts = () if office is None else ((selecting.IS, "functional_department_id", office),)
    calendar = workdays.load(session)
    return complaints.Scope(period, clock.today(), departments, calendar, facts)
