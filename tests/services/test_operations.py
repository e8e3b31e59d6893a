"""Every write goes through an operation: nothing public writes past permission and audit."""

import ast
import inspect
from pathlib import Path

import pytest
from sqlalchemy import update

import app.services
from app.errors import AppError, InvalidRecord, NotAllowed, StaleRecord
from app.models.complaint import Complaint
from app.models.organisation import Person, Role
from app.services import drafts, operations, reading, records
from app.services.operations import Desk
from tests.factory import KIND, complaint_values, department, registered
from tests.hospital import desk_of

SERVICES = Path(app.services.__file__).parent
# Writes outside an operation, each with its reason.
OUTSIDE = {
    ("accounts", "enter"): "signing in counts failures before anybody is known",
    ("founding", "found"): "the first account is made here",
    ("restoring", "_note_restored"): "a file just brought back may not know who brought it",
    ("operations", "operation"): "the decorator itself",
    ("operations", "_record_refusal"): "what was refused leaves this entry only",
}


def writers() -> list[tuple[str, str]]:
    """(module, function) of every function in services that opens a write session."""
    found = []
    for path in SERVICES.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and ".write()" in ast.unparse(node):
                found.append((path.stem, node.name))
    return found


def test_only_known_functions_open_a_write_session_themselves() -> None:
    assert {one for one in writers() if one not in OUTSIDE} == set()


def test_every_operation_takes_an_operation_first_and_is_public() -> None:
    assert len(operations.PUBLIC) >= 10
    for name, run in operations.PUBLIC.items():
        work = inspect.unwrap(run)
        first = next(iter(inspect.signature(work).parameters.values()))
        assert first.annotation in (operations.Operation, "Operation"), name


def test_an_operation_that_asks_no_permission_cannot_finish(desk: Desk) -> None:
    @operations.operation("test.careless")
    def careless(current: operations.Operation) -> None:
        current.session.get_one(Person, 1).title = "主任"

    with pytest.raises(RuntimeError, match="no permission"):
        careless(desk)
    operations.PUBLIC.pop(f"{__name__}.careless")
    with desk.database.read() as session:
        assert session.get_one(Person, 1).title is None


def test_bulk_statements_are_refused(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="bulk"), desk.database.write() as session:
        session.execute(update(Complaint).values(narrative="x"))


def test_a_role_withdrawn_is_gone_at_the_next_operation(desk: Desk) -> None:
    from app.services.people import accounts

    nurse = desk_of(desk, Role.REGISTRAR)
    registered(nurse)
    accounts.change_person(
        desk, nurse.person_id, department(desk, "急诊科"), frozenset({Role.VIEWER}), True
    )
    with pytest.raises(NotAllowed):
        records.register(nurse, KIND, complaint_values(nurse))


def test_the_second_of_two_windows_is_told_what_the_first_saved(desk: Desk) -> None:
    record_id = registered(desk)
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, {"improvement": "更换静音轮"})
    with pytest.raises(StaleRecord) as refused:
        records.change(desk, KIND, record_id, version, {"improvement": "停用推车"})
    assert refused.value.theirs["improvement"] == "更换静音轮"
    assert refused.value.changed_by == "周敏"
    records.change(desk, KIND, record_id, refused.value.version, {"improvement": "停用推车"})


def test_correcting_what_was_registered_needs_a_reason(desk: Desk) -> None:
    record_id = registered(desk)
    version = reading.load(desk, KIND, record_id).version
    with pytest.raises(InvalidRecord) as refused:
        records.change(desk, KIND, record_id, version, {"demand": "退费"})
    assert set(refused.value.problems) == {"#why"}


def test_voiding_keeps_the_number_and_needs_a_reason(desk: Desk) -> None:
    record_id = registered(desk)
    with pytest.raises(InvalidRecord):
        records.void(desk, KIND, record_id, 1, " ")
    records.void(desk, KIND, record_id, 1, "重复登记")
    view = reading.load(desk, KIND, record_id)
    assert view.status == "VOIDED"
    assert view.void_reason == "重复登记"
    assert view.read_only
    assert registered(desk)
    assert reading.load(desk, KIND, record_id + 1).number[-4:] == "0002"


def test_an_unknown_department_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(AppError, match="约束"):
        registered(desk, respondent_department_id=99_999)


@pytest.mark.parametrize(
    "words",
    ["<b>=1+1</b>", "=1+1", "'; DROP TABLE complaint; --", "100%_", "😀🏥", "𠮷䶮", "a_x0041_b"],
)
def test_odd_texts_are_stored_and_found_exactly(desk: Desk, words: str) -> None:
    from app.services import lists

    record_id = registered(desk, narrative=words)
    assert reading.load(desk, KIND, record_id).values["narrative"] == words
    assert list(lists.ids(desk, KIND, lists.Query(text=words.split(maxsplit=1)[0]))) == [record_id]


def test_control_characters_are_cleaned_and_lines_kept(desk: Desk) -> None:
    record_id = registered(desk, narrative="一\x00二\ud800\r\n三\x0b四\u202e", subject="五\n六\x1b")
    values = reading.load(desk, KIND, record_id).values
    assert (values["narrative"], values["subject"]) == ("一二\n三\n四", "五 六")


def test_numbers_are_gapless_over_refusals(desk: Desk) -> None:
    registered(desk)
    with pytest.raises(InvalidRecord):
        registered(desk, channel=None)
    second = reading.load(desk, KIND, registered(desk)).number
    assert second.endswith("0002")


def test_a_draft_is_its_owners_and_used_up_by_registration(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    slip = drafts.save(nurse, KIND, {"narrative": "写到一半"})
    assert reading.drafts(desk, KIND) == []
    assert reading.drafts(nurse, KIND)[0].values == {"narrative": "写到一半"}
    records.register(nurse, KIND, complaint_values(nurse), slip)
    assert reading.drafts(nurse, KIND) == []
