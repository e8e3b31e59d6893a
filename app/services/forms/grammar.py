"""The closed grammar of placeholders in a template, and the text that stands in their place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app import clock
from app.services.forms.text import clean
from app.services.forms.values import FormValue, Options, Signature

MARKER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LINE_MARKER = re.compile(r"\{\{\s*#[^{}]*\}\}")
HALF = re.compile(r"\{\{|\}\}")
RESERVED = (
    "hospital", "form_no", "title", "retention", "copies", "anchor", "printed", "slip", "qr",
    "watermark",
)  # fmt: skip
TICKED, UNTICKED = "☑", "□"
BETWEEN = "  "
ROW_NUMBER = "row_number"  # in a repeated row: which one it is

_NAME = r"[^\W\d]\w*"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ticks", re.compile(rf"☐\s*({_NAME})")),
    ("lines", re.compile(rf"#\s*({_NAME})")),
    ("sign", re.compile(rf"sign\s+({_NAME})")),
    ("sum", re.compile(rf"sum\s+({_NAME}\.{_NAME})")),
    ("value", re.compile(rf"({_NAME})(?:\s*\|\s*(年月日时分|年月日|时分))?")),
)
# Paper is Chinese whatever language the window speaks: nothing printed is translated.
_BLANK_SIGN = "{label}签名：____________\n日期：______年____月____日"
_TRACE = "系统留痕"
_SIGNED = "{label}：{name}  {day}\n（{trace}）{apart}手签：____________"
_NAMED = "{label}：{name}  {day}\n手签：____________"
_TRACE_SHORT = 10  # characters: with a longer trace the line to sign on stands below it


@dataclass(frozen=True)
class Placeholder:
    """One `{{ … }}`: what kind, of which field, in which format."""

    kind: str
    name: str
    format: str = ""


class UnknownPlaceholder(ValueError):
    """Something between double braces that is not in the grammar."""


def parse(inside: str) -> Placeholder:
    """What stands between the braces."""
    for kind, shape in _SHAPES:
        found = shape.fullmatch(inside)
        if found:
            return Placeholder(kind, found[1], (found[2] or "") if kind == "value" else "")
    raise UnknownPlaceholder(inside)


def placeholders(text: str) -> Iterator[Placeholder]:
    """All placeholders of a text, in order."""
    for found in MARKER.finditer(text):
        yield parse(found[1])


def only(text: str) -> Placeholder | None:
    """The placeholder that is the whole text, if it is one; the mark of a line does not count."""
    found = MARKER.fullmatch(_LINE_MARKER.sub("", text).strip())
    return parse(found[1]) if found else None


def day_text(day: date) -> str:
    """A day as written on paper."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment(value: datetime) -> datetime:
    """An instant on the hospital's wall clock, without zone, as a workbook stores it."""
    return clock.local(value).replace(tzinfo=None) if value.tzinfo else value


def value_text(value: FormValue, form: str = "") -> str:
    """A single value as text; lists and pictures have none."""
    match value:
        case datetime():
            text = _moment_text(moment(value), form)
        case date():
            text = day_text(value)
        case Options():
            text = ticks_text(value)
        case Signature():
            text = sign_text(value)
        case Decimal():
            text = f"{value:f}"
        case str() | int():
            text = clean(str(value))
        case _:
            text = ""
    return text


def _moment_text(value: datetime, form: str) -> str:
    if form == "时分":
        return f"{value:%H:%M}"
    day = day_text(value.date())
    return day if form == "年月日" else f"{day} {value:%H:%M}"


def ticks_text(value: Options) -> str:
    """All options, each with its box."""
    return BETWEEN.join(
        (TICKED if at in value.ticked else UNTICKED) + clean(option)
        for at, option in enumerate(value.options)
    )


def sign_text(value: Signature) -> str:
    """A signature: name and day of the signed step, or lines to write on."""
    label = clean(value.label)
    if value.name is None:
        blank = _BLANK_SIGN.format(label=label)
        return f"{blank}  {clean(value.note)}" if value.note else blank
    day = day_text(value.day) if value.day else ""
    if not value.is_traced:
        return _NAMED.format(label=label, name=clean(value.name), day=day)
    said = [one for one in clean(value.note).split("，") if one not in ("", _TRACE)]
    trace = "，".join((_TRACE, *said))
    apart = "" if len(trace) < _TRACE_SHORT else "\n"
    return _SIGNED.format(label=label, name=clean(value.name), day=day, trace=trace, apart=apart)


def total(lines: FormValue, field: str) -> Decimal:
    """Sum of a field over repeated lines; what is no number counts as nothing."""
    if not isinstance(lines, list):
        return Decimal(0)
    found = (line.get(field) for line in lines)
    return sum(
        (Decimal(value) for value in found if isinstance(value, int | Decimal)), start=Decimal(0)
    )


Resolve = Callable[[Placeholder], FormValue]


def substitute(text: str, resolve: Resolve) -> str:
    """The text with every placeholder replaced."""

    def replaced(found: re.Match[str]) -> str:
        placeholder = parse(found[1])
        return value_text(resolve(placeholder), placeholder.format)

    return MARKER.sub(replaced, text)


def resolver(
    values: Mapping[str, FormValue],
    options: Mapping[str, Sequence[str]],
    signatures: Mapping[str, str],
    line: Mapping[str, FormValue] | None = None,
) -> Resolve:
    """Looks values up, in the repeated line first; what a blank form lacks it describes itself."""

    def resolve(placeholder: Placeholder) -> FormValue:
        name = placeholder.name
        if placeholder.kind == "lines":
            return None
        if placeholder.kind == "sum":
            group, _dot, field = name.partition(".")
            return total(values.get(group), field) if values.get(group) else None
        value = line[name] if line is not None and name in line else values.get(name)
        if placeholder.kind == "ticks" and not isinstance(value, Options):
            return Options(tuple(options.get(name, ())))
        if placeholder.kind == "sign" and not isinstance(value, Signature):
            return Signature(signatures.get(name, ""))
        return value

    return resolve
