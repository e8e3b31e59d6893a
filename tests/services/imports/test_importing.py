"""An old register comes in: everything wrong is said at once, and what is right goes in once."""

import json
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from app import clock
from app.errors import FileProblem, NotAllowed
from app.models.bookkeeping import AuditEntry, NumberSeries
from app.models.complaint import CauseCategory, Channel, Complaint, ComplaintStatus, Sex, Topic
from app.models.organisation import Role
from app.services import audit, imports, reading, records
from app.services.imports import ImportReport, Problem
from app.services.operations import Desk
from app.services.registers.complaint import REGISTER
from tests import hospital
from tests.services.imports import files

REAL_FILE = Path(__file__).parents[4] / "shared" / "data" / "public-complaints-120.xlsx"
HEADINGS = ("编号", "接到时间", "投诉人", "投诉内容", "答复意见")
GOOD = ("T-1", "2024-02-29 09:30", "王某", "等候时间长", "已经道歉")


def sheet(folder: Path, *rows: Sequence[Any], name: str = "旧台账.xlsx") -> Path:
    return files.xlsx(folder / name, rows)


def dry(desk: Desk, path: Path) -> ImportReport:
    return imports.bring_in(desk, REGISTER, path, dry_run=True)


def bring_in(desk: Desk, path: Path) -> ImportReport:
    return imports.bring_in(desk, REGISTER, path)


def complaints(desk: Desk) -> list[Complaint]:
    with desk.database.read() as session:
        found = list(session.scalars(select(Complaint).order_by(Complaint.id)))
        session.expunge_all()
        return found


def only(report: ImportReport) -> Problem:
    (problem,) = report.errors
    return problem


def test_a_dry_run_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    report = dry(desk, sheet(tmp_path, HEADINGS, GOOD))
    assert report.summary() == "试导入：读入 1 行，可导入 1，拒绝 0"
    assert complaints(desk) == []


def test_a_row_keeps_its_number_and_its_dates_and_is_marked(
    desk: Desk, tmp_path: Path, set_clock: Any
) -> None:
    set_clock("2026-03-06 16:20")
    report = bring_in(desk, sheet(tmp_path, HEADINGS, GOOD))
    assert report.summary() == "读入 1 行，导入 1，拒绝 0"
    (complaint,) = complaints(desk)
    assert complaint.number == report.numbers[0] == "TS-DR-202603-0001"
    assert complaint.original_number == "T-1"
    assert complaint.backfilled
    assert complaint.received_at == clock.instant(date(2024, 2, 29), time(9, 30))
    assert complaint.complainant_name == "王某"
    assert complaint.due_on is None


def test_what_was_answered_is_answered_and_the_rest_is_registered(
    desk: Desk, tmp_path: Path
) -> None:
    open_case = ("T-2", "2024-03-01", "李某", "收费不明", None)
    bring_in(desk, sheet(tmp_path, HEADINGS, GOOD, open_case))
    states = [complaint.status for complaint in complaints(desk)]
    assert states == [ComplaintStatus.REPLIED, ComplaintStatus.REGISTERED]


def test_a_second_run_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path, HEADINGS, GOOD)
    bring_in(desk, path)
    with desk.database.read() as session:
        before = audit.head(session)[0]
    report = bring_in(desk, path)
    assert report.summary() == "读入 1 行，导入 0，拒绝 0，已有 1"
    assert len(complaints(desk)) == 1
    with desk.database.read() as session:
        assert audit.head(session)[0] == before
        assert [row.last for row in session.scalars(select(NumberSeries))] == [1]


def test_rows_without_a_number_are_known_by_their_content(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADINGS[1:], GOOD[1:], ("2024-02-29 09:30", "王某", "另一件事", None))
    path = sheet(tmp_path, *rows)
    assert bring_in(desk, path).summary() == "读入 2 行，导入 2，拒绝 0"
    assert bring_in(desk, path).summary() == "读入 2 行，导入 0，拒绝 0，已有 2"


def test_a_voided_record_may_come_in_again(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path, HEADINGS, GOOD)
    bring_in(desk, path)
    (complaint,) = complaints(desk)
    records.void(desk, REGISTER, complaint.id, complaint.version, "撤销导入")
    assert bring_in(desk, path).summary() == "读入 1 行，导入 1，拒绝 0"


def test_the_same_number_with_another_time_is_refused(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, sheet(tmp_path, HEADINGS, GOOD))
    other = (GOOD[0], "2025-02-28 10:00", *GOOD[2:])
    problem = only(dry(desk, sheet(tmp_path, HEADINGS, other, name="b.xlsx")))
    assert problem.found == "T-1"
    assert "已用这个编号，时间是 2024-02-29 09:30" in problem.mend


def test_a_row_that_came_in_meanwhile_is_left_out(desk: Desk, tmp_path: Path) -> None:
    report = dry(desk, sheet(tmp_path, HEADINGS, GOOD))
    imports.insert(desk, report)
    late = imports.insert(desk, report).report
    assert late.summary() == "读入 1 行，导入 0，拒绝 0，已有 1"
    assert len(complaints(desk)) == 1


def test_a_number_twice_in_the_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    report = dry(desk, sheet(tmp_path, HEADINGS, GOOD, GOOD))
    assert len(report.importable) == 1
    assert only(report) == Problem(3, "A", "编号", "T-1", "不重复的编号或内容", "与第 2 行相同")


def test_everything_wrong_is_said_at_once(desk: Desk, tmp_path: Path) -> None:
    headings = ("编号", "接到日期", "投诉方式", "被投诉科室", "联系电话", "处理结果", "内容")
    report = dry(
        desk,
        sheet(
            tmp_path,
            headings,
            ("1", "2024.2.30", "微信", "骨二", "1381234567", "让步接收", None),
            ("2", "2024-02-29", "电话", "骨科二病区", "13812345678", "②赔礼道歉", "内容"),
        ),
    )
    assert [(one.row, one.column, one.heading, one.found) for one in report.errors] == [
        (2, "B", "接到日期", "2024.2.30"),
        (2, "C", "投诉方式", "微信"),
        (2, "D", "被投诉科室", "骨二"),
        (2, "E", "联系电话", "1381234567"),
        (2, "F", "处理结果", "让步接收"),
        (2, "G", "内容", "（空）"),
    ]
    mends = {one.column: one.mend for one in report.errors}
    assert mends["B"] == "2 月没有 30 日"
    assert mends["D"] == "可能是“骨科二病区”"
    assert mends["E"] == "手机号少 1 位：应为 11 位"
    assert mends["F"] == "程序不允许“让步接收”，按实际结果改"
    assert report.summary() == "试导入：读入 2 行，可导入 1，拒绝 1"
    assert any("第 2 行 B 接到日期：写的是“2024.2.30”" in line for line in report.lines())


@pytest.mark.parametrize("word", ["让步接收", "紧急放行", "特采"])
def test_what_the_procedure_forbids_is_no_choice_and_is_pointed_out_in_text(
    desk: Desk, tmp_path: Path, word: str
) -> None:
    rows = ((*HEADINGS, "处理结果"), (*GOOD, word))
    assert word in only(dry(desk, sheet(tmp_path, *rows))).mend
    told = ("T-2", "2024-03-01", "李某", f"说是{word}", None)
    report = bring_in(desk, sheet(tmp_path, HEADINGS, told, name="b.xlsx"))
    assert report.rows[0].notes == (f"正文里有“{word}”，已照原文保留，核对是否违反程序",)
    assert complaints(desk)[-1].narrative == f"说是{word}"


def test_choices_are_understood_in_the_words_of_old_registers(desk: Desk, tmp_path: Path) -> None:
    headings = (
        "时间",
        "内容",
        "来源",
        "投诉人",
        "性别",
        "年龄",
        "类别",
        "原因",
        "协办科室",
        "已起诉",
    )
    row = ("2024-02-29", "内容", "12345", "王某", "女性", "45岁", "护理", "2、违反规章或操作规程",
           "护理部、院感科", "否")  # fmt: skip
    report = bring_in(desk, sheet(tmp_path, headings, row))
    assert report.errors == ()
    (complaint,) = complaints(desk)
    assert complaint.channel is Channel.ONLINE
    assert complaint.complainant_sex is Sex.FEMALE
    assert complaint.complainant_age == 45
    assert complaint.topic is Topic.NURSING
    assert complaint.main_cause is CauseCategory.RULE_VIOLATION
    assert complaint.cause_categories == ["RULE_VIOLATION"]
    assert len(complaint.assisting_department_ids) == 2
    assert complaint.litigation_filed is False


def test_ditto_marks_take_the_value_above(desk: Desk, tmp_path: Path) -> None:
    ditto = ("T-2", "同上", "〃", "又来一次", None)
    bring_in(desk, sheet(tmp_path, HEADINGS, GOOD, ditto))
    first, second = complaints(desk)
    assert second.received_at == first.received_at
    assert second.complainant_name == "王某"


@pytest.mark.parametrize("end", [("合计", None, None, 2), (None, None, "填表人：王某", None)])
def test_a_line_of_totals_is_refused_once_and_called_by_its_name(
    desk: Desk, tmp_path: Path, end: Sequence[Any]
) -> None:
    report = dry(desk, sheet(tmp_path, HEADINGS, GOOD, end))
    assert "这一行不是记录" in only(report).mend
    assert report.summary() == "试导入：读入 2 行，可导入 1，拒绝 1"


def test_formulas_errors_and_rounded_numbers_are_refused_where_they_matter(
    desk: Desk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["序号", "时间", "内容", "住院号"])
    page.append(["=ROW()-1", "=TODAY()", "=1+1", 123456789012345678])
    page.append(["=ROW()-1", "2024-02-29", "#N/A", "D-1"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    problems = dry(desk, path).errors
    assert [(one.row, one.column) for one in problems] == [(2, "B"), (2, "C"), (2, "D"), (3, "C")]
    assert [one.found for one in problems if one.column != "D"] == ["=TODAY()", "=1+1", "#N/A"]
    assert problems[2].mend == "超过 15 位的数字已被表格改写，设为文本格式后重新填写"


def test_people_of_former_years_are_kept_in_the_remarks(desk: Desk, tmp_path: Path) -> None:
    rows = (
        (*HEADINGS, "接待人", "备注"),
        (*GOOD, "老张", "原备注"),
        ("T-2", *GOOD[1:], "周敏", None),
    )
    report = bring_in(desk, sheet(tmp_path, *rows))
    assert report.errors == ()
    assert report.rows[0].notes == ("接待人“老张”不在人员表里，记入备注",)
    first, second = complaints(desk)
    assert first.receiver_id is None
    assert first.remarks == "原备注\n接待人：老张"
    assert second.receiver_id == 1


def test_what_the_old_register_lacks_is_listed_and_not_invented(desk: Desk, tmp_path: Path) -> None:
    report = bring_in(desk, sheet(tmp_path, HEADINGS, GOOD))
    (complaint,) = complaints(desk)
    view = reading.load(desk, REGISTER, complaint.id)
    assert report.rows[0].lacking == tuple(REGISTER[one].label for one in view.lacking)
    assert "channel" in view.lacking
    assert complaint.channel is None
    assert any(line.startswith("补录缺项（1 行）：投诉方式") for line in report.lines())


def test_hostile_texts_come_in_exactly(desk: Desk, tmp_path: Path) -> None:
    text = "<b>粗</b>\n\t'; DROP TABLE complaint; %_ 𠮷䶮 😀 {{ x }}"
    bring_in(desk, sheet(tmp_path, HEADINGS, ("T-1", "2024-02-29", "=甲"[1:], text, None)))
    assert complaints(desk)[0].narrative == text


def test_one_entry_for_each_row_and_one_around_them(desk: Desk, tmp_path: Path) -> None:
    with desk.database.read() as session:
        before = audit.head(session)[0]
    second = ("T-2", "2024-03-01", "李某", "收费不明", None)
    report = bring_in(desk, sheet(tmp_path, HEADINGS, GOOD, second))
    with desk.database.read() as session:
        assert audit.verify(session).ok
        bodies = [
            json.loads(body)
            for body in session.scalars(
                select(AuditEntry.body).where(AuditEntry.seq > before).order_by(AuditEntry.seq)
            )
        ]
    assert [body["act"] for body in bodies] == ["record.import"] * 4
    group = bodies[-1]["facts"]
    assert group["rows"] == 2
    assert group["first_seq"] == before + 1
    assert group["file_sha256"] == report.sha256
    assert "B received_at" in group["mapping"]
    assert len(group["manifest"]) == 64


def test_only_the_office_may_import(desk: Desk, tmp_path: Path) -> None:
    clerk = hospital.desk_of(desk, Role.REGISTRAR)
    path = sheet(tmp_path, HEADINGS, GOOD)
    with pytest.raises(NotAllowed):
        dry(clerk, path)
    report = dry(desk, path)
    with pytest.raises(NotAllowed):
        imports.insert(clerk, report)
    assert complaints(desk) == []


def test_the_marked_copy_lists_problems_and_keeps_text_text(desk: Desk, tmp_path: Path) -> None:
    wrong = ("T-2", "2024-13-05", "李某", "收费不明\x07"[:4], "=1+1 见附件")
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(row) for row in (HEADINGS, GOOD, wrong)), encoding="utf-8")
    report = bring_in(desk, path)
    copy = tmp_path / "结果.xlsx"
    imports.save_report(report, copy)
    book = openpyxl.load_workbook(copy)
    problems, register = book.worksheets
    assert problems["A1"].value == "读入 2 行，导入 1，拒绝 1"
    assert [cell.value for cell in problems[4]][:4] == ["3", "B", "接到时间", "2024-13-05"]
    assert register["B2"].value == f"已导入 {report.numbers[0]}"
    assert register["B3"].value == "拒绝，1 处要改"
    assert register["D3"].fill.fgColor.rgb == "00F8E1DF"
    assert register["G3"].value == "=1+1 见附件"
    assert register["G3"].data_type == "s"


def test_a_marked_copy_that_cannot_be_written_says_so(desk: Desk, tmp_path: Path) -> None:
    report = dry(desk, sheet(tmp_path, HEADINGS, GOOD))
    with pytest.raises(FileProblem, match="没有存成"):
        imports.save_report(report, tmp_path / "无此文件夹" / "结果.xlsx")


@pytest.mark.skipif(not REAL_FILE.exists(), reason="the public register is not beside the checkout")
def test_the_public_register_of_120_comes_in_completely(desk: Desk) -> None:
    report = bring_in(desk, REAL_FILE)
    assert report.summary() == "读入 120 行，导入 120，拒绝 0"
    assert report.unmapped == ()
    assert bring_in(desk, REAL_FILE).summary() == "读入 120 行，导入 0，拒绝 0，已有 120"
    found = complaints(desk)
    assert {one.status for one in found} == {ComplaintStatus.REPLIED}
    assert all(one.original_number and one.backfilled and one.replied_at for one in found)
    with desk.database.read() as session:
        assert audit.verify(session).ok
