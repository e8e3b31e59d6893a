"""Ending a query that nobody waits for any more, from another thread than the one it runs in."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from app.errors import Cancelled


class Stop:
    """Given along with a question; `ask` ends it wherever it is, or before it begins."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: Any = None
        self.is_asked = False

    def ask(self) -> None:
        """End the query; it raises Cancelled where it runs."""
        with self._lock:
            self.is_asked = True
            if self._connection is not None:
                _interrupt(self._connection)

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:
        """While this lasts, what runs on this connection of the driver can be ended."""
        with self._lock:
            if self.is_asked:
                raise Cancelled
            self._connection = connection
        try:
            yield
        finally:
            # Nothing that runs on this connection later is ended by mistake.
            with self._lock:
                self._connection = None


def _interrupt(connection: Any) -> None:
    end = getattr(connection, "interrupt", None) or connection.cancel
    end()
