"""Accounts: one person each, guessed passwords lock, the door says the same to everybody."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.errors import InvalidRecord, NotAllowed, SignInRefused
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services import audit
from app.services.operations import Desk
from app.services.people import accounts
from tests.hospital import PASSWORD, STAFF_NO, desk_of

Clock = Callable[[str], datetime]


def refused(desk: Desk, staff_no: str, password: str) -> str:
    with pytest.raises(SignInRefused) as refusal:
        accounts.enter(desk.database, staff_no, password)
    return str(refusal.value)


def test_the_right_password_opens(desk: Desk) -> None:
    entered = accounts.enter(desk.database, f" {STAFF_NO} ", PASSWORD)
    assert (entered.name, entered.must_change_password) == ("周敏", False)


def test_unknown_and_wrong_begin_with_the_same_words(desk: Desk) -> None:
    assert refused(desk, "999999", PASSWORD).startswith("工号或密码不对")
    assert refused(desk, STAFF_NO, "wrong wrong wrong").startswith("工号或密码不对")


def test_five_failures_lock_for_a_quarter_of_an_hour(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-11-23 08:00")
    said = [refused(desk, STAFF_NO, "wrong") for _try in range(5)]
    assert "再错 4 次" in said[0]
    assert "再错 1 次" in said[3]
    assert "已锁定" in said[4]
    assert "分钟后再试" in refused(desk, STAFF_NO, PASSWORD)
    set_clock("2026-11-23 08:16")
    assert accounts.enter(desk.database, STAFF_NO, PASSWORD).name == "周敏"


def test_success_forgets_earlier_failures(desk: Desk) -> None:
    for _try in range(4):
        refused(desk, STAFF_NO, "wrong")
    accounts.enter(desk.database, STAFF_NO, PASSWORD)
    assert "再错 4 次" in refused(desk, STAFF_NO, "wrong")


def test_failures_leave_the_audit_whole(desk: Desk) -> None:
    for _try in range(6):
        refused(desk, STAFF_NO, "wrong")
    with desk.database.read() as session:
        assert audit.verify(session).ok


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "至少 10"), ("1234567890", "太容易"), ("aaaaaaaaaaaa", "太容易"),
     ("x" * 129, "最多"), ("123456123456", "工号")],
)  # fmt: skip
def test_weak_passwords_are_refused(password: str, said: str) -> None:
    problem = accounts.password_problem(password, "123456", "周敏")
    assert problem
    assert said in problem


def test_hashes_are_argon2id_with_the_agreed_cost() -> None:
    assert accounts.hash_password("x").startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_a_new_colleague_changes_the_first_password(desk: Desk) -> None:
    accounts.add_person(desk, "200009", "何某", 1, frozenset({Role.HANDLER}), "a first password")
    entered = accounts.enter(desk.database, "200009", "a first password")
    assert entered.must_change_password
    accounts.change_own_password(entered.desk, "a first password", "quite another one")
    assert not accounts.enter(desk.database, "200009", "quite another one").must_change_password


def test_the_old_password_is_asked_and_must_differ(desk: Desk) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        accounts.change_own_password(desk, "wrong", "quite another one")
    assert set(refusal.value.problems) == {"old"}
    with pytest.raises(InvalidRecord) as refusal:
        accounts.change_own_password(desk, PASSWORD, PASSWORD)
    assert set(refusal.value.problems) == {"new"}


def test_the_last_administrator_stays(desk: Desk) -> None:
    with pytest.raises(InvalidRecord, match="最后一个"):
        accounts.change_person(desk, 1, 1, frozenset({Role.OFFICE_HEAD}), True)
    with pytest.raises(InvalidRecord, match="最后一个"):
        accounts.change_person(desk, 1, 1, frozenset({Role.ADMIN}), False)
    desk_of(desk, Role.ADMIN)
    accounts.change_person(desk, 1, 1, frozenset({Role.OFFICE_HEAD}), True)


def test_a_stopped_account_cannot_enter(desk: Desk) -> None:
    accounts.add_person(desk, "200009", "何某", 1, frozenset({Role.HANDLER}), "a first password")
    person = accounts.enter(desk.database, "200009", "a first password").desk.person_id
    accounts.change_person(desk, person, 1, frozenset({Role.HANDLER}), False)
    assert "停用" in refused(desk, "200009", "a first password")


def test_staff_numbers_are_personal(desk: Desk) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        accounts.add_person(desk, STAFF_NO, "另一人", 1, frozenset())
    assert "已经有人用" in refusal.value.problems["staff_no"]


def test_only_administrators_manage_people(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        accounts.add_person(nurse, "200010", "某", 1, frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed):
        accounts.issue_reset_code(nurse, 1)


def test_every_wrong_try_is_answered_later_than_the_one_before(
    desk: Desk, waits: list[float]
) -> None:
    for _try in range(4):
        refused(desk, STAFF_NO, "wrong")
    assert waits == [1, 2, 4, 8]
    refused(desk, "999999", "wrong")
    assert waits[-1] == 1


def test_a_one_time_code_opens_the_account_to_choose_a_password(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    code = accounts.issue_reset_code(desk, nurse.person_id)
    signed = accounts.enter(desk.database, "200001", code.lower().replace("-", ""))
    assert signed.must_change_password
    accounts.change_own_password(signed.desk, code, "a quiet river bend")
    refused(desk, "200001", code)
    assert not accounts.enter(desk.database, "200001", "a quiet river bend").must_change_password


def test_a_one_time_code_is_good_for_a_day(desk: Desk, waits: list[float]) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    code = accounts.issue_reset_code(desk, nurse.person_id)
    with clock.turned_to(clock.now() + timedelta(hours=24, minutes=1)):
        refused(desk, "200001", code)


def test_a_one_time_code_ends_the_old_password_and_is_in_the_audit_without_its_words(
    desk: Desk, waits: list[float]
) -> None:
    code = accounts.issue_reset_code(desk, 1)
    refused(desk, STAFF_NO, PASSWORD)
    with desk.database.read() as session:
        bodies = b"".join(session.scalars(select(AuditEntry.body)))
        assert b"person.reset_code" in bodies
        assert code.replace("-", "").encode() not in bodies
