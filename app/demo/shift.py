"""The scripted shift: the demo hospital, every form and label of it on paper, and pictures of every screen."""

from collections.abc import Sequence
from pathlib import Path

from app.demo import hospital
from app.i18n import _
from app.services import lists, printing, reading
from app.services.files import write_file
from app.services.labels import content, document, prints
from app.services.labels.sizes import SIZES
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.parts import Letter
from app.services.registers.register import Register


def play(out: Path) -> None:
    """Leave `demo.db`, `forms/`, `labels/` and `screens/` in a folder, and say so."""
    desk, password = hospital.make(out / "demo.db")
    print(
        _("演示医院已建立：{path}，工号 {user}，密码 {password}").format(
            path=out / "demo.db", user=hospital.ADMINISTRATOR[0], password=password
        )
    )
    print(_("表单 {n} 份在 {path}").format(n=print_forms(desk, out / "forms"), path=out / "forms"))
    print(
        _("标签 {n} 种纸在 {path}").format(
            n=print_labels(desk, out / "labels"), path=out / "labels"
        )
    )
    from app.demo import screenshots  # Qt only where pictures are made

    made = screenshots.take(desk, out / "screens")
    print(_("截图 {n} 张在 {path}").format(n=len(made), path=out / "screens"))
    desk.database.close()
    print(_("打开它：quality-desk --database {path}").format(path=out / "demo.db"))


def print_labels(desk: Desk, folder: Path) -> int:
    """The labels of all goods that carry one now, on every paper; how many files."""
    labels = [
        one
        for kind in catalog.REGISTERS
        if kind.label is not None
        for one in content.read(desk, kind, lists.ids(desk, kind, lists.Query())).labels
    ]
    for size in SIZES.values():
        pdf, _pages = document.to_pdf(labels, size, by=prints.marker(desk))
        write_file(folder / f"{size.name}.pdf", pdf)
    return len(SIZES)


def print_forms(desk: Desk, folder: Path) -> int:
    """Every record's form and the blank form of every register, as PDF and as Excel."""
    count = 0
    for kind in (one for one in catalog.REGISTERS if one.form):
        ids: list[int | None] = [None, *lists.ids(desk, kind, lists.Query())]
        for record_id in ids:
            made = printing.render(desk, kind, record_id)
            write_file(folder / f"{made.file_name}.pdf", made.pdf)
            write_file(folder / f"{made.file_name}.xlsx", made.xlsx)
            count += 1
        for letter in kind.letters:
            count += _print_letters(desk, kind, letter, folder, ids)
    return count


def _print_letters(
    desk: Desk, kind: Register, letter: Letter, folder: Path, ids: Sequence[int | None]
) -> int:
    """The letters of those records that have an answer, and the blank one."""
    written = 0
    for one in ids:
        view = reading.load(desk, kind, one) if one is not None else None
        if view and letter.not_yet({**view.values, "status": view.status}):
            continue
        made = printing.render(desk, kind, one, letter.form)
        write_file(folder / f"{made.file_name}.pdf", made.pdf)
        written += 1
    return written
