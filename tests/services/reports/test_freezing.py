"""What was handed in stands: figures, words and paper are the same for ever, and what changed is said."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.models.reports.periodic_report import ReportSnapshot
from app.services import lists, printing, reading, records
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from app.services.registers.reports.periodic_report import REGISTER
from app.services.reporting import figures_view
from app.services.reports import stored
from app.services.storage.database import sqlite
from tests.cast import Cast
from tests.factory import made, take
from tests.forms_paper import page_texts
from tests.roads import BULLETIN, GIVEN_BACK, REPORT, WRITTEN

Clock = Callable[[str], datetime]
COMPLAINT = by_name("complaint")


@pytest.fixture
def handed_in(cast: Cast, set_clock: Clock) -> int:
    """The report on 2025 with one complaint, submitted in January."""
    set_clock("2025-05-06 10:00")
    made(cast.head, COMPLAINT)
    set_clock("2026-01-08 10:00")
    record_id = made(cast.handler, REGISTER, period="2025")
    take(cast.handler, REGISTER, record_id, "begin")
    take(cast.handler, REGISTER, record_id, "submit", **WRITTEN)
    return record_id


def total(desk: Desk, record_id: int) -> Any:
    view = figures_view.opened(desk, record_id)
    return view.report.table("overview").figure("received", "now").value


def paper(desk: Desk, record_id: int, folder: Path) -> list[str]:
    path = folder / "paper.pdf"
    path.write_bytes(printing.render(desk, REGISTER, record_id, copies=False).pdf)
    return page_texts(path)


def test_until_it_is_submitted_a_report_counts_what_is_there(cast: Cast, set_clock: Clock) -> None:
    set_clock("2025-05-06 10:00")
    record_id = made(cast.handler, REGISTER, period="2025")
    assert total(cast.head, record_id) == 0
    made(cast.head, COMPLAINT)
    assert total(cast.head, record_id) == 1


def test_a_report_is_handed_in_on_time_or_late_and_not_fed_back(
    cast: Cast, handed_in: int, set_clock: Clock
) -> None:
    due = reading.load(cast.head, REGISTER, handed_in).due
    assert due is not None
    assert due.remaining.word == "按期报送"
    set_clock("2026-07-10 10:00")
    late = made(cast.handler, REGISTER, period="2024")
    take(cast.handler, REGISTER, late, "begin")
    take(cast.handler, REGISTER, late, "submit", **WRITTEN)
    rows = {
        row.id: row.due.word
        for row in lists.rows(cast.head, REGISTER, [handed_in, late]) if row.due
    }  # fmt: skip
    assert rows == {handed_in: "按期报送", late: "超期 525 日报送"}


def test_what_was_submitted_does_not_count_what_came_later(
    cast: Cast, handed_in: int, set_clock: Clock, tmp_path: Path
) -> None:
    before = paper(cast.head, handed_in, tmp_path)
    set_clock("2026-02-01 10:00")
    late = clock_of("2025-12-31 09:00")
    made(cast.head, COMPLAINT, received_at=late)
    view = figures_view.opened(cast.head, handed_in)
    assert total(cast.head, handed_in) == 1
    assert view.changed == 1
    assert "自冻结后变更 1 条" in view.standing()
    assert paper(cast.head, handed_in, tmp_path) == before


def clock_of(wall_clock: str) -> datetime:
    return datetime.fromisoformat(wall_clock).replace(tzinfo=clock.ZONE)


def test_a_record_that_was_counted_and_changed_is_one_change(
    cast: Cast, handed_in: int, set_clock: Clock
) -> None:
    set_clock("2026-02-01 10:00")
    assert figures_view.opened(cast.head, handed_in).changed == 0
    records.change(cast.head, COMPLAINT, 1, 1, {"channel": "PHONE"}, "渠道登记错")
    assert figures_view.opened(cast.head, handed_in).changed == 1
    records.void(cast.head, COMPLAINT, 1, 2, "重复登记")
    view = figures_view.opened(cast.head, handed_in)
    assert (view.changed, total(cast.head, handed_in)) == (1, 1)
    found = figures_view.behind(cast.head, view.report.table("overview").figure("received", "now"))
    assert [str(one.status) for one in found.lines] == ["VOIDED"]


def test_the_paper_of_a_submitted_report_bears_its_own_time_and_anchor(
    cast: Cast, handed_in: int, set_clock: Clock, tmp_path: Path
) -> None:
    first = paper(cast.head, handed_in, tmp_path)
    with cast.admin.database.read() as session:
        anchor = session.get_one(ReportSnapshot, 1).anchor
    set_clock("2027-03-04 11:00")
    second = paper(cast.leader, handed_in, tmp_path)
    assert first == second
    whole = "".join(second).replace(" ", "").replace("\n", "")
    assert anchor.replace(" ", "") in whole
    assert "2026-01-0810:00" in whole


def test_frozen_figures_are_refused_by_the_database_itself(cast: Cast, handed_in: int) -> None:
    assert handed_in
    for change in ("UPDATE report_snapshot SET content = '{}'", "DELETE FROM report_snapshot"):
        with (
            pytest.raises((IntegrityError, sqlite.IntegrityError), match="never change"),
            cast.admin.database.write() as session,
        ):
            session.execute(text(change))


def test_the_words_of_a_submitted_report_are_not_rewritten(cast: Cast, handed_in: int) -> None:
    version = reading.load(cast.head, REGISTER, handed_in).version
    with pytest.raises(InvalidRecord) as refused:
        records.change(cast.head, REGISTER, handed_in, version, {"analysis": "一切正常"}, "改")
    assert "由分管领导退回" in refused.value.problems["analysis"]


def test_a_report_given_back_is_counted_anew_and_keeps_its_first_round(
    cast: Cast, handed_in: int, set_clock: Clock
) -> None:
    set_clock("2026-02-01 10:00")
    made(cast.head, COMPLAINT, received_at=clock_of("2025-12-31 09:00"))
    take(cast.leader, REGISTER, handed_in, "give_back", return_reason="缺 12 月的")
    assert figures_view.opened(cast.head, handed_in).frozen is None
    assert total(cast.head, handed_in) == 2
    take(cast.handler, REGISTER, handed_in, "submit")
    view = figures_view.opened(cast.head, handed_in)
    assert view.frozen is not None
    assert (view.frozen.round, total(cast.head, handed_in)) == (2, 2)
    with cast.admin.database.read() as session:
        first = stored.load(session.get_one(ReportSnapshot, 1).content)
    assert first.table("overview").figure("received", "now").value == 1


def test_a_report_read_back_is_the_same(cast: Cast, handed_in: int) -> None:
    with cast.admin.database.read() as session:
        content = session.get_one(ReportSnapshot, 1).content
    assert handed_in
    assert stored.dump(stored.load(content)) == content


def test_what_was_frozen_before_there_were_totals_reads_as_it_was(
    cast: Cast, handed_in: int
) -> None:
    with cast.admin.database.read() as session:
        plain = json.loads(session.get_one(ReportSnapshot, 1).content)
    assert handed_in
    for table in plain["tables"]:
        del table["total"]
    found = stored.load(json.dumps(plain))
    assert found.table("months").total is None
    assert found.table("months").rows == found.table("months").lines


def test_of_a_period_that_runs_nothing_is_submitted(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-11-30 10:00")
    record_id = made(cast.handler, REGISTER, period="2026")
    take(cast.handler, REGISTER, record_id, "begin")
    with pytest.raises(StepRefused, match="2027-01-01 起可以提交"):
        take(cast.handler, REGISTER, record_id, "submit", **WRITTEN)


def test_without_analysis_and_suggestions_nothing_is_submitted(cast: Cast) -> None:
    record_id = REPORT.walk(cast, until="submit")
    with pytest.raises(StepRefused, match="还没有写分析、建议"):
        take(cast.handler, REGISTER, record_id, "submit")


def test_nobody_approves_what_they_submitted(cast: Cast) -> None:
    record_id = REPORT.walk(cast, until="submit")
    take(cast.head, REGISTER, record_id, "submit", **WRITTEN)
    with pytest.raises(StepRefused, match="审批人不能是呈报人"):
        take(cast.head, REGISTER, record_id, "endorse")


def test_the_opinion_of_the_leader_is_written_by_the_leader_while_it_waits_for_them(
    cast: Cast, handed_in: int, tmp_path: Path
) -> None:
    def write(desk: Desk, opinion: str, record_id: int = handed_in) -> None:
        version = reading.load(desk, REGISTER, record_id).version
        records.change(desk, REGISTER, record_id, version, {"leader_opinion": opinion}, "补写")

    with pytest.raises(InvalidRecord, match="由分管领导写，不由编制科室代写"):
        write(cast.head, "同意")
    frozen = figures_view.opened(cast.leader, handed_in).report
    take(cast.leader, REGISTER, handed_in, "review", leader_opinion="同意，超期的逐件说明。")
    assert figures_view.opened(cast.leader, handed_in).report == frozen
    with pytest.raises(InvalidRecord, match="审阅以后不再改动"):
        write(cast.head, "同意，无意见。")
    printed = "".join(paper(cast.head, handed_in, tmp_path))
    assert "同意，超期的逐件说明。" in printed
    assert "审核（分管领导）：陈静" in printed.replace(" ", "")
    draft = made(cast.handler, REGISTER, period="2024")
    with pytest.raises(InvalidRecord, match="在提交以后、审阅以前"):
        write(cast.handler, "同意", draft)


def test_a_supervision_is_submitted_when_every_lot_was_looked_at(cast: Cast) -> None:
    row = {"goods": "JY-1，输液器"}
    record_id = made(cast.handler, REGISTER, kind="SUPERVISION", period="2001-H1", samples=[row])
    take(cast.handler, REGISTER, record_id, "begin")
    said = {"findings": "未发现问题", "guidance": "继续保持"}
    with pytest.raises(StepRefused, match="第 1 行还没有选"):
        take(cast.handler, REGISTER, record_id, "submit", **said)
    bad = row | {"result": "SOME_BAD", "wrong": "不好"}
    with pytest.raises(StepRefused, match="写明是六项里的哪一项"):
        take(cast.handler, REGISTER, record_id, "submit", samples=[bad], **said)
    bad |= {"wrong": "标识、供方档案"}
    with pytest.raises(StepRefused, match="指导意见都要写"):
        take(cast.handler, REGISTER, record_id, "submit", samples=[bad])
    take(cast.handler, REGISTER, record_id, "submit", samples=[bad], **said)
    (line,) = printing.render(cast.head, REGISTER, record_id).data.values["samples"]
    ticked = {name: set(value.ticked) for name, value in line.items() if name != "goods"}
    assert ticked == {
        "record": {0}, "mark": {1}, "isolation": {0}, "zone": {0}, "supplier_file": {1},
        "closing": {0},
    }  # fmt: skip


def test_a_bulletin_is_issued_and_the_others_are_submitted(cast: Cast) -> None:
    bulletin = BULLETIN.walk(cast, until="issue")
    with pytest.raises(StepRefused, match="办“发出”"):
        take(cast.handler, REGISTER, bulletin, "submit")
    report = GIVEN_BACK.walk(cast, until="submit")
    with pytest.raises(StepRefused, match="办“提交”"):
        take(cast.handler, REGISTER, report, "issue")


def test_each_report_is_printed_on_its_own_form(cast: Cast) -> None:
    for kind, code, form in (
        ("INSPECTION", "2001-Q1", "F18"), ("SUPERVISION", "2001-H1", "F19"),
        ("COMPLAINTS", "2001", "F20"), ("BULLETIN", "2001-01", "F20M"),
    ):  # fmt: skip
        record_id = made(cast.head, REGISTER, kind=kind, period=code)
        found = printing.render(cast.head, REGISTER, record_id)
        assert found.form.code == form
        assert reading.load(cast.head, REGISTER, record_id).forms == (form,)
        wrong = "F18" if form != "F18" else "F20"
        with pytest.raises(StepRefused, match="不印在"):
            printing.render(cast.head, REGISTER, record_id, wrong)


def test_the_workbook_has_charts_of_its_own_with_the_numbers_of_the_tables(
    cast: Cast, handed_in: int, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(printing.render(cast.head, REGISTER, handed_in, copies=False).xlsx)
    book = load_workbook(path)
    sheet, data = book.worksheets
    assert (len(sheet._charts), data.title) == (4, "图表数据")
    assert [cell.value for cell in data[1][:2]] == ["各月投诉（件）", "件数"]
    months = {row[0].value: row[1].value for row in data.iter_rows(min_row=2, max_row=13)}
    assert months["5 月"] == 1
    assert sum(months.values()) == 1


def test_a_masked_copy_of_a_report_shows_nobody(
    cast: Cast, set_clock: Clock, tmp_path: Path
) -> None:
    set_clock("2025-05-06 10:00")
    made(
        cast.head, COMPLAINT, complainant_name="欧阳静", complainant_phone="13912345678",
        subject="欧阳静反映输液外渗", cause_categories=["ETHICS"], main_cause="ETHICS",
    )  # fmt: skip
    record_id = made(cast.handler, REGISTER, period="2025", analysis="陈静答复，电话 13912345678")
    plain = "".join(paper(cast.head, record_id, tmp_path))
    assert "陈静答复" in plain
    assert "欧阳" not in plain
    path = tmp_path / "masked.pdf"
    copy = printing.render(cast.head, REGISTER, record_id, copies=False, masked=True)
    path.write_bytes(copy.pdf)
    masked = "".join(page_texts(path))
    assert "陈静" not in masked
    assert "13912345678" not in masked
    assert copy.masked


def test_who_may_not_see_a_record_is_told_how_many_there_are(
    cast: Cast, handed_in: int, set_clock: Clock
) -> None:
    set_clock("2026-01-09 10:00")
    figure = figures_view.opened(cast.head, handed_in).report.table("overview")
    found = figures_view.behind(cast.nurse, figure.figure("received", "now"))
    assert (found.lines, found.hidden) == ((), 1)
