"""A list as a workbook: what stands in it, who may take it away, what is left when it fails."""

import hashlib
import json
import tempfile
from array import array
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.errors import Cancelled, FileProblem, NotAllowed
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services import listings, lists
from app.services.listings import Exported, Heading
from app.services.operations import Desk
from app.services.text import CELL_LONGEST, for_cell
from tests.factory import KIND, department, registered, step
from tests.hospital import desk_of

HEADING = Heading("本月接到", "接到从新到旧")
moment = datetime.fromisoformat
HEAD = 5  # rows in Excel count from one


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


def exported(desk: Desk, path: Path, columns: tuple[str, ...] = ()) -> Exported:
    ids = lists.ids(desk, KIND, lists.Query())
    return listings.export(
        desk, KIND, ids, columns or listings.default_columns(KIND), HEADING, path
    )


def rows(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


def entries(desk: Desk, action: str) -> list[dict[str, Any]]:
    with desk.database.read() as session:
        bodies = [json.loads(one) for one in session.scalars(select(AuditEntry.body))]
    return [body for body in bodies if body["act"] == action]


def test_the_workbook_holds_the_rows_in_order_with_real_dates(desk: Desk, tmp_path: Path) -> None:
    registered(desk, subject="输液等候")
    registered(desk, subject="收费", anonymous=True, complainant_name=None)
    path = tmp_path / "台账.xlsx"
    made = exported(desk, path)
    sheet = load_workbook(path).active
    shown = rows(path)
    assert made.rows == 2
    assert shown[0][0] == "安禾医院  患者投诉"
    assert shown[1][0] == "条件：本月接到"
    assert shown[2][0] == "排序：接到从新到旧；共 2 件"
    assert shown[3][0].startswith("周敏 于 2026-03-06 16:20 导出，审计 #")
    assert shown[HEAD - 1] == [
        "编号", "接到", "方式", "投诉人", "被投诉科室", "投诉事项", "主因", "受理科室", "接待人",
        "状态", "反馈期限", "期限情况",
    ]  # fmt: skip
    assert shown[HEAD] == [
        "TS-YWK-202603-0002", moment("2026-03-06 15:20"), "来访", "匿名", "急诊科", "收费", None,
        None, "周敏", "已登记", moment("2026-03-13"), "还剩 5 个工作日",
    ]  # fmt: skip
    assert shown[HEAD + 1][5] == "输液等候"
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "A5:L7"
    assert sheet.print_title_rows == "$5:$5"


def test_only_the_columns_asked_for_come_along(desk: Desk, tmp_path: Path) -> None:
    registered(desk, subject="收费", patient_age=71)
    exported(desk, tmp_path / "a.xlsx", ("number", "patient_age", "subject"))
    assert rows(tmp_path / "a.xlsx")[HEAD - 1 :] == [
        ["编号", "年龄", "投诉事项"],
        ["TS-YWK-202603-0001", 71, "收费"],
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "1e5", "http://a.b/c", "a_x0041_b"])
def test_text_is_always_text(desk: Desk, tmp_path: Path, words: str) -> None:
    registered(desk, subject=words)
    path = tmp_path / "a.xlsx"
    exported(desk, path, ("number", "subject"))
    cell = load_workbook(path).active.cell(HEAD + 1, 2)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[HEAD][1] == words


def test_long_text_of_the_subject_is_whole(desk: Desk, tmp_path: Path) -> None:
    words = "夜间呼叫铃无人应答。" * 40
    registered(desk, narrative=words)
    exported(desk, tmp_path / "a.xlsx", ("number", "subject"))
    assert rows(tmp_path / "a.xlsx")[HEAD][1] == words


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_fits_a_cell(text: str) -> None:
    assert len(for_cell(text * 2000)) <= CELL_LONGEST


def test_text_too_long_for_a_cell_says_so() -> None:
    assert for_cell("字" * 40_000).endswith("……（原文 40000 字，此处不全）")


def test_days_before_the_calendar_of_excel_stay_text() -> None:
    assert listings._serial(date(1900, 2, 28)) is None
    assert listings._serial(date(2026, 3, 6)) == 46087
    assert listings._serial(moment("2026-03-06 12:00")) == 46087.5


def test_every_export_is_in_the_audit_with_its_hash(desk: Desk, tmp_path: Path) -> None:
    registered(desk)
    made = exported(desk, tmp_path / "a.xlsx")
    assert made.sha256 == hashlib.sha256((tmp_path / "a.xlsx").read_bytes()).hexdigest()
    (entry,) = entries(desk, "listing.export")
    facts = json.dumps(entry, ensure_ascii=False)
    assert made.sha256 in facts
    assert '"rows": 1' in facts
    assert '"identity": true' in facts


def test_who_may_not_export_is_refused_and_that_is_audited(desk: Desk, tmp_path: Path) -> None:
    registered(desk)
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        exported(nurse, tmp_path / "a.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
    assert entries(desk, "listing.ask")[-1]["ok"] is False


@pytest.mark.parametrize(
    ("role", "columns", "is_allowed"),
    [
        (Role.DEPT_HEAD, ("number", "complainant_name"), False),
        (Role.DEPT_HEAD, ("number", "subject"), True),
        (Role.LEADER_IN_CHARGE, ("number", "complainant_name"), True),
        (Role.OFFICE_HEAD, ("number", "complainant_name"), True),
        (Role.HANDLER, ("number", "complainant_name"), False),
    ],
)
def test_many_records_with_names_need_a_leader(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    columns: tuple[str, ...],
    is_allowed: bool,
) -> None:
    monkeypatch.setattr(listings, "IDENTITY_MOST", 1)
    registered(desk)
    registered(desk)
    other, path = desk_of(desk, role), tmp_path / "a.xlsx"
    if is_allowed:
        exported(other, path, columns)
        assert path.exists()
    else:
        with pytest.raises(NotAllowed, match="投诉人"):
            exported(other, path, columns)


def test_names_stay_masked_for_those_who_may_not_see_them(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "护理部"))
    other = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="HLB")
    exported(other, tmp_path / "a.xlsx", ("number", "complainant_name"))
    assert rows(tmp_path / "a.xlsx")[HEAD][1:] == ["陈*"]


def test_who_a_case_is_about_does_not_read_who_complained(desk: Desk, tmp_path: Path) -> None:
    """Such a case is not theirs to take away at all."""
    head = desk_of(desk, Role.DEPT_HEAD)
    registered(desk, respondent_person_id=head.person_id)
    registered(desk)
    made = exported(head, tmp_path / "a.xlsx", ("number", "complainant_name"))
    assert (made.rows, made.left_out) == (1, 1)


def test_a_masked_anonymous_case_stays_anonymous(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk, anonymous=True)
    step(desk, record_id, "accept", functional_department_id=department(desk, "护理部"))
    other = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="HLB")
    exported(other, tmp_path / "a.xlsx", ("number", "due_on", "complainant_name"))
    assert rows(tmp_path / "a.xlsx")[HEAD][3] == "匿名"


def test_numbers_too_long_to_count_with_stay_text(desk: Desk, tmp_path: Path) -> None:
    registered(desk)
    sheet = listings._Sheet(tmp_path / "a.xlsx", tmp_path, KIND, ("number",))
    sheet.write_row([Decimal("12345678901234567.5")])
    sheet.write_row([Decimal("-200.50")])
    sheet.write_row([date(1899, 1, 1)])
    sheet.finish(3)
    sheet.release()
    assert [row[0] for row in rows(tmp_path / "a.xlsx")][-3:] == [
        "12345678901234567.5", -200.5, "1899-01-01"
    ]  # fmt: skip


def test_what_is_only_seen_is_left_out_and_said(desk: Desk, tmp_path: Path) -> None:
    """An auditor sees every case; as head of a ward only its own may be taken away."""
    registered(desk)
    registered(
        desk,
        respondent_department_id=department(desk, "儿科"),
        first_receiving_department_id=department(desk, "儿科"),
    )
    both = desk_of(desk, Role.AUDITOR, Role.DEPT_HEAD)
    made = exported(both, tmp_path / "a.xlsx", ("number", "subject"))
    assert (made.rows, made.left_out) == (1, 1)
    assert rows(tmp_path / "a.xlsx")[-1][0] == "另有 1 件能看、不能导出，没有列入。"


@pytest.mark.parametrize("stop_at", [0, 1])
def test_cancelling_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(listings, "WINDOW", 1)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    ids = [registered(desk), registered(desk)]

    def report(done: int, _total: int, _text: str) -> None:
        if done == stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        listings.export(desk, KIND, array("q", ids), ("number",), HEADING, path, report)
    assert path.read_bytes() == b"before"
    assert list(temporary.iterdir()) == []
    assert [one for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    assert entries(desk, "listing.export") == []


def test_progress_is_told_every_window(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "WINDOW", 2)
    ids = [registered(desk) for _one in range(3)]
    told: list[tuple[int, int]] = []
    listings.export(
        desk, KIND, ids, ("number",), HEADING, tmp_path / "a.xlsx",
        lambda done, total, _text: told.append((done, total)),
    )  # fmt: skip
    assert told == [(0, 3), (2, 3), (3, 3), (3, 3)]


def test_a_place_that_cannot_be_written_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    registered(desk)
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileProblem, match="没有存成"):
        exported(desk, tmp_path / "a.xlsx")
    with pytest.raises(FileProblem, match="没有存成"):
        exported(desk, tmp_path / "nowhere" / "a.xlsx")
    assert [one.name for one in tmp_path.glob(".*")] == []


def test_an_empty_list_is_a_workbook_with_heads(desk: Desk, tmp_path: Path) -> None:
    made = exported(desk, tmp_path / "a.xlsx")
    assert made.rows == 0
    assert rows(tmp_path / "a.xlsx")[-1][0] == "编号"


def test_the_order_is_said_in_words() -> None:
    assert listings.order_words(KIND, "received_at", True) == "接到从新到旧"
    assert listings.order_words(KIND, "main_cause", False) == "主因升序"
    assert listings.order_words(KIND, "due_on", False) == "反馈期限从旧到新"
