"""What a new database begins with: departments, deadlines, routing, retention, Table 4 (TOML resources)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app import paths
from app.models.complaint import Topic
from app.models.deadline import TimeUnit
from app.models.environment.standard import Frequency, ItemGroup, LimitType, SourceStatus


@dataclass(frozen=True, slots=True)
class DepartmentDefault:
    """A department; `demo` ones belong to the demo hospital only."""

    code: str
    name: str
    function: str | None
    functional: bool
    topics: tuple[Topic, ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class DeadlineDefault:
    """The first version of one deadline."""

    code: str
    name: str
    unit: TimeUnit
    amount: int
    source: str
    effective_from: date
    enabled: bool


@dataclass(frozen=True, slots=True)
class RouteDefault:
    """Who receives complaints on a topic; without a `function` the department is chosen by hand."""

    topic: Topic
    function: str | None
    copies: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class RetentionDefault:
    """How long records are kept; `months` None means for ever."""

    code: str
    records: str
    register: str | None
    months: int | None
    begins: str
    keeper: str | None
    source: str


@dataclass(frozen=True, slots=True)
class EnvItemDefault:
    """A row of Table 4, its departments by their part in the procedure, and its limits' columns."""

    code: str
    item_group: ItemGroup
    name: str
    area_class: str
    responsible: str
    function: str | None
    supervising: str
    method: str
    limits: tuple[Mapping[str, Any], ...]


def departments() -> tuple[DepartmentDefault, ...]:
    """The functional departments, then the demo hospital's wards and clinics."""
    content = _read("departments.toml")
    return tuple(
        DepartmentDefault(
            code=row["code"],
            name=row["name"],
            function=row.get("function"),
            functional=row.get("functional", False),
            topics=tuple(Topic(topic) for topic in row.get("topics", ())),
            demo=table == "demo_department",
        )
        for table in ("department", "demo_department")
        for row in content[table]
    )


def deadlines() -> tuple[DeadlineDefault, ...]:
    """Deadlines of the procedure and of the law."""
    return tuple(
        DeadlineDefault(
            code=row["code"],
            name=row["name"],
            unit=TimeUnit(row["unit"]),
            amount=row["amount"],
            source=row["source"],
            effective_from=row["effective_from"],
            enabled=row.get("enabled", True),
        )
        for row in _read("deadlines.toml")["deadline"]
    )


def routes() -> tuple[RouteDefault, ...]:
    """Which department receives complaints on which topic."""
    return tuple(
        RouteDefault(
            topic=Topic(row["topic"]),
            function=row["function"] or None,
            copies=tuple(row.get("copies", ())),
            clause=row["clause"],
        )
        for row in _read("routing.toml")["route"]
    )


def retention() -> tuple[RetentionDefault, ...]:
    """How long which records are kept."""
    return tuple(
        RetentionDefault(
            code=row["code"],
            records=row["records"],
            register=row.get("register"),
            months=None if row.get("permanent", False) else row["months"],
            begins=row["begins"],
            keeper=row.get("keeper"),
            source=row["source"],
        )
        for row in _read("retention.toml")["retention"]
    )


def documents() -> tuple[str, ...]:
    """The titles of the documents the procedure refers to."""
    return tuple(row["title"] for row in _read("documents.toml")["document"])


def environment() -> tuple[EnvItemDefault, ...]:
    """The 53 rows of the rebuilt Table 4; each limit as the columns of its first version."""
    content = _read("environment.toml")
    since: date = content["effective_from"]
    return tuple(
        EnvItemDefault(
            code=row["code"],
            item_group=ItemGroup(row["group"]),
            name=row["name"],
            area_class=row["area_class"],
            responsible=row["responsible"],
            function=row.get("function"),
            supervising=row["supervising"],
            method=row.get("method", ""),
            limits=tuple(
                _limit(str(place), one, since) for place, one in enumerate(row["limits"], 1)
            ),
        )
        for row in content["item"]
    )


def _limit(line: str, given: Mapping[str, Any], since: date) -> Mapping[str, Any]:
    low, high = given.get("plausible", (None, None))
    month_from, month_to = given.get("months", (None, None))
    return {
        "line": line,
        "name": given.get("name", ""),
        "limit_type": LimitType(given["type"]),
        "low": _number(given.get("low")),
        "high": _number(given.get("high")),
        "unit": given.get("unit", ""),
        "wording": given.get("wording", ""),
        "action_high": _number(given.get("action_high")),
        "plausible_low": _number(low),
        "plausible_high": _number(high),
        "frequency": Frequency(given["frequency"]),
        "month_from": month_from,
        "month_to": month_to,
        "standard_no": given["standard"],
        "standard_year": given.get("year"),
        "source_status": SourceStatus(given["status"]),
        "source": given.get("source", ""),
        "effective_from": since,
    }


def _number(given: Decimal | int | None) -> Decimal | None:
    return None if given is None else Decimal(given)


def _read(name: str) -> dict[str, Any]:
    text = (paths.DEFAULTS / name).read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
