"""An audited save against a plain INSERT into the same table."""

import itertools
import secrets
from pathlib import Path

from app.services import reading, records
from tests.bench.timing import Figure, pairs
from tests.factory import KIND, complaint_values
from tests.hospital import founded

TURNS = 60


def figures(folder: Path) -> list[Figure]:
    """Saves with the engine's own pragmas and indexes."""
    desk = founded(folder)
    values = complaint_values(desk)
    records.register(desk, KIND, values)
    raw = desk.database.engine.raw_connection()
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

    ours, bare = pairs(lambda: records.register(desk, KIND, values), plain_insert, TURNS)
    found = [Figure("audited registration / plain INSERT", ours, bare, 5.0)]

    def change() -> None:
        version = reading.load(desk, KIND, 1).version
        records.change(desk, KIND, 1, version, {"improvement": secrets.token_hex(8)})

    ours, bare = pairs(change, plain_insert, TURNS)
    found.append(Figure("audited change with its reading / INSERT", ours, bare, 0.0))
    raw.close()
    desk.database.close()
    return found
