"""四.2: where a nonconformity comes from, its seven duties with who and when, evidence, the authority."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.services import reading, records
from app.services.links import chain, raising
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import JUDGED, VALUES, department, made, registered, step, take
from tests.factory import KIND as COMPLAINT
from tests.roads import ACTION, AUDIT, DEFECT, FEEDBACK, MAJOR, MINOR, SEAL, raised
from tests.services.registers.amending import change, void

KIND = MAJOR.kind
EDUCATION = catalog.by_name("safety_education")
Clock = Callable[[str], datetime]


# ---- 四.2.(1)①–④ ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "special", "source"),
    [
        (COMPLAINT, {}, "COMPLAINT"),
        (FEEDBACK.kind, {"check_category": "COMPLAINT"}, "COMPLAINT"),
        (FEEDBACK.kind, {"check_category": "SURVEY"}, "SURVEY"),
        (FEEDBACK.kind, {"check_category": "MONTHLY"}, "DAILY_CHECK"),
        (FEEDBACK.kind, {"check_category": "THIRD_PARTY"}, "THIRD_PARTY"),
        (AUDIT.kind, {}, "INTERNAL_AUDIT"),
        (ACTION.kind, {"source": "EXTERNAL_AUDIT"}, "THIRD_PARTY"),
        (ACTION.kind, {"source": "MANAGEMENT_REVIEW"}, "MANAGEMENT_REVIEW"),
        (catalog.by_name("periodic_report"), {}, "MANAGEMENT_REVIEW"),
        (catalog.by_name("patient_forum"), {}, "SURVEY"),
        (DEFECT.kind, {}, "DAILY_CHECK"),
    ],
    ids=lambda one: one.name if isinstance(one, Register) else None,
)
def test_a_nonconformity_says_what_it_was_found_by(
    cast: Cast, kind: Register, special: dict[str, Any], source: str
) -> None:
    desk = cast.head
    record_id = (
        registered(desk)
        if kind is COMPLAINT
        else records.register(desk, kind, VALUES[kind.name](desk) | special).record_id
    )
    assert record_id is not None
    begun = raising.begin(desk, kind, record_id, KIND.name)
    number = reading.load(desk, kind, record_id).number
    assert (begun.values["source"], begun.values["source_number"]) == (source, number)


@pytest.mark.parametrize("target", raising.targets(COMPLAINT), ids=lambda one: one.name)
def test_nothing_comes_from_a_voided_record(cast: Cast, target: Register) -> None:
    record_id = registered(cast.head)
    begun = raising.begin(cast.head, COMPLAINT, record_id, target.name)
    void(cast, COMPLAINT, record_id)
    with pytest.raises(StepRefused, match="已作废或销毁，不能再由它转出"):
        raising.begin(cast.head, COMPLAINT, record_id, target.name)
    values = VALUES[target.name](cast.head) | begun.values
    with pytest.raises(StepRefused, match="已作废或销毁"):
        records.register(cast.head, target, values, origin=(COMPLAINT, record_id))


# ---- ①–⑦, who and when ---------------------------------------------------------------------------


def test_every_duty_says_who_and_when(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 16:20")
    record_id = MAJOR.walk(cast)
    duties = {one.mark: one for one in reading.load(cast.head, KIND, record_id).duties}
    assert all(one.who and one.at for one in duties.values()), duties
    sheet, action = (
        reading.load(cast.head, kind, raised(cast, KIND.name, record_id, kind.name))
        for kind in (FEEDBACK.kind, ACTION.kind)
    )
    assert action.number in duties["②"].who
    assert sheet.number in duties["③"].who


def test_evidence_is_kept_since_it_was_written_down(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-06 16:20")
    record_id = MAJOR.walk(cast, "review")
    listed = set_clock("2026-03-06 18:05")
    row = {"name": "输液瓶", "category": "DRUG", "custodian_id": cast.chief.person_id}
    change(cast, KIND, record_id, evidence=[row])
    set_clock("2026-03-08 09:00")
    change(cast, KIND, record_id, evidence=[row, row | {"name": "处方"}])
    kept = next(one for one in reading.load(cast.head, KIND, record_id).duties if one.mark == "④")
    assert (kept.at, kept.lacking) == (listed, "")


def test_what_the_ward_has_not_handed_in_is_no_account(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "review")
    action = raised(cast, KIND.name, record_id, ACTION.register)
    change(cast, ACTION.kind, action, **ACTION.moves[0].values(cast))
    (told,) = [one for one in reading.load(cast.head, KIND, record_id).duties if one.mark == "②"]
    assert told.lacking.endswith("还没有由责任科室提交")
    ACTION.go(cast, action, ACTION.moves[0])
    (told,) = [one for one in reading.load(cast.head, KIND, record_id).duties if one.mark == "②"]
    assert not told.lacking


def test_a_graded_accident_may_be_appraised_again_within_fifteen_days(
    cast: Cast, set_clock: Clock
) -> None:
    """D23."""
    set_clock("2026-03-06 16:20")
    record_id = MAJOR.walk(cast, "decide")
    change(cast, KIND, record_id, accident_grade="G4", appraised_at=clock.now())
    note = reading.load(cast.head, KIND, record_id).duties[5].note
    assert note == "四级；不服结论的，2026-03-21 前申请再次鉴定（条例 22 条）"
    set_clock("2026-03-22 09:00")
    assert reading.load(cast.head, KIND, record_id).duties[5].note == "四级"


# ---- ④, HR-09 ------------------------------------------------------------------------------------

ROW = {"name": "输液瓶", "category": "DRUG", "place": "红柜"}


@pytest.mark.parametrize("after", [[], [ROW | {"name": "别的瓶"}], [ROW | {"category": "RECORD"}]])
def test_listed_evidence_is_not_taken_off(cast: Cast, after: list[dict[str, Any]]) -> None:
    keeper = {"custodian_id": cast.chief.person_id}
    record_id = made(cast.head, KIND, severity="MAJOR", evidence=[ROW | keeper])
    with pytest.raises(InvalidRecord) as refused:
        change(cast, KIND, record_id, evidence=[one | keeper for one in after])
    assert "四.2.(3)④" in refused.value.problems["evidence"]
    assert "输液瓶" in refused.value.problems["evidence"]


def test_listed_evidence_is_added_to_and_may_change_hands(cast: Cast) -> None:
    keeper = {"custodian_id": cast.chief.person_id}
    record_id = made(cast.head, KIND, severity="MAJOR", evidence=[ROW | keeper])
    moved = ROW | {"place": "医务科证据柜", "custodian_id": cast.handler.person_id}
    change(cast, KIND, record_id, evidence=[moved, ROW | keeper | {"name": "处方"}])
    kept = reading.load(cast.head, KIND, record_id).values["evidence"]
    assert [(one["name"], one["place"]) for one in kept] == [
        ("输液瓶", "医务科证据柜"), ("处方", "红柜"),
    ]  # fmt: skip


# ---- D22, D24 ------------------------------------------------------------------------------------

FOUND = "2026-03-06 19:30"


@pytest.mark.parametrize(
    ("harm", "due"),
    [
        ({}, None),
        ({"harmed_people": 2, "accident_grade": "G3A"}, None),
        ({"major_negligence": True}, "2026-03-07 07:30"),
        ({"harmed_people": 3}, "2026-03-07 07:30"),
        ({"accident_grade": "G2D"}, "2026-03-07 07:30"),
        ({"harmed_people": 3, "accident_grade": "G1B"}, "2026-03-06 21:30"),
    ],
)
def test_the_harm_decides_how_soon_the_authority_is_told(
    cast: Cast, set_clock: Clock, harm: dict[str, Any], due: str | None
) -> None:
    found = set_clock(FOUND)
    record_id = made(cast.head, KIND, severity="MAJOR", found_at=found, **harm)
    hours = reading.load(cast.head, KIND, record_id).hours
    assert (hours.words if hours else None) == (due and f"报卫生行政部门：{due[5:]} 前")


def test_three_people_harmed_and_nobody_told_is_not_closed(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    from tests.roads import all_settled

    all_settled(cast, record_id)
    close = MAJOR.moves[-1].values(cast)
    with pytest.raises(StepRefused, match="还没有登记上报卫生行政部门的时间"):
        take(cast.head, KIND, record_id, "close", harmed_people=3, **close)
    take(cast.head, KIND, record_id, "close", authority_reported_at=clock.now(), harmed_people=3,
         **close)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "said"),
    [("2026-03-07 10:00", "还剩 9 小时"), ("2026-03-07 19:00", "还剩 30 分钟"),
     ("2026-03-07 21:40", "超时 2 小时")],
)  # fmt: skip
def test_a_deadline_of_hours_ends_at_its_hour(
    cast: Cast, set_clock: Clock, now: str, said: str
) -> None:
    """Domain §2.5, 4: hours run as they are, to the minute."""
    found = set_clock(FOUND)
    record_id = made(cast.head, KIND, severity="MAJOR", found_at=found)
    set_clock(now)
    due = reading.load(cast.head, KIND, record_id).due
    assert due is not None
    assert (due.hour, due.remaining.word) == ("19:30", said)


# ---- what a closed case rests on -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "said"),
    [(ACTION.register, "四.2.(3)②"), (FEEDBACK.register, "四.2.(3)③")],
)
def test_what_a_case_was_closed_on_is_not_voided(cast: Cast, register: str, said: str) -> None:
    record_id = MAJOR.walk(cast)
    sheet, kind = raised(cast, KIND.name, record_id, register), catalog.by_name(register)
    with pytest.raises(StepRefused, match="是凭它结案的") as refused:
        void(cast, kind, sheet)
    assert said in str(refused.value)
    assert reading.load(cast.head, kind, sheet).status.value != "VOIDED"


def test_a_second_sheet_of_a_closed_case_may_be_voided(cast: Cast) -> None:
    record_id = MAJOR.walk(cast)
    begun = raising.begin(cast.head, KIND, record_id, SEAL.register).values
    values = VALUES[SEAL.register](cast.head) | begun
    seal = records.register(cast.head, SEAL.kind, values, origin=(KIND, record_id)).record_id
    assert seal is not None
    void(cast, SEAL.kind, seal)


# ---- signing here, what the paper says -------------------------------------------------------------


def state_of(cast: Cast, who: str, kind: Register, record_id: int, action: str) -> Any:
    steps = reading.load(getattr(cast, who), kind, record_id).steps
    return next(one for one in steps if one.action == action)


def test_what_is_somebody_elses_to_sign_is_signed_here(cast: Cast) -> None:
    """HR-22 refuses a person; a colleague signs at the same desk."""
    record_id = FEEDBACK.walk(cast, "verify")
    given = {"completer_id": cast.head.person_id, "effect": "EFFECTIVE", "evidence": "抽查"}
    change(cast, FEEDBACK.kind, record_id, **given)
    state = state_of(cast, "head", FEEDBACK.kind, record_id, "verify")
    assert (state.is_others, "请换一位" in (state.reason or "")) == (True, True)


def test_what_nobody_may_do_yet_is_nobody_elses(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    state = state_of(cast, "head", KIND, record_id, "close")
    assert state.reason
    assert not state.is_others


def test_the_leader_signs_at_the_desk_of_the_office_head(cast: Cast) -> None:
    record_id = made(cast.handler, ACTION.kind, severity="MAJOR")
    for move in ACTION.moves[:2]:
        ACTION.go(cast, record_id, move)
    given = {"review_opinion": "同意", "approval_opinion": "同意"}
    take(cast.handler, ACTION.kind, record_id, "review", **given)
    state = state_of(cast, "head", ACTION.kind, record_id, "approve")
    assert (state.reason, state.is_others) == ("严重不合格的措施由分管领导批准", True)


# ---- F04, the chain ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["narrative", "accompanied_by"])
def test_an_audit_names_posts_and_nobody(cast: Cast, name: str) -> None:
    nurse = reading.load(cast.nurse, KIND, made(cast.nurse, KIND)).trail[0].person
    with pytest.raises(InvalidRecord) as refused:
        made(cast.handler, AUDIT.kind, **{name: f"{nurse}没有核对"})
    assert refused.value.problems == {name: f"写职务，不写姓名（F04）：{nurse}"}
    record_id = made(cast.handler, AUDIT.kind, **{name: "护士没有核对"})
    with pytest.raises(InvalidRecord):
        change(cast, AUDIT.kind, record_id, **{name: f"护士{nurse}没有核对"})


def test_a_sheet_two_records_share_stands_behind_both(cast: Cast) -> None:
    """A complaint, its service and their one sheet F02: three columns, whichever is looked at."""
    complaint = registered(
        cast.admin, respondent_department_id=department(cast.admin, "骨科一病区")
    )
    medical = department(cast.admin, "医务科")
    for action, values in (
        ("accept", {"functional_department_id": medical}),
        ("investigate", {}),
        ("conclude", JUDGED | {"service_defect": True}),
        ("act", {}),
    ):
        step(cast.admin, complaint, action, **values)
    service = raised(cast, COMPLAINT.name, complaint, KIND.name)
    for move in MINOR.moves[:2]:
        MINOR.go(cast, service, move)
    sheet = raised(cast, KIND.name, service, FEEDBACK.register)
    expected = {COMPLAINT.name: 0, KIND.name: 1, FEEDBACK.register: 2}
    for kind, one in ((COMPLAINT, complaint), (KIND, service), (FEEDBACK.kind, sheet)):
        nodes = chain.around(cast.admin, kind, one).nodes
        assert {node.register: node.step + expected[kind.name] for node in nodes} == expected


def test_the_chain_reaches_the_supplier_of_the_goods(cast: Cast) -> None:
    """投诉 → 物品 → 供方; what else the supplier delivered is not in the picture."""
    supplier = made(cast.buyer, catalog.by_name("supplier"))
    goods = catalog.by_name("in_use_nonconformity")
    complaint = registered(cast.head)
    name = reading.load(cast.buyer, catalog.by_name("supplier"), supplier).values["subject"]
    values = VALUES[goods.name](cast.nurse) | {"supplier_name": name}
    made(cast.nurse, goods, supplier_name=name)
    records.register(cast.admin, goods, values, origin=(COMPLAINT, complaint))
    found = chain.around(cast.admin, COMPLAINT, complaint)
    assert [one.register for one in found.nodes] == ["complaint", goods.name, "supplier"]
    assert found.edges == ((0, 1), (1, 2))
    assert not found.nodes[2].is_hidden


# ---- HR-25 ---------------------------------------------------------------------------------------


def test_education_goes_to_the_office_its_scope_belongs_to(cast: Cast) -> None:
    nursing = department(cast.admin, "护理部")
    medical = department(cast.admin, "医务科")
    record_id = made(cast.head, EDUCATION, scope="HOSPITAL")
    values = reading.load(cast.head, EDUCATION, record_id).values
    assert values["functional_department_id"] == medical
    with pytest.raises(InvalidRecord, match="全院安全教育由医务科组织"):
        change(cast, EDUCATION, record_id, functional_department_id=nursing)
    change(cast, EDUCATION, record_id, scope="NURSING")
    values = reading.load(cast.head, EDUCATION, record_id).values
    assert values["functional_department_id"] == nursing
