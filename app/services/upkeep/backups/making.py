"""Making a back-up: a consistent copy beside, verified as a restore would, then moved into place."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from app import __version__, clock
from app.errors import AppError, FileProblem, StepRefused
from app.i18n import _
from app.models import migrations
from app.models.bookkeeping import Attachment
from app.services import access, audit
from app.services.attachments import store
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.storage import state
from app.services.storage.database import BUSY_MILLISECONDS, Database, sqlite
from app.services.upkeep.backups import checking, copying, manifests, places, thinning
from app.services.upkeep.backups.manifests import (
    ATTACHMENTS,
    BUILDING,
    DATABASE,
    Backup,
    Manifest,
    Stored,
)

EVERY = timedelta(hours=4)
WORKING = "backup-check-"
_OLD = timedelta(hours=6)
_STEPS = 4


@dataclass(frozen=True)
class Made:
    """A new back-up; `second_problem` says why it is not in the second place as well, or is empty."""

    backup: Backup
    second_problem: str
    removed: int


Report = Callable[[int, int, str], None]


def _silent(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""


def make(desk: Desk, report: Report = _silent) -> Made:
    """Back up now, because a person wants it. Raises FileProblem with the reason; nothing half stays."""
    _refuse_server(desk.database)
    note(desk)
    return _make(desk, report)


def make_if_due(desk: Desk) -> Made | None:
    """Back up by itself: each day, and every four hours when something changed meanwhile."""
    if desk.database.path is None or not is_due(desk):
        return None
    note_by_itself(desk)
    return _make(desk, _silent)


def is_due(desk: Desk) -> bool:
    """Whether the last good back-up is older than four hours and does not hold the last entry."""
    with desk.database.read() as session:
        where, own = places.places(session, desk.database), places.series(session)
        seq = audit.head(session)[0]
    try:
        known = manifests.listed(where.first, own)
    except FileProblem:
        return True
    if not known:
        return True
    last = known[0]
    is_new_day = clock.local(last.made_at).date() < clock.today()
    if clock.now() - last.made_at < EVERY and not is_new_day:
        return False
    return is_new_day or last.manifest.audit_seq < seq


@operation("backup.make")
def note(current: Operation) -> None:
    """Write down that a back-up is made; the copy holds this entry itself."""
    current.require(access.Permission.BACK_UP)
    current.event("backup.make", asked=True)


@operation("backup.make")
def note_by_itself(current: Operation) -> None:
    """Write down that the program makes its back-up; nobody's permission is needed for that."""
    current.permit()
    current.event("backup.make", asked=False)


def copy_attachments_only(desk: Desk, place: Path) -> int:
    """For a server, whose data its own back-up keeps: copy the attachments the place lacks."""
    note(desk)
    try:
        copied = copying.copy_attachments(
            _hashes(desk.database), store.folder(desk.database), place / ATTACHMENTS
        )
    except OSError as reason:
        raise _not_written(place) from reason
    return len(copied)


def _refuse_server(database: Database) -> None:
    if database.path is None:
        raise StepRefused(
            _("数据在 PostgreSQL 服务器上，由服务器自己的备份负责（问信息科）。这里只能另存附件。")
        )


def _make(desk: Desk, report: Report) -> Made:
    """The work itself; what went wrong is kept for the sign-in page and said again at 首页."""
    database = desk.database
    with database.read() as session:
        where, own = places.places(session, database), places.series(session)
        restored = places.value(session, places.RESTORED)
    try:
        backup = _write(desk, where.first, own, report)
    except AppError as problem:
        state.note(database, backup_problem=str(problem))
        raise
    second = _second(backup, where)
    removed = 0
    if not restored or restored < (clock.now() - thinning.PAUSE).isoformat():
        removed = thinning.thin(manifests.listed(where.first, own), clock.today())
    state.note_backup(database, verified=True)
    state.note(database, backup_problem=second)
    return Made(backup, second, removed)


def _second(backup: Backup, where: places.Places) -> str:
    if where.second is None:
        return ""
    try:
        copying.copy_finished(backup, where.second)
        thinning.thin(manifests.listed(where.second, backup.manifest.series), clock.today())
    except FileProblem as problem:
        return str(problem)
    return ""


def _write(desk: Desk, place: Path, own: str, report: Report) -> Backup:
    assert desk.database.path is not None
    try:
        _ready(place, desk.database)
    except OSError as reason:
        raise _not_written(place) from reason
    made_at = clock.now().replace(microsecond=0)
    final, building = _free_names(place, made_at, own)
    try:
        with work_folder(desk.database) as work:
            report(0, _STEPS, _("正在复制数据库"))
            snapshot = work / "snapshot.db"
            _snapshot(desk.database.path, snapshot)
            building.mkdir()
            stored = copying.copy(snapshot, building / DATABASE)
            report(1, _STEPS, _("正在复制附件"))
            made = Backup(building, _manifest(desk, snapshot, place, made_at, own, stored))
            manifests.write(building, made.manifest)
            snapshot.unlink()
            report(2, _STEPS, _("正在打开备份校验"))
            checking.check_copy(copying.fetch(made, work), made)
            report(3, _STEPS, _("正在放到位"))
        building.rename(final)
    except (OSError, sqlite.Error) as reason:
        raise _not_written(place) from reason
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Backup(final, made.manifest)


def _free_names(place: Path, moment: datetime, own: str) -> tuple[Path, Path]:
    """A name nobody has, nor is writing: two windows may back up in the same second."""
    while True:
        final = place / manifests.folder_name(moment, own)
        building = final.with_name(final.name + BUILDING)
        if not final.exists() and not building.exists():
            return final, building
        moment += timedelta(seconds=1)


def _ready(place: Path, database: Database) -> None:
    """The usual place is made; one that was chosen must be there: a stick may not be plugged in."""
    assert database.path is not None
    if place == places.default_folder(database.path):
        place.mkdir(parents=True, exist_ok=True)
    if not place.is_dir():
        raise FileProblem(
            _("没有备份：文件夹 {place} 不见了。接上盘，或到“系统 › 备份”另选文件夹。").format(
                place=place
            )
        )
    for old in place.glob(f"backup-*{BUILDING}"):
        if manifests.NAME.fullmatch(old.name.removesuffix(BUILDING)) and _is_old(old):
            shutil.rmtree(old, ignore_errors=True)


def _is_old(path: Path) -> bool:
    return clock.now().timestamp() - path.stat().st_mtime > _OLD.total_seconds()


@contextlib.contextmanager
def work_folder(database: Database) -> Iterator[Path]:
    """A folder beside the data for copies that are looked at, gone afterwards; old ones are cleared."""
    assert database.path is not None
    with work_folder_at(database.path.absolute().parent) as folder:
        yield folder


@contextlib.contextmanager
def work_folder_at(beside: Path) -> Iterator[Path]:
    """The same, where no database is open."""
    for old in beside.glob(f"{WORKING}*"):
        if old.is_dir() and _is_old(old):
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=WORKING, dir=beside, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def _snapshot(database: Path, target: Path) -> None:
    """One consistent copy through SQLite itself, while others go on writing."""
    source = sqlite.connect(database, timeout=BUSY_MILLISECONDS / 1000)
    copy = sqlite.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        copy.close()


def _manifest(
    desk: Desk, snapshot: Path, place: Path, made_at: datetime, own: str, stored: Stored
) -> Manifest:
    copy = Database(snapshot)
    try:
        with copy.read() as session:
            seq, head = audit.head(session)
        attached = copying.copy_attachments(
            _hashes(copy), store.folder(desk.database), place / ATTACHMENTS
        )
        return Manifest(
            __version__, migrations.HEAD, founding.hospital_name(copy), own, made_at,
            desk.workstation, checking.counts(copy), seq, head, stored, attached,
        )  # fmt: skip
    finally:
        copy.close()


def _hashes(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Attachment.sha256).distinct()))


def _not_written(place: Path) -> FileProblem:
    return FileProblem(
        _(
            "没有备份成：写不进 {place}，可能磁盘已满、没有写入权限或盘已拔出。现有数据没有动。"
        ).format(place=place)
    )
