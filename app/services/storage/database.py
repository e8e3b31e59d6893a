"""The engine and its transactions: the only module (with schema, search, backup) that knows the dialect."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.pool import QueuePool

from app.errors import Cancelled, DatabaseUnavailable
from app.i18n import _
from app.services.storage import prepared
from app.services.storage.locations import location_problem
from app.services.storage.stopping import Stop

try:
    from sqlcipher3 import dbapi2 as driver
except (
    ImportError
):  # no wheel for this platform: Python's own SQLite, journal mode chosen by its version
    driver = sqlite3

# Any: neither driver's stubs cover the other
sqlite: Any = driver

log = logging.getLogger(__name__)

BUSY_MILLISECONDS = 5_000
# Of each connection; a window reads by two at once.
CACHE_KIB = 6_144
# What a driver says of a query that was ended from another thread.
ENDED = ("interrupted", "canceling statement due to user request")
SQLITE_MAGIC = b"SQLite format 3\x00"
# The WAL-reset bug loses pages with two or more connections; mended in these releases only.
WAL_SAFE = ((3, 51, 3),)
WAL_SAFE_BACKPORTS = ((3, 50, 7), (3, 44, 6))


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite may use write-ahead logging (howtocorrupt: WAL-reset bug)."""
    if version >= WAL_SAFE[0]:
        return True
    return any(version[:2] == good[:2] and version >= good for good in WAL_SAFE_BACKPORTS)


class Database:
    """One open database, a SQLite file or a PostgreSQL URL. Sessions are opened per operation."""

    def __init__(self, location: str | Path) -> None:
        self.location = str(location)
        self.path = None if is_url(self.location) else Path(self.location)
        self.engine = _sqlite_engine(self.path) if self.path else _server_engine(self.location)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        event.listen(self._sessions, "do_orm_execute", _refuse_bulk_writes)

    @contextmanager
    def read(self, stop: Stop | None = None) -> Iterator[Session]:
        """A session for reading; nothing it does is kept. `stop` ends it from another thread."""
        with self._sessions() as session, told(self.location):
            if stop is None:
                yield session
            else:
                with stop.over(session.connection().connection.dbapi_connection):
                    yield session
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that holds the write lock; commits at the end, or undoes everything."""
        with self._sessions() as session, told(self.location):
            connection = session.connection(execution_options={"writes": True})
            if connection.dialect.name == "postgresql":
                # One writer of the audit chain at a time; released with the transaction.
                session.execute(text("SELECT pg_advisory_xact_lock(815001)"))
            prepared.hold(session, connection)
            yield session
            session.commit()

    def integrity_problems(self) -> list[str]:
        """What the database engine itself finds wrong: pages, indexes, foreign keys."""
        if self.path is None:
            return []
        with told(self.location), self.engine.connect() as connection:
            checked = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        problems = [str(line) for line in checked if line != "ok"]
        found = [_("数据库文件损坏：{what}").format(what=line) for line in problems]
        if broken:
            found.append(_("有 {n} 处记录之间的关联断开").format(n=len(broken)))
        return found

    def close(self) -> None:
        self.engine.dispose()


def is_url(location: str) -> bool:
    """Whether a location is a server's URL rather than a file."""
    return location.startswith(("postgresql://", "postgresql+psycopg://"))


def _sqlite_engine(path: Path) -> Engine:
    refuse_bad_file(path)

    def connect() -> Any:
        connection = sqlite.connect(
            f"file:{_uri_path(path)}?mode=rw",
            uri=True,
            timeout=BUSY_MILLISECONDS / 1000,
            check_same_thread=False,
            isolation_level=None,
        )
        journal = "WAL" if wal_is_safe(version_tuple(sqlite.sqlite_version)) else "TRUNCATE"
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "secure_delete=ON",
            f"cache_size=-{CACHE_KIB}",
            f"journal_mode={journal}",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        hide_parameters=True,
        # The connection used last is taken first: one warm cache instead of five.
        pool_use_lifo=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # Taking the write lock at once makes "locked" an answer at the start, never in the middle.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server_engine(location: str) -> Engine:
    url = location.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        return create_engine(make_url(url), hide_parameters=True, pool_pre_ping=True)
    except (ArgumentError, ImportError) as problem:
        raise DatabaseUnavailable(
            _("数据库地址不对，或没有安装 PostgreSQL 驱动。核对地址后再试。")
        ) from problem


def _uri_path(path: Path) -> str:
    return quote(path.absolute().as_posix())


def version_tuple(version: str) -> tuple[int, int, int]:
    """`3.53.4` as numbers."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    return major, minor, patch


def refuse_bad_file(path: Path) -> None:
    """Refuse what cannot be a database of ours before SQLite touches it. Nothing is created.

    Raises DatabaseUnavailable with its own sentence for: a network or synchronised folder, a missing
    file, an empty file, a file that is not a database.
    """
    problem = location_problem(path)
    if problem:
        raise DatabaseUnavailable(problem)
    if not path.exists():
        raise DatabaseUnavailable(
            _("没有找到数据库文件 {path}。核对位置；如果是第一次使用，先建立数据库。").format(
                path=path
            )
        )
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_MAGIC))
    except OSError as reason:
        raise DatabaseUnavailable(
            _("打不开数据库文件 {path}：没有读取权限，或磁盘有故障。文件没有动。").format(path=path)
        ) from reason
    if not head:
        raise DatabaseUnavailable(
            _("数据库文件 {path} 是空的（0 字节）。程序没有覆盖它；从备份恢复后再打开。").format(
                path=path
            )
        )
    if head != SQLITE_MAGIC:
        raise DatabaseUnavailable(
            _("{path} 不是质控台的数据库，或已用别的密钥加密。文件没有动；核对位置。").format(
                path=path
            )
        )


def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and not state.execution_options.get("bookkeeping"):
        raise RuntimeError("bulk UPDATE/DELETE would pass by versions and the audit trail")


@contextmanager
def told(location: str) -> Iterator[None]:
    """Turn the driver's errors into sentences; anything unknown stays a bug."""
    try:
        yield
    except (DBAPIError, sqlite.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if any(word in str(cause).lower() for word in ENDED):
            raise Cancelled from error
        # A value that is refused is no trouble of the file, whatever words its constraint has.
        refused = isinstance(error, IntegrityError | sqlite.IntegrityError)
        sentence = None if refused else sentence_for(str(cause).lower(), location)
        if sentence is None:
            raise
        log.warning("database refused: %s", type(cause).__name__)
        raise DatabaseUnavailable(sentence) from error


def sentence_for(reason: str, location: str) -> str | None:
    """What a person is told of an error of the driver; None for one that is a bug."""
    known = (
        (("locked", "busy"), _("没有存上：另一个窗口或另一台电脑正在写入，等了 5 秒。您写的内容还在，稍后再存。")),
        (("full",), _("没有存上：数据库所在的磁盘已满。腾出空间后再存，您写的内容还在。")),
        (("readonly", "read-only"), _("没有存上：数据库文件或文件夹是只读的。您写的内容还在；请管理员改权限。")),
        (("malformed", "corrupt"), _("数据库文件已损坏：{path}。停止录入，请管理员从备份恢复；原文件没有动。")),
        (("not a database", "encrypted"), _("{path} 不是质控台的数据库，或已用别的密钥加密。文件没有动；核对位置。")),
        (("disk i/o", "i/o error"), _("没有存上：写磁盘时出错（可能已满或已拔出）。您写的内容还在，检查磁盘后再存。")),
        (("unable to open",), _("打不开数据库文件 {path}：核对位置和权限。")),
        (("connection", "server closed", "could not connect"), _("连不上数据库服务器。检查网络后再试，写的内容还在。")),
    )  # fmt: skip
    for words, sentence in known:
        if any(word in reason for word in words):
            return sentence.format(path=location)
    return None
