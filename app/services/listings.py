"""The shown list of a register as an Excel workbook: its rows, columns and order, and who took it."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from app import clock
from app.errors import NotAllowed
from app.i18n import N_, _
from app.services import access, audit, masking
from app.services.files import beside, digest
from app.services.listing_rows import DUE, NUMBER, REMARK, STATUS, Cell, ListingRows
from app.services.operations import Desk, Operation, operation
from app.services.people import founding
from app.services.registers.register import Kind, Register
from app.services.text import for_cell

# More records that show who somebody is leave the house only with a leader's permission.
IDENTITY_MOST = 50
WINDOW = 500
_LABELS = {NUMBER: N_("编号"), STATUS: N_("状态"), DUE: N_("期限")}
_WIDTHS = {NUMBER: 174, STATUS: 98, DUE: 104}
_WIDEST, _WIDTH_MOMENT, _WIDTH_REMAINING = 360, 140, 150
_HEAD = 4
_EXCEL_BEGINS = date(1900, 3, 1)
_EPOCH = datetime.fromisoformat("1899-12-30")
# A workbook counts in binary: longer numbers are kept as text, digit by digit.
_DIGITS_EXACT = 15

_QUOTED = re.compile("“[^”]*”")

Reporter = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Heading:
    """What the page says above its list: the conditions and the order, in words."""

    conditions: str
    order: str


@dataclass(frozen=True)
class Exported:
    """What was written. `left_out` rows are seen by this person, but not theirs to take away."""

    rows: int
    sha256: str
    left_out: int = 0


@dataclass(frozen=True)
class _Origin:
    person: str
    at: datetime
    anchor: str


def export(
    desk: Desk,
    kind: Register,
    ids: Sequence[int],
    columns: Sequence[str],
    heading: Heading,
    path: Path,
    progress: Reporter | None = None,
    masked: bool = False,
) -> Exported:
    """Write these records, masked as the person sees them; each export is an audit entry.

    `masked` makes a copy for meetings (脱敏副本), in which nobody can be recognised.

    Raises NotAllowed, FileProblem, and whatever `progress` raises: then nothing is left behind.
    """
    report = progress or _silent
    hospital = founding.hospital_name(desk.database)
    origin = _begin(desk, kind, len(ids), tuple(columns), masked)
    rows = ListingRows(desk, kind, columns, masked)
    if masked:
        heading = Heading(_QUOTED.sub(_("“（已隐去）”"), heading.conditions), heading.order)
        origin = replace(origin, person=rows.whoever(origin.person))
    with beside(path) as building:
        with tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
            sheet = _Sheet(building, Path(folder), kind, columns)
            try:
                sheet.write_heading(hospital, heading, origin, len(ids), masked)
                for row in _rows(rows, ids, report):
                    sheet.write_row(row)
                report(len(ids), len(ids), _("正在写盘…"))
                sheet.finish(len(ids))
            finally:
                sheet.release()
        report(len(ids), len(ids), _("正在写盘…"))
        sha256 = digest(building)
        note = _note_masked if masked else _note
        note(desk, kind, sheet.rows, tuple(columns), sha256)
    return Exported(sheet.rows, sha256, len(ids) - sheet.rows)


def label(kind: Register, name: str) -> str:
    """What a column is called in lists."""
    if name == DUE:
        return _(kind.due_head)
    if name == REMARK and kind.remark is not None:
        return _(kind.remark.label)
    known = _LABELS.get(name) or kind[name].label
    return _(kind.heads.get(name, known))


def default_columns(kind: Register) -> tuple[str, ...]:
    """The columns of a list where there is room for all of them."""
    due = (DUE,) if hasattr(kind.model, DUE) else ()
    remark = (REMARK,) if kind.remark else ()
    return (NUMBER, *(kind.wide_columns or kind.columns), STATUS, *due, *remark)


def order_words(kind: Register, name: str, descending: bool) -> str:
    """The order of a list, in words."""
    direction = _("降序") if descending else _("升序")
    if name == DUE or (name in kind.by_name and kind[name].kind in (Kind.DATE, Kind.DATETIME)):
        direction = _("从新到旧") if descending else _("从旧到新")
    return _("{column}{direction}").format(column=label(kind, name), direction=direction)


def taken_words(person: str, at: datetime, anchor: str) -> str:
    """Who took a workbook away when, and the audit's head then."""
    return _("{person} 于 {moment} 导出，审计 {anchor}").format(
        person=person, moment=f"{clock.local(at):%Y-%m-%d %H:%M}", anchor=anchor
    )


def lay_out(sheet: Any, head: int, kept_columns: int = 1) -> None:
    """A4 landscape as wide as the page, the `head` row at the top of each one."""
    sheet.freeze_panes(head + 1, kept_columns)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


@operation("listing.ask")
def _begin(
    current: Operation, kind: Register, rows: int, columns: tuple[str, ...], masked: bool
) -> _Origin:
    """Ask whether so many records with these columns may be taken away."""
    current.require(access.Permission.EXPORT)
    shown = [] if masked else _identity(current, kind, columns)
    if shown and rows > IDENTITY_MOST:
        actor = current.actor
        if not access.allowed(actor, access.Permission.BULK_EXPORT):
            raise NotAllowed(
                _(
                    "{n} 件以上带“{names}”的台账由职能科室负责人或分管领导导出。"
                    "到“列设置”去掉这些列，或把范围缩到 {n} 件以内。"
                ).format(n=IDENTITY_MOST, names="、".join(label(kind, one) for one in shown))
            )
    return _Origin(current.actor.name, current.now, audit.anchor(current.session))


@operation("listing.export")
def _note(
    current: Operation, kind: Register, rows: int, columns: tuple[str, ...], digest: str
) -> None:
    """Write into the audit who took how many records away, in which file."""
    current.require(access.Permission.EXPORT)
    current.event(
        "listing.export",
        register=kind.name,
        rows=rows,
        columns=list(columns),
        identity=bool(_identity(current, kind, columns)),
        sha256=digest,
    )


@operation("listing.export_masked")
def _note_masked(
    current: Operation, kind: Register, rows: int, columns: tuple[str, ...], digest: str
) -> None:
    """Write into the audit who took a masked copy (脱敏副本) of how many records."""
    current.require(access.Permission.EXPORT)
    current.event(
        "listing.export_masked",
        register=kind.name, rows=rows, columns=list(columns), sha256=digest,
    )  # fmt: skip


def _identity(current: Operation, kind: Register, columns: Sequence[str]) -> list[str]:
    """The columns that say who somebody is, to a person who sees them."""
    if not access.allowed(current.actor, access.Permission.SEE_IDENTITY):
        return []
    return [name for name in columns if name in kind.by_name and kind[name].sensitive]


def _rows(reader: ListingRows, ids: Sequence[int], report: Reporter) -> Iterator[Sequence[Cell]]:
    for start in range(0, len(ids), WINDOW):
        report(start, len(ids), "")
        yield from reader.read(ids[start : start + WINDOW])


def _silent(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""


class _Sheet:
    """The workbook while it grows: row by row, nothing kept in memory."""

    def __init__(self, path: Path, folder: Path, kind: Register, columns: Sequence[str]) -> None:
        import xlsxwriter  # postponed: start-up time

        self.rows = 0
        self._kind, self._columns = kind, tuple(columns)
        options = {"constant_memory": True, "tmpdir": str(folder)}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet(_sheet_name(_(kind.title)))
        base = {"font_name": "宋体", "font_size": 11, "valign": "top"}
        # Quoted, so that text stays text also after somebody has edited its cell.
        text = base | {"quote_prefix": True}
        line = {"border": 1, "border_color": "#BFC7D0"}
        add = self._book.add_format
        self._title = add(text | {"bold": True, "font_size": 14})
        self._line = add(text)
        self._head = add(text | line | {"bold": True, "bg_color": "#E9EDF2", "text_wrap": True})
        self._text = add(text | line | {"text_wrap": True})
        self._number = add(base | line)
        self._day = add(base | line | {"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = add(base | line | {"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._place = _HEAD

    def write_heading(
        self, hospital: str, heading: Heading, origin: _Origin, total: int, masked: bool = False
    ) -> None:
        """Whose list, which part of it, in which order; who took it when, and the audit's head."""
        sheet = self._sheet
        taken = taken_words(origin.person, origin.at, origin.anchor)
        lines = (
            f"{hospital}  {_(self._kind.title)}" + (f"  {_(masking.MARK)}" if masked else ""),
            _("条件：{words}").format(words=heading.conditions or _("全部")),
            _("排序：{order}；共 {n} 件").format(order=heading.order, n=total),
            taken,
        )
        for place, text in enumerate(lines):
            sheet.write_string(place, 0, for_cell(text), self._line if place else self._title)
        for place, (name, width) in enumerate(self._heads()):
            sheet.set_column_pixels(place, place, width)
            sheet.write_string(_HEAD, place, name, self._head)
        lay_out(sheet, _HEAD)
        page = _("第 {page} 页　共 {pages} 页").format(page="&P", pages="&N")
        sheet.set_footer(f"&L{taken.replace('&', '&&')}&R{page}")

    def write_row(self, cells: Sequence[Cell]) -> None:
        """One record."""
        self._place += 1
        self.rows += 1
        for place, value in enumerate(cells):
            self._write(place, value)

    def finish(self, wanted: int) -> None:
        """Close the workbook; this part cannot be cancelled."""
        sheet, last = self._sheet, len(self._heads()) - 1
        sheet.autofilter(_HEAD, 0, max(self._place, _HEAD), last)
        if self.rows < wanted:
            words = _("另有 {n} 件能看、不能导出，没有列入。").format(n=wanted - self.rows)
            sheet.write_string(self._place + 2, 0, words, self._line)
        from xlsxwriter.exceptions import XlsxFileError  # postponed with the rest of it

        try:
            self._book.close()
        except XlsxFileError as problem:
            raise OSError(str(problem)) from problem

    def release(self) -> None:
        """Let go of the row file of an abandoned workbook, so that its folder can be removed."""
        if (rows := self._sheet.row_data_fh) is not None:
            rows.close()
        self._book.fileclosed = True

    def _heads(self) -> list[tuple[str, int]]:
        """Heads and widths. A deadline takes two columns: the day, and what the page says of it."""
        found = []
        for name in self._columns:
            field = self._kind.by_name.get(name)
            width = _WIDTHS.get(name, field.width if field else 0)
            if name == REMARK and self._kind.remark is not None:
                width = self._kind.remark.width
            if name == self._kind.subject[0]:
                width = _WIDEST
            elif field is not None and field.kind is Kind.DATETIME:
                width = _WIDTH_MOMENT
            found.append((label(self._kind, name), width))
            if name == DUE:
                found.append((_("期限情况"), _WIDTH_REMAINING))
        return found

    def _write(self, place: int, value: Cell) -> None:
        sheet, at = self._sheet, self._place
        if isinstance(value, date):
            serial = _serial(value)
            if serial is not None:
                shown = self._moment if isinstance(value, datetime) else self._day
                sheet.write_number(at, place, serial, shown)
                return
            value = value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        elif isinstance(value, int | Decimal):
            if len(str(value).strip("-0.").replace(".", "")) <= _DIGITS_EXACT:
                sheet.write_number(at, place, float(value), self._number)
                return
            value = str(value)
        if value:
            sheet.write_string(at, place, for_cell(value), self._text)
        else:
            sheet.write_blank(at, place, None, self._text)


def _serial(value: date) -> float | None:
    """The day as Excel counts; None before its days are those of the calendar."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if moment.date() < _EXCEL_BEGINS:
        return None
    return (moment - _EPOCH).total_seconds() / 86_400


def _sheet_name(title: str) -> str:
    """A name Excel takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31] or "1"
