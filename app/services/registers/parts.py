"""Small parts of a register's description: how a state looks, further forms and labels, what most lack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.i18n import N_
from app.models.base import Choice
from app.models.organisation import Role
from app.services.registers.world import Actor, Duty, Meaning, World

# What a field may offer (`Register.offers`): entries of a line of words, or those of all people.
ITEMS, SUPPLIERS, POINTS, QUALIFIED = "items", "suppliers", "points", "qualified"

Guard = Callable[[World, Any], str | None]
Effect = Callable[[World, Any], None]
Paper = Callable[[Any, Mapping[str, str]], dict[str, str]]


@dataclass(frozen=True)
class Step:
    """One row of the life cycle. A step that is not in the table cannot happen.

    `target` None means the record stays where it is. `meaning` is what a signature under it says; one
    that says more than who wrote it asks for the password again. `needs` are fields that must hold a value then;
    `asks` are those of them (or further ones) asked in the step's own dialog because they stand
    nowhere else. `guard` returns the reason why not. `outcomes` are the states it may lead to besides,
    as what was measured says.
    """

    action: str
    label: str
    sources: frozenset[StrEnum]
    target: StrEnum | None
    roles: frozenset[Role]
    clause: str = ""
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    guard: Guard | None = None
    effect: Effect | None = None
    signed: bool = False
    meaning: Meaning = Meaning.AUTHORSHIP
    outcomes: frozenset[StrEnum] = frozenset()


@dataclass(frozen=True)
class Badge:
    """How a state looks: its mark and tone in the table of badges (never colour alone)."""

    mark: str
    tone: str


@dataclass(frozen=True)
class Letter:
    """A further form of the same records; `not_yet` gives the reason why it cannot be written now.

    It is asked with the record's fields, and its `status` where there is a record.
    """

    form: str
    paper: Paper
    not_yet: Callable[[Mapping[str, Any]], str | None]


class LabelKind(Choice):
    """Which label F10 a thing carries, and so which shape and colour."""

    WAITING = "WAITING", N_("待检")
    GOOD = "GOOD", N_("合格")
    BAD = "BAD", N_("不合格品")


@dataclass(frozen=True)
class LabelLine:
    """A line of a label. Rank 0 always stands; the highest rank gives way first on a small label."""

    word: str
    text: str
    rank: int = 0


@dataclass(frozen=True)
class StatusLabel:
    """What the label of a thing says now: its kind, its lines, and what must not be done with it."""

    kind: LabelKind
    lines: tuple[LabelLine, ...]
    notice: str
    form_no: str = ""


@dataclass(frozen=True)
class LabelFacts:
    """What a label may know besides the record: readable values of its short fields, names, today."""

    shown: Mapping[str, str]
    people: Mapping[int, str]
    today: date


# The label a record has now, or the reason why it has none.
Labelling = Callable[[Any, LabelFacts], StatusLabel | str]


@dataclass(frozen=True)
class Tool:
    """What is done with records in a window of its own, which the desk opens by this name.

    `permission` names the one of the matrix that opens it, `keys` are those of its tab. In `states`
    it is offered beside the steps of a record, and in place of a step that `leads` on where there is
    none.
    """

    name: str
    label: str
    icon: str
    keys: str
    permission: str
    states: frozenset[StrEnum] = frozenset()
    leads: bool = True


@dataclass(frozen=True)
class Remark:
    """A column made of several fields: what is to be known of a record beside its state.

    `fields` are those `words` looks at in a record (or a row with these columns).
    """

    label: str
    width: int
    fields: tuple[str, ...]
    words: Callable[[Any], str]


@dataclass(frozen=True)
class Watch:
    """Last days that must not come unseen: those of `days` in records of some states.

    With `months` it holds what runs out within them, without what is over already. Where `held` is
    given, only what there is some of. Whoever has one of the `roles` finds it on 首页, where `what`
    says what is to be done.
    """

    name: str
    label: str
    days: tuple[str, ...]
    states: frozenset[StrEnum]
    roles: frozenset[Role]
    what: str
    months: int = 0
    held: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it is about what is over."""
        return not self.months


@dataclass(frozen=True)
class Wait:
    """A state off the road that waits for somebody: what is to be done, and by which roles."""

    what: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Told:
    """Who is told of a record from the moment `at` until it is closed, and `what` they are told."""

    at: str
    roles: frozenset[Role]
    what: str


@dataclass(frozen=True)
class Met:
    """What is said of a deadline once it was met: in time, or `{n}` days late."""

    in_time: str
    late: str


FED_BACK = Met(N_("按期反馈"), N_("超期 {n} 日反馈"))
REPLIED = Met(N_("按期回复"), N_("超期 {n} 日回复"))
REPORTED = Met(N_("按期上报"), N_("超期 {n} 日上报"))
SENT_IN = Met(N_("按期报送"), N_("超期 {n} 日报送"))


@dataclass(frozen=True)
class Rest:
    """A state in which a record waits for the day `until`; then `step` is taken, which fills `done`."""

    state: StrEnum
    until: str
    done: str
    step: str

    def holds(self, record: Any) -> bool:
        """Whether a record (or a row with these columns) is still to be looked at again."""
        return bool(record.status is self.state and getattr(record, self.done) is None)


@dataclass(frozen=True)
class Hours:
    """A deadline by the hour beside the others: at the moment `until`, `done` is filled in.

    `what` says what is to be done, `source` who asks for it.
    """

    until: str
    done: str
    what: str
    source: str

    def runs_until(self, record: Any) -> datetime | None:
        """The moment of a record (or a row with these columns), while nothing was done yet."""
        moment = getattr(record, self.until)
        return (
            moment if isinstance(moment, datetime) and getattr(record, self.done) is None else None
        )


def as_read(record: Any, shown: Mapping[str, str]) -> dict[str, str]:
    """Paper that says the same as the screen."""
    return {}


def no_check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Fields that have nothing to do with each other."""
    return {}


def no_values(actor: Actor, now: datetime) -> dict[str, Any]:
    """A new record that begins empty."""
    return {}


def no_effect(world: World, record: Any) -> None:
    """A register whose registration has no consequences."""


def no_duties(world: World, record: Any) -> tuple[Duty, ...]:
    """A register without a checklist."""
    return ()
