"""代理授权: a deputy has the approver's part on these days, in this department, and signs as such."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.errors import InvalidRecord, NotAllowed
from app.models.bookkeeping import StepEntry
from app.models.organisation import Delegation, Role
from app.services import printing, reading
from app.services.forms import CATALOGUE, Signature
from app.services.operations import Desk, actor_of
from app.services.people import accounts, delegations
from tests.cast import Cast
from tests.factory import department, take
from tests.hospital import desk_of
from tests.roads import ACTION, FEEDBACK, status

Clock = Callable[[str], datetime]
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)


def lend(cast: Cast, who: Desk, to: Desk, reason: str = "外出开会") -> None:
    delegations.add(who, who.person_id, to.person_id, FIRST, LAST, reason)


def roles(desk: Desk) -> frozenset[Role]:
    with desk.database.read() as session:
        return actor_of(session, desk.person_id).roles


def problems(cast: Cast, who: Desk, to: Desk, first: date, last: date, why: str) -> dict[str, str]:
    with pytest.raises(InvalidRecord) as refused:
        delegations.add(who, who.person_id, to.person_id, first, last, why)
    return refused.value.problems


def test_the_part_is_lent_for_those_days_only(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 10:00")
    lend(cast, cast.chief, cast.nurse)
    held = []
    for moment in ("03-06 10:00", "03-08 23:59", "03-09 00:01", "03-13 23:59", "03-14 00:01"):
        set_clock(f"2026-{moment}")
        held.append(Role.DEPT_HEAD in roles(cast.nurse))
    assert held == [False, False, True, True, False]


def test_the_deputys_name_and_the_approvers_stand_in_the_step(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 10:00")
    lend(cast, cast.chief, cast.nurse)
    record_id = FEEDBACK.walk(cast, "respond")
    with pytest.raises(NotAllowed, match=r"由.*办理"):
        take(cast.nurse, FEEDBACK.kind, record_id, "respond", **FEEDBACK.moves[2].values(cast))
    set_clock("2026-03-10 10:00")
    take(cast.nurse, FEEDBACK.kind, record_id, "respond", **FEEDBACK.moves[2].values(cast))
    with cast.admin.database.read() as session:
        entry = session.scalars(select(StepEntry).where(StepEntry.action == "respond")).one()
        assert (entry.person_id, entry.acting_for) == (cast.nurse.person_id, "陈静")
    said = reading.load(cast.head, FEEDBACK.kind, record_id).trail[-1].said
    assert said == "责任确认，代陈静"


def test_who_has_the_part_anyway_acts_for_nobody(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    other = desk_of(cast.admin, Role.DEPT_HEAD, department="GK1", staff_no="W3")
    lend(cast, cast.chief, other)
    record_id = FEEDBACK.walk(cast, "respond")
    take(other, FEEDBACK.kind, record_id, "respond", **FEEDBACK.moves[2].values(cast))
    assert "代" not in reading.load(cast.head, FEEDBACK.kind, record_id).trail[-1].said


def test_the_leader_may_be_represented_from_any_department(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    lend(cast, cast.leader, cast.nursing)
    record_id = ACTION.walk(cast, "approve")
    take(cast.nursing, ACTION.kind, record_id, "approve", review_opinion="同意")
    assert status(cast.head, ACTION.kind, record_id) == "APPROVED"


def test_only_approving_is_lent(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    rich = desk_of(
        cast.admin, Role.OFFICE_HEAD, Role.ADMIN, Role.ARCHIVIST, department="YWK", staff_no="R"
    )
    lend(cast, rich, cast.handler)
    assert roles(cast.handler) == {Role.HANDLER, Role.OFFICE_HEAD}


def test_what_was_lent_is_not_lent_on(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    other = desk_of(cast.admin, Role.REGISTRAR, department="GK1", staff_no="W3")
    lend(cast, cast.chief, cast.nurse)
    assert "from_id" in problems(cast, cast.nurse, other, FIRST, LAST, "也外出")


def test_a_stopped_account_lends_nothing(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    lend(cast, cast.chief, cast.nurse)
    accounts.change_person(
        cast.admin, cast.chief.person_id, department(cast.admin, "骨科一病区"),
        frozenset({Role.DEPT_HEAD}), False,
    )  # fmt: skip
    assert roles(cast.nurse) == {Role.REGISTRAR}


def test_a_part_taken_from_the_approver_is_gone_from_the_deputy(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-09 10:00")
    lend(cast, cast.chief, cast.nurse)
    accounts.change_person(
        cast.admin, cast.chief.person_id, department(cast.admin, "骨科一病区"),
        frozenset({Role.REGISTRAR}), True,
    )  # fmt: skip
    assert roles(cast.nurse) == {Role.REGISTRAR}


def test_a_delegation_withdrawn_ends_at_once_and_once(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    lend(cast, cast.chief, cast.nurse)
    (one,) = delegations.listed(cast.chief)
    with pytest.raises(NotAllowed):
        delegations.withdraw(cast.nurse, one.id)
    delegations.withdraw(cast.chief, one.id)
    assert roles(cast.nurse) == {Role.REGISTRAR}
    with pytest.raises(NotAllowed, match="已经撤回"):
        delegations.withdraw(cast.chief, one.id)


def test_everything_wrong_with_a_delegation_is_said(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    said = problems(cast, cast.chief, cast.handler, LAST, FIRST, " ")
    assert said == {
        "to_id": "科室负责人的代理人要是同一科室的人",
        "ends_on": "不能早于开始日期 2026-03-13",
        "reason": "还没有填写授权原因",
    }
    assert "本人" in problems(cast, cast.chief, cast.chief, FIRST, LAST, "开会")["to_id"]
    past = problems(cast, cast.chief, cast.nurse, date(2026, 3, 1), date(2026, 3, 8), "开会")
    assert past["ends_on"] == "这段时间已经过去"
    long = problems(cast, cast.chief, cast.nurse, FIRST, date(2026, 6, 8), "开会")
    assert long["ends_on"] == "一次最多授权 90 天"
    with cast.admin.database.read() as session:
        assert session.scalars(select(Delegation)).all() == []


def test_nobody_names_a_deputy_for_somebody_else_but_who_manages_people(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-09 10:00")
    given = (cast.chief.person_id, cast.nurse.person_id, FIRST, LAST, "生病")
    with pytest.raises(NotAllowed):
        delegations.add(cast.nurse, *given)
    delegations.add(cast.admin, *given)
    assert Role.DEPT_HEAD in roles(cast.nurse)


def test_the_deputy_is_named_as_such_in_what_is_printed(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    lend(cast, cast.chief, cast.nurse)
    record_id = FEEDBACK.walk(cast, "respond")
    take(cast.nurse, FEEDBACK.kind, record_id, "respond", **FEEDBACK.moves[2].values(cast))
    form = replace(CATALOGUE["F01"], signatures={"answered": "科室负责人"}, options={})
    with cast.admin.database.read() as session:
        record = session.get_one(FEEDBACK.kind.model, record_id)
        actor = actor_of(session, cast.head.person_id)
        signature = printing.form_values(session, actor, FEEDBACK.kind, form, record)["answered"]
    assert isinstance(signature, Signature)
    assert signature.note == "责任确认，代陈静，系统留痕"
