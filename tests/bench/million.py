"""A register of very many invented complaints, written past the services, for measuring lists."""

import itertools
import random
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from app import clock
from app.services import records, search
from app.services.operations import Desk
from tests.factory import KIND, complaint_values

SUBJECTS = (
    "输液等候",
    "夜间呼叫铃",
    "收费项目",
    "电梯故障",
    "换药",
    "停车困难",
    "挂号排队",
    "检查预约",
)
WORDS = "患者家属反映护士医生态度病房清洁饮食环境收费药品设备检查预约等候时间流程解释沟通"
STATES = ("CLOSED",) * 16 + ("REPLIED", "REGISTERED", "ACCEPTED", "INVESTIGATING")
BATCH = 5_000


def fill(desk: Desk, many: int) -> None:
    """Copy one registered complaint `many` times with other texts, days, states and departments."""
    records.register(desk, KIND, complaint_values(desk))
    raw = desk.database.engine.raw_connection()
    columns = [row[1] for row in raw.execute("PRAGMA table_info(complaint)") if row[1] != "id"]
    pattern = dict(
        zip(
            columns,
            raw.execute(f"SELECT {','.join(columns)} FROM complaint").fetchone(),
            strict=True,
        )
    )
    marks = ",".join("?" for _column in range(len(columns) + 1))
    insert = f"INSERT INTO complaint(id, {','.join(columns)}) VALUES ({marks})"
    rows = _rows(pattern, columns, many)
    while batch := list(itertools.islice(rows, BATCH)):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(insert, [row for row, _grams in batch])
        raw.executemany(
            "INSERT INTO complaint_text(rowid, grams) VALUES (?, ?)",
            [(row[0], grams) for row, grams in batch],
        )
        raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.close()


def _rows(
    pattern: dict[str, Any], columns: list[str], many: int
) -> Iterator[tuple[list[Any], str]]:
    chance = random.Random(20261123)
    now = clock.now()
    for place in range(2, many + 2):
        subject = chance.choice(SUBJECTS)
        text = subject + "".join(chance.choices(WORDS, k=chance.randint(30, 200)))
        received = now - timedelta(minutes=chance.randint(1, 5_000_000))
        row = pattern | {
            "number": f"TS-YWK-{received:%Y%m}-{place:07d}",
            "uid": secrets.token_hex(16),
            "subject": subject,
            "narrative": text,
            "status": chance.choice(STATES),
            "received_at": received.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "due_on": (received + timedelta(days=7)).date().isoformat(),
            "respondent_department_id": chance.randint(1, 20),
            "department_id": chance.randint(1, 20),
        }
        grams = " ".join(sorted(search.grams(f"{row['number']} {text}")))
        yield [place, *(row[name] for name in columns)], grams
