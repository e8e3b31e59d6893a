"""Clause 四.1, sentence by sentence: who may do what, what is demanded, what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models import complaint as models
from app.models.base import Choice
from app.models.bookkeeping import FollowUp
from app.models.complaint import Complaint, ComplaintStatus
from app.models.organisation import Role
from app.services import reading, records
from app.services.operations import Desk
from app.services.registers import complaint
from tests.factory import (
    FILED,
    JUDGED,
    KIND,
    REPLY,
    complaint_values,
    department,
    registered,
    replied,
    step,
)
from tests.hospital import desk_of

S = ComplaintStatus
Clock = Callable[[str], datetime]


def status(desk: Desk, record_id: int) -> Any:
    return reading.load(desk, KIND, record_id).status


def follow_ups(desk: Desk, record_id: int) -> list[str]:
    return [one.kind for one in reading.load(desk, KIND, record_id).follow_ups]


def test_the_whole_road_from_registration_to_the_archive(desk: Desk) -> None:
    record_id = replied(desk)
    assert status(desk, record_id) is S.REPLIED
    step(desk, record_id, "close", **FILED)
    step(desk, record_id, "archive")
    view = reading.load(desk, KIND, record_id)
    assert view.status is S.ARCHIVED
    assert [one.action for one in view.trail] == [
        "register", "accept", "investigate", "conclude", "reply", "close", "archive",
    ]  # fmt: skip


def test_what_is_needed_to_register_is_said_all_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidRecord) as refused:
        records.register(desk, KIND, {"received_at": clock.now()})
    assert {
        "channel", "complainant_name", "complainant_phone", "relationship", "narrative", "demand",
        "respondent_department_id", "first_receiving_department_id", "receiver_id",
        "complainant_signature",
    } == set(refused.value.problems)  # fmt: skip


def test_an_anonymous_complaint_needs_no_name(desk: Desk) -> None:
    nobody = {"complainant_name": None, "complainant_phone": None, "relationship": None}
    assert registered(desk, anonymous=True, **nobody)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("complainant_phone", "1381234567", "少 1 位"),
        ("complainant_phone", "138123456789", "多 1 位"),
        ("complainant_phone", "电话", "只能有数字"),
        ("complainant_age", 131, "0 到 130"),
        ("patient_age", -1, "0 到 130"),
        ("main_cause", "ETHICS", "已勾选"),
        ("main_resolution", "APOLOGY", "已勾选"),
        ("subject", "字" * 61, "最多 60 字，现在 61 字"),
        ("channel", "让步接收", "不在可选的范围里"),
    ],
)
def test_wrong_values_are_named_at_their_field(
    desk: Desk, field: str, value: Any, said: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        registered(desk, **{field: value})
    assert said in refused.value.problems[field]


def test_received_in_the_future_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidRecord) as refused:
        registered(desk, received_at=clock.now() + timedelta(days=1))
    assert "received_at" in refused.value.problems


def test_compensation_needs_amount_approver_and_voucher(desk: Desk) -> None:
    with pytest.raises(InvalidRecord) as refused:
        registered(desk, resolutions=["HARDSHIP_COMPENSATION"])
    assert {"compensation_amount", "compensation_approver_id", "compensation_voucher"} == set(
        refused.value.problems
    )


def test_five_working_days_for_one_department_ten_for_several(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-06 17:00")
    received = datetime.fromisoformat("2026-03-06T16:20+08:00")
    record_id = registered(desk, received_at=received)
    due = reading.load(desk, KIND, record_id).due
    assert due
    assert str(due.due_on) == "2026-03-13"
    assisting = [department(desk, "检验科"), department(desk, "药剂科")]
    step(
        desk, record_id, "accept",
        functional_department_id=department(desk, "医务科"), assisting_department_ids=assisting,
    )  # fmt: skip
    due = reading.load(desk, KIND, record_id).due
    assert due
    assert (str(due.due_on), str(due.original_due_on)) == ("2026-03-20", "2026-03-13")


def test_the_date_of_a_ticket_counts_when_it_is_earlier(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-06 17:00")
    early = datetime.fromisoformat("2026-03-10T00:00+08:00").date()
    due = reading.load(desk, KIND, registered(desk, ticket_due_on=early)).due
    assert due
    assert due.due_on == early
    assert "转办单" in due.why


def test_a_pause_moves_the_day_and_keeps_the_original(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-06 17:00")
    record_id = registered(desk)
    set_clock("2026-03-09 10:00")
    step(desk, record_id, "pause", pause_reason="等待鉴定")
    view = reading.load(desk, KIND, record_id)
    assert view.due
    assert view.due.remaining.word == "暂停：等待鉴定"
    set_clock("2026-03-11 10:00")
    step(desk, record_id, "resume")
    due = reading.load(desk, KIND, record_id).due
    assert due
    assert str(due.due_on) > "2026-03-13"
    assert str(due.original_due_on) == "2026-03-13"


def test_hr05_reception_without_the_leader_leaves_a_feedback_sheet(desk: Desk) -> None:
    office = department(desk, "医务科")
    record_id = registered(
        desk, first_receiving_department_id=office, leader_present=False,
        leader_absent_reason="手术中",
    )  # fmt: skip
    assert follow_ups(desk, record_id) == ["quality_feedback"]


def test_hr05_the_investigation_waits_for_the_leaders_line(desk: Desk) -> None:
    record_id = registered(desk, first_receiving_department_id=department(desk, "医务科"))
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    with pytest.raises(StepRefused, match="领导是否到场"):
        step(desk, record_id, "investigate")
    step(desk, record_id, "investigate", leader_present=False, leader_absent_reason="手术中")
    assert status(desk, record_id) is S.INVESTIGATING


def test_hr05_a_ward_that_receives_its_own_complaint_needs_no_leader(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    assert follow_ups(desk, record_id) == []


def test_hr06_what_is_in_court_belongs_to_medical_affairs(desk: Desk) -> None:
    nursing = desk_of(desk, Role.OFFICE_HEAD, department="HLB")
    record_id = registered(desk, litigation_filed=True)
    step(nursing, record_id, "accept", functional_department_id=department(desk, "护理部"))
    view = reading.load(desk, KIND, record_id)
    assert view.values["functional_department_id"] == department(desk, "医务科")
    step(nursing, record_id, "investigate")
    with pytest.raises(StepRefused, match="医务科接手"):
        step(nursing, record_id, "conclude", **JUDGED)


def test_hr06_escalation_hands_over_and_the_first_office_assists(desk: Desk) -> None:
    nursing = desk_of(desk, Role.OFFICE_HEAD, department="HLB")
    record_id = registered(desk)
    own = department(desk, "护理部")
    step(nursing, record_id, "accept", functional_department_id=own)
    with pytest.raises(InvalidRecord):
        step(nursing, record_id, "escalate")
    step(nursing, record_id, "escalate", escalation_reason="科室解决不了")
    view = reading.load(desk, KIND, record_id)
    assert view.status is S.ESCALATED
    assert view.values["functional_department_id"] == department(desk, "医务科")
    assert view.values["assisting_department_ids"] == [own]


def test_hr07_unsolved_on_the_spot_needs_a_way_to_get_in_touch(desk: Desk) -> None:
    record_id = registered(desk, on_site_result="RESOLVED")
    with pytest.raises(StepRefused, match="当场解决"):
        step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))


def test_a_defect_becomes_a_nonconforming_service_and_blocks_closing(desk: Desk) -> None:
    """How it is closed in the end, test_linked.py tells."""
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **(JUDGED | {"service_defect": True}))
    step(desk, record_id, "act")
    assert follow_ups(desk, record_id) == ["nonconforming_service", "quality_feedback"]
    step(desk, record_id, "reply", replied_at=clock.now(), **REPLY)
    with pytest.raises(StepRefused, match="不合格服务 BHF-"):
        step(desk, record_id, "close", **FILED)
    assert status(desk, record_id) is S.REPLIED


def test_a_late_reply_says_why(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    record_id = registered(desk)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **JUDGED)
    set_clock("2026-03-20 10:00")
    with pytest.raises(StepRefused, match="超期原因"):
        step(desk, record_id, "reply", replied_at=clock.now(), **REPLY)
    step(desk, record_id, "reply", replied_at=clock.now(), late_reason="等待检验", **REPLY)
    due = reading.load(desk, KIND, record_id).due
    assert due
    assert due.remaining.word.startswith("超期")
    assert due.remaining.tone == "late"


def test_closing_needs_the_duties_and_the_file(desk: Desk) -> None:
    record_id = replied(desk)
    with pytest.raises(StepRefused, match="归档材料还缺"):
        step(desk, record_id, "close")
    with pytest.raises(StepRefused, match="告知事项还缺"):
        step(desk, record_id, "close", archive_parts=FILED["archive_parts"])


def test_an_answer_not_accepted_reopens_by_a_named_way(desk: Desk) -> None:
    record_id = replied(desk)
    step(desk, record_id, "reopen", dispute_path="PEOPLES_MEDIATION", reopening_reason="不认可")
    step(desk, record_id, "investigate")
    assert status(desk, record_id) is S.INVESTIGATING


def test_going_to_court_holds_the_file_and_stops_the_clock(desk: Desk) -> None:
    record_id = registered(desk)
    step(desk, record_id, "litigate", court_case_number="（2026）民初 1 号")
    view = reading.load(desk, KIND, record_id)
    assert view.legal_hold
    assert view.due
    assert view.due.remaining.word.startswith("暂停")
    with pytest.raises(StepRefused, match="冻结"):
        records.void(desk, KIND, record_id, view.version, "试试")


def test_withdrawal_needs_its_evidence(desk: Desk) -> None:
    record_id = registered(desk)
    with pytest.raises(InvalidRecord):
        step(desk, record_id, "withdraw")
    step(desk, record_id, "withdraw", withdrawal_evidence="书面撤诉书，档案盒 3")
    step(desk, record_id, "archive")
    assert status(desk, record_id) is S.ARCHIVED


def test_merging_points_at_another_standing_complaint(desk: Desk) -> None:
    first, second = registered(desk), registered(desk)
    with pytest.raises(StepRefused, match="不能并到自己"):
        step(desk, second, "merge", duplicate_of_id=second)
    with pytest.raises(StepRefused, match="没有找到主单"):
        step(desk, second, "merge", duplicate_of_id=99_999)
    step(desk, second, "merge", duplicate_of_id=first)
    assert status(desk, second) is S.DUPLICATE


def test_disposal_takes_five_years_and_two_people(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    archivist = desk_of(desk, Role.ARCHIVIST, staff_no="300001")
    leader = desk_of(desk, Role.LEADER_IN_CHARGE, Role.ARCHIVIST, staff_no="300002")
    record_id = replied(desk)
    step(desk, record_id, "close", **FILED)
    step(archivist, record_id, "archive")
    with pytest.raises(StepRefused, match="保存期"):
        step(archivist, record_id, "propose_disposal")
    set_clock("2031-03-03 10:00")
    with pytest.raises(StepRefused, match="先由档案员提出"):
        step(leader, record_id, "dispose")
    step(leader, record_id, "propose_disposal")
    with pytest.raises(StepRefused, match="不能是提出人本人"):
        step(leader, record_id, "dispose")


def test_disposal_forgets_the_words_and_keeps_the_chain(desk: Desk, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    archivist = desk_of(desk, Role.ARCHIVIST, staff_no="300001")
    leader = desk_of(desk, Role.LEADER_IN_CHARGE, staff_no="300002")
    record_id = replied(desk, complainant_name="甲乙丙某")
    step(desk, record_id, "close", **FILED)
    step(archivist, record_id, "archive")
    set_clock("2031-03-03 10:00")
    step(archivist, record_id, "propose_disposal")
    step(leader, record_id, "dispose")
    from app.services import audit

    with desk.database.read() as session:
        assert audit.verify(session).ok
        found = session.get_one(Complaint, record_id)
        assert found.complainant_name is None
        texts = session.connection().exec_driver_sql("SELECT old, new FROM audit_value").all()
        assert not any("甲乙丙某" in str(row) for row in texts)


EVERY_STEP = [(state, one.action) for state in S for one in complaint.STEPS]


@pytest.mark.parametrize(("state", "action"), EVERY_STEP)
def test_a_step_starts_only_from_its_own_states(state: ComplaintStatus, action: str) -> None:
    one = KIND.step(action)
    table = {
        "resolve_on_site": {S.REGISTERED}, "accept": {S.REGISTERED},
        "investigate": {S.ACCEPTED, S.REOPENED}, "conclude": {S.INVESTIGATING, S.ESCALATED},
        "act": {S.CONCLUDED}, "reply": {S.CONCLUDED, S.ACTION}, "reopen": {S.REPLIED},
        "close": {S.RESOLVED_ON_SITE, S.REPLIED, S.LITIGATION},
        "archive": {S.CLOSED, S.WITHDRAWN, S.DUPLICATE},
        "propose_disposal": {S.ARCHIVED}, "dispose": {S.ARCHIVED},
        "hold": complaint.OPEN | {S.CLOSED, S.ARCHIVED},
        "release": complaint.OPEN | {S.CLOSED, S.ARCHIVED},
        "escalate": complaint.OPEN - {S.RESOLVED_ON_SITE, S.ESCALATED, S.LITIGATION},
        "litigate": complaint.OPEN - {S.LITIGATION},
    }  # fmt: skip
    assert (state in one.sources) == (state in table.get(action, complaint.OPEN))


@pytest.mark.parametrize("action", [one.action for one in complaint.STEPS])
def test_a_step_from_a_wrong_state_is_refused_below_the_window(desk: Desk, action: str) -> None:
    """Every step is tried from a state that is not among its sources, by somebody with all roles."""
    everyone = desk_of(desk, *Role, department="YWK")
    record_id = registered(everyone)
    wrong = next(
        state for state in (S.DISPOSED, S.VOIDED) if state not in KIND.step(action).sources
    )
    with everyone.database.write() as session:
        session.get_one(Complaint, record_id).status = wrong
    with pytest.raises(StepRefused, match="不能办"):
        records.move(everyone, KIND, record_id, 1, action)


def test_no_state_or_step_speaks_of_concession() -> None:
    lists = [
        one for one in vars(models).values() if isinstance(one, type) and issubclass(one, Choice)
    ]
    words = " ".join(member.label for one in lists for member in one)
    words += " ".join(one.label for one in complaint.STEPS)
    assert not any(bad in words for bad in ("让步", "紧急放行", "特采", "降级使用"))


def test_a_nurse_may_register_but_not_accept(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, department="JZK")
    record_id = registered(nurse)
    with pytest.raises(NotAllowed, match="办理"):
        step(nurse, record_id, "accept", functional_department_id=department(desk, "医务科"))


def test_who_is_complained_of_sees_nobody_and_does_nothing(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR, Role.DEPT_HEAD, department="JZK")
    record_id = registered(desk, respondent_person_id=nurse.person_id)
    view = reading.load(nurse, KIND, record_id)
    assert view.values["complainant_name"] == view.values["complainant_phone"] == "（不显示）"
    assert view.read_only
    assert "您本人" in view.read_only
    with pytest.raises(NotAllowed):
        records.change(nurse, KIND, record_id, view.version, {"remarks": "我没有"})


def test_hr05_trace_is_left_once(desk: Desk) -> None:
    office = department(desk, "医务科")
    record_id = registered(
        desk, first_receiving_department_id=office, leader_present=False,
        leader_absent_reason="手术中",
    )  # fmt: skip
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, {"remarks": "补充"})
    with desk.database.read() as session:
        assert len(session.scalars(select(FollowUp)).all()) == 1


def test_values_of_a_new_record_fit_the_checks(desk: Desk) -> None:
    assert not KIND.check(complaint_values(desk), clock.today())


@pytest.mark.parametrize(
    ("topic", "office"),
    [("NURSING", "护理部"), ("CHARGE", "财务科"), ("ETHICS", "党委办公室"), ("DRUG", "药剂科"),
     ("MEDICAL", "医务科"), ("OUTPATIENT", "门诊部"), ("EQUIPMENT", "设备科"),
     ("SUPPLIES", "供应科"), ("ENVIRONMENT", "总务科"), ("INFECTION", "院感科")],
)  # fmt: skip
def test_the_topic_routes_to_its_office(desk: Desk, topic: str, office: str) -> None:
    record_id = registered(desk, topic=topic)
    view = reading.load(desk, KIND, record_id)
    assert view.values["functional_department_id"] == department(desk, office)


def test_a_follow_up_is_finished_in_words_and_once(desk: Desk) -> None:
    from app.services import follow_ups as owed

    office = department(desk, "医务科")
    record_id = registered(
        desk,
        first_receiving_department_id=office,
        leader_present=False,
        leader_absent_reason="手术中",
    )
    one = reading.load(desk, KIND, record_id).follow_ups[0]
    with pytest.raises(InvalidRecord):
        owed.finish(desk, KIND, record_id, one.id, " ")
    owed.finish(desk, KIND, record_id, one.id, "FK-纸 3 号，何某验证有效")
    with pytest.raises(StepRefused, match="已经办结"):
        owed.finish(desk, KIND, record_id, one.id, "再一次")
    view = reading.load(desk, KIND, record_id)
    assert view.follow_ups[0].outcome == "FK-纸 3 号，何某验证有效"
