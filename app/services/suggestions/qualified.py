"""Who may lead others: those whose own qualification runs today, and for what (HR-16, HR-28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import clock
from app.models.processes.participation import QualificationStatus, StaffQualification
from app.services import access
from app.services.operations import Desk, actor_of
from app.services.registers.processes.unqualified_participation import SCOPES


@dataclass(frozen=True)
class Qualified:
    """A qualification that runs: whose it is, for what, until when; `fits` says where it counts."""

    person_id: int
    subject: str
    number: str
    until: date
    fits: Mapping[str, str]


def people(desk: Desk) -> tuple[Qualified, ...]:
    """All qualifications that run today, the longest running of a person first."""
    today = clock.today()
    occasions = {scope: occasion for occasion, scope in SCOPES.items()}
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        found = session.scalars(
            select(StaffQualification)
            .where(
                StaffQualification.status == QualificationStatus.VALID,
                StaffQualification.valid_from <= today,
                StaffQualification.valid_until >= today,
            )
            .order_by(StaffQualification.valid_until.desc(), StaffQualification.id)
        )
        return tuple(
            Qualified(
                one.person_id, one.subject or "", one.number, one.valid_until,
                {"occasion": occasions[one.scope].value},
            )
            for one in found
            if one.person_id is not None and one.valid_until is not None and one.scope is not None
        )  # fmt: skip
