"""What a cell shows: its runs of text with their fonts, and numbers and days by their format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.cell_style import StyleArray

from app.services.forms import fonts
from app.services.forms.styles import Font, Styles
from app.services.forms.text import Line, wrap

DAY_FORMAT = 'yyyy"年"m"月"d"日"'
MINUTE_FORMAT = 'yyyy"年"m"月"d"日" hh:mm'
TIME_FORMAT = "hh:mm"

_GROUPED = re.compile(r"#,##0(\.0+)?")
_PLAIN = re.compile(r"0(\.0+)?")
_PERCENT = re.compile(r"0(\.0+)?%")
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|(yyyy|yy|mm|m|dd|d|hh|h|ss|s)|(.)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font."""

    text: str
    font: Font


def runs(value: object, style: StyleArray, styles: Styles) -> tuple[Run, ...]:
    """What a cell with this value and style shows."""
    base = styles.font(style)
    if value is None or value == "":
        return ()
    if isinstance(value, CellRichText):
        return tuple(
            Run(part.text, styles.inline(part.font, base))
            if isinstance(part, TextBlock)
            else Run(str(part), base)
            for part in value
        )
    if isinstance(value, str):
        return (Run(value, base),)
    return (Run(number_text(value, styles.number_format(style)), base),)


def text_of(parts: Sequence[Run]) -> str:
    """The text of all runs."""
    return "".join(part.text for part in parts)


def char_widths(parts: Sequence[Run], scale: float = 1.0) -> list[float]:
    """Points of each character."""
    found: list[float] = []
    for part in parts:
        face, size = part.font.face, part.font.size * scale
        widths = fonts.widths(face)
        found += [widths[char] * size for char in part.text]
    return found


def largest(parts: Sequence[Run], base: Font) -> float:
    """The font size that rules the line distance."""
    return max((part.font.size for part in parts), default=base.size)


def lines_of(parts: Sequence[Run], width: float) -> list[Line]:
    """The lines of a wrapped cell of this inner width."""
    return list(_broken(tuple(parts), width))


# A text is broken when its row is measured and again when it is painted, a label on every form.
@lru_cache(2048)
def _broken(parts: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    return tuple(wrap(text_of(parts), char_widths(parts), width))


def number_text(value: object, form: str) -> str:
    """A number or day as its format shows it; formats we do not know show the plain value."""
    form = form.partition(";")[0]
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _day_text(value, form)
    if isinstance(value, int | float | Decimal):
        return _amount_text(Decimal(str(value)), form)
    return str(value)


def _amount_text(value: Decimal, form: str) -> str:
    for pattern, grouping, percent in (
        (_GROUPED, ",", False),
        (_PLAIN, "", False),
        (_PERCENT, "", True),
    ):
        found = pattern.fullmatch(form)
        if found:
            digits = len(found[1] or ".") - 1
            shown = value * 100 if percent else value
            return f"{shown:{grouping}.{digits}f}" + ("%" if percent else "")
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _day_text(value: datetime | date | time, form: str) -> str:
    if form == "General" or not re.search("[ymdhs]", re.sub('"[^"]*"', "", form), re.IGNORECASE):
        form = DAY_FORMAT if type(value) is date else MINUTE_FORMAT
    out: list[str] = []
    clock_before = False
    for quoted, escaped, code, other in _DATE_PART.findall(form):
        if code:
            part = code.lower()
            minutes = clock_before and part in ("m", "mm")
            out.append(_part_text(value, "minute" if minutes else part, len(part)))
            clock_before = part in ("h", "hh")
        else:
            out.append(quoted or escaped or other)
    return "".join(out)


def _part_text(value: datetime | date | time, code: str, digits: int) -> str:
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}.get(code[0])
    number: int = getattr(value, "minute" if code == "minute" else str(name), 0)
    if code == "yy":
        number %= 100
    return f"{number:0{digits}d}"
