"""Bringing a back-up back: said beforehand, the present file kept, the restored one knows of it."""

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app import clock, settings
from app.errors import DatabaseUnavailable, FileProblem, StepRefused
from app.i18n import _
from app.models.organisation import Person
from app.services import access, audit, operations
from app.services.attachments import store
from app.services.files import digest
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.people import accounts
from app.services.registers import catalog
from app.services.registers.world import Actor
from app.services.storage import schema, state
from app.services.storage.database import Database, is_url, sqlite
from app.services.storage.locations import location_problem
from app.services.upkeep.backups import checking, copying, making, manifests, places
from app.services.upkeep.backups.manifests import ATTACHMENTS, Backup

_SERIES_BYTES = 4
_NUMBERS_SHOWN = 20
_ATTEMPTS, _PAUSE = 10, 0.3


@dataclass(frozen=True)
class Plan:
    """What a restore brings back, and what was registered since and would be missing afterwards.

    `records` counts per register's title; `missing` are record numbers, `missing_entries` the audit
    entries of the present data that the back-up does not have.
    """

    backup: Backup
    records: Mapping[str, int]
    missing: tuple[str, ...]
    missing_entries: int

    def lines(self) -> list[str]:
        """What is said before anything is replaced."""
        manifest = self.backup.manifest
        held = "，".join(f"{title} {n}" for title, n in self.records.items())
        lines = [
            _("恢复到 {when}（{hospital}）").format(
                when=manifests.day_words(self.backup), hospital=manifest.hospital
            ),
            _("带回：{records}；附件 {n} 个").format(records=held, n=len(manifest.attachments)),
            _("审计链头：#{seq} {head}").format(
                seq=manifest.audit_seq, head=manifest.audit_head[:20]
            ),
        ]
        if self.missing:
            shown = "、".join(self.missing[:_NUMBERS_SHOWN])
            rest = len(self.missing) - _NUMBERS_SHOWN
            more = _("，还有 {n} 件").format(n=rest) if rest > 0 else ""
            lines.append(
                _("备份之后登记、恢复后就没有了的 {n} 件：{numbers}{more}").format(
                    n=len(self.missing), numbers=shown, more=more
                )
            )
        else:
            lines.append(_("备份之后没有登记过新的记录"))
        if self.missing_entries:
            lines.append(
                _(
                    "备份之后的 {n} 条操作（填写、办理、打印等）恢复后也没有了，留在保存下来的旧文件里"
                ).format(n=self.missing_entries)
            )
        return lines


@dataclass(frozen=True)
class Restored:
    """The result: where the data are, where the file that was replaced is kept, None if there was none."""

    location: str
    kept: Path | None


def plan(desk: Desk | None, backup: Backup, beside: Path) -> Plan:
    """Open and verify a back-up and compare it with the present data; nothing is changed.

    Raises FileProblem, naming the back-up, for one that is not good.
    """
    with making.work_folder_at(beside) as work:
        copy = copying.fetch(backup, work)
        checking.check_copy(copy, backup, every_attachment=True)
        there = Database(copy)
        try:
            brought = _numbers(there)
        finally:
            there.close()
    now: dict[str, set[str]] = _numbers(desk.database) if desk else {}
    missing = sorted(
        number for name, numbers in now.items() for number in numbers - brought.get(name, set())
    )
    entries = 0
    if desk is not None:
        with desk.database.read() as session:
            entries = max(audit.head(session)[0] - backup.manifest.audit_seq, 0)
    titles = {one.name: _(one.title) for one in catalog.REGISTERS}
    records = {titles[name]: len(numbers) for name, numbers in brought.items()}
    return Plan(backup, records, tuple(missing), entries)


def _numbers(database: Database) -> dict[str, set[str]]:
    found = {}
    with database.engine.connect() as connection:
        for one in catalog.REGISTERS:
            found[one.name] = set(connection.scalars(select(one.model.number)))
    return found


def authorise(desk: Desk, password: str) -> Changes:
    """The password of the administrator is asked again; raises SignInRefused or NotAllowed."""
    note_asked(desk)
    with desk.database.read() as session:
        staff_no = session.get_one(Person, desk.person_id).staff_no
    accounts.enter(desk.database, staff_no, password)
    return Changes()


@operation("backup.restore_asked")
def note_asked(current: Operation) -> None:
    """Write into the present file that somebody is about to replace it."""
    current.require(access.Permission.RESTORE)
    current.event("backup.restore_asked")


def restore(desk: Desk, backup: Backup, password: str) -> Restored:
    """Replace the present data by a back-up; closes the database. Everybody signs in anew.

    Raises before anything is replaced: SignInRefused, NotAllowed, FileProblem for a bad back-up,
    DatabaseUnavailable when another window still works on the file.
    """
    if desk.database.path is None:
        raise StepRefused(_("数据在 PostgreSQL 服务器上，请信息科从服务器的备份恢复。"))
    authorise(desk, password)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
        head = audit.head(session)
    return _restore(desk.database.path, backup, actor, desk.database, head)


def restore_new(location: str, backup: Backup) -> Restored:
    """Bring a back-up to a PC that has no data yet, or whose file cannot be opened any more.

    Raises DatabaseUnavailable when good data lie there; a damaged file is kept under another name.
    """
    if is_url(location):
        raise StepRefused(_("备份只能恢复到本机的文件，不能恢复到 PostgreSQL 服务器。"))
    path = Path(location)
    if problem := location_problem(path):
        raise DatabaseUnavailable(problem)
    if opens(path):
        raise DatabaseUnavailable(
            _("{path} 已经存在。登录后到“系统 › 备份”恢复，现在的数据会另外保存。").format(
                path=path
            )
        )
    actor = Actor(0, "", "", 0, None, frozenset(), settings.workstation())
    return _restore(path, backup, actor, None, (0, ""))


def opens(path: Path) -> bool:
    """Whether there is a database that this program can open."""
    try:
        schema.open_database(path).close()
    except DatabaseUnavailable:
        return False
    return True


def _restore(
    path: Path, backup: Backup, actor: Actor, present: Database | None, head: tuple[int, str]
) -> Restored:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with making.work_folder_at(path.absolute().parent) as work:
            copy = copying.fetch(backup, work)
            checking.check_copy(copy, backup, every_attachment=True)
            _upgrade(copy, work)
            _bring_attachments(backup, path.absolute().parent / store.FOLDER)
            kept = _kept_name(path) if path.exists() else None
            new_head = _note_restored(copy, actor, backup, head, kept)
            if present is not None:
                _let_go(present)
            if kept is not None:
                _keep(path, kept)
            copy.replace(path)
    except OSError as reason:
        raise FileProblem(
            _("没有恢复成：磁盘已满、没有写入权限，或文件正被别的程序打开。现有数据没有动。")
        ) from reason
    state.note_head(path, new_head)
    state.note_check(path, True)
    return Restored(str(path), kept)


def _upgrade(copy: Path, work: Path) -> None:
    """An older back-up is brought up to this program; a newer one is refused by `open_database`."""
    schema.open_database(copy).close()
    checking.refuse_foreign_shape(copy, work)
    database = Database(copy)
    try:
        with database.read() as session:
            if problem := audit.verify(session).problem:
                raise FileProblem(_("备份的审计链校验不通过，不恢复：{what}").format(what=problem))
    finally:
        database.close()


def _bring_attachments(backup: Backup, target: Path) -> None:
    source = backup.folder.parent / ATTACHMENTS
    for one in backup.manifest.attachments:
        there = copying.attachment(target, one.sha256)
        if not there.exists() or digest(there) != one.sha256:
            copying.copy(copying.attachment(source, one.sha256), there)


def _kept_name(path: Path) -> Path:
    at = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    return path.with_name(f"{path.stem}.before-restore-{at}{path.suffix}")


def _note_restored(
    copy: Path, actor: Actor, backup: Backup, head: tuple[int, str], kept: Path | None
) -> tuple[int, str]:
    """The restored file says that it was restored, begins a series of its own and pauses thinning."""
    database = Database(copy)
    try:
        with database.write() as session:
            current = operations.begin_as(session, actor, "backup.restore")
            current.permit()
            where = places.places(session, database)
            for name, place in ((places.FOLDER, where.first), (places.SECOND, where.second)):
                if places.value(session, name) and place is not None and not place.is_dir():
                    places.put(session, name, "")  # another PC has other disks
            places.put(session, places.SERIES, secrets.token_hex(_SERIES_BYTES))
            places.put(session, places.RESTORED, clock.now().isoformat())
            current.event(
                "backup.restore",
                made_at=backup.made_at,
                series=backup.manifest.series,
                seq=backup.manifest.audit_seq,
                head=backup.manifest.audit_head,
                replaced_seq=head[0],
                replaced_head=head[1],
                kept=kept.name if kept else "",
            )
            operations.finish(current)
        with database.read() as session:
            new_head = audit.head(session)
    finally:
        database.close()
    _single_file(copy)
    return new_head


def _let_go(present: Database) -> None:
    """Close the present file; refuse while another window still works on it."""
    assert present.path is not None
    path = present.path
    for _attempt in range(_ATTEMPTS):
        present.close()
        if _single_file(path):
            return
        clock.wait(_PAUSE)  # a page was still reading
    if not _single_file(path):
        raise DatabaseUnavailable(
            _("没有恢复：另一个窗口或程序还开着 {path}。都关掉后再恢复；现有数据没有动。").format(
                path=path
            )
        )


def _single_file(path: Path) -> bool:
    """Put the write-ahead log into the file; False when somebody else has it open."""
    connection = sqlite.connect(path, isolation_level=None, timeout=_PAUSE)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite.OperationalError:
        return False
    finally:
        connection.close()
    return bool(mode == "delete")


def _keep(path: Path, kept: Path) -> None:
    """Give the present file a second name; the next step puts the restored one in its place at once."""
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
    for ending in ("-wal", "-shm", "-journal"):  # only a damaged file still has them
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
