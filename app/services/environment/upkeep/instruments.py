"""Measuring instruments with their calibration; what one measures afterwards is doubtful (四.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.environment.standard import EnvInstrument
from app.models.organisation import Department
from app.services import text
from app.services.environment.upkeep import keeping
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers.materials.shelf_life import months_after

TEXTS: Mapping[str, int] = {"code": 30, "name": 60, "model": 60, "certificate": 60}
SOON_MONTHS = 1
_LONGEST = timedelta(days=3_660)
_MISSING = {
    "code": N_("还没有写仪器编号"), "name": N_("还没有写仪器名称"),
    "department_id": N_("还没有选科室"),
}  # fmt: skip


class Calibration(StrEnum):
    """Whether an instrument may be relied on today."""

    VALID = "VALID"
    SOON = "SOON"
    EXPIRED = "EXPIRED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class InstrumentView:
    """An instrument as it is listed."""

    id: int
    code: str
    name: str
    model: str
    department_id: int
    department: str
    calibrated_on: date | None
    calibrated_until: date | None
    certificate: str
    active: bool

    @property
    def calibration(self) -> Calibration:
        """How its calibration stands today."""
        return standing(self.calibrated_until, clock.today())


def standing(until: date | None, today: date, months: int = SOON_MONTHS) -> Calibration:
    """How a calibration stands: it holds on its last day still."""
    if until is None:
        return Calibration.UNKNOWN
    if until < today:
        return Calibration.EXPIRED
    return Calibration.SOON if until <= months_after(today, months) else Calibration.VALID


def instruments(desk: Desk, department_id: int | None = None) -> list[InstrumentView]:
    """Every instrument, those in use first, what runs out first before the others."""
    with desk.database.read() as session:
        return load(session, department_id)


def load(session: Session, department_id: int | None = None) -> list[InstrumentView]:
    """The same within an open session."""
    query = select(
        EnvInstrument.id, EnvInstrument.code, EnvInstrument.name, EnvInstrument.model,
        EnvInstrument.department_id, Department.name, EnvInstrument.calibrated_on,
        EnvInstrument.calibrated_until, EnvInstrument.certificate, EnvInstrument.active,
    ).join(Department, Department.id == EnvInstrument.department_id)  # fmt: skip
    if department_id is not None:
        query = query.where(EnvInstrument.department_id == department_id)
    rows: list[list[Any]] = [list(row) for row in session.execute(query)]
    found = [InstrumentView(*row) for row in rows]
    return sorted(
        found, key=lambda one: (not one.active, one.calibrated_until or date.min, one.code)
    )


def expiring(desk: Desk, months: int = SOON_MONTHS) -> list[InstrumentView]:
    """Those in use whose calibration has run out, is not known, or runs out within so many months."""
    today = clock.today()
    return [
        one for one in instruments(desk)
        if one.active
        and standing(one.calibrated_until, today, months) is not Calibration.VALID
    ]  # fmt: skip


@operation("env_instrument.add")
def add(current: Operation, given: Mapping[str, Any]) -> Changes:
    """Add an instrument. Raises InvalidRecord with everything that is wrong."""
    wanted = _accepted(current, given, None)
    keeping.require(current, wanted["department_id"])
    instrument = EnvInstrument(**wanted, active=True)
    current.session.add(instrument)
    return current.changes(instrument)


@operation("env_instrument.change")
def change(current: Operation, instrument_id: int, given: Mapping[str, Any]) -> Changes:
    """Enter a new calibration, move it, take it out of use. Its code stays: checks name it."""
    instrument = current.session.get_one(EnvInstrument, instrument_id)
    wanted = _accepted(current, {**given, "code": instrument.code}, instrument_id)
    keeping.require(current, instrument.department_id, wanted["department_id"])
    if instrument.calibrated_until is not None and wanted["calibrated_until"] is None:
        words = _("登记过检定（到 {day}），不能清空；重新检定的改成新的有效期，不再用的停用")
        raise InvalidRecord({"calibrated_until": words.format(day=instrument.calibrated_until)})
    for name, value in wanted.items():
        setattr(instrument, name, value)
    instrument.active = bool(given.get("active", True))
    return current.changes(instrument)


def _accepted(current: Operation, given: Mapping[str, Any], own_id: int | None) -> dict[str, Any]:
    wanted = text.cleaned(given, TEXTS)
    for name in ("department_id", "calibrated_on", "calibrated_until"):
        wanted[name] = given.get(name)
    problems = text.problems(wanted, _MISSING, TEXTS)
    twin = select(func.count()).where(
        EnvInstrument.code == wanted["code"], EnvInstrument.id.is_distinct_from(own_id)
    )
    if current.session.scalar(twin):
        problems["code"] = _("“{code}”已经有了，直接改那一台").format(code=wanted["code"])
    problems |= _day_problems(wanted["calibrated_on"], wanted["calibrated_until"], current.today)
    if problems:
        raise InvalidRecord(problems)
    return wanted


def _day_problems(on: date | None, until: date | None, today: date) -> dict[str, str]:
    if on is not None and on > today:
        return {"calibrated_on": _("检定日期不能晚于今天")}
    if on is not None and until is None:
        return {"calibrated_until": _("写了检定日期，就要写有效期到哪天")}
    if until is not None and on is not None and until < on:
        return {"calibrated_until": _("有效期不能早于检定日期")}
    if until is not None and until > today + _LONGEST:
        return {"calibrated_until": _("有效期太远，核对年份")}
    return {}
