"""What a person usually chooses in a register, read from the records they worked on lately."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select

from app.i18n import _
from app.services import access
from app.services.operations import Desk, actor_of
from app.services.people import pinyin
from app.services.registers.register import Field, Kind, Register

OWN_RECORDS = 50
# Somebody who seldom registers must not make the database read a whole register.
LOOKED_THROUGH = 5000
OFFERED = 5
# Chosen once is not usual yet.
LEAST = 2


@dataclass(frozen=True)
class Usual:
    """Field → values, most frequent first; and the initials of the answers of long questions."""

    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    initials: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)


def usual(desk: Desk, kind: Register) -> Usual:
    """What this person chose most in their last records of a register; one query."""
    fields = [one for one in kind.fields if _is_picked(one)]
    model: Any = kind.model
    columns = [getattr(model, one.name) for one in fields]
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        newest = select(func.max(model.id)).scalar_subquery()
        rows = session.execute(
            select(*columns)
            .where(
                model.id > newest - LOOKED_THROUGH,
                or_(model.created_by_id == actor.id, model.updated_by_id == actor.id),
                access.visible(actor, kind),
            )
            .order_by(model.id.desc())
            .limit(OWN_RECORDS)
        ).all()
    return Usual(
        {one.name: _most(row[place] for row in rows) for place, one in enumerate(fields)},
        {
            one.name: {item.value: pinyin.initials(_(item.label)) for item in one.choices}
            for one in fields
            if one.choices is not None
        },
    )


def _is_picked(one: Field) -> bool:
    """Whether the field is filled from a list; a question with few answers shows them all."""
    return one.kind in (Kind.DEPARTMENT, Kind.PERSON) or (one.kind is Kind.CHOICE and not one.many)


def _most(values: Any) -> tuple[Any, ...]:
    """The most frequent first; of equally frequent ones the most recent."""
    counted: Counter[Any] = Counter()
    for value in values:
        counted.update(value if isinstance(value, list) else [] if value is None else [value])
    often = [value for value, times in counted.most_common() if times >= LEAST]
    return tuple(getattr(value, "value", value) for value in often[:OFFERED])
