"""The command of the command line about labels: `labels NUMBER … --pdf FILE`."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from app.cli_backup import Door
from app.errors import AppError, NotFound
from app.i18n import _
from app.services.labels.sizes import SIZES, USUAL, size_of

_DONE, _REFUSED = 0, 1


def add_to(commands: Any, account: argparse.ArgumentParser, door: Door) -> None:
    """Add the command to the others."""
    command = commands.add_parser("labels", parents=[account], help=_("出物品标识 F10：PDF"))
    command.add_argument("numbers", nargs="+", metavar=_("编号"), help=_("一件或多件的编号"))
    command.add_argument("--pdf", type=Path, metavar="PDF", required=True, help=_("存为 PDF"))
    command.add_argument(
        "--size", choices=SIZES, default=USUAL, help=_("标签纸，默认 {size}").format(size=USUAL)
    )
    command.add_argument(
        "--start", type=int, default=1, metavar="N", help=_("用过的标签纸从第几枚起")
    )
    command.add_argument("--copies", type=int, default=1, metavar="N", help=_("每件几张"))
    command.set_defaults(command=partial(_labels, door))


def _labels(door: Door, options: argparse.Namespace) -> int:
    from app.services.files import write_file  # --help does without SQLAlchemy
    from app.services.labels import document, prints

    size, copies = size_of(options.size), options.copies
    if copies < 1 or not 1 <= options.start <= size.places:
        raise AppError(
            _("--copies 至少是 1，--start 从 1 到 {n}").format(n=size.places)
        )  # fmt: skip
    desk = door.sign_in(options)
    batches = _batches(desk, options.numbers)
    labels = [one for _kind, batch in batches for one in batch.labels]
    for one in (one for _kind, batch in batches for one in batch.left_out):
        print(one.words, file=sys.stderr)
    if not labels:
        return _REFUSED
    pdf, pages = document.to_pdf(
        labels, size, by=prints.marker(desk), start=options.start, copies=copies
    )
    write_file(options.pdf, pdf)
    for kind, batch in batches:
        if batch.labels:
            prints.note(desk, kind, batch.labels, size.name, "pdf", copies)
    words = _("已存 {path}：{n} 张标签，{pages} 页")
    print(words.format(path=options.pdf, n=len(labels) * copies, pages=pages))
    return _DONE


def _batches(desk: Any, numbers: list[str]) -> list[tuple[Any, Any]]:
    """The labels of these records, by register, in the order given."""
    from app.services import reading  # --help does without SQLAlchemy
    from app.services.labels import content
    from app.services.registers.catalog import REGISTERS

    found: dict[str, tuple[Any, list[int]]] = {}
    for number in dict.fromkeys(numbers):
        for kind in (one for one in REGISTERS if one.label is not None):
            try:
                record_id = reading.find_number(desk, kind, number)
            except NotFound:
                continue
            found.setdefault(kind.name, (kind, []))[1].append(record_id)
            break
        else:
            raise NotFound(
                _("没有编号是 {number} 的物品，或不在您能看的范围里").format(number=number)
            )
    return [(kind, content.read(desk, kind, ids)) for kind, ids in found.values()]
