"""催办: a note to a colleague about a record, inside the program; whether it was read is known.

It stands on 首页 of who it is for until that person has opened the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.errors import InvalidRecord
from app.i18n import _
from app.models.nudge import Nudge
from app.models.organisation import Department, Person, Role, RoleGrant
from app.services import access, records
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.text import clean, too_long

LONGEST = 300
TO_MOST = 10


@dataclass(frozen=True)
class Candidate:
    """Somebody a note about a record may go to; `is_near` works in a department it is about."""

    id: int
    name: str
    staff_no: str
    department: str
    initials: str
    is_near: bool


@dataclass(frozen=True)
class Note:
    """A note as it is shown: who to whom, what, when, and when it was read."""

    id: int
    sender: str
    receiver: str
    text: str
    sent_at: datetime
    read_at: datetime | None
    is_mine: bool  # it is for this very person


@dataclass(frozen=True)
class Waiting:
    """A note this person has not read yet, and the record it is about."""

    id: int
    register: str
    record_id: int
    number: str
    sender: str
    text: str


@dataclass(frozen=True)
class Board:
    """The notes about a record, the newest first, and whether this person may send one."""

    notes: tuple[Note, ...]
    may_send: bool


def board(desk: Desk, kind: Register, record_id: int) -> Board:
    """What was sent about a record. Raises NotFound for a record out of reach."""
    sender, receiver = aliased(Person), aliased(Person)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        rows = session.execute(
            select(Nudge, sender.name, receiver.name)
            .join(sender, sender.id == Nudge.from_id)
            .join(receiver, receiver.id == Nudge.to_id)
            .where(Nudge.register == kind.name, Nudge.record_id == record_id)
            .order_by(Nudge.id.desc())
        )
        return Board(
            tuple(
                Note(one.id, by, to, one.text, one.sent_at, one.read_at, one.to_id == actor.id)
                for one, by, to in rows
            ),
            access.allowed(actor, access.Permission.NUDGE, record, kind),
        )


def candidates(desk: Desk, kind: Register, record_id: int) -> tuple[Candidate, ...]:
    """Who has an account and may see the record: those of its departments first."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        near = access.departments_of(record, (*kind.wards, *kind.offices))
        found = [
            Candidate(
                one.id, one.name, one.staff_no, department.name, one.initials,
                one.department_id in near,
            )
            for one, department, who in _accounts(session)
            if one.id != actor.id and access.allowed(who, access.Permission.READ, record, kind)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: (not one.is_near, one.department, one.name)))


def waiting(session: Session, person_id: int) -> Sequence[Waiting]:
    """The notes a person has not read yet, the oldest first."""
    sender = aliased(Person)
    rows = session.execute(
        select(Nudge, sender.name)
        .join(sender, sender.id == Nudge.from_id)
        .where(Nudge.to_id == person_id, Nudge.read_at.is_(None))
        .order_by(Nudge.id)
    )
    return [
        Waiting(one.id, one.register, one.record_id, one.number, by, one.text) for one, by in rows
    ]


@operation("nudge.send")
def send(
    current: Operation, kind: Register, record_id: int, to_ids: Iterable[int], text: str
) -> Changes:
    """Send a note to colleagues who may see the record.

    Raises InvalidRecord (`to`, `text` → reason) and NotAllowed.
    """
    record = records.fetch(current, kind, record_id)
    current.require(access.Permission.NUDGE, record, kind)
    wanted = list(dict.fromkeys(to_ids))
    text = clean(text)
    problems = {}
    if problem := _wrong_receivers(current, kind, record, wanted):
        problems["to"] = problem
    if not text:
        problems["text"] = _("还没有写要催办什么")
    elif problem := too_long(text, LONGEST):
        problems["text"] = problem
    if problems:
        raise InvalidRecord(problems)
    for one in wanted:
        current.add(
            Nudge(
                register=kind.name, record_id=record_id, number=record.number,
                from_id=current.actor.id, to_id=one, text=text, sent_at=current.now,
            )
        )  # fmt: skip
    return current.changes(record)


@operation("nudge.read")
def read(current: Operation, kind: Register, record_id: int) -> Changes:
    """Mark the notes about a record that are for this person as read."""
    current.permit()
    unread = current.session.scalars(
        select(Nudge).where(
            Nudge.register == kind.name, Nudge.record_id == record_id,
            Nudge.to_id == current.actor.id, Nudge.read_at.is_(None),
        )
    )  # fmt: skip
    for one in unread:
        one.read_at = current.now
    return current.changes()


def _wrong_receivers(
    current: Operation, kind: Register, record: object, wanted: Sequence[int]
) -> str:
    if not wanted:
        return _("还没有选催办谁")
    if len(wanted) > TO_MOST:
        return _("一次最多催办 {n} 人").format(n=TO_MOST)
    if current.actor.id in wanted:
        return _("不用催办自己；选经办的同事")
    known = {one.id: (one.name, who) for one, _where, who in _accounts(current.session, wanted)}
    gone = [one for one in wanted if one not in known]
    if gone:
        return _("选的人里有 {n} 位没有账户或已停用，重新选").format(n=len(gone))
    blind = [
        name for name, who in known.values()
        if not access.allowed(who, access.Permission.READ, record, kind)
    ]  # fmt: skip
    if blind:
        return _("{names}看不到这件{item}，换一位").format(
            names="、".join(blind), item=_(kind.item)
        )
    return ""


def _accounts(
    session: Session, among: Sequence[int] = ()
) -> list[tuple[Person, Department, Actor]]:
    """Everybody who can sign in, with what they may do as of now."""
    query = (
        select(Person, Department)
        .join(Department, Department.id == Person.department_id)
        .where(Person.active, Person.password_hash.is_not(None))
    )
    if among:
        query = query.where(Person.id.in_(among))
    roles: dict[int, set[Role]] = {}
    for person_id, role in session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.active)
    ):
        roles.setdefault(person_id, set()).add(role)
    return [
        (one, where, Actor(one.id, one.staff_no, one.name, where.id, where.function,
                           frozenset(roles.get(one.id, ()))))
        for one, where in session.execute(query)
    ]  # fmt: skip
