"""Statements that every save runs: compiled once for an engine, then handed to its driver.

A statement on its way through a `Connection` costs forty microseconds, of which SQLite takes two.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, LargeBinary, Select, TextClause, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Process = Callable[[Any], Any] | None
_HELD = "held connection"


def hold(session: Session, connection: Connection) -> None:
    """A session that keeps this connection to its end need not be asked for it at every statement."""
    session.info[_HELD] = _held(connection)


def _held(connection: Connection) -> tuple[Dialect, Any]:
    return connection.dialect, connection.connection.dbapi_connection


class Prepared:
    """One statement. `columns` names what an INSERT or UPDATE is given by name."""

    def __init__(
        self,
        statement: Select[Any] | Insert | Update | Delete | TextClause,
        columns: Sequence[str] | None = None,
    ) -> None:
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session, **given: Any) -> list[tuple[Any, ...]]:
        """Run it and read all rows it gives; nothing is flushed before."""
        compiled, cursor = self._begin(session)
        try:
            compiled.run(cursor.execute, compiled.bound(given))
            found = cursor.fetchall()
            return compiled.read(cursor.description, found) if found else found
        finally:
            cursor.close()

    def first(self, session: Session, **given: Any) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        found = self.rows(session, **given)
        return found[0] if found else None

    def run(self, session: Session, **given: Any) -> int:
        """Run it and tell how many rows it wrote."""
        compiled, cursor = self._begin(session)
        try:
            compiled.run(cursor.execute, compiled.bound(given))
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def many(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each of these rows."""
        if not rows:
            return
        compiled, cursor = self._begin(session)
        try:
            compiled.run(cursor.executemany, compiled.bound_all(rows))
        finally:
            cursor.close()

    def _begin(self, session: Session) -> tuple["_Compiled", Any]:
        dialect, driven = session.info.get(_HELD) or _held(session.connection())
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = _Compiled(self._statement, self._columns, dialect)
            self._compiled[dialect.name] = compiled
        return compiled, driven.cursor()


class _Compiled:
    """The words for one engine, how it wants values, and how what it gives is read."""

    def __init__(self, statement: Any, columns: list[str] | None, dialect: Dialect) -> None:
        made: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.words = str(made)
        self._dialect = dialect
        self._types = [column.type for column in getattr(statement, "exported_columns", ())]
        self._readers: list[tuple[int, Callable[[Any], Any]]] | None = None
        self._is_positional = bool(made.positional)
        binds = {name: bind for bind, name in made.bind_names.items()}
        self._fixed = {name: one.value for name, one in binds.items() if not one.required}
        names = made.positiontup if made.positional else list(binds)
        self._binds = [(name, _binding(binds[name], dialect)) for name in names]
        plain = self._is_positional and not self._fixed and len(self._binds) > 1
        is_plain = plain and all(process is None for _name, process in self._binds)
        self._taken = itemgetter(*names) if is_plain else None

    def bound(self, given: Mapping[str, Any]) -> Any:
        """Values as the driver takes them: in order, or by name. KeyError where one is lacking."""
        held = {**self._fixed, **given}
        # Nothing is nothing to every type, and most of a wide row.
        values = [
            value if (value := held[name]) is None or process is None else process(value)
            for name, process in self._binds
        ]
        if self._is_positional:
            return values
        return {name: value for (name, _process), value in zip(self._binds, values, strict=True)}

    def bound_all(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """The same for many rows; where the driver takes all values as they are, in one sweep."""
        return list(map(self._taken or self.bound, rows))

    def run(self, execute: Callable[[str, Any], Any], values: Any) -> None:
        """Let the driver do it; its errors are told as they are everywhere."""
        driver: Any = self._dialect.dbapi
        try:
            execute(self.words, values)
        except driver.Error as error:
            raise DBAPIError.instance(
                self.words, None, error, driver.Error, hide_parameters=True, dialect=self._dialect
            ) from error

    def read(self, description: Any, found: list[Any]) -> list[tuple[Any, ...]]:
        """Rows with values of the types that were asked for."""
        if self._readers is None:
            readers = [
                (place, _reading(kind, self._dialect, description[place][1]))
                for place, kind in enumerate(self._types)
            ]
            self._readers = [(place, read) for place, read in readers if read is not None]
        if not self._readers:
            return found
        changed = []
        for row in found:
            values = list(row)
            for place, read in self._readers:
                values[place] = read(values[place])
            changed.append(tuple(values))
        return changed


def _binding(bind: Any, dialect: Dialect) -> Process:
    """How a value is made ready for the driver; bytes are taken by every driver as they are."""
    if isinstance(bind.type, LargeBinary):
        return None
    made: Process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    return made


def _reading(kind: Any, dialect: Dialect, code: Any) -> Process:
    read: Process = kind.dialect_impl(dialect).result_processor(dialect, code)
    return read
