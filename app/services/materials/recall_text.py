"""The text of a recall notice → the lot numbers it names: ranges, lists, full-width signs, prefixes.

Whatever a person pastes is read generously: a number too many is looked up and not found, a number
missed may stay on a ward.
"""

import re
import unicodedata
from dataclasses import dataclass

_WORDS = re.compile(r"(?:生产|产品|灭菌)?批(?:号|次)|序列号|(?<![A-Za-z])(?:LOT|BATCH)(?:\s*NO)?(?![A-Za-z])|"
                    r"(?<![A-Za-z])S/?N(?![A-Za-z])", re.IGNORECASE)  # fmt: skip
# The last is the mathematical tilde, which no font of the program shows.
_DASHES = dict.fromkeys([*map(ord, "‐‑‒–—―−－﹣～〜~"), 0x223C], "-")
_PARTS = re.compile(r"[\s,;、。|:()\[\]<>“”\"'《》【】·]+")
_TO = re.compile(r"\s*(?:-+|至|到)\s*(?=[A-Za-z0-9])")
_LOT = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_#*+-]*")
_COUNTED = re.compile(r"^(.*?)(\d+)$")
_DATE = re.compile(r"^(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}$")


@dataclass(frozen=True)
class LotRange:
    """Lot numbers from one to another, both included; of the same beginning and the same length."""

    first: str
    last: str

    def __contains__(self, number: str) -> bool:
        """Whether a lot number lies in it; the case of letters does not part them."""
        begin, low = _counted(self.first)
        _same, high = _counted(self.last)
        mine = _COUNTED.match(normal(number))
        if mine is None or len(mine[0]) != len(self.first):
            return False
        return mine[1] == begin and low <= int(mine[2]) <= high


@dataclass(frozen=True)
class Recall:
    """What a pasted text names: single lots and ranges, each once, in the order of the text."""

    lots: tuple[str, ...]
    ranges: tuple[LotRange, ...]

    def __contains__(self, number: str) -> bool:
        return normal(number) in self.lots or any(number in one for one in self.ranges)


def normal(number: str) -> str:
    """A lot number as it is compared: half-width, in capitals, without spaces or signs around it."""
    text = unicodedata.normalize("NFKC", number).translate(_DASHES)
    return re.sub(r"\s+", "", text).strip(".,;:#*").upper()


def read(text: str) -> Recall:
    """The lots of a pasted notice, of a list, or of several columns."""
    flat = unicodedata.normalize("NFKC", text).translate(_DASHES)
    flat = _WORDS.sub(" ", flat)
    flat = _TO.sub("-", _joined(flat))
    lots: dict[str, None] = {}
    ranges: dict[LotRange, None] = {}
    for part in _PARTS.split(flat):
        for found in _LOT.findall(part):
            if _DATE.match(found) or not any(one.isdigit() for one in found):
                continue
            span = _range(found)
            if span is not None:
                ranges[span] = None
            else:
                lots[normal(found)] = None
    return Recall(tuple(one for one in lots if one), tuple(ranges))


def _joined(text: str) -> str:
    """No blanks around a dash within a line, so that a range is one word."""
    return re.sub(r"(?<=[A-Za-z0-9])[ \t]*-[ \t]*(?=[A-Za-z0-9])", "-", text)


def _range(word: str) -> LotRange | None:
    """`A001-A005`, `4087202-03`; None where a dash only belongs to a number."""
    parts = [one for one in word.split("-") if one]
    if len(parts) % 2:
        return None
    half = len(parts) // 2
    first, last = normal("-".join(parts[:half])), normal("-".join(parts[half:]))
    begin, end = _COUNTED.match(first), _COUNTED.match(last)
    if begin is None or end is None:
        return None
    if end[1] == "" and len(end[2]) < len(begin[2]) and half == 1 and begin[1] == "":
        # 4087202-03: only the end of the second number is written.
        last = first[: len(first) - len(end[2])] + end[2]
        end = _COUNTED.match(last)
        assert end is not None
    if begin[1] != end[1] or len(begin[2]) != len(end[2]) or int(begin[2]) > int(end[2]):
        return None
    return LotRange(first, last)


def _counted(number: str) -> tuple[str, int]:
    found = _COUNTED.match(number)
    assert found is not None
    return found[1], int(found[2])
