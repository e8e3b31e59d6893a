"""Where a SQLite file may lie: never on a network share or in a folder that is synchronised."""

import ctypes
import os
import sys
from pathlib import Path, PurePosixPath

from app.i18n import _

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "davfs", "fuse.davfs2"}
)
SYNC_FOLDERS = (
    "onedrive", "dropbox", "坚果云", "nutstore", "百度网盘", "baidunetdisk", "icloud", "google drive",
    "微云", "腾讯微云",
)  # fmt: skip
WINDOWS_REMOTE_DRIVE = 4


def location_problem(path: Path) -> str | None:
    """Why a database may not lie at `path`; None when it may."""
    text = str(path)
    if text.startswith(("\\\\", "//")) or _on_network_drive(path):
        return _(
            "{path} 在网络共享上。数据库放在共享盘上会损坏；放到本机硬盘，"
            "多台电脑共用时改用 PostgreSQL。"
        ).format(path=path)
    for part in path.absolute().parts:
        if any(name in part.lower() for name in SYNC_FOLDERS):
            return _(
                "{path} 在同步文件夹“{folder}”里。同步软件会损坏数据库；放到不同步的文件夹。"
            ).format(path=path, folder=part)
    return None


def _on_network_drive(path: Path) -> bool:
    if sys.platform == "win32":
        drive = path.absolute().drive + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == WINDOWS_REMOTE_DRIVE)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    table = mounts.read_text(encoding="utf-8", errors="replace")
    return file_system_of(os.path.realpath(path), table) in NETWORK_FILE_SYSTEMS


def file_system_of(path: str, mounts: str) -> str:
    """The file system type of the mount that holds `path`; `mounts` is a table like /proc/mounts."""
    best, kind = "", ""
    wanted = PurePosixPath(path)
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if wanted.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
