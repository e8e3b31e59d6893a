"""The shapes old registers really have: two heading rows, merged cells, continued rows, odd words."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.models.complaint import Complaint
from app.services import imports
from app.services.imports import ImportReport, workbook
from app.services.operations import Desk
from app.services.registers.complaint import REGISTER
from tests import hospital
from tests.services.imports import files

HEADINGS = ("编号", "接到时间", "投诉人", "投诉内容")


def merged(path: Path, rows: Sequence[Sequence[Any]], *ranges: str) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    for one in ranges:
        page.merge_cells(one)
    book.save(path)
    return path


def dry(desk: Desk, path: Path, **wishes: Any) -> ImportReport:
    return imports.examine(desk, REGISTER, path, **wishes)


TWO_LEVELS = (
    ["安禾医院投诉登记台账", None, None, None, None, None, None, None, None],
    ["编号", "接到时间", "投诉人信息", None, None, "患者信息", None, None, "投诉内容"],
    [None, None, "姓名", "性别", "电话", "姓名", "年龄", "电话", None],
    ["T-1", "2024-02-29", "王某", "女", "13812345678", "李某", "45岁", "13800000000", "等候时间长"],
)


def test_headings_in_two_rows_are_read_with_their_groups(desk: Desk, tmp_path: Path) -> None:
    path = merged(
        tmp_path / "a.xlsx", TWO_LEVELS, "A1:I1", "A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"
    )
    report = dry(desk, path)
    assert report.table.heading_row == 3
    assert [(one.heading, one.field) for one in report.table.columns] == [
        ("编号", "original_number"), ("接到时间", "received_at"),
        ("投诉人信息 姓名", "complainant_name"), ("投诉人信息 性别", "complainant_sex"),
        ("投诉人信息 电话", "complainant_phone"), ("患者信息 姓名", "patient_name"),
        ("患者信息 年龄", "patient_age"), ("患者信息 电话", None), ("投诉内容", "narrative"),
    ]  # fmt: skip
    assert report.rows[0].values["patient_age"] == 45
    assert report.summary() == "试导入：读入 1 行，可导入 1，拒绝 0"


def test_two_heading_rows_are_found_without_merged_cells_too(desk: Desk, tmp_path: Path) -> None:
    path = files.xls(
        tmp_path / "a.xls", [["" if one is None else one for one in row] for row in TWO_LEVELS]
    )
    assert dry(desk, path).table.heading_row == 3


def test_a_row_of_data_is_not_taken_for_a_second_heading_row(desk: Desk, tmp_path: Path) -> None:
    path = files.xlsx(
        tmp_path / "a.xlsx", [(*HEADINGS, None), ("T-1", "2024-02-29", "王", "事", "注")]
    )
    report = dry(desk, path)
    assert (report.table.heading_row, report.read) == (1, 1)


def test_a_row_that_only_goes_on_telling_belongs_to_the_one_above(
    desk: Desk, tmp_path: Path
) -> None:
    rows = (
        HEADINGS,
        ("T-1", "2024-02-29", "王某", "等候时间长，"),
        (None, None, None, "无人解释。"),
        ("T-2", "2024-03-01", "李某", "收费不明"),
    )
    report = dry(desk, files.xlsx(tmp_path / "a.xlsx", rows))
    assert report.read == 2
    assert report.rows[0].values["narrative"] == "等候时间长，\n无人解释。"
    assert report.rows[0].notes == ("第 3 行接着写，并入这一行",)


def test_the_marked_copy_shows_rows_that_go_on_too(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADINGS, ("T-1", "2024-02-29", "王某", "前半"), (None, None, None, "后半"))
    report = dry(desk, files.xlsx(tmp_path / "a.xlsx", rows))
    imports.save_report(report, tmp_path / "b.xlsx")
    register = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[1]
    assert [register.cell(row, 2).value for row in (2, 3)] == ["可导入", "接上一行"]


def test_a_merged_cell_holds_for_every_row_it_covers(desk: Desk, tmp_path: Path) -> None:
    rows = (
        HEADINGS,
        ("T-1", "2024-02-29", "王某", "第一件"),
        ("T-2", None, "李某", "第二件"),
        ("T-3", None, None, "第三件"),
    )
    report = dry(desk, merged(tmp_path / "a.xlsx", rows, "B2:B4", "C3:C4"))
    leap_day = clock.instant(date(2024, 2, 29), time())
    assert [row.values["received_at"] for row in report.rows] == [leap_day] * 3
    assert report.rows[2].values["complainant_name"] == "李某"
    assert report.errors == ()


def test_a_number_merged_over_two_rows_is_one_case(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADINGS, ("T-1", "2024-02-29", "王某", "前半"), (None, None, None, "后半"))
    report = dry(desk, merged(tmp_path / "a.xlsx", rows, "A2:A3", "B2:B3", "C2:C3"))
    assert [row.values["narrative"] for row in report.rows] == ["前半\n后半"]


def test_a_blank_cell_that_is_not_merged_stays_blank(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADINGS, ("T-1", "2024-02-29", "王某", "一"), ("T-2", None, "李某", "二"))
    (problem,) = dry(desk, files.xlsx(tmp_path / "a.xlsx", rows)).errors
    assert (problem.row, problem.column, problem.found) == (3, "B", "（空）")


def test_a_formula_that_goes_on_telling_is_refused(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADINGS, ("T-1", "2024-02-29", "王某", "一"), (None, None, None, "=1+1"))
    (problem,) = dry(desk, files.xlsx(tmp_path / "a.xlsx", rows)).errors
    assert problem.found == "=1+1"


def test_65000_claimed_rows_of_which_500_exist_are_500(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(HEADINGS))
    for n in range(500):
        page.append([f"T-{n}", "2024-02-29", "王某", f"第 {n} 件"])
    page.cell(65_000, 1).number_format = "@"
    book.save(tmp_path / "a.xlsx")
    assert len(workbook.read(tmp_path / "a.xlsx").sheets[0].rows) == 501
    assert dry(desk, tmp_path / "a.xlsx").summary() == "试导入：读入 500 行，可导入 500，拒绝 0"


UNKNOWN = (
    (*HEADINGS, "经办领导", "处置", "序号"),
    ("T-1", "2024-02-29", "王某", "事", "老王", "＝谈话", "=ROW()"),
)


def test_columns_that_are_no_field_go_into_the_remarks_when_asked(
    desk: Desk, tmp_path: Path
) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", UNKNOWN)
    assert dry(desk, path).rows[0].values.get("remarks") is None
    row = dry(desk, path, keep_unknown=True).rows[0]
    assert row.values["remarks"] == "经办领导：老王\n处置：＝谈话"
    assert row.notes == ("“序号”是公式或错误值，没有并入备注",)


def test_remarks_that_become_too_long_are_said(desk: Desk, tmp_path: Path) -> None:
    rows = ((*HEADINGS, "经办领导"), ("T-1", "2024-02-29", "王某", "事", "长" * 20_001))
    path = files.xlsx(tmp_path / "a.xlsx", rows)
    (problem,) = dry(desk, path, keep_unknown=True).errors
    assert (problem.heading, problem.suggestion) == ("备注", "")


SUGGESTED = [
    ("被投诉科室", "骨二", "骨科二病区"),
    ("被投诉科室", "gkebq", "骨科二病区"),
    ("被投诉科室", "骨科二病房", "骨科二病区"),
    ("投诉方式", "微信", "网络/12345"),
    ("投诉方式", "打电话来的", "来电"),
    ("答复时间", "24-3-5", "2024-03-05"),
    ("答复时间", "2024-13-05", "2024-05-13"),
    ("答复时间", "30/5/2024", "2024-05-30"),
    ("答复时间", "45351", "2024-02-29"),
    ("答复时间", "2024-03-05 24:00", "2024-03-06"),
    ("答复时间", "2024-03-05 至 03-07", "2024-03-05"),
    ("答复时间", "3/5/2024", ""),
    ("答复时间", "2024.2.30", ""),
    ("处理结果", "让步接收", ""),
    ("被投诉科室", "不存在的地方", ""),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "written", "meant"), SUGGESTED)
def test_what_was_likely_meant_is_suggested(
    desk: Desk, tmp_path: Path, heading: str, written: str, meant: str
) -> None:
    rows = ((*HEADINGS, heading), ("T-1", "2024-02-29", "王某", "事", written))
    (problem,) = dry(desk, files.xlsx(tmp_path / "a.xlsx", rows)).errors
    assert problem.suggestion == meant


def test_a_suggestion_holds_for_all_equal_values_and_is_said(desk: Desk, tmp_path: Path) -> None:
    rows = (
        (*HEADINGS, "被投诉科室"),
        ("T-1", "2024-02-29", "王某", "一", "骨二"),
        ("T-2", "2024-03-01", "李某", "二", " 骨二"),
        ("T-3", "2024-03-02", "何某", "三", "骨一"),
    )
    path = files.xlsx(tmp_path / "a.xlsx", rows)
    problem = dry(desk, path).errors[0]
    report = dry(desk, path, taken={problem.key: problem.suggestion})
    assert [one.row for one in report.errors] == [4]
    assert report.rows[1].notes == ("“骨二”按“骨科二病区”导入",)


def test_a_person_who_is_nearly_known_is_a_hint_and_no_problem(desk: Desk, tmp_path: Path) -> None:
    rows = ((*HEADINGS, "接待人"), ("T-1", "2024-02-29", "王某", "事", "zm"))
    path = files.xlsx(tmp_path / "a.xlsx", rows)
    report = dry(desk, path)
    (hint,) = report.rows[0].hints
    assert report.errors == ()
    assert hint.suggestion == "周敏"
    again = dry(desk, path, taken={hint.key: hint.suggestion})
    assert again.rows[0].values["receiver_id"] == 1


def test_a_match_changed_by_hand_is_remembered_after_the_import(desk: Desk, tmp_path: Path) -> None:
    rows = ((*HEADINGS, "经过"), ("T-1", "2024-02-29", "王某", "摘要", "全部经过"))
    path = files.xlsx(tmp_path / "a.xlsx", rows)
    changed = {"投诉内容": "subject", "经过": "narrative"}
    report = dry(desk, path, mapping=changed)
    assert not dry(desk, path).table.remembered
    imports.insert(desk, report)
    again = dry(desk, path)
    assert again.table.remembered
    assert [one.field for one in again.table.columns][3:] == ["subject", "narrative"]
    other = files.xlsx(tmp_path / "b.xlsx", [HEADINGS, rows[1][:4]])
    assert not dry(desk, other).table.remembered


def test_a_second_change_replaces_what_was_remembered(desk: Desk, tmp_path: Path) -> None:
    for number, field in (("T-1", "subject"), ("T-2", "demand")):
        rows = ((*HEADINGS, "经过"), (number, "2024-02-29", "王某", "事", "经过"))
        path = files.xlsx(tmp_path / f"{number}.xlsx", rows)
        imports.insert(desk, dry(desk, path, mapping={"经过": field}))
    assert dry(desk, path).table.columns[4].field == "demand"


def test_a_match_is_not_remembered_when_nothing_came_in(desk: Desk, tmp_path: Path) -> None:
    rows = ((*HEADINGS, "经过"), ("T-1", "2024-02-30", "王某", "事", "经过"))
    path = files.xlsx(tmp_path / "a.xlsx", rows)
    imports.insert(desk, dry(desk, path, mapping={"经过": "subject"}))
    assert not dry(desk, path).table.remembered


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = hospital.founded(tmp_path_factory.mktemp("many"))
    yield made
    made.database.close()


numbers = st.one_of(st.none(), st.integers(1, 8).map(lambda n: f"P-{n}"))
days = st.sampled_from(["2024-02-29", "2024.2.30", "20240301", "同上", None])
texts = st.one_of(st.none(), st.text(max_size=12), st.just("=1+1"))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(numbers, days, texts, texts), max_size=8))
def test_every_row_is_imported_refused_or_present(
    lasting: Desk, rows: list[tuple[str | None, str | None, str | None, str | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        book = [HEADINGS, *rows]
        quoted = (",".join(_quoted(one) for one in row) for row in book)
        path.write_text("\n".join(quoted), encoding="utf-8", errors="replace", newline="")
        report = imports.bring_in(lasting, REGISTER, path)
        again = imports.bring_in(lasting, REGISTER, path)
    for one in (report, again):
        assert one.read == len(one.numbers) + len(one.rejected) + len(one.present)
    assert again.numbers == ()
    with lasting.database.read() as session:
        stored = set(session.scalars(select(Complaint.number)))
    assert set(report.numbers) <= stored


def _quoted(text: str | None) -> str:
    return '"' + (text or "").replace('"', '""').replace("\x00", "") + '"'
