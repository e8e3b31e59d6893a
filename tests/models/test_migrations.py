"""The migrations make exactly the tables the models describe, triggers and indexes included."""

import re
from pathlib import Path

from sqlalchemy import create_engine

from app.models import ddl, migrations, tables
from app.models.base import Base
from app.services.storage import schema
from app.services.storage.database import sqlite


def stored(connection: "sqlite.Connection") -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: normal(sql) for name, sql in rows
        if not name.startswith("sqlite_") and name != "alembic_version"
    }  # fmt: skip


def normal(sql: str) -> str:
    """One statement without its layout; constraints in alphabetical order."""
    text = re.sub(r"\s+", " ", sql).replace('"', "").replace("( ", "(").replace(" )", ")").strip()
    if not text.startswith("CREATE TABLE"):
        return text
    head, body = text.split("(", 1)
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
    for statement in ddl.sqlite_statements():
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
