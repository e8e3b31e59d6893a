"""The commands of the command line about back-ups: `backup [FOLDER]` and `restore BACKUP`."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from app.i18n import _

_DONE, _REFUSED = 0, 1


@dataclass(frozen=True)
class Door:
    """How the command line finds a database and lets somebody in."""

    location: Callable[[argparse.Namespace], str]
    sign_in: Callable[[argparse.Namespace], Any]
    ask_password: Callable[[str], str]


def add_to(commands: Any, account: argparse.ArgumentParser, door: Door) -> None:
    """Add the two commands to the others."""
    backup = commands.add_parser("backup", parents=[account], help=_("备份数据并校验"))
    backup.add_argument(
        "folder", nargs="?", type=Path, metavar=_("文件夹"), help=_("另外再存一份到这里")
    )
    backup.set_defaults(command=partial(_backup, door))
    restore = commands.add_parser("restore", parents=[account], help=_("从备份恢复"))
    restore.add_argument("backup", type=Path, metavar=_("备份"), help=_("“backup-”开头的文件夹"))
    restore.add_argument("--yes", action="store_true", help=_("不再询问，直接恢复"))
    restore.set_defaults(command=partial(_restore, door))


def _backup(door: Door, options: argparse.Namespace) -> int:
    desk = door.sign_in(options)
    try:
        return _back_up(desk, options.folder)
    finally:
        desk.database.close()


def _back_up(desk: Any, folder: Path | None) -> int:
    from app.services.upkeep.backups import copying, making  # --help does without SQLAlchemy

    if desk.database.path is None and folder:
        n = making.copy_attachments_only(desk, folder)
        print(_("服务器的数据由服务器自己备份；已存 {n} 个附件").format(n=n))
        return _DONE
    made = making.make(desk)
    print(_("已备份并校验：{path}").format(path=made.backup.folder))
    if folder:
        copying.copy_finished(made.backup, folder)
        print(_("另存一份：{path}").format(path=folder / made.backup.folder.name))
    if made.second_problem:
        print(made.second_problem, file=sys.stderr)
    return _DONE


def _restore(door: Door, options: argparse.Namespace) -> int:
    from app.services.upkeep.backups import manifests, restoring  # as above

    backup = manifests.open_backup(options.backup)
    location = door.location(options)
    path = Path(location)
    is_there = "://" in location or restoring.opens(path)
    desk = door.sign_in(options) if is_there else None
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    for line in restoring.plan(desk, backup, path.absolute().parent).lines():
        print(line)
    if not options.yes and not _wanted():
        print(_("没有恢复；用 --yes 直接恢复"), file=sys.stderr)
        return _REFUSED
    if desk is None:
        restored = restoring.restore_new(location, backup)
    else:
        password = door.ask_password(_("再输一次密码："))
        restored = restoring.restore(desk, backup, password)
    print(_("已恢复：{path}").format(path=restored.location))
    if restored.kept:
        print(_("原来的数据另存为 {path}").format(path=restored.kept))
    return _DONE


def _wanted() -> bool:
    if not sys.stdin.isatty():
        return False
    return input(_("恢复？输入 y 继续：")).strip().lower() == "y"
