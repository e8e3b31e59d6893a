"""Inserting many plain rows without the cost of a statement object for each of them."""

import functools
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

Row = Mapping[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that name every column, with values the driver takes as they are."""
    if not rows:
        return
    words, arranged = _statement(table, connection.dialect)
    connection.exec_driver_sql(words, [arranged(row) for row in rows])


@functools.cache
def _statement(table: Table, dialect: Dialect) -> tuple[str, Callable[[Row], Any]]:
    """The words for this engine, and how it wants a row: in order, or by name."""
    compiled: Any = insert(table).compile(dialect=dialect)
    arranged = itemgetter(*compiled.positiontup) if compiled.positional else dict
    return str(compiled), arranged
