"""The migrations make exactly the tables the models describe, triggers and indexes included."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app import clock
from app.errors import StepRefused
from app.models import ddl, migrations, tables
from app.models.base import Base
from app.models.environment import check_guards
from app.models.materials import shelf_guards
from app.models.processes import use_guards
from app.models.reports import report_guards
from app.models.surveys import sheet_guards
from app.services import attachments, audit, lists, reading
from app.services.attachments import filing
from app.services.links import raising
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.storage import schema
from app.services.storage.database import sqlite
from tests.factory import FILED, JUDGED, KIND, REPLY, made, step


def stored(connection: "sqlite.Connection") -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: normal(sql) for name, sql in rows
        if not name.startswith("sqlite_") and name != "alembic_version"
    }  # fmt: skip


def normal(sql: str) -> str:
    """One statement without its layout; constraints in alphabetical order."""
    flat = re.sub(r"\s+", " ", sql).replace('"', "").replace("( ", "(").replace(" )", ")").strip()
    if not flat.startswith("CREATE TABLE"):
        return flat
    head, body = flat.split("(", 1)
    return head + "(" + ",".join(sorted(part.strip() for part in split(body[:-1]))) + ")"


def split(body: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(body[start:place])
            start = place + 1
    return [*parts, body[start:]]


def test_migrated_and_described_tables_are_the_same(tmp_path: Path) -> None:
    schema.create(tmp_path / "migrated.db").close()
    described = sqlite.connect(tmp_path / "described.db", isolation_level=None)
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: described)
    Base.metadata.create_all(engine)
    kinds = (shelf_guards, use_guards, check_guards, sheet_guards, report_guards)
    guards = [one for kind in kinds for one in kind.statements(True)]
    for statement in (*ddl.sqlite_statements(), *guards):
        described.execute(statement)
    migrated = sqlite.connect(tmp_path / "migrated.db")
    assert stored(migrated) == stored(described)
    migrated.close()
    engine.dispose()
    described.close()


def test_the_head_named_in_code_is_the_newest_file() -> None:
    files = Path(migrations.__file__).parent / "versions"
    assert max(path.name[:4] for path in files.glob("[0-9]*.py")) == migrations.HEAD


def test_every_constraint_has_a_name() -> None:
    assert tables
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)


def test_nothing_cascades_a_deletion() -> None:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.ondelete is None


# ---- a hospital of the first schema --------------------------------------------------------------

FIRST = Path(__file__).parent / "data" / "revision-0001.zip"
"""Founded, and written in, by the program as it was with migration 0001: a complaint of 骨科一病区
received without its leader, which owes a sheet F02 in words, a picture, and a draft."""


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Desk]:
    """The hospital of the first schema, opened by the program of today."""
    with zipfile.ZipFile(FIRST) as packed:
        packed.extractall(tmp_path)
    desk = Desk(schema.open_database(tmp_path / "hospital.db"), 1, "测试机")
    yield desk
    desk.database.close()


def test_a_hospital_of_the_first_schema_is_upgraded_and_verifies(
    upgraded: Desk, tmp_path: Path
) -> None:
    with upgraded.database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == migrations.HEAD
        assert audit.verify(session).ok
    assert upgraded.database.integrity_problems() == []
    assert (tmp_path / f"hospital.db.before-{migrations.HEAD}").is_file()


def test_upgraded_and_fresh_tables_are_the_same(upgraded: Desk, tmp_path: Path) -> None:
    schema.create(tmp_path / "fresh.db").close()
    fresh = sqlite.connect(tmp_path / "fresh.db")
    found = sqlite.connect(tmp_path / "hospital.db")
    assert stored(found) == stored(fresh)
    fresh.close()
    found.close()


def test_what_was_written_before_the_upgrade_is_there(upgraded: Desk) -> None:
    (record_id,) = lists.ids(upgraded, KIND, lists.Query())
    view = reading.load(upgraded, KIND, record_id)
    assert (str(view.status), view.values["complainant_name"]) == ("INVESTIGATING", "陈某")
    assert [one.action for one in view.trail] == ["register", "accept", "investigate"]
    shelf = filing.listing(upgraded, KIND, record_id)
    assert [one.name for one in shelf.files] == ["现场.png"]
    assert attachments.content(upgraded, KIND, record_id, shelf.files[0].id).startswith(b"\x89PNG")
    assert [one.values for one in reading.drafts(upgraded, KIND)] == [{"narrative": "写了一半"}]
    assert list(lists.ids(upgraded, KIND, lists.Query(text="输液"))) == [record_id]


def test_a_duty_left_before_the_upgrade_becomes_a_record_and_still_blocks(upgraded: Desk) -> None:
    (record_id,) = lists.ids(upgraded, KIND, lists.Query())
    step(upgraded, record_id, "conclude", **JUDGED)
    step(upgraded, record_id, "reply", replied_at=clock.now(), late_reason="数据升级", **REPLY)
    with pytest.raises(StepRefused, match="F02还没有开出"):
        step(upgraded, record_id, "close", **FILED)
    (owed,) = reading.load(upgraded, KIND, record_id).follow_ups
    raising.raise_owed(upgraded, KIND, record_id, owed.id)
    with pytest.raises(StepRefused, match="尚未验证有效"):
        step(upgraded, record_id, "close", **FILED)
    with upgraded.database.read() as session:
        assert audit.verify(session).ok


def test_every_register_takes_records_after_the_upgrade(upgraded: Desk) -> None:
    for kind in REGISTERS:
        assert str(reading.load(upgraded, kind, made(upgraded, kind)).status) == kind.initial
    with upgraded.database.read() as session:
        assert audit.verify(session).ok
