"""HR-10 in every register that is kept: five years from the end, held while in court, gone by two hands."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import InvalidRecord, StepRefused
from app.models.environment.check import EnvVerdict
from app.models.organisation import Role
from app.services import audit, reading, records
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.surveys import keying
from app.services.surveys.keying import Given
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import status
from tests.services.surveys.house import SURVEYS, collecting

Clock = Callable[[str], datetime]
KEPT = [one for one in REGISTERS if hasattr(one.model, "retain_until") and one.name != "complaint"]
EACH = pytest.mark.parametrize("kind", KEPT, ids=lambda one: one.name)
NAMED = "甲乙丙丁某"


def ended(cast: Cast, kind: Register, set_clock: Clock) -> int:
    """A record at the end of its road, closed on 2 March 2026."""
    set_clock("2026-03-02 10:00")
    record_id = made(cast.handler, kind, subject=f"{NAMED}的事")
    with cast.admin.database.write() as session:
        record = session.get_one(kind.model, record_id)
        record.status = min(kind.step("archive").sources)
        if kind.name == "env_check":  # nothing is at an end that did not pass
            record.last_verdict = EnvVerdict.PASS
    return record_id


@EACH
def test_kept_for_five_years_from_its_end(cast: Cast, set_clock: Clock, kind: Register) -> None:
    record_id = ended(cast, kind, set_clock)
    take(cast.archivist, kind, record_id, "archive")
    set_clock("2031-03-02 23:00")
    with pytest.raises(StepRefused, match="保存期到 2031-03-02，还不能销毁"):
        take(cast.archivist, kind, record_id, "propose_disposal")
    set_clock("2031-03-03 00:01")
    take(cast.archivist, kind, record_id, "propose_disposal")


@EACH
def test_disposed_of_by_two_people_and_without_words(
    cast: Cast, set_clock: Clock, kind: Register
) -> None:
    both = desk_of(
        cast.admin, Role.LEADER_IN_CHARGE, Role.ARCHIVIST, department="YBS", staff_no="B"
    )
    record_id = ended(cast, kind, set_clock)
    take(cast.archivist, kind, record_id, "archive")
    set_clock("2031-03-03 10:00")
    with pytest.raises(StepRefused, match="先由档案员提出"):
        take(cast.leader, kind, record_id, "dispose")
    take(both, kind, record_id, "propose_disposal")
    with pytest.raises(StepRefused, match="不能是提出人本人"):
        take(both, kind, record_id, "dispose")
    take(cast.leader, kind, record_id, "dispose")
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
        record = session.get_one(kind.model, record_id)
        assert str(record.status) == "DISPOSED"
        assert record.subject is None
        texts = session.connection().exec_driver_sql("SELECT old, new FROM audit_value").all()
        assert not any(NAMED in str(row) for row in texts)


@EACH
def test_held_while_in_court(cast: Cast, set_clock: Clock, kind: Register) -> None:
    record_id = ended(cast, kind, set_clock)
    with pytest.raises(InvalidRecord, match="冻结原因"):
        take(cast.head, kind, record_id, "hold")
    take(cast.head, kind, record_id, "hold", legal_hold_reason="（2026）民初 1 号")
    take(cast.archivist, kind, record_id, "archive")
    set_clock("2031-03-03 10:00")
    with pytest.raises(StepRefused, match="涉诉冻结中"):
        take(cast.archivist, kind, record_id, "propose_disposal")
    view = reading.load(cast.head, kind, record_id)
    with pytest.raises(StepRefused, match="冻结"):
        records.void(cast.head, kind, record_id, view.version, "试试")
    take(cast.head, kind, record_id, "release")
    take(cast.archivist, kind, record_id, "propose_disposal")
    assert status(cast.leader, kind, record_id) == "ARCHIVED"


def test_with_a_survey_goes_what_patients_wrote_on_its_sheets_and_no_answer(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-02 10:00")
    survey = collecting(cast)
    ward, answers = department(cast.admin, "骨科一病区"), "1" * 17 + "21"
    for _one in range(2):
        keying.key(cast.handler, survey, Given(ward, answers, complaint=f"{NAMED}态度差"))
    with cast.admin.database.write() as session:
        session.get_one(SURVEYS.model, survey).status = "CLOSED"
    with pytest.raises(IntegrityError, match="as it was tallied"):
        _write(cast, "UPDATE survey_sheet SET complaint = NULL")
    take(cast.archivist, SURVEYS, survey, "archive")
    set_clock("2031-03-03 10:00")
    with pytest.raises(IntegrityError, match="as it was tallied"):
        _write(
            cast, "UPDATE survey_sheet SET answers = '2' || substr(answers, 2), complaint = NULL"
        )
    take(cast.archivist, SURVEYS, survey, "propose_disposal")
    take(cast.leader, SURVEYS, survey, "dispose")
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
        rows = session.execute(text("SELECT answers, complaint FROM survey_sheet")).all()
        assert rows == [(answers, None)] * 2
        texts = session.connection().exec_driver_sql("SELECT old, new FROM audit_value").all()
        assert not any(NAMED in str(row) for row in texts)


def _write(cast: Cast, statement: str) -> None:
    with cast.admin.database.write() as session:
        session.execute(text(statement))
