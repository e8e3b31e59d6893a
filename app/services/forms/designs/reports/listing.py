"""Tables of figures on the paper of a report: heads, and a line for every line of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.forms.designs.layout import (
    SIGNED,
    UNITS,
    Cell,
    Row,
    figure,
    head,
    heading,
    row,
    sign,
)
from app.services.forms.grammar import ROW_NUMBER

HEAD, LINE = 19.5, 17.25
CHART = 138.0
LABEL = "label"


@dataclass(frozen=True)
class Shown:
    """A column: its head, the figure of each line, how wide."""

    head: str
    name: str
    units: int
    is_words: bool = False


def listing(name: str, label: str, wide: int, *columns: Shown) -> tuple[Row, Row]:
    """What each line is about, and its figures."""
    heads = [head(label, wide), *(head(one.head, one.units) for one in columns)]
    first = Cell(f"{{{{# {name} }}}}{{{{ {LABEL} }}}}", wide, "entry")
    line = [first, *(_entry(one) for one in columns)]
    return Row(tuple(heads), HEAD), Row(tuple(line), LINE)


def _entry(one: Shown) -> Cell:
    return _words(one.name, one.units) if one.is_words else figure(one.name, one.units)


def _words(name: str, units: int) -> Cell:
    """Words in a table of figures or below it."""
    return Cell(f"{{{{ {name} }}}}", units, "entry")


def headline() -> tuple[Row, Row]:
    """What a report says before its tables: one numbered sentence a line."""
    line = f"{{{{# headline }}}}{{{{ {ROW_NUMBER} }}}}. {{{{ {LABEL} }}}}"
    return heading("要点"), Row((Cell(line, UNITS, "entry"),), LINE)


def fields(name: str, *columns: str) -> tuple[str, ...]:
    """The names a template may use for such a table."""
    return (f"{name}.{LABEL}", *(f"{name}.{one}" for one in columns))


def charts(*names: str, height: float = CHART) -> Row:
    """Charts beside each other, equally wide."""
    wide = UNITS // len(names)
    return Row(tuple(Cell(f"{{{{ {one} }}}}", wide, "small") for one in names), height)


def note(name: str) -> Row:
    """How the figures above were counted."""
    return Row((_words(name, UNITS),), LINE)


def signatures(names: Sequence[str]) -> Row:
    """Who signs, beside each other."""
    wide = UNITS // len(names)
    return row(*(sign(one, wide) for one in names), height=SIGNED + 3)
