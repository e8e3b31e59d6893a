"""A prepared statement answers as the same statement does on its usual way."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from app.models.base import Base
from app.models.complaint import ComplaintStatus
from app.services.operations import Desk
from app.services.storage.prepared import Prepared
from tests.factory import registered

COMPLAINT = Base.metadata.tables["complaint"]
SETTING = Base.metadata.tables["setting"]
BY_ID = select(COMPLAINT).where(COMPLAINT.c.id == bindparam("id"))


def test_a_row_holds_the_values_its_columns_are_of(desk: Desk) -> None:
    record_id = registered(desk, ticket_due_on=date(2026, 3, 20), assisting_department_ids=[1, 2])
    with desk.database.read() as session:
        usual = tuple(session.connection().execute(BY_ID, {"id": record_id}).one())
        assert Prepared(BY_ID).first(session, id=record_id) == usual
    assert usual[COMPLAINT.c.keys().index("status")] is ComplaintStatus.REGISTERED


def test_values_are_made_ready_as_their_columns_want_them(desk: Desk) -> None:
    registered(desk)
    found = Prepared(select(COMPLAINT.c.id).where(COMPLAINT.c.status == bindparam("state")))
    with desk.database.read() as session:
        assert len(found.rows(session, state=ComplaintStatus.REGISTERED)) == 1
        assert found.first(session, state=ComplaintStatus.CLOSED) is None


def test_it_writes_and_tells_how_many_rows(desk: Desk) -> None:
    record_id = registered(desk)
    changing = Prepared(update(COMPLAINT).where(COMPLAINT.c.id == bindparam("of")), ["subject"])
    with desk.database.write() as session:
        assert changing.run(session, of=record_id, subject="换药") == 1
        assert changing.run(session, of=record_id + 1, subject="换药") == 0
        row: Any = session.execute(BY_ID, {"id": record_id}).one()
    assert row.subject == "换药"


def test_many_rows_are_written_by_one_statement(desk: Desk) -> None:
    adding = Prepared(text("INSERT INTO number_series (series, last) VALUES (:series, :last)"))
    with desk.database.write() as session:
        adding.many(session, [{"series": f"X-{n}", "last": n} for n in range(3)])
        adding.many(session, [])
        kept = session.execute(text("SELECT last FROM number_series WHERE series LIKE 'X-%'"))
        assert sorted(kept.scalars()) == [0, 1, 2]


def test_a_value_that_is_lacking_is_never_guessed(desk: Desk) -> None:
    adding = Prepared(insert(SETTING), ["name", "value"])
    with pytest.raises(KeyError, match="value"), desk.database.write() as session:
        adding.run(session, name="x")


def test_what_breaks_a_rule_of_the_table_is_told_as_everywhere(desk: Desk) -> None:
    adding = Prepared(insert(SETTING), ["name", "value"])
    with pytest.raises(IntegrityError), desk.database.write() as session:
        adding.run(session, name="x", value=None)


def test_errors_of_the_driver_are_told_as_everywhere(desk: Desk) -> None:
    broken = Prepared(text("SELECT nothing FROM nowhere"))
    with pytest.raises(OperationalError, match="nowhere"), desk.database.read() as session:
        broken.rows(session)
