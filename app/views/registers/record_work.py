"""The work of a record window that runs off the GUI thread: opening a record, and carrying out a wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.errors import InvalidRecord, NotFound
from app.services import history, reading, records, values
from app.services.links.raising import Beginning
from app.services.operations import Changes, Desk
from app.services.people import signing
from app.services.people.signing import Signer
from app.services.registers import catalog
from app.services.registers.register import Kind, Register
from app.services.suggestions import copies
from app.services.suggestions.copies import Copied

REGISTER, SAVE, VOID = "#register", "#save", "#void"
# Before the name of a step: a colleague signs it in place.
SIGN = "#sign:"
# Before the name of a further window for the record.
TOOL = "#tool:"


@dataclass(frozen=True)
class Opened:
    """A record as the window shows it; `values` hold numbers where the record holds other records."""

    view: reading.RecordView
    values: Mapping[str, Any]
    history: tuple[history.HistoryEntry, ...]
    drafts: tuple[reading.DraftView, ...]
    may_copy: bool = False


@dataclass
class Case:
    """What the window works on: the record, the version its fields were read at, and its steps."""

    kind: Register
    record_id: int | None
    version: int = 0
    opened: Opened | None = None
    steps: tuple[reading.StepState, ...] = ()
    # Fields of a draft that is older than the record: nobody knows any more what stood there then.
    doubtful: frozenset[str] = frozenset()
    # The record a new one is raised from.
    origin: tuple[str, int] | None = None

    # A step was just taken: work goes on with what the next one needs.
    has_moved: bool = False

    def just_moved(self) -> bool:
        """Whether a step was taken since this was asked."""
        moved, self.has_moved = self.has_moved, False
        return moved

    def ahead(self, action: str) -> list[str]:
        """What the next step needs, also where a colleague has to take it; not what others write."""
        others = {one.action for one in self.steps if one.is_others}
        return [] if action in others else self.asked_on_form(action)

    def own(self) -> frozenset[str]:
        """The fields that belong to a step this person takes, whoever else writes the record."""
        mine = [one.action for one in self.steps if not one.is_others]
        return frozenset(name for action in mine for name in self.asked_on_form(action))

    def asked_on_form(self, action: str) -> list[str]:
        """The fields a step needs that stand on the form, not in a dialog of its own."""
        if action.startswith(TOOL):
            return []
        step = self.kind.step(action)
        return [name for name in step.needs if name not in step.asks]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The fields a record of an old register lacks."""
        return self.opened.view.lacking if self.opened else ()


def opened(desk: Desk, kind: Register, record_id: int) -> Opened:
    """Everything the window of a record needs, read at once."""
    view = reading.load(desk, kind, record_id)
    shown = dict(view.values)
    for one in kind.fields:
        if one.kind is Kind.RECORD and shown[one.name] is not None:
            shown[one.name] = _number(desk, kind, shown[one.name])
    drafts = tuple(one for one in reading.drafts(desk, kind) if one.record_id == record_id)
    may_copy = copies.possible(desk, kind, view.status)
    return Opened(view, shown, tuple(history.of_record(desk, kind, record_id)), drafts, may_copy)


def _number(desk: Desk, kind: Register, record_id: int) -> str:
    try:
        return reading.number_of(desk, kind, record_id)
    except NotFound as hidden:
        return str(hidden)


@dataclass(frozen=True)
class Wish:
    """What a person wants done: `action` is a step's, or one of REGISTER, SAVE and VOID.

    It is kept until it is done or given up, so that a question in between loses nothing.
    """

    action: str
    record_id: int = 0
    version: int = 0
    given: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    slip_code: str | None = None
    signer: Signer | None = None
    origin: tuple[str, int] | None = None


def carry_out(desk: Desk, kind: Register, wish: Wish) -> Changes:
    """Do what is wished, in one operation."""
    given = resolved(desk, kind, wish.given)
    if wish.action == REGISTER:
        origin = (catalog.by_name(wish.origin[0]), wish.origin[1]) if wish.origin else None
        return records.register(desk, kind, given, wish.slip_code, origin)
    if wish.action == VOID:
        return records.void(desk, kind, wish.record_id, wish.version, wish.why)
    if wish.action == SAVE:
        return records.change(desk, kind, wish.record_id, wish.version, given, wish.why)
    step = (kind, wish.record_id, wish.version, wish.action, given, wish.why)
    if wish.signer is not None:
        return signing.move(desk, wish.signer, *step)
    return records.move(desk, *step)


def resolved(desk: Desk, kind: Register, given: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of other records replaced by what they stand for; an unknown one is a problem."""
    found, problems = dict(given), {}
    for name, value in given.items():
        if kind[name].kind is Kind.RECORD and isinstance(value, str):
            try:
                found[name] = reading.find_number(desk, kind, value)
            except NotFound as unknown:
                problems[name] = str(unknown)
    if problems:
        raise InvalidRecord(problems)
    return found


def held_by(*begun: reading.DraftView | Copied | Beginning | None) -> set[str]:
    """The fields in which a draft, a copy or another record has something for a new record."""
    return {
        name
        for one in begun
        if one is not None
        for name, value in one.values.items()
        if not values.is_empty(value)
    }


def packed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a draft keeps them: days and moments as ISO text, amounts as text."""
    return {name: _packed(value) for name, value in given.items()}


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
