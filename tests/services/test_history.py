"""The history of a record in words: labels for names, words for values, one line for one thing."""

from datetime import date

import pytest

from app.models.organisation import Role
from app.services import history, reading, records
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from tests.factory import KIND, department, made, registered, step
from tests.hospital import desk_of

SHEET = by_name("quality_feedback")


def change(desk: Desk, record_id: int, **given: object) -> None:
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, given, "补充")


def last(desk: Desk, record_id: int) -> history.HistoryEntry:
    return history.of_record(desk, KIND, record_id)[0]


@pytest.mark.parametrize(
    ("name", "value", "label", "words"),
    [
        ("channel", "PHONE", "投诉方式", "来电"),
        ("leader_present", True, "领导到场", "是"),
        ("subject", "收费", "事由", "收费"),
        ("patient_age", 45, "年龄", "45"),
    ],
)
def test_values_are_told_in_words(
    desk: Desk, name: str, value: object, label: str, words: str
) -> None:
    record_id = registered(desk)
    change(desk, record_id, **{name: value})
    (line,) = [one for one in last(desk, record_id).changes if one[2] == words]
    assert line[0] == KIND[name].label == label


def test_departments_are_told_by_name(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "护理部"))
    lines = last(desk, record_id).changes
    assert ("状态", "已登记", "已受理") in lines
    assert any(new == "护理部" for _label, _old, new in lines)


def test_a_reason_stands_beside_the_change_not_among_its_lines(desk: Desk) -> None:
    record_id = registered(desk)
    change(desk, record_id, narrative="重写的经过。")
    entry = last(desk, record_id)
    assert entry.why == "补充"
    assert [label for label, _old, _new in entry.changes] == [KIND["narrative"].label]


def test_a_day_asked_for_is_told_once(desk: Desk) -> None:
    """The day a sheet asks for is its due day: one line, not two that read the same."""
    record_id = made(desk, SHEET, requested_on=date(2030, 1, 9))
    (entry,) = history.of_record(desk, SHEET, record_id)
    assert [one for one in entry.changes if one[2] == "2030-01-09"] == [
        ("整改期限", "", "2030-01-09")
    ]


def test_the_newest_entry_comes_first(desk: Desk) -> None:
    record_id = registered(desk)
    change(desk, record_id, remarks="一")
    change(desk, record_id, remarks="二")
    told = history.of_record(desk, KIND, record_id)
    assert [one.seq for one in told] == sorted((one.seq for one in told), reverse=True)
    assert told[0].changes == ((KIND["remarks"].label, "一", "二"),)


def test_who_the_record_is_about_reads_no_identity_in_its_history(desk: Desk) -> None:
    other = desk_of(desk, Role.REGISTRAR, Role.DEPT_HEAD)
    record_id = registered(desk, respondent_person_id=other.person_id, complainant_name="陈小明")
    words = [
        word
        for entry in history.of_record(other, KIND, record_id)
        for line in entry.changes
        for word in line
    ]
    assert not any("陈小明" in word for word in words)
