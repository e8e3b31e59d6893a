"""What a new database begins with: departments, deadlines, routing, retention (TOML resources)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import paths
from app.models.complaint import Topic
from app.models.deadline import TimeUnit


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


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.DEFAULTS / name).read_text(encoding="utf-8"))
