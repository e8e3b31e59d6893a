"""The hospital as 系统 shows it: who I am, what I may do, and every department with its people."""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from app.models.organisation import Department, Person, Role, RoleGrant
from app.services import access, audit
from app.services.operations import Desk, actor_of
from app.services.registers.world import Actor

# No letters or digits that look alike when they are read out or written down.
_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class DepartmentView:
    """A department with its part in the procedure and how many people work there."""

    id: int
    code: str
    name: str
    initials: str
    functional: bool
    active: bool
    people: int


@dataclass(frozen=True)
class Me:
    """The person at the desk and what the matrix lets them do here, whatever the object."""

    actor: Actor
    permissions: frozenset[access.Permission]

    def may(self, permission: access.Permission) -> bool:
        """Whether one of the roles permits this with some object."""
        return permission in self.permissions


def me(desk: Desk) -> Me:
    """Who sits here, with the roles of this moment. Raises NotAllowed when the account was closed."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id, desk.workstation)
    return Me(actor, frozenset(one for one in access.Permission if access.allowed(actor, one)))


def departments(desk: Desk) -> list[DepartmentView]:
    """Every department, functional ones first, those out of use last."""
    with desk.database.read() as session:
        counts = session.execute(
            select(Person.department_id, func.count())
            .where(Person.active)
            .group_by(Person.department_id)
        )
        people = {department_id: many for department_id, many in counts}
        return [
            DepartmentView(
                one.id, one.code, one.name, one.initials, one.functional, one.active,
                people.get(one.id, 0),
            )
            for one in session.scalars(
                select(Department).order_by(
                    Department.active.desc(), Department.functional.desc(), Department.id
                )
            )
        ]  # fmt: skip


def undivided(desk: Desk) -> str | None:
    """The name of somebody who administers the system and judges cases too; None when nobody does.

    The first account is both, so that one person can begin (DESIGN §7).
    """
    business = (Role.OFFICE_HEAD, Role.HANDLER, Role.DEPT_HEAD, Role.LEADER_IN_CHARGE)
    administrators = select(RoleGrant.person_id).where(
        RoleGrant.role == Role.ADMIN, RoleGrant.active
    )
    with desk.database.read() as session:
        return session.scalar(
            select(Person.name)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                Person.active,
                Person.id.in_(administrators),
                RoleGrant.role.in_(business),
                RoleGrant.active,
            )
            .order_by(Person.id)
            .limit(1)
        )


@dataclass(frozen=True)
class ChainHead:
    """How long the audit chain is, and its end as it is printed on forms."""

    entries: int
    anchor: str


def chain_head(desk: Desk) -> ChainHead:
    """The end of the audit chain now."""
    with desk.database.read() as session:
        return ChainHead(audit.head(session)[0], audit.anchor(session))


def first_password() -> str:
    """A password to be handed over and changed at the first sign-in: `k7mp-xw3e-9tqa`."""
    groups = ("".join(secrets.choice(_CLEAR) for _place in range(4)) for _group in range(3))
    return "-".join(groups)
