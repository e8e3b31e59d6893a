"""代理授权: an approver who is away names a deputy, from one day to another (procedure 四.6: nobody skips)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, NotAllowed
from app.i18n import _
from app.models.organisation import Delegation, Person, Role, RoleGrant
from app.services import access
from app.services.operations import DELEGABLE, Changes, Desk, Operation, actor_of, operation
from app.services.text import clean

LONGEST_DAYS = 90


class Standing(StrEnum):
    """Where a delegation stands on a day."""

    NOW = "NOW"
    AHEAD = "AHEAD"
    OVER = "OVER"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True)
class DelegationView:
    """One delegation as it is listed."""

    id: int
    who: str
    deputy: str
    starts_on: date
    ends_on: date
    reason: str
    active: bool
    roles: frozenset[Role] = frozenset()
    may_withdraw: bool = False

    def standing(self, today: date) -> Standing:
        """Whether it holds today."""
        if not self.active:
            return Standing.WITHDRAWN
        if self.ends_on < today:
            return Standing.OVER
        return Standing.AHEAD if self.starts_on > today else Standing.NOW


@dataclass(frozen=True)
class Approver:
    """Somebody who may name a deputy, and the people who may be one."""

    id: int
    name: str
    roles: frozenset[Role]
    deputies: tuple[int, ...]


def listed(desk: Desk) -> list[DelegationView]:
    """The delegations a person may see, the newest first: all of them who manages people, else
    those from and to oneself."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
        is_manager = access.allowed(actor, access.Permission.MANAGE_PEOPLE)
        names: dict[int, str] = {
            one.id: one.name for one in session.execute(select(Person.id, Person.name))
        }
        roles = _approving(session)
        query = select(Delegation).order_by(Delegation.starts_on.desc(), Delegation.id.desc())
        if not is_manager:
            query = query.where(or_(Delegation.from_id == actor.id, Delegation.to_id == actor.id))
        return [
            DelegationView(
                one.id, names[one.from_id], names[one.to_id], one.starts_on, one.ends_on,
                one.reason, one.active, roles.get(one.from_id, frozenset()),
                one.active and (is_manager or one.from_id == actor.id),
            )
            for one in session.scalars(query)
        ]  # fmt: skip


def approvers(desk: Desk) -> list[Approver]:
    """For whom this person may name deputies: oneself as an approver, who manages people for all."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
        query = select(Person).where(Person.active).order_by(Person.name, Person.staff_no)
        people = session.scalars(query).all()
        roles = _approving(session)
        return [
            Approver(
                one.id, one.name, roles[one.id],
                tuple(
                    other.id for other in people
                    if other.id != one.id
                    and (not _bound(roles[one.id]) or other.department_id == one.department_id)
                ),
            )
            for one in people
            if one.id in roles
            and (one.id == actor.id or access.allowed(actor, access.Permission.MANAGE_PEOPLE))
        ]  # fmt: skip


def _approving(session: Session) -> dict[int, frozenset[Role]]:
    """Person → the roles a deputy may have in their place."""
    query = select(RoleGrant.person_id, RoleGrant.role).where(
        RoleGrant.active, RoleGrant.role.in_(DELEGABLE)
    )
    found: dict[int, set[Role]] = {}
    for person_id, role in session.execute(query):
        found.setdefault(person_id, set()).add(Role(role))
    return {person_id: frozenset(roles) for person_id, roles in found.items()}


def _bound(roles: frozenset[Role]) -> bool:
    """A department's head is stood in for by somebody of that department."""
    return bool(roles - {Role.LEADER_IN_CHARGE})


@operation("delegation.add")
def add(
    current: Operation, from_id: int, to_id: int, starts_on: date, ends_on: date, reason: str
) -> Changes:
    """Name a deputy: oneself as the approver, or for others who manages people.

    Raises InvalidRecord with every problem; a deputy for a department's head is of that department.
    """
    current.permit()
    if from_id != current.actor.id:
        current.require(access.Permission.MANAGE_PEOPLE)
    problems = _problems(current.session, from_id, to_id)
    if ends_on < starts_on:
        problems["ends_on"] = _("不能早于开始日期 {day}").format(day=starts_on)
    elif ends_on < current.today:
        problems["ends_on"] = _("这段时间已经过去")
    elif (ends_on - starts_on).days > LONGEST_DAYS:
        problems["ends_on"] = _("一次最多授权 {n} 天").format(n=LONGEST_DAYS)
    if not clean(reason):
        problems["reason"] = _("还没有填写授权原因")
    if problems:
        raise InvalidRecord(problems)
    made = Delegation(
        from_id=from_id, to_id=to_id, starts_on=starts_on, ends_on=ends_on, reason=clean(reason)
    )
    current.session.add(made)
    return current.changes()


def _problems(session: Session, from_id: int, to_id: int) -> dict[str, str]:
    problems = {}
    who, deputy = session.get_one(Person, from_id), session.get_one(Person, to_id)
    roles = _approving(session).get(from_id, frozenset())
    if not roles:
        problems["from_id"] = _("{name}没有可以授权的审批角色").format(name=who.name)
    if from_id == to_id:
        problems["to_id"] = _("不能授权给本人，请换一位")
    elif not deputy.active:
        problems["to_id"] = _("{name}的账户已停用").format(name=deputy.name)
    elif _bound(roles) and deputy.department_id != who.department_id:
        problems["to_id"] = _("科室负责人的代理人要是同一科室的人")
    return problems


@operation("delegation.withdraw")
def withdraw(current: Operation, delegation_id: int) -> Changes:
    """End a delegation now: by the approver, or by who manages people."""
    one = current.session.get_one(Delegation, delegation_id)
    current.permit()
    if one.from_id != current.actor.id:
        current.require(access.Permission.MANAGE_PEOPLE)
    if not one.active:
        raise NotAllowed(_("这条授权已经撤回"))
    one.active = False
    return current.changes()
