"""月度扣分: counted per department and month, nothing twice, every number with its records."""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from app.errors import NotAllowed
from app.services import records
from app.services.worklists import deduction_book, deductions
from app.services.worklists.deductions import Deduction, Summary
from tests.cast import Cast
from tests.factory import department, made, take
from tests.roads import FEEDBACK, MAJOR, MINOR, raised

Clock = Callable[[str], datetime]
WARD = "骨科一病区"


def issued(cast: Cast, *points: str, who: str = WARD) -> int:
    """A feedback sheet of today, sent out."""
    findings = [
        {"description": "未核对腕带", "clause": f"3.{n}", "points": one}
        for n, one in enumerate(points, 1)
    ]
    values = {"responsible_department_id": department(cast.admin, who), "findings": findings}
    record_id = made(cast.handler, FEEDBACK.kind, **values)
    take(cast.handler, FEEDBACK.kind, record_id, "issue", requested_on=date(2026, 12, 31))
    return record_id


def found(cast: Cast, year: int = 2026) -> Summary:
    return deductions.summary(cast.head, year)


def entries(summary: Summary) -> list[Deduction]:
    return [one for row in summary.rows for one in row.records]


def test_a_sheet_counts_in_the_month_it_was_issued(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-31 23:30")
    record_id = issued(cast, "2", "0.5")
    (row,) = found(cast).rows
    assert (row.department, row.month(3), row.total) == (WARD, Decimal("2.5"), Decimal("2.5"))
    (one,) = row.records
    assert (one.register, one.record_id, one.basis) == ("quality_feedback", record_id, "3.1、3.2")


def test_the_year_ends_at_the_hospitals_midnight(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-12-31 23:59")
    issued(cast, "1")
    set_clock("2027-01-01 00:01")
    record_id = FEEDBACK.begin(cast)
    take(cast.handler, FEEDBACK.kind, record_id, "issue", requested_on=date(2027, 1, 9))
    assert found(cast, 2026).total == Decimal(1)
    assert found(cast, 2027).total == Decimal(2)
    assert deductions.years(cast.head) == [2027, 2026]


def test_a_sheet_not_yet_issued_costs_nothing(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    FEEDBACK.walk(cast, "issue")
    assert found(cast).rows == ()


def test_a_voided_sheet_costs_nothing(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    record_id = issued(cast, "2")
    with cast.head.database.read() as session:
        version = session.get_one(FEEDBACK.kind.model, record_id).version
    records.void(cast.head, FEEDBACK.kind, record_id, version, "重复开出")
    assert found(cast).rows == ()


def test_a_service_counts_in_the_month_it_was_scored(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-30 10:00")
    record_id = MAJOR.walk(cast, "score_major")
    set_clock("2026-04-02 10:00")
    take(cast.handler, MAJOR.kind, record_id, "score_major", points=10, score_basis="9.1")
    (row,) = found(cast).rows
    assert (row.month(3), row.month(4)) == (0, 10)
    (one,) = row.records
    assert (one.register, one.record_id, one.basis) == ("nonconforming_service", record_id, "9.1")


def test_the_same_matter_is_not_deducted_twice(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-09 10:00")
    record_id = MINOR.walk(cast, "submit_plan")
    sheet_id = raised(cast, "nonconforming_service", record_id, "quality_feedback")
    with cast.head.database.read() as session:
        sheet = session.get_one(FEEDBACK.kind.model, sheet_id)
        version, number = sheet.version, sheet.number
    finding = [{"description": "未核对腕带", "clause": "3.2", "points": "2"}]
    records.change(cast.handler, FEEDBACK.kind, sheet_id, version, {"findings": finding})
    for move in MINOR.moves[2:4]:
        MINOR.go(cast, record_id, move)
    (row,) = found(cast).rows
    assert row.total == Decimal(2)
    instead = {one.register: one.instead for one in row.records}
    assert instead == {"quality_feedback": "", "nonconforming_service": number}


def test_everybody_sees_the_deductions_of_the_records_they_may_see(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-09 10:00")
    issued(cast, "2")
    issued(cast, "1", who="急诊科")
    assert [row.department for row in found(cast).rows] == [WARD, "急诊科"]
    own = deductions.summary(cast.chief, 2026)
    assert [row.department for row in own.rows] == [WARD]


def test_a_recount_in_plain_python_finds_the_same_numbers(cast: Cast, set_clock: Clock) -> None:
    chance = random.Random(20260309)
    for _turn in range(14):
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        set_clock(f"2026-{month:02}-{day:02} {chance.choice(('00:20', '09:00', '23:40'))}")
        who = chance.choice((WARD, "急诊科", "儿科", "药剂科"))
        points = [chance.choice(("0", "0.5", "1", "2.25")) for _n in range(chance.randint(1, 3))]
        if chance.random() < 0.2:
            MAJOR.walk(cast, "verify")
        else:
            issued(cast, *points, who=who)
    counted: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    with cast.admin.database.engine.connect() as connection:
        for table, moment, points_column in (
            ("quality_feedback", "issued_at", "total_points"),
            ("nonconforming_service", "scored_at", "points"),
        ):
            for name, when, lost, status in connection.execute(
                text(
                    f"SELECT d.name, r.{moment}, r.{points_column}, r.status FROM {table} r "
                    "JOIN department d ON d.id = r.responsible_department_id"
                )
            ):
                if when is not None and lost and status != "VOIDED":
                    local = datetime.fromisoformat(str(when)[:16]) + timedelta(hours=8)
                    counted[name, local.month] += Decimal(str(lost))
    summary = found(cast)
    ours = {
        (row.department, month): row.month(month)
        for row in summary.rows
        for month in range(1, 13)
        if row.month(month)
    }
    assert ours == counted
    assert summary.total == sum(counted.values())
    assert len(entries(summary)) >= 10


def test_the_workbook_says_what_the_page_says(cast: Cast, set_clock: Clock, tmp_path: Path) -> None:
    set_clock("2026-03-09 10:00")
    issued(cast, "2", "0.5")
    issued(cast, "1", who="急诊科")
    path = tmp_path / "扣分.xlsx"
    deduction_book.export(cast.head, found(cast), path)
    book = openpyxl.load_workbook(path)
    months, details = book.worksheets
    rows = list(months.iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[3], row[13]) for row in rows] == [
        (WARD, 2.5, 2.5), ("急诊科", 1, 1), ("合计", 3.5, 3.5),
    ]  # fmt: skip
    listed = list(details.iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[7], row[8]) for row in listed] == [(WARD, 2.5, 2.5), ("急诊科", 1, 1)]
    book.close()


def test_who_may_not_export_takes_no_workbook_away(
    cast: Cast, set_clock: Clock, tmp_path: Path
) -> None:
    set_clock("2026-03-09 10:00")
    path = tmp_path / "扣分.xlsx"
    with pytest.raises(NotAllowed):
        deduction_book.export(cast.nurse, deductions.summary(cast.nurse, 2026), path)
    assert not path.exists()
