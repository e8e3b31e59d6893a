"""HR-22, 四.6: nobody confirms what is their own; what was not effective begins anew."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app import clock
from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models.organisation import Role
from app.services import reading, records
from app.services.operations import Desk
from tests.cast import Cast
from tests.factory import made, take
from tests.hospital import desk_of
from tests.roads import (
    ACTION,
    APPROVED,
    AUDIT,
    DECISION,
    DEFECT,
    FEEDBACK,
    MAJOR,
    MAJOR_ACTION,
    MINOR,
    PROOF,
    Road,
    raised,
    status,
)

Clock = Callable[[str], datetime]
EFFECTIVE = {"effect": "EFFECTIVE", "evidence": "抽查 30 人次"}


# ---- F02 ----------------------------------------------------------------------------------------


def test_who_answered_a_feedback_sheet_does_not_verify_it(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.DEPT_HEAD, Role.OFFICE_HEAD, department="YWK", staff_no="B")
    record_id = FEEDBACK.walk(cast, "respond")
    take(both, FEEDBACK.kind, record_id, "respond", **FEEDBACK.moves[2].values(cast))
    with pytest.raises(StepRefused, match="验证人不能是责任人或回复人本人"):
        take(both, FEEDBACK.kind, record_id, "verify", **EFFECTIVE)


def test_who_carried_it_out_does_not_verify_it(cast: Cast) -> None:
    record_id = FEEDBACK.walk(cast, "respond")
    answer = FEEDBACK.moves[2].values(cast) | {"completer_id": cast.head.person_id}
    take(cast.chief, FEEDBACK.kind, record_id, "respond", **answer)
    with pytest.raises(StepRefused, match="请换一位"):
        take(cast.head, FEEDBACK.kind, record_id, "verify", **EFFECTIVE)


@pytest.mark.parametrize("effect", ["PARTLY", "INEFFECTIVE"])
def test_what_had_not_its_effect_goes_back(cast: Cast, effect: str) -> None:
    record_id = FEEDBACK.walk(cast, "verify")
    with pytest.raises(StepRefused, match="办“退回”"):
        take(cast.head, FEEDBACK.kind, record_id, "verify", effect=effect, evidence="仍未核对")
    with pytest.raises(InvalidRecord, match="退回原因"):
        take(cast.head, FEEDBACK.kind, record_id, "send_back")
    take(cast.head, FEEDBACK.kind, record_id, "send_back", return_reason="仍未核对")
    with pytest.raises(StepRefused, match="不能办“验证有效”"):
        take(cast.head, FEEDBACK.kind, record_id, "verify", **EFFECTIVE)
    take(cast.chief, FEEDBACK.kind, record_id, "respond", corrective_action="每班抽查")
    take(cast.head, FEEDBACK.kind, record_id, "verify", **EFFECTIVE)
    with cast.admin.database.read() as session:
        assert session.get_one(FEEDBACK.kind.model, record_id).round == 2


def test_a_sheet_without_findings_does_not_go_out(cast: Cast) -> None:
    record_id = made(cast.handler, FEEDBACK.kind, findings=[])
    with pytest.raises(InvalidRecord, match="存在问题"):
        take(cast.handler, FEEDBACK.kind, record_id, "issue", requested_on=clock.today())


def test_points_are_added_up_and_the_day_asked_for_is_the_deadline(cast: Cast) -> None:
    rows = [{"description": "一", "points": "2"}, {"description": "二", "points": "1.5"}]
    record_id = made(cast.handler, FEEDBACK.kind, findings=rows, requested_on=clock.today())
    view = reading.load(cast.handler, FEEDBACK.kind, record_id)
    assert str(view.values["total_points"]) == "3.50"
    assert view.due
    assert view.due.due_on == clock.today()
    assert "前完成" in view.due.why


# ---- F03 ----------------------------------------------------------------------------------------


def test_who_proposed_the_measures_does_not_approve_them(cast: Cast) -> None:
    record_id = ACTION.walk(cast, "plan")
    take(cast.head, ACTION.kind, record_id, "plan", **ACTION.moves[1].values(cast))
    for action, opinion in (("approve", "review_opinion"), ("reject", "approval_opinion")):
        with pytest.raises(StepRefused, match="批准人不能是呈报人本人"):
            take(cast.head, ACTION.kind, record_id, action, **{opinion: "同意"})
    take(cast.leader, ACTION.kind, record_id, "approve", review_opinion="同意")
    assert status(cast.head, ACTION.kind, record_id) == "APPROVED"


def test_who_wrote_the_sheet_may_approve_what_the_ward_proposed(cast: Cast) -> None:
    record_id = made(cast.head, ACTION.kind)
    for move in ACTION.moves[:2]:
        ACTION.go(cast, record_id, move)
    take(cast.head, ACTION.kind, record_id, "approve", review_opinion="同意")
    assert status(cast.head, ACTION.kind, record_id) == "APPROVED"


@pytest.mark.parametrize("severity", ["MAJOR", "SUSPECTED"])
def test_a_major_one_is_approved_by_the_leader_in_charge(cast: Cast, severity: str) -> None:
    record_id = made(cast.handler, ACTION.kind, severity=severity)
    for move in ACTION.moves[:2]:
        ACTION.go(cast, record_id, move)
    with pytest.raises(StepRefused, match="由分管领导批准"):
        take(cast.head, ACTION.kind, record_id, "approve", review_opinion="同意")
    take(cast.handler, ACTION.kind, record_id, "review", review_opinion="同意")
    take(cast.leader, ACTION.kind, record_id, "approve", approval_opinion="同意")
    assert status(cast.head, ACTION.kind, record_id) == "APPROVED"


def proposed(cast: Cast) -> int:
    """A major one whose measures wait for the office."""
    return MAJOR_ACTION.walk(cast, "review")


def test_a_leader_approves_what_the_office_has_reviewed(cast: Cast) -> None:
    """F03 八 and 九 are two signatures (四.2.(3))."""
    record_id = proposed(cast)
    with pytest.raises(StepRefused, match="职能科室还没有审核措施（F03 第八栏）"):
        take(cast.leader, ACTION.kind, record_id, "approve", **APPROVED)
    take(cast.handler, ACTION.kind, record_id, "review", review_opinion="措施具体")
    with pytest.raises(StepRefused, match="已经审核，等分管领导批准"):
        take(cast.head, ACTION.kind, record_id, "review")
    with pytest.raises(InvalidRecord, match="还没有写批准意见（F03 第九栏"):
        take(cast.leader, ACTION.kind, record_id, "approve")
    take(cast.leader, ACTION.kind, record_id, "approve", approval_opinion="同意")


def test_what_was_sent_back_is_reviewed_again(cast: Cast) -> None:
    record_id = proposed(cast)
    take(cast.handler, ACTION.kind, record_id, "review", review_opinion="措施具体")
    take(cast.leader, ACTION.kind, record_id, "reject", approval_opinion="没有期限")
    take(cast.chief, ACTION.kind, record_id, "plan")
    with pytest.raises(StepRefused, match="职能科室还没有审核措施"):
        take(cast.leader, ACTION.kind, record_id, "approve")


def test_who_reviewed_does_not_approve(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.OFFICE_HEAD, Role.LEADER_IN_CHARGE, department="YWK",
                   staff_no="B")  # fmt: skip
    record_id = proposed(cast)
    take(both, ACTION.kind, record_id, "review", review_opinion="措施具体")
    with pytest.raises(StepRefused, match="批准人不能是审核人本人"):
        take(both, ACTION.kind, record_id, "approve", approval_opinion="同意")


def test_who_proposed_does_not_review(cast: Cast) -> None:
    record_id = MAJOR_ACTION.walk(cast, "plan")
    take(cast.head, ACTION.kind, record_id, "plan", **ACTION.moves[1].values(cast))
    with pytest.raises(StepRefused, match="不能是呈报人本人"):
        take(cast.head, ACTION.kind, record_id, "review", review_opinion="措施具体")


def test_a_minor_one_is_approved_by_the_office_alone(cast: Cast) -> None:
    record_id = ACTION.walk(cast, "approve")
    with pytest.raises(StepRefused, match="由职能科室负责人直接批准"):
        take(cast.handler, ACTION.kind, record_id, "review", review_opinion="同意")


def test_measures_sent_back_are_planned_anew(cast: Cast) -> None:
    record_id = ACTION.walk(cast, "approve")
    take(cast.head, ACTION.kind, record_id, "reject", approval_opinion="没有期限")
    assert status(cast.head, ACTION.kind, record_id) == "CAUSE_ANALYZED"
    take(cast.chief, ACTION.kind, record_id, "plan")


def implemented(cast: Cast, **other: object) -> int:
    """An action implemented, with something else than usual."""
    record_id = ACTION.walk(cast, "implement")
    take(cast.chief, ACTION.kind, record_id, "implement",
         **(ACTION.moves[4].values(cast) | other))  # fmt: skip
    return record_id


def test_who_implemented_does_not_prove_the_effect(cast: Cast) -> None:
    record_id = implemented(cast, implementer_id=cast.handler.person_id)
    with pytest.raises(StepRefused, match="验证人不能是实施人或措施责任人"):
        take(cast.handler, ACTION.kind, record_id, "prove", **PROOF)


def test_who_answers_for_a_measure_does_not_prove_the_effect(cast: Cast) -> None:
    record_id = ACTION.walk(cast, "plan")
    row = {"content": "培训", "person_id": cast.handler.person_id, "due_on": clock.today()}
    take(cast.chief, ACTION.kind, record_id, "plan",
         **(ACTION.moves[1].values(cast) | {"preventive_measures": [row]}))  # fmt: skip
    for move in ACTION.moves[2:5]:
        ACTION.go(cast, record_id, move)
    with pytest.raises(StepRefused, match="请换一位"):
        take(cast.handler, ACTION.kind, record_id, "prove", **PROOF)


def test_who_reported_the_implementation_does_not_prove_the_effect(cast: Cast) -> None:
    record_id = ACTION.walk(cast, "implement")
    take(cast.handler, ACTION.kind, record_id, "implement", **ACTION.moves[4].values(cast))
    with pytest.raises(StepRefused, match="请换一位"):
        take(cast.handler, ACTION.kind, record_id, "prove", **PROOF)


def test_an_ineffective_action_opens_a_new_one_linked_both_ways(cast: Cast) -> None:
    record_id = implemented(cast)
    with pytest.raises(StepRefused, match="办“判为无效”"):
        take(cast.handler, ACTION.kind, record_id, "prove", **(PROOF | {"effect": "INEFFECTIVE"}))
    take(cast.handler, ACTION.kind, record_id, "fail", effect="INEFFECTIVE", evidence="仍未核对")
    old = reading.load(cast.head, ACTION.kind, record_id)
    (new,) = [one for one in old.linked if not one.is_origin]
    assert (str(old.status), new.register, str(new.status)) == (
        "INEFFECTIVE", "corrective_action", "OPEN",
    )  # fmt: skip
    view = reading.load(cast.head, ACTION.kind, new.record_id)
    (origin,) = [one for one in view.linked if one.is_origin]
    assert (origin.record_id, view.values["source_number"]) == (record_id, old.number)
    assert view.values["narrative"].startswith("3 月 6 日夜班")


def test_an_ineffective_action_is_closed_when_the_new_one_is_verified(cast: Cast) -> None:
    record_id = implemented(cast)
    take(cast.handler, ACTION.kind, record_id, "fail", effect="INEFFECTIVE", evidence="仍未核对")
    with pytest.raises(StepRefused, match="尚未验证有效"):
        take(cast.handler, ACTION.kind, record_id, "close")
    new = raised(cast, ACTION.register, record_id, "corrective_action")
    for move in ACTION.moves:
        ACTION.go(cast, new, move)
    take(cast.handler, ACTION.kind, record_id, "close")
    assert status(cast.head, ACTION.kind, record_id) == "CLOSED"


def test_an_effective_action_is_looked_at_again_after_ninety_days(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-02 10:00")
    record_id = ACTION.walk(cast)
    assert str(reading.load(cast.head, ACTION.kind, record_id).values["recheck_on"]) == "2026-05-31"
    with pytest.raises(StepRefused, match="还没有复查"):
        take(cast.handler, ACTION.kind, record_id, "close")
    with pytest.raises(StepRefused, match="复查日期 2026-05-31 还没有到"):
        take(cast.handler, ACTION.kind, record_id, "recheck")
    set_clock("2026-05-31 10:00")
    take(cast.handler, ACTION.kind, record_id, "recheck")
    take(cast.handler, ACTION.kind, record_id, "close")
    assert status(cast.head, ACTION.kind, record_id) == "CLOSED"


def test_the_recheck_counts_the_same_cause_before_and_after(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-02-20 10:00")
    same = {"cause_category": "ETHICS"}
    made(cast.head, MINOR.kind, **same)
    made(cast.head, MINOR.kind, **same)
    voided = made(cast.head, MINOR.kind, **same)
    records.void(cast.head, MINOR.kind, voided, 1, "登记错了")
    set_clock("2026-03-02 10:00")
    record_id = ACTION.walk(cast)
    set_clock("2026-04-10 10:00")
    made(cast.head, MINOR.kind, **same)
    set_clock("2026-05-31 10:00")
    take(cast.handler, ACTION.kind, record_id, "recheck")
    values = reading.load(cast.head, ACTION.kind, record_id).values
    assert (values["same_before"], values["same_after"]) == (2, 1)
    with pytest.raises(StepRefused, match="此后又有 1 件同类，写“复发说明”"):
        take(cast.handler, ACTION.kind, record_id, "close")
    take(cast.handler, ACTION.kind, record_id, "close", recurrence_note="与本原因无关")


def test_a_major_case_counts_by_the_cause_on_its_action_sheet(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-02-20 10:00")
    service = MAJOR.walk(cast, "review")
    sheet = raised(cast, MAJOR.register, service, "corrective_action")
    take(cast.chief, ACTION.kind, sheet, "analyze", **ACTION.moves[0].values(cast))
    set_clock("2026-03-02 10:00")
    record_id = ACTION.walk(cast)
    set_clock("2026-05-31 10:00")
    take(cast.handler, ACTION.kind, record_id, "recheck")
    values = reading.load(cast.head, ACTION.kind, record_id).values
    assert (values["same_before"], values["same_after"]) == (1, 0)


# ---- F04, 不合格服务 ------------------------------------------------------------------------------


def test_the_auditor_does_not_answer_for_the_ward(cast: Cast) -> None:
    record_id = made(cast.head, AUDIT.kind)
    with pytest.raises(StepRefused, match="审核员不能替受审科室办这一步"):
        take(cast.head, AUDIT.kind, record_id, "confirm")


def test_the_auditor_accepts_what_the_ward_has_signed(cast: Cast) -> None:
    """四.2.(3) 次段: the audited department writes cause and measures; nobody accepts their own."""
    record_id = AUDIT.walk(cast, "plan")
    plan = AUDIT.moves[1].values(cast)
    with pytest.raises(StepRefused, match="受审科室还没有提交纠正措施"):
        take(cast.head, AUDIT.kind, record_id, "accept", **plan)
    with pytest.raises(StepRefused, match="审核员不能替受审科室办这一步"):
        take(desk_of_auditor(cast, record_id), AUDIT.kind, record_id, "plan", **plan)
    take(cast.head, AUDIT.kind, record_id, "plan", **plan)
    with pytest.raises(StepRefused, match="认可人不能是提交措施的本人"):
        take(cast.head, AUDIT.kind, record_id, "accept")
    take(cast.handler, AUDIT.kind, record_id, "accept")
    assert status(cast.head, AUDIT.kind, record_id) == "ACTION_ACCEPTED"


def desk_of_auditor(cast: Cast, record_id: int) -> Desk:
    """Somebody who may take the step, named as the auditor of this report."""
    one = desk_of(cast.admin, Role.OFFICE_HEAD, department="YWK", staff_no="AU")
    version = reading.load(cast.head, AUDIT.kind, record_id).version
    records.change(
        cast.head, AUDIT.kind, record_id, version, {"lead_auditor_id": one.person_id}, "组长"
    )
    return one


def test_after_a_failed_verification_measures_are_proposed_anew(cast: Cast) -> None:
    record_id = AUDIT.walk(cast, "verify")
    take(cast.handler, AUDIT.kind, record_id, "send_back", verification="仍有 2 份没有签名")
    with pytest.raises(StepRefused, match="受审科室还没有提交纠正措施"):
        take(cast.handler, AUDIT.kind, record_id, "accept")


# ---- F12 ----------------------------------------------------------------------------------------


def test_who_reported_a_defect_does_not_judge_it(cast: Cast) -> None:
    record_id = DEFECT.walk(cast, "report")
    take(cast.handler, DEFECT.kind, record_id, "report", **DEFECT.moves[0].values(cast))
    judged = DEFECT.moves[1].values(cast)
    with pytest.raises(StepRefused, match="定级人不能是上报人本人"):
        take(cast.handler, DEFECT.kind, record_id, "judge", **judged)
    take(cast.head, DEFECT.kind, record_id, "judge", **judged)


def test_who_submitted_a_case_for_discussion_does_not_decide_it(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "review")
    take(cast.head, MAJOR.kind, record_id, "review", reviewed_at=clock.now())
    with pytest.raises(StepRefused, match="不能是提交讨论的本人"):
        take(cast.head, MAJOR.kind, record_id, "decide", **DECISION)


@pytest.mark.parametrize(("road", "action"), [(MINOR, "correct"), (MAJOR, "report_orally")])
def test_the_head_of_the_ward_corrects_and_reports(cast: Cast, road: Road, action: str) -> None:
    """四.2.(3): 科室负责人."""
    record_id = road.begin(cast)
    with pytest.raises(NotAllowed, match=r"由.*科室负责人"):
        take(cast.nurse, road.kind, record_id, action, **road.moves[0].values(cast))
    road.go(cast, record_id, road.moves[0])


def test_who_completed_it_does_not_follow_it_up(cast: Cast) -> None:
    record_id = AUDIT.walk(cast, "finish")
    done = AUDIT.moves[3].values(cast) | {"completer_id": cast.head.person_id}
    take(cast.chief, AUDIT.kind, record_id, "finish", **done)
    for action in ("verify", "send_back"):
        with pytest.raises(StepRefused, match="验证人不能是责任人本人"):
            take(cast.head, AUDIT.kind, record_id, action, verification="已查")


def test_who_reported_the_completion_does_not_follow_it_up(cast: Cast) -> None:
    record_id = AUDIT.walk(cast, "finish")
    take(cast.head, AUDIT.kind, record_id, "finish", **AUDIT.moves[3].values(cast))
    with pytest.raises(StepRefused, match="请换一位"):
        take(cast.head, AUDIT.kind, record_id, "verify", verification="已查")


def test_a_completion_not_accepted_goes_back_to_the_ward(cast: Cast) -> None:
    record_id = AUDIT.walk(cast, "verify")
    take(cast.handler, AUDIT.kind, record_id, "send_back", verification="仍有 2 份没有签名")
    assert status(cast.head, AUDIT.kind, record_id) == "CONFIRMED"
    for move in AUDIT.moves[1:]:
        AUDIT.go(cast, record_id, move)


def test_an_audit_report_is_closed_within_seven_days(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 20:00")
    record_id = made(cast.handler, AUDIT.kind)
    view = reading.load(cast.handler, AUDIT.kind, record_id)
    assert view.due
    assert str(view.due.due_on) == "2026-03-13"
    audited = datetime.fromisoformat("2026-03-04T10:00+08:00")
    records.change(cast.handler, AUDIT.kind, record_id, 1, {"audited_at": audited}, "日期写错")
    due = reading.load(cast.handler, AUDIT.kind, record_id).due
    assert due
    assert (str(due.due_on), str(due.original_due_on)) == ("2026-03-11", "2026-03-13")


def test_who_corrected_a_minor_one_does_not_verify_it(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "correct")
    correction = {"correction": "当场核对", "corrected_by_id": cast.head.person_id}
    take(cast.chief, MINOR.kind, record_id, "correct", **correction)
    for move in MINOR.moves[1:4]:
        MINOR.go(cast, record_id, move)
    with pytest.raises(StepRefused, match="验证人不能是纠正人本人"):
        take(cast.head, MINOR.kind, record_id, "verify", verification="已查")
    other = desk_of(cast.admin, Role.OFFICE_HEAD, department="YWK", staff_no="O9")
    take(other, MINOR.kind, record_id, "verify", verification="已查")


@pytest.mark.parametrize(("road", "action"), [(MINOR, "submit_plan"), (MAJOR, "report_orally")])
def test_who_took_the_wards_step_does_not_verify(cast: Cast, road: object, action: str) -> None:
    assert road in (MINOR, MAJOR)
    chosen = MINOR if road is MINOR else MAJOR
    record_id = chosen.begin(cast)
    for move in chosen.moves:
        move.first(cast, record_id)
        who = "head" if move.action == action else move.who
        if move.action == "verify":
            break
        take(getattr(cast, who), chosen.kind, record_id, move.action, **move.values(cast))
    with pytest.raises(StepRefused, match="请换一位"):
        take(cast.head, chosen.kind, record_id, "verify", verification="已查")
