"""Which open records are whose: the next step of the road, the day one waits for, who is concerned."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from app import clock
from app.models.base import Choice
from app.models.organisation import Role
from app.services import access
from app.services.registers.parts import Rest
from app.services.registers.register import Register, Step
from app.services.registers.world import Actor


def current(kind: Register) -> ColumnElement[bool]:
    """Without what an old register brought in and nobody has worked on since.

    Ten years of it would bury today's matters; in the list of the register it is found as ever.
    """
    model: Any = kind.model
    return not_(and_(model.backfilled, model.version == 1)) if kind.answered_states else true()


def road_step(kind: Register, state: Choice, road: Sequence[Choice]) -> Step | None:
    """The step that leads on along a road from a state."""
    for step in kind.steps:
        if state in step.sources and step.target in road and not step.asks:
            return step
    return None


def mine(actor: Actor, kind: Register) -> ColumnElement[bool] | None:
    """Open records whose next step on the road is this person's to take; None when there is none.

    The reach is that of the roles which may take the step, not of all the person has.
    """
    model: Any = kind.model
    by_roles: dict[frozenset[Role], list[Choice]] = {}
    for state, road in itertools.product(kind.open_states, kind.roads):
        step = road_step(kind, state, road)
        if step is not None and (roles := actor.roles & step.roles):
            by_roles.setdefault(roles, []).append(state)
    for waiting, wait in kind.waits.items():
        if roles := actor.roles & wait.roles:
            by_roles.setdefault(roles, []).append(kind.status(waiting))
    told = _told(actor, kind)
    if not by_roles:
        return told
    either = or_(
        *(
            and_(model.status.in_(states), access.visible(replace(actor, roles=roles), kind))
            for roles, states in by_roles.items()
        ),
        *(() if told is None else (told,)),
    )
    if kind.rest is not None:
        either = and_(either, ~_resting(kind, kind.rest))
    paused = [model.paused_on.is_(None)] if hasattr(model, "paused_on") else []
    return and_(either, *paused, _not_about(actor, kind))


def _told(actor: Actor, kind: Register) -> ColumnElement[bool] | None:
    """What is still open of that which this person is told of."""
    if kind.told is None or not actor.roles & kind.told.roles:
        return None
    model: Any = kind.model
    since: ColumnElement[Any] = getattr(model, kind.told.at)
    return and_(model.status.in_(kind.open_states), since.is_not(None))


def _resting(kind: Register, rest: Rest) -> ColumnElement[bool]:
    """Nothing is to be done before the day it waits for."""
    model: Any = kind.model
    until: ColumnElement[Any] = getattr(model, rest.until)
    done: ColumnElement[Any] = getattr(model, rest.done)
    waits = and_(until.is_not(None), until > clock.today())
    return and_(model.status == rest.state, done.is_(None), waits)


def _not_about(actor: Actor, kind: Register) -> ColumnElement[bool]:
    if not kind.about:
        return ~false()
    about: ColumnElement[Any] = getattr(kind.model, kind.about)
    return about.is_distinct_from(actor.id)


def concerns(actor: Actor, kind: Register) -> ColumnElement[bool]:
    """What a duty is seen by: the departments of the record, and who may mark it done."""
    if access.allowed(actor, access.Permission.FINISH):
        return ~false()
    return access.of_department(kind, actor.department_id)
