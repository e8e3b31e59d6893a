"""A store of 300,000 lots: its list, its searches, and a recall notice of five hundred ranges."""

import random
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from app import clock
from app.services import lists, records, search
from app.services.lists import Query
from app.services.materials import recall_text, tracing
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.storage import schema
from app.views.registers.listing.fetching import WINDOW, fetch_first
from tests.bench import million
from tests.bench.timing import Figure, least
from tests.factory import material_lot_values
from tests.hospital import founded

LOTS = 300_000
RECIPE = 1
RANGES = 500
AT_ONCE, SCROLL, RECALL = 0.100, 0.050, 3.0
TURNS = 5
KIND = catalog.by_name("material_lot")
BATCH = 20_000
NAMES = [
    "氯化钠注射液",
    "葡萄糖注射液",
    "输液器",
    "注射器",
    "外科口罩",
    "检查手套",
    "纱布",
    "碘伏消毒液",
    "血糖试纸",
    "导尿管",
    "留置针",
    "缝合线",
    "锁定钢板",
    "穿刺器",
    "电刀笔",
    "监护仪",
    "雾化器",
    "采血管",
    "压敏胶带",
    "被芯",
    "病号服",
    "床单",
    "头孢呋辛",
    "胰岛素",
    "肝素钠",
    "氨溴索",
]
SIZES = ("250 mL", "500 mL", "1.2×30 mm", "10 mL", "1 g", "M", "L")
STATES = ("STOCKED",) * 14 + ("RETURNED", "REPLACED", "DESTROYED", "VOIDED")
YOUNG = ("RECEIVED_PENDING", "INSPECTING", "STOCKED", "STOCKED", "REJECTED")
ACCEPTED = {"STOCKED": "ACCEPTED"}
FIRST_LOT = 4_000_000
QUERIES = {
    "the newest": Query(),
    "sorted by number": Query(sort="number"),
    "sorted by last day": Query(sort="expires_on", descending=False),
    "one state": Query(status=KIND.status("RECEIVED_PENDING")),
    "one category": Query(filters={"category": "DRUG"}),
    "a word": Query(text="输液器"),
    "a word and a state": Query(text="手套", status=KIND.status("INSPECTING")),
    "part of a lot number": Query(text="40872"),
    "a word of nobody": Query(text="鲸鱼"),
}


def figures(_folder: Path) -> list[Figure]:
    """First windows, windows anywhere, counts, and a recall."""
    desk = opened()
    ids = lists.ids(desk, KIND, Query())
    found = [
        Figure(f"goods: {what} / 100 ms", least(lambda q=query: fetch_first(desk, KIND, q), TURNS),
               AT_ONCE, 1.0)
        for what, query in QUERIES.items()
    ]  # fmt: skip
    places = range(0, len(ids) - WINDOW, len(ids) // 20)
    worst = max(
        least(lambda at=at: lists.rows(desk, KIND, ids[at : at + WINDOW]), 3) for at in places
    )
    found.append(Figure("goods: a window anywhere / 50 ms", worst, SCROLL, 1.0))
    counted = least(lambda: lists.counts(desk, KIND, Query()), TURNS)
    found.append(Figure("goods: counts / 100 ms", counted, AT_ONCE, 0.0))
    notice = recall_text.read(recall())
    assert len(notice.ranges) == RANGES
    trace = tracing.trace(desk, notice)
    assert len(trace.lots) > RANGES
    assert trace.misses
    took = least(lambda: tracing.trace(desk, notice), 3)
    found.append(Figure("goods: recall of 500 ranges / 3 s", took, RECALL, 1.0))
    desk.database.close()
    return found


def recall() -> str:
    """A notice of five hundred ranges of three lots each, one in ten of lots that never came."""
    chance = random.Random(7)
    numbers = [
        (9_000_000 if place % 10 == 0 else FIRST_LOT) + 200 * place + chance.randint(0, 50)
        for place in range(RANGES)
    ]
    return "批号：" + "、".join(f"{one}-{one + 2}" for one in numbers)


def opened() -> Desk:
    """A desk at the store, made at the first call and kept. Read it, do not write."""
    folder = million.cache()
    path = folder / f"goods-{LOTS}-{million.state(RECIPE)}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"goods-{LOTS}-*"):
            old.unlink()
        with tempfile.TemporaryDirectory(dir=folder) as place:
            desk = founded(Path(place))
            fill(desk, LOTS)
            desk.database.close()
            Path(desk.database.location).replace(path)
    return Desk(schema.open_database(path), 1, "测试机")


def fill(desk: Desk, many: int) -> None:
    """Copy one registered lot with other goods, days, states and places; one in five was issued."""
    records.register(desk, KIND, material_lot_values(desk))
    raw: Any = desk.database.engine.raw_connection()
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "journal_mode=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    held = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN"
        " ('index', 'trigger') AND tbl_name IN ('material_lot', 'stock_movement')"
    ).fetchall()
    for kind, name, _sql in held:
        raw.execute(f"DROP {kind} {name}")
    columns = [row[1] for row in raw.execute("PRAGMA table_info(material_lot)")]
    found = raw.execute(f"SELECT {','.join(columns)} FROM material_lot").fetchone()
    pattern = dict(zip(columns, found, strict=True))
    marks = ",".join("?" for _column in columns)
    rows = _rows(pattern, many)
    while batch := [row for row, _none in zip(rows, range(BATCH), strict=False)]:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(
            f"INSERT INTO material_lot({','.join(columns)}) VALUES ({marks})",
            [[row[name] for name in columns] for row in batch],
        )
        raw.executemany(
            "INSERT INTO material_lot_text(rowid, grams) VALUES (?, ?)",
            [(row["id"], _grams(row)) for row in batch],
        )
        raw.executemany(
            "INSERT INTO stock_movement(lot_id, kind, quantity, moved_at, department_id, issuer_id,"
            " receiver_id, uid, digest_salt, version) VALUES (?, 'ISSUED', 5, ?, 3, 1, 2, ?, x'00', 1)",
            [(row["id"], row["received_at"], f"m{row['uid'][1:]}") for row in batch
             if row["id"] % 5 == 0],
        )  # fmt: skip
        raw.execute("COMMIT")
    for _kind, _name, sql in held:
        raw.execute(sql)
    raw.execute("INSERT INTO material_lot_text(material_lot_text) VALUES ('optimize')")
    raw.execute("ANALYZE")
    raw.close()


def _rows(pattern: dict[str, Any], many: int) -> Iterator[dict[str, Any]]:
    """Lots in the order they came, three deliveries of every lot number, over eight years."""
    chance = random.Random(20261130)
    begun = clock.now() - timedelta(days=8 * 365)
    step = timedelta(days=8 * 365) / many
    for place in range(2, many + 2):
        came = begun + step * (place - 2)
        moment = came.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        status = chance.choice(YOUNG if place > many - 300 else STATES)
        judged = status not in ("RECEIVED_PENDING", "INSPECTING", "VOIDED")
        yield pattern | {
            "id": place, "uid": f"{place:032x}", "number": f"JY-WZK-{came:%Y%m}-{place:07d}",
            "status": status, "received_at": moment, "created_at": moment, "updated_at": moment,
            "subject": chance.choice(NAMES), "specification": chance.choice(SIZES),
            "category": chance.choice(("DRUG", "CONSUMABLE", "CONSUMABLE", "LOW_VALUE")),
            "lot_number": f"{FIRST_LOT + place // 3}",
            "expires_on": (came + timedelta(days=chance.randint(200, 1500))).date().isoformat(),
            "verdict": (ACCEPTED.get(status, "REJECTED") if judged else None),
            "in_stock": 100 if status == "STOCKED" else 0,
        }  # fmt: skip


def _grams(row: dict[str, Any]) -> str:
    words = f"{row['subject']} {row['specification']} {row['supplier_name']}"
    return " ".join(sorted(search.grams(words, digits=False)))
