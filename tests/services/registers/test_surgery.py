"""Clause 四.5.(1) and (4): what is wanting is not used, and who judges an exception is who may."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.models.organisation import Role
from app.models.processes.surgery_exception import SurgeryExceptionType
from app.services import defaults, lists, reading, records
from app.services.links import raising
from app.services.registers import catalog, keeping
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import (
    ACTION,
    BLOCKED,
    COUNTED,
    EMERGENCY,
    EQUIPMENT,
    POWER,
    SHORT,
    SIGNED,
    USABLE,
    WHOLE,
    raised,
    status,
)
from tests.services.registers.amending import change, values_of, void

CHECK, CASE = USABLE.kind, EMERGENCY.kind
WANTING = [
    ("sterile", "INCOMPLETE", "消毒不完整"),
    ("counted", "INCOMPLETE", "数量不完整"),
    ("itemised", "INCOMPLETE", "项目不完整"),
    ("equipment_fit", "UNFIT", "设备达不到预期用途"),
]
FORBIDDEN = ("让步", "紧急放行", "特采", "降级", "挑选使用", "先用后检", "越权", "特批", "应急使用")


def blocked(cast: Cast) -> int:
    return BLOCKED.walk(cast, until="check_again")


# ---- 四.5.(1): before surgery --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "finding", "words"), WANTING)
def test_any_one_thing_wanting_and_it_is_not_used(
    cast: Cast, name: str, finding: str, words: str
) -> None:
    check = made(cast.nurse, CHECK)
    found = WHOLE | {name: finding}
    with pytest.raises(StepRefused, match=f"{words}，不得使用（四.5.\\(1\\)）"):
        take(cast.nurse, CHECK, check, "confirm", **found)
    take(cast.nurse, CHECK, check, "block", **found, shortfall="见清单")
    assert status(cast.admin, CHECK, check) == "BLOCKED"
    assert words in values_of(cast, CHECK, check)["earlier_rounds"]


@pytest.mark.parametrize("name", ["sterile", "counted", "itemised", "equipment_fit"])
def test_what_nobody_looked_at_is_not_usable(cast: Cast, name: str) -> None:
    check = made(cast.nurse, CHECK)
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, CHECK, check, "confirm", **(WHOLE | {name: None}))
    assert name in refused.value.problems


def test_what_is_complete_is_not_blocked(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    with pytest.raises(StepRefused, match="先选出是哪一项"):
        take(cast.nurse, CHECK, check, "block", **WHOLE, shortfall="不放心")


def test_no_step_leads_from_blocked_to_usable() -> None:
    ways = {(str(source), str(step.target)) for step in CHECK.steps for source in step.sources}
    assert {target for source, target in ways if source == "BLOCKED"} == {"CHECKING", "SET_ASIDE"}
    assert {source for source, target in ways if target == "USABLE"} == {"CHECKING"}


def test_whoever_asks_what_is_blocked_stays_blocked(cast: Cast) -> None:
    check = blocked(cast)
    everybody = desk_of(cast.admin, *Role, department="YWK", staff_no="ALL")
    for desk in (everybody, cast.leader, cast.head, cast.nurse):
        with pytest.raises(Exception, match=r"不能办“确认可用”|由.*办理"):
            take(desk, CHECK, check, "confirm", **WHOLE)
    assert status(cast.admin, CHECK, check) == "BLOCKED"


def test_what_was_replaced_is_looked_at_from_the_beginning(cast: Cast) -> None:
    check = blocked(cast)
    with pytest.raises(InvalidRecord):
        take(cast.nurse, CHECK, check, "check_again")
    take(cast.nurse, CHECK, check, "check_again", replacement="换 B 包")
    again = values_of(cast, CHECK, check)
    assert [again[name] for name in ("sterile", "counted", "itemised", "equipment_fit")] == [
        None
    ] * 4
    with pytest.raises(InvalidRecord):
        take(cast.nurse, CHECK, check, "confirm", itemised="COMPLETE")
    take(cast.nurse, CHECK, check, "confirm", **WHOLE)
    told = values_of(cast, CHECK, check)["earlier_rounds"]
    assert "第 1 次" in told
    assert "缺一把持针钳" in told
    assert "更换为：换 B 包" in told


def test_a_second_replacement_is_named_anew(cast: Cast) -> None:
    check = BLOCKED.walk(cast, until="confirm")
    take(cast.nurse, CHECK, check, "block", **SHORT)
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, CHECK, check, "check_again")
    assert "replacement" in refused.value.problems
    assert "第 2 次" in values_of(cast, CHECK, check)["earlier_rounds"]


@pytest.mark.parametrize("state", ["USABLE", "BLOCKED"])
def test_what_the_scrub_nurse_confirmed_is_not_corrected(cast: Cast, state: str) -> None:
    check = USABLE.walk(cast) if state == "USABLE" else blocked(cast)
    with pytest.raises(StepRefused, match="不能再改；更换后办“重新确认”"):
        change(cast, CHECK, check, itemised="INCOMPLETE" if state == "USABLE" else "COMPLETE")


def test_what_was_found_wanting_is_not_found_complete_after_all(cast: Cast) -> None:
    check = made(cast.nurse, CHECK, **WHOLE | {"counted": "INCOMPLETE"})
    with pytest.raises(StepRefused, match="已经记下数量不完整，不能改回来"):
        take(cast.nurse, CHECK, check, "confirm", counted="COMPLETE")
    for value in ("COMPLETE", None):
        with pytest.raises(StepRefused, match="已经记下数量不完整"):
            change(cast, CHECK, check, counted=value)
    for value in ("'COMPLETE'", "NULL"):
        with pytest.raises(IntegrityError), cast.admin.database.write() as session:
            session.execute(text(f"UPDATE preop_check SET counted = {value} WHERE id = {check}"))
    take(cast.nurse, CHECK, check, "block", shortfall="少纱布一块")


def test_the_scrub_nurse_confirms_in_person(cast: Cast) -> None:
    check = made(cast.nurse, CHECK, scrub_nurse_id=cast.nurse.person_id)
    for action, found in (("confirm", WHOLE), ("block", SHORT)):
        with pytest.raises(StepRefused, match=r"由洗手护士 .* 本人确认"):
            take(cast.head, CHECK, check, action, **found)
    take(cast.nurse, CHECK, check, "confirm", **WHOLE)
    assert values_of(cast, CHECK, check)["scrub_nurse_id"] == cast.nurse.person_id


def test_who_confirms_is_written_as_the_scrub_nurse(cast: Cast) -> None:
    assert values_of(cast, CHECK, USABLE.walk(cast))["scrub_nurse_id"] == cast.nurse.person_id


def test_equipment_that_does_not_serve_is_a_matter_of_the_equipment_office(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    take(cast.nurse, CHECK, check, "block", **WHOLE | {"equipment_fit": "UNFIT"}, shortfall="黑屏")
    office = values_of(cast, CHECK, check)["functional_department_id"]
    assert office == department(cast.admin, "设备科")


def test_equipment_that_was_judged_is_named(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    with pytest.raises(InvalidRecord) as refused:
        take(cast.nurse, CHECK, check, "confirm", **WHOLE | {"equipment": None})
    assert "equipment" in refused.value.problems
    take(cast.nurse, CHECK, check, "confirm",
         **WHOLE | {"equipment": None, "equipment_fit": "NOT_NEEDED"})  # fmt: skip


def test_that_a_set_was_blocked_is_not_voided_away(cast: Cast) -> None:
    check = blocked(cast)
    with pytest.raises(StepRefused, match="判过“不得使用”，不能作废"):
        void(cast, CHECK, check)
    take(cast.nurse, CHECK, check, "check_again", replacement="换 B 包")
    with pytest.raises(StepRefused, match="判过“不得使用”，不能作废"):
        void(cast, CHECK, check)
    void(cast, CHECK, made(cast.nurse, CHECK))


@pytest.mark.parametrize(
    "change_it",
    [
        "status = 'USABLE'",
        "status = 'USABLE', itemised = 'COMPLETE'",
        "itemised = 'COMPLETE'",
        "status = 'CHECKING'",
        "status = 'CHECKING', round = round + 1",
        "status = 'VOIDED'",
    ],
)
def test_the_database_itself_keeps_a_blocked_set_blocked(cast: Cast, change_it: str) -> None:
    check = blocked(cast)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE preop_check SET {change_it} WHERE id = {check}"))
    assert status(cast.admin, CHECK, check) == "BLOCKED"


def test_the_database_refuses_what_is_usable_unchecked(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE preop_check SET status = 'USABLE' WHERE id = {check}"))
    assert status(cast.admin, CHECK, check) == "CHECKING"


def test_nothing_of_this_clause_names_a_way_round_it() -> None:
    group = next(one for one in catalog.GROUPS if one.name == "processes")
    words = [member.label for kind in group.registers for member in kind.status]
    for kind in group.registers:
        words += [one.label for field in kind.fields for one in field.choices or ()]
        words += [step.label for step in kind.steps]
    assert not [word for word in words for bad in FORBIDDEN if bad in word]


# ---- 四.5.(4): in surgery ------------------------------------------------------------------------


def test_the_four_exceptions_are_those_of_the_clause() -> None:
    assert [one.label[0] for one in SurgeryExceptionType] == ["①", "②", "③", "④"]


def test_the_chief_surgeon_alone_handles_and_signs(cast: Cast) -> None:
    case = made(cast.nurse, CASE, chief_surgeon_id=cast.chief.person_id)
    for other in (cast.nurse, cast.head):
        with pytest.raises(StepRefused, match=r"由主刀 .* 本人办理（三\.11、四.5.\(4\)）"):
            take(other, CASE, case, "handle", stage="MAIN", narrative="突发", handling="暂停")
    EMERGENCY.go(cast, case, EMERGENCY.moves[0])
    for other in (cast.nurse, cast.head):
        with pytest.raises(StepRefused, match=r"由主刀 .* 本人办理"):
            take(other, CASE, case, "sign_record", **SIGNED.values(cast))


def test_who_handled_it_signs_it(cast: Cast) -> None:
    case = EMERGENCY.walk(cast, until="sign_record")
    with pytest.raises(StepRefused, match="主刀已经登记处理，不能换人"):
        change(cast, CASE, case, chief_surgeon_id=cast.head.person_id)


def test_what_the_chief_surgeon_signed_stays_as_it_was_signed(cast: Cast) -> None:
    case = EMERGENCY.walk(cast, until="review")
    for name, value in (("handling", "另一种说法"), ("count_skin", 37), ("exception_type",
                                                                "POWER_FAILURE")):  # fmt: skip
        with pytest.raises(StepRefused, match="主刀已经签名"):
            change(cast, CASE, case, **{name: value})
    change(cast, CASE, case, remarks="麻醉记录另附")


@pytest.mark.parametrize("name", sorted(COUNTED))
def test_a_count_that_is_missing_or_differs_is_explained(cast: Cast, name: str) -> None:
    case = EMERGENCY.walk(cast, until="sign_record")
    given = SIGNED.values(cast)
    with pytest.raises(StepRefused, match="物品清点还缺"):
        take(cast.chief, CASE, case, "sign_record", **given | {name: None})
    with pytest.raises(StepRefused, match="四次清点不一致"):
        take(cast.chief, CASE, case, "sign_record", **given | {name: 37})
    take(cast.chief, CASE, case, "sign_record",
         **given | {name: 37, "count_note": "纱布 1 块在污物桶找到"})  # fmt: skip


@pytest.mark.parametrize(
    ("road", "moment", "words"),
    [(EQUIPMENT, "equipment_told_at", "设备科到场"), (POWER, "facility_told_at", "总务科到场")],
)
def test_who_has_to_judge_has_come(cast: Cast, road: Any, moment: str, words: str) -> None:
    case = road.walk(cast, until="sign_record")
    with pytest.raises(StepRefused, match=words):
        take(cast.chief, CASE, case, "sign_record", **SIGNED.values(cast) | {moment: None})


def test_equipment_is_judged_by_the_equipment_office_alone(cast: Cast) -> None:
    case = EQUIPMENT.walk(cast, until="judge_equipment")
    given = {"equipment": "关节镜主机", "equipment_opinion": "电源板故障"}
    with pytest.raises(StepRefused, match=r"设备鉴别由设备科办理（三\.10）"):
        take(cast.head, CASE, case, "judge_equipment", **given)
    with pytest.raises(StepRefused, match="设备科还没有鉴别"):
        take(cast.head, CASE, case, "review", office_opinion="同意", action_needed=False)
    with pytest.raises(StepRefused, match="只有“停电”由总务科回报"):
        take(cast.engineer, CASE, case, "review_facility", power_seconds=6, facility_opinion="无")
    take(cast.engineer, CASE, case, "judge_equipment", **given)
    with pytest.raises(StepRefused, match="审核由医务科办理"):
        take(cast.engineer, CASE, case, "review", office_opinion="同意", action_needed=False)


def test_a_power_failure_is_answered_for_by_general_affairs_alone(cast: Cast) -> None:
    case = POWER.walk(cast, until="review_facility")
    given = {"power_seconds": 6, "facility_opinion": "跳闸"}
    with pytest.raises(StepRefused, match="停电回报由总务科办理"):
        take(cast.head, CASE, case, "review_facility", **given)
    with pytest.raises(StepRefused, match="总务科还没有鉴别"):
        take(cast.head, CASE, case, "review", office_opinion="同意", action_needed=False)
    with pytest.raises(StepRefused, match="只有“设备无法使用”由设备科鉴别"):
        take(cast.electrician, CASE, case, "judge_equipment", equipment="灯", equipment_opinion="-")
    take(cast.electrician, CASE, case, "review_facility", **given)


def test_the_seconds_without_power_are_known_before_it_is_answered_for(cast: Cast) -> None:
    case = POWER.walk(cast, until="review_facility")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.electrician, CASE, case, "review_facility", facility_opinion="跳闸")
    assert "power_seconds" in refused.value.problems


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("power_seconds", -1, "0 到 9999"), ("power_seconds", 10_000, "0 到 9999"),
        ("pause_minutes", -1, "0 到 1440"), ("pause_minutes", 1441, "0 到 1440"),
        *((name, value, "0 到 9999") for name in COUNTED for value in (-1, 10_000)),
    ],
)  # fmt: skip
def test_numbers_are_those_there_can_be(cast: Cast, name: str, value: int, said: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.chief, CASE, **{name: value})
    assert said in refused.value.problems[name]
    case = made(cast.chief, CASE, **{name: 0})
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(f"UPDATE surgery_exception SET {name} = {value} WHERE id = {case}"))


def test_nobody_is_told_before_it_happened(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.chief, CASE, family_told_at=clock.now() - timedelta(hours=2))
    assert "不能早于" in refused.value.problems["family_told_at"]


@pytest.mark.parametrize(
    ("kind", "judge"),
    [("EQUIPMENT_UNUSABLE", "设备科"), ("POWER_FAILURE", "总务科"), ("PATIENT_EMERGENCY", "医务科"),
     ("UNINTENDED_OUTCOME", "医务科")],
)  # fmt: skip
def test_the_kind_of_exception_says_who_judges(cast: Cast, kind: str, judge: str) -> None:
    case = made(cast.chief, CASE, exception_type=kind)
    known = values_of(cast, CASE, case)
    assert known["functional_department_id"] == department(cast.admin, "医务科")
    assert known["judging_department_id"] == department(cast.admin, judge)
    change(cast, CASE, case, exception_type="POWER_FAILURE")
    corrected = values_of(cast, CASE, case)["judging_department_id"]
    assert corrected == department(cast.admin, "总务科")


def test_nobody_reviews_an_operation_of_their_own(cast: Cast) -> None:
    case = EMERGENCY.walk(cast, until="handle")
    change(cast, CASE, case, chief_surgeon_id=cast.head.person_id)
    take(cast.head, CASE, case, "handle", stage="MAIN", narrative="突发", handling="暂停")
    take(cast.head, CASE, case, "sign_record", **SIGNED.values(cast))
    with pytest.raises(StepRefused, match="审核人不能是主刀本人"):
        take(cast.head, CASE, case, "review", office_opinion="同意", action_needed=False)


def test_where_it_is_asked_for_an_action_sheet_is_opened_and_waited_for(cast: Cast) -> None:
    case = EQUIPMENT.walk(cast, until="close")
    sheet = raised(cast, "surgery_exception", case, "corrective_action")
    assert str(reading.load(cast.admin, ACTION.kind, sheet).values["source"]) == "SURGERY"
    with pytest.raises(StepRefused, match="还不能结案：措施处理单"):
        take(cast.head, CASE, case, "close")


def test_where_it_is_not_asked_for_none_is_opened(cast: Cast) -> None:
    case = EMERGENCY.walk(cast, until="close")
    with pytest.raises(IndexError):
        raised(cast, "surgery_exception", case, "corrective_action")


def test_an_exception_raised_from_a_blocked_check_knows_the_operation(cast: Cast) -> None:
    """No way past the block: another set, or an exception the chief surgeon decides on."""
    check = blocked(cast)
    begun = raising.begin(cast.nurse, CHECK, check, CASE.name).values
    assert (begun["subject"], begun["operating_room"]) == ("腹腔镜胆囊切除", "3 号间")
    assert begun["narrative"] == "缺一把持针钳"


def test_offices_that_have_no_part_in_it_see_nothing_of_surgery(cast: Cast) -> None:
    check, case = made(cast.nurse, CHECK), made(cast.chief, CASE)
    for kind, record_id in ((CHECK, check), (CASE, case)):
        assert list(lists.ids(cast.head, kind, lists.Query())) == [record_id]
        assert list(lists.ids(cast.electrician, kind, lists.Query())) == []


def test_what_happened_in_surgery_is_kept_as_long_as_the_rules_say(cast: Cast) -> None:
    (rule,) = [one for one in defaults.retention() if one.register == "surgery_exceptions"]
    assert rule.months == keeping.RETENTION_YEARS * 12
    case = EMERGENCY.walk(cast)
    with cast.admin.database.read() as session:
        record = session.get_one(CASE.model, case)
        assert record.retain_until == keeping.years_after(clock.today(), keeping.RETENTION_YEARS)


# ---- who finds it, and what a check brings along ---------------------------------------------------


def test_the_surgeon_finds_what_another_department_wrote_down(cast: Cast) -> None:
    theatre = desk_of(cast.admin, Role.REGISTRAR, department="SSS", staff_no="S1")
    case = made(theatre, CASE, chief_surgeon_id=cast.chief.person_id,
                responsible_department_id=department(cast.admin, "手术室"))  # fmt: skip
    ward = department(cast.admin, "骨科一病区")
    assert reading.load(cast.chief, CASE, case).values["surgeon_department_id"] == ward
    take(cast.chief, CASE, case, "handle", stage="MAIN", narrative="血压骤降", handling="补液")


def test_another_surgeon_means_another_department(cast: Cast) -> None:
    case = made(cast.nurse, CASE, chief_surgeon_id=cast.chief.person_id)
    view = reading.load(cast.head, CASE, case)
    records.change(cast.head, CASE, case, view.version,
                   {"chief_surgeon_id": cast.handler.person_id}, "写错主刀")  # fmt: skip
    office = department(cast.admin, "医务科")
    assert reading.load(cast.head, CASE, case).values["surgeon_department_id"] == office


@pytest.mark.parametrize(
    ("kind", "equipment"), [("EQUIPMENT_UNUSABLE", "腔镜主机"), ("POWER_FAILURE", None)]
)
def test_equipment_of_the_check_is_the_matter_only_where_it_failed(
    cast: Cast, kind: str, equipment: str | None
) -> None:
    check = USABLE.walk(cast)
    values = raising.begin(cast.chief, CHECK, check, CASE.name).values
    assert values["equipment"] == "腔镜主机"
    given = values | {"exception_type": kind, "chief_surgeon_id": cast.chief.person_id}
    case = records.register(cast.chief, CASE, given, origin=(CHECK, check)).record_id
    assert case is not None
    assert reading.load(cast.chief, CASE, case).values["equipment"] == equipment
