"""HR-02 across registers: what one record demands in another is real, and waits for its proof."""

import pytest

from app import clock
from app.errors import StepRefused
from app.services import follow_ups, lists, reading, records
from app.services.links import chain, raising
from app.services.registers import safety_education
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import (
    FILED,
    JUDGED,
    KIND,
    REPLY,
    VALUES,
    department,
    made,
    registered,
    replied,
    step,
    take,
)
from tests.roads import ACTION, AUDIT, FEEDBACK, MAJOR, MINOR, all_settled, raised, status

SHEET, SERVICE = FEEDBACK.kind, MINOR.kind


def ward(cast: Cast) -> int:
    return department(cast.admin, "骨科一病区")


def judged(cast: Cast, **answers: object) -> int:
    """A complaint judged to be a service defect, its answer given; a sheet F02 has gone out."""
    admin = cast.admin
    record_id = registered(admin, respondent_department_id=ward(cast))
    step(admin, record_id, "accept", functional_department_id=department(admin, "医务科"))
    step(admin, record_id, "investigate")
    step(admin, record_id, "conclude", **(JUDGED | {"service_defect": True} | answers))
    step(admin, record_id, "act")
    step(admin, record_id, "reply", replied_at=clock.now(), **REPLY)
    return record_id


def void(cast: Cast, kind: Register, record_id: int) -> None:
    version = reading.load(cast.admin, kind, record_id).version
    records.void(cast.admin, kind, record_id, version, "开错了")


def close_service(cast: Cast, record_id: int) -> None:
    """Walk a minor nonconformity to its end; the sheet it shares with its complaint is filed."""
    for move in MINOR.moves:
        take(getattr(cast, move.who), SERVICE, record_id, move.action, **move.values(cast))


def test_what_a_complaint_owes_becomes_real_records(cast: Cast) -> None:
    record_id = judged(cast)
    view = reading.load(cast.admin, KIND, record_id)
    made_of = {one.register: one.number for one in view.linked}
    assert set(made_of) == {"nonconforming_service", "quality_feedback"}
    service = reading.load(
        cast.admin, SERVICE, raised(cast, "complaint", record_id, "nonconforming_service")
    )
    assert (service.values["source"], service.values["source_number"]) == (
        "COMPLAINT", view.number,
    )  # fmt: skip
    assert service.values["responsible_department_id"] == department(cast.admin, "骨科一病区")
    assert service.values["functional_department_id"] == department(cast.admin, "医务科")


def test_the_sheets_of_a_ward_s_report_are_the_offices(cast: Cast) -> None:
    """四.2.(3)③: the office checks, however the ward that reported began the sheet."""
    nursing = department(cast.admin, "护理部")
    record_id = made(
        cast.chief,
        SERVICE,
        severity="SUSPECTED",
        functional_department_id=nursing,
        subject="给错药",
    )
    MAJOR.go(cast, record_id, MAJOR.moves[0])
    sheet = raised(cast, SERVICE.name, record_id, SHEET.name)
    take(cast.nursing, SHEET, sheet, "issue", requested_on=clock.today())
    view = reading.load(cast.admin, SHEET, sheet)
    assert view.values["inspecting_department_id"] == nursing
    assert view.values["inspector_id"] == cast.nursing.person_id
    action = raised(cast, SERVICE.name, record_id, ACTION.kind.name)
    values = reading.load(cast.admin, ACTION.kind, action).values
    assert values["functional_department_id"] == nursing


def test_a_sheet_is_called_by_what_it_is_about(cast: Cast) -> None:
    record_id = registered(
        cast.admin, respondent_department_id=ward(cast), subject="等候一小时",
        first_receiving_department_id=department(cast.admin, "医务科"),
    )  # fmt: skip
    step(cast.admin, record_id, "accept", functional_department_id=department(cast.admin, "医务科"))
    step(cast.admin, record_id, "investigate", leader_present=False, leader_absent_reason="手术")
    step(cast.admin, record_id, "conclude", **JUDGED)
    step(cast.admin, record_id, "act")
    linked = reading.load(cast.admin, KIND, record_id).linked
    subjects = [reading.load(cast.admin, SHEET, one.record_id).values["subject"] for one in linked]
    assert subjects == ["职能科室接待投诉时，责任科室领导未到场", "等候一小时"]


def sheets_of(cast: Cast, register: Register, record_id: int) -> list[int]:
    """The sheets F02 a record has, in the order in which they came."""
    linked = reading.load(cast.admin, register, record_id).linked
    return [one.record_id for one in linked if one.register == SHEET.name and not one.is_origin]


def test_a_service_takes_the_sheet_its_complaint_brought_about(cast: Cast) -> None:
    record_id = judged(cast)
    service = raised(cast, "complaint", record_id, SERVICE.name)
    for move in MINOR.moves:
        MINOR.go(cast, service, move)
        if move.action == "issue_feedback":
            break
    (sheet,) = sheets_of(cast, KIND, record_id)
    assert sheets_of(cast, SERVICE, service) == [sheet]
    assert len(lists.ids(cast.admin, SHEET, lists.Query())) == 1


def test_a_complaint_takes_the_sheet_its_service_has_already(cast: Cast) -> None:
    admin = cast.admin
    record_id = registered(admin, respondent_department_id=ward(cast))
    step(admin, record_id, "accept", functional_department_id=department(admin, "医务科"))
    step(admin, record_id, "investigate")
    step(admin, record_id, "conclude", **(JUDGED | {"service_defect": True}))
    service = raised(cast, "complaint", record_id, SERVICE.name)
    for move in MINOR.moves[:2]:
        MINOR.go(cast, service, move)
    step(admin, record_id, "act")
    assert sheets_of(cast, KIND, record_id) == sheets_of(cast, SERVICE, service)
    owed = reading.load(admin, KIND, record_id).follow_ups
    assert [one.kind for one in owed if one.kind == SHEET.name] == [SHEET.name]


def test_the_sheet_about_an_absent_leader_is_not_the_one_of_the_service(cast: Cast) -> None:
    admin = cast.admin
    record_id = registered(
        admin, respondent_department_id=ward(cast), leader_present=False,
        leader_absent_reason="手术", first_receiving_department_id=department(admin, "医务科"),
    )  # fmt: skip
    step(admin, record_id, "accept", functional_department_id=department(admin, "医务科"))
    step(admin, record_id, "investigate")
    step(admin, record_id, "conclude", **(JUDGED | {"service_defect": True}))
    service = raised(cast, "complaint", record_id, SERVICE.name)
    for move in MINOR.moves[:2]:
        MINOR.go(cast, service, move)
    step(admin, record_id, "act")
    absent, about_it = sheets_of(cast, KIND, record_id)
    assert sheets_of(cast, SERVICE, service) == [about_it]
    assert absent != about_it


def test_a_sheet_shared_by_two_is_waited_for_by_both(cast: Cast) -> None:
    record_id = judged(cast)
    service = raised(cast, "complaint", record_id, SERVICE.name)
    for move in MINOR.moves[:2]:
        MINOR.go(cast, service, move)
    (sheet,) = sheets_of(cast, KIND, record_id)
    void(cast, SHEET, sheet)
    with pytest.raises(StepRefused, match="F02还没有开出"):
        step(cast.admin, record_id, "close", **FILED)


def test_a_dispute_over_an_accident_is_handled_as_major_at_first(cast: Cast) -> None:
    record_id = judged(cast, accident_dispute=True)
    service = raised(cast, "complaint", record_id, "nonconforming_service")
    assert str(reading.load(cast.admin, SERVICE, service).values["severity"]) == "SUSPECTED"


def test_a_complaint_waits_for_its_sheet_and_its_nonconformity(cast: Cast) -> None:
    record_id = judged(cast)
    sheet = raised(cast, "complaint", record_id, "quality_feedback")
    with pytest.raises(StepRefused, match=r"反馈表 FK-.*尚未验证有效") as refused:
        step(cast.admin, record_id, "close", **FILED)
    assert "不合格服务 BHF-" in str(refused.value)
    for move in FEEDBACK.moves:
        FEEDBACK.go(cast, sheet, move)
    with pytest.raises(StepRefused, match=r"不合格服务 BHF-.*尚未验证有效"):
        step(cast.admin, record_id, "close", **FILED)
    close_service(cast, raised(cast, "complaint", record_id, "nonconforming_service"))
    step(cast.admin, record_id, "close", **FILED)
    assert status(cast.admin, KIND, record_id) == "CLOSED"


def test_a_complaint_waits_for_an_action_raised_by_hand(cast: Cast) -> None:
    record_id = replied(cast.admin, respondent_department_id=ward(cast))
    values = raising.begin(cast.head, KIND, record_id, "corrective_action").values
    action = records.register(cast.head, ACTION.kind, values, origin=(KIND, record_id)).record_id
    assert action is not None
    with pytest.raises(StepRefused, match=r"措施处理单 JZ-.*尚未验证有效"):
        step(cast.admin, record_id, "close", **FILED)
    for move in ACTION.moves:
        ACTION.go(cast, action, move)
    step(cast.admin, record_id, "close", **FILED)


def test_an_ineffective_action_is_not_enough_for_what_waits_for_it(cast: Cast) -> None:
    record_id = replied(cast.admin, respondent_department_id=ward(cast))
    values = raising.begin(cast.head, KIND, record_id, "corrective_action").values
    action = records.register(cast.head, ACTION.kind, values, origin=(KIND, record_id)).record_id
    assert action is not None
    for move in ACTION.moves[:-1]:
        ACTION.go(cast, action, move)
    take(cast.head, ACTION.kind, action, "fail", effect="INEFFECTIVE", evidence="仍未核对")
    with pytest.raises(StepRefused, match="还是“无效”，尚未验证有效"):
        step(cast.admin, record_id, "close", **FILED)
    new = raised(cast, "corrective_action", action, "corrective_action")
    for move in ACTION.moves:
        ACTION.go(cast, new, move)
    take(cast.head, ACTION.kind, action, "close")
    step(cast.admin, record_id, "close", **FILED)
    assert status(cast.admin, KIND, record_id) == "CLOSED"


def test_nothing_is_voided_over_the_head_of_what_it_raised(cast: Cast) -> None:
    record_id = judged(cast)
    with pytest.raises(StepRefused, match=r"由它开出的.*反馈表 FK-.*先办结或先作废"):
        void(cast, KIND, record_id)
    void(cast, SHEET, raised(cast, "complaint", record_id, "quality_feedback"))
    with pytest.raises(StepRefused, match="由它开出的不合格服务 BHF-"):
        void(cast, KIND, record_id)
    void(cast, SERVICE, raised(cast, "complaint", record_id, "nonconforming_service"))
    void(cast, KIND, record_id)
    assert status(cast.admin, KIND, record_id) == "VOIDED"


def test_a_voided_sheet_makes_the_duty_open_again(cast: Cast) -> None:
    record_id = judged(cast)
    void(cast, SHEET, raised(cast, "complaint", record_id, "quality_feedback"))
    with pytest.raises(StepRefused, match="F02还没有开出"):
        step(cast.admin, record_id, "close", **FILED)
    owed = next(
        one for one in reading.load(cast.admin, KIND, record_id).follow_ups
        if one.kind == "quality_feedback"
    )  # fmt: skip
    assert owed.can_be_raised
    raising.raise_owed(cast.admin, KIND, record_id, owed.id)
    assert raised(cast, "complaint", record_id, "quality_feedback")


def test_a_duty_is_not_raised_twice(cast: Cast) -> None:
    record_id = judged(cast)
    view = reading.load(cast.admin, KIND, record_id)
    assert not any(one.can_be_raised for one in view.follow_ups)
    for owed in view.follow_ups:
        with pytest.raises(StepRefused, match="已经开出："):
            raising.raise_owed(cast.admin, KIND, record_id, owed.id)
    assert len(reading.load(cast.admin, KIND, record_id).linked) == len(view.linked)


def test_a_duty_of_another_record_is_not_raised_here(cast: Cast) -> None:
    owed = reading.load(cast.admin, KIND, judged(cast)).follow_ups[0]
    with pytest.raises(StepRefused, match="不属于这件投诉"):
        raising.raise_owed(cast.admin, KIND, registered(cast.admin), owed.id)


def test_what_is_finished_in_words_is_not_raised_any_more(cast: Cast) -> None:
    record_id = judged(cast)
    void(cast, SHEET, raised(cast, "complaint", record_id, "quality_feedback"))
    view = reading.load(cast.admin, KIND, record_id)
    owed = next(one for one in view.follow_ups if one.kind == "quality_feedback")
    follow_ups.finish(cast.admin, KIND, record_id, owed.id, "纸质 FK-3 号，何某验证有效")
    with pytest.raises(StepRefused, match="已经办结"):
        raising.raise_owed(cast.admin, KIND, record_id, owed.id)


def test_a_minor_nonconformity_does_not_go_on_without_its_sheet(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "submit_plan")
    plan = MINOR.moves[2]
    with pytest.raises(StepRefused, match=r"FK-.*还没有发出"):
        take(cast.chief, SERVICE, record_id, "submit_plan", **plan.values(cast))
    void(cast, SHEET, raised(cast, SERVICE.name, record_id, "quality_feedback"))
    with pytest.raises(StepRefused, match="还没有开出反馈表 F02"):
        take(cast.chief, SERVICE, record_id, "submit_plan", **plan.values(cast))


def test_a_minor_nonconformity_is_not_closed_after_its_sheet_was_voided(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "close")
    void(cast, SHEET, raised(cast, SERVICE.name, record_id, "quality_feedback"))
    with pytest.raises(StepRefused, match="还没有开出反馈表 F02"):
        take(cast.head, SERVICE, record_id, "close", resolutions=["APOLOGY"])


def test_a_minor_nonconformity_is_filed_before_it_is_closed(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "file")
    with pytest.raises(StepRefused, match="先备案，再结案"):
        take(cast.head, SERVICE, record_id, "close", resolutions=["APOLOGY"])


def test_what_an_internal_audit_found_has_its_report_instead_of_the_sheet(cast: Cast) -> None:
    """四.2.(3) 次段: F04 in place of F02."""
    report = made(cast.handler, AUDIT.kind)
    begun = raising.begin(cast.handler, AUDIT.kind, report, SERVICE.name)
    values = begun.values | {"found_at": clock.now(), "severity": "MINOR"}
    record_id = records.register(
        cast.handler, SERVICE, values, origin=(AUDIT.kind, report)
    ).record_id
    assert record_id is not None
    assert reading.load(cast.head, SERVICE, record_id).values["source"] == "INTERNAL_AUDIT"
    for move in MINOR.moves[:2]:
        MINOR.go(cast, record_id, move)
    assert not [
        one for one in reading.load(cast.head, SERVICE, record_id).linked if not one.is_origin
    ]
    take(cast.chief, SERVICE, record_id, "submit_plan", **MINOR.moves[2].values(cast))
    assert status(cast.head, SERVICE, record_id) == "PLAN_SUBMITTED"


def test_a_serious_error_becomes_a_nonconformity_before_the_entry_is_closed(cast: Cast) -> None:
    from tests.roads import DEFECT

    record_id = DEFECT.walk(cast, "judge")
    level = {"incident_level": "LEVEL_II", "degree": "MAJOR", "office_opinion": "严重错误"}
    take(cast.handler, DEFECT.kind, record_id, "judge", **level)
    with pytest.raises(StepRefused, match="严重错误要转出不合格服务"):
        DEFECT.go(cast, record_id, DEFECT.moves[2])
    values = raising.begin(cast.head, DEFECT.kind, record_id, SERVICE.name).values
    service = records.register(
        cast.head, SERVICE, values | {"severity": "MAJOR"}, origin=(DEFECT.kind, record_id)
    ).record_id
    assert service is not None
    with pytest.raises(StepRefused, match="不合格服务 BHF-"):
        DEFECT.go(cast, record_id, DEFECT.moves[2])
    for move in MAJOR.moves[:-1]:
        MAJOR.go(cast, service, move)
    all_settled(cast, service)
    take(cast.head, SERVICE, service, "close", **MAJOR.moves[-1].values(cast))
    DEFECT.go(cast, record_id, DEFECT.moves[2])


def test_the_chain_shows_the_whole_case_from_any_of_its_records(cast: Cast) -> None:
    record_id = judged(cast)
    service = raised(cast, "complaint", record_id, "nonconforming_service")
    from_above = chain.around(cast.head, KIND, record_id)
    from_below = chain.around(cast.head, SERVICE, service)
    assert {one.number for one in from_above.nodes} == {one.number for one in from_below.nodes}
    assert len(from_above.nodes) == 3


@pytest.mark.parametrize("source", REGISTERS, ids=lambda one: one.name)
def test_every_register_can_be_raised_from_every_other(cast: Cast, source: Register) -> None:
    """What is taken over wins over what a record usually says, fits its fields and makes a record."""
    record_id = made(cast.head, source)
    for target in raising.targets(source):
        begun = raising.begin(cast.head, source, record_id, target.name)
        given = VALUES[target.name](cast.head) | begun.values
        made_id = records.register(
            cast.head, target, given, origin=(source, record_id)
        ).record_id  # fmt: skip
        assert made_id is not None
        (origin,) = [
            one for one in reading.load(cast.head, target, made_id).linked if one.is_origin
        ]
        assert (origin.register, origin.record_id) == (source.name, record_id)


def test_safety_education_is_given_by_the_office_it_belongs_to(cast: Cast) -> None:
    """HR-25, 三.1, 三.2."""
    kind = safety_education.REGISTER
    done = {"narrative": "查对", "attendees": 9, "sign_in": "见签到簿"}
    nursing = made(cast.head, kind, scope="NURSING")
    assert reading.load(cast.head, kind, nursing).values["functional_department_id"] == department(
        cast.admin, "护理部"
    )
    with pytest.raises(StepRefused, match="护理安全教育由护理部登记"):
        take(cast.head, kind, nursing, "hold_session", **done)
    take(cast.nursing, kind, nursing, "hold_session", **done)
    assert status(cast.admin, kind, nursing) == "HELD"


def test_safety_education_is_not_held_before_its_day(cast: Cast) -> None:
    from datetime import timedelta

    kind = safety_education.REGISTER
    record_id = made(cast.head, kind, held_at=clock.now() + timedelta(days=2))
    with pytest.raises(StepRefused, match="还没有到"):
        take(cast.head, kind, record_id, "hold_session", narrative="查对", attendees=9,
             sign_in="见签到簿")  # fmt: skip


def test_education_raised_from_a_case_names_no_patient(cast: Cast) -> None:
    from tests.roads import DEFECT

    record_id = made(cast.head, DEFECT.kind, patient_name="欧阳某某")
    values = raising.begin(cast.head, DEFECT.kind, record_id, "safety_education").values
    assert "欧阳" not in str(values)
