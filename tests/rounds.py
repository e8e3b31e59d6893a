"""The points of a round in tests: the default Table 4 at the places of an operating department."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.environment.standard import EnvInstrument, EnvItem, EnvPlace, EnvPoint
from app.models.organisation import Department
from app.services import operations
from app.services.operations import Desk

BEGAN = date(2026, 1, 1)
# Item, line, place, department: those of the usual morning of an operating department.
POINTS = (
    ("E23", "1", "第 1 手术间", "SSS"),
    ("E23", "1", "第 2 手术间", "SSS"),
    ("E24", "1", "第 1 手术间", "SSS"),
    ("E24", "1", "第 2 手术间", "SSS"),
    ("E25", "1", "第 1 手术间", "SSS"),
    ("E25", "1", "第 2 手术间", "SSS"),
    ("E25", "1", "第 3 手术间", "SSS"),
    ("E09", "1", "洗手间", "SSS"),
    ("E10", "1", "器械间", "SSS"),
    ("E39", "1", "血透室水机", "SSS"),
    ("E06", "1", "第 1 手术间", "SSS"),
    ("E17", "1", "换药室", "SSS"),
    ("E11", "1", "内镜间", "SSS"),
    ("E49", "1", "手术部走廊", "SSS"),
)
# Checked when there is a reason, so never due of itself.
NEEDED = ("E12", "1", "器械间", "SSS")
EXPIRED, GOOD = "YC-02", "WS-01"


def add_points(desk: Desk, further: int = 0) -> dict[str, int]:
    """`E25 第 2 手术间` → the point's id; `further` rooms have their temperature taken."""
    rooms = tuple(("E23", "1", f"{n} 号房间", "SSS") for n in range(further))
    with desk.database.write() as session, _writing(session, desk):
        departments = {one.code: one.id for one in session.scalars(select(Department))}
        items = {one.code: one.id for one in session.scalars(select(EnvItem))}
        places: dict[str, EnvPlace] = {}
        found = {}
        for place, (item, line, name, department) in enumerate((*POINTS, NEEDED, *rooms), start=1):
            if name not in places:
                made = EnvPlace(name=name, department_id=departments[department], initials="fj")
                session.add(made)
                session.flush()
                places[name] = made
            point = EnvPoint(
                code=f"{item}-{place:02d}", item_id=items[item], line=line,
                place_id=places[name].id, planned_from=BEGAN,
            )  # fmt: skip
            session.add(point)
            session.flush()
            found[f"{item} {name}"] = point.id
        for code, name, until in (
            (GOOD, "温湿度计", date(2036, 1, 1)),
            (EXPIRED, "微压差计", date(2026, 1, 31)),
        ):
            session.add(
                EnvInstrument(code=code, name=name, department_id=1, calibrated_until=until)
            )
    return found


@contextmanager
def _writing(session: Session, desk: Desk) -> Iterator[None]:
    """What is written stands in the audit, as everything does."""
    current = operations.begin(session, desk, "test.points")
    current.permit()
    yield
    operations.finish(current)
