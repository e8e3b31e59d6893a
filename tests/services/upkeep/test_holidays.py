"""The calendar: a holiday table is read with all its mistakes at once, and taken over as a whole."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app import clock
from app.errors import FileProblem, InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services import audit, reading, records
from app.services.days import workdays
from app.services.operations import Desk
from app.services.registers import complaint
from app.services.upkeep import holidays
from tests.hospital import desk_of

HEAD = ("日期", "至", "安排", "名称")
WHOLE_2027 = (
    ("2027-01-01", "2027-01-03", "放假", "元旦"),
    ("2027-02-05", "2027-02-11", "放假", "春节"),
    ("2027-02-14", "", "上班", "春节调休"),
    ("2027-04-03", "2027-04-05", "放假", "清明节"),
    ("2027-05-01", "2027-05-05", "放假", "劳动节"),
    ("2027-06-09", "2027-06-11", "放假", "端午节"),
    ("2027-10-01", "2027-10-07", "放假", "国庆节"),
)


def table(folder: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["安禾医院 2027 年放假安排"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    path = folder / "放假安排.xlsx"
    book.save(path)
    book.close()
    return path


def test_a_whole_year_becomes_known(desk: Desk, tmp_path: Path) -> None:
    read = holidays.read_table(desk, table(tmp_path, WHOLE_2027))
    assert read.mistakes == ()
    assert [one.year for one in read.years] == [2027]
    holidays.import_table(desk, read, "国办发明电〔2026〕7 号")
    year = holidays.years(desk)[0]
    assert (year.year, year.known, year.source) == (2027, True, "国办发明电〔2026〕7 号")
    assert [one.day for one in holidays.special_days(desk, 2027)][:3] == [
        date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3),
    ]  # fmt: skip
    with desk.database.read() as session:
        calendar = workdays.load(session)
        assert calendar.is_workday(date(2027, 2, 14))
        assert not calendar.is_workday(date(2027, 2, 8))
        assert audit.verify(session).ok


def test_reading_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    holidays.read_table(desk, table(tmp_path, WHOLE_2027))
    assert 2027 not in {one.year for one in holidays.years(desk) if one.known}


def test_every_mistake_is_named_at_once(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("2027-02-30", "", "放假", "春节"),
        ("2027-03-01", "", "也许", ""),
        ("2027-03-02", "", "上班", ""),
        ("", "", "放假", ""),
        ("2027-05-05", "2027-05-01", "放假", "劳动节"),
        ("2027-10-01", "2027-10-07", "放假", "国庆节"),
        ("2027-10-03", "", "上班", ""),
    ]
    found = holidays.read_table(desk, table(tmp_path, rows)).mistakes
    places = [(one.row, one.column, one.found) for one in found]
    assert places[:6] == [
        (3, "A", "2027-02-30"),
        (4, "C", "也许"),
        (5, "A", "2027-03-02"),
        (6, "A", "（空）"),
        (7, "B", "2027-05-01"),
        (9, "A", "2027-10-03"),
    ]
    assert "2 月没有 30 日" in found[0].expected
    assert "周二" in found[2].expected
    assert "第 8 行" in found[5].expected
    assert {one.found for one in found[6:]} >= {"2027 年没有春节", "2027 年没有元旦"}


def test_a_table_with_mistakes_is_not_taken_over(desk: Desk, tmp_path: Path) -> None:
    read = holidays.read_table(desk, table(tmp_path, WHOLE_2027[:3]))
    with pytest.raises(InvalidRecord):
        holidays.import_table(desk, read, "国办发明电")
    assert 2027 not in {one.year for one in holidays.years(desk) if one.known}


def test_a_source_is_required(desk: Desk, tmp_path: Path) -> None:
    read = holidays.read_table(desk, table(tmp_path, WHOLE_2027))
    with pytest.raises(InvalidRecord) as refused:
        holidays.import_table(desk, read, " ")
    assert set(refused.value.problems) == {"source"}


def test_a_table_without_the_two_columns_says_what_is_wanted(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, WHOLE_2027, head=("甲", "乙", "丙", "丁"))
    with pytest.raises(FileProblem, match="“日期”和“安排”"):
        holidays.read_table(desk, path)


def test_a_second_table_takes_back_what_it_does_not_name(desk: Desk, tmp_path: Path) -> None:
    holidays.import_table(
        desk, holidays.read_table(desk, table(tmp_path, WHOLE_2027)), "国办发明电〔2026〕7 号"
    )
    without_shift = [row for row in WHOLE_2027 if row[2] != "上班"]
    again = holidays.read_table(desk, table(tmp_path, without_shift))
    assert again.changed_days == 1
    holidays.import_table(desk, again, "更正")
    with desk.database.read() as session:
        assert not workdays.load(session).is_workday(date(2027, 2, 14))
    assert date(2027, 2, 14) not in {one.day for one in holidays.special_days(desk, 2027)}


def test_new_years_days_of_the_year_before_do_not_make_that_year_known(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [(day.replace("2027", "2031"), last.replace("2027", "2031"), "放假", note)
            for day, last, what, note in WHOLE_2027 if what == "放假"]  # fmt: skip
    read = holidays.read_table(desk, table(tmp_path, [("2030-12-31", "", "放假", "元旦"), *rows]))
    assert read.mistakes == ()
    assert [one.year for one in read.years] == [2031]


def test_open_complaints_are_counted_anew(
    desk: Desk, tmp_path: Path, set_clock: Callable[[str], datetime]
) -> None:
    now = set_clock("2027-02-02 09:00")
    values = {
        "received_at": now - timedelta(hours=1), "channel": "PHONE", "complainant_name": "陈某",
        "complainant_phone": "13800000012", "relationship": "本人",
        "respondent_department_id": 14, "narrative": "等候一小时", "subject": "等候",
        "first_receiving_department_id": 1, "receiver_id": 1, "demand": "解释",
        "complainant_signature": "SIGNED",
    }  # fmt: skip
    added = records.register(desk, complaint.REGISTER, values)
    assert added.record_id is not None
    before = reading.load(desk, complaint.REGISTER, added.record_id).due
    assert before is not None
    assert (before.due_on, before.unknown_years) == (date(2027, 2, 9), (2027,))
    read = holidays.read_table(desk, table(tmp_path, WHOLE_2027))
    holidays.import_table(desk, read, "国办发明电〔2026〕7 号")
    after = reading.load(desk, complaint.REGISTER, added.record_id).due
    assert after is not None
    assert (after.due_on, after.unknown_years) == (date(2027, 2, 15), ())
    with desk.database.read() as session:
        assert audit.verify(session).ok


def test_next_years_table_is_missed_from_november(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    known = max(one.year for one in holidays.years(desk) if one.known)
    set_clock(f"{known}-10-31 12:00")
    assert all(one.known for one in holidays.years(desk))
    set_clock(f"{known}-11-01 12:00")
    assert [one.year for one in holidays.years(desk) if not one.known] == [known + 1]
    assert clock.today().year == known


def test_a_registrar_may_not_import(desk: Desk, tmp_path: Path) -> None:
    read = holidays.read_table(desk, table(tmp_path, WHOLE_2027))
    with pytest.raises(NotAllowed):
        holidays.import_table(desk_of(desk, Role.REGISTRAR), read, "国办发明电")
