"""A report as canonical JSON and back: what is frozen reads the same for ever."""

import json
from decimal import Decimal
from typing import Any

from app.services.reports.figures import Behind, Entry, Figure, Line, Picture, Report, Table


def dump(report: Report) -> str:
    """Canonical JSON: the same report gives the same text."""
    plain = {
        "kind": report.kind, "period": report.period, "department": report.department_id,
        "title": report.title, "counted_at": report.counted_at, "facts": dict(report.facts),
        "tables": [_table(one) for one in report.tables],
        "pictures": [
            [one.name, one.title, one.shape, one.table, one.column, one.goal, one.beside]
            for one in report.pictures
        ],
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Report:
    """The report that was kept."""
    plain = json.loads(text)
    return Report(
        plain["kind"], plain["period"], plain["department"], plain["title"], plain["counted_at"],
        tuple(_read_table(one) for one in plain["tables"]),
        tuple(Picture(*one) for one in plain["pictures"]), plain["facts"],
    )  # fmt: skip


def _table(one: Table) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "head": one.head, "columns": one.columns,
        "note": one.note, "empty": one.empty, "lines": [_line(each) for each in one.lines],
        "total": None if one.total is None else _line(one.total),
    }  # fmt: skip


def _line(one: Line) -> list[Any]:
    return [one.key, one.label, [_entry(each) for each in one.entries]]


def _read_table(plain: dict[str, Any]) -> Table:
    total = plain.get("total")  # reports frozen by earlier versions have none
    return Table(
        plain["name"], plain["title"], plain["head"],
        tuple((key, label) for key, label in plain["columns"]),
        tuple(_read_line(one) for one in plain["lines"]), plain["note"], plain["empty"],
        None if total is None else _read_line(total),
    )  # fmt: skip


def _read_line(plain: list[Any]) -> Line:
    key, label, entries = plain
    return Line(key, label, tuple(_read_entry(one) for one in entries))


def _entry(one: Entry) -> Any:
    if isinstance(one, str):
        return one
    value = {"d": str(one.value)} if isinstance(one.value, Decimal) else one.value
    behind = None if one.behind is None else [one.behind.register, one.behind.facts]
    return {"v": value, "u": one.unit, "b": behind, "ids": one.ids}


def _read_entry(plain: Any) -> Entry:
    if isinstance(plain, str):
        return plain
    value = plain["v"]
    if isinstance(value, dict):
        value = Decimal(value["d"])
    behind = None
    if plain["b"] is not None:
        register, facts = plain["b"]
        behind = Behind(register, tuple((how, column, said) for how, column, said in facts))
    ids = None if plain["ids"] is None else tuple(plain["ids"])
    return Figure(value, behind, plain["u"], ids)


def facts_text(behind: Behind) -> str:
    """The facts behind a figure as one text, to be compared."""
    return json.dumps(behind.facts, ensure_ascii=False)


def read_facts(text: str) -> tuple[tuple[str, str, Any], ...]:
    """The facts of such a text."""
    return tuple((how, column, said) for how, column, said in json.loads(text))
