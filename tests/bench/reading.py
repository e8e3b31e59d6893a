"""Lists and search of a large register against the same SQL in plain SQLite."""

from pathlib import Path
from typing import Any

from app.services import lists
from app.services.lists import Query
from tests.bench import million
from tests.bench.timing import Figure, pairs
from tests.factory import KIND

MANY = 100_000
TURNS = 7
PLAIN = {
    "all ids": (Query(), "SELECT id FROM complaint ORDER BY received_at DESC, id DESC"),
    "one state": (
        Query(status=KIND.status("ACCEPTED")),
        "SELECT id FROM complaint WHERE status = 'ACCEPTED' ORDER BY received_at DESC, id DESC",
    ),
    "two characters": (
        Query(text="护士"),
        "SELECT id FROM complaint WHERE narrative LIKE '%护士%' OR subject LIKE '%护士%'",
    ),
    "part of a number": (
        Query(text="0000042"),
        "SELECT id FROM complaint WHERE number LIKE '%0000042%'",
    ),
}


def figures(folder: Path) -> list[Figure]:
    """Ids of whole results, and the first hundred rows as they are shown."""
    desk = million.copy_of(MANY, folder)
    raw = desk.database.engine.raw_connection()

    def ours(query: Query) -> Any:
        return lists.ids(desk, KIND, query)

    def plain(sql: str) -> Any:
        return raw.execute(sql).fetchall()

    found = []
    for what, (query, sql) in PLAIN.items():
        mine, bare = pairs(lambda q=query: ours(q), lambda s=sql: plain(s), TURNS)
        found.append(Figure(f"{what} of {MANY} / plain SQL", mine, bare, 3.0))
    first = lists.ids(desk, KIND, Query(), limit=100)
    mine, bare = pairs(
        lambda: lists.rows(desk, KIND, first),
        lambda: plain("SELECT * FROM complaint ORDER BY received_at DESC, id DESC LIMIT 100"),
        TURNS,
    )
    found.append(Figure("100 rows as shown / SELECT *", mine, bare, 0.0))
    raw.close()
    desk.database.close()
    return found
