"""A query that nobody waits for any more is ended from another thread, and nothing else is."""

import threading

import pytest
from sqlalchemy import text

from app.errors import Cancelled
from app.services.operations import Desk
from app.services.storage.stopping import Stop

ENDLESS = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
)
ONE = text("SELECT 1")


def test_a_running_query_ends_when_it_is_asked_to(desk: Desk) -> None:
    stop = Stop()
    asking = threading.Timer(0.2, stop.ask)
    asking.start()
    with pytest.raises(Cancelled), desk.database.read(stop) as session:
        session.scalar(ENDLESS)
    asking.join()


def test_a_query_that_waits_for_its_turn_never_begins(desk: Desk) -> None:
    stop = Stop()
    stop.ask()
    with pytest.raises(Cancelled), desk.database.read(stop):
        pytest.fail("it began")


def test_what_runs_later_on_the_same_connection_is_not_ended(desk: Desk) -> None:
    stop = Stop()
    with desk.database.read(stop) as session:
        assert session.scalar(ONE) == 1
    stop.ask()
    with desk.database.read() as session:
        assert session.scalar(ONE) == 1


def test_after_a_query_was_ended_its_connection_serves_the_next(desk: Desk) -> None:
    stop = Stop()
    asking = threading.Timer(0.1, stop.ask)
    asking.start()
    with pytest.raises(Cancelled), desk.database.read(stop) as session:
        session.scalar(ENDLESS)
    asking.join()
    with desk.database.write() as session:
        assert session.scalar(ONE) == 1
