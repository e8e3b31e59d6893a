"""门诊人次、出院人次 of each month, entered by hand: what complaints are set in relation to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord
from app.i18n import _
from app.models.reports.periodic_report import ActivityFigure
from app.services import access
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers.reports.periods import Period, holding

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Activity:
    """One month: how many were treated."""

    month: str
    outpatients: int
    discharges: int


def of_period(session: Session, period: Period) -> list[tuple[Period, Activity]]:
    """What was entered of a period, month by month; months that are lacking are not there."""
    months = period.months()
    found = _read(session, [month.code for month in months])
    return [(month, found[month.code]) for month in months if month.code in found]


def _read(session: Session, months: Sequence[str]) -> dict[str, Activity]:
    model = ActivityFigure
    query = select(model.month, model.outpatients, model.discharges).where(model.month.in_(months))
    return {month: Activity(month, out, inside) for month, out, inside in session.execute(query)}


def listing(desk: Desk) -> list[tuple[str, Activity | None]]:
    """The last two years, newest first: what was entered, and the months where nothing was."""
    this = holding(clock.today(), 1)
    months = [this.moved(-back).code for back in range(MONTHS_SHOWN)]
    with desk.database.read() as session:
        found = _read(session, months)
    return [(month, found.get(month)) for month in months]


@operation("activity.enter")
def enter(current: Operation, given: Mapping[str, tuple[int, int]]) -> Changes:
    """Write the figures of these months, new ones or corrections; the audit keeps what stood there."""
    current.require(access.Permission.ENTER_FIGURES)
    problems = {
        month: _("{month} 的人次不能是负数").format(month=month)
        for month, figures in given.items()
        if min(figures) < 0
    }
    if problems:
        raise InvalidRecord(problems)
    write(current, given)
    return current.changes()


def write(current: Operation, given: Mapping[str, tuple[int, int]]) -> None:
    """Months by what was entered or read of them, inside a running operation."""
    model = ActivityFigure
    known = {
        one.month: one
        for one in current.session.scalars(select(model).where(model.month.in_(given)))
    }
    for month, (outpatients, discharges) in given.items():
        row = known.get(month)
        if row is None:
            current.add(model(month=month, outpatients=outpatients, discharges=discharges))
        else:
            row.outpatients, row.discharges = outpatients, discharges
