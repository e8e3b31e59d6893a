"""Everything that can be wrong with a database file has its own sentence, and nothing is harmed."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import DatabaseUnavailable
from app.services import records
from app.services.operations import Desk
from app.services.storage import database, locations, schema
from app.services.storage.database import sqlite, wal_is_safe
from tests.factory import KIND, complaint_values, registered

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def refusal(path: Path) -> str:
    with pytest.raises(DatabaseUnavailable) as refused:
        schema.open_database(path)
    return str(refused.value)


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "nothing.db"
    assert "没有找到" in refusal(path)
    assert not path.exists()


def test_an_empty_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert "0 字节" in refusal(path)
    assert path.stat().st_size == 0


def test_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam" * 100)
    assert "不是质控台的数据库" in refusal(path)
    assert path.read_bytes() == b"Dear Sir or Madam" * 100


def test_a_foreign_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "foreign.db"
    other = sqlite.connect(path)
    other.execute("CREATE TABLE t(x)")
    other.close()
    assert "没有质控台的数据" in refusal(path)


def test_a_newer_schema_is_refused(desk: Desk) -> None:
    with desk.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    desk.database.close()
    assert "更新版本" in refusal(Path(desk.database.location))


def test_a_damaged_file_is_named_and_kept(desk: Desk) -> None:
    registered(desk)
    desk.database.close()
    path = Path(desk.database.location)
    content = bytearray(path.read_bytes())
    content[4096:40960] = b"\x5a" * 36864
    path.write_bytes(content)
    said = ""
    try:
        opened = schema.open_database(path)
        said = " ".join(opened.integrity_problems())
        opened.close()
    except DatabaseUnavailable as problem:
        said = str(problem)
    assert "损坏" in said
    assert path.read_bytes()[4096:40960] == b"\x5a" * 36864


def test_creating_never_overwrites(desk: Desk) -> None:
    with pytest.raises(DatabaseUnavailable, match="已经存在"):
        schema.create(desk.database.location)


def test_a_lock_is_waited_for_and_then_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    impatient = Desk(schema.open_database(desk.database.location), 1)
    other = sqlite.connect(desk.database.location, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match="正在写入"):
        records.register(impatient, KIND, complaint_values(impatient))
    other.execute("ROLLBACK")
    other.close()
    assert registered(impatient) == 1
    impatient.database.close()


def test_a_full_disk_is_said_and_nothing_half_written(desk: Desk) -> None:
    with desk.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    script = """
import resource, sys
from app.services import records
from app.services.storage import schema
from app.services.operations import Desk
from app.errors import DatabaseUnavailable
from tests.factory import KIND, complaint_values
desk = Desk(schema.open_database(sys.argv[1]), 1)
values = complaint_values(desk, narrative="字" * 20000)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    for _ in range(200):
        records.register(desk, KIND, values)
except DatabaseUnavailable as problem:
    print(problem)
"""
    limit = (pages + 60) * 4096
    desk.database.close()
    done = subprocess.run(
        [sys.executable, "-c", script, desk.database.location, str(limit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "没有存上" in done.stdout, done.stderr
    again = schema.open_database(desk.database.location)
    assert again.integrity_problems() == []
    again.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to become an ordinary user")
def test_a_read_only_file_is_refused_and_left_alone(desk: Desk) -> None:
    """Root may write everywhere, so the file is opened by a child that is nobody."""
    desk.database.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hospital.db"
        shutil.copy(desk.database.location, path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        before = path.read_bytes()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            if as_root:
                os.setgid(65534)
                os.setuid(65534)
            try:
                schema.open_database(path)
                os.write(writing, b"opened")
            except DatabaseUnavailable as problem:
                os.write(writing, str(problem).encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode()
        Path(folder).chmod(0o755)
        assert "只读" in said
        assert path.read_bytes() == before


def test_a_read_only_answer_of_the_engine_is_said() -> None:
    assert "只读" in (database.sentence_for("attempt to write a readonly database", "x") or "")
    assert "已满" in (database.sentence_for("database or disk is full", "x") or "")
    assert database.sentence_for("no such column: x", "x") is None


def test_an_error_in_the_middle_of_a_long_answer_is_said_too() -> None:
    """A million ids are fetched from the driver itself, past what wraps its errors."""
    with pytest.raises(DatabaseUnavailable, match="已满"), database.told("x"):
        raise sqlite.OperationalError("database or disk is full")
    with pytest.raises(sqlite.OperationalError), database.told("x"):
        raise sqlite.OperationalError("no such column: x")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("//server/share/quality.db", "网络共享"),
        ("\\\\server\\share\\quality.db", "网络共享"),
        ("/data/nurse/OneDrive/quality.db", "同步文件夹"),
        ("/data/nurse/坚果云/质控/quality.db", "同步文件夹"),
        ("/data/nurse/Dropbox/quality.db", "同步文件夹"),
    ],
)
def test_network_and_synchronised_folders_are_refused(path: str, said: str) -> None:
    assert said in (locations.location_problem(Path(path)) or "")


def test_the_longest_mount_decides() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/share nfs4 rw 0 0\nbad line\n"
    assert locations.file_system_of("/mnt/share/a.db", mounts) == "nfs4"
    assert locations.file_system_of("/mnt/sharecroppers/a.db", mounts) == "ext4"


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 44, 6), True), ((3, 44, 5), False), ((3, 50, 7), True),
     ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((3, 45, 1), False)],
)  # fmt: skip
def test_write_ahead_logging_only_where_its_bug_is_mended(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_pragmas_are_what_durability_needs(desk: Desk) -> None:
    with desk.database.engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("foreign_keys", "synchronous", "journal_mode", "busy_timeout")
        }
    assert (read["foreign_keys"], read["synchronous"], read["busy_timeout"]) == (1, 2, 5000)
    safe = wal_is_safe(database.version_tuple(sqlite.sqlite_version))
    assert read["journal_mode"] == ("wal" if safe else "truncate")


def test_parallel_writers_leave_no_gap_and_no_duplicate(desk: Desk) -> None:
    values = complaint_values(desk)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _turn in range(25):
                records.register(desk, KIND, values)
        except BaseException as problem:
            failures.append(problem)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with desk.database.read() as session:
        numbers = [n for (n,) in session.execute(text("SELECT number FROM complaint"))]
    assert sorted(int(n[-4:]) for n in numbers) == list(range(1, 201))
