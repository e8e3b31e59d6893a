"""Audited saves against plain INSERT and UPDATE into the same table, with its indexes and pragmas."""

import itertools
import secrets
from pathlib import Path
from typing import Any

from app.services import reading, records
from tests.bench.timing import Figure, pairs
from tests.factory import KIND, complaint_values
from tests.hospital import founded

TURNS = 80


def figures(folder: Path) -> list[Figure]:
    """A registration and a change of three fields."""
    desk = founded(folder)
    values = complaint_values(desk)
    records.register(desk, KIND, values)
    raw: Any = desk.database.engine.raw_connection()
    columns = [row[1] for row in raw.execute("PRAGMA table_info(complaint)") if row[1] != "id"]
    row = list(raw.execute(f"SELECT {', '.join(columns)} FROM complaint").fetchone())
    marks = ", ".join("?" for _column in columns)
    insert = f"INSERT INTO complaint({', '.join(columns)}) VALUES ({marks})"
    numbers = itertools.count()
    number, uid = columns.index("number"), columns.index("uid")

    def plain_insert() -> None:
        row[number], row[uid] = f"X-{next(numbers)}", secrets.token_hex(16)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(insert, row)
        raw.execute("COMMIT")

    def plain_update() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "UPDATE complaint SET improvement = ?, verification = ?, remarks = ?, version = version + 1,"
            " updated_at = ? WHERE id = 1",
            [secrets.token_hex(8)] * 4,
        )
        raw.execute("COMMIT")

    ours, bare = pairs(lambda: records.register(desk, KIND, values), plain_insert, TURNS)
    found = [Figure("audited registration / plain INSERT", ours, bare, 4.0)]
    second = records.register(desk, KIND, values).record_id or 0
    versions = itertools.count(reading.load(desk, KIND, second).version)

    def change() -> None:
        given = dict.fromkeys(("improvement", "verification", "remarks"), secrets.token_hex(8))
        records.change(desk, KIND, second, next(versions), given, "补充")

    ours, bare = pairs(change, plain_update, TURNS)
    found.append(Figure("audited change / plain UPDATE", ours, bare, 3.5))
    raw.close()
    desk.database.close()
    return found
