"""Copying files so that the copy is whole or not there, and known by the hash of its content."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _
from app.services.files import digest
from app.services.upkeep.backups.manifests import ATTACHMENTS, BUILDING, DATABASE, Backup, Stored

_BLOCK = 1 << 20


def copy(source: Path, target: Path) -> Stored:
    """Copy onto the disk beside the target's place, then move; what was copied is measured on the way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    building = target.with_name(f"{target.name}.{os.getpid()}{BUILDING}")
    made, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as reading, building.open("wb") as writing:
            while block := reading.read(_BLOCK):
                made.update(block)
                size += len(block)
                writing.write(block)
            writing.flush()
            os.fsync(writing.fileno())
        building.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            building.unlink()
        raise
    return Stored(made.hexdigest(), size)


def attachment(top: Path, sha256: str) -> Path:
    """Where the attachment with this content lies under a folder of attachments."""
    return top / sha256[:2] / sha256


def copy_attachments(hashes: Iterable[str], source: Path, target: Path) -> tuple[Stored, ...]:
    """Copy those the target lacks; what is under a hash must have it, else the file is named.

    Raises FileProblem for a file that is gone or was changed: a back-up without it would not be one.
    """
    found = []
    for sha256 in sorted(set(hashes)):
        there = attachment(target, sha256)
        if there.exists():
            found.append(Stored(sha256, there.stat().st_size))
            continue
        here = attachment(source, sha256)
        if not here.exists():
            raise FileProblem(
                _("附件文件 {path} 不见了。到“系统 › 审计”校验数据，从以前的备份找回。").format(
                    path=here
                )
            )
        stored = copy(here, there)
        if stored.sha256 != sha256:
            there.unlink()
            raise FileProblem(
                _("附件文件 {path} 的内容变了。到“系统 › 审计”校验数据，从以前的备份找回。").format(
                    path=here
                )
            )
        found.append(stored)
    return tuple(found)


def fetch(backup: Backup, into: Path) -> Path:
    """Copy a back-up's database to this PC; raises FileProblem when it is not what the manifest says."""
    source = backup.folder / DATABASE
    try:
        made = copy(source, into / DATABASE)
    except FileNotFoundError as reason:
        raise FileProblem(
            _("备份 {folder} 里缺少 {name}，不能用。换另一份备份。").format(
                folder=backup.folder, name=DATABASE
            )
        ) from reason
    except OSError as reason:
        raise FileProblem(
            _("没有读完备份 {folder}：盘有故障或已拔出，或本机磁盘已满。现有数据没有动。").format(
                folder=backup.folder
            )
        ) from reason
    expected = backup.manifest.database
    if made.size != expected.size:
        raise FileProblem(
            _(
                "备份 {folder} 不完整（应有 {expected} 字节，只有 {size} 字节），不能用。换另一份。"
            ).format(folder=backup.folder, expected=expected.size, size=made.size)
        )
    if made.sha256 != expected.sha256:
        raise FileProblem(
            _("备份 {folder} 的内容和清单对不上，已损坏或被改过，不能用。换另一份备份。").format(
                folder=backup.folder
            )
        )
    return into / DATABASE


def copy_finished(backup: Backup, place: Path) -> None:
    """Copy a finished back-up to a second place; there too it appears only when it is whole."""
    target = place / backup.folder.name
    if target.exists():
        return
    building = target.with_name(target.name + BUILDING)
    try:
        copy_attachments(
            (one.sha256 for one in backup.manifest.attachments),
            backup.folder.parent / ATTACHMENTS,
            place / ATTACHMENTS,
        )
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        for one in backup.folder.iterdir():
            made = copy(one, building / one.name)
            if made.sha256 != digest(building / one.name):
                raise OSError(one.name)
        building.rename(target)
    except OSError as reason:
        shutil.rmtree(building, ignore_errors=True)
        raise FileProblem(
            _(
                "备份没有复制到第二处 {place}：盘没有接上、已满，或没有写入权限。本机的备份是好的。"
            ).format(place=place)
        ) from reason
