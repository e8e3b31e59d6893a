"""An audited save against a plain INSERT into the same table; lists and search against plain SQL."""

import itertools
import secrets
from pathlib import Path

from app.services import lists, reading, records
from app.services.lists import Query
from tests.bench.timing import Figure, pairs
from tests.factory import KIND, complaint_values
from tests.hospital import founded

TURNS = 60
RECORDS = 3_000
WORDS = ("输液等候", "夜间呼叫铃", "收费项目", "电梯故障", "换药", "停车困难", "挂号排队")


def figures(folder: Path) -> list[Figure]:
    """Saves with the engine's own pragmas, then reading with some thousands of records."""
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
    for turn in range(RECORDS):
        records.register(desk, KIND, values | {"narrative": WORDS[turn % len(WORDS)] * 20})

    def first_rows() -> None:
        lists.rows(desk, KIND, lists.ids(desk, KIND, Query())[:100])

    def plain_rows() -> None:
        raw.execute("SELECT id FROM complaint ORDER BY received_at DESC, id DESC").fetchall()
        raw.execute("SELECT * FROM complaint ORDER BY received_at DESC LIMIT 100").fetchall()

    ours, bare = pairs(first_rows, plain_rows, 10)
    found.append(Figure(f"list of {RECORDS}: ids and 100 rows / SQL", ours, bare, 0.0))

    def search() -> None:
        lists.ids(desk, KIND, Query(text="铃夜"))

    def plain_search() -> None:
        raw.execute("SELECT id FROM complaint WHERE narrative LIKE '%铃夜%'").fetchall()

    ours, bare = pairs(search, plain_search, 10)
    found.append(Figure(f"search of {RECORDS}: two characters / LIKE", ours, bare, 0.0))
    raw.close()
    desk.database.close()
    return found
