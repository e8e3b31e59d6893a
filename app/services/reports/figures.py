"""Figures of a report: every number knows the records behind it; tables and charts are made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app import amounts
from app.i18n import _

Fact = tuple[str, str, Any]
"""One condition: how (`is`, `within`, …), on which column, with what; see `selecting`."""

NUMBER, PERCENT, MONEY, DAYS = "", "%", "元", "日"
MORE, GROWTH = "±", "±%"  # by how many more or less than before, and by what share
ALL = "all"  # the key of a line that sums up the others
TENTH = Decimal("0.1")
GROWTH_FROM = 10  # of fewer than so many no share is said


@dataclass(frozen=True)
class Behind:
    """The records a figure was counted from: those of a register for which all facts hold."""

    register: str
    facts: tuple[Fact, ...]

    def and_(self, *facts: Fact) -> "Behind":
        """Fewer of them."""
        return replace(self, facts=(*self.facts, *facts))


@dataclass(frozen=True)
class Figure:
    """One number. `value` is None where nothing can be said; `ids` are kept when it was frozen."""

    value: int | Decimal | None
    behind: Behind | None = None
    unit: str = NUMBER
    ids: tuple[int, ...] | None = None

    @property
    def text(self) -> str:
        """As it stands in a table; `—` where there is nothing to say."""
        if self.value is None:
            return "—"
        if self.unit == MONEY:
            return f"{self.value:,.2f}"
        sign = "+" if self.unit in (MORE, GROWTH) and self.value > 0 else ""
        return f"{sign}{self.value:,}" + (" %" if self.unit in (PERCENT, GROWTH) else "")


Entry = Figure | str


@dataclass(frozen=True)
class Line:
    """A line of a table: what it is about, and an entry for every column."""

    key: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Table:
    """Figures under heads; `note` says how they were counted. An empty one says so in `empty`.

    `total` sums the lines up, where that makes sense; no chart draws it.
    """

    name: str
    title: str
    head: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...] = ()
    note: str = ""
    empty: str = ""
    total: Line | None = None

    @property
    def rows(self) -> tuple[Line, ...]:
        """Everything that is shown of it, from top to bottom."""
        return self.lines if self.total is None else (*self.lines, self.total)

    def entry(self, line: str, column: str) -> Entry:
        """What stands at a place; KeyError where there is none."""
        place = [key for key, _label in self.columns].index(column)
        for one in self.rows:
            if one.key == line:
                return one.entries[place]
        raise KeyError(line)

    def figure(self, line: str, column: str) -> Figure:
        """The figure at a place."""
        found = self.entry(line, column)
        assert isinstance(found, Figure)
        return found

    def column(self, name: str) -> tuple[Entry, ...]:
        """The entries of a column in every line, from top to bottom; not their total."""
        place = [key for key, _label in self.columns].index(name)
        return tuple(one.entries[place] for one in self.lines)


COLUMNS, ROWS, LINE = "columns", "rows", "line"


@dataclass(frozen=True)
class Picture:
    """A chart of one column of a table; `goal` is the limit of a line, `beside` an earlier period."""

    name: str
    title: str
    shape: str
    table: str
    column: str
    goal: int | None = None
    beside: str = ""


ROWS_MOST = 10


def drawn(picture: Picture, table: Table) -> tuple[Line, ...]:
    """The lines of a table its chart shows: rows below each other are read as far as ten."""
    return table.lines[:ROWS_MOST] if picture.shape == ROWS else table.lines


def caption(picture: Picture, table: Table) -> str:
    """The title of a chart; where it shows the first lines only, it says so."""
    if len(drawn(picture, table)) == len(table.lines):
        return picture.title
    return _("{title}（前 {n} 项）").format(title=picture.title, n=ROWS_MOST)


@dataclass(frozen=True)
class Report:
    """Everything counted for one report, and since which moment it stands so."""

    kind: str
    period: str
    department_id: int
    title: str
    counted_at: str
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """The table of this name; KeyError where there is none."""
        for one in self.tables:
            if one.name == name:
                return one
        raise KeyError(name)

    def figures(self) -> Iterator[Figure]:
        """All of them, in the order of the paper."""
        for table in self.tables:
            for line in table.rows:
                yield from (one for one in line.entries if isinstance(one, Figure))


def percent(part: int, whole: int, behind: Behind | None = None) -> Figure:
    """A share in percent."""
    return Figure(amounts.rate(part, whole), behind, PERCENT)


def change(now: int | Decimal | None, before: int | Decimal | None) -> tuple[Figure, Figure]:
    """By how many more or less than before, and by what share of it; of a few a share says nothing."""
    if now is None or before is None:
        return Figure(None, None, MORE), Figure(None, None, GROWTH)
    by = now - before
    is_enough = bool(before) and (isinstance(before, Decimal) or before >= GROWTH_FROM)
    share = amounts.rate(by, before) if is_enough else None
    return Figure(by, None, MORE), Figure(share, None, GROWTH)


def quantile(values: Sequence[tuple[int, int]], share: float) -> int | None:
    """The value below or at which this share of all lies; `values` are pairs of value and how many.

    The nearest rank: one of the values, never something between two of them.
    """
    total = sum(many for _value, many in values)
    if not total:
        return None
    rank = max(1, -int(-total * share // 1))
    seen = 0
    for value, many in sorted(values):
        seen += many
        if seen >= rank:
            return value
    return None


def mean(values: Sequence[tuple[int, int]]) -> Decimal | None:
    """The average, to one place."""
    total = sum(many for _value, many in values)
    if not total:
        return None
    summed = sum(value * many for value, many in values)
    return (Decimal(summed) / total).quantize(TENTH, ROUND_HALF_UP)
