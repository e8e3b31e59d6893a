"""Rounds of the demo hospital, day by day: what was in order, a little different each time."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.demo.environment import points as p
from app.demo.roads import Recent
from app.demo.telling import ROUND, Deed, PointOf

# What was measured from the oldest round to yesterday's.
TEMPERATURES = [
    "22.4",
    "22.6",
    "23.1",
    "22.8",
    "22.5",
    "22.9",
    "23.2",
    "23.0",
    "22.7",
    "22.6",
    "22.8",
    "23.1",
    "22.9",
    "22.6",
]
HUMIDITIES = ["46", "48", "51", "49", "47", "50", "52", "53", "50", "48", "47", "49", "52", "51"]
# The second theatre stood still for a day; its filter clogs again.
PRESSURES: Mapping[str, Sequence[str]] = {
    p.THEATRES[0]: [
        "9.1",
        "8.8",
        "9.0",
        "8.6",
        "8.9",
        "8.7",
        "8.5",
        "8.8",
        "8.6",
        "8.4",
        "8.7",
        "8.5",
        "8.6",
        "8.4",
    ],
    p.THEATRES[1]: [
        "5.4",
        "5.2",
        "-",
        "-",
        "6.4",
        "6.3",
        "6.5",
        "6.1",
        "6.2",
        "5.9",
        "5.8",
        "5.6",
        "5.4",
        "5.2",
    ],
    p.THEATRES[2]: [
        "7.8",
        "7.6",
        "7.9",
        "7.7",
        "7.5",
        "7.8",
        "7.6",
        "7.4",
        "7.7",
        "7.5",
        "7.6",
        "7.3",
        "7.5",
        "7.4",
    ],
}
COLD = ["4.6", "5.1", "4.8", "5.3", "4.9", "5.6"]
COOL = ["17.2", "18.4", "17.5", "18.8", "17.1", "18.2"]
HALVES = (9, 15)
# What is not measured with the instrument of the whole round.
METERS = {p.PRESSURE: "DEMO-YC-01"}


def told() -> Iterator[Recent]:
    """Every round with the day it was walked."""
    for place in range(p.ROUNDS):
        yield Recent(p.ROUNDS - place, (_theatres(place),))
    for place in range(len(COLD)):
        day, half = divmod(place, len(HALVES))
        lines = {PointOf(p.FRIDGE, p.COLD): COLD[place], PointOf(p.SHADE, p.COOL): COOL[place]}
        yield Recent(4 - day, (_round("葛某", "药库", HALVES[half], lines, "DEMO-WD-07"),))


def _theatres(place: int) -> Deed:
    lines = {
        PointOf(limit, theatre): values[(place + room) % len(values)]
        for room, theatre in enumerate(p.THEATRES)
        for limit, values in ((p.TEMPERATURE, TEMPERATURES), (p.HUMIDITY, HUMIDITIES))
    } | {
        PointOf(p.PRESSURE, theatre): PRESSURES[theatre][place]
        for theatre in p.THEATRES
        if PRESSURES[theatre][place] != "-"
    }  # fmt: skip
    return _round("傅某", "手术室", 6, lines, "DEMO-WS-01", "总务科 钟某", METERS)


def _round(
    who: str, department: str, hour: int, lines: Mapping[PointOf, str], instrument: str,
    companion: str = "", meters: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Deed:  # fmt: skip
    values = {"department": department, "lines": lines, "companion": companion,
              "instruments": {one: meters.get(one.limit, instrument) for one in lines}}  # fmt: skip
    return Deed("", ROUND, who, 0, hour, 50, values)
