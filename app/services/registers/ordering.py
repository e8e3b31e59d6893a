"""In what order a list stands: choices as they are listed, departments and people by their initials."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Case, Select, Table, UnaryExpression, case, select
from sqlalchemy.orm import Session

from app.models.base import Choice
from app.models.organisation import Department, Person
from app.services.registers.register import Kind, Register

if TYPE_CHECKING:
    from array import array

_DIRECTORY: dict[Kind, type[Department] | type[Person]] = {
    Kind.DEPARTMENT: Department,
    Kind.PERSON: Person,
}
# Of more values than these, sorting is the shorter way.
_TURNS_MOST = 200


def ordered(kind: Register, name: str, *, descending: bool) -> list[UnaryExpression[Any]]:
    """What a list is sorted by when this column is chosen; what is empty stands last."""
    column = getattr(kind.model, name)
    found: list[Any] = [column]
    if (choices := _choices(kind, name)) is not None:
        found = [_placed(column, choices)]
    elif (named := _named(kind, name)) is not None:
        found = [select(named.initials).where(named.id == column).scalar_subquery(), column]
    parts = [part.desc() if descending else part.asc() for part in found]
    return [part.nulls_last() for part in parts] if column.nullable else parts


def in_turn(
    session: Session,
    kind: Register,
    name: str,
    seen: Select[tuple[int]],
    fetch: Callable[[Session, Select[tuple[int]]], "array[int]"],
    *,
    descending: bool,
    limit: int | None,
) -> "array[int] | None":
    """The ids of `seen` in the same order, one value of an indexed column after the other.

    A list of a million is then read along the index instead of being sorted. None where the column
    has no index, or holds what is sorted as it stands.
    """
    column = getattr(kind.model, name)
    model: Any = kind.model
    values = _values(session, kind, name) if _leads_an_index(model.__table__, name) else []
    if not values or len(values) > _TURNS_MOST:
        return None
    key = kind.model.id
    rows = seen.order_by(key.desc() if descending else key.asc())
    found: array[int] | None = None
    for value in [*(reversed(values) if descending else values), None]:
        own = rows.where(column.is_(None) if value is None else column == value)
        part = fetch(session, own if limit is None else own.limit(limit - len(found or ())))
        if found is None:
            found = part
        else:
            found.extend(part)
        if len(found) == limit:
            break
    return found


def _values(session: Session, kind: Register, name: str) -> list[Any]:
    if (choices := _choices(kind, name)) is not None:
        return list(choices)
    if (named := _named(kind, name)) is not None:
        return list(session.scalars(select(named.id).order_by(named.initials, named.id)))
    return []


def _choices(kind: Register, name: str) -> type[Choice] | None:
    if name == "status":
        return kind.status
    one = kind.by_name.get(name)
    return None if one is None or one.many else one.choices


def _named(kind: Register, name: str) -> type[Department] | type[Person] | None:
    one = kind.by_name.get(name)
    return None if one is None or one.many else _DIRECTORY.get(one.kind)


def _placed(column: Any, choices: type[Choice]) -> Case[int]:
    return case({member: place for place, member in enumerate(choices)}, value=column)


def _leads_an_index(table: Table, name: str) -> bool:
    """Whether an index of all rows begins with this column."""
    return any(
        next(iter(index.columns)).name == name and index.dialect_options["sqlite"]["where"] is None
        for index in table.indexes
        if len(index.columns)
    )
