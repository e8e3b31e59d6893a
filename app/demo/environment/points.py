"""Places, points of Table 4 and instruments of the demo hospital, set up before its stories begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app import clock
from app.models.environment.standard import Frequency
from app.services.environment import table4
from app.services.environment.upkeep import instruments, places, points
from app.services.operations import Desk
from app.services.people import directory

# How many days before today the first point is planned, and those that are measured each day.
FIRST, ROUNDS = 60, 14
THEATRES = ("第 1 手术间", "第 2 手术间", "第 3 手术间")
ICU, DRESSING, COLD, COOL = "ICU 1 床单元", "外科换药室", "药库 1 号冷藏柜", "药库阴凉库"
OUTLET, WATER = "污水站接触池出口", "血透水处理间出口"
# Place → its department, its class, and whether goods lie there.
PLACES: Mapping[str, tuple[str, str, bool]] = {
    THEATRES[0]: ("手术室", "Ⅰ级洁净", False),
    THEATRES[1]: ("手术室", "Ⅱ级洁净", False),
    THEATRES[2]: ("手术室", "Ⅲ级洁净", False),
    ICU: ("重症医学科", "Ⅱ类", False),
    DRESSING: ("外科一病区", "Ⅲ类", False),
    COLD: ("药库", "", True),
    COOL: ("药库", "", True),
    OUTLET: ("总务科", "", False),
    WATER: ("血透室", "", False),
}
TEMPERATURE, HUMIDITY, PRESSURE = ("E23", "1"), ("E24", "1"), ("E25", "1")
SURFACE, LAMP, NEW_LAMP = ("E06", "1"), ("E17", "1"), ("E18", "1")
DISINFECTANT, SHADE, FRIDGE = ("E13", "1"), ("E32", "2"), ("E32", "3")
CHLORINE, BACTERIA = ("E35", "2"), ("E39", "1")


@dataclass(frozen=True)
class Point:
    """A limit of Table 4 at a place, planned since so many days."""

    limit: tuple[str, str]
    place: str
    since: int = 0
    frequency: Frequency | None = None


POINTS = (
    *(Point(TEMPERATURE, one, ROUNDS) for one in THEATRES),
    *(Point(HUMIDITY, one, ROUNDS) for one in THEATRES),
    *(Point(PRESSURE, one, ROUNDS) for one in THEATRES),
    Point(SURFACE, ICU, FIRST),
    Point(LAMP, DRESSING, FIRST),
    Point(NEW_LAMP, DRESSING, FIRST),
    Point(DISINFECTANT, DRESSING, FIRST),
    Point(FRIDGE, COLD, 4),
    Point(SHADE, COOL, 4),
    # Morning and afternoon in a hospital that lives; here once a week, so that little is owed.
    Point(CHLORINE, OUTLET, FIRST, Frequency.WEEKLY),
    Point(BACTERIA, WATER, 20),
)
# Number → name, model, department, calibrated so many days ago, valid for so many days.
INSTRUMENTS = (
    ("DEMO-WS-01", "温湿度计", "GJWS-A2", "手术室", 200, 365),
    ("DEMO-YC-01", "微压差计", "YCJ-100", "手术室", 340, 365),
    ("DEMO-ZX-01", "紫外线强度计", "ZWJ-254", "外科一病区", 120, 365),
    ("DEMO-WD-07", "冷藏柜温度记录仪", "LC-T2", "药库", 30, 365),
    ("DEMO-YL-02", "余氯测定仪", "CL-17", "总务科", 380, 365),
)


def add_points(desk: Desk) -> None:
    """Put all of it in, as it was set up one day before the first check."""
    departments = {one.text: one.id for one in directory.load(desk).departments}
    items = {one.code: one.id for one in table4.rows(desk)}
    today = clock.today()
    for code, name, model, department, ago, valid in INSTRUMENTS:
        calibrated = today - timedelta(days=ago)
        given = {
            "code": code, "name": name, "model": model,
            "department_id": departments[department], "calibrated_on": calibrated,
            "calibrated_until": calibrated + timedelta(days=valid),
            "certificate": f"DEMO-JD-{code[-2:]}",
        }  # fmt: skip
        instruments.add(desk, given)
    with clock.turned_to(clock.now() - timedelta(days=FIRST + 1)):
        for name, (department, area, holds_goods) in PLACES.items():
            given = {
                "name": name, "department_id": departments[department], "area_class": area,
                "holds_goods": holds_goods,
            }  # fmt: skip
            places.add(desk, given)
        known = {one.name: one.id for one in places.places(desk)}
        for one in POINTS:
            item, line = one.limit
            points.add(
                desk, items[item], line, known[one.place], one.frequency,
                today - timedelta(days=one.since),
            )  # fmt: skip
