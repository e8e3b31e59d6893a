"""The chain: everything is in it, nothing can be changed outside without being named."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import NotAllowed
from app.models.organisation import Role
from app.services import audit, history, reading, records
from app.services.operations import Desk
from app.services.storage import schema, state
from app.services.storage.database import sqlite
from app.services.upkeep import verifying
from tests.factory import KIND, complaint_values, department, registered, step
from tests.hospital import desk_of

TRIGGERS = ("audit_entry_no_update", "audit_entry_no_delete", "audit_value_no_update",
            "audit_value_no_delete")  # fmt: skip


def tampered(desk: Desk, *statements: str) -> audit.Verdict:
    """What verification says after somebody changed the file with another tool."""
    path = Path(desk.database.location)
    outside = sqlite.connect(path, isolation_level=None)
    for trigger in TRIGGERS:
        outside.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        outside.execute(statement)
    outside.close()
    with desk.database.read() as session:
        return audit.verify(session)


def test_a_new_database_verifies(desk: Desk) -> None:
    with desk.database.read() as session:
        verdict = audit.verify(session)
    assert verdict.ok
    assert verdict.entries > 100


def test_every_write_adds_to_the_chain_and_it_still_verifies(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    with desk.database.read() as session:
        assert audit.verify(session).ok


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE complaint SET narrative = '没事'", "“narrative”在程序之外被改过"),
        ("UPDATE complaint SET status = 'CLOSED'", "“status”在程序之外被改过"),
        ("UPDATE person SET active = 0 WHERE id = 1", "“active”在程序之外被改过"),
        ("UPDATE complaint SET digest_salt = x'00112233445566778899aabbccddeeff'", "digest_salt"),
        ("DELETE FROM step_entry", "step_entry 在程序之外被删除"),
        ("UPDATE audit_entry SET body = replace(body, 'actor', 'Actor') WHERE seq = 7", "第 7 条"),
        ("UPDATE audit_entry SET hash = lower(hex(randomblob(32))) WHERE seq = 9", "第 9 条"),
        ("DELETE FROM audit_entry WHERE seq = 5", "缺少第 5 条"),
        ("UPDATE audit_entry SET object_uid = 'x' WHERE seq = 6", "第 6 条"),
        (
            "UPDATE audit_value SET new = '\"王某\"' WHERE field = 'complainant_name'",
            "的内容被改过",
        ),
        ("UPDATE audit_value SET salt = randomblob(16) WHERE seq = 3", "第 3 条"),
        ("UPDATE setting SET value = '别的医院' WHERE name = 'hospital_name'", "“value”"),
        ("UPDATE deadline_rule SET amount = 50 WHERE code = 'D03'", "“amount”"),
        ("UPDATE role_grant SET active = 0", "“active”"),
    ],
)
def test_changes_made_outside_are_found_and_named(desk: Desk, statement: str, said: str) -> None:
    registered(desk)
    verdict = tampered(desk, "PRAGMA foreign_keys=OFF", statement)
    assert said in (verdict.problem or "")


def test_a_record_added_outside_is_found(desk: Desk) -> None:
    verdict = tampered(
        desk,
        "INSERT INTO setting(name, value, uid, digest_salt, version)"
        " VALUES ('x', 'y', 'outside', randomblob(16), 1)",
    )
    assert verdict.problem
    assert "没有审计记录" in verdict.problem


def test_a_tail_cut_off_is_found_by_the_head_seen_before(desk: Desk) -> None:
    assert verifying.verify(desk).ok
    known = state.read(desk.database.location)
    assert known.audit_seq > 100
    assert "没有事" not in known.problem
    verdict = tampered(desk, f"DELETE FROM audit_value WHERE seq > {known.audit_seq - 3}",
                       f"DELETE FROM audit_entry WHERE seq > {known.audit_seq - 3}")  # fmt: skip
    assert verdict.ok or verdict.problem  # the chain alone cannot see it …
    again = verifying.verify(desk)
    assert not again.ok
    assert "少了末尾" in again.problems[0]


def test_triggers_refuse_to_change_or_delete_entries(desk: Desk) -> None:
    for statement in (
        "UPDATE audit_entry SET hash = 'x'", "DELETE FROM audit_entry",
        "UPDATE audit_value SET new = 'x'", "DELETE FROM audit_value",
    ):  # fmt: skip
        outside = sqlite.connect(desk.database.location)
        with pytest.raises(sqlite.IntegrityError):
            outside.execute(statement)
        outside.close()


def test_a_refusal_is_an_entry_and_leaves_nothing_else(desk: Desk) -> None:
    nurse = desk_of(desk, Role.VIEWER)
    with desk.database.read() as session:
        before = audit.head(session)[0]
    with pytest.raises(NotAllowed):
        records.register(nurse, KIND, complaint_values(nurse))
    with desk.database.read() as session:
        row = session.execute(text("SELECT body FROM audit_entry ORDER BY seq DESC")).first()
        assert row is not None
        body = json.loads(row.body)
        assert audit.head(session)[0] == before + 1
    assert body["ok"] is False
    assert body["act"] == "record.register"


def test_bodies_are_canonical_and_hold_no_personal_value(desk: Desk) -> None:
    registered(desk, complainant_name="司马某某")
    with desk.database.read() as session:
        for (body,) in session.execute(text("SELECT body FROM audit_entry")):
            assert audit.canonical(json.loads(body)) == body
            assert "司马某某" not in body.decode()


def test_the_anchor_is_a_number_and_twenty_hex_digits(desk: Desk) -> None:
    with desk.database.read() as session:
        assert re.fullmatch(r"#\d+ [0-9a-f]{20}", audit.anchor(session))


def test_history_says_who_what_from_what_to_what_and_why(desk: Desk) -> None:
    record_id = registered(desk)
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, {"demand": "赔礼道歉。"}, why="患方改口")
    newest = history.of_record(desk, KIND, record_id)[0]
    assert newest.person == "周敏"
    assert newest.why == "患方改口"
    assert ("诉求", "说明原因。", "赔礼道歉。") in newest.changes


def test_prints_and_looks_are_in_the_history(desk: Desk) -> None:
    record_id = registered(desk)
    records.reveal(desk, KIND, record_id, ("complainant_phone",))
    records.printed(desk, KIND, record_id, "F01", "ab" * 32, "pdf")
    assert [one.action for one in history.of_record(desk, KIND, record_id)[:2]] == [
        "record.print", "record.reveal",
    ]  # fmt: skip


def test_verification_survives_reopening(desk: Desk) -> None:
    registered(desk)
    desk.database.close()
    again = schema.open_database(desk.database.location)
    with again.read() as session:
        assert audit.verify(session).ok
    again.close()
