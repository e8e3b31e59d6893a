"""Which of many lot numbers a recall names: every number is compared once, however long the recall."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from app.services.materials.recall_text import LotRange, Recall, normal

_COUNTED = re.compile(r"^(.*?)(\d+)$")
# Beginning of the number, how many figures it ends with.
_Kind = tuple[str, int]


class LotFinder:
    """Ranges of one beginning and length lie side by side in order; a number is sought among them."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall
        self._lots = frozenset(recall.lots)
        spans: dict[_Kind, list[tuple[int, int]]] = {}
        for one in recall.ranges:
            kind, low, high = _span(one)
            spans.setdefault(kind, []).append((low, high))
        self._spans = {kind: _joined(found) for kind, found in spans.items()}

    def __contains__(self, number: str) -> bool:
        """Whether the recall names it; small letters and full-width signs do not part them."""
        plain = _plain(number)
        if plain in self._lots:
            return True
        counted = _counted(plain)
        if counted is None or counted[0] not in self._spans:
            return False
        kind, value = counted
        starts, ends = self._spans[kind]
        place = bisect_right(starts, value) - 1
        return place >= 0 and value <= ends[place]

    def missed(self, seen: Iterable[str]) -> Iterator[str]:
        """The numbers and ranges of the recall of which nothing was seen, as words."""
        numbers = {_plain(one) for one in seen}
        yield from (one for one in self._recall.lots if one not in numbers)
        values: dict[_Kind, list[int]] = {}
        for one in numbers:
            if (counted := _counted(one)) is not None:
                values.setdefault(counted[0], []).append(counted[1])
        for found in values.values():
            found.sort()
        for span in self._recall.ranges:
            kind, low, high = _span(span)
            here = values.get(kind, [])
            if bisect_left(here, low) == bisect_right(here, high):
                yield f"{span.first}-{span.last}"


def _plain(number: str) -> str:
    """As `normal`, without its cost for the many numbers that are plain already."""
    if number.isascii() and number.isalnum():
        return number.upper()
    return normal(number)


def _counted(plain: str) -> tuple[_Kind, int] | None:
    found = _COUNTED.match(plain)
    return ((found[1], len(found[2])), int(found[2])) if found else None


def _span(one: LotRange) -> tuple[_Kind, int, int]:
    low, high = _counted(one.first), _counted(one.last)
    assert low is not None
    assert high is not None
    return low[0], low[1], high[1]


def _joined(spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Beginnings and ends in order, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for low, high in sorted(spans):
        if ends and low <= ends[-1]:
            ends[-1] = max(ends[-1], high)
        else:
            starts.append(low)
            ends.append(high)
    return starts, ends
