"""Reports make themselves when their period is over: once, for those with something to report, late or not."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.errors import InvalidRecord
from app.models.organisation import Role
from app.models.reports.periodic_report import PeriodicReport, ReportKind, ReportStatus
from app.services import audit, lists, reading, records
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from app.services.registers.reports.periodic_report import REGISTER
from app.services.reporting import due
from app.services.worklists import worklist
from tests.cast import Cast
from tests.factory import department, made, periodic_report_values
from tests.hospital import desk_of
from tests.roads import LOT as ACCEPTED
from tests.roads import RETURNED as REJECTED

Clock = Callable[[str], datetime]
LOT, COMPLAINT = by_name("material_lot"), by_name("complaint")


def standing(desk: Desk) -> set[tuple[str, str, str]]:
    """Kind, period and department of every report that is there."""
    return {(one.kind.value, one.period.code, one.office) for one in due.standing(desk)}


def routed(cast: Cast, office: str = "医务科") -> int:
    return made(cast.head, COMPLAINT, functional_department_id=department(cast.admin, office))


def test_where_nothing_happened_nothing_is_due(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-07-02 09:00")
    due.make(cast.admin)
    assert standing(cast.admin) == set()


def test_the_quarter_is_due_for_who_buys_and_the_half_year_for_all(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-06-20 09:00")
    made(cast.keeper, LOT)
    set_clock("2026-07-01 00:10")
    due.make(cast.admin)
    assert standing(cast.admin) == {
        ("INSPECTION", "2026-Q2", "供应科"), ("SUPERVISION", "2026-H1", "医务科"),
    }  # fmt: skip


def test_asked_twice_it_is_made_once(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-06-20 09:00")
    routed(cast)
    set_clock("2026-07-01 08:00")
    due.make(cast.admin)
    with cast.admin.database.read() as session:
        before = audit.head(session)
    due.make(cast.nurse)
    with cast.admin.database.read() as session:
        assert audit.head(session) == before
    assert standing(cast.admin) == {("BULLETIN", "2026-06", "医务科")}


def test_after_months_switched_off_nothing_is_missed(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-10 09:00")
    made(cast.keeper, LOT)
    routed(cast)
    set_clock("2026-04-02 09:00")
    due.make(cast.admin)
    set_clock("2026-05-10 09:00")
    routed(cast, "护理部")
    set_clock("2027-01-05 09:00")
    due.make(cast.admin)
    assert standing(cast.admin) == {
        ("BULLETIN", "2026-03", "医务科"), ("BULLETIN", "2026-05", "护理部"),
        ("INSPECTION", "2026-Q1", "供应科"), ("INSPECTION", "2026-Q2", "供应科"),
        ("INSPECTION", "2026-Q3", "供应科"), ("INSPECTION", "2026-Q4", "供应科"),
        ("SUPERVISION", "2026-H2", "医务科"), ("COMPLAINTS", "2026", "医务科"),
    }  # fmt: skip


def test_a_hospital_that_begins_to_report_owes_only_what_is_just_over(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2025-02-10 09:00")
    made(cast.keeper, LOT)
    set_clock("2026-05-02 09:00")
    due.make(cast.admin)
    assert ("INSPECTION", "2026-Q1", "供应科") in standing(cast.admin)
    assert ("INSPECTION", "2025-Q4", "供应科") not in standing(cast.admin)


def test_what_was_made_void_is_not_made_again(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-06-20 09:00")
    routed(cast)
    set_clock("2026-07-01 08:00")
    due.make(cast.admin)
    (record_id,) = lists.ids(cast.head, REGISTER, lists.Query())
    records.void(cast.head, REGISTER, record_id, 1, "本月合并通报")
    due.make(cast.admin)
    assert standing(cast.admin) == set()


def test_it_belongs_to_who_writes_it_whoever_signed_in(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-06-20 09:00")
    made(cast.keeper, LOT)
    set_clock("2026-07-03 08:00")
    reader = desk_of(cast.admin, Role.VIEWER, department="PFK", staff_no="V9")
    due.make(reader)
    (record_id,) = [
        one.record_id for one in due.standing(cast.admin) if one.kind is ReportKind.INSPECTION
    ]
    view = reading.load(cast.buyer, REGISTER, record_id)
    assert view.number.startswith("BG-WZK-202607-")
    assert view.values["subject"] == "2026 年第 2 季度检验汇总分析（供应科）"
    assert view.due is not None
    with cast.admin.database.read() as session:
        report = session.get_one(PeriodicReport, record_id)
        assert (report.due_on, report.status) == (date(2026, 7, 15), ReportStatus.DUE)
        assert audit.verify(session).ok


def test_a_missing_report_is_red_on_the_first_page(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-06-20 09:00")
    made(cast.keeper, LOT)
    set_clock("2026-07-16 09:00")
    due.make(cast.admin)
    for desk in (cast.buyer, cast.leader):
        tasks = [one for one in worklist.worklist(desk).of(worklist.OVERDUE)
                 if one.register == REGISTER.name]  # fmt: skip
        assert "2026 年第 2 季度检验汇总分析（供应科）" in [one.title for one in tasks]
    assert lists.overdue(cast.leader, (REGISTER,))[REGISTER.name] == 2


def test_the_sample_of_a_half_year_is_drawn_by_nobody(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-20 09:00")
    inspected = [
        ACCEPTED.walk(cast, until="shelve"), REJECTED.walk(cast, until="send_back_goods"),
    ]  # fmt: skip
    made(cast.keeper, LOT)
    numbers = [reading.load(cast.keeper, LOT, one).number for one in inspected]
    set_clock("2026-07-03 08:00")
    due.make(cast.admin)
    with cast.admin.database.read() as session:
        query = select(PeriodicReport).where(PeriodicReport.kind == ReportKind.SUPERVISION)
        samples = session.scalars(query).one().samples
    assert [one["goods"].split("，")[0] for one in samples] == numbers
    assert all("批号 4087202" in one["goods"] and "result" not in one for one in samples)


def test_a_bulletin_goes_to_those_complained_of(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-06-20 09:00")
    routed(cast, "护理部")
    set_clock("2026-07-01 08:00")
    due.make(cast.admin)
    with cast.admin.database.read() as session:
        report = session.scalars(select(PeriodicReport)).one()
        wanted = {department(cast.admin, "急诊科"), department(cast.admin, "医务科")}
        assert set(report.recipient_department_ids) == wanted


def test_a_period_is_reported_on_once(cast: Cast) -> None:
    values = periodic_report_values(cast.head)
    number = records.register(cast.head, REGISTER, values).number
    with pytest.raises(InvalidRecord) as refused:
        records.register(cast.head, REGISTER, values)
    assert refused.value.problems == {"period": f"这一期已经有 {number}，打开它接着编制"}


def test_a_period_is_written_as_its_kind_asks(cast: Cast) -> None:
    values = periodic_report_values(cast.head, kind="INSPECTION", period="2026-13")
    with pytest.raises(InvalidRecord) as refused:
        records.register(cast.head, REGISTER, values)
    assert "2026-Q3" in refused.value.problems["period"]
