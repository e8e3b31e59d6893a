"""Opening a copy as a restore would and holding it against its manifest: only then it counts."""

import random
from pathlib import Path

from sqlalchemy import MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from app.errors import FileProblem
from app.i18n import _
from app.models import migrations
from app.models.base import Base
from app.services import audit
from app.services.files import digest
from app.services.storage import schema
from app.services.storage.database import Database
from app.services.upkeep.backups import copying
from app.services.upkeep.backups.manifests import ATTACHMENTS, Backup

_SAMPLE_PART, _SAMPLE_LEAST = 100, 10


def check_copy(copy: Path, backup: Backup, *, every_attachment: bool = False) -> None:
    """Raises FileProblem, naming the back-up and what is wrong with it, unless everything holds.

    Looks at the pages, the foreign keys, the audit chain up to the manifest's head, the number of
    rows, and a sample of the attachments (all of them when they are about to be brought back).
    """
    database = Database(copy)
    try:
        problem = _problem(database, backup) or _attachments_problem(backup, every_attachment)
    except DBAPIError as reason:
        problem = _("数据库文件损坏：{what}").format(what=type(reason.orig).__name__)
    finally:
        database.close()
    if problem:
        raise FileProblem(
            _("备份 {folder} 校验不通过，不能用：{problem}").format(
                folder=backup.folder, problem=problem
            )
        )


def _problem(database: Database, backup: Backup) -> str:
    manifest = backup.manifest
    if problems := database.integrity_problems():
        return problems[0]
    with database.engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version != manifest.schema:
        return _("数据库的版本是 {found}，清单里写的是 {expected}").format(
            found=version, expected=manifest.schema
        )
    if version != migrations.HEAD:
        return ""  # its rows are followed once it is upgraded
    with database.read() as session:
        verdict = audit.verify(session, (manifest.audit_seq, manifest.audit_head))
    if verdict.problem:
        return verdict.problem
    counted = counts(database)
    for table, n in manifest.tables.items():
        if counted.get(table) != n:
            return _("{table} 有 {found} 行，清单里写的是 {expected} 行").format(
                table=table, found=counted.get(table, 0), expected=n
            )
    return ""


def _attachments_problem(backup: Backup, every: bool) -> str:
    stored = backup.manifest.attachments
    if not every and stored:
        n = max(len(stored) // _SAMPLE_PART, _SAMPLE_LEAST)
        stored = tuple(random.sample(stored, min(n, len(stored))))
    for one in stored:
        path = copying.attachment(backup.folder.parent / ATTACHMENTS, one.sha256)
        try:
            is_good = digest(path) == one.sha256
        except OSError:
            return _("附件 {path} 不见了或读不出来").format(path=path)
        if not is_good:
            return _("附件 {path} 的内容变了").format(path=path)
    return ""


def counts(database: Database) -> dict[str, int]:
    """Rows per table, those of the text index aside."""
    found = {}
    with database.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if name in Base.metadata.tables:
                table = Table(name, MetaData())
                query = select(func.count()).select_from(table)
                found[name] = connection.scalar(query) or 0
    return found


def refuse_foreign_shape(copy: Path, folder: Path) -> None:
    """An upgraded copy must have exactly our tables, indexes and triggers: nothing that acts by itself.

    Raises FileProblem for a file with anything else in it.
    """
    fresh = schema.create(folder / "shape.db")
    expected = _shape(fresh)
    fresh.close()
    found = Database(copy)
    shape = _shape(found)
    found.close()
    if shape != expected:
        different = sorted({name for _kind, name, _sql in shape ^ expected})
        raise FileProblem(
            _("备份里的数据库结构和程序的不一样（{names}），不是本程序做的，不恢复。").format(
                names="、".join(different[:3])
            )
        )


def _shape(database: Database) -> set[tuple[str, str, str]]:
    query = text("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    with database.engine.connect() as connection:
        return {
            (kind, name, sql)
            for kind, name, sql in connection.execute(query)
            if not name.startswith("sqlite_")
        }
