"""The scripted shift: the demo hospital, every form of it on paper, and pictures of every screen."""

import os
import secrets
from pathlib import Path

from app.cli import PASSWORD, write_file
from app.demo import hospital
from app.i18n import _
from app.services import founding, lists, printing
from app.services.operations import Desk
from app.services.registers import catalog

ADMINISTRATOR = ("100317", "周敏")


def play(out: Path) -> None:
    """Leave `demo.db`, `forms/`, `labels/` and `screens/` in a folder, and say so."""
    desk, password = make(out / "demo.db")
    print(
        _("演示医院已建立：{path}，工号 {user}，密码 {password}").format(
            path=out / "demo.db", user=ADMINISTRATOR[0], password=password
        )
    )
    print(_("表单 {n} 份在 {path}").format(n=print_forms(desk, out / "forms"), path=out / "forms"))
    (out / "labels").mkdir(parents=True, exist_ok=True)
    from app.demo import screenshots  # Qt only where pictures are made

    made = screenshots.take(desk, password, out / "screens")
    print(_("截图 {n} 张在 {path}").format(n=len(made), path=out / "screens"))


def make(path: Path) -> tuple[Desk, str]:
    """A new demo hospital, replacing the one of an earlier shift in the same folder."""
    password = os.environ.get(PASSWORD) or f"demo-{secrets.token_urlsafe(9)}"
    for old in path.parent.glob(path.name + "*"):
        old.unlink()
    staff_no, name = ADMINISTRATOR
    desk = founding.found(
        path, "安禾医院", founding.FirstAccount(staff_no, name, password), demo=True
    )
    hospital.fill(desk)
    return desk, password


def print_forms(desk: Desk, folder: Path) -> int:
    """Every record's form and the blank form of every register, as PDF and as Excel."""
    count = 0
    for kind in catalog.REGISTERS:
        ids: list[int | None] = [None, *lists.ids(desk, kind, lists.Query())]
        for record_id in ids:
            made = printing.render(desk, kind, record_id)
            write_file(folder / f"{made.file_name}.pdf", made.pdf)
            write_file(folder / f"{made.file_name}.xlsx", made.xlsx)
            count += 1
    return count
