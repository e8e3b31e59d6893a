"""The words in which our own templates are described."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.forms.grammar import ROW_NUMBER
from app.services.forms.values import Form

UNITS = 24  # columns of the grid every design is laid out on
LINE = 21.0  # points: a row one can write on by hand
SIGNED = 36.0  # points: a row with room to sign by hand under the printed name
_NUMBER = 2  # columns of the grid for the number of a line


@dataclass(frozen=True)
class Cell:
    """A cell of a row: `kind` is the look (label, value, ticks, sign, heading, or one of a letter)."""

    text: str
    units: int
    kind: str
    center: bool = False
    number_format: str = "General"
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """A row of cells that together fill the width left by its group's label."""

    cells: tuple[Cell, ...]
    height: float = LINE


@dataclass(frozen=True)
class Group:
    """Rows under one label that stands at their left."""

    label: str
    units: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Block:
    """Rows that stay together: a cell may reach over several of them."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """The paper and the grid on it: pixels of each column, margins in centimetres."""

    columns: tuple[int, ...]
    paper: int = 9  # A4
    is_landscape: bool = False
    top: float = 2.0
    bottom: float = 2.0
    left: float = 2.5
    right: float = 2.0


# 598 px: 96 % of what A4 has between our margins.
PORTRAIT = Sheet((25,) * 22 + (24,) * 2)
# 912 px: the same of A4 landscape. A table's first column counts, its second holds numbers.
LANDSCAPE = Sheet((20,) * 2 + (44,) * 4 + (39,) * 12 + (38,) * 6, is_landscape=True)


@dataclass(frozen=True)
class Design:
    """Everything the author needs to draw a template. A letter has no frame."""

    form: Form
    procedure: str
    head_left: str
    head_right: str
    body: tuple[Row | Group | Block, ...]
    is_letter: bool = False
    sheet: Sheet = PORTRAIT
    title: str = "{{ title }}"

    @property
    def is_filed(self) -> bool:
        """Whether somebody files it: then it names its form, and its code leads to the record."""
        return bool(self.form.copies)


def label(text: str, units: int) -> Cell:
    """A label: 黑体, centred."""
    return Cell(text, units, "label", center=True)


def value(name: str, units: int, *, center: bool = False, number_format: str = "General") -> Cell:
    """A value typed or written in."""
    return Cell(f"{{{{ {name} }}}}", units, "value", center, number_format)


def ticks(name: str, units: int, *, center: bool = False) -> Cell:
    """A group of boxes."""
    return Cell(f"{{{{☐ {name} }}}}", units, "ticks", center)


def words(text: str, units: int) -> Cell:
    """What is printed in a value's place: a line to write on."""
    return Cell(text, units, "value")


def sign(step: str, units: int) -> Cell:
    """A place to sign."""
    return Cell(f"{{{{ sign {step} }}}}", units, "sign")


def row(*cells: Cell, height: float = LINE) -> Row:
    """One row."""
    return Row(cells, height)


def heading(text: str) -> Row:
    """A bar that names the part below it."""
    return Row((Cell(text, UNITS, "heading"),), 19.5)


def group(text: str, units: int, rows: Sequence[Row]) -> Group:
    """Rows under one label."""
    return Group(text, units, tuple(rows))


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and the value of each line."""

    head: str
    name: str
    units: int
    center: bool = False


def column(head: str, name: str, units: int, *, center: bool = False) -> Column:
    """A column of a table."""
    return Column(head, name, units, center)


def table(name: str, *columns: Column, head: float = LINE, line: float = LINE) -> tuple[Row, Row]:
    """A row of headings and the row that is repeated for every line, numbered from one."""
    number = Cell(f"{{{{# {name} }}}}{{{{ {ROW_NUMBER} }}}}", _NUMBER, "value", center=True)
    return (
        Row((label("序号", _NUMBER), *(label(each.head, each.units) for each in columns)), head),
        Row(
            (number, *(value(each.name, each.units, center=each.center) for each in columns)), line
        ),
    )


def opinion(text: str, name: str, step: str, height: float) -> Group:
    """What someone writes and signs: a box for long text over the signature."""
    return group(text, 4, [
        row(Cell(f"{{{{ {name} }}}}", UNITS - 4, "long"), height=height),
        row(sign(step, UNITS - 4), height=SIGNED),
    ])  # fmt: skip


def long(text: str, name: str, height: float) -> Row:
    """A box for long text; it grows and goes on to the next page."""
    return Row((label(text, 4), Cell(f"{{{{ {name} }}}}", UNITS - 4, "long")), height)


def paragraph(text: str) -> Cell:
    """A paragraph of a letter."""
    return Cell(text, UNITS, "paragraph")


def lead(text: str) -> Cell:
    """The words over a part of a letter."""
    return Cell(text, UNITS, "lead")


def contents(name: str) -> Cell:
    """A long text in a letter; it grows and goes on to the next page."""
    return Cell(f"{{{{ {name} }}}}", UNITS, "contents")


def signoff(text: str) -> Cell:
    """Who signs a letter, and when: at the right."""
    return Cell(text, UNITS, "signoff")


# ---- crowded tables: smaller letters, cells over several rows -----------------------------------

DAY = "yyyy-mm-dd"  # what a narrow column has room for


def block(*rows: Row) -> Block:
    """Rows that stay together."""
    return Block(rows)


def head(text: str, units: int, rows: int = 1) -> Cell:
    """The heading of a column of a crowded table."""
    return Cell(text, units, "head", center=True, rows=rows)


def small(
    name: str, units: int, *, rows: int = 1, center: bool = False, number_format: str = "General"
) -> Cell:
    """A value in a crowded table."""
    return Cell(f"{{{{ {name} }}}}", units, "small", center, number_format, rows)


def figure(name: str, units: int) -> Cell:
    """A number in a table of figures: aligned with those above and below it."""
    return Cell(f"{{{{ {name} }}}}", units, "figure")


def counted(name: str, units: int, rows: int = 1) -> Cell:
    """The number of a line of a crowded table; it marks the rows that are repeated."""
    return Cell(f"{{{{# {name} }}}}{{{{ {ROW_NUMBER} }}}}", units, "small", center=True, rows=rows)


def small_label(text: str, units: int) -> Cell:
    """A label beside a small value."""
    return Cell(text, units, "small_label", center=True)


def small_ticks(name: str, units: int, *, rows: int = 1) -> Cell:
    """A group of boxes in a crowded table."""
    return Cell(f"{{{{☐ {name} }}}}", units, "small_ticks", rows=rows)


def small_sign(step: str, units: int) -> Cell:
    """A place to sign on a small sheet."""
    return Cell(f"{{{{ sign {step} }}}}", units, "tiny")


def small_long(text: str, left: int, name: str, height: float) -> Row:
    """A box for long text in small letters, its label so many units wide."""
    return Row(
        (small_label(text, left), Cell(f"{{{{ {name} }}}}", UNITS - left, "small_long")), height
    )
