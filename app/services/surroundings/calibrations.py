"""The calibrations an instrument has had, out of the audit: when entered, by whom, valid until when (四.4)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.bookkeeping import AuditEntry, AuditValue
from app.models.environment.standard import EnvInstrument
from app.models.organisation import Person
from app.services import access, audit
from app.services.operations import Desk, actor_of

_FIELDS = ("calibrated_on", "calibrated_until", "certificate")


@dataclass(frozen=True)
class CalibrationView:
    """A calibration as it was entered, with the day and the person who entered it."""

    entered_on: date
    person: str
    calibrated_on: date | None
    calibrated_until: date
    certificate: str

    def holds_on(self, day: date) -> bool:
        """Whether it had begun by a day and ran still; of some only the end is known."""
        return (self.calibrated_on or day) <= day <= self.calibrated_until


def of_instrument(desk: Desk, instrument_id: int) -> list[CalibrationView]:
    """Every calibration that was entered, the newest first."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        return entered(session, session.get_one(EnvInstrument, instrument_id))


def entered(session: Session, instrument: EnvInstrument) -> list[CalibrationView]:
    """The same within an open session."""
    bodies: dict[int, dict[str, Any]] = {
        seq: json.loads(body)
        for seq, body in session.execute(
            select(AuditEntry.seq, AuditEntry.body)
            .where(AuditEntry.object_uid == instrument.uid)
            .order_by(AuditEntry.seq)
        )
    }
    changed: dict[int, dict[str, Any]] = {}
    for one in session.scalars(
        select(AuditValue).where(AuditValue.seq.in_(bodies), AuditValue.field.in_(_FIELDS))
    ):
        changed.setdefault(one.seq, {})[one.field] = audit.read_stored(one.new)
    people = {one.staff_no: one.name for one in session.scalars(select(Person))}
    return _told(bodies.items(), changed, people)


def _told(
    bodies: Iterable[tuple[int, Mapping[str, Any]]],
    changed: Mapping[int, Mapping[str, Any]],
    people: Mapping[str, str],
) -> list[CalibrationView]:
    """What stood after each entry that changed something of the calibration."""
    standing: dict[str, Any] = dict.fromkeys(_FIELDS)
    found: list[CalibrationView] = []
    for seq, body in bodies:
        new = changed.get(seq, {})
        if all(standing[name] == value for name, value in new.items()):
            continue
        standing |= new
        until = _day(standing["calibrated_until"])
        if until is None:
            continue
        day = clock.local(datetime.fromisoformat(body["ts"])).date()
        found.append(
            CalibrationView(
                day, people.get(body["actor"], body["actor"]), _day(standing["calibrated_on"]),
                until, standing["certificate"] or "",
            )
        )  # fmt: skip
    return found[::-1]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
