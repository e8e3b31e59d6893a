"""The documents the procedure refers to: there from the start, changed by the office, never removed."""

from datetime import date

import pytest

from app.errors import InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services import audit
from app.services.operations import Desk
from app.services.upkeep import documents
from tests.hospital import desk_of


def test_a_new_hospital_has_the_nine_of_the_procedure(desk: Desk) -> None:
    assert len(documents.documents(desk)) == 9
    documents.load_defaults(desk)
    assert len(documents.documents(desk)) == 9


def test_a_document_out_of_use_stays_in_the_list(desk: Desk) -> None:
    one = documents.documents(desk)[0]
    documents.change(
        desk, one.id, one.title, "YWK-WJ-01", "B/1", date(2026, 3, 1), "", active=False
    )
    last = documents.documents(desk)[-1]
    assert (last.title, last.revision, last.active) == (one.title, "B/1", False)
    documents.add(desk, one.title, "YWK-WJ-01", "B/2")
    with desk.database.read() as session:
        assert audit.verify(session).ok


def test_the_same_revision_twice_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidRecord, match="已经有了"):
        documents.add(desk, "文件控制程序")


def test_only_who_configures_changes_documents(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        documents.add(desk_of(desk, Role.REGISTRAR), "新文件")
