"""The worklist: who sees what as due, waiting or owed, in which order, and what it never shows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.models.organisation import Role
from app.services import drafts, imports, lists, reading, records
from app.services.operations import Desk
from app.services.storage import state
from app.services.worklists import figures, worklist
from app.services.worklists.tasks import DRAFTS, MINE, OVERDUE, OWED, SOON, SYSTEM
from tests.cast import cast_of
from tests.factory import JUDGED, KIND, department, registered, replied, step, take
from tests.hospital import desk_of
from tests.roads import ACTION
from tests.services.imports import files

OFFICE = {"functional_department_id": "医务科"}


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


def days_ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def test_what_is_overdue_stands_first_then_by_due_day(desk: Desk) -> None:
    later = registered(desk, subject="刚来的")
    late = registered(desk, subject="早该答复", received_at=days_ago(20))
    work = worklist.worklist(desk)
    assert [one.record_id for one in work.tasks] == [late, later]
    assert OVERDUE in work.tasks[0].groups
    assert work.counts[OVERDUE] == 1
    assert work.next_due is not None


def test_a_record_waits_for_whoever_may_take_its_next_step(desk: Desk) -> None:
    registered(desk)
    nurse = desk_of(desk, Role.REGISTRAR)
    assert worklist.worklist(desk).counts[MINE] == 1
    mine = worklist.worklist(desk).of(MINE)[0]
    assert mine.next == "受理"
    assert worklist.worklist(nurse).counts[MINE] == 0


def test_a_nurse_sees_what_concerns_her_ward_only(desk: Desk) -> None:
    registered(desk, received_at=days_ago(20))
    own = desk_of(desk, Role.REGISTRAR)
    other = desk_of(desk, Role.REGISTRAR, department="PFK", staff_no="200002")
    assert worklist.worklist(own).counts[OVERDUE] == 1
    assert worklist.worklist(other).tasks == ()


def test_an_administrator_sees_system_matters_and_no_case(desk: Desk) -> None:
    registered(desk, received_at=days_ago(20))
    state.note_check(desk.database, False, "第 3 条审计记录被改过。")
    admin = desk_of(desk, Role.ADMIN)
    work = worklist.worklist(admin)
    assert [one.page for one in work.tasks] == ["audit"]
    assert work.counts[SYSTEM] == 1


def test_a_sheet_owed_is_said_after_the_answer(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **JUDGED | {"service_defect": True})
    work = worklist.worklist(desk)
    assert work.counts[OWED] == 1
    assert "不合格服务" in work.of(OWED)[0].next


def test_a_closed_record_asks_for_nothing(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "withdraw", withdrawal_evidence="书面撤诉书")
    assert worklist.worklist(desk).tasks == ()


def test_a_draft_is_offered_to_its_writer_alone(desk: Desk) -> None:
    drafts.save(desk, KIND, {"subject": "写到一半"})
    work = worklist.worklist(desk)
    assert [(one.title, one.next) for one in work.of(DRAFTS)] == [("写到一半", "写完并登记")]
    assert worklist.worklist(desk_of(desk, Role.OFFICE_HEAD)).counts[DRAFTS] == 0


def test_soon_counts_working_days(desk: Desk) -> None:
    registered(desk, received_at=days_ago(3))
    counts = worklist.worklist(desk).counts
    assert (counts[SOON], counts[OVERDUE]) == (1, 0)


def test_very_many_open_records_are_looked_at_from_both_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest = registered(desk, received_at=days_ago(30))
    registered(desk, received_at=days_ago(5))
    newest = registered(desk)
    monkeypatch.setattr(worklist, "LOOKED_AT_MOST", 2)
    work = worklist.worklist(desk)
    assert {one.record_id for one in work.tasks} == {oldest, newest}
    assert not work.is_whole


def test_the_year_is_counted_by_month_cause_and_department(desk: Desk) -> None:
    replied(desk)
    registered(desk, received_at=days_ago(35))
    year = figures.year(desk, KIND, "main_cause", "respondent_department_id")
    assert [one.received for one in year.months][-2:] == [0, 1]
    assert (year.total, year.months[-1].rate) == (2, 100)
    assert [(one.label, one.count) for one in year.causes] == [("①医德医风", 1)]
    assert [(one.label, one.count) for one in year.departments] == [("急诊科", 2)]


def test_the_same_month_a_year_ago_is_counted_beside_the_year(desk: Desk) -> None:
    for days in (360, 365, 395):  # twice in March 2025, once in February
        registered(desk, received_at=days_ago(days))
    year = figures.year(desk, KIND, "main_cause", "respondent_department_id")
    assert (year.before, year.total) == (2, 0)


def test_a_late_answer_is_not_in_time(desk: Desk, set_clock: Callable[[str], datetime]) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **JUDGED)
    set_clock("2026-03-30 09:00")
    reply = {
        "resolutions": ["APOLOGY"], "main_resolution": "APOLOGY", "reply_method": "PHONE",
        "complainant_opinion": "SATISFIED", "late_reason": "等鉴定",
    }  # fmt: skip
    step(desk, record_id, "reply", replied_at=clock.now(), **reply)
    year = figures.year(desk, KIND, "main_cause", "respondent_department_id")
    assert year.months[-1].rate == 0


def test_an_action_proved_effective_comes_back_on_the_day_of_its_recheck(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    cast = cast_of(desk)
    record_id = ACTION.walk(cast)
    assert worklist.worklist(cast.handler).tasks == ()
    set_clock("2026-06-03 09:00")
    (due,) = worklist.worklist(cast.handler).of(SOON)
    assert (due.record_id, due.next, str(due.due_on)) == (record_id, "复查", "2026-06-04")
    assert worklist.worklist(cast.handler).counts[MINE] == 0
    set_clock("2026-06-10 09:00")
    (late,) = worklist.worklist(cast.handler).of(OVERDUE)
    assert (late.next, MINE in late.groups) == ("复查", True)
    take(cast.handler, ACTION.kind, record_id, "recheck")
    (left,) = worklist.worklist(cast.handler).tasks
    assert (left.next, left.due_on, left.groups) == ("结案", None, {MINE})


def test_the_main_step_of_an_effective_action_is_its_recheck(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    cast = cast_of(desk)
    record_id = ACTION.walk(cast)
    due = reading.load(cast.handler, ACTION.kind, record_id).due
    assert due is not None
    assert (due.what, str(due.due_on)) == ("复查日期", "2026-06-04")
    assert "复查" in due.why
    set_clock("2026-06-04 09:00")
    view = reading.load(cast.handler, ACTION.kind, record_id)
    assert [one.action for one in view.steps if one.on_road and one.reason is None] == ["recheck"]


@pytest.mark.parametrize("answer", [None, "已经道歉"])
def test_an_old_register_brought_in_waits_for_nobody_until_somebody_works_on_it(
    desk: Desk, tmp_path: Path, answer: str | None
) -> None:
    new = registered(desk, subject="今天来的")
    headings = ("编号", "接到时间", "投诉人", "投诉内容", "答复意见")
    old = [(f"T-{n}", "2019-02-28 09:30", "王某", "等候时间长", answer) for n in range(3)]
    imports.bring_in(desk, KIND, files.xlsx(tmp_path / "旧台账.xlsx", [headings, *old]))
    work = worklist.worklist(desk)
    assert [one.record_id for one in work.tasks if one.register] == [new]
    assert work.counts[MINE] == 1
    assert lists.counts(desk, KIND, lists.Query()).total == 4
    first = lists.ids(desk, KIND, lists.Query(descending=False))[0]
    version = reading.load(desk, KIND, first).version
    records.change(desk, KIND, first, version, {"demand": "道歉"}, why="补录诉求")
    assert {one.record_id for one in worklist.worklist(desk).of(MINE)} == {new, first}
