"""Text: making it storable, and breaking it into lines by the rules of Chinese typesetting.

A line is a pair of offsets; the lines of a text, joined, are the text (less the line feeds).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_TO_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML cannot hold: control characters, halves of surrogate pairs, the two non-characters.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_NOT_FIRST = frozenset("、。，；：？！）》」』】〕〉”’…—％‰℃·,.;:?!)]}%°")
_NOT_LAST = frozenset("（《「『【〔〈“‘¥￥([{")
_STEPS_BACK = 4

_WORD = r"[!-,.0-~\u00a1-\u052f]"
_TOKEN = re.compile(
    r"\n"
    r"|[□☐☑](?:(?!  )[^\n□☐☑]){0,30}"  # a box stays with its option
    r"|(?:（[^（）\n]{1,24}）)?[^\W\d_]{1,6}：_{2,}[_年月日]*"  # a line to sign on, with its name
    r"|——|……"
    r"|[ \t\u3000]+"
    rf"|{_WORD}*[/\-]+|{_WORD}+"  # numbers and Latin words; they may break after / and -
    r"|.",
    re.DOTALL,
)


def clean(text: str) -> str:
    """The text as it can be stored in a workbook; what cannot is shown as its code point."""
    text = _TO_NEWLINE.sub("\n", text)
    return _UNSTORABLE.sub(lambda found: f"〔U+{ord(found.group()):04X}〕", text)


def escape(text: str) -> str:
    """The text as written into the file, where a bare `_x0041_` would be read as one letter."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


@dataclass(frozen=True, slots=True)
class Line:
    """Offsets of one line in its text, without the line feed, and the width that is seen."""

    start: int
    end: int
    width: float


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    width: float
    blank: bool


def wrap(text: str, widths: Sequence[float], available: float) -> list[Line]:
    """Break a text into lines; `widths` holds the width of each character."""
    if not text:
        return []
    return _Wrapper(text, widths, available).lines()


class _Wrapper:
    def __init__(self, text: str, widths: Sequence[float], available: float) -> None:
        self._text = text
        self._sums = list(accumulate(widths, initial=0.0))
        self._available = available + 0.001
        self._lines: list[Line] = []
        self._line: list[_Token] = []
        self._start = 0

    def lines(self) -> list[Line]:
        for found in _TOKEN.finditer(self._text):
            start, end = found.span()
            if self._text[start] == "\n":
                self._finish(start)
                self._start = end
            else:
                self._add(self._token(start, end))
        self._finish(len(self._text))
        return self._lines

    def _token(self, start: int, end: int) -> _Token:
        blank = self._text[start] in " \t\u3000"
        return _Token(start, end, self._sums[end] - self._sums[start], blank)

    def _seen(self, start: int, end: int) -> float:
        """Width without the blanks that hang over the end of the line."""
        while end > start and self._text[end - 1] in " \t\u3000":
            end -= 1
        return self._sums[end] - self._sums[start]

    def _finish(self, end: int) -> None:
        self._lines.append(Line(self._start, end, self._seen(self._start, end)))
        self._line = []
        self._start = end

    def _add(self, token: _Token) -> None:
        if token.blank or self._seen(self._start, token.end) <= self._available:
            self._line.append(token)
            return
        if self._line:
            self._break_before(token)
        if self._line and self._seen(self._start, token.end) > self._available:
            self._finish(token.start)
        if self._seen(self._start, token.end) <= self._available:
            self._line.append(token)
        else:
            self._cut(token)

    def _break_before(self, token: _Token) -> None:
        keep = len(self._line)
        first = token
        for step in range(min(_STEPS_BACK, len(self._line) - 1) + 1):
            at = len(self._line) - step
            if self._may_break(self._line[at - 1], first):
                keep = at
                break
            first = self._line[at - 1]
        carried = self._line[keep:]
        self._finish(carried[0].start if carried else token.start)
        self._line = carried

    def _may_break(self, last: _Token, first: _Token) -> bool:
        head, tail = self._text[first.start], self._text[last.end - 1]
        return not first.blank and head not in _NOT_FIRST and tail not in _NOT_LAST

    def _cut(self, token: _Token) -> None:
        """A piece longer than the line is cut by character, at least one on each line."""
        for at in range(token.start, token.end):
            part = self._token(at, at + 1)
            if at > self._start and self._seen(self._start, part.end) > self._available:
                self._finish(at)
            self._line.append(part)
