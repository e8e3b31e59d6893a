"""What a form is filled with, and what is known of a form apart from its layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Options:
    """All options of a group of boxes, in print order, and the positions of those that are ticked."""

    options: tuple[str, ...]
    ticked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Signature:
    """A signed step; without a name it is printed as an empty line to sign by hand.

    A name that was only written down, by somebody else, is no signature: it carries no trace.
    """

    label: str
    name: str | None = None
    day: date | None = None
    note: str = ""
    is_traced: bool = True


@dataclass(frozen=True)
class Chart:
    """A chart in the place of a value: `columns`, `rows` or `line`, a word and a number each.

    `beside` are the numbers of the period before, `series` what the two are called, `goal` the limit
    of a line. A number that is None has no mark.
    """

    shape: str
    title: str
    labels: tuple[str, ...]
    numbers: tuple[int | Decimal | None, ...]
    series: tuple[str, ...] = ("",)
    beside: tuple[int | Decimal | None, ...] = ()
    goal: int | None = None


FormValue = (
    str
    | int
    | Decimal
    | date
    | datetime
    | Options
    | Signature
    | Chart
    | bytes
    | None
    | list[Mapping[str, "FormValue"]]
)


@dataclass(frozen=True)
class Form:
    """A form of the procedure: its numbers, copies, and the names its template may use."""

    code: str
    number: str
    revision: str
    title: str
    copies: tuple[str, ...]
    retention: str
    fields: tuple[str, ...]
    required: tuple[str, ...] = ()
    long_fields: tuple[str, ...] = ()
    # Printed on a blank form, where no record says which options there are or who signs.
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signatures: Mapping[str, str] = field(default_factory=dict)
    # Room to write on a blank form where a value stands inside a sentence.
    blanks: Mapping[str, str] = field(default_factory=dict)
    # Printed with their middle hidden, whoever prints.
    masked: tuple[str, ...] = ()
    blank_lines: int = 8

    @property
    def form_no(self) -> str:
        """Number and revision as printed in the page header."""
        return f"{self.number}  {self.revision}".strip()


@dataclass(frozen=True)
class FormData:
    """Everything printed on one form: the record's values and what belongs to this print.

    What was frozen bears who froze it and when, `printed_as` says so; else it is who prints it.
    """

    values: Mapping[str, FormValue]
    hospital: str
    watermark: str | None = None
    anchor: str | None = None
    slip: str | None = None
    qr: str | None = None
    printed_by: str | None = None
    printed_at: datetime | None = None
    printed_as: str = "打印"


@dataclass(frozen=True)
class Finding:
    """What the checker says of a template; a template with a fatal finding is not accepted."""

    place: str
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


def copy_name(at: int, name: str, of: int) -> str:
    """The name of one copy with its ordinal, unless the name says it or it is the only one."""
    if of < 2 or name.startswith("第"):
        return name
    return f"第{NUMERALS[at]}联 {name}"
