"""代理授权: an approver who is away names a deputy, from one day to another (procedure 四.6: nobody skips)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, NotAllowed
from app.i18n import _
from app.models.organisation import Delegation, Person, Role, RoleGrant
from app.services import access
from app.services.operations import DELEGABLE, Changes, Desk, Operation, operation
from app.services.text import clean

LONGEST_DAYS = 90


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


def listed(desk: Desk) -> list[DelegationView]:
    """All delegations, the newest first."""
    with desk.database.read() as session:
        names: dict[int, str] = {
            one.id: one.name for one in session.execute(select(Person.id, Person.name))
        }
        query = select(Delegation).order_by(Delegation.starts_on.desc(), Delegation.id.desc())
        return [
            DelegationView(
                one.id, names[one.from_id], names[one.to_id], one.starts_on, one.ends_on,
                one.reason, one.active,
            )
            for one in session.scalars(query)
        ]  # fmt: skip


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
    query = select(RoleGrant.role).where(
        RoleGrant.person_id == from_id, RoleGrant.active, RoleGrant.role.in_(DELEGABLE)
    )
    roles = {Role(one) for one in session.scalars(query)}
    if not roles:
        problems["from_id"] = _("{name}没有可以授权的审批角色").format(name=who.name)
    if from_id == to_id:
        problems["to_id"] = _("不能授权给本人，请换一位")
    elif not deputy.active:
        problems["to_id"] = _("{name}的账户已停用").format(name=deputy.name)
    elif roles - {Role.LEADER_IN_CHARGE} and deputy.department_id != who.department_id:
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
