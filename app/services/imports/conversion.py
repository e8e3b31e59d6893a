"""One cell of an old register → the value of a field, or what is wrong with it and how to mend it."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app import clock
from app.i18n import _
from app.models.base import Choice
from app.services import values
from app.services.imports import dates
from app.services.imports.cells import Cell, Fault, Formula, shown
from app.services.imports.layouts import Layout
from app.services.people import pinyin
from app.services.people.directory import Choice as Entry
from app.services.people.directory import Directory
from app.services.registers.register import Field, Kind, Register

# What the procedure forbids (四.3.(2)⑥, 四.6), and the words it hides behind.
FORBIDDEN = ("让步接收", "紧急放行", "特采", "降级使用", "挑选使用", "先用后检")
_MANY = re.compile(r"[、，,;；/\n]+")
_CIRCLED = re.compile(r"^[①-⑳]\s*|^\(?\d{1,2}[).、]\s*")
_YES = frozenset({"是", "有", "√", "✓", "y", "yes", "1", "true", "已"})
_NO = frozenset({"否", "无", "×", "x", "n", "no", "0", "false", "未"})
_AGE = re.compile(r"(\d{1,3})\s*(?:岁|周岁)?")
# Beyond this many digits a spreadsheet has already rounded the number.
_EXACT = 10**15
# How alike two names must be written for one to be suggested for the other.
_NEAR = 0.6


class Unfit(ValueError):
    """A cell that is no value for its field: what is expected, how to mend it, what was likely meant."""

    def __init__(self, expected: str, mend: str, suggestion: str = "") -> None:
        super().__init__(mend)
        self.expected = expected
        self.mend = mend
        self.suggestion = suggestion


@dataclass(frozen=True)
class Converter:
    """Turns cells into values, knowing the register's words and the hospital's departments."""

    kind: Register
    layout: Layout
    directory: Directory

    def convert(self, field: Field, cell: Cell) -> Any:
        """The value of a cell that holds something. Raises Unfit."""
        refuse_computed(cell)
        if field.lines:
            return _lines(field, text_of(cell))
        try:
            if field.many:
                found = self._many(field, [one for one in _MANY.split(shown(cell)) if one.strip()])
                return values.accept_one(field, list(dict.fromkeys(found)))
            return values.accept_one(field, self._one(field, cell))
        except values.WrongValue as problem:
            raise Unfit(_(field.label), str(problem)) from problem

    def _many(self, field: Field, parts: Sequence[str]) -> list[Any]:
        """The values of a list; a suggestion for one of them is one for the whole cell."""
        found = []
        for place, part in enumerate(parts):
            try:
                found.append(self._one(field, part))
            except Unfit as problem:
                whole = [*parts[:place], problem.suggestion, *parts[place + 1 :]]
                meant = "、".join(whole) if problem.suggestion else ""
                raise Unfit(problem.expected, problem.mend, meant) from problem
        return found

    def _one(self, field: Field, cell: Cell) -> Any:
        if field.kind is Kind.CHOICE:
            return self._choice(field, shown(cell))
        if field.kind is Kind.DEPARTMENT:
            return _named(self.directory.departments, shown(cell), _("科室表中的名称"))
        if field.kind is Kind.PERSON:
            return _named(self.directory.people, shown(cell), _("人员表中的姓名或工号"))
        return _READERS.get(field.kind, text_of)(cell)

    def _choice(self, field: Field, text: str) -> StrEnum:
        assert field.choices is not None
        wanted = _word(text)
        for member in field.choices:
            label = member.label
            if wanted in (
                member.value.casefold(),
                _word(label),
                *map(_word, re.split("[、/]", label)),
            ):
                return member
        found = self.layout.words.get(_plain(text))
        if isinstance(found, field.choices):
            return found
        labels = [_(member.label) for member in field.choices]
        expected = _("{labels} 等 {n} 种").format(labels="、".join(labels[:4]), n=len(labels))
        if len(labels) <= 4:
            expected = "、".join(labels)
        if any(word in text for word in FORBIDDEN):
            raise Unfit(expected, _("程序不允许“{word}”，按实际结果改").format(word=text.strip()))
        meant = self._near_choice(field.choices, text)
        if meant:
            raise Unfit(expected, _("可能是“{name}”").format(name=meant), meant)
        raise Unfit(expected, _("改成其中一种，或在对应表里把这一列留空"))

    def _near_choice(self, choices: type[Choice], text: str) -> str:
        """The one choice whose words stand in the text, or that is written nearly like it."""
        wanted = _word(text)
        words = {
            _word(part): member
            for member in choices
            for part in (member.label, *re.split("[、/]", member.label))
        }
        known = {**self.layout.near, **self.layout.words}
        words |= {_word(word): one for word, one in known.items() if isinstance(one, choices)}
        inside = {one for word, one in words.items() if len(word) > 1 and word in wanted}
        if len(inside) == 1:
            return _(inside.pop().label)
        close = difflib.get_close_matches(wanted, words, 1, _NEAR)
        return _(words[close[0]].label) if close and not inside else ""


def _lines(field: Field, text: str) -> Any:
    """A table inside the record from one cell: a row each line, where a row needs one text only."""
    first, *others = [part for part in field.lines if part.required]
    if others:
        raise Unfit(_("逐行填写的表格"), _("这一列留空，导入后在记录里逐行补填"))
    rows = [{first.name: _CIRCLED.sub("", one.strip())} for one in text.splitlines()]
    try:
        return values.accept_one(field, rows)
    except values.WrongValue as problem:
        raise Unfit(_(field.label), str(problem)) from problem


def refuse_computed(cell: Cell) -> None:
    """A formula's result may change and an error is no value. Raises Unfit."""
    if isinstance(cell, Formula):
        raise Unfit(_("直接写出的值"), _("复制这一列，选择性粘贴为数值"))
    if isinstance(cell, Fault):
        raise Unfit(_("直接写出的值"), _("这一格是错误值，改成实际内容"))


def text_of(cell: Cell) -> str:
    """A cell as text. Raises Unfit for a number the spreadsheet has rounded."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT:
        raise Unfit(_("文本格式的号码"), _("超过 15 位的数字已被表格改写，设为文本格式后重新填写"))
    # Forms on the web leave tabs and empty lines around what people wrote.
    return shown(cell).strip()


def forbidden_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The forbidden words that stand in free text: kept as written, and pointed out."""
    joined = "\n".join(texts)
    return tuple(word for word in FORBIDDEN if word in joined)


def _day(cell: Cell) -> date:
    return clock.local(_instant(cell)).date()


def _instant(cell: Cell) -> datetime:
    try:
        return dates.read_instant(cell)
    except dates.NotADate as problem:
        expected, meant = _("真实的日期，如 2024-02-29"), dates.likely(cell)
        mend = str(problem)
        if meant:
            mend = _("{why}；可能是 {date}").format(why=mend, date=meant)
        raise Unfit(expected, mend, meant) from problem


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _word(text: str) -> str:
    """A choice without its number: `②赔礼道歉`, `2、赔礼道歉` and `赔礼道歉` are the same."""
    return _plain(_CIRCLED.sub("", text.strip())).casefold()


def _flag(cell: Cell) -> bool:
    word = _plain(shown(cell)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unfit(_("是或否"), _("改成“是”或“否”"))


def _integer(cell: Cell) -> int:
    found = _AGE.fullmatch(_plain(shown(cell)))
    if found is None:
        raise Unfit(_("整数"), _("只写数字"))
    return int(found[1])


def _amount(cell: Cell) -> str:
    return _plain(shown(cell)).replace(",", "").removesuffix("元")


_READERS: Mapping[Kind, Callable[[Cell], Any]] = {
    Kind.DATE: _day,
    Kind.DATETIME: _instant,
    Kind.FLAG: _flag,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _amount,
}


def _named(choices: Iterable[Entry], text: str, expected: str) -> int:
    """The id of a department or person by name or code; the likeliest one is suggested."""
    wanted = _plain(text).casefold()
    entries = tuple(choices)
    exact = [one for one in entries if wanted in (_plain(one.text).casefold(), one.code.casefold())]
    if len(exact) == 1:
        return exact[0].id
    if exact:
        raise Unfit(expected, _("有 {n} 个同名的，改写工号").format(n=len(exact)))
    likely = _likely([one for one in entries if one.active], wanted)
    if likely is None:
        raise Unfit(expected, _("表里没有这个名称，改正或先在“系统”里添加"))
    namesakes = sum(one.text == likely.text for one in entries)
    meant = likely.text if namesakes == 1 else likely.code
    raise Unfit(expected, _("可能是“{name}”").format(name=meant), meant)


def _likely(entries: Sequence[Entry], wanted: str) -> Entry | None:
    """By characters in order (骨二), by initials (gkeb), or written nearly alike."""
    if not wanted:
        return None
    found = [one for one in entries if _in_order(wanted, one.text.casefold())]
    if not found and wanted.isascii() and len(wanted) > 1:
        found = [one for one in entries if pinyin.matches(wanted, one.text, one.code, one.initials)]
    if found:
        return min(found, key=lambda one: len(one.text))
    near = difflib.get_close_matches(wanted, [one.text for one in entries], 1, _NEAR)
    return next((one for one in entries if near and one.text == near[0]), None)


def _in_order(wanted: str, name: str) -> bool:
    """Whether the characters stand in `name` in this order: 骨二 in 骨科二病区."""
    rest = iter(name)
    return all(character in rest for character in wanted)


def is_same_as_above(cell: Cell) -> bool:
    """同上 and the ditto marks people draw under a value."""
    return isinstance(cell, str) and _plain(cell) in ("同上", "〃", "″", '"', "''", "“", "”")
