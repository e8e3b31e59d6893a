"""How the back-ups are: what the page, 首页 and the sign-in page say of them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app import clock
from app.errors import FileProblem
from app.i18n import _
from app.models.organisation import Person
from app.services.operations import Desk
from app.services.storage import state as known_state
from app.services.storage.database import Database
from app.services.upkeep.backups import manifests, places
from app.services.upkeep.backups.manifests import Backup

LONGEST = known_state.BACKUP_LONGEST


@dataclass(frozen=True)
class BackupState:
    """Where back-ups go and the good ones there, newest first.

    `problem` is a sentence for a red line, `caution` one for an amber line, or empty. `on_server`:
    the data are a server's, whose own back-up serves.
    """

    on_server: bool
    first: Path | None
    second: Path | None
    backups: tuple[Backup, ...]
    problem: str
    caution: str

    @property
    def last(self) -> Backup | None:
        """The last good one."""
        return self.backups[0] if self.backups else None


def state(desk: Desk) -> BackupState:
    """What is known of the back-ups now; looks at the folders, so it belongs into a job."""
    database = desk.database
    if database.path is None:
        return BackupState(True, None, None, (), "", "")
    with database.read() as session:
        where = places.places(session, database)
        own = places.series(session)
        began = session.scalar(select(Person.password_changed_at).order_by(Person.id).limit(1))
        restored = places.value(session, places.RESTORED)
    since = datetime.fromisoformat(restored) if restored else began
    listed, problem = _look(where, database, own)
    problem = problem or _overdue(listed, since) or known_state.read(database).backup_problem
    if not problem and where.second is not None and not where.second.is_dir():
        problem = _("备份的第二处 {place} 不见了。接上盘，或到“系统 › 备份”另选。").format(
            place=where.second
        )
    return BackupState(
        False, where.first, where.second, tuple(listed), problem, _caution(where, database)
    )


def _look(where: places.Places, database: Database, own: str) -> tuple[list[Backup], str]:
    assert database.path is not None
    is_usual = where.first == places.default_folder(database.path)
    if is_usual and not where.first.exists():
        return [], ""  # made with the first back-up
    try:
        return manifests.listed(where.first, own), ""
    except FileProblem as problem:
        return [], str(problem)


def _overdue(backups: list[Backup], since: datetime | None) -> str:
    last = backups[0].made_at if backups else None
    if clock.now() - (last or since or clock.now()) <= LONGEST:
        return ""
    if last is None:
        return _("两天多了还没有一份好的备份。到“系统 › 备份”点“立即备份”，看看是什么原因。")
    return _("最近一份好的备份是 {when} 的，两天多没有新的了。到“系统 › 备份”看看原因。").format(
        when=known_state.day_words(last)
    )


def _caution(where: places.Places, database: Database) -> str:
    assert database.path is not None
    if where.second is None:
        return _(
            "备份和数据在同一台电脑上。再选一个第二处（移动硬盘或共享文件夹），硬盘坏了也不怕。"
        )
    if places.on_same_disk(where.second, database.path):
        return _("第二处和数据在同一块硬盘上，硬盘坏了一起丢。最好选移动硬盘或共享文件夹。")
    return ""
