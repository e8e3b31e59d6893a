"""Back-ups: made, verified before they count, thinned, brought back; and what goes wrong with them."""

import json
import os
import signal
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.errors import (
    AppError,
    DatabaseUnavailable,
    FileProblem,
    InvalidRecord,
    NotAllowed,
    SignInRefused,
)
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services import attachments, audit, records
from app.services.files import digest
from app.services.operations import Desk
from app.services.people import accounts, shift
from app.services.storage import schema
from app.services.storage import state as known_state
from app.services.upkeep.backups import (
    copying,
    keeping,
    making,
    manifests,
    places,
    restoring,
    thinning,
)
from app.services.upkeep.backups.manifests import Backup
from tests.factory import KIND, complaint_values, registered
from tests.hospital import PASSWORD, STAFF_NO, desk_of


def attach(desk: Desk, record_id: int, text: str) -> None:
    attachments.add(desk, KIND, record_id, text.encode(), f"{text}.txt")


def damage(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


def numbers(desk: Desk) -> set[str]:
    with desk.database.read() as session:
        return set(session.scalars(KIND.model.__table__.select().with_only_columns(
            KIND.model.__table__.c.number)))  # fmt: skip


def test_a_backup_lies_apart_and_says_what_is_in_it(desk: Desk) -> None:
    registered(desk)
    made = making.make(desk).backup
    assert desk.database.path is not None
    assert made.folder.parent == places.default_folder(desk.database.path)
    again = manifests.open_backup(made.folder)
    assert again.manifest.tables["complaint"] == 1
    assert again.manifest.hospital == "安禾医院"
    with desk.database.read() as session:
        assert (again.manifest.audit_seq, again.manifest.audit_head) == audit.head(session)
    assert keeping.state(desk).last == again
    assert known_state.read(desk.database).backup_verified


def test_a_backup_leaves_no_working_folder_behind(desk: Desk, tmp_path: Path) -> None:
    place = making.make(desk).backup.folder.parent
    assert [one for one in tmp_path.iterdir() if one.name.startswith(making.WORKING)] == []
    assert [one.name for one in place.iterdir() if one.suffix == manifests.BUILDING] == []


def test_the_round_trip_brings_back_records_attachments_and_audit_head(
    desk: Desk, tmp_path: Path
) -> None:
    first = registered(desk)
    attach(desk, first, "来信扫描")
    before = numbers(desk)
    backup = making.make(desk).backup
    lost = records.register(desk, KIND, complaint_values(desk)).number
    plan = restoring.plan(desk, backup, tmp_path)
    assert plan.missing == (lost,)
    assert any(lost in line for line in plan.lines())
    restored = restoring.restore(desk, backup, PASSWORD)
    signed = accounts.sign_in(restored.location, STAFF_NO, PASSWORD)
    assert numbers(signed.desk) == before
    with signed.desk.database.read() as session:
        manifest = backup.manifest
        assert audit.verify(session, (manifest.audit_seq, manifest.audit_head)).ok
        bodies = [json.loads(one) for one in session.scalars(AuditEntry.__table__.select()
                  .with_only_columns(AuditEntry.body))]  # fmt: skip
        assert "backup.restore" in {one["act"] for one in bodies}
        assert attachments.problems(session, signed.desk.database) == []
    assert shift.begin(signed.desk).problem == ""
    assert restored.kept is not None
    old = schema.open_database(restored.kept)
    assert lost in numbers(Desk(old, 1))
    old.close()
    signed.desk.database.close()


def test_another_pc_has_the_same_head_after_a_restore(desk: Desk, tmp_path: Path) -> None:
    attach(desk, registered(desk), "来信扫描")
    backup = making.make(desk).backup
    other = tmp_path / "other pc" / "quality-desk.db"
    restored = restoring.restore_new(str(other), backup)
    signed = accounts.sign_in(restored.location, STAFF_NO, PASSWORD)
    with signed.desk.database.read() as session:
        assert session.get_one(AuditEntry, backup.manifest.audit_seq).hash == (
            backup.manifest.audit_head
        )
        assert attachments.problems(session, signed.desk.database) == []
    assert numbers(signed.desk) == numbers(desk)
    signed.desk.database.close()


def test_a_restored_database_begins_a_new_series_and_leaves_the_old_one_alone(desk: Desk) -> None:
    backup = making.make(desk).backup
    location = restoring.restore(desk, backup, PASSWORD).location
    signed = accounts.sign_in(location, STAFF_NO, PASSWORD)
    newer = making.make(signed.desk).backup
    assert newer.manifest.series != backup.manifest.series
    assert backup.folder.exists()
    assert keeping.state(signed.desk).backups == (newer,)
    signed.desk.database.close()


def test_nothing_is_restored_without_the_right_password(desk: Desk) -> None:
    backup = making.make(desk).backup
    with pytest.raises(SignInRefused):
        restoring.restore(desk, backup, "not the password")
    assert numbers(desk) == set()


def test_only_the_administrator_backs_up_by_hand_and_restores(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        making.make(nurse)
    backup = making.make_if_due(nurse)
    assert backup is not None
    with pytest.raises(NotAllowed):
        restoring.restore(nurse, backup.backup, PASSWORD)


def test_a_file_another_window_has_open_is_not_replaced(desk: Desk) -> None:
    backup = making.make(desk).backup
    other = schema.open_database(desk.database.location)
    with other.read() as session:
        audit.head(session)
        with pytest.raises(DatabaseUnavailable, match="另一个窗口"):
            restoring.restore(desk, backup, PASSWORD)
    other.close()
    assert numbers(desk) == set()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_flipped_byte_is_found_and_the_backup_named(
    desk: Desk, tmp_path: Path, share: float
) -> None:
    registered(desk)
    backup = making.make(desk).backup
    copy = backup.folder / manifests.DATABASE
    damage(copy, int(copy.stat().st_size * share))
    with pytest.raises(FileProblem, match=backup.folder.name):
        restoring.plan(desk, backup, tmp_path)


def test_a_truncated_backup_is_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    backup = making.make(desk).backup
    copy = backup.folder / manifests.DATABASE
    copy.write_bytes(copy.read_bytes()[:-4096])
    with pytest.raises(FileProblem, match=r"backup-.*不完整"):
        restoring.plan(desk, backup, tmp_path)


def test_a_changed_attachment_is_found(desk: Desk, tmp_path: Path) -> None:
    attach(desk, registered(desk), "来信扫描")
    backup = making.make(desk).backup
    stored = backup.manifest.attachments[0]
    damage(copying.attachment(backup.folder.parent / manifests.ATTACHMENTS, stored.sha256), 0)
    with pytest.raises(FileProblem, match="附件"):
        restoring.plan(desk, backup, tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other"}', '{"format": 1}'])
def test_a_damaged_manifest_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / manifests.MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match="清单"):
        manifests.open_backup(tmp_path)


def test_a_foreign_trigger_is_refused(desk: Desk, tmp_path: Path) -> None:
    backup = making.make(desk).backup
    path = backup.folder / manifests.DATABASE
    connection = schema.sqlite.connect(path)
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM setting; END")
    connection.commit()
    connection.close()
    content = json.loads((backup.folder / manifests.MANIFEST).read_text("utf-8"))
    content["files"] = {manifests.DATABASE: [digest(path), path.stat().st_size]}
    (backup.folder / manifests.MANIFEST).write_text(json.dumps(content), "utf-8")
    with pytest.raises(FileProblem, match="evil"):
        restoring.restore_new(str(tmp_path / "new" / "a.db"), manifests.open_backup(backup.folder))
    assert not (tmp_path / "new" / "a.db").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_while_writing_no_half_backup_counts(desk: Desk) -> None:
    registered(desk)
    whole = making.make(desk).backup
    location = desk.database.location
    desk.database.close()
    for tenth in range(10):
        child = os.fork()
        if child == 0:
            try:
                making.make(Desk(schema.open_database(location), 1))
            finally:
                os._exit(0)
        time.sleep(0.1 * tenth)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    again = Desk(schema.open_database(location), 1)
    assert again.database.integrity_problems() == []
    known = keeping.state(again).backups
    assert whole in known
    for one in known:
        restoring.plan(again, one, Path(location).parent)
    assert making.make(again).backup in keeping.state(again).backups
    again.database.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and a limit of file sizes")
def test_a_full_disk_is_a_sentence_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    location = desk.database.location
    desk.database.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            making.make(Desk(schema.open_database(location), 1))
        except AppError as problem:
            os.write(writing, str(problem).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    assert "磁盘" in said
    place = places.default_folder(Path(location))
    assert not [one for one in place.glob("*") if one.name.startswith("backup-")]
    again = Desk(schema.open_database(location), 1)
    assert again.database.integrity_problems() == []
    again.database.close()


def test_a_place_that_went_missing_is_a_red_line(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path.parent / f"{tmp_path.name}-stick"
    stick.mkdir()
    places.choose(desk, desk.database, str(stick), "")
    making.make(desk)
    stick.rename(stick.with_name(stick.name + "-gone"))
    with pytest.raises(FileProblem, match="不见了"):
        making.make(desk)
    assert "不见了" in keeping.state(desk).problem
    (line,) = known_state.data_lines(known_state.read(desk.database))[1:]
    assert line.tone == "fail"


def test_two_days_without_a_good_backup_are_a_red_line(desk: Desk) -> None:
    making.make(desk)
    assert keeping.state(desk).problem == ""
    with clock.turned_to(clock.now() + timedelta(days=2, hours=1)):
        assert "两天" in keeping.state(desk).problem


def test_a_place_in_the_folder_of_the_data_is_refused(desk: Desk, tmp_path: Path) -> None:
    inside = tmp_path / "backups"
    inside.mkdir()
    with pytest.raises(InvalidRecord, match="一起丢"):
        places.choose(desk, desk.database, "", str(inside))


def test_the_second_place_gets_the_finished_backup(desk: Desk, tmp_path: Path) -> None:
    second = tmp_path.parent / f"{tmp_path.name}-second"
    second.mkdir()
    attach(desk, registered(desk), "来信扫描")
    places.choose(desk, desk.database, "", str(second))
    making.make(desk)
    (copy,) = manifests.listed(second)
    assert not restoring.plan(desk, copy, tmp_path).missing


def test_the_program_backs_up_once_a_day_and_after_changes(desk: Desk) -> None:
    now = clock.instant(date(2026, 11, 25)) + timedelta(hours=8)
    with clock.turned_to(now):
        assert making.make_if_due(desk) is not None
        assert making.make_if_due(desk) is None
    with clock.turned_to(now + timedelta(hours=5)):
        assert making.make_if_due(desk) is None  # nothing changed
        registered(desk)
        assert making.make_if_due(desk) is not None
    with clock.turned_to(now + timedelta(days=1)):
        assert making.make_if_due(desk) is not None


def test_thinning_keeps_days_and_months() -> None:
    today = date(2026, 11, 25)
    start = datetime(2026, 11, 25, 12, tzinfo=UTC)
    moments = [start - timedelta(hours=4 * n) for n in range(6 * 400)]
    kept = thinning.kept(moments, today)
    days = {clock.local(one).date() for one in kept}
    assert {today - timedelta(days=n) for n in range(30)} <= days
    assert len({(one.year, one.month) for one in days}) == 14
    assert len(kept) <= thinning.OF_TODAY + thinning.DAYS + thinning.MONTHS


def test_thinning_removes_nothing_it_did_not_write(desk: Desk) -> None:
    made = [making.make(desk).backup for _ in range(2)]
    older = Backup(made[0].folder, made[0].manifest)
    (older.folder / "我的笔记.txt").write_text("别删", "utf-8")
    thinning.thin(made, clock.today() + timedelta(days=90))
    assert (older.folder / "我的笔记.txt").exists()
    assert made[1].folder.exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" * 100])
def test_a_damaged_file_is_kept_aside_and_the_backup_takes_its_place(
    desk: Desk, content: bytes
) -> None:
    registered(desk)
    backup = making.make(desk).backup
    path = Path(desk.database.location)
    desk.database.close()
    path.write_bytes(content)
    restored = restoring.restore_new(str(path), backup)
    assert restored.kept is not None
    assert restored.kept.read_bytes() == content
    signed = accounts.sign_in(restored.location, STAFF_NO, PASSWORD)
    assert len(numbers(signed.desk)) == 1
    signed.desk.database.close()


def test_good_data_are_never_replaced_without_signing_in(desk: Desk) -> None:
    backup = making.make(desk).backup
    with pytest.raises(DatabaseUnavailable, match="已经存在"):
        restoring.restore_new(desk.database.location, backup)
