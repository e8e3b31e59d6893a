"""A register of very many invented complaints, written past the services, for measuring lists.

A million rows take a few minutes: they are made once, kept in the cache folder of the account, and
made anew when the schema or the recipe changes.
"""

import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app import clock
from app.services import records, search
from app.services.operations import Desk
from app.services.storage import schema
from tests.factory import KIND, complaint_values
from tests.hospital import founded

MILLION = 1_000_000
RECIPE = 1  # counts up when the rows are filled in another way
BATCH = 50_000
# Words of a complaint, the commonest first: the first stands in seven of ten texts, the last in
# one of sixteen.
_WORDS = (
    "护士 医生 态度 等候 输液 收费 家属 病房 检查 解释 沟通 时间 药品 流程 挂号 排队 换药 床位 手术 用药 "
    "费用 明细 清洁 饮食 热水 电梯 停车 噪音 空调 厕所 窗口 医保 报销 出院 入院 转科 病历 复印 化验 报告 "
    "结果 预约 改期 专家 门诊 急诊 儿科 产科 骨科 麻醉 疼痛 过敏 皮疹 跌倒 压疮 导管 引流 氧气 轮椅 陪护 "
    "探视 隐私 推诿 误诊 漏诊 感染 发热 呕吐 血压 血糖 胰岛素 抗生素 注射 采血 标本 丢失 延误 超声 核磁 导诊"
)
WORDS = _WORDS.split()
LINKS = (
    "没有说明",
    "一直不理",
    "两个小时",
    "前后不一",
    "反复询问",
    "当场争执",
    "无人接听",
    "不予受理",
)
# Names nobody else has: what is looked for when few are found.
GIVEN = "安博晨德恩芳刚海慧佳凯岚明宁沛清荣淑婷维昕雅泽"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
TEXTS = 20_000
_SETTING = "INSERT INTO complaint_text(complaint_text, rank) VALUES (?, ?)"
STATES = ("CLOSED",) * 40 + ("ARCHIVED",) * 40 + ("VOIDED",) * 2
OPEN_STATES = ("REGISTERED", "ACCEPTED", "INVESTIGATING", "REPLIED", "CLOSED")
CHANNELS = ("VISIT", "PHONE", "LETTER", "ONLINE", "OTHER")
YEARS = 8


def open_million(many: int = MILLION) -> Desk:
    """A desk at a register of so many complaints, made at the first call. Read it, do not write."""
    folder = cache()
    path = folder / f"complaints-{many}-{state(RECIPE)}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"complaints-{many}-*"):
            old.unlink()
        with tempfile.TemporaryDirectory(dir=folder) as place:
            desk = founded(Path(place))
            fill(desk, many)
            desk.database.close()
            Path(desk.database.location).replace(path)
    return Desk(schema.open_database(path), 1, "测试机")


def copy_of(many: int, folder: Path) -> Desk:
    """A register of so many complaints to be written to."""
    kept = open_million(many)
    kept.database.close()
    path = folder / "hospital.db"
    shutil.copy(kept.database.location, path)
    return Desk(schema.open_database(path), 1, "测试机")


def cache() -> Path:
    """Where kept files lie."""
    from platformdirs import user_cache_path

    named = os.environ.get("QUALITY_DESK_BENCH")
    return Path(named) if named else user_cache_path("quality-desk") / "bench"


def state(recipe: int) -> str:
    """What the kept file depends on: the schema and how it is filled."""
    with tempfile.TemporaryDirectory() as folder:
        desk = founded(Path(folder))
        raw: Any = desk.database.engine.raw_connection()
        ddl = raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        raw.close()
        desk.database.close()
    return hashlib.sha256(repr((recipe, ddl)).encode()).hexdigest()[:12]


def fill(desk: Desk, many: int) -> None:
    """Copy one registered complaint `many` times with other texts, days, states and departments."""
    records.register(desk, KIND, complaint_values(desk))
    raw: Any = desk.database.engine.raw_connection()
    columns = [row[1] for row in raw.execute("PRAGMA table_info(complaint)")]
    found = raw.execute(f"SELECT {','.join(columns)} FROM complaint").fetchone()
    pattern = dict(zip(columns, found, strict=True))
    indexes = raw.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name = 'complaint' AND sql IS NOT NULL"
    ).fetchall()
    for pragma in (
        "synchronous=OFF",
        "foreign_keys=OFF",
        "journal_mode=OFF",
        "cache_size=-1048576",
    ):
        raw.execute(f"PRAGMA {pragma}")
    for name, _sql in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.execute(_SETTING, ("hashsize", 64 << 20))
    raw.execute(_SETTING, ("automerge", 0))
    marks = ",".join("?" for _column in columns)
    insert = f"INSERT INTO complaint({','.join(columns)}) VALUES ({marks})"
    entries = _entries(pattern, many)
    while True:
        batch = [entry for entry, _none in zip(entries, range(BATCH), strict=False)]
        if not batch:
            break
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(insert, [[row[name] for name in columns] for row, _grams in batch])
        raw.executemany(
            "INSERT INTO complaint_text(rowid, grams) VALUES (?, ?)",
            [(row["id"], grams) for row, grams in batch],
        )
        raw.execute("COMMIT")
    for _name, sql in indexes:
        raw.execute(sql)
    raw.execute("INSERT INTO complaint_text(complaint_text) VALUES ('optimize')")
    raw.execute(_SETTING, ("hashsize", 1 << 20))
    raw.execute(_SETTING, ("automerge", 4))
    raw.execute("ANALYZE")
    raw.close()


def _entries(pattern: dict[str, Any], many: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Rows in the order they were entered: by date, one in fourteen entered late."""
    chance = random.Random(20261123)
    texts = [_text(chance) for _turn in range(min(TEXTS, many))]
    tokens = [" ".join(sorted(search.grams(text))) for text in texts]
    begun = clock.now() - timedelta(days=365 * YEARS)
    step = timedelta(days=365 * YEARS) / many
    recent = many - many // 100
    for place in range(2, many + 2):
        which = chance.randrange(len(texts))
        received = begun + step * (place - 2)
        if chance.random() < 0.07:
            received -= timedelta(days=chance.randint(1, 60))
        row = pattern | _facts(chance, place, received, texts[which])
        row["status"] = chance.choice(OPEN_STATES if place > recent else STATES)
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
        row["complainant_name"] = name
        yield row, f"{tokens[which]} {' '.join(sorted(search.grams(name)))}"


def _facts(
    chance: random.Random, place: int, received: datetime, text: str
) -> dict[str, Any]:  # fmt: skip
    moment = received.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "id": place,
        "number": f"TS-YWK-{received:%Y%m}-{place:07d}",
        "uid": f"{place:032x}",
        "subject": text[:12],
        "narrative": text,
        "received_at": moment,
        "created_at": moment,
        "due_on": (received + timedelta(days=7)).date().isoformat(),
        "respondent_department_id": chance.randint(1, 20),
        "department_id": chance.randint(1, 20),
        "channel": chance.choice(CHANNELS),
        "complainant_phone": f"138{chance.randint(0, 99_999_999):08d}",
        "patient_number": f"ZY{place:08d}",
    }


def _text(chance: random.Random) -> str:
    """Thirty to two hundred characters; words come as often as words do (Zipf)."""
    weights = [1 / (place + 4) for place in range(len(WORDS))]
    parts: list[str] = []
    for word in chance.choices(WORDS, weights, k=chance.randint(5, 30)):
        parts += (word, chance.choice(LINKS), "，" if chance.random() < 0.4 else "")
    return "".join(parts).rstrip("，") + "。"
