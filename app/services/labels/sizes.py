"""The papers of labels: rolls of one label, and A4 sheets with a place to begin on a part-used one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.i18n import _

MM = 72 / 25.4
A4 = (210.0, 297.0)


@dataclass(frozen=True)
class Size:
    """A paper: the label's width and height in mm, and on a sheet where the labels lie."""

    name: str
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    paper: tuple[float, float] = (0.0, 0.0)
    gap: float = 0.0

    @property
    def is_sheet(self) -> bool:
        """Whether several labels lie on one page."""
        return self.columns * self.rows > 1

    @property
    def places(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows

    @property
    def page(self) -> tuple[float, float]:
        """The page in mm."""
        return self.paper if self.is_sheet else (self.width, self.height)

    @property
    def words(self) -> str:
        """What people choose."""
        if self.is_sheet:
            return _("A4 {n} 枚").format(n=self.places)
        return f"{self.width:g}×{self.height:g} mm"

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a place in mm; places are counted line by line."""
        if not self.is_sheet:
            return 0.0, 0.0
        row, column = divmod(place, self.columns)
        wide = self.columns * self.width + (self.columns - 1) * self.gap
        left = (self.paper[0] - wide) / 2 + column * (self.width + self.gap)
        top = (self.paper[1] - self.rows * self.height) / 2 + row * self.height
        return left, top

    def laid_out(self, count: int, start: int = 1) -> Iterator[tuple[int, int]]:
        """The page and the place on it of each label, from the place `start` of the first page on."""
        first = min(max(start, 1), self.places) - 1
        for number in range(first, first + count):
            yield divmod(number, self.places)

    def next_start(self, count: int, start: int = 1) -> int:
        """Where the next labels begin on the sheet these end on."""
        return (min(max(start, 1), self.places) - 1 + count) % self.places + 1


USUAL = "60x40"
# Rolls of thermal printers (domain §3.1), and the adhesive A4 sheets sold everywhere.
SIZES: Mapping[str, Size] = {
    one.name: one
    for one in (
        Size("100x70", 100, 70),
        Size("70x50", 70, 50),
        Size(USUAL, 60, 40),
        Size("40x30", 40, 30),
        Size("A4-8", 99.1, 67.7, 2, 4, A4, 2.5),
        Size("A4-10", 99.1, 57, 2, 5, A4, 2.5),
        Size("A4-24", 63.5, 33.9, 3, 8, A4, 2.5),
    )
}


def size_of(name: str) -> Size:
    """The paper of this name; the usual one for a name nobody knows."""
    return SIZES.get(name, SIZES[USUAL])
