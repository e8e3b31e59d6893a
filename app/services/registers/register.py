"""What a register is: fields, sections and steps as plain frozen data.

The fence (kept by tests): `Field` is frozen, has at most twelve attributes and no callables; `Kind` has
at most twelve members; a section is a title and field names, and at most the answers to one question
it is for. Rules over several fields are ordinary functions in the register's own module. Special
behaviour is a subclass overriding a named method, never a flag on `Field`. What does not fit is
written by hand with the same editors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.i18n import N_
from app.models.base import Choice, Record
from app.services.registers.parts import (
    FED_BACK,
    Badge,
    Effect,
    Guard,
    Hours,
    Labelling,
    Letter,
    Met,
    Paper,
    Remark,
    Rest,
    Step,
    Told,
    Tool,
    Wait,
    Watch,
    as_read,
    no_check,
    no_duties,
    no_effect,
    no_values,
)
from app.services.registers.world import Actor, Duty, Origin, World

__all__ = ["LONG_TEXT_LIMIT", "Carry", "Check", "Checklist", "Field", "Kind", "Register",
           "Section", "Step"]  # fmt: skip


class Kind(StrEnum):
    """What kind of value a field holds; decides editor, format, search and import.

    A `RECORD` is another record of the same register, known to people by its number.
    """

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    CODE = "CODE"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    DATE = "DATE"
    DATETIME = "DATETIME"
    CHOICE = "CHOICE"
    FLAG = "FLAG"
    DEPARTMENT = "DEPARTMENT"
    PERSON = "PERSON"
    RECORD = "RECORD"


LONG_TEXT_LIMIT = 20_000
DUE = N_("期限")


@dataclass(frozen=True)
class Field:
    """One field as people meet it on screen, on paper, in lists and in old registers.

    `name` is the mapped attribute (ids end in `_id` / `_ids`). `required` means needed to register;
    what a later step needs stands in `Step.needs`. `sensitive` values identify a person: masked for
    those who may not see them. `length` is the most letters, of a `DECIMAL` the decimals that are
    measured (money has two). `many` holds a list. `width` > 0 offers it as a list column. `lines`
    makes it a small table inside the record: a list of rows, each a mapping by the names of these
    fields (findings with points, measures with person and date).
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    choices: type[Choice] | None = None
    length: int | None = None
    help: str = ""
    placeholder: str = ""
    sensitive: bool = False
    many: bool = False
    width: int = 0
    lines: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the paper form: its title and the names of its fields, in paper order.

    `only` names a field and those of its answers for which this part is used.
    """

    title: str
    fields: tuple[str, ...]
    only: tuple[str, frozenset[Choice]] = ("", frozenset())


Check = Callable[[Mapping[str, Any], date], dict[str, str]]
Checklist = Callable[[World, Any], tuple[Duty, ...]]
Carry = Callable[[Origin], dict[str, Any]]


@dataclass(frozen=True)
class Register:
    """A register: everything a person sees of its records and everything that may happen to them.

    `wards` and `offices` name the columns of the departments that have to do with a record,
    `functions` the parts in the procedure whose offices have to do with every one, `about` the column
    of the person it is about. `registration` are the fields given at registration: changing
    one of them later needs a reason. `offered` may be given there too; a reason is needed once the
    record left its first state. `computed` are counted by the program. `copied` are those a new record
    may take over from another: what describes circumstances, no people, no times, no signatures.
    `clauses` are the fields that name a clause of the hospital's scoring table (考核标准; `table.field`
    inside a table), each with the field of points it fills. `defaults` are what a new record begins
    with. `road` are the states of the step bar; where there are two, the field `road_by` decides.
    `signatures` say whose name stands at a signature of the form: that of the step (of `prove|fail`
    the one taken last, of `review/approve` the first there is), or of a person and a moment field;
    "" leaves it to be signed by hand. `paper` gives the texts that read otherwise on paper than on
    screen, `letters` are further forms of a record. `settled_states` are those in which what others
    wait for is done and confirmed (HR-02), `evidence_states` those in which files are added and never
    taken off (HR-09), `label` which label F10 hangs on the goods a record is about, `checklist` the
    duties of a record, `carry` what a record raised from another takes over from it; without it none
    can be raised. `void_guard` gives the reason why a record cannot be voided as things are. In
    `answered_states` no deadline runs any more, `answered` is the moment it was met, `met` how that is
    said; `rest` is the state that waits for a day of its own, `hours` a deadline by the hour. `offers`
    says which known entries a line of words offers (`items`, `suppliers`, `points`), or which people
    alone may be chosen (`qualified`). `columns` are those of the list, `wide_columns` all of them where there is
    room, `heads` their words where a label is not clear outside its section; also those of states on
    chips and of the search box. `places` name a place: where its environment is restricted, it is
    said there (四.4).
    `tools` are further windows for its records, `watches` last days listed and counted, `waits` states
    in which there is more to do than a step of the road, `told` who is told of a record from some
    moment on, `remark` a last column made of several fields.
    """

    name: str
    title: str
    item: str
    prefix: str
    model: type[Record]
    status: type[Choice]
    initial: Choice
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    badges: Mapping[StrEnum, Badge]
    form: str
    columns: tuple[str, ...]
    road: tuple[Choice, ...]
    open_states: frozenset[Choice]
    settled_states: frozenset[Choice] = frozenset()
    evidence_states: frozenset[Choice] = frozenset()
    answered_states: frozenset[Choice] = frozenset()
    answered: str = ""
    met: Met = FED_BACK
    road_by: str = ""
    rest: Rest | None = None
    hours: Hours | None = None
    wards: tuple[str, ...] = ("department_id",)
    offices: tuple[str, ...] = ()
    functions: frozenset[str] = frozenset()
    about: str = ""
    registration: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    copied: tuple[str, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    wide_columns: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    received: str = "received_at"
    subject: tuple[str, ...] = ("subject", "narrative")
    check: Check = no_check
    defaults: Callable[[Actor, datetime], dict[str, Any]] = no_values
    on_register: Effect = no_effect
    on_change: Effect = no_effect
    signatures: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)
    paper: Paper = as_read
    letters: tuple[Letter, ...] = ()
    label: Labelling | None = None
    checklist: Checklist = no_duties
    carry: Carry | None = None
    void_guard: Guard | None = None
    offers: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    watches: tuple[Watch, ...] = ()
    waits: Mapping[StrEnum, Wait] = field(default_factory=dict)
    told: Told | None = None
    remark: Remark | None = None
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    @property
    def forms(self) -> tuple[str, ...]:
        """The codes of all forms a record is printed on, the usual one first."""
        own = (self.form,) if self.form else ()
        return (*own, *(one.form for one in self.letters))

    def letter(self, form: str) -> Letter | None:
        """The letter printed on this form; None for the usual form."""
        return next((one for one in self.letters if one.form == form), None)

    def forms_of(self, record: Any) -> tuple[str, ...]:
        """The forms one record (or a row with its fields) is printed on, the usual one first."""
        return self.forms

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        """Every road a record may take, the usual one first; which one, `road_by` decides."""
        return (self.road,)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        """The states of the step bar for one record (or a row with its field `road_by`)."""
        return self.road

    def called(self, values: Mapping[str, Any]) -> str:
        """What a record with these values is called by, as written: the first of `subject` there is."""
        return next((str(values[name]) for name in self.subject if values.get(name)), "")

    def account(self, record: Any) -> str:
        """What happened, in words for another register, where no field of the record says it."""
        return ""

    def fixed(self, record: Any) -> frozenset[str]:
        """The fields that stay as they are from where a record is."""
        return frozenset()

    def leads_on(self, record: Any, step: Step) -> bool:
        """Whether a step is the way to go from where a record is."""
        if self.rest is not None and self.rest.step == step.action:
            return self.rest.holds(record)
        return step.target in self.road_of(record) and not step.asks

    def due_word(self, record: Any) -> str:
        """What the due day of a record is the day of."""
        if self.rest is not None and self.rest.holds(record):
            return self[self.rest.until].label
        return self.heads.get("due_on", DUE)

    @property
    def due_head(self) -> str:
        """The head of the column of due days: where they are of two kinds, each row says which."""
        return DUE if self.rest is not None else self.heads.get("due_on", DUE)

    def step(self, action: str) -> Step:
        """The step called `action`; KeyError when the life cycle has none."""
        for one in self.steps:
            if one.action == action:
                return one
        raise KeyError(action)
