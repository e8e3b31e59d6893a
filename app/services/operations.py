"""One action of a user = one operation = one transaction = one group of audit entries (DESIGN §1)."""

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Table, and_, bindparam, event, insert, inspect, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from app import clock
from app.errors import AppError, NotAllowed, StepRefused
from app.i18n import _
from app.models.base import Audited, Base
from app.models.organisation import Delegation, Department, Person, Role, RoleGrant
from app.services import access, audit
from app.services.registers.world import Actor
from app.services.storage import instances
from app.services.storage.database import Database
from app.services.storage.prepared import Prepared

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# What a deputy may do in an approver's place; everything else stays with the person.
DELEGABLE = (Role.DEPT_HEAD, Role.OFFICE_HEAD, Role.LEADER_IN_CHARGE)

_RUNNING = "operation"  # under which a session knows whose work it is

PUBLIC: dict[str, Callable[..., Any]] = {}
"""Every operation by name; a test holds it against the functions that write."""


@dataclass(frozen=True)
class Desk:
    """A person at a database: what every operation is given. Roles are read anew each time."""

    database: Database
    person_id: int
    workstation: str = ""


@dataclass(frozen=True)
class Changes:
    """What an operation changed; sent to every page once, which reloads what it shows of it."""

    tables: frozenset[str] = frozenset()
    record_id: int | None = None
    number: str = ""
    version: int = 0


@dataclass
class Operation:
    """A running operation: the session inside its transaction, who acts, and what is to be audited."""

    name: str
    session: Session
    actor: Actor
    now: datetime
    today: date
    asked: bool = False
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    facts_of: dict[str, dict[str, Any]] = field(default_factory=dict)  # of one object, by its uid
    entries: list[audit.Entry] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    versioned: set[str] = field(default_factory=set)
    database: Database | None = None

    def require(
        self, permission: access.Permission, record: object = None, register: Any = None
    ) -> None:
        """Ask the matrix, with the object; raises NotAllowed. Every operation asks at least once."""
        self.asked = True
        access.require(self.actor, permission, record, register, self.now)

    def permit(self) -> None:
        """Say that the permission was asked in another way (a step's own roles)."""
        self.asked = True

    def add(self, record: Any) -> None:
        """Insert a new row at once, with its entry; the unit of work takes three times as long."""
        self.insert(record)
        instances.keep(self.session, record)

    def insert(self, record: Any) -> None:
        """The same for a row that nothing is changed in afterwards."""
        self.session.flush()
        table = Base.metadata.tables[_table(record)]
        made, fixed = _defaults(table)
        held = record.__dict__
        for name in made.keys() - held.keys():
            held[name] = made[name](None)
        held |= fixed | held
        [(held["id"],)] = _adding(table).rows(self.session, **held)
        _note_created(self, record)

    def note(self, action: str, record: Audited, **facts: object) -> None:
        """Write an entry about something done with a record that changes no field: print, view."""
        self.entries.append(
            audit.Entry(
                action, _table(record), record.uid, record.version, {}, why=self.why, facts=facts
            )
        )

    def event(self, action: str, **facts: object) -> None:
        """Write an entry about the hospital's data as a whole: an import, an export, a check."""
        self.entries.append(audit.Entry(action, "hospital", "", 0, {}, facts=facts, why=self.why))

    def changed(self, record: Audited) -> set[str]:
        """The fields of a record that were written so far."""
        written = [one.changes for one in self.entries if one.object_uid == record.uid]
        return {name for changes in written for name in changes}

    def changes(self, record: Any = None) -> Changes:
        """What to send to the pages."""
        self.session.flush()
        return Changes(
            frozenset(self.tables),
            getattr(record, "id", None),
            getattr(record, "number", "") or "",
            getattr(record, "version", 0),
        )


def operation(
    name: str,
) -> Callable[[Callable[Concatenate[Operation, P], T]], Callable[Concatenate[Desk, P], T]]:
    """Make a function a public write: permission, transaction, audit, translation of errors.

    The function receives the running `Operation`; callers pass their `Desk` instead. A refusal is
    written to the audit in a transaction of its own, the refused work leaves nothing.
    """

    def decorate(
        work: Callable[Concatenate[Operation, P], T],
    ) -> Callable[Concatenate[Desk, P], T]:
        def run(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
            try:
                with desk.database.write() as session:
                    current = begin(session, desk, name)
                    result = work(current, *args, **kwargs)
                    finish(current)
                    return result
            except IntegrityError as error:
                raise AppError(
                    _(
                        "没有存上：内容违反了数据库的约束（{what}）。改好后再存，您写的内容还在。"
                    ).format(what=str(error.orig).rsplit(":", maxsplit=1)[-1].strip())
                ) from error
            except (NotAllowed, StepRefused) as refusal:
                _record_refusal(desk, name, refusal)
                raise

        functools.update_wrapper(run, work)
        PUBLIC[f"{work.__module__}.{work.__name__}"] = run
        return run

    return decorate


def begin(session: Session, desk: Desk, name: str) -> Operation:
    """Start an operation inside an open write session."""
    current = begin_as(session, actor_of(session, desk.person_id, desk.workstation), name)
    current.database = desk.database
    return current


def begin_as(session: Session, actor: Actor, name: str) -> Operation:
    """Start an operation for a known actor; only the founding of a database has no account yet."""
    current = Operation(name, session, actor, clock.now(), clock.today())
    session.info[_RUNNING] = current
    return current


def finish(current: Operation) -> None:
    """Flush, write the audit, and leave the commit to the transaction."""
    if not current.asked:
        raise RuntimeError(f"operation {current.name} asked for no permission")
    current.session.flush()
    chain = audit.Chain(current.session, _author(current.actor))
    chain.append(_grouped(current))
    for uid in current.forgotten:
        audit.forget(current.session, uid)


def _author(actor: Actor) -> audit.Author:
    roles = ",".join(sorted(role.value for role in actor.roles))
    return audit.Author(actor.staff_no, roles, actor.workstation)


def _grouped(current: Operation) -> list[audit.Entry]:
    """One entry per object, the last state's digest; later flushes join earlier ones."""
    merged: dict[tuple[str, str, str], audit.Entry] = {}
    others: list[audit.Entry] = []
    for entry in current.entries:
        key = (entry.object_type, entry.object_uid, entry.action)
        if not entry.changes or not entry.object_uid:
            others.append(entry)
            continue
        if entry.sealed is not None:
            merged[key] = entry
            continue
        before = merged.pop(key, None)
        changes = dict(before.changes) if before else {}
        for name, (old, new) in entry.changes.items():
            changes[name] = (changes[name][0] if name in changes else old, new)
        merged[key] = audit.Entry(
            entry.action, entry.object_type, entry.object_uid, entry.object_version, changes,
            entry.digest, current.why,
            facts=current.facts | current.facts_of.get(entry.object_uid, {}),
        )  # fmt: skip
    return [*merged.values(), *others]


@event.listens_for(Session, "before_flush")
def _note_changes(session: Session, *_rest: object) -> None:
    current = session.info.get(_RUNNING)
    if current is None:
        return
    for record in session.dirty:
        if not isinstance(record, Audited):
            continue
        state: Any = inspect(record)
        changes = {}
        for name in audit.columns(type(record)):
            if name not in state.committed_state:
                continue
            history = get_history(record, name)
            if history.has_changes():
                old = history.deleted[0] if history.deleted else None
                changes[name] = (old, getattr(record, name))
        if changes:
            if record.uid not in current.versioned:
                record.version += 1
                current.versioned.add(record.uid)
            _update(session, record, state)
            _note_fields(current, record, changes, audit.digest(record))
    if any(isinstance(record, Audited) for record in session.deleted):
        raise RuntimeError("nothing recorded is ever deleted")


@event.listens_for(Session, "after_flush")
def _note_new(session: Session, _flush: UOWTransaction) -> None:
    current = session.info.get(_RUNNING)
    if current is None:
        return
    for record in session.new:
        if isinstance(record, Audited):
            _note_created(current, record)


def _update(session: Session, record: Any, state: Any) -> None:
    """Write what was set in a row; to the unit of work it is then a row that was just read."""
    names = tuple(sorted(state.committed_state))
    written = _updating(Base.metadata.tables[_table(record)], names)
    if written.run(session, of=record.id, **{name: getattr(record, name) for name in names}) != 1:
        raise RuntimeError(f"{_table(record)} {record.id} is gone")
    instances.written(session, record)


def _note_created(current: Operation, record: Audited) -> None:
    snapshot = audit.snapshot(record)
    current.versioned.add(record.uid)
    changes = {name: (None, value) for name, value in snapshot.items()}
    _note_fields(current, record, changes, audit.digest(record, snapshot))


def _note_fields(
    current: Operation, record: Audited, changes: Mapping[str, tuple[Any, Any]], digest: str
) -> None:
    """One entry about a record's fields."""
    table = _table(record)
    current.tables.add(table)
    current.entries.append(
        audit.Entry(current.name, table, record.uid, record.version, changes, digest)
    )


@functools.cache
def _defaults(table: Table) -> tuple[dict[str, Callable[[Any], Any]], dict[str, Any]]:
    """What a new row holds where nothing was said: what is made anew, and what is always the same.

    The key comes by itself.
    """
    made: dict[str, Callable[[Any], Any]] = {}
    fixed: dict[str, Any] = {}
    for column in table.c:
        default: Any = column.default
        given = default.arg if default is not None else None
        if callable(given):
            made[column.name] = given
        elif not column.primary_key:
            fixed[column.name] = given
    return made, fixed


@functools.cache
def _adding(table: Table) -> Prepared:
    (key,) = table.primary_key
    made, fixed = _defaults(table)
    return Prepared(insert(table).returning(key), [*made, *fixed])


@functools.lru_cache(256)
def _updating(table: Table, names: tuple[str, ...]) -> Prepared:
    return Prepared(update(table).where(table.c.id == bindparam("of")), names)


def _table(record: Any) -> str:
    return str(record.__tablename__)


_PERSON, _DEPARTMENT, _GRANT, _DELEGATION = (
    Base.metadata.tables[model.__tablename__]
    for model in (Person, Department, RoleGrant, Delegation)
)
# Approvers who are away today and named this person their deputy.
_APPROVER = _PERSON.alias()
_AWAY = (
    select(_DELEGATION.c.from_id)
    .join(_APPROVER, _APPROVER.c.id == _DELEGATION.c.from_id)
    .where(
        _APPROVER.c.active,
        _DELEGATION.c.to_id == bindparam("person_id"),
        _DELEGATION.c.active,
        _DELEGATION.c.starts_on <= bindparam("today"),
        _DELEGATION.c.ends_on >= bindparam("today"),
    )
)
_HELD = or_(
    _GRANT.c.person_id == bindparam("person_id"),
    and_(_GRANT.c.person_id.in_(_AWAY), or_(*(_GRANT.c.role == one for one in DELEGABLE))),
)
# Made once: every operation and every page asks.
_WHO = Prepared(
    select(
        _PERSON.c.staff_no,
        _PERSON.c.name,
        _PERSON.c.active,
        _PERSON.c.department_id,
        _DEPARTMENT.c.function,
        _GRANT.c.role,
        _GRANT.c.person_id,
    )
    .join(_DEPARTMENT, _DEPARTMENT.c.id == _PERSON.c.department_id)
    .outerjoin(_GRANT, and_(_GRANT.c.active, _HELD))
    .where(_PERSON.c.id == bindparam("person_id"))
)


def actor_of(session: Session, person_id: int, workstation: str = "") -> Actor:
    """The person with the roles of this moment: a role withdrawn is gone at the next operation."""
    today = clock.today()
    rows = _WHO.rows(session, person_id=person_id, today=today)
    if not rows or not rows[0][2]:
        raise NotAllowed(_("这个账户已停用。换一个账户登录。"))
    staff_no, name, _active, department_id, function, *_grant = rows[0]
    held = [(role, holder) for *_who, role, holder in rows if role is not None]
    lent = {one for one in held if one[1] != person_id}
    own = {role for role, holder in held if holder == person_id}
    return Actor(
        person_id, staff_no, name, department_id, function,
        frozenset(role for role, _holder in held), workstation, _delegated(session, lent, own),
    )  # fmt: skip


def _delegated(
    session: Session, lent: set[tuple[Role, int]], own: set[Role]
) -> tuple[tuple[Role, str], ...]:
    if not lent:
        return ()
    ids = {person_id for _role, person_id in lent}
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    names: dict[int, str] = {one.id: one.name for one in session.execute(query)}
    return tuple(sorted((role, names[one]) for role, one in lent if role not in own))


def _record_refusal(desk: Desk, name: str, refusal: AppError) -> None:
    with desk.database.write() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
        audit.Chain(session, _author(actor)).append(
            [audit.Entry(name, "hospital", "", 0, {"reason": (None, str(refusal))}, ok=False)]
        )
