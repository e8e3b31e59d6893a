"""Audited saves against plain INSERT and UPDATE into the same table, with its indexes and pragmas."""

import itertools
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services import reading, records
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.bench.timing import Figure, pairs
from tests.factory import VALUES
from tests.hospital import founded

TURNS = 80
# Register → three of its texts that may be written at any time.
TEXTS = {
    "complaint": ("improvement", "verification", "remarks"),
    "nonconforming_service": ("correction", "verification", "remarks"),
    "quality_feedback": ("correction", "evidence", "remarks"),
}


def figures(folder: Path) -> list[Figure]:
    """A registration and a change of three fields, in each of these registers."""
    desk = founded(folder)
    raw: Any = desk.database.engine.raw_connection()
    found = []
    for name, texts in TEXTS.items():
        kind = catalog.by_name(name)
        values = VALUES[name](desk)
        first = records.register(desk, kind, values).record_id or 0
        ours, bare = pairs(
            lambda kind=kind, values=values: records.register(desk, kind, values),
            _plain_insert(raw, kind),
            TURNS,
        )
        found.append(Figure(f"registration / INSERT: {name}", ours, bare, 4.0))
        ours, bare = pairs(
            _change(desk, kind, first, texts), _plain_update(raw, kind, texts), TURNS
        )
        found.append(Figure(f"change / UPDATE: {name}", ours, bare, 3.5))
    raw.close()
    desk.database.close()
    return found


def _plain_insert(raw: Any, kind: Register) -> Callable[[], None]:
    table = kind.model.__tablename__
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    row = list(raw.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchone())
    marks = ", ".join("?" for _column in columns)
    insert = f"INSERT INTO {table}({', '.join(columns)}) VALUES ({marks})"
    numbers = itertools.count()
    number, uid = columns.index("number"), columns.index("uid")

    def act() -> None:
        row[number], row[uid] = f"X-{next(numbers)}", secrets.token_hex(16)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(insert, row)
        raw.execute("COMMIT")

    return act


def _plain_update(raw: Any, kind: Register, texts: tuple[str, ...]) -> Callable[[], None]:
    """On a row of its own: the version of the one changed by `_change` is nobody else's."""
    table = kind.model.__tablename__
    (row_id,) = raw.execute(f"SELECT max(id) FROM {table}").fetchone()
    given = ", ".join(f"{name} = ?" for name in (*texts, "updated_at"))
    update = f"UPDATE {table} SET {given}, version = version + 1 WHERE id = {row_id}"

    def act() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(update, [secrets.token_hex(8)] * (len(texts) + 1))
        raw.execute("COMMIT")

    return act


def _change(
    desk: Desk, kind: Register, record_id: int, texts: tuple[str, ...]
) -> Callable[[], None]:
    versions = itertools.count(reading.load(desk, kind, record_id).version)

    def act() -> None:
        given = dict.fromkeys(texts, secrets.token_hex(8))
        records.change(desk, kind, record_id, next(versions), given, "补充")

    return act
