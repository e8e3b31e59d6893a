"""Create, open and upgrade a database; refuse a newer one. The dialect is known here."""

import logging
import os
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from app.errors import DatabaseUnavailable
from app.i18n import _
from app.models import migrations, tables
from app.services.storage import database
from app.services.storage.database import Database, sqlite, version_tuple
from app.services.storage.locations import location_problem

log = logging.getLogger(__name__)

MIGRATIONS = Path(migrations.__file__).parent
MINIMUM_SQLITE = (3, 43, 0)  # contentless_delete of the text index
TABLES = tables


def create(location: str | Path) -> Database:
    """Make a new, empty database. A file is built beside and moved into place when complete.

    Raises DatabaseUnavailable when something already lies there: nothing is ever overwritten.
    """
    if database.is_url(str(location)):
        server = Database(location)
        with database.told(str(location)):
            if inspect(server.engine).has_table("alembic_version"):
                raise DatabaseUnavailable(
                    _("这个数据库里已经有质控台的数据。直接登录，不用再建立。")
                )
            _upgrade(server.engine)
        return server
    path = Path(location)
    if problem := location_problem(path):
        raise DatabaseUnavailable(problem)
    if path.exists():
        raise DatabaseUnavailable(
            _("{path} 已经存在，程序不会覆盖它。换一个位置，或直接打开它。").format(path=path)
        )
    building = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        building.unlink(missing_ok=True)
        connection = sqlite.connect(building)
        connection.execute("PRAGMA user_version=1")
        connection.commit()
        connection.close()
        made = Database(building)
        with database.told(str(path)):
            _upgrade(made.engine)
            with made.engine.connect() as open_connection:
                open_connection.exec_driver_sql("PRAGMA user_version=1")
        made.close()
        _remove_sidecars(building)
        building.replace(path)
    except (OSError, sqlite.OperationalError) as reason:
        raise DatabaseUnavailable(
            _("不能在 {path} 建立数据库：没有写入权限，或磁盘已满。换一个位置。").format(path=path)
        ) from reason
    return Database(path)


def _remove_sidecars(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def open_database(location: str | Path) -> Database:
    """Open an existing database and bring its schema up to date, after a backup beside it.

    Raises DatabaseUnavailable with its own sentence for everything that can be wrong with it.
    """
    if version_tuple(sqlite.sqlite_version) < MINIMUM_SQLITE:
        raise DatabaseUnavailable(
            _("这台电脑上的 SQLite 太旧（{version}）。重新安装程序自带的依赖后再打开。").format(
                version=sqlite.sqlite_version
            )
        )
    found = Database(location)
    with database.told(str(location)):
        version = _version(found)
    if version is None:
        raise DatabaseUnavailable(
            _("{path} 里没有质控台的数据。核对位置；文件没有动。").format(path=location)
        )
    if version == migrations.HEAD:
        _refuse_read_only(found)
        return found
    if version not in _known():
        raise DatabaseUnavailable(
            _(
                "{path} 是更新版本的质控台建立的。先更新这台电脑上的程序，再打开；数据没有动。"
            ).format(path=location)
        )
    _back_up(found)
    with database.told(str(location)):
        _upgrade(found.engine)
    return found


def _refuse_read_only(found: Database) -> None:
    if found.path is None:
        return
    if not os.access(found.path, os.W_OK) or not os.access(found.path.parent, os.W_OK):
        raise DatabaseUnavailable(
            _("{path} 或它所在的文件夹是只读的，不能登记。请管理员改权限后再打开。").format(
                path=found.path
            )
        )


def _version(found: Database) -> str | None:
    with found.engine.connect() as connection:
        try:
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
        except DBAPIError as problem:
            if "no such table" in str(problem.orig) or "does not exist" in str(problem.orig):
                return None
            raise


def _known() -> set[str]:
    return {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _back_up(found: Database) -> None:
    """A consistent copy beside the file before its schema changes."""
    if found.path is None:
        return
    copy = found.path.with_name(f"{found.path.name}.before-{migrations.HEAD}")
    source = sqlite.connect(found.path)
    target = sqlite.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    if shutil.disk_usage(copy.parent).free < copy.stat().st_size:
        log.warning("little space left after the backup before migration")


def _upgrade(engine: Engine) -> None:
    from alembic import command  # heavy: only when the schema is made or changed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch migrations copy tables; with foreign keys on that would delete children.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        if connection.dialect.name == "sqlite":
            broken: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
            if broken:
                raise DatabaseUnavailable(
                    _("升级数据库时发现断开的关联，升级没有完成。升级前的备份在数据库旁边。")
                )
            connection.commit()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.commit()
