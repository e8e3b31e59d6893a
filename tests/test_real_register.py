"""A real register written by others: all of it comes in, is found, moved a step and printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.models.complaint import ComplaintStatus
from app.services import audit, imports, lists, printing, reading, records
from app.services.operations import Desk
from tests.factory import FILED, KIND, department
from tests.hospital import founded

REGISTER = Path(__file__).parents[2] / "shared" / "data" / "public-complaints-120.xlsx"
pytestmark = pytest.mark.skipif(not REGISTER.exists(), reason="the real register is not here")
EVERY = 12


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = founded(tmp_path_factory.mktemp("real"))
    report = imports.bring_in(desk, KIND, REGISTER)
    assert report.lines()[-1] == "读入 120 行，导入 120，拒绝 0"
    yield desk
    desk.database.close()


def numbers() -> list[str]:
    book = load_workbook(REGISTER)
    sheet = book.active
    assert sheet is not None
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]


def test_every_row_is_found_by_its_own_number(filled: Desk) -> None:
    found = {reading.find_number(filled, KIND, number) for number in numbers()}
    assert len(found) == 120


def test_a_second_run_adds_nothing(filled: Desk) -> None:
    again = imports.bring_in(filled, KIND, REGISTER)
    assert again.lines()[-1] == "读入 120 行，导入 0，拒绝 0，已有 120"


def test_what_the_old_register_lacked_is_listed_and_no_clock_runs(filled: Desk) -> None:
    for record_id in lists.ids(filled, KIND, lists.Query())[::EVERY]:
        view = reading.load(filled, KIND, record_id)
        assert view.backfilled
        assert view.lacking
        assert view.due is None
    assert lists.overdue(filled, [KIND]) == {KIND.name: 0}


def test_each_can_be_printed(filled: Desk) -> None:
    for record_id in lists.ids(filled, KIND, lists.Query())[::EVERY]:
        assert printing.render(filled, KIND, record_id, copies=False).pages >= 2


def test_each_can_be_moved_a_step(filled: Desk) -> None:
    office = department(filled, "医务科")
    steps = {
        ComplaintStatus.REPLIED: ("close", FILED, ComplaintStatus.CLOSED),
        ComplaintStatus.REGISTERED: (
            "accept",
            {"functional_department_id": office, "contact_arrangement": "按原留言回复"},
            ComplaintStatus.ACCEPTED,
        ),
    }
    for record_id in lists.ids(filled, KIND, lists.Query()):
        view = reading.load(filled, KIND, record_id)
        action, values, target = steps[ComplaintStatus(view.status)]
        records.move(filled, KIND, record_id, view.version, action, values)
        assert reading.load(filled, KIND, record_id).status is target
    with filled.database.read() as session:
        assert audit.verify(session).ok
