"""What lies in a back-up folder: one folder per back-up, each with a manifest that says what is in it.

```
backup-20261125T040700Z-1a2b3c4d/   quality-desk.db, manifest.json
attachments/ab/abcd…                shared by all back-ups, under the hash of their content
```
A folder gets this name only after the copy in it was opened and verified.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app import clock
from app.errors import FileProblem
from app.i18n import _
from app.services.files import write_file

DATABASE, MANIFEST, ATTACHMENTS = "quality-desk.db", "manifest.json", "attachments"
BUILDING = ".part"
FORMAT = "quality-desk-backup"
NAME = re.compile(r"backup-(\d{8}T\d{6}Z)-([0-9a-f]{8})")
_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 64 << 20


@dataclass(frozen=True)
class Stored:
    """One file of a back-up: the hash of its content and its size."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a back-up says of itself: from when, of which hospital, what is in it, the audit head."""

    program: str
    schema: str
    hospital: str
    series: str
    made_at: datetime
    workstation: str
    tables: Mapping[str, int]
    audit_seq: int
    audit_head: str
    database: Stored
    attachments: tuple[Stored, ...]


@dataclass(frozen=True)
class Backup:
    """A back-up that lies somewhere, with its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def made_at(self) -> datetime:
        return self.manifest.made_at

    @property
    def size(self) -> int:
        """Database and attachments together, in bytes."""
        files = (self.manifest.database, *self.manifest.attachments)
        return sum(one.size for one in files)


def folder_name(made_at: datetime, series: str) -> str:
    """The name of a back-up's folder; it sorts by time."""
    return f"backup-{made_at:%Y%m%dT%H%M%SZ}-{series}"


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest beside the copy it is about."""
    content = {
        "format": FORMAT,
        "version": 1,
        "program": manifest.program,
        "schema": manifest.schema,
        "hospital": manifest.hospital,
        "series": manifest.series,
        "made_at": manifest.made_at.isoformat(),
        "workstation": manifest.workstation,
        "tables": dict(manifest.tables),
        "audit": {"seq": manifest.audit_seq, "hash": manifest.audit_head},
        "files": {DATABASE: [manifest.database.sha256, manifest.database.size]},
        "attachments": [[one.sha256, one.size] for one in manifest.attachments],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_file(folder / MANIFEST, text.encode())


def open_backup(chosen: Path) -> Backup:
    """The back-up in a folder, or beside a manifest or a copy that was chosen.

    Raises FileProblem, naming the folder, for one that is not a back-up or whose manifest is damaged.
    """
    folder = chosen if chosen.is_dir() else chosen.parent
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(path)
        return Backup(folder, _manifest(json.loads(path.read_text(encoding="utf-8"))))
    except FileNotFoundError as reason:
        raise FileProblem(
            _("{folder} 不是质控台的备份：里面没有 {name}。选“backup-”开头的文件夹。").format(
                folder=folder, name=MANIFEST
            )
        ) from reason
    except OSError as reason:
        raise FileProblem(
            _("读不出备份 {folder}：没有读取权限，或盘已拔出。").format(folder=folder)
        ) from reason
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise FileProblem(
            _("备份 {folder} 的清单已损坏，不能用。换另一份备份。").format(folder=folder)
        ) from reason


def listed(place: Path, series: str = "") -> list[Backup]:
    """The back-ups in a place, newest first; damaged ones are left out.

    Raises FileProblem when the place itself cannot be read.
    """
    found = []
    try:
        names = [one for one in place.iterdir() if NAME.fullmatch(one.name)]
    except OSError as reason:
        raise FileProblem(
            _("备份文件夹 {place} 不见了或打不开。接上盘，或到“系统 › 备份”另选文件夹。").format(
                place=place
            )
        ) from reason
    for one in names:
        try:
            backup = open_backup(one)
        except FileProblem:
            continue
        if not series or backup.manifest.series == series:
            found.append(backup)
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def _manifest(stored: Mapping[str, Any]) -> Manifest:
    if stored["format"] != FORMAT or stored["version"] != 1:
        raise ValueError(stored["format"])
    made_at = datetime.fromisoformat(stored["made_at"])
    if made_at.tzinfo is None:
        raise ValueError(made_at)
    return Manifest(
        str(stored["program"]), str(stored["schema"]), str(stored["hospital"]),
        str(stored["series"]), made_at, str(stored["workstation"]),
        {str(name): int(n) for name, n in stored["tables"].items()},
        int(stored["audit"]["seq"]), str(stored["audit"]["hash"]),
        _stored(stored["files"][DATABASE]), tuple(map(_stored, stored["attachments"])),
    )  # fmt: skip


def _stored(pair: Any) -> Stored:
    sha256, size = pair
    if not _HASH.fullmatch(sha256):
        raise ValueError(sha256)
    return Stored(sha256, int(size))


def day_words(backup: Backup) -> str:
    """`2026-11-25 12:07`: the moment of a back-up on the hospital's clock."""
    return f"{clock.local(backup.made_at):%Y-%m-%d %H:%M}"
