"""The result of a recall as a workbook: lots and where they went, cases, complaints, what was not found."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app import clock
from app.errors import FileProblem
from app.i18n import _
from app.services import access, audit
from app.services.files import digest
from app.services.listings import lay_out, taken_words
from app.services.materials.tracing import Case, Trace
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.text import for_cell

_HEAD = 3
_WIDTH = 130
_Row = Sequence[str | int]


def export(desk: Desk, found: Trace, asked: str, path: Path) -> int:
    """Write what was found; who took it stands in it and in the audit. Returns the lines written.

    Raises NotAllowed, FileProblem: then nothing is left behind.
    """
    person, at, anchor = _begin(desk)
    title = f"{founding.hospital_name(desk.database)}  {_('批号追查')}"
    taken = taken_words(person, at, anchor)
    beside = path.with_name(f".{path.name[:80]}.{uuid.uuid4().hex[:8]}.part")
    try:
        lines = _write(beside, (title, _("追查：{text}").format(text=asked), taken), found)
        _note(desk, lines, digest(beside))
        beside.replace(path)
    except OSError as problem:
        raise FileProblem(
            _("没有存成 {path}：没有写入权限、文件正被打开，或磁盘已满。原来的文件没有动。").format(
                path=path
            )
        ) from problem
    finally:
        with suppress(OSError):
            beside.unlink()
    return lines


@operation("recall.ask")
def _begin(current: Operation) -> tuple[str, datetime, str]:
    current.require(access.Permission.EXPORT)
    return current.actor.name, current.now, audit.anchor(current.session)


@operation("recall.export")
def _note(current: Operation, rows: int, sha256: str) -> None:
    current.require(access.Permission.EXPORT)
    current.event("recall.export", rows=rows, sha256=sha256)


def _write(path: Path, heading: Sequence[str], found: Trace) -> int:
    import xlsxwriter  # postponed: start-up time
    from xlsxwriter.exceptions import XlsxFileError  # postponed with the rest of it

    book = xlsxwriter.Workbook(str(path))
    base = {"font_name": "宋体", "font_size": 11, "valign": "top"}
    text = base | {"quote_prefix": True}
    looks = {
        "title": book.add_format(text | {"bold": True, "font_size": 14}),
        "line": book.add_format(text),
        "head": book.add_format(text | {"bold": True, "border": 1, "bg_color": "#E9EDF2"}),
        "number": book.add_format(base | {"border": 1}),
        "cell": book.add_format(text | {"border": 1, "text_wrap": True}),
    }
    lines = 0
    for name, heads, rows in _sheets(found):
        lines += _sheet(book.add_worksheet(name), looks, heading, heads, list(rows))
    try:
        book.close()
    except XlsxFileError as problem:
        raise OSError(str(problem)) from problem
    return lines


def _sheet(
    sheet: Any, looks: dict[str, Any], heading: Sequence[str], heads: Sequence[str],
    rows: Sequence[_Row],
) -> int:  # fmt: skip
    for place, words in enumerate(heading):
        sheet.write_string(place, 0, for_cell(words), looks["line" if place else "title"])
    for column, words in enumerate(heads):
        sheet.set_column_pixels(column, column, _WIDTH)
        sheet.write_string(_HEAD, column, words, looks["head"])
    for line, row in enumerate(rows, _HEAD + 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value, looks["number"])
            else:
                sheet.write_string(line, column, for_cell(value), looks["cell"])
    lay_out(sheet, _HEAD)
    return len(rows)


def _sheets(found: Trace) -> Iterator[tuple[str, tuple[str, ...], Iterator[_Row]]]:
    yield (
        _("批次和去向"),
        (_("编号"), _("名称"), _("规格"), _("批号"), _("有效期至"), _("供货单位"), _("状态"),
         _("位置"), _("库存数"), _("单位"), _("入库单"), _("发放到"), _("发放数"), _("最近发放")),
        _lots(found),
    )  # fmt: skip
    heads = (_("编号"), _("批号"), _("事项"), _("科室"), _("状态"), _("日期"))
    yield _("使用中不合格"), heads, map(_case, found.cases)
    yield _("投诉"), heads, map(_case, found.complaints)
    yield _("没有查到"), (_("批号或范围"),), ((one,) for one in found.misses)


def _lots(found: Trace) -> Iterator[_Row]:
    """A line for each ward a lot went to; one for a lot that went nowhere."""
    for one in found.lots:
        until = f"{one.expires_on}" if one.expires_on else ""
        lot = (one.number, one.name, one.specification, one.lot_number, until, one.supplier,
               one.status, one.place, one.in_stock, one.unit, "、".join(one.receipts))  # fmt: skip
        if not one.issued:
            yield (*lot, "", "", "")
        for gone in one.issued:
            yield (*lot, gone.department, gone.quantity, _day(gone.moved_at))


def _case(one: Case) -> _Row:
    return (one.number, one.lot_number, one.title, one.department, _(one.state.label),
            _day(one.at))  # fmt: skip


def _day(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d}"
