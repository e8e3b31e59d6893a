"""Values of fields: cleaning and checking what comes in, and writing it as people read it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from app import amounts, clock
from app.i18n import _
from app.services.registers import lines
from app.services.registers.register import Field, Kind, Register
from app.services.text import clean, too_long

TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE})
INTEGER_LIMIT = 2**31
MEASURED_LIMIT = 10**8
LINES_MOST = 200
TITLE_LENGTH = 40


class WrongValue(ValueError):
    """A value that does not fit its field; the text says what is wrong."""


def accept(register: Register, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values as the model stores them, and field → problem for those that do not fit."""
    accepted, problems = {}, {}
    for name, value in values.items():
        field = register.by_name.get(name)
        if field is None:
            raise KeyError(f"{register.name} has no field {name}")
        try:
            accepted[name] = accept_one(field, value)
        except WrongValue as problem:
            problems[name] = str(problem)
    return accepted, problems


def accept_one(field: Field, value: Any) -> Any:
    """One value, cleaned and converted. Raises WrongValue."""
    if field.lines:
        return _rows(field, value or [])
    if field.many:
        return [_single(field, item) for item in value or []]
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _single(field, value)


def _rows(field: Field, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the record keeps them; empty ones are dropped, a problem names its row."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        number = len(kept) + 1
        values = {part.name: _cell(part, row.get(part.name), number) for part in field.lines}
        values = {name: value for name, value in values.items() if not is_empty(value)}
        lacking = [part for part in field.lines if part.required and part.name not in values]
        if values and lacking:
            raise WrongValue(_("第 {n} 行：{problem}").format(n=number, problem=need(lacking[0])))
        if values:
            kept.append(values)
    if len(kept) > LINES_MOST:
        raise WrongValue(_("最多 {n} 行，另开一张单").format(n=LINES_MOST))
    return kept


def _cell(part: Field, value: Any, number: int) -> Any:
    try:
        if isinstance(value, str) and value and part.kind in lines.READ:
            value = lines.READ[part.kind](value)
        return lines.plain(accept_one(part, value))
    except (ValueError, ArithmeticError) as problem:
        said = problem if isinstance(problem, WrongValue) else _("格式不对")
        raise WrongValue(
            _("第 {n} 行“{what}”：{problem}").format(n=number, what=_(part.label), problem=said)
        ) from problem


def _single(field: Field, value: Any) -> Any:
    if field.kind in TEXT_KINDS:
        return _text(field, str(value))
    if field.kind is Kind.CHOICE:
        return _choice(field, value)
    if field.kind in (Kind.INTEGER, Kind.DEPARTMENT, Kind.PERSON, Kind.RECORD):
        return _integer(value)
    if field.kind is Kind.DECIMAL:
        return _decimal(field, value)
    if field.kind is Kind.FLAG:
        return bool(value)
    return _moment(field, value)


def _decimal(field: Field, value: Any) -> Decimal:
    """An amount of money is rounded to a cent; what was measured is never rounded."""
    try:
        number = Decimal(str(value))
        kept = number.quantize(Decimal(1).scaleb(-(field.length or 2)))
    except InvalidOperation as problem:
        raise WrongValue(_("应是数字，例如 200 或 36.50")) from problem
    if field.length and kept != number:
        raise WrongValue(_("最多 {n} 位小数").format(n=field.length))
    if field.length and abs(number) >= MEASURED_LIMIT:
        raise WrongValue(_("数字太大"))
    return kept


def _text(field: Field, value: str) -> str | None:
    text = clean(value, lines=field.kind is Kind.LONG_TEXT)
    if field.length and (problem := too_long(text, field.length)):
        raise WrongValue(problem)
    return text or None


def _choice(field: Field, value: Any) -> str | StrEnum:
    assert field.choices is not None
    try:
        member = field.choices(value)
    except ValueError as problem:
        raise WrongValue(_("“{value}”不在可选的范围里").format(value=value)) from problem
    return member.value if field.many else member


def _integer(value: Any) -> int:
    try:
        number = int(str(value))
    except ValueError as problem:
        raise WrongValue(_("应是整数")) from problem
    if abs(number) >= INTEGER_LIMIT:
        raise WrongValue(_("数字太大"))
    return number


def _moment(field: Field, value: Any) -> date | datetime:
    if field.kind is Kind.DATE:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise WrongValue(_("应是日期，例如 2026-11-16"))
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise WrongValue(_("应是日期和时间，例如 2026-11-16 09:30"))


def missing(
    register: Register, values: Mapping[str, Any], names: tuple[str, ...]
) -> dict[str, str]:
    """Field → problem for those of `names` that hold nothing."""
    return {name: need(register[name]) for name in names if is_empty(values.get(name))}


def need(field: Field) -> str:
    """The sentence for an empty field that is needed."""
    if field.kind in (Kind.CHOICE, Kind.DEPARTMENT, Kind.PERSON, Kind.FLAG):
        return _("还没有选择{what}").format(what=_(field.label))
    return _("还没有填写{what}").format(what=_(field.label))


def title(register: Register, record: Any) -> str:
    """The line a record is called by: its subject, or the beginning of what happened."""
    held = {name: getattr(record, name) for name in register.subject}
    return title_of(register, held, str(record.number))


def title_of(register: Register, values: Mapping[str, Any], otherwise: str) -> str:
    """The same of values alone, for drafts and lists."""
    return _line(register.called(values)) or otherwise


def subject_of(register: Register, record: Any) -> str:
    """What the column of the subject says: the subject, or the beginning of what happened."""
    texts = (getattr(record, name) for name in register.subject)
    return _line(next((str(text) for text in texts if text), "")) or str(record.number)


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing; 0 and 否 are something."""
    return value is None or value in ("", [])


def mask(value: Any) -> str:
    """A sensitive text with its middle hidden: 138****0012, 王*, DE****07."""
    text = str(value)
    if len(text) >= 7 and sum(letter.isdigit() for letter in text) >= 6:
        return f"{text[:3]}****{text[-4:]}"
    return text[0] + "*" * min(len(text) - 1, 4)


class Names:
    """Names of departments and people by id, for showing records."""

    def __init__(self, departments: Mapping[int, str], people: Mapping[int, str]) -> None:
        self.departments = departments
        self.people = people


def shown(field: Field, value: Any, names: Names, register: Register) -> str:
    """A value as people read it on screen and in lists."""
    if is_empty(value):
        return ""
    if field.lines:
        return "\n".join(
            "  ".join(
                f"{_(one.label)}：{shown(one, row[one.name], names, register)}"
                for one in field.lines
                if not is_empty(row.get(one.name))
            )
            for row in lines.read(field, value)
        )
    if field.many:
        return "、".join(_shown_one(field, item, names, register) for item in value)
    return _shown_one(field, value, names, register)


def _shown_one(field: Field, value: Any, names: Names, register: Register) -> str:
    if field.kind is Kind.CHOICE:
        assert field.choices is not None
        return _(field.choices(value).label)
    if field.kind is Kind.DEPARTMENT:
        return names.departments.get(value, str(value))
    if field.kind is Kind.PERSON:
        return names.people.get(value, str(value))
    if field.kind is Kind.FLAG:
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    return amounts.plain(value) if isinstance(value, Decimal) else str(value)


def unpacked(kind: Register, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a draft as editors take them; what the program no longer knows is left out."""
    read: dict[Kind, Callable[[str], Any]] = {
        Kind.DATE: date.fromisoformat,
        Kind.DATETIME: datetime.fromisoformat,
        Kind.DECIMAL: Decimal,
    }
    return {
        name: read[kind[name].kind](value) if value and kind[name].kind in read else value
        for name, value in kept.items()
        if name in kind.by_name
    }
