"""Clauses 四.5.(2), (3), 三.9 and 三.13: errors of treatment, who may operate, what is outsourced."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import AppError, InvalidRecord, NotAllowed, NotFound, StepRefused
from app.models.organisation import Role
from app.services import lists, reading, records
from app.services.links import raising
from app.services.registers import catalog
from app.services.suggestions.qualified import people
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import (
    CONTRACTED,
    CONTRACTOR_TOLD,
    ENDED,
    GENERAL_ERROR,
    GRANT,
    LEARNT,
    LED,
    MAJOR,
    PENALIZED,
    REMEDY,
    SERIOUS_ERROR,
    WITHDRAWN,
    qualified,
    raised,
    service_closed,
    status,
)
from tests.services.registers.amending import change, values_of, void

Clock = Callable[[str], datetime]
ERROR, PART, PAPER, OUTSIDE = GENERAL_ERROR.kind, LED.kind, WITHDRAWN.kind, CONTRACTED.kind


def rescued(cast: Cast, **other: Any) -> dict[str, Any]:
    told = {"medical_told_at": clock.now(), "nursing_told_at": clock.now()}
    return REMEDY | told | {"rescue": "吸氧、补液"} | other


# ---- 四.5.(2): errors of dispensing and treatment -----------------------------------------------


def test_a_serious_error_is_not_merely_remedied(cast: Cast) -> None:
    error = made(cast.nurse, ERROR, degree="MAJOR")
    with pytest.raises(StepRefused, match="严重错误要立即通知医务科和护理部并抢救"):
        take(cast.nurse, ERROR, error, "remedy", **REMEDY)


def test_a_general_error_is_the_wards_own_to_remedy(cast: Cast) -> None:
    error = made(cast.nurse, ERROR)
    with pytest.raises(StepRefused, match="一般错误由所属科室补救"):
        take(cast.nurse, ERROR, error, "rescue", **rescued(cast))


@pytest.mark.parametrize("name", ["medical_told_at", "nursing_told_at", "rescue"])
def test_of_a_serious_error_both_offices_are_told_and_the_patient_is_rescued(
    cast: Cast, name: str
) -> None:
    error = made(cast.nurse, ERROR, degree="MAJOR")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, ERROR, error, "rescue", **rescued(cast, **{name: None}))
    assert set(refused.value.problems) == {name}
    take(cast.nurse, ERROR, error, "rescue", **rescued(cast))
    if name != "rescue":
        with pytest.raises(StepRefused, match="两个通知时刻不能删去"):
            change(cast, ERROR, error, **{name: None})
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE treatment_error SET {name} = NULL WHERE id = {error}"))


def test_nobody_is_told_before_it_happened(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, ERROR, nursing_told_at=clock.now() - timedelta(hours=3))
    assert "不能早于" in refused.value.problems["nursing_told_at"]


def test_a_serious_error_becomes_a_nonconforming_service_with_its_seven_duties(
    cast: Cast,
) -> None:
    error = SERIOUS_ERROR.walk(cast, until="close")
    service = raised(cast, "treatment_error", error, "nonconforming_service")
    view = reading.load(cast.head, MAJOR.kind, service)
    # As major as can be before the committee has judged it (三.12, 四.2.(2)②).
    assert str(view.values["severity"]) == "SUSPECTED"
    assert view.values["remedy"] == "吸氧、补液"
    told = values_of(cast, ERROR, error)
    assert view.values["found_at"] == told["occurred_at"]
    assert view.values["oral_report_at"] == told["medical_told_at"]
    nursing = f"{clock.local(told['nursing_told_at']):%m-%d %H:%M} 通知护理部"
    assert nursing in view.values["narrative"]
    assert len(view.duties) == 7
    with pytest.raises(StepRefused, match="性质是“疑似严重”"):
        take(cast.chief, MAJOR.kind, service, "correct", correction="已改")


def test_a_serious_error_is_closed_after_what_it_became(cast: Cast) -> None:
    error = SERIOUS_ERROR.walk(cast, until="close")
    with pytest.raises(StepRefused, match="还不能结案：不合格服务"):
        take(cast.head, ERROR, error, "close", **LEARNT)
    service_closed(cast, error)
    take(cast.head, ERROR, error, "close", **LEARNT)


def test_a_general_error_that_turns_serious_begins_again_on_the_serious_road(cast: Cast) -> None:
    error = GENERAL_ERROR.walk(cast, until="close")
    with pytest.raises(StepRefused, match="程度不能直接改"):
        change(cast, ERROR, error, degree="MAJOR")
    with pytest.raises(InvalidRecord):
        take(cast.chief, ERROR, error, "upgrade")
    take(cast.chief, ERROR, error, "upgrade", upgrade_reason="患者夜间低血压")
    assert status(cast.admin, ERROR, error) == "FOUND"
    with pytest.raises(StepRefused, match="已经是严重错误"):
        take(cast.chief, ERROR, error, "upgrade", upgrade_reason="再改")
    take(cast.nurse, ERROR, error, "rescue", **rescued(cast))


def test_a_serious_error_is_not_made_general_again(cast: Cast) -> None:
    error = SERIOUS_ERROR.walk(cast, until="close")
    with pytest.raises(StepRefused, match="严重的由不合格服务定性"):
        change(cast, ERROR, error, degree="MINOR")


def test_both_offices_know_of_an_error_and_no_other(cast: Cast) -> None:
    error = made(cast.nurse, ERROR)
    for office in (cast.nursing, cast.head):
        assert list(lists.ids(office, ERROR, lists.Query())) == [error]
    assert list(lists.ids(cast.engineer, ERROR, lists.Query())) == []


def test_the_database_keeps_a_serious_error_off_the_general_road(cast: Cast) -> None:
    error = made(cast.nurse, ERROR, degree="MAJOR")
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE treatment_error SET status = 'REMEDIED' WHERE id = {error}"))


# ---- 三.9: who is qualified ----------------------------------------------------------------------


@pytest.mark.parametrize("action", ["grant", "refuse"])
def test_qualifications_are_judged_by_the_two_offices_alone(cast: Cast, action: str) -> None:
    other = desk_of(cast.admin, Role.OFFICE_HEAD, department="MZB", staff_no="M1")
    one = made(cast.nurse, PAPER)
    given = GRANT.values(cast) if action == "grant" else {"opinion": "例数不足"}
    with pytest.raises(StepRefused, match="资质鉴定由医务科或护理部办理"):
        take(other, PAPER, one, action, **given)
    take(cast.nursing, PAPER, one, action, **given)
    office = values_of(cast, PAPER, one)["functional_department_id"]
    assert office == department(cast.admin, "护理部")


def test_nobody_judges_their_own_qualification(cast: Cast) -> None:
    one = made(cast.nurse, PAPER, person_id=cast.head.person_id)
    with pytest.raises(NotAllowed):
        take(cast.head, PAPER, one, "grant", **GRANT.values(cast))


@pytest.mark.parametrize("name", ["valid_until", "subject", "person_id"])
def test_what_was_granted_is_judged_anew_and_not_written_over(cast: Cast, name: str) -> None:
    one = qualified(cast)
    later = {"valid_until": clock.today() + timedelta(days=9000), "subject": "全部手术",
             "person_id": cast.nurse.person_id}  # fmt: skip
    with pytest.raises(StepRefused, match="另行登记并鉴定"):
        change(cast, PAPER, one, **{name: later[name]})


def test_what_was_granted_is_withdrawn_and_not_voided(cast: Cast) -> None:
    one = qualified(cast)
    with pytest.raises(StepRefused, match="已经鉴定的资质不能作废"):
        void(cast, PAPER, one)
    take(cast.head, PAPER, one, "withdraw", withdrawal_reason="调离")


def test_the_days_of_a_qualification_are_in_order_and_not_over(cast: Cast) -> None:
    one = made(cast.nurse, PAPER)
    today = clock.today()
    with pytest.raises(InvalidRecord) as refused:
        take(cast.head, PAPER, one, "grant", basis="例数", valid_from=today,
             valid_until=today - timedelta(days=1))  # fmt: skip
    assert "valid_until" in refused.value.problems
    with pytest.raises(StepRefused, match="已经过去"):
        take(cast.head, PAPER, one, "grant", basis="例数", valid_from=today - timedelta(days=9),
             valid_until=today - timedelta(days=1))  # fmt: skip


def test_both_offices_know_every_qualification_whoever_granted_it(cast: Cast) -> None:
    other = desk_of(cast.admin, Role.OFFICE_HEAD, department="MZB", staff_no="M1")
    one = qualified(cast)
    case = judged(cast)
    for kind, record_id in ((PAPER, one), (PART, case)):
        for office in (cast.head, cast.nursing):
            assert list(lists.ids(office, kind, lists.Query())) == [record_id]
            assert reading.load(office, kind, record_id).id == record_id
        assert list(lists.ids(other, kind, lists.Query())) == []
        with pytest.raises(NotFound):
            reading.load(other, kind, record_id)


# ---- 四.5.(3): who took part without being qualified --------------------------------------------


def supervise(cast: Cast, case: int, **other: Any) -> None:
    given = {"supervisor_id": cast.chief.person_id, "supervision_plan": "全程带教"} | other
    take(cast.handler, PART, case, "supervise", **given)


def judged(cast: Cast, **other: Any) -> int:
    case = made(cast.nurse, PART, **other)
    LED.go(cast, case, LED.moves[0])
    return case


def test_participation_is_judged_by_the_two_offices_alone(cast: Cast) -> None:
    other = desk_of(cast.admin, Role.OFFICE_HEAD, department="MZB", staff_no="M1")
    case = made(cast.nurse, PART)
    with pytest.raises(StepRefused, match="人员鉴别由医务科或护理部办理"):
        take(other, PART, case, "judge", verdict="SUPERVISED", opinion="须带教")
    take(cast.nursing, PART, case, "judge", verdict="SUPERVISED", opinion="须带教")
    with pytest.raises(NotFound):
        take(other, PART, case, "close", consequence="顺利")


def test_who_is_not_qualified_leads_nobody(cast: Cast) -> None:
    case = judged(cast)
    with pytest.raises(StepRefused, match=r"没有在有效期内的资质，不能带教（三\.9）"):
        supervise(cast, case)
    one = qualified(cast)
    with pytest.raises(StepRefused, match="没有在有效期内的资质"):
        supervise(cast, case, supervisor_id=cast.nurse.person_id)
    take(cast.head, PAPER, one, "withdraw", withdrawal_reason="调离")
    with pytest.raises(StepRefused, match="没有在有效期内的资质"):
        supervise(cast, case)


def test_a_qualification_leads_from_its_first_day_to_its_last(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    one = made(cast.nurse, PAPER, person_id=cast.chief.person_id)
    begins, ends = datetime(2026, 3, 5).date(), datetime(2026, 9, 5).date()  # noqa: DTZ001 - days
    take(cast.head, PAPER, one, "grant", basis="例数", valid_from=begins, valid_until=ends)
    case = judged(cast)
    for moment in ("2026-03-04 23:59", "2026-09-06 00:01"):
        set_clock(moment)
        with pytest.raises(StepRefused, match="没有在有效期内的资质"):
            supervise(cast, case)
    set_clock("2026-09-05 23:59")
    supervise(cast, case)
    number = reading.load(cast.admin, PAPER, one).number
    assert values_of(cast, PART, case)["qualification_number"] == number


def test_of_several_qualifications_the_one_it_rests_on_is_named(cast: Cast) -> None:
    first, second = qualified(cast), qualified(cast)
    case = judged(cast)
    with pytest.raises(StepRefused, match="有 2 项有效资质"):
        supervise(cast, case)
    with pytest.raises(StepRefused, match=r"不是 .* 在有效期内的资质"):
        supervise(cast, case, qualification_number="ZZ-0")
    assert first != second
    supervise(cast, case, qualification_number=reading.load(cast.admin, PAPER, second).number)


def test_a_qualification_for_treatments_leads_nobody_in_surgery(cast: Cast) -> None:
    one = made(cast.nurse, PAPER, person_id=cast.chief.person_id, scope="PROCEDURE",
               subject="PICC 置管")  # fmt: skip
    take(cast.head, PAPER, one, "grant", **GRANT.values(cast))
    with pytest.raises(StepRefused, match="有效的资质是“PICC 置管”，与“手术”不符，不能带教"):
        supervise(cast, judged(cast))
    supervise(cast, judged(cast, occasion="OUTPATIENT"))


def test_who_may_lead_is_offered_with_what_it_is_for(cast: Cast) -> None:
    assert people(cast.handler) == ()
    one = qualified(cast)
    withdrawn = made(cast.nurse, PAPER, person_id=cast.nurse.person_id)
    take(cast.head, PAPER, withdrawn, "grant", **GRANT.values(cast))
    take(cast.head, PAPER, withdrawn, "withdraw", withdrawal_reason="调离")
    made(cast.nurse, PAPER, person_id=cast.handler.person_id)
    view = reading.load(cast.admin, PAPER, one)
    for office in (cast.handler, cast.nursing):
        (found,) = people(office)
        assert (found.person_id, found.number) == (cast.chief.person_id, view.number)
        assert (found.subject, found.until) == (view.values["subject"], view.values["valid_until"])
        assert found.fits == {"occasion": "SURGERY"}


def test_nobody_leads_themselves_or_appoints_themselves(cast: Cast) -> None:
    qualified(cast)
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, PART, participant_id=cast.chief.person_id,
             supervisor_id=cast.chief.person_id)  # fmt: skip
    assert "supervisor_id" in refused.value.problems
    with pytest.raises(StepRefused, match="指派人不能是带教人本人"):
        supervise(cast, judged(cast), supervisor_id=cast.handler.person_id)


def test_who_took_part_does_not_work_on_the_case(cast: Cast) -> None:
    case = made(cast.nurse, PART, participant_id=cast.head.person_id)
    with pytest.raises(NotAllowed):
        take(cast.head, PART, case, "judge", verdict="SUPERVISED", opinion="没有问题")


def test_who_is_to_stop_is_not_led(cast: Cast) -> None:
    qualified(cast)
    case = ENDED.walk(cast, until="remove")
    with pytest.raises(StepRefused, match="鉴别结论是“停止参与”"):
        supervise(cast, case)


def test_what_was_judged_and_who_leads_is_not_changed_behind_it(cast: Cast) -> None:
    case = LED.walk(cast, until="supervise")
    with pytest.raises(StepRefused, match="已经鉴别"):
        change(cast, PART, case, verdict="STOP")
    qualified(cast)
    supervise(cast, case)
    with pytest.raises(StepRefused, match="已经鉴别"):
        change(cast, PART, case, supervisor_id=cast.nurse.person_id)


def test_the_database_knows_no_participation_led_by_nobody(cast: Cast) -> None:
    case = judged(cast)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(
            text(f"UPDATE unqualified_participation SET status = 'SUPERVISED' WHERE id = {case}")
        )


# ---- 三.13: what is outsourced -------------------------------------------------------------------


def test_an_outsourced_nonconformity_names_its_contract(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.nurse, OUTSIDE, contract_number=None)
    assert set(refused.value.problems) == {"contract_number"}


def test_the_contract_the_contractor_was_told_of_stays(cast: Cast) -> None:
    case = made(cast.nurse, OUTSIDE)
    change(cast, OUTSIDE, case, contract_number="HT-2026-018")
    CONTRACTED.go(cast, case, CONTRACTOR_TOLD)
    with pytest.raises(StepRefused, match="已经通知外包方，合同号不能再改"):
        change(cast, OUTSIDE, case, contract_number="HT-2026-019")


def test_the_department_in_charge_alone_handles_it(cast: Cast) -> None:
    charge = department(cast.admin, "总务科")
    case = made(cast.nurse, OUTSIDE, functional_department_id=charge)
    told = CONTRACTOR_TOLD.values(cast)
    with pytest.raises(StepRefused, match="由主管科室总务科办理"):
        take(cast.head, OUTSIDE, case, "notify", **told)
    take(cast.electrician, OUTSIDE, case, "notify", **told)


def test_who_verifies_did_not_write_that_it_was_put_right(cast: Cast) -> None:
    case = CONTRACTED.walk(cast, until="verify")
    for action, given in (("verify", {"verification": "无误"}),
                          ("send_back", {"refusal_reason": "仍有错餐"})):  # fmt: skip
        with pytest.raises(StepRefused, match="验证人不能是登记整改的本人"):
            take(cast.handler, OUTSIDE, case, action, **given)


def test_what_was_not_put_right_goes_back_to_the_contractor(cast: Cast) -> None:
    case = CONTRACTED.walk(cast, until="verify")
    with pytest.raises(InvalidRecord):
        take(cast.head, OUTSIDE, case, "send_back")
    take(cast.head, OUTSIDE, case, "send_back", refusal_reason="仍有错餐")
    assert status(cast.admin, OUTSIDE, case) == "NOTIFIED_CONTRACTOR"


def test_a_penalty_alone_closes_nothing(cast: Cast) -> None:
    case = PENALIZED.walk(cast, until="rectify")
    assert status(cast.admin, OUTSIDE, case) == "CONTRACT_PENALTY"
    with pytest.raises(StepRefused, match="还要整改并验证，才能结案"):
        take(cast.head, OUTSIDE, case, "close")


def test_a_complaint_about_a_contractor_is_carried_over(cast: Cast) -> None:
    complaint = catalog.by_name("complaint")
    record_id = made(cast.head, complaint, subject="送错餐")
    begun = raising.begin(cast.head, complaint, record_id, OUTSIDE.name).values
    assert begun["subject"] == "送错餐"
    assert "contract_number" not in begun
    with pytest.raises(AppError):
        records.register(cast.head, OUTSIDE, begun, origin=(complaint, record_id))


def test_who_was_stopped_at_once_is_judged_before_it_is_closed(cast: Cast) -> None:
    case = made(cast.nurse, PART)
    take(cast.nurse, PART, case, "remove")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nursing, PART, case, "close", consequence="患者未受影响")
    assert {"verdict", "opinion"} <= set(refused.value.problems)
    take(cast.nursing, PART, case, "close", consequence="患者未受影响", verdict="STOP",
         opinion="没有授权")  # fmt: skip
    office = values_of(cast, PART, case)["functional_department_id"]
    assert office == department(cast.admin, "护理部")
