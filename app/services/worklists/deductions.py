"""月度扣分: what each department lost each month, every number with the records it comes from.

A feedback sheet counts in the month it was issued, a nonconforming service in the month it was
scored (四.2.(3)). Where both speak of the same matter the sheet counts and the service names it:
nothing is deducted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import VOIDED
from app.models.daily import RecordLink
from app.models.nonconforming_service import NonconformingService
from app.models.quality_feedback import QualityFeedback
from app.services import access
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers import nonconforming_service, quality_feedback
from app.services.registers.world import Actor

SHEETS, SERVICES = quality_feedback.REGISTER, nonconforming_service.REGISTER
MONTHS = tuple(range(1, 13))


@dataclass(frozen=True)
class Deduction:
    """One record that costs a department points. `instead` says on which sheet they are counted."""

    register: str
    record_id: int
    number: str
    day: date
    department_id: int | None
    points: Decimal
    subject: str
    basis: str
    instead: str = ""

    @property
    def counted(self) -> Decimal:
        """What it adds to its month."""
        return Decimal(0) if self.instead else self.points


@dataclass(frozen=True)
class Row:
    """A department's year: its records, the earliest first."""

    department_id: int | None
    department: str
    records: tuple[Deduction, ...]

    def month(self, month: int) -> Decimal:
        """What it lost in a month (1–12)."""
        return sum((one.counted for one in self.records if one.day.month == month), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What it lost in the year."""
        return sum((one.counted for one in self.records), Decimal(0))


@dataclass(frozen=True)
class Summary:
    """A year, the departments that lost most first."""

    year: int
    rows: tuple[Row, ...]

    def month(self, month: int) -> Decimal:
        """What all lost in a month."""
        return sum((one.month(month) for one in self.rows), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What all lost in the year."""
        return sum((one.total for one in self.rows), Decimal(0))


def summary(desk: Desk, year: int) -> Summary:
    """The deductions of a year among the records this person may see."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
        found = [*_sheets(session, actor, year), *_services(session, actor, year)]
        names = directory.read(session).names().departments
    departments: dict[int | None, list[Deduction]] = {}
    for one in sorted(found, key=lambda one: (one.day, one.number)):
        departments.setdefault(one.department_id, []).append(one)
    rows = [
        Row(place, names.get(place, "") if place is not None else _("没有写责任科室"), tuple(one))
        for place, one in departments.items()
    ]
    return Summary(year, tuple(sorted(rows, key=lambda row: (-row.total, row.department))))


def years(desk: Desk) -> list[int]:
    """The years from the first deduction to the last, newest first; the running one always."""
    found = set()
    with desk.database.read() as session:
        for moment, points in (
            (QualityFeedback.issued_at, QualityFeedback.total_points),
            (NonconformingService.scored_at, NonconformingService.points),
        ):
            query = select(func.min(moment), func.max(moment)).where(points > 0)
            for edge in session.execute(query).one():
                if edge is not None:
                    found.add(clock.local(edge).year)
    this_year = clock.today().year
    return list(range(max(found | {this_year}), min(found | {this_year}) - 1, -1))


def _sheets(session: Session, actor: Actor, year: int) -> list[Deduction]:
    model = QualityFeedback
    query = select(model).where(
        access.visible(actor, SHEETS),
        model.status != VOIDED,
        model.total_points > 0,
        *_within(model.issued_at, year),
    )
    return [
        Deduction(
            SHEETS.name, one.id, one.number, clock.local(one.issued_at).date(),
            one.responsible_department_id, one.total_points, one.subject or "",
            _clauses(one.findings) or one.basis or "",
        )
        for one in session.scalars(query)
        if one.issued_at is not None and one.total_points is not None
    ]  # fmt: skip


def _services(session: Session, actor: Actor, year: int) -> list[Deduction]:
    model = NonconformingService
    query = select(model).where(
        access.visible(actor, SERVICES),
        model.status != VOIDED,
        model.points > 0,
        *_within(model.scored_at, year),
    )
    found = list(session.scalars(query))
    counted = _counted_on(session, [one.id for one in found])
    return [
        Deduction(
            SERVICES.name, one.id, one.number, clock.local(one.scored_at).date(),
            one.responsible_department_id, one.points, one.subject or "", one.score_basis or "",
            counted.get(one.id, ""),
        )
        for one in found
        if one.scored_at is not None and one.points is not None
    ]  # fmt: skip


def _within(moment: Any, year: int) -> tuple[Any, Any]:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return moment >= clock.instant(first), moment < clock.instant(after)


def _counted_on(session: Session, services: Sequence[int]) -> dict[int, str]:
    """Service → the number of the issued sheet with points that came from it, or it from."""
    link = RecordLink
    pairs = union_all(
        select(link.source_id.label("service"), link.target_id.label("sheet")).where(
            link.source_register == SERVICES.name, link.target_register == SHEETS.name
        ),
        select(link.target_id.label("service"), link.source_id.label("sheet")).where(
            link.source_register == SHEETS.name, link.target_register == SERVICES.name
        ),
    ).subquery()
    sheet = QualityFeedback
    query = (
        select(pairs.c.service, sheet.number)
        .join(sheet, sheet.id == pairs.c.sheet)
        .where(sheet.status != VOIDED, sheet.issued_at.is_not(None), sheet.total_points > 0)
        .order_by(sheet.number.desc())
    )
    wanted = set(services)
    return {service: number for service, number in session.execute(query) if service in wanted}


def _clauses(findings: Sequence[Any]) -> str:
    """The clauses of the findings that cost points, each once."""
    named = [str(row["clause"]) for row in findings if row.get("clause") and row.get("points")]
    return "、".join(dict.fromkeys(named))
