"""Where back-ups go: a folder apart from the data, and a second place if one was chosen."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import _
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Setting
from app.services import access
from app.services.operations import Changes, Operation, operation
from app.services.storage.database import Database
from app.services.text import clean

FOLDER, SECOND, SERIES, RESTORED = (
    "backup_folder", "backup_second", "backup_series", "backup_restored_at",
)  # fmt: skip
_LONGEST = 500
_SERIES_LENGTH = 8


@dataclass(frozen=True)
class Places:
    """The first and the second place; `second` None when none was chosen."""

    first: Path
    second: Path | None


def default_folder(database: Path) -> Path:
    """Beside the folder of the data, not in it."""
    beside = database.absolute().parent
    return beside.with_name(f"{beside.name}-backup")


def places(session: Session, database: Database) -> Places:
    """The places of a file database."""
    assert database.path is not None
    first, second = value(session, FOLDER), value(session, SECOND)
    return Places(
        Path(first) if first else default_folder(database.path), Path(second) if second else None
    )


def series(session: Session) -> str:
    """Which back-ups belong to this database: a new series begins with a restore."""
    chosen = value(session, SERIES)
    if chosen:
        return chosen
    first = session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == 1)) or ""
    return first[:_SERIES_LENGTH].rjust(_SERIES_LENGTH, "0")


def value(session: Session, name: str) -> str:
    """One thing that was set."""
    return session.scalar(select(Setting.value).where(Setting.name == name)) or ""


def put(session: Session, name: str, text: str) -> None:
    """Set one thing."""
    known = session.scalar(select(Setting).where(Setting.name == name))
    if known is None:
        session.add(Setting(name=name, value=text))
    else:
        known.value = text


@operation("backup.places")
def choose(current: Operation, database: Database, first: str, second: str) -> Changes:
    """Set the places; an empty first one is the usual one, an empty second one is none.

    Raises InvalidRecord beside the place that cannot be used.
    """
    current.require(access.Permission.BACK_UP)
    first, second = clean(first), clean(second)
    problems = {}
    for name, text in (("first", first), ("second", second)):
        if text and (problem := _problem(Path(text), database)):
            problems[name] = problem
    usual = str(default_folder(database.path)) if database.path else ""
    if second and Path(second) == Path(first or usual):
        problems["second"] = _("第二处和第一处是同一个文件夹，另选一个")
    if problems:
        raise InvalidRecord(problems)
    put(current.session, FOLDER, "" if first == usual else first)
    put(current.session, SECOND, second)
    return current.changes()


def _problem(place: Path, database: Database) -> str:
    if len(str(place)) > _LONGEST:
        return _("路径最多 {n} 个字符").format(n=_LONGEST)
    if not place.is_absolute():
        return _("写完整的路径，从盘符或 / 开始")
    if database.path is not None:
        data = database.path.absolute().parent
        if place.resolve().is_relative_to(data.resolve()):
            return _("这个文件夹就在数据库的文件夹里，一起丢就都没了。选别的文件夹")
    if not place.is_dir():
        return _("没有这个文件夹，或盘没有接上")
    if not os.access(place, os.W_OK):
        return _("这个文件夹不能写入，换一个或请管理员改权限")
    return ""


def on_same_disk(place: Path, database: Path) -> bool:
    """Whether a place lies on the disk of the data: that disk's end would take both."""
    try:
        return place.stat().st_dev == database.stat().st_dev
    except OSError:
        return False
