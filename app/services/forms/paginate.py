"""Decides which rows stand on which page. Knows heights and numbers of lines, nothing of files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, inf

from app.services.forms import units

KEEP_WHOLE = 0.30  # of a page: what is lower is moved to the next page rather than divided
KEEP_TABLE = 0.36  # of a page: the lines of a table that are lower stand on one page
OPEN_BAND = 0.50  # of a page: a band of several rows that is higher is placed row by row
LEAST_LINES = 4


@dataclass(frozen=True)
class Text:
    """A cell whose text may go on to the next page."""

    lines: int
    size: float


@dataclass(frozen=True)
class Row:
    """A row: its height, its texts, and what any piece of it needs for its labels."""

    height: float
    texts: tuple[Text, ...] = ()
    least: float = 0.0


@dataclass(frozen=True)
class Band:
    """Rows that belong together.

    `whole`: all of it seen as one row, when every cell spans it. `leads`: a heading, which never
    stands alone at the end of a page. `is_line`: one of the lines of a table; the heading right
    above the first of them stands again above those that go on to another page.
    """

    rows: tuple[Row, ...]
    whole: Row | None = None
    leads: bool = False
    is_line: bool = False

    @property
    def height(self) -> float:
        """Height of all rows."""
        return sum(row.height for row in self.rows)


@dataclass(frozen=True)
class Part:
    """What of a band stands on a page.

    `row` is the row of an opened band, `None` for the whole band. `cuts` holds first and last
    line of each text, `None` when nothing is divided. `rows` sheet rows of `height` each are
    written for it; 0 means the template's own rows.
    """

    band: int
    row: int | None = None
    cuts: tuple[tuple[int, int], ...] | None = None
    rows: int = 0
    height: float = 0.0
    first: bool = True


@dataclass
class Page:
    """One page and how much of it is used."""

    parts: list[Part] = field(default_factory=list)
    used: float = 0.0


class TooHigh(ValueError):
    """A band that fits no page and cannot be divided."""

    def __init__(self, band: int) -> None:
        super().__init__(str(band))
        self.band = band


def paginate(bands: Sequence[Band], first: float, following: float) -> list[Page]:
    """Distribute bands over pages: `first` is the first page's height, `following` the others'."""
    return _Paginator(bands, first, following).pages()


class _Paginator:
    def __init__(self, bands: Sequence[Band], first: float, following: float) -> None:
        self._bands = bands
        self._first, self._whole = first, following
        self._pages = [Page()]
        self._head: int | None = None
        self._carried = 0  # parts at the beginning of this page that stood on an earlier one

    def pages(self) -> list[Page]:
        for number, band in enumerate(self._bands):
            if not band.is_line:
                self._head = None
            elif number and self._bands[number - 1].leads:
                self._head = number - 1
            self._place(number, band)
        return self._pages

    @property
    def _following(self) -> float:
        """What the next page has room for."""
        return self._whole - (0.0 if self._head is None else self._bands[self._head].height)

    @property
    def _fresh(self) -> bool:
        return len(self._pages[-1].parts) == self._carried

    @property
    def _rest(self) -> float:
        capacity = self._first if len(self._pages) == 1 else self._whole
        return capacity - self._pages[-1].used

    def _add(self, part: Part, height: float) -> None:
        self._pages[-1].parts.append(part)
        self._pages[-1].used += height

    def _break(self) -> None:
        if not self._fresh:
            self._turn()

    def _turn(self) -> None:
        self._pages.append(Page())
        self._carried = 0
        if self._head is not None:
            self._add(_entire(self._head, self._bands[self._head]), self._bands[self._head].height)
            self._carried = 1

    def _place(self, number: int, band: Band) -> None:
        if band.leads and number + 1 < len(self._bands):
            together = self._start_of(number)
            if self._rest < together <= self._following:
                self._break()
        storable = all(row.height <= units.HIGHEST_ROW for row in band.rows)
        if band.height <= self._rest and (storable or band.whole is not None):
            self._add(_entire(number, band), band.height)
        elif band.whole is not None:
            self._place_row(number, None, band.whole)
        elif band.height > OPEN_BAND * self._following or not storable:
            for at, row in enumerate(band.rows):
                self._place_row(number, at, row)
        else:
            self._break()
            if band.height > self._rest:
                raise TooHigh(number)
            self._add(_entire(number, band), band.height)

    def _start_of(self, number: int) -> float:
        """The least of a band that can stand at the end of a page; a heading takes one with it."""
        band = self._bands[number]
        if band.leads and number + 1 < len(self._bands):
            table = self._table_below(number)
            if table <= KEEP_TABLE * self._whole:
                return band.height + table
            return band.height + self._start_of(number + 1)
        row = band.whole
        if row is None or row.height <= KEEP_WHOLE * self._following:
            return band.height
        lines = [_need(min(text.lines, LEAST_LINES + 1), text.size) for text in row.texts]
        return max([row.least, *lines]) if lines else row.height

    def _table_below(self, head: int) -> float:
        """The height of the lines a heading stands over; without any nothing is kept together."""
        lines = []
        for band in self._bands[head + 1 :]:
            if not band.is_line:
                break
            lines.append(band.height)
        return sum(lines) if lines else inf

    def _place_row(self, number: int, at: int | None, row: Row) -> None:
        whole = _entire(number, self._bands[number]) if at is None else _piece(
            number, at, None, row.height, first=True, up=True
        )  # fmt: skip
        if row.height <= self._rest:
            self._add(whole, row.height)
            return
        dividable = any(_need(text.lines, text.size) > self._rest for text in row.texts)
        if row.height <= self._following and (
            row.height <= KEEP_WHOLE * self._following or not dividable
        ):
            self._break()
            self._add(whole, row.height)
            return
        if not row.texts:
            raise TooHigh(number)
        self._divide(number, at, row)

    def _divide(self, number: int, at: int | None, row: Row) -> None:
        done = [0] * len(row.texts)
        first = True
        while True:
            left = [text.lines - taken for text, taken in zip(row.texts, done, strict=True)]
            need = storable_height(
                max(
                    row.least,
                    *(_need(count, text.size) for text, count in zip(row.texts, left, strict=True)),
                )
            )
            if need <= self._rest:
                cuts = tuple(
                    (taken, text.lines) for text, taken in zip(row.texts, done, strict=True)
                )
                self._add(_piece(number, at, cuts, need, first, up=True), need)
                return
            fits = self._takes(row, left)
            if not self._worth(row, left, fits):
                if self._fresh:
                    raise TooHigh(number)
                self._break()
                continue
            cuts = tuple((taken, taken + fit) for taken, fit in zip(done, fits, strict=True))
            part = _piece(number, at, cuts, self._rest, first, up=False)
            self._add(part, part.rows * part.height)
            self._turn()
            done = [last for _first, last in cuts]
            first = False

    def _takes(self, row: Row, left: Sequence[int]) -> list[int]:
        fits: list[int] = []
        for text, count in zip(row.texts, left, strict=True):
            fit = min(count, units.lines_that_fit(self._rest, text.size))
            # A single last line at the top of a page is bad style; it takes one with it.
            fits.append(fit - 1 if count - fit == 1 and fit > 1 else fit)
        if fits == list(left):
            longest = max(range(len(fits)), key=fits.__getitem__)
            fits[longest] = max(0, fits[longest] - 2)
        return fits

    def _worth(self, row: Row, left: Sequence[int], fits: Sequence[int]) -> bool:
        if self._rest < row.least or not any(fits):
            return False
        return self._fresh or all(
            fit >= min(LEAST_LINES, count) for fit, count in zip(fits, left, strict=True)
        )


def _need(lines: int, size: float) -> float:
    return units.text_height(lines, size)


def _entire(number: int, band: Band) -> Part:
    if all(row.height <= units.HIGHEST_ROW for row in band.rows):
        return Part(number)
    return _piece(number, None, None, band.height, first=True, up=True)


def _piece(
    number: int,
    at: int | None,
    cuts: tuple[tuple[int, int], ...] | None,
    height: float,
    first: bool,
    up: bool,
) -> Part:
    rows = max(1, ceil(height / units.HIGHEST_ROW))
    rounded = units.row_up(height / rows) if up else units.row_down(height / rows)
    return Part(number, at, cuts, rows, rounded, first)


def storable_height(height: float) -> float:
    """The height in sheet rows that Excel can store, of one row or of several equal ones."""
    rows = max(1, ceil(height / units.HIGHEST_ROW))
    return rows * units.row_up(height / rows)
