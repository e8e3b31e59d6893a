"""Clause 四.5 on paper: part A of F13 from the check, and what F12 and F03 say of these registers."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from app import clock
from app.services import printing, reading, records
from app.services.links import raising
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import VALUES, made, take
from tests.roads import (
    BLOCK,
    CONTRACTED,
    COUNTED,
    EQUIPMENT,
    GENERAL_ERROR,
    HANDLED,
    LED,
    PENALIZED,
    POWER,
    REMEDY,
    SERIOUS_ERROR,
    SIGNED,
    USABLE,
    WITHDRAWN,
    qualified,
    raised,
)
from tests.written import pdf_text

CHECK, CASE, ERROR = USABLE.kind, EQUIPMENT.kind, GENERAL_ERROR.kind
PART, OUTSIDE = LED.kind, CONTRACTED.kind
BY_HAND = "签名：____"


def text_of(desk: Desk, kind: Register, record_id: int) -> str:
    return pdf_text(printing.render(desk, kind, record_id, copies=False))


def number(cast: Cast, kind: Register, record_id: int) -> str:
    return reading.load(cast.admin, kind, record_id).number


def from_check(cast: Cast, check: int, **other: Any) -> int:
    """An exception that happened in the operation a check was for."""
    begun = raising.begin(cast.chief, CHECK, check, CASE.name).values
    values = begun | {
        "exception_type": "EQUIPMENT_UNUSABLE", "chief_surgeon_id": cast.chief.person_id,
        "narrative": "主机黑屏",
    } | other  # fmt: skip
    record_id = records.register(cast.chief, CASE, values, origin=(CHECK, check)).record_id
    assert record_id is not None
    return record_id


# ---- F13, part A: what was confirmed before surgery ----------------------------------------------


def test_a_usable_check_alone_fills_part_a_and_leaves_b_to_be_written(cast: Cast) -> None:
    check = USABLE.walk(cast)
    text = text_of(cast.nurse, CHECK, check)
    assert "☑消毒完整☑数量完整☑项目完整" in text
    assert "☑能达到预期用途" in text
    assert "☑可用□不得使用" in text
    assert re.search("洗手护士签名洗手护士：[^_]{2,4}20", text)
    assert "□①设备无法使用□②病患突发情况□③非预期手术目的□④停电" in text
    assert f"主刀{BY_HAND}" in text
    assert text.count("腔镜主机") == 1  # of part A, not of part B


def test_what_was_blocked_is_not_to_be_used_and_says_why(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    take(cast.nurse, CHECK, check, "block", **BLOCK.values(cast))
    text = text_of(cast.nurse, CHECK, check)
    assert "□可用☑不得使用" in text
    assert "☑数量完整□项目完整" in text
    assert text.count("缺一把持针钳") == 1


def test_what_is_checked_again_is_not_concluded_and_not_signed(cast: Cast) -> None:
    check = made(cast.nurse, CHECK)
    take(cast.nurse, CHECK, check, "block", **BLOCK.values(cast))
    take(cast.nurse, CHECK, check, "check_again", replacement="换B包")
    text = text_of(cast.nurse, CHECK, check)
    assert "□可用□不得使用" in text
    assert "□消毒完整□数量完整□项目完整" in text
    assert "更换为换B包" in text
    assert "第1次" in text
    assert f"洗手护士{BY_HAND}" in text


def test_part_a_of_an_exception_is_that_of_its_check(cast: Cast) -> None:
    case = from_check(cast, USABLE.walk(cast))
    text = text_of(cast.chief, CASE, case)
    assert "☑消毒完整☑数量完整☑项目完整" in text
    assert "☑可用□不得使用" in text
    assert "洗手护士签名洗手护士：" in text
    assert "☑①设备无法使用" in text


def test_without_a_check_part_a_is_filled_by_hand(cast: Cast) -> None:
    text = text_of(cast.chief, CASE, made(cast.chief, CASE))
    assert "□消毒完整□数量完整□项目完整" in text
    assert "□可用□不得使用" in text
    assert f"洗手护士{BY_HAND}" in text


# ---- F13, part B: what happened, who signed ------------------------------------------------------


def test_counts_agree_when_four_were_taken_and_all_are_the_same(cast: Cast) -> None:
    case = made(cast.chief, CASE)
    EQUIPMENT.go(cast, case, HANDLED)
    assert "□四次一致" in text_of(cast.chief, CASE, case)
    EQUIPMENT.go(cast, case, SIGNED)
    assert "☑四次一致" in text_of(cast.chief, CASE, case)
    other = made(cast.chief, CASE)
    EQUIPMENT.go(cast, other, HANDLED)
    take(cast.chief, CASE, other, "sign_record", **SIGNED.values(cast) | COUNTED | {
        "count_skin": 37, "count_note": "第四次少一块，已在器械台下找到"})  # fmt: skip
    assert "□四次一致" in text_of(cast.chief, CASE, other)


def test_three_sign_an_exception_of_equipment_each_where_they_judged(cast: Cast) -> None:
    case = EQUIPMENT.walk(cast, until="close")
    text = text_of(cast.head, CASE, case)
    assert not re.search(f"(主刀|鉴别人|医务科){BY_HAND}", text)
    assert "电源板故障" in text
    action = raised(cast, CASE.name, case, "corrective_action")
    assert f"开处理单是{number(cast, catalog.by_name('corrective_action'), action)}" in text


def test_of_a_power_failure_the_one_who_answers_for_the_power_signs(cast: Cast) -> None:
    case = POWER.walk(cast, until="review")
    text = text_of(cast.head, CASE, case)
    assert "配电跳闸，已恢复" in text
    assert "电源切换秒数6" in text
    assert not re.search(f"鉴别人{BY_HAND}", text)
    assert f"医务科{BY_HAND}" in text


# ---- F12 of an error, F03 of a participation and of a contractor --------------------------------


def test_a_serious_error_says_on_f12_when_both_offices_were_told(cast: Cast) -> None:
    error = SERIOUS_ERROR.walk(cast, until="close")
    text = text_of(cast.nurse, ERROR, error)
    today = clock.today()
    day = f"{today.year}年{today.month}月{today.day}日"
    assert re.search(f"报职能科室医务科{day}.*；护理部{day}", text)
    assert "□一般错误☑严重错误" in text
    assert "抢救措施：吸氧、补液" in text
    assert f"科室负责人{BY_HAND}" in text


def test_a_general_error_is_signed_by_the_head_of_the_ward(cast: Cast) -> None:
    error = GENERAL_ERROR.walk(cast, until="close")
    text = text_of(cast.nurse, ERROR, error)
    assert not re.search(f"科室负责人{BY_HAND}", text)
    assert f"职能科室{BY_HAND}" in text
    assert f"患者状况与处置{REMEDY['patient_condition']}补救措施：" in text


@pytest.mark.parametrize(
    ("kind", "box"), [("DISPENSING", "☑发药□治疗"), ("TREATMENT", "□发药☑治疗")]
)
def test_the_kind_of_an_error_is_its_category_on_f12(cast: Cast, kind: str, box: str) -> None:
    values = VALUES[ERROR.name](cast.nurse) | {"kind": kind}
    error = records.register(cast.nurse, ERROR, values).record_id
    assert error is not None
    assert box in text_of(cast.nurse, ERROR, error)


def test_f03_says_who_leads_by_which_qualification(cast: Cast) -> None:
    case = made(cast.nurse, PART, participant_name="丁实习", participant_kind="INTERN")
    LED.go(cast, case, LED.moves[0])
    known = qualified(cast)
    take(cast.handler, PART, case, "supervise", **LED.moves[1].values(cast))
    text = text_of(cast.head, PART, case)
    assert f"全程在台上带教（带教人资质{number(cast, WITHDRAWN.kind, known)}）" in text
    assert "参与人丁实习（实习）" in text
    assert "鉴别结论：须由合格人员带教。须带教" in text
    assert not re.search(f"(职能科室|实施人){BY_HAND}", text)
    assert f"批准人{BY_HAND}" in text


def test_who_was_stopped_at_once_is_stopped_on_f03(cast: Cast) -> None:
    case = made(cast.nurse, PART)
    take(cast.nurse, PART, case, "remove")
    text = text_of(cast.nurse, PART, case)
    assert "停止参与。" in text
    assert f"职能科室{BY_HAND}" in text


def test_the_patient_is_masked_on_f03(cast: Cast) -> None:
    case = made(cast.nurse, PART, patient_name="章某某", patient_number="ZY20260001")
    text = text_of(cast.nurse, PART, case)
    assert "患者章**ZY2****0001" in text
    assert "章某某" not in text


def test_a_contractor_is_responsible_and_the_department_in_charge_issues(cast: Cast) -> None:
    case = CONTRACTED.walk(cast, until="verify")
    view = reading.load(cast.admin, OUTSIDE, case)
    text = text_of(cast.head, OUTSIDE, case)
    assert f"责任科室{view.values['contractor']}" in text
    assert f"合同号{view.values['contract_number']}" in text
    assert "□有效□部分有效" in text
    take(cast.head, OUTSIDE, case, "verify", verification="抽查三餐无误")
    text = text_of(cast.head, OUTSIDE, case)
    assert "☑有效□部分有效" in text
    assert not re.search(f"(实施人|验证人){BY_HAND}", text)


def test_a_penalty_stands_on_f03_and_proves_nothing(cast: Cast) -> None:
    case = PENALIZED.walk(cast, until="rectify")
    text = text_of(cast.head, OUTSIDE, case)
    assert "扣当月服务费200元扣款200.00元" in text
    assert "□有效□部分有效" in text
    assert "合同条款第8条" in text


def test_a_contractor_a_complaint_told_of_names_the_complaint(cast: Cast) -> None:
    complaint = catalog.by_name("complaint")
    source = made(cast.head, complaint, subject="送错餐")
    begun = raising.begin(cast.head, complaint, source, OUTSIDE.name).values
    values = begun | {
        "contractor": "安心餐饮", "contract_number": "HT-1", "found_at": clock.now(),
        "functional_department_id": reading.fresh(cast.head, OUTSIDE)["responsible_department_id"],
    }  # fmt: skip
    case = records.register(cast.head, OUTSIDE, values, origin=(complaint, source)).record_id
    assert case is not None
    text = text_of(cast.head, OUTSIDE, case)
    assert "☑投诉□内审" in text
    assert f"关联单号{number(cast, complaint, source)}" in text


# ---- all of them ---------------------------------------------------------------------------------

ALL = pytest.mark.parametrize("kind", [CHECK, CASE, ERROR, PART, OUTSIDE], ids=lambda one: one.name)


@ALL
def test_a_masked_copy_names_nobody(cast: Cast, kind: Register) -> None:
    record_id = made(cast.nurse, kind)
    paper = printing.render(cast.admin, kind, record_id, copies=False, masked=True)
    assert "陈静" not in pdf_text(paper)


@ALL
def test_the_workbook_says_what_the_page_says(cast: Cast, kind: Register) -> None:
    record_id = made(cast.nurse, kind)
    paper = printing.render(cast.admin, kind, record_id, copies=False)
    sheet = load_workbook(BytesIO(paper.xlsx)).worksheets[0]
    cells = [one for row in sheet.iter_rows() for cell in row if isinstance(one := cell.value, str)]
    assert f"编号：{number(cast, kind, record_id)}" in cells
    page = pdf_text(paper)
    lost = [one for one in cells if "☑" not in one and re.sub(r"\s", "", one) not in page]
    assert lost == []


@pytest.mark.parametrize("kind", [CASE, ERROR, PART, OUTSIDE], ids=lambda one: one.name)
def test_twenty_thousand_characters_go_on_over_the_pages(cast: Cast, kind: Register) -> None:
    told = "".join(f"第{at:04d}句，" for at in range(20_000 // 8))
    text = text_of(cast.admin, kind, made(cast.nurse, kind, narrative=told))
    lost = [at for at in range(20_000 // 8) if f"第{at:04d}句" not in text]
    assert len(lost) < 40  # only what begins on one page and ends on the next


def test_a_form_leads_to_the_register_whose_own_it_is() -> None:
    assert catalog.by_form("F13") is CASE
    assert catalog.by_form("F13", "SQ-SSS-202603-0001") is CHECK
    assert catalog.by_form("F12").name == "service_defect_entry"
    assert catalog.by_form("F12", "CW-YJK-202603-0001") is ERROR
    assert catalog.by_form("F03").name == "corrective_action"
    assert catalog.by_form("F03", "WB-ZWK-202603-0001") is OUTSIDE
