"""Points of Table 4 in tests: an item with one limit, checked at one place, and an instrument."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.environment.standard import (
    EnvInstrument,
    EnvItem,
    EnvLimit,
    EnvPlace,
    EnvPoint,
    Frequency,
    ItemGroup,
    LimitType,
    SourceStatus,
)
from app.models.organisation import Department
from app.services import operations
from app.services.operations import Desk

PRESSURE, WATER, CULTURE, CLEAN, FRIDGE, OWN = (
    "T-PA", "T-H2O", "T-CFU", "T-OK", "T-REF", "T-OWN",
)  # fmt: skip
"""Codes of the points: 静压差, 透析用水, 不得检出, 定性, 冷藏柜, and one that supervises itself."""

_RANGE = {"limit_type": LimitType.RANGE, "low": Decimal(5), "high": Decimal(20), "unit": "Pa",
          "plausible_low": Decimal(-100), "plausible_high": Decimal(100)}  # fmt: skip
_POINTS: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    PRESSURE: ("静压差", "第 2 手术间", "SSS", "ZWK", _RANGE),
    WATER: ("透析用水细菌", "血透室水机", "XTS", "YGK",
            {"limit_type": LimitType.LE, "high": Decimal(100), "action_high": Decimal(50),
             "unit": "CFU/mL"}),
    CULTURE: ("高度危险器材", "供应室", "GYS", "YGK", {"limit_type": LimitType.NEGATIVE}),
    CLEAN: ("病区清洁", "骨科一病区", "GK1", "ZWK", {"limit_type": LimitType.QUALITATIVE}),
    FRIDGE: ("冷藏温度", "药库 1 号冷藏柜", "WZK", "ZWK",
             {"limit_type": LimitType.RANGE, "low": Decimal(2), "high": Decimal(8), "unit": "℃"}),
    OWN: ("备用电源切换", "配电室", "ZWK", "ZWK",
          {"limit_type": LimitType.LE, "high": Decimal(15), "unit": "s"}),
}  # fmt: skip
BEGAN = date(2020, 1, 1)


def add_points(desk: Desk) -> dict[str, int]:
    """The points by their code, made where they are not there yet."""
    with desk.database.write() as session, _writing(session, desk):
        known = {one.code: one.id for one in session.scalars(select(EnvPoint))}
        departments = {one.code: one.id for one in session.scalars(select(Department))}
        for code, (name, place, of, supervised_by, limit) in _POINTS.items():
            if code not in known:
                at = session.scalar(select(EnvPlace).where(EnvPlace.name == place))
                if at is None:
                    at = EnvPlace(name=place, department_id=departments.get(of, departments["GK1"]))
                    session.add(at)
                known[code] = _point(session, code, name, at, departments[supervised_by], limit)
        return {code: known[code] for code in _POINTS}


def _point(
    session: Session, code: str, name: str, place: EnvPlace, supervising: int, limit: dict[str, Any]
) -> int:
    item = EnvItem(
        code=code, item_group=ItemGroup.CLEAN_ROOMS, name=name, method="现场测",
        supervising_department_id=supervising,
    )  # fmt: skip
    session.add(item)
    session.flush()
    session.add(
        EnvLimit(
            item_id=item.id, line="1", frequency=Frequency.DAILY, standard_no="GB 50333",
            standard_year=2013, source_status=SourceStatus.KNOWN, effective_from=BEGAN, **limit,
        )
    )  # fmt: skip
    point = EnvPoint(
        code=code, item_id=item.id, line="1", place_id=place.id, planned_from=BEGAN
    )  # fmt: skip
    session.add(point)
    session.flush()
    return point.id


def add_version(desk: Desk, code: str, since: date, **limit: Any) -> None:
    """A newer version of the limit of a point."""
    with desk.database.write() as session, _writing(session, desk):
        item = session.scalars(select(EnvItem).where(EnvItem.code == code)).one()
        session.add(
            EnvLimit(
                item_id=item.id, line="1", limit_type=LimitType.RANGE, unit="Pa",
                frequency=Frequency.DAILY, source_status=SourceStatus.HOSPITAL,
                effective_from=since, **limit,
            )
        )  # fmt: skip


def add_instrument(desk: Desk, code: str, until: date | None) -> None:
    """A measuring instrument with the last day of its calibration."""
    with desk.database.write() as session, _writing(session, desk):
        session.add(
            EnvInstrument(code=code, name="微压差计", department_id=1, calibrated_until=until)
        )


@contextmanager
def _writing(session: Session, desk: Desk) -> Iterator[None]:
    """What is written stands in the audit, as everything does."""
    current = operations.begin(session, desk, "test.points")
    current.permit()
    yield
    operations.finish(current)
