"""Reading a record as this person may see it: values, steps with reasons, clock, trail, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.i18n import N_, _
from app.models.base import Choice
from app.models.bookkeeping import Draft, StepEntry
from app.models.organisation import Role
from app.services import access, records, values
from app.services.days.shown import DueView, HoursView, due_view, hours_view
from app.services.links import beside
from app.services.links.beside import FollowUpView, LinkedView
from app.services.operations import Desk, actor_of
from app.services.people import directory, signing
from app.services.registers.parts import Tool
from app.services.registers.register import Field, Register, Step
from app.services.registers.world import Actor, Duty, Meaning
from app.services.stock import movements
from app.services.stock.movements import Ledger
from app.services.suppliers import supplier_file
from app.services.suppliers.supplier_file import SupplierFile
from app.services.surroundings import book
from app.services.world import ReadWorld

ANONYMOUS = N_("匿名")


@dataclass(frozen=True)
class StepState:
    """A step that starts from the record's state: possible, or the reason why not.

    `signs` is what its signature says where the password is asked again, `is_others` that only the
    person's roles are lacking: a colleague may sign it in place. `missing` are needed fields that
    hold nothing yet and stand on the form; they do not grey the button: pressing it shows them.
    """

    action: str
    label: str
    reason: str | None
    missing: tuple[str, ...]
    asks: tuple[str, ...]
    on_road: bool
    clause: str
    signs: str = ""
    is_others: bool = False


@dataclass(frozen=True)
class TrailEntry:
    """One step that was taken; `said` is what stands beside its signature."""

    at: datetime
    person: str
    action: str
    label: str
    target: str
    note: str
    signed: bool
    said: str = ""


@dataclass(frozen=True)
class RecordView:
    """A record for one person: sensitive values masked where they may not be seen."""

    register: Register
    id: int
    number: str
    original_number: str
    status: Choice
    version: int
    title: str
    values: Mapping[str, Any]
    masked: frozenset[str]
    fixed: frozenset[str]
    may_reveal: bool
    read_only: str | None
    may_void: bool
    may_print: bool
    may_finish: bool
    steps: tuple[StepState, ...]
    road: tuple[Choice, ...]
    trail: tuple[TrailEntry, ...]
    follow_ups: tuple[FollowUpView, ...]
    due: DueView | None
    hours: HoursView | None
    backfilled: bool
    lacking: tuple[str, ...]
    legal_hold: bool
    void_reason: str
    duties: tuple[Duty, ...]
    linked: tuple[LinkedView, ...]
    updated_at: datetime
    slip_code: str
    supplier_file: SupplierFile | None = None
    tools: tuple[Tool, ...] = ()
    forms: tuple[str, ...] = ()
    ledger: Ledger | None = None
    restricted: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftView:
    """Something typed and not saved, offered to the same person again."""

    slip_code: str
    record_id: int | None
    record_version: int | None
    values: Mapping[str, Any]
    saved_at: datetime
    printed_at: datetime | None = None


def load(desk: Desk, kind: Register, record_id: int) -> RecordView:
    """The record, or NotFound when it is not this person's to see."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        return _view(session, actor, kind, record)


def find_number(desk: Desk, kind: Register, number: str) -> int:
    """The id of a record by its number, its number in the old register, or its slip code."""
    model: Any = kind.model
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        found = session.scalar(
            select(model.id)
            .where(
                (model.number == number)
                | (model.original_number == number)
                | (model.slip_code == number.upper()),
                access.visible(actor, kind),
            )
            .order_by(model.id)
        )
    if found is None:
        raise NotFound(
            _("没有编号是 {number} 的{item}，或不在您能看的范围里").format(
                number=number, item=_(kind.item)
            )
        )
    return int(found)


def number_of(desk: Desk, kind: Register, record_id: int) -> str:
    """The number people know a record by."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        return str(records.visible_record(session, actor, kind, record_id).number)


def fresh(desk: Desk, kind: Register) -> dict[str, Any]:
    """What a new record begins with for this person."""
    with desk.database.read() as session:
        return kind.defaults(actor_of(session, desk.person_id), clock.now())


def _view(session: Session, actor: Actor, kind: Register, record: Any) -> RecordView:
    shown, masked = masked_values(actor, kind, record)
    return RecordView(
        register=kind, id=record.id, number=record.number,
        original_number=record.original_number or "", status=record.status,
        version=record.version, title=values.title(kind, record), values=shown, masked=masked,
        fixed=kind.fixed(record),
        may_reveal=access.allowed(actor, access.Permission.REVEAL, record, kind),
        read_only=_read_only(actor, kind, record),
        may_void=record.status not in records.FINAL
        and access.allowed(actor, access.Permission.VOID, record, kind),
        may_print=bool(kind.forms)
        and access.allowed(actor, access.Permission.PRINT, record, kind),
        may_finish=access.allowed(actor, access.Permission.FINISH, record, kind),
        steps=_steps(session, actor, kind, record), road=kind.road_of(record), trail=_trail(session, kind, record.id),
        follow_ups=beside.follow_ups(session, actor, kind, record), due=_due(session, kind, record),
        hours=hours_view(kind, record),
        backfilled=record.backfilled, lacking=lacking(kind, record),
        legal_hold=bool(getattr(record, "legal_hold", False)),
        void_reason=record.void_reason or "", duties=beside.duties(session, actor, kind, record),
        linked=beside.linked(session, actor, kind, record.id),
        updated_at=record.updated_at,
        slip_code=record.slip_code or "", tools=_tools(actor, kind, record),
        forms=kind.forms_of(record),
        ledger=movements.of_record(session, kind, record.id),
        supplier_file=supplier_file.of_record(session, actor, kind, record),
        restricted=_restricted(session, kind, record),
    )  # fmt: skip


def _restricted(session: Session, kind: Register, record: Any) -> tuple[str, ...]:
    """What is to be known of the places an open record names, or goods lie at."""
    if record.status not in kind.open_states and not getattr(record, "in_stock", 0):
        return ()
    places = {place for name in kind.places if (place := getattr(record, name))}
    return tuple(one.words for one in book.restrictions(session, places).values())


def _tools(actor: Actor, kind: Register, record: Any) -> tuple[Tool, ...]:
    """The further windows this person may open for this record."""
    return tuple(
        one for one in kind.tools
        if record.status in one.states
        and access.allowed(actor, access.Permission(one.permission), record, kind)
    )  # fmt: skip


def masked_values(
    actor: Actor, kind: Register, record: Any, fields: Sequence[Field] | None = None
) -> tuple[dict[str, Any], frozenset[str]]:
    """Plain values by field; those that identify people masked where the person may not see them.

    Of some `fields` only, if they are given. Who the record is about sees nothing at all of who
    complained (clause 四.1, reliability §5.4).
    """
    fields = kind.fields if fields is None else fields
    shown = {field.name: getattr(record, field.name) for field in fields}
    about = access.is_about(actor, record, kind)
    may_see = access.may_identify(actor, record, kind)
    masked = set()
    for field in fields:
        value = shown[field.name]
        if not field.sensitive or not value:
            continue
        if about:
            shown[field.name] = _("（不显示）")
        elif not may_see or (field.kind.value == "CODE" and record.created_by_id != actor.id):
            shown[field.name] = values.mask(value)
        else:
            continue
        if shown[field.name] != value:
            masked.add(field.name)
    return shown, frozenset(masked)


def _read_only(actor: Actor, kind: Register, record: Any) -> str | None:
    """Why the person cannot write in this record; None when they can."""
    if record.status in records.FINAL:
        return _("这件{item}已经{state}，只能看").format(
            item=_(kind.item), state=_(record.status.label)
        )
    if access.is_about(actor, record, kind):
        return _("这件{item}涉及您本人，由别人办理").format(item=_(kind.item))
    if not access.allowed(actor, access.Permission.CHANGE, record, kind, clock.now()):
        steps = (one for one in kind.steps if record.status in one.sources)
        if any(access.may_step(actor, one.roles, record, kind) for one in steps):
            return _("您的角色不能改这件{item}的内容；轮到您办的在“下一步”里").format(
                item=_(kind.item)
            )
        return _("您的角色只能看这件{item}").format(item=_(kind.item))
    return None


def step_states(
    desk: Desk, kind: Register, record_id: int, given: Mapping[str, Any]
) -> tuple[StepState, ...]:
    """The steps as they would be if `given` were saved: keeps the buttons true while typing."""
    with desk.database.read() as session, session.no_autoflush:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        accepted, _problems = values.accept(kind, given)
        for name, value in accepted.items():
            setattr(record, name, value)
        return _steps(session, actor, kind, record)


def _steps(session: Session, actor: Actor, kind: Register, record: Any) -> tuple[StepState, ...]:
    world = ReadWorld(session, actor, clock.now(), clock.today(), kind)
    colleague = replace(actor, id=0, roles=frozenset(Role))
    other = ReadWorld(session, colleague, world.now, world.today, kind)
    found = []
    for step in kind.steps:
        if record.status not in step.sources:
            continue
        reason, is_others = None, False
        if access.is_about(actor, record, kind):
            reason = _("这件{item}涉及您本人，由别人办理").format(item=_(kind.item))
        elif not access.may_step(actor, step.roles, record, kind):
            reason, is_others = access.refusal_of_roles(step), True
        elif step.guard:
            reason = step.guard(world, record)  # type: ignore[arg-type]  # guards only read
            # HR-22: what only this person may not do, a colleague signs here.
            is_others = bool(reason) and not step.guard(other, record)  # type: ignore[arg-type]
        missing = tuple(
            name for name in step.needs
            if name not in step.asks and values.is_empty(getattr(record, name))
        )  # fmt: skip
        found.append(
            StepState(
                step.action,
                _(step.label),
                reason,
                missing,
                step.asks,
                kind.leads_on(record, step),
                step.clause,
                signing_words(step),
                is_others,
            )
        )
    return tuple(found)


def signing_words(step: Step) -> str:
    """What the signature of a step says where the password is asked for it; else empty."""
    is_more = step.signed and step.meaning is not Meaning.AUTHORSHIP
    return _(step.meaning.label) if is_more else ""


def _trail(session: Session, kind: Register, record_id: int) -> tuple[TrailEntry, ...]:
    query = (
        select(StepEntry)
        .where(StepEntry.register == kind.name, StepEntry.record_id == record_id)
        .order_by(StepEntry.id)
    )
    return tuple(
        TrailEntry(
            one.at, one.person_name, one.action, action_label(kind, one.action), one.target,
            one.note or "", one.signed, signing.words(one),
        )
        for one in session.scalars(query)
    )  # fmt: skip


def action_label(kind: Register, action: str) -> str:
    """The words for a step's action."""
    known = {
        "register": _("登记"), "void": _("作废"), "import": _("补录"), "hand_over": _("交接"),
    }  # fmt: skip
    if action in known:
        return known[action]
    return _(kind.step(action).label).rstrip("…")


def _due(session: Session, kind: Register, record: Any) -> DueView | None:
    return due_view(session, kind, record, lambda: directory.read(session).names().departments)


def lacking(kind: Register, record: Any) -> tuple[str, ...]:
    """补录缺项: the fields that the paper asks for today and the old register left empty."""
    if not record.backfilled:
        return ()
    return tuple(
        field.name for field in kind.fields
        if field.required and values.is_empty(getattr(record, field.name))
    )  # fmt: skip


def drafts(desk: Desk, kind: Register) -> list[DraftView]:
    """What this person has typed and not saved, newest first; slips only once something is keyed in."""
    with desk.database.read() as session:
        query = (
            select(Draft)
            .where(Draft.register == kind.name, Draft.person_id == desk.person_id)
            .where(Draft.printed_at.is_(None) | (Draft.saved_at > Draft.printed_at))
            .order_by(Draft.saved_at.desc())
        )
        return [
            DraftView(
                one.slip_code, one.record_id, one.record_version, one.values, one.saved_at,
                one.printed_at,
            )
            for one in session.scalars(query)
        ]  # fmt: skip
