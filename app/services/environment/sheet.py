"""What is typed into the sheet of a round: numbers as people write them, and what they come to."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize

from app import amounts
from app.i18n import _
from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import LimitType
from app.services.registers.environment import judging
from app.services.registers.environment.judging import Limit

DECIMALS, DIGITS = 4, 8
_FOUND = "检出"  # as limits are worded: data, not a text of the program
NOTE_LONGEST = 200
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "。": ".", "、": ","})
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")


class Unreadable(ValueError):
    """What was typed is no number; the sentence says what to write instead."""


class Standing(StrEnum):
    """How a line of the sheet stands while it is typed."""

    EMPTY = "EMPTY"
    PENDING = "PENDING"
    UNREADABLE = "UNREADABLE"
    ODD = "ODD"
    PASS = "PASS"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True)
class SheetLine:
    """A point of the sheet: what is measured where, held against which limit.

    `limit_text` is the limit as sheets print it, without its unit; `wording` is what it asks besides.
    Where a place holds goods, a failure keeps them from being issued.
    """

    point_id: int
    code: str
    item: str
    place: str
    department: str
    supervising: str
    limit: Limit
    limit_text: str
    unit: str = ""
    wording: str = ""
    standard: str = ""
    department_id: int = 0
    holds_goods: bool = False


@dataclass(frozen=True)
class Entered:
    """What was entered in a line; nothing of it is judged yet."""

    text: str = ""
    finding: EnvFinding | None = None
    is_pending: bool = False
    instrument: str = ""
    odd_confirmed: bool = False
    note: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether the line is one of those handed in."""
        return bool(self.text.strip()) or self.finding is not None or self.is_pending


@dataclass(frozen=True)
class Outcome:
    """What a line comes to: its number, how it stands, and in words why."""

    standing: Standing
    value: Decimal | None = None
    why: str = ""


VERDICTS = {
    Standing.PASS: EnvVerdict.PASS,
    Standing.WARN: EnvVerdict.WARN,
    Standing.FAIL: EnvVerdict.FAIL,
}
_STANDINGS = {verdict: standing for standing, verdict in VERDICTS.items()}


def number(text: str) -> Decimal | None:
    """`３．５`, `3,5`, `−0.05`; None where nothing is written. Raises Unreadable.

    `1,200` may be a thousand or a little more than one: it is asked, never guessed.
    """
    typed = normalize("NFKC", text).translate(_SIGNS).replace(" ", "")
    if not typed:
        return None
    if _THOUSANDS.fullmatch(typed):
        plain = typed.replace(",", "")
        words = _("逗号看不出是小数点还是千位，写成 {thousand} 或 {small}")
        raise Unreadable(words.format(thousand=plain, small=typed.replace(",", ".", 1)))
    if found := _DECIMAL_COMMA.fullmatch(typed):
        typed = f"{found[1]}.{found[2]}"
    if not _NUMBER.fullmatch(typed):
        raise Unreadable(_("应为数字，如 36.5"))
    made = Decimal(typed)
    exponent = made.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise Unreadable(_("最多 {n} 位小数").format(n=DECIMALS))
    if abs(made) >= Decimal(10) ** DIGITS:
        raise Unreadable(_("数太大，最多 {n} 位整数").format(n=DIGITS))
    return made


def outcome(line: SheetLine, entered: Entered) -> Outcome:
    """The verdict on what was entered, or why there is none yet."""
    if entered.is_pending:
        return Outcome(Standing.PENDING)
    try:
        value = number(entered.text) if is_measured(line) else None
    except Unreadable as problem:
        return Outcome(Standing.UNREADABLE, why=str(problem))
    judged = judging.judge(line.limit, value, entered.finding, line.unit)
    if judged is None:
        if entered.finding is not None:
            return Outcome(Standing.UNREADABLE, why=_("还没有填实测值"))
        return Outcome(Standing.EMPTY)
    if judging.is_odd(line.limit, value) and not entered.odd_confirmed:
        return Outcome(Standing.ODD, value, odd_words(line, value))
    return Outcome(_STANDINGS[judged.verdict], value, judged.why)


def is_measured(line: SheetLine) -> bool:
    """Whether a number is written; else it is found 符合 or 不符合."""
    return judging.is_measured(line.limit)


def asks_besides(line: SheetLine) -> bool:
    """Whether a measured line asks besides for what must not be found (不得检出致病菌)."""
    return is_measured(line) and _FOUND in line.wording


def finding_words(line: SheetLine, finding: EnvFinding | None) -> str:
    """`未检出`, `检出`, `符合`, `不符合`, or nothing."""
    if finding is None:
        return ""
    if line.limit.limit_type is LimitType.NEGATIVE:
        return _("未检出") if finding is EnvFinding.GOOD else _("检出")
    return _(finding.label)


def odd_words(line: SheetLine, value: Decimal | None) -> str:
    """`45 ℃ 不在常见的 10–40 ℃ 里`: what would be plausible."""
    low, high = line.limit.plausible_low, line.limit.plausible_high
    shown = f"{amounts.plain(value)} {line.unit}".strip()
    if low is not None and high is not None:
        span = f"{amounts.plain(low)}–{amounts.plain(high)} {line.unit}".strip()
        return _("{value} 不在常见的 {span} 里").format(value=shown, span=span)
    edge, words = (high, _("{value} 比常见的 {edge} 还高"))
    if high is None:
        edge, words = low, _("{value} 比常见的 {edge} 还低")
    return words.format(value=shown, edge=f"{amounts.plain(edge)} {line.unit}".strip())
