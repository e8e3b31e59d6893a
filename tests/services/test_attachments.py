"""Files of records: judged by their bytes, put away before they are named, never lost or deleted."""

import io
import os
import signal
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.errors import FileProblem, InvalidRecord, NotAllowed, NotFound, StepRefused
from app.models.bookkeeping import Attachment
from app.models.organisation import Role
from app.services import attachments, audit, history, operations, printing, reading, records
from app.services.attachments import names, store
from app.services.attachments.kinds import BY_TYPE, recognise
from app.services.forms import CATALOGUE
from app.services.operations import Desk
from app.services.registers.complaint import REGISTER
from app.services.upkeep import verifying
from tests.factory import FILED, department, registered, replied, step
from tests.hospital import desk_of

Clock = Callable[[str], datetime]
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
KINDS = list(BY_TYPE.values())


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture that claims this size; its pixels are there only when it is tiny."""

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x33\x66\x99" * width for _row in range(height if width < 9 else 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    exif = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + exif + frame + b"\xff\xd9"


def tiff(width: int, height: int) -> bytes:
    entries = struct.pack("<HHII", 256, 4, 1, width) + struct.pack("<HHIHH", 257, 3, 1, height, 0)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + b"\0" * 4


def zipped(*members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return held.getvalue()


def compound(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + b"".join(one.encode("utf-16-le") for one in streams)
    )


def add(desk: Desk, record_id: int, content: bytes = PDF, name: str = "病历.pdf") -> int:
    """Add a file; its id."""
    attachments.add(desk, REGISTER, record_id, content, name)
    return attachments.listing(desk, REGISTER, record_id).files[-1].id


@pytest.fixture
def record(desk: Desk) -> int:
    return registered(desk)


GOOD = {
    "化验单.pdf": (PDF, "application/pdf"),
    "现场.jpg": (jpeg(4000, 3000), "image/jpeg"),
    "截图.png": (png(), "image/png"),
    "动图.gif": (b"GIF89a" + struct.pack("<HH", 9, 9) + b";", "image/gif"),
    "图.bmp": (b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, 5, -5), "image/bmp"),
    "图.webp": (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x08\0\0\x08\0\0", "image/webp"),
    "扫描.tif": (tiff(2480, 3508), "image/tiff"),
    "说明.docx": (zipped("[Content_Types].xml", "word/document.xml"), "application/x-docx"),
    "清单.xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "application/x-xlsx"),
    "汇报.pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "application/x-pptx"),
    "旧说明.doc": (compound("WordDocument"), "application/msword"),
    "旧表.xls": (compound("Workbook"), "application/vnd.ms-excel"),
    "旧汇报.ppt": (compound("PowerPoint Document"), "application/vnd.ms-powerpoint"),
    "说明.txt": ("输液器漏液".encode(), "text/plain"),
    "导出.csv": ("编号,姓名\r\n1,陈某".encode("gbk"), "text/plain"),
    "宽.txt": ("㛃某".encode("utf-16"), "text/plain"),
    "电话.mp3": (b"ID3\x04\0\0", "audio/mpeg"),
    "电话.m4a": (b"\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"),
    "电话.wav": (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
    "电话.amr": (b"#!AMR\n", "audio/amr"),
    "监控.mp4": (b"\0\0\0\x20ftypisom\0\0\0\0", "video/mp4"),
}
BAD = {
    "照片.jpg": (b"MZ\x90\0" + b"\0" * 60, "内容与名称不符"),
    "病历\u202egpj.exe": (b"MZ\x90\0", "内容与名称不符"),
    "文件.zip": (zipped("a.txt"), "种类不在范围"),
    "网页.html": (b"<html><script>x</script></html>", "种类不在范围"),
    "程序.txt": (b"MZ\x90\0\x03\0\0", "内容与名称不符"),
    "安装.msi": (compound("!_StringPool"), "种类不在范围"),
    "宏.docx": (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "宏"),
    "宏.xls": (compound("Workbook", "_VBA_PROJECT"), "宏"),
    "坏.docx": (b"PK\x03\x04broken", "已损坏"),
    "坏.png": (b"\x89PNG\r\n\x1a\n\0\0", "已损坏"),
    "坏.jpg": (b"\xff\xd8\xff\xe0\0\x04", "已损坏"),
    "坏.tif": (b"II*\0\xff\xff\xff\x7f", "已损坏"),
    "手机.heic": (b"\0\0\0\x20ftypheic\0\0\0\0", "HEIC"),
    "空.pdf": (b"", "空文件"),
    "炸弹.png": (png(50_000, 50_000), "太大"),
    "炸弹.jpg": (jpeg(60_000, 60_000), "太大"),
    "炸弹.tif": (tiff(90_000, 60_000), "太大"),
}


@pytest.mark.parametrize("name", GOOD)
def test_files_of_an_office_are_known_by_their_bytes(name: str) -> None:
    content, media_type = GOOD[name]
    kind = recognise(content, name)
    assert kind.media_type == media_type
    assert name.endswith(kind.endings)


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_taken_in_is_refused_in_words(name: str) -> None:
    content, words = BAD[name]
    with pytest.raises(FileProblem, match=words):
        recognise(content, name)


@given(content=st.binary(max_size=400), opening=st.sampled_from([*GOOD.values(), *BAD.values()]))
def test_broken_files_are_taken_or_refused_never_a_crash(
    content: bytes, opening: tuple[bytes, str]
) -> None:
    for name in ("a.txt", "a.jpg"):
        try:
            recognise(opening[0][:30] + content, name)
        except FileProblem:
            continue


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Windows\\cmd.exe", "cmd.exe.pdf"),
        ("CON", "_CON.pdf"),
        ("com1.pdf", "_com1.pdf"),
        ("报告.pdf.. ", "报告.pdf"),
        ("a.txt:b", "a.txt_b.pdf"),
        ("病历\u202efdp.exe", "病历fdp.exe.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_hostile_names_become_plain_ones(name: str, saved: str) -> None:
    assert names.safe(name, BY_TYPE["application/pdf"]) == saved


@given(name=st.text(max_size=400), kind=st.sampled_from(KINDS))
def test_every_name_stays_in_its_folder_and_tells_its_kind(
    name: str, kind: attachments.FileKind
) -> None:
    saved = names.safe(name, kind)
    assert PureWindowsPath(saved).name == saved
    assert saved.lower().endswith(kind.endings)
    assert len(saved.encode()) <= 160
    assert saved == saved.strip(" .")
    assert len(names.kept(name)) <= 200


def test_an_added_file_is_listed_and_given_back(desk: Desk, record: int) -> None:
    changes = attachments.add(desk, REGISTER, record, PDF, "病历.pdf", "家属带来")
    assert {"attachment", REGISTER.name} <= changes.tables
    shelf = attachments.listing(desk, REGISTER, record)
    (one,) = shelf.files
    assert (one.name, one.size, one.note, one.added_by) == (
        "病历.pdf",
        len(PDF),
        "家属带来",
        "周敏",
    )
    assert attachments.content(desk, REGISTER, record, one.id) == PDF
    assert attachments.picture(desk, REGISTER, record, one.id) == PDF
    path = Path(store.path_of(desk.database, one.sha256))
    assert desk.database.path is not None
    assert path.parent.parent == desk.database.path.parent / "attachments"
    assert verifying.verify(desk).ok


def test_adding_leaves_the_record_at_its_version(desk: Desk, record: int) -> None:
    before = reading.load(desk, REGISTER, record).version
    add(desk, record)
    assert reading.load(desk, REGISTER, record).version == before


def test_the_same_bytes_twice_are_one_file(desk: Desk, record: int) -> None:
    add(desk, record)
    add(desk, record, name="又一份.pdf")
    assert len(list(store.stored(desk.database))) == 1
    assert attachments.listing(desk, REGISTER, record).count == 2


def test_a_file_from_the_disk_keeps_its_name(desk: Desk, record: int, tmp_path: Path) -> None:
    path = tmp_path / "出院 小结 .pdf"
    path.write_bytes(PDF)
    attachments.add(desk, REGISTER, record, path)
    assert attachments.listing(desk, REGISTER, record).files[0].name == "出院 小结 .pdf"
    with pytest.raises(FileProblem, match="不是文件"):
        attachments.add(desk, REGISTER, record, tmp_path)


def test_more_than_twenty_megabytes_are_refused(desk: Desk, record: int) -> None:
    with pytest.raises(FileProblem, match="20 MB"):
        add(desk, record, PDF + b"\0" * attachments.SIZE_MOST)
    assert list(store.stored(desk.database)) == []


def test_a_file_taken_off_stays_with_its_reason(desk: Desk, record: int) -> None:
    one = add(desk, record)
    with pytest.raises(InvalidRecord, match="原因"):
        attachments.withdraw(desk, REGISTER, record, one, " ")
    attachments.withdraw(desk, REGISTER, record, one, "传错了人")
    shelf = attachments.listing(desk, REGISTER, record)
    assert (shelf.count, shelf.files[0].withdrawn) == (0, "传错了人")
    assert attachments.content(desk, REGISTER, record, one) == PDF
    with pytest.raises(StepRefused, match="已经撤下"):
        attachments.withdraw(desk, REGISTER, record, one, "再撤")
    assert verifying.verify(desk).ok


def test_the_history_tells_of_files(desk: Desk, record: int) -> None:
    one = add(desk, record)
    attachments.content(desk, REGISTER, record, one)
    attachments.withdraw(desk, REGISTER, record, one, "传错了人")
    taken, looked, added, *_rest = history.of_record(desk, REGISTER, record)
    assert (taken.label, taken.changes, taken.why) == (
        "撤下附件", (("附件", "病历.pdf", ""),), "传错了人",
    )  # fmt: skip
    assert (looked.label, looked.facts["attachment"]) == ("查看附件", "病历.pdf")
    assert (added.label, added.changes) == ("添加附件", (("附件", "", "病历.pdf"),))


def test_the_paper_counts_what_is_attached(desk: Desk) -> None:
    record = registered(desk, materials="漏液的输液器 1 支")
    add(desk, record)
    attachments.withdraw(desk, REGISTER, record, add(desk, record, png(), "错.png"), "传错")
    with desk.database.read() as session:
        stored = session.get_one(REGISTER.model, record)
        actor = operations.actor_of(session, desk.person_id)
        filled = printing.form_values(session, actor, REGISTER, CATALOGUE["F01"], stored)
    assert filled["materials"] == "漏液的输液器 1 支；附件 1 件"


def test_a_voided_record_takes_no_more_files(desk: Desk, record: int) -> None:
    version = reading.load(desk, REGISTER, record).version
    records.void(desk, REGISTER, record, version, "重复登记")
    with pytest.raises(StepRefused, match="不能再添加附件"):
        add(desk, record)
    assert "作废" in attachments.listing(desk, REGISTER, record).no_adding


def test_a_held_record_takes_files_and_lets_none_go(desk: Desk, record: int) -> None:
    one = add(desk, record)
    view = reading.load(desk, REGISTER, record)
    records.move(
        desk, REGISTER, record, view.version, "hold", {"legal_hold_reason": "（演示）封存"}
    )
    assert add(desk, record, png(), "封存.png")
    with pytest.raises(StepRefused, match="只增不撤"):
        attachments.withdraw(desk, REGISTER, record, one, "不要了")


def test_who_may_not_know_the_complainant_sees_no_name_and_opens_nothing(desk: Desk) -> None:
    head = desk_of(desk, Role.DEPT_HEAD)
    record = registered(desk, respondent_person_id=head.person_id)
    one = add(desk, record, name="陈某的信.pdf")
    (shown,) = attachments.listing(head, REGISTER, record).files
    assert (shown.name, shown.may_open) == ("（不显示）", False)
    with pytest.raises(NotAllowed, match="身份"):
        attachments.content(head, REGISTER, record, one)
    with pytest.raises(NotAllowed):
        attachments.picture(head, REGISTER, record, one)
    with pytest.raises(NotAllowed):
        add(head, record)
    told = history.of_record(head, REGISTER, record)
    assert "陈某的信" not in str(told)


def test_a_file_of_another_record_is_not_found(desk: Desk, record: int) -> None:
    one = add(desk, record)
    other = registered(desk, respondent_department_id=department(desk, "急诊科"))
    with pytest.raises(Exception, match="没有这个附件"):
        attachments.content(desk, REGISTER, other, one)


def test_a_changed_or_missing_file_is_named(desk: Desk, record: int) -> None:
    first, second = add(desk, record), add(desk, record, png(), "现场.png")
    files = attachments.listing(desk, REGISTER, record).files
    store.path_of(desk.database, files[0].sha256).write_bytes(b"%PDF-changed")
    store.path_of(desk.database, files[1].sha256).unlink()
    result = verifying.verify(desk)
    number = reading.number_of(desk, REGISTER, record)
    assert [number in line for line in result.problems] == [True, True]
    assert "改过" in result.problems[0]
    assert "不见" in result.problems[1]
    with pytest.raises(FileProblem, match="改过"):
        attachments.content(desk, REGISTER, record, first)
    with pytest.raises(FileProblem, match="找回"):
        attachments.content(desk, REGISTER, record, second)
    with pytest.raises(FileProblem, match="改过"):  # never overwritten, not even with the truth
        add(desk, record)


def test_only_old_files_that_nothing_names_are_swept(desk: Desk, record: int) -> None:
    add(desk, record)
    attachments.prepare(desk, REGISTER, record, png(), "没有存.png")
    old = attachments.prepare(desk, REGISTER, record, png(3, 3), "忘了存.png")
    part = old.path.with_name("tmpx.part")
    part.write_bytes(b"half")
    long_ago = (clock.now() - timedelta(hours=25)).timestamp()
    for path in store.stored(desk.database):
        os.utime(path, (long_ago, long_ago))
    attachments.prepare(desk, REGISTER, record, png(), "没有存.png")
    assert attachments.sweep(desk) == 2
    assert len(list(store.stored(desk.database))) == 2
    with pytest.raises(FileProblem, match="再添加一次"):
        attachments.enter(desk, REGISTER, record, old)
    assert verifying.verify(desk).ok


def test_nothing_is_swept_where_another_database_may_name_it(desk: Desk, record: int) -> None:
    old = attachments.prepare(desk, REGISTER, record, png(), "忘了存.png")
    os.utime(old.path, (1, 1))
    assert desk.database.path is not None
    desk.database.path.with_name("before.db").write_bytes(b"SQLite format 3\0")
    assert attachments.sweep(desk) == 0
    assert old.path.exists()


def test_disposal_takes_the_files_and_their_names(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    archivist = desk_of(desk, Role.ARCHIVIST, staff_no="300001")
    leader = desk_of(desk, Role.LEADER_IN_CHARGE, staff_no="300002")
    record = replied(desk)
    one = add(desk, record, name="甲乙丙某的信.pdf")
    path = store.path_of(desk.database, attachments.listing(desk, REGISTER, record).files[0].sha256)
    step(desk, record, "close", **FILED)
    step(archivist, record, "archive")
    set_clock("2031-03-03 10:00")
    step(archivist, record, "propose_disposal")
    step(leader, record, "dispose")
    with desk.database.read() as session:
        assert audit.verify(session).ok
        for table in ("audit_value", "attachment"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "甲乙丙某" not in str(rows)
    with pytest.raises(NotFound, match="销毁"):
        attachments.content(desk, REGISTER, record, one)
    os.utime(path, (1, 1))
    assert attachments.sweep(desk) == 1
    assert not path.exists()
    assert verifying.verify(desk).ok


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_between_file_and_commit_no_row_dangles(desk: Desk, record: int) -> None:
    desk.database.close()
    child = os.fork()
    if child == 0:
        try:
            prepared = attachments.prepare(desk, REGISTER, record, PDF, "病历.pdf")
            with desk.database.write() as session:
                session.add(
                    Attachment(
                        register=REGISTER.name, record_id=record, name="病历.pdf",
                        media_type="application/pdf", size=1, sha256=prepared.sha256,
                        added_by_id=desk.person_id,
                    )
                )  # fmt: skip
                session.flush()
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(child, 0)
    with desk.database.read() as session:
        assert session.scalars(select(Attachment)).all() == []
        assert audit.verify(session).ok
    assert len(list(store.stored(desk.database))) == 1
    assert verifying.verify(desk).ok
