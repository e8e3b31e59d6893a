"""Complaint boxes: openings by two people, letters that become complaints, the list for the file."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app import clock
from app.errors import InvalidRecord, NotAllowed
from app.models.complaint import Channel
from app.models.daily import PointKind, RecordLink
from app.models.organisation import Role
from app.services import audit, records
from app.services.operations import Desk
from app.services.upkeep import complaint_points, opening_list
from tests.factory import KIND, complaint_values, department
from tests.hospital import desk_of


def box(desk: Desk, place: str = "门诊一楼大厅") -> int:
    complaint_points.add_point(desk, PointKind.BOX, place, department(desk, "急诊科"))
    return complaint_points.points(desk)[-1].id


def opened(desk: Desk, point: int, letters: int, at: datetime | None = None) -> int:
    witness = desk_of(desk, Role.REGISTRAR, staff_no=f"3{letters:05}").person_id
    moment = at or clock.now().replace(second=0, microsecond=0)
    complaint_points.record_opening(desk, point, moment, desk.person_id, witness, letters)
    return complaint_points.openings(desk)[0].id


def test_an_opening_without_letters_is_recorded_too(desk: Desk) -> None:
    point = box(desk)
    opened(desk, point, 0)
    (seen,) = complaint_points.points(desk)
    assert seen.letters == 0
    assert seen.opened_at is not None


def test_the_same_person_twice_and_the_future_are_refused(desk: Desk) -> None:
    point = box(desk)
    with pytest.raises(InvalidRecord) as refused:
        complaint_points.record_opening(
            desk, point, clock.now() + timedelta(hours=1), desk.person_id, desk.person_id, -1
        )
    assert set(refused.value.problems) == {"opened_at", "witness", "letters"}


def test_a_telephone_line_has_no_opening(desk: Desk) -> None:
    complaint_points.add_point(desk, PointKind.LINE, "0571-12345", department(desk, "急诊科"))
    (line,) = complaint_points.points(desk)
    with pytest.raises(InvalidRecord, match="电话没有开箱"):
        complaint_points.record_opening(desk, line.id, clock.now(), desk.person_id, 2, 0)


def test_a_registrar_records_openings_but_adds_no_box(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        complaint_points.add_point(nurse, PointKind.BOX, "病区", department(desk, "急诊科"))


def test_a_letter_registered_as_a_complaint_is_counted(desk: Desk) -> None:
    opening = opened(desk, box(desk), 2)
    begins = complaint_points.letter(desk, opening)
    assert begins["channel"] is Channel.BOX
    records.register(desk, KIND, complaint_values(desk) | dict(begins))
    assert complaint_points.openings(desk)[0].registered == 1
    with desk.database.read() as session:
        assert audit.verify(session).ok


def test_letters_beyond_those_of_an_opening_are_not_counted(desk: Desk) -> None:
    first = opened(desk, box(desk), 1)
    begins = complaint_points.letter(desk, first)
    for _letter in range(2):
        records.register(desk, KIND, complaint_values(desk) | dict(begins))
    assert complaint_points.openings(desk)[0].registered == 1


def test_a_voided_letter_is_to_be_registered_again(desk: Desk) -> None:
    begins = complaint_points.letter(desk, opened(desk, box(desk), 1))
    made = records.register(desk, KIND, complaint_values(desk) | dict(begins))
    assert made.record_id is not None
    records.void(desk, KIND, made.record_id, 1, "重复登记")
    assert complaint_points.openings(desk)[0].registered == 0


def test_a_letter_tied_by_an_earlier_version_stays_with_its_opening(desk: Desk) -> None:
    opening = opened(desk, box(desk), 1)
    made = records.register(desk, KIND, complaint_values(desk))
    with desk.database.write() as session:
        session.add(
            RecordLink(
                source_register=complaint_points.OPENING, source_id=opening,
                target_register=KIND.name, target_id=made.record_id,
                linked_by_id=desk.person_id,
            )
        )  # fmt: skip
    assert complaint_points.openings(desk)[0].registered == 1


def test_another_complaint_is_no_letter(desk: Desk) -> None:
    opened(desk, box(desk), 1)
    records.register(desk, KIND, complaint_values(desk))
    assert complaint_points.openings(desk)[0].registered == 0


def test_the_openings_go_into_a_workbook(desk: Desk, tmp_path: Path) -> None:
    opened(desk, box(desk, "=1+1"), 3)
    path = tmp_path / "开箱登记.xlsx"
    assert opening_list.export(desk, path) == 1
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert rows[3][1] == "=1+1"
    assert rows[3][4:6] == (3, 0)
    assert load_workbook(path).active.cell(4, 2).data_type == "s"
