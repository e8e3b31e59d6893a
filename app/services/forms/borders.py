"""Frames: the sides of a page's cells become long strokes, double lines meet in clean corners."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.services.forms.styles import Side

WIDTHS = {
    "hair": 0.25, "dotted": 0.5, "dashed": 0.5, "dashDot": 0.5, "dashDotDot": 0.5, "thin": 0.5,
    "mediumDashed": 1.5, "mediumDashDot": 1.5, "mediumDashDotDot": 1.5, "slantDashDot": 1.5,
    "medium": 1.5, "thick": 2.25, "double": 0.5,
}  # fmt: skip
_STRENGTH = {style: rank for rank, style in enumerate(WIDTHS)}
_DASHES: dict[str, tuple[float, ...]] = {
    "dotted": (0.5, 1.5), "dashed": (3, 1.5), "dashDot": (4, 1.5, 1, 1.5),
    "dashDotDot": (4, 1.5, 1, 1.5, 1, 1.5), "mediumDashed": (6, 3),
    "mediumDashDot": (6, 2, 2, 2), "mediumDashDotDot": (6, 2, 2, 2, 2, 2),
    "slantDashDot": (6, 2, 2, 2),
}  # fmt: skip
GAP = 0.75  # from the grid line to each stroke of a double line


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line to draw, in points from the top left corner of the body."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    color: str
    dash: tuple[float, ...] = ()


def stronger(one: Side | None, other: Side | None) -> Side | None:
    """Which of two neighbours' sides is drawn on their common edge."""
    if one is None or other is None:
        return one or other
    return one if _STRENGTH.get(one.style, 0) >= _STRENGTH.get(other.style, 0) else other


class Grid:
    """The edges of one page: `across[line, column]` and `down[row, line]`."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self._xs, self._ys = xs, ys
        self._across: dict[tuple[int, int], Side] = {}
        self._down: dict[tuple[int, int], Side] = {}

    def add_across(self, line: int, column: int, side: Side | None) -> None:
        """A horizontal edge."""
        _keep(self._across, (line, column), side)

    def add_down(self, row: int, line: int, side: Side | None) -> None:
        """A vertical edge."""
        _keep(self._down, (row, line), side)

    def strokes(self) -> list[Stroke]:
        """All lines of the page, neighbours joined."""
        turned = {(line, row): side for (row, line), side in self._down.items()}
        across = [
            Stroke(start, at, end, at, *_look(side))
            for start, end, at, side in _lines(self._across, turned, self._xs, self._ys)
        ]
        down = [
            Stroke(at, start, at, end, *_look(side))
            for start, end, at, side in _lines(turned, self._across, self._ys, self._xs)
        ]
        return across + down


_Edges = Mapping[tuple[int, int], Side]
_Found = tuple[float, float, float, Side]


def _keep(edges: dict[tuple[int, int], Side], key: tuple[int, int], side: Side | None) -> None:
    known = edges.get(key)
    # Neighbours mostly say the same of their edge, in the same words.
    if side is known or side is None:
        return
    edges[key] = side if known is None else stronger(known, side) or side


def _look(side: Side) -> tuple[float, str, tuple[float, ...]]:
    return WIDTHS.get(side.style, 0.5), side.color, _DASHES.get(side.style, ())


def _runs(edges: _Edges) -> Iterator[tuple[int, int, int, Side]]:
    """Neighbouring equal edges of one grid line: line, first node, last node, side."""
    current: tuple[int, int, int, Side] | None = None
    for line, step in sorted(edges):
        side = edges[line, step]
        if current and current[0] == line and current[2] == step and current[3] == side:
            current = (line, current[1], step + 1, side)
            continue
        if current:
            yield current
        current = (line, step, step + 1, side)
    if current:
        yield current


def _lines(
    edges: _Edges, cross: _Edges, along: Sequence[float], places: Sequence[float]
) -> list[_Found]:
    found: list[_Found] = []
    doubled = {node for node, side in cross.items() if side.style == "double"}
    for line, first, last, side in _runs(edges):
        # Whether a double line leaves each node on the lower (False) or higher (True) side.
        leaves = {
            node: ((node, line - 1) in doubled, (node, line) in doubled)
            for node in range(first, last + 1)
        }
        if side.style == "double":
            for higher in (False, True):
                place = places[line] + (GAP if higher else -GAP)
                found += [(*part, place, side) for part in _stroke_of_double(
                    leaves, along, first, last, higher)]  # fmt: skip
        else:
            found += [(*part, places[line], side) for part in _single(leaves, along, first, last)]
    return found


def _single(
    leaves: Mapping[int, tuple[bool, ...]], along: Sequence[float], first: int, last: int
) -> Iterator[tuple[float, float]]:
    """A single line stops at the near stroke of a double line that passes."""
    start = along[first] + (GAP if all(leaves[first]) else 0)
    for node in range(first + 1, last):
        if all(leaves[node]):
            yield start, along[node] - GAP
            start = along[node] + GAP
    yield start, along[last] - (GAP if all(leaves[last]) else 0)


def _stroke_of_double(
    leaves: Mapping[int, tuple[bool, ...]],
    along: Sequence[float],
    first: int,
    last: int,
    higher: bool,
) -> Iterator[tuple[float, float]]:
    """One stroke of a double line: it gives way to a double line on its side, and closes corners."""
    near, far = int(higher), int(not higher)

    def shift(node: int) -> float:
        if leaves[node][near]:
            return GAP
        return -GAP if leaves[node][far] else 0.0

    start = along[first] + shift(first)
    for node in range(first + 1, last):
        if leaves[node][near]:
            yield start, along[node] - GAP
            start = along[node] + GAP
    yield start, along[last] - shift(last)
