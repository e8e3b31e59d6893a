"""The permission matrix below the window: every cell, and who sees which record."""

import re
from pathlib import Path

import pytest

import app
from app.errors import NotAllowed, NotFound
from app.models.organisation import Role
from app.services import access, lists, reading, records, search
from app.services.access import COLUMNS, MATRIX, Permission
from app.services.operations import Desk
from tests.factory import KIND, department, made, registered, step
from tests.hospital import desk_of
from tests.roads import LOT

SCOPES = {"A", "D", "O", "C", "G", "-"}


def test_the_matrix_has_every_cell() -> None:
    assert set(COLUMNS) == set(Role)
    assert {(p, r) for p in Permission for r in Role} == set(MATRIX)
    assert set(MATRIX.values()) <= SCOPES
    assert set(access.PERMISSION_LABELS) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_every_row_of_the_matrix_is_asked_somewhere(permission: Permission) -> None:
    folder = Path(app.__file__).parent
    asking = [path for path in folder.rglob("*.py") if path != Path(access.__file__)]
    asked = re.compile(rf"Permission\.{permission.name}\b")
    assert any(asked.search(path.read_text("utf-8")) for path in asking)


def test_the_system_administrator_alone_sees_no_case() -> None:
    seen = {p for p in Permission if MATRIX[p, Role.ADMIN] != "-"}
    assert seen == {
        Permission.MANAGE_PEOPLE, Permission.CONFIGURE, Permission.AUDIT,
        Permission.PRINT_BLANK, Permission.OWN_PASSWORD, Permission.BACK_UP, Permission.RESTORE,
        Permission.KEEP_POINTS,
    }  # fmt: skip


CASES = [
    (role, permission)
    for role in Role
    for permission in (Permission.CHANGE, Permission.REVEAL, Permission.PRINT, Permission.VOID)
]


@pytest.mark.parametrize(("role", "permission"), CASES)
def test_each_role_on_another_departments_case(
    desk: Desk, role: Role, permission: Permission
) -> None:
    """A case of 急诊科 handled by 护理部, seen from 皮肤科: only roles with all of it may."""
    record_id = registered(desk, respondent_department_id=department(desk, "急诊科"))
    step(desk, record_id, "accept", functional_department_id=department(desk, "护理部"))
    other = desk_of(desk, role, department="PFK")
    allowed = MATRIX[permission, role] == "A"
    with desk.database.read() as session:
        from app.services.operations import actor_of

        actor = actor_of(session, other.person_id)
        record = session.get_one(KIND.model, record_id)
        assert access.allowed(actor, permission, record, KIND) is allowed


@pytest.mark.parametrize("permission", [Permission.CHANGE, Permission.PRINT, Permission.EXPORT])
def test_a_storekeeper_works_on_the_goods_of_the_store_and_not_on_its_complaints(
    desk: Desk, permission: Permission
) -> None:
    store = department(desk, "供应科")
    complaint = registered(desk, respondent_department_id=store)
    lot = made(desk, LOT.kind, responsible_department_id=store)
    keeper = desk_of(desk, Role.STOREKEEPER, department="WZK")
    own = registered(keeper, respondent_department_id=store)
    with desk.database.read() as session:
        from app.services.operations import actor_of

        actor = actor_of(session, keeper.person_id)
        for kind, record_id, may in ((KIND, complaint, False), (KIND, own, True),
                                     (LOT.kind, lot, True)):  # fmt: skip
            record = session.get_one(kind.model, record_id)
            assert access.allowed(actor, permission, record, kind) is may


def test_a_ward_sees_its_own_and_no_other(desk: Desk) -> None:
    own = registered(desk, respondent_department_id=department(desk, "骨科一病区"))
    other = registered(desk, respondent_department_id=department(desk, "儿科"))
    nurse = desk_of(desk, Role.REGISTRAR, department="GK1")
    if department(desk, "骨科一病区") != reading_department(nurse):
        pytest.fail("the demo hospital's ward has another code")
    assert list(lists.ids(nurse, KIND, lists.Query())) == [own]
    with pytest.raises(NotFound):
        reading.load(nurse, KIND, other)


def reading_department(desk: Desk) -> int:
    with desk.database.read() as session:
        from app.services.operations import actor_of

        return actor_of(session, desk.person_id).department_id


def test_an_office_sees_its_line_and_what_nobody_has_yet(desk: Desk) -> None:
    unrouted = registered(desk)
    nursing = registered(desk)
    step(desk, nursing, "accept", functional_department_id=department(desk, "护理部"))
    finance = registered(desk)
    step(desk, finance, "accept", functional_department_id=department(desk, "财务科"))
    assisted = registered(desk)
    step(
        desk, assisted, "accept", functional_department_id=department(desk, "财务科"),
        assisting_department_ids=[department(desk, "护理部")],
    )  # fmt: skip
    head = desk_of(desk, Role.OFFICE_HEAD, department="HLB")
    assert set(lists.ids(head, KIND, lists.Query())) == {unrouted, nursing, assisted}


def test_the_auditor_reads_masked(desk: Desk) -> None:
    record_id = registered(desk, complainant_phone="13800000012")
    auditor = desk_of(desk, Role.AUDITOR)
    view = reading.load(auditor, KIND, record_id)
    assert view.values["complainant_name"] == "陈*"
    assert view.values["complainant_phone"] == "138****0012"
    with pytest.raises(NotAllowed):
        records.reveal(auditor, KIND, record_id, ("complainant_phone",))
    assert list(lists.ids(auditor, KIND, lists.Query(text="陈某"))) == []


def test_revealing_is_recorded(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK")
    record_id = registered(nurse, complainant_phone="13800000012")
    view = reading.load(desk, KIND, record_id)
    assert view.values["complainant_phone"] == "138****0012"
    found = records.reveal(desk, KIND, record_id, ("complainant_phone", "narrative"))
    assert found == {"complainant_phone": "13800000012"}


def test_masked_lists_stay_masked(desk: Desk) -> None:
    registered(desk)
    auditor = desk_of(desk, Role.AUDITOR)
    row = lists.rows(auditor, KIND, lists.ids(auditor, KIND, lists.Query()))[0]
    assert row.cells["complainant_name"] == "陈*"


def test_who_is_complained_of_cannot_find_the_complainant_by_searching(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK")
    about = registered(desk, respondent_person_id=nurse.person_id, complainant_name="欧阳某")
    other = registered(desk, complainant_name="欧阳某")
    assert list(lists.ids(nurse, KIND, lists.Query(text="欧阳"))) == [other]
    assert set(lists.ids(nurse, KIND, lists.Query(text="输液"))) == {about, other}


@pytest.mark.parametrize("common", [0, 10_000])
@pytest.mark.parametrize("text", ["欧", "欧阳", "欧阳某", "输液 欧阳", "4477", "1390000"])
def test_no_word_leads_whom_it_is_about_to_who_complained(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str, common: int
) -> None:
    monkeypatch.setattr(search, "MANY", common)
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK")
    who = {"complainant_name": "欧阳某", "complainant_phone": "13900004477"}
    about = registered(desk, respondent_person_id=nurse.person_id, **who)
    other = registered(desk, **who)
    assert list(lists.ids(nurse, KIND, lists.Query(text=text))) == [other]
    assert set(lists.ids(desk, KIND, lists.Query(text=text))) == {about, other}
