"""A year of invented records, written past the services: only what reports count is told apart."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.models.complaint import CauseCategory, Channel, ResolutionType
from app.models.keeping import AccidentGrade
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import Phenomenon
from app.models.materials.rejection import Disposition
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from tests.factory import made

Row = dict[str, Any]
Vary = Callable[[random.Random, datetime], Mapping[str, Any]]
DAY = timedelta(days=1)


def stamp(moment: datetime) -> str:
    """A moment as the database keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def fill(desk: Desk, many: int, begin: datetime, end: datetime) -> None:
    """So many records of all registers together, spread over the time from `begin` to `end`."""
    chance = random.Random(20261130)
    for register, share, vary in _KINDS:
        _copies(desk, register, round(many * share), chance, (begin, end), vary)
    _link(desk, chance)


def _copies(
    desk: Desk, register: str, many: int, chance: random.Random,
    span: tuple[datetime, datetime], vary: Vary,
) -> None:  # fmt: skip
    kind = by_name(register)
    pattern_id = made(desk, kind)
    raw: Any = desk.database.engine.raw_connection()
    # What guards the way of goods would refuse goods that were never brought in.
    guards = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (register,)
    )
    for (name,) in guards.fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({register})")]
    found = raw.execute(f"SELECT * FROM {register} WHERE id = ?", (pattern_id,)).fetchone()
    pattern = dict(zip(columns, found, strict=True))
    marks = ",".join("?" for _column in columns)
    rows = _rows(pattern, many, chance, span, kind.received, vary)
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(
        f"INSERT INTO {register}({','.join(columns)}) VALUES ({marks})",
        ([row[name] for name in columns] for row in rows),
    )
    raw.execute("COMMIT")
    raw.close()


def _rows(
    pattern: Row, many: int, chance: random.Random, span: tuple[datetime, datetime],
    received: str, vary: Vary,
) -> Iterator[Row]:  # fmt: skip
    seconds = int((span[1] - span[0]).total_seconds())
    for place in range(many):
        at = span[0] + timedelta(seconds=chance.randrange(seconds))
        own = {
            "id": pattern["id"] + place + 1, "uid": f"{pattern['uid'][:4]}{place:032x}"[:36],
            "number": f"{pattern['number']}-{place}", "slip_code": None, received: stamp(at),
            "created_at": stamp(at), "updated_at": stamp(at), "due_on": None,
        }  # fmt: skip
        row = pattern | own | vary(chance, at)
        yield {name: row.get(name) for name in pattern}


def _complaint(chance: random.Random, at: datetime) -> Row:
    answered = chance.random() < 0.8
    due = (at + chance.choice((5, 10)) * DAY).astimezone(UTC).date().isoformat()
    replied = at + timedelta(hours=chance.randint(1, 24 * 16))
    judged = answered or chance.random() < 0.5
    return {
        "status": chance.choice(
            ("CLOSED", "ARCHIVED", "REPLIED", "DUPLICATE", "VOIDED") if answered
            else ("REGISTERED", "INVESTIGATING", "WITHDRAWN", "VOIDED")
        ),
        "channel": chance.choice(list(Channel)).value,
        "respondent_department_id": chance.randint(1, 20),
        "functional_department_id": chance.choice((1, 2, 3, None)),
        "main_cause": chance.choice(list(CauseCategory)).value if judged else None,
        "main_resolution": chance.choice(list(ResolutionType)).value if answered else None,
        "replied_at": stamp(replied) if answered else None,
        "due_on": due if chance.random() < 0.95 else None,
        "due_rule": chance.choice(("D03", "D04")),
        "complainant_phone": f"138{chance.randint(0, 400):08d}",
        "complainant_opinion": "SATISFIED" if answered else None,
        "compensation_amount": chance.choice((None, None, None, "120.5", "3000")),
        "litigation_filed": int(chance.random() < 0.05),
        "accident_dispute": int(chance.random() < 0.05),
    }  # fmt: skip


def _service(chance: random.Random, at: datetime) -> Row:
    return {
        "status": chance.choice(("CLOSED", "SCORED", "VOIDED")),
        "appraised_at": stamp(at + 3 * DAY) if chance.random() < 0.2 else None,
        "accident_grade": chance.choice((None, *(one.value for one in AccidentGrade))),
        "compensation_amount": chance.choice((None, None, "500", "80000")),
    }


def _action(chance: random.Random, _at: datetime) -> Row:
    return {
        "status": chance.choice(("CLOSED", "EFFECTIVE", "OPEN", "VOIDED")),
        "source": chance.choice(("COMPLAINT", "NONCONFORMING_ITEM", "SURVEY")),
        "effect": chance.choice((None, "EFFECTIVE", "PARTLY", "INEFFECTIVE")),
    }


def _sheet(chance: random.Random, at: datetime) -> Row:
    return {
        "status": chance.choice(("FILED", "ISSUED", "VOIDED")),
        "issued_at": stamp(at + DAY),
        "check_category": chance.choice(("COMPLAINT", "DAILY")),
        "effect": chance.choice((None, "EFFECTIVE", "PARTLY")),
    }


def _lot(chance: random.Random, _at: datetime) -> Row:
    verdict = chance.choice(("ACCEPTED", "ACCEPTED", "ACCEPTED", "REJECTED", None))
    reasons = chance.sample(list(Phenomenon), k=chance.randint(1, 3))
    words = ",".join(f'"{one.value}"' for one in reasons)
    return {
        "status": {"ACCEPTED": "ACCEPTED", "REJECTED": "REJECTED", None: "INSPECTING"}[verdict],
        "verdict": verdict,
        "category": chance.choice(list(ItemCategory)).value,
        "functional_department_id": chance.choice((7, 8)),
        "phenomena": f"[{words}]" if verdict == "REJECTED" else None,
        "supplier_name": f"供方{chance.randint(1, 14)}",
    }


def _case(chance: random.Random, _at: datetime) -> Row:
    return {
        "status": chance.choice(("CLOSED", "FOUND", "VOIDED")),
        "category": chance.choice(list(ItemCategory)).value,
        "functional_department_id": chance.choice((7, 8)),
        "supplier_name": f"供方{chance.randint(1, 16)}",
        "used_on_patient": int(chance.random() < 0.3),
    }


def _order(chance: random.Random, _at: datetime) -> Row:
    return {
        "status": chance.choice(("PROPOSED", "APPROVED", "CLOSED", "VOIDED")),
        "disposition": chance.choice(list(Disposition)).value,
        "functional_department_id": chance.choice((7, 8)),
    }


_KINDS: tuple[tuple[str, float, Vary], ...] = (
    ("complaint", 0.5, _complaint),
    ("nonconforming_service", 0.1, _service),
    ("corrective_action", 0.05, _action),
    ("quality_feedback", 0.05, _sheet),
    ("material_lot", 0.2, _lot),
    ("in_use_nonconformity", 0.05, _case),
    ("disposition_order", 0.05, _order),
)


def _link(desk: Desk, chance: random.Random) -> None:
    """Some complaints gave rise to a service, some rejected lots to an order."""
    raw: Any = desk.database.engine.raw_connection()
    pairs = (
        ("complaint", "nonconforming_service", "1 = 1"),
        ("material_lot", "disposition_order", "verdict = 'REJECTED'"),
    )
    raw.execute("BEGIN IMMEDIATE")
    place = 0
    for source, target, which in pairs:
        sources = [row[0] for row in raw.execute(f"SELECT id FROM {source} WHERE {which}")]
        targets = [row[0] for row in raw.execute(f"SELECT id FROM {target}")]
        chance.shuffle(sources)
        for source_id, target_id in zip(sources, targets, strict=False):
            place += 1
            raw.execute(
                "INSERT INTO record_link(source_register, source_id, target_register, target_id,"
                " linked_at, linked_by_id, uid, digest_salt, version) VALUES (?,?,?,?,?,?,?,?,1)",
                (source, source_id, target, target_id, "2026-01-01T00:00:00.000000Z", 1,
                 f"link{place:032x}", b"0" * 16),
            )  # fmt: skip
    raw.execute("COMMIT")
    raw.close()
