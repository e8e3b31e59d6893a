"""Register, change, move and void a record of any register; every write is one operation."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, NotAllowed, NotFound, StaleRecord, StepRefused
from app.i18n import _
from app.models.base import VOIDED, Base
from app.models.bookkeeping import StepEntry
from app.models.organisation import Department, Person
from app.services import access, drafts, numbering, search, values
from app.services.operations import Changes, Operation, operation
from app.services.registers.register import Register, Step
from app.services.registers.world import Actor
from app.services.storage import instances
from app.services.storage.prepared import Prepared
from app.services.templates import kept
from app.services.voiding import consequences
from app.services.world import RecordWorld, link

_DEPARTMENTS = Base.metadata.tables[Department.__tablename__]
_CODE = Prepared(select(_DEPARTMENTS.c.code).where(_DEPARTMENTS.c.id == bindparam("id")))

DISPOSED = "DISPOSED"
FINAL = frozenset({VOIDED, DISPOSED})


@operation("record.register")
def register(
    current: Operation,
    kind: Register,
    given: Mapping[str, Any],
    slip_code: str | None = None,
    origin: tuple[Register, int] | None = None,
) -> Changes:
    """Register a record: checked, numbered, indexed and audited in one transaction (A1).

    Raises InvalidRecord with every problem at once. The draft with this slip code is used up; a
    record raised from another (`origin`) is linked to it.
    """
    current.require(access.Permission.REGISTER)
    accepted, problems = values.accept(kind, given)
    required = tuple(field.name for field in kind.fields if field.required)
    lacking = values.missing(kind, accepted, required)
    problems = (
        lacking | _checked(kind, accepted, current, lacking) | problems | _counted(kind, given)
    )
    if problems:
        raise InvalidRecord(problems)
    record = create(current, kind, accepted, slip_code=slip_code)
    if slip_code:
        drafts.drop(current.session, kind.name, slip_code=slip_code)
    if origin is not None:
        source = fetch(current, *origin)
        consequences.require_standing(source, source.status)
        link(current, (origin[0].name, source.id), (kind.name, record.id))
        current.tables.add(origin[0].name)
    return current.changes(record)


def create(
    current: Operation,
    kind: Register,
    accepted: Mapping[str, Any],
    number: str | None = None,
    slip_code: str | None = None,
    **columns: Any,
) -> Any:
    """Build a record from accepted values inside a running operation (also used by imports)."""
    department_id = current.actor.department_id
    if number is None:
        [(code,)] = _CODE.rows(current.session, id=department_id)
        number = numbering.take(current.session, kind.prefix, code, current.today)[0]
    own = {
        "number": number,
        "slip_code": slip_code,
        "department_id": department_id,
        "created_by_id": current.actor.id,
        "updated_by_id": current.actor.id,
        "status": kind.initial,
    }
    record = instances.made(kind.model, {**accepted, **own, **columns})
    world = RecordWorld(current, kind, create)
    with current.session.no_autoflush:
        kind.on_register(world, record)
    current.add(record)
    world.settle(record)
    note_step(current, kind, record, "register", None, record.status, signed=True)
    search.index(current.session, kind, record)
    return record


def _counted(kind: Register, given: Mapping[str, Any]) -> dict[str, str]:
    """What the program counts is nobody's to write."""
    return {name: _("由程序计算，不能填写") for name in kind.computed & given.keys()}


def _checked(
    kind: Register, merged: Mapping[str, Any], current: Operation, known: Mapping[str, str]
) -> dict[str, str]:
    found = kind.check(merged, current.today)
    return {name: text for name, text in found.items() if name not in known}


@operation("record.change")
def change(
    current: Operation,
    kind: Register,
    record_id: int,
    version: int,
    given: Mapping[str, Any],
    why: str = "",
) -> Changes:
    """Change fields of a record opened at `version`.

    Raises StaleRecord with what stands now when somebody saved in between, InvalidRecord, and
    InvalidRecord on `#why` when a field given at registration is corrected without a reason.
    """
    record = fetch(current, kind, record_id)
    current.require(access.Permission.CHANGE, record, kind)
    _apply(current, kind, record, version, given, why)
    current.session.flush()
    search.index(current.session, kind, record, current.changed(record))
    return current.changes(record)


def _apply(
    current: Operation,
    kind: Register,
    record: Any,
    version: int,
    given: Mapping[str, Any],
    why: str,
    asked: tuple[str, ...] = (),
) -> None:
    """Put accepted values into the record, with all rules of change; what a step asks is no correction."""
    accepted, problems = values.accept(kind, given)
    problems |= _counted(kind, given)
    wanted = {name: value for name, value in accepted.items() if getattr(record, name) != value}
    if record.version != version and wanted:
        raise _stale(current.session, kind, record, wanted)
    if wanted.keys() - set(asked) and record.status in FINAL | _closed_states(kind) and not why:
        problems["#why"] = _("已经结案的记录，更正要写原因")
    given_then = kind.registration
    if record.status is not kind.initial:
        given_then |= kind.offered
    corrected = [
        name for name in wanted
        if name in given_then and not values.is_empty(getattr(record, name))
    ]  # fmt: skip
    if corrected and not why and not problems:
        problems["#why"] = _("改了登记时的内容（{fields}），要写更正原因").format(
            fields="、".join(_(kind[name].label) for name in corrected)
        )
    if record.status in FINAL and wanted:
        raise StepRefused(_("作废或已销毁的记录不能再改"))
    merged = instances.held(record, kind.by_name) | accepted
    required = tuple(f.name for f in kind.fields if f.required and not record.backfilled)
    touched = values.missing(kind, merged, required)
    rules = _checked(kind, merged, current, problems)
    if record.backfilled:
        # What the old register lacked stays lacking; only what was touched now is judged.
        rules = {name: text for name, text in rules.items() if name in wanted}
    problems = touched | rules | problems
    if problems:
        raise InvalidRecord(problems)
    if not wanted:
        return
    current.why = why.strip()
    for name, value in wanted.items():
        setattr(record, name, value)
    # Nothing is written before the guards have spoken: a refused value never meets a constraint.
    with current.session.no_autoflush:
        kind.on_change(RecordWorld(current, kind, create), record)
    _touch(current, record)


def _closed_states(kind: Register) -> frozenset[str]:
    return frozenset(state for state in kind.status if state not in kind.open_states)


def _stale(session: Session, kind: Register, record: Any, wanted: Mapping[str, Any]) -> StaleRecord:
    by = session.get_one(Person, record.updated_by_id).name
    return StaleRecord(
        _("没有存上：这条记录刚被别人改过。您写的内容还在。"),
        {name: getattr(record, name) for name in kind.by_name},
        by,
        record.version,
    )


def _touch(current: Operation, record: Any) -> None:
    record.updated_at = current.now
    record.updated_by_id = current.actor.id


@operation("record.move")
def move(
    current: Operation,
    kind: Register,
    record_id: int,
    version: int,
    action: str,
    given: Mapping[str, Any] | None = None,
    note: str = "",
    signed_by_password: bool = False,
    host: str = "",
) -> Changes:
    """Take a step of the life cycle, saving `given` in the same transaction.

    `host` is whose session it was where somebody else signed, `signed_by_password` that the
    password was asked again.

    Raises StepRefused with the reason, InvalidRecord for fields the step needs, NotAllowed.
    """
    record = fetch(current, kind, record_id)
    step = kind.step(action)
    current.permit()
    _may_begin(current.actor, kind, record, step)
    if given:
        _apply(current, kind, record, version, given, note, step.asks)
    meaning = step.meaning if step.signed and (signed_by_password or not host) else None
    _take(current, kind, record, step, note, meaning=meaning.value if meaning else None,
          session_person=host or None)  # fmt: skip
    return current.changes(record)


def take_too(
    current: Operation,
    kind: Register,
    record: Any,
    action: str,
    given: Mapping[str, Any] | None = None,
) -> None:
    """Take a step of another record as a part of the step that is running, by the same person."""
    step = kind.step(action)
    _may_begin(current.actor, kind, record, step)
    if given:
        _apply(current, kind, record, record.version, given, current.why, step.asks)
    _take(current, kind, record, step, meaning=step.meaning.value if step.signed else None)


def _take(
    current: Operation,
    kind: Register,
    record: Any,
    step: Step,
    note: str = "",
    **signature: str | None,
) -> None:
    """The step itself: what it needs, what stands in its way, what follows from it."""
    needed = {name: getattr(record, name) for name in step.needs}
    if problems := values.missing(kind, needed, step.needs):
        raise InvalidRecord(problems)
    world = RecordWorld(current, kind, create, take_too)
    with current.session.no_autoflush:
        reason = step.guard(world, record) if step.guard else None
    if reason:
        raise StepRefused(reason)
    source = record.status
    if step.target is not None:
        record.status = step.target
    if step.effect:
        step.effect(world, record)
    _touch(current, record)
    note_step(
        current, kind, record, step.action, source, record.status, step.signed, note,
        acting_for=access.deputy_words(current.actor, step), **signature,
    )  # fmt: skip
    kept.freeze(current, kind, record, source)
    current.session.flush()
    search.index(current.session, kind, record, current.changed(record))


def _may_begin(actor: Actor, kind: Register, record: Any, step: Step) -> None:
    """Raise when the person's roles or the record's state do not allow a step."""
    if not access.may_step(actor, step.roles, record, kind):
        raise NotAllowed(access.refusal_of_roles(step))
    if record.status not in step.sources:
        raise StepRefused(
            _("{item}现在是“{state}”，不能办“{step}”").format(
                item=_(kind.item), state=_(record.status.label), step=_(step.label)
            )
            + (f"（{step.clause}）" if step.clause else "")
        )


@operation("record.void")
def void(current: Operation, kind: Register, record_id: int, version: int, reason: str) -> Changes:
    """Void a record with its reason. It keeps its number and stays visible; nothing is deleted."""
    record = fetch(current, kind, record_id)
    current.require(access.Permission.VOID, record, kind)
    if not reason.strip():
        raise InvalidRecord({"void_reason": _("还没有填写作废原因")})
    if record.status in FINAL:
        raise StepRefused(_("已经作废或销毁"))
    if getattr(record, "legal_hold", False):
        raise StepRefused(_("涉诉冻结中，不能作废"))
    if record.version != version:
        raise _stale(current.session, kind, record, {})
    world = RecordWorld(current, kind)
    if kind.void_guard is not None and (refused := kind.void_guard(world, record)):
        raise StepRefused(refused)
    resting = consequences.resting_on(world, record)
    source = record.status
    record.status = kind.status(VOIDED)
    record.void_reason = reason.strip()
    current.why = reason.strip()
    consequences.require_still_closed(world, resting)
    _touch(current, record)
    note_step(current, kind, record, "void", source, record.status, signed=True, note=reason)
    kept.freeze(current, kind, record, source)
    return current.changes(record)


@operation("record.reveal")
def reveal(
    current: Operation, kind: Register, record_id: int, names: tuple[str, ...]
) -> dict[str, Any]:
    """The full values of masked fields; the look is recorded (reliability P13)."""
    record = fetch(current, kind, record_id)
    current.require(access.Permission.REVEAL, record, kind)
    current.note("record.reveal", record, fields=list(names))
    return {name: getattr(record, name) for name in names if kind[name].sensitive}


@operation("record.printed")
def printed(
    current: Operation, kind: Register, record_id: int, form: str, digest: str, how: str,
    masked: bool = False,
) -> None:  # fmt: skip
    """Write who printed or exported which form of a record, with the file's hash.

    A masked copy (脱敏副本) is an action of its own: it shows nobody.
    """
    _note_print(current, kind, record_id, form, digest, how, masked)


@operation("record.printed")
def printed_together(
    current: Operation,
    kind: Register,
    papers: Mapping[int, str],
    form: str,
    how: str,
    masked: bool = False,
) -> None:
    """The same for records that left together; `papers` are their hashes by record."""
    for record_id, digest in papers.items():
        _note_print(current, kind, record_id, form, digest, how, masked)


def _note_print(
    current: Operation, kind: Register, record_id: int, form: str, digest: str, how: str,
    masked: bool,
) -> None:  # fmt: skip
    record = fetch(current, kind, record_id)
    current.require(access.Permission.PRINT, record, kind)
    action = "record.masked_copy" if masked else "record.print"
    current.note(action, record, form=form, sha256=digest, how=how)


def fetch(current: Operation, kind: Register, record_id: int) -> Any:
    """The record, if it exists and this person may see it."""
    return visible_record(current.session, current.actor, kind, record_id)


def visible_record(session: Session, actor: Actor, kind: Register, record_id: int) -> Any:
    """The record, if it exists and `actor` may see it; raises NotFound."""
    record = access.find(session, actor, kind, record_id)
    if record is None:
        raise NotFound(_("没有这件{item}，或不在您能看的范围里").format(item=_(kind.item)))
    return record


def note_step(
    current: Operation,
    kind: Register,
    record: Any,
    action: str,
    source: Any,
    target: Any,
    signed: bool = False,
    note: str = "",
    **signature: str | None,
) -> None:
    """Write the step that was taken: who, when, from which state to which, and what it says."""
    current.insert(
        StepEntry(
            register=kind.name, record_id=record.id, action=action,
            source=source.value if source else None, target=target.value,
            person_id=current.actor.id, person_name=current.actor.name, at=current.now,
            signed=signed, note=note.strip() or None, **signature,
        )
    )  # fmt: skip
