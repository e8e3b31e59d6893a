"""Mapped objects made from rows, and rows from them, past the unit of work and its price."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session


def made(model: type[Any], values: Mapping[str, Any]) -> Any:
    """An object that holds these values and nothing else yet."""
    record = inspect(model).class_manager.new_instance()
    record.__dict__.update(values)
    return record


def keep(session: Session, record: Any) -> None:
    """From here on it is like a row that was read: the session sees what is changed in it.

    `record` must hold a value for every column.
    """
    state: Any = inspect(record)
    state.key = state.mapper.identity_key_from_instance(record)
    state._commit_all(record.__dict__)
    session.add(record)


def known(session: Session, model: type[Any], record_id: int) -> Any | None:
    """The object of a row the session has read already."""
    key = inspect(model).identity_key_from_primary_key((record_id,))
    return session.identity_map.get(key)


def written(session: Session, record: Any) -> None:
    """What was set in it stands in its row now; the unit of work finds nothing to do."""
    state: Any = inspect(record)
    state._commit_all(record.__dict__, session.identity_map)


def held(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """What it holds under these names; only what was not read yet is asked for one by one."""
    values = record.__dict__
    return {name: values[name] if name in values else getattr(record, name) for name in names}


def attributes(model: Any) -> tuple[str, ...]:
    """The names of its columns in table order."""
    return _attributes(model)


@cache
def _attributes(model: Any) -> tuple[str, ...]:
    return tuple(one.key for one in inspect(model).mapper.column_attrs)
