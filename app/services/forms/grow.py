"""Puts the values into copies of the bands and lets the rows grow to hold their text."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from app.services.forms import grammar, shown, units
from app.services.forms.fonts import SYMBOL_FONT
from app.services.forms.grammar import Resolve
from app.services.forms.paginate import Band as Heights
from app.services.forms.paginate import Row, Text, storable_height
from app.services.forms.snapshot import Band, Slot, Snapshot
from app.services.forms.styles import Align, Styles
from app.services.forms.text import Line
from app.services.forms.values import FormValue

CONTINUED = "\n（续）"
_SMALLEST_SHRINK = 0.6
# Days and amounts too wide for their column show as #### in a spreadsheet; fonts differ by so much.
_NUMBER_ROOM = 1.15
_TICK = re.compile("([☐☑]+)")


@dataclass
class Cell:
    """A slot with what stands in it now."""

    slot: Slot
    value: object
    parts: tuple[shown.Run, ...]
    lines: list[Line]
    size: float
    number_format: str | None = None
    wrap: bool | None = None
    is_data: bool = False

    @property
    def need(self) -> float:
        """Height all lines need."""
        return units.text_height(len(self.lines), self.size)

    @property
    def dividable(self) -> bool:
        """Whether its text may go on to the next page; labels are repeated instead."""
        return self.slot.has_field and bool(self.lines)

    def piece(self, first: int, last: int) -> object:
        """The value of these lines, cut at the ends of lines that were found."""
        lines = self.lines[first:last]
        if not lines:
            return None
        if not isinstance(self.value, str | CellRichText):
            return self.value
        return _cut(self.value, lines[0].start, lines[-1].end)


@dataclass
class Block:
    """A band filled with values, and the heights its rows have grown to."""

    band: Band
    cells: list[Cell]
    heights: list[float]
    is_title: bool = False
    is_line: bool = False

    @property
    def is_uniform(self) -> bool:
        """Whether every cell that shows something spans the whole block."""
        rows = len(self.heights)
        return all(cell.slot.rows == rows for cell in self.cells if cell.slot.text)

    def measured(self) -> Heights:
        """What pagination needs to know."""
        rows = tuple(
            _row(height, [cell for cell in self.cells if self._only_in(cell, at)])
            for at, height in enumerate(self.heights)
        )
        whole = _row(sum(self.heights), self.cells) if self.is_uniform else None
        leads = not self.is_title and not any(cell.is_data for cell in self.cells)
        leads = leads and any(cell.parts for cell in self.cells)
        return Heights(rows, whole, leads, self.is_line)

    def tighten(self, names: Collection[str]) -> None:
        """Give up the room that the box of one of these fields leaves empty."""
        at = self.row_of(names)
        if at is None:
            return
        others = sum(self.heights) - self.heights[at]
        need = max(
            cell.need - (0.0 if self._only_in(cell, at) else others)
            for cell in self.cells
            if cell.slot.row <= at < cell.slot.row + cell.slot.rows
        )
        if need > 0:
            self.heights[at] = min(self.heights[at], storable_height(need))

    def row_of(self, names: Collection[str]) -> int | None:
        """The row in which one of these fields ends."""
        for cell in self.cells:
            if any(each.name in names for each in grammar.placeholders(cell.slot.text)):
                return cell.slot.row + cell.slot.rows - 1
        return None

    def _only_in(self, cell: Cell, row: int) -> bool:
        return cell.slot.row == row and cell.slot.rows == 1


def _row(height: float, cells: list[Cell]) -> Row:
    texts = tuple(Text(len(cell.lines), cell.size) for cell in cells if cell.dividable)
    labels = [cell for cell in cells if cell.slot.text and not cell.slot.has_field]
    least = max((units.text_height(len(cell.lines) + 1, cell.size) for cell in labels), default=0.0)
    return Row(height, texts, least)


@dataclass(frozen=True)
class Values:
    """Where the placeholders of a form find their values."""

    values: Mapping[str, FormValue]
    options: Mapping[str, tuple[str, ...]]
    signatures: Mapping[str, str]
    blank_lines: int

    def resolver(self, line: Mapping[str, FormValue] | None = None) -> Resolve:
        """Looks a placeholder up, in this line first."""
        return grammar.resolver(self.values, self.options, self.signatures, line)

    def lines(self, name: str) -> list[Mapping[str, FormValue]]:
        """The numbered lines a band repeats for; where there are none, empty ones to write on."""
        found = self.values.get(name)
        lines = found if isinstance(found, list) and found else [{}] * self.blank_lines
        return [{grammar.ROW_NUMBER: at} | dict(line) for at, line in enumerate(lines, 1)]


def expand(snapshot: Snapshot, values: Values, styles: Styles) -> Iterator[Block]:
    """All bands in order, filled; a band with a marker once for each line."""
    for band in snapshot.bands:
        is_title = all(row.number in snapshot.titles for row in band.rows)
        name = band.repeats
        for line in values.lines(name) if name else [None]:
            resolve = values.resolver(line)
            cells = [
                _cell(slot, snapshot.width(slot), snapshot.room(band, slot), resolve, styles)
                for slot in band.slots
            ]
            yield Block(band, cells, _heights(band, cells), is_title, is_line=bool(name))


def _cell(slot: Slot, width: float, reach: float, resolve: Resolve, styles: Styles) -> Cell:
    align = styles.align(slot.style)
    room = max(1.0, width - 2 * units.PAD_X - 9 * align.indent)
    value: object = slot.value
    number_format = None
    if slot.has_field:
        number = _number(slot, resolve, styles, room)
        if number is not None:
            value, number_format = number
        else:
            value = _mark_ticks(_text_value(slot.value, resolve))
    if number_format:
        base = styles.font(slot.style)
        parts: tuple[shown.Run, ...] = (shown.Run(shown.number_text(value, number_format), base),)
    else:
        parts = shown.runs(value, slot.style, styles)
    cell = Cell(slot, value, parts, [], shown.largest(parts, styles.font(slot.style)),
                number_format, is_data=slot.has_field)  # fmt: skip
    spills = align.horizontal in ("general", "left") and not align.shrink
    return _broken(cell, align, room, room + (reach - width if spills else 0.0))


def _broken(cell: Cell, align: Align, room: float, reach: float) -> Cell:
    """Find the lines; text that would be cut off is wrapped whatever the template says."""
    wraps = align.wrap
    if not cell.parts:
        return cell
    text = shown.text_of(cell.parts)
    widths = shown.char_widths(cell.parts)
    if not wraps and cell.is_data and isinstance(cell.value, str | CellRichText):
        least = room / _SMALLEST_SHRINK if align.shrink else reach
        if "\n" in text or sum(widths) > least:
            cell = replace(cell, wrap=True)
            wraps = True
    if wraps:
        return replace(cell, lines=shown.lines_of(cell.parts, room))
    return replace(cell, lines=[Line(0, len(text), sum(widths))])


def _number(slot: Slot, resolve: Resolve, styles: Styles, room: float) -> tuple[object, str] | None:
    """A number or day that is the whole cell stays one, when it surely fits."""
    placeholder = grammar.only(slot.text)
    if placeholder is None or placeholder.kind not in ("value", "sum"):
        return None
    value = resolve(placeholder)
    form = styles.number_format(slot.style)
    if isinstance(value, datetime):
        value = grammar.moment(value)
        form = _day_format(form, placeholder.format, shown.MINUTE_FORMAT)
        if placeholder.format == "年月日":
            value = value.date()
    elif isinstance(value, date):
        form = _day_format(form, placeholder.format, shown.DAY_FORMAT)
    elif not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    font = styles.font(slot.style)
    run = shown.Run(shown.number_text(value, form), font)
    if sum(shown.char_widths([run])) * _NUMBER_ROOM > room:
        return None
    return value, form


def _day_format(template: str, wanted: str, default: str) -> str:
    named = {
        "年月日": shown.DAY_FORMAT,
        "年月日时分": shown.MINUTE_FORMAT,
        "时分": shown.TIME_FORMAT,
    }
    if wanted:
        return named[wanted]
    return default if template in ("General", "@") else template


def _text_value(value: object, resolve: Resolve) -> str | CellRichText:
    if isinstance(value, CellRichText):
        return CellRichText(
            [
                TextBlock(part.font, grammar.substitute(part.text, resolve))
                if isinstance(part, TextBlock)
                else grammar.substitute(str(part), resolve)
                for part in value
            ]
        )
    return grammar.substitute(str(value), resolve)


def _mark_ticks(value: str | CellRichText) -> str | CellRichText:
    """Give ticked boxes a font that has them; song typefaces know only the empty box."""
    parts = list(value) if isinstance(value, CellRichText) else [value]
    if not _TICK.search(str(value)):
        return value
    out: list[str | TextBlock] = []
    for part in parts:
        font = part.font if isinstance(part, TextBlock) else None
        for at, text in enumerate(_TICK.split(part.text if isinstance(part, TextBlock) else part)):
            if not text:
                continue
            if at % 2:
                size = font.sz if font is not None else None
                out.append(TextBlock(InlineFont(rFont=SYMBOL_FONT, sz=size), text))
            else:
                out.append(TextBlock(font, text) if font is not None else text)
    return CellRichText(out)


def _cut(value: str | CellRichText, start: int, end: int) -> str | CellRichText:
    if isinstance(value, str):
        return value[start:end]
    out: list[str | TextBlock] = []
    at = 0
    for part in value:
        text = str(part)
        piece = text[max(0, start - at) : max(0, end - at)]
        at += len(text)
        if piece:
            out.append(TextBlock(part.font, piece) if isinstance(part, TextBlock) else piece)
    return CellRichText(out)


def _heights(band: Band, cells: list[Cell]) -> list[float]:
    heights = [row.height for row in band.rows]
    visible = [height > 0 for height in heights]
    for cell in sorted(cells, key=lambda each: each.slot.rows):
        if not cell.is_data:
            continue
        last = cell.slot.row + cell.slot.rows - 1
        lack = cell.need - sum(heights[cell.slot.row : last + 1])
        if lack > 0 and visible[last]:
            heights[last] = storable_height(heights[last] + lack)
    return heights
