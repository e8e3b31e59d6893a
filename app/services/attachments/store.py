"""Where attached files lie: beside the database under the hash of their content, never overwritten."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from app import clock, paths
from app.errors import FileProblem
from app.i18n import _
from app.services.files import digest
from app.services.storage.database import SQLITE_MAGIC, Database

FOLDER = "attachments"
ORPHAN_AGE = timedelta(hours=24)
_HEX = frozenset("0123456789abcdef")
_BUILDING = ".part"


def folder(database: Database) -> Path:
    """The folder of attached files: beside the database file, for a server in the data folder."""
    beside = database.path.absolute().parent if database.path else paths.data_folder()
    return beside / FOLDER


def path_of(database: Database, sha256: str) -> Path:
    """Where the file with this content lies."""
    if len(sha256) != 64 or not _HEX.issuperset(sha256):
        raise ValueError(sha256)
    return folder(database) / sha256[:2] / sha256


def put(database: Database, content: bytes) -> str:
    """Put content away for good before anything names it; answers its hash.

    The same content twice is one file. A file that is there is never written to again.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(database, sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            _write(target, content)
        elif digest(target) != sha256:
            raise FileProblem(
                _("附件文件夹里的一个文件被改过，没有添加。请管理员校验数据：{path}").format(
                    path=target
                )
            )
        else:
            os.utime(target)  # young again: what is about to be named is not swept
    except OSError as reason:
        raise FileProblem(
            _("没有添加：写不进附件文件夹 {path}。看看磁盘是否已满、有没有写入权限。").format(
                path=folder(database)
            )
        ) from reason
    return sha256


def _write(target: Path, content: bytes) -> None:
    """Beside its place first, on the disk, then moved; the folder is on the disk too."""
    handle, building = tempfile.mkstemp(dir=target.parent, suffix=_BUILDING)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(building).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(building).unlink()
        raise
    for changed in (target.parent, target.parent.parent):
        _sync_folder(changed)


def _sync_folder(changed: Path) -> None:
    if os.name == "nt":  # Windows keeps its folders itself
        return
    handle = os.open(changed, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(database: Database, sha256: str, name: str) -> bytes:
    """The content as it was put away. Raises FileProblem when it is gone or was changed."""
    path = path_of(database, sha256)
    try:
        content = path.read_bytes()
    except OSError as reason:
        raise FileProblem(
            _("“{name}”的文件不在附件文件夹里，或读不出来。从备份里找回：{path}").format(
                name=name, path=path
            )
        ) from reason
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileProblem(
            _("“{name}”的文件在程序之外被改过，不再打开。请管理员从备份里找回：{path}").format(
                name=name, path=path
            )
        )
    return content


def problem(database: Database, sha256: str) -> str | None:
    """What is wrong with a stored file: gone, unreadable or changed; None when nothing is."""
    path = path_of(database, sha256)
    try:
        if digest(path) == sha256:
            return None
    except FileNotFoundError:
        return _("文件不见了")
    except OSError:
        return _("文件读不出来")
    return _("文件在程序之外被改过")


def stored(database: Database) -> Iterator[Path]:
    """Every file put away, and what is left of one that was being written."""
    top = folder(database)
    for path in sorted(top.glob("??/*")) if top.is_dir() else ():
        if path.is_file() and (len(path.name) == 64 or path.name.endswith(_BUILDING)):
            yield path


def is_shared(database: Database) -> bool:
    """Whether another database may name files of this folder too: then none is known to be free."""
    own = database.path.resolve() if database.path else None
    beside = folder(database).parent
    return any(one.resolve() != own and _is_database(one) for one in beside.iterdir())


def _is_database(path: Path) -> bool:
    if path.suffix == ".db":
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False


def is_old(path: Path) -> bool:
    """Whether a file was put away so long ago that nothing is about to name it."""
    return clock.now().timestamp() - path.stat().st_mtime > ORPHAN_AGE.total_seconds()
