"""Clause 四.3 on paper: what forms F05 to F11 say beyond the record's own fields, and what none may say."""

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from app import clock, paths
from app.errors import InvalidRecord, NotFound, StepRefused
from app.models.materials.item import Item, ItemCategory
from app.models.organisation import Role
from app.services import drafts, printing, reading, records
from app.services.forms import CATALOGUE
from app.services.operations import Desk, actor_of
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import department, made, take
from tests.forms_goods import CODES
from tests.forms_paper import shown_texts
from tests.hospital import desk_of
from tests.roads import (
    BAD,
    DESTROYED,
    IN_USE,
    LIVING,
    LOT,
    ORDER,
    RECEIPT,
    REPLACED,
    RETURNED,
    SUPPLIED,
    SUPPLIER,
    approved_supplier,
    order_done,
)
from tests.written import pdf_text

FORBIDDEN = ("让步", "紧急放行", "特采", "降级使用", "挑选使用", "先用后检")
K = LOT.kind


def text_of(desk: Desk, kind: Register, record_id: int, code: str = "") -> str:
    return pdf_text(printing.render(desk, kind, record_id, code, copies=False))


def lot(cast: Cast, **other: Any) -> int:
    return made(cast.keeper, K, **other)


# ---- what no form may offer -----------------------------------------------------------------------


@pytest.mark.parametrize("code", CATALOGUE)
def test_no_form_offers_a_way_past_the_inspection(code: str) -> None:
    form = CATALOGUE[code]
    offered = "".join(option for options in form.options.values() for option in options)
    printed = "".join(shown_texts(paths.FORMS / f"{code}.xlsx"))
    assert [word for word in FORBIDDEN if word in offered + printed] == []


def test_the_ways_of_f06_are_those_of_the_register() -> None:
    choices = ORDER.kind["disposition"].choices
    assert choices is not None
    assert CATALOGUE["F06"].options["disposition"] == tuple(one.label for one in choices)


@pytest.mark.parametrize("kind", catalog.REGISTERS, ids=lambda one: one.name)
def test_boxes_of_a_form_are_the_answers_of_the_field_in_their_order(kind: Register) -> None:
    """A tick is set by its place: a list that is longer or in another order would tick another box."""
    for code in kind.forms:
        for name, options in CATALOGUE[code].options.items():
            field = kind.by_name.get(name) or kind.by_name.get(f"{name}_id")
            if field is not None and field.choices is not None:
                assert len(options) == len(list(field.choices)) + (name == "verdict"), name


# ---- F08 -----------------------------------------------------------------------------------------


def test_a_lot_and_the_part_split_off_it_are_lines_of_one_record(cast: Cast) -> None:
    approved_supplier(cast)
    one = lot(cast, ordered_quantity=600)
    take(cast.keeper, K, one, "begin")
    take(cast.keeper, K, one, "split", split_quantity=100)
    take(cast.keeper, K, one, "reject", **BAD | {"narrative": "外箱受潮"})
    text = text_of(cast.keeper, K, one)
    assert "袋50050010" in text
    assert "袋100100" in text
    assert "包装破损" in text
    assert "外箱受潮" in text
    numbers = set(re.findall(r"JY-WZK-\d{6}-\d{4}", text))
    assert len(numbers) == 2


def test_what_came_in_its_stead_is_inspected_on_a_paper_of_its_own(cast: Cast) -> None:
    replaced = REPLACED.walk(cast)
    assert text_of(cast.keeper, K, replaced).count("4087202") == 1


def test_what_did_not_come_is_a_line_without_a_verdict(cast: Cast) -> None:
    text = text_of(cast.keeper, K, SUPPLIED.walk(cast, until="reject"))
    assert "短少，待补足" in text
    assert text.count("☑待检") == 1


def test_nobody_signs_before_the_lot_is_judged(cast: Cast) -> None:
    one = RETURNED.walk(cast, until="reject")
    text = text_of(cast.keeper, K, one)
    assert "检验人签名：____" in text
    assert "☑待检" in text
    take(cast.keeper, K, one, "reject", **BAD)
    text = text_of(cast.keeper, K, one)
    assert "检验人：陈静" in text
    assert "复核人签名：____" in text
    assert "☑不合格" in text


def test_an_accepted_lot_is_signed_by_two(cast: Cast) -> None:
    text = text_of(cast.keeper, K, LOT.walk(cast, until="shelve"))
    assert "检验人：陈静" in text
    assert "复核人：陈静" in text
    assert "☑合格" in text
    assert "生产日期符合" in text
    assert "型号不适用" in text


def test_months_left_are_counted_from_the_day_of_arrival(
    cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-10 10:00")
    one = lot(cast, received_at=clock.now(), expires_on=date(2026, 9, 10))
    assert "40872026" in text_of(cast.keeper, K, one)  # the lot, and six months


def test_the_record_of_a_lot_in_doubt_keeps_what_was_found_before(cast: Cast) -> None:
    text = text_of(cast.keeper, K, LOT.walk(cast))
    assert f"第1次检验：{clock.today()}合格" in text
    assert "停用原因：储存超限" in text


DRAFTS: dict[str, dict[str, Any]] = {
    "material_lot": {"subject": "手套", "expires_on": "2027-09-10"},
    "goods_receipt": {"subject": "手套", "items": [{"quantity": 3}]},
    "in_use_nonconformity": {"subject": "手套"},
    "disposition_order": {"subject": "手套"},
    "supplier": {"subject": "手套"},
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_printed_as_far_as_it_is_written_and_judges_nothing(
    cast: Cast, name: str
) -> None:
    made(cast.keeper, K, supplier_name="手套")
    kind = catalog.by_name(name)
    slip = drafts.save(cast.keeper, kind, DRAFTS[name])
    text = pdf_text(printing.render(cast.keeper, kind, None, copies=False, slips=[slip]))
    assert "手套" in text
    assert "☑" not in text


# ---- F05 -----------------------------------------------------------------------------------------


def test_a_rejected_lot_has_its_report(cast: Cast) -> None:
    text = text_of(cast.keeper, K, RETURNED.walk(cast), "F05")
    assert "☑进货检验" in text
    assert "☑包装破损" in text
    assert "到货数600不合格数600" in text
    assert "检验人/报告人：陈静" in text
    assert "采购科室意见同意" in text


@pytest.mark.parametrize("until", ["begin", "reject"])
def test_no_report_of_a_lot_that_is_not_rejected(cast: Cast, until: str) -> None:
    one = RETURNED.walk(cast, until=until)
    with pytest.raises(StepRefused, match="还不能出不合格品报告：只有判不合格的批才出"):
        printing.render(cast.keeper, K, one, "F05")


def test_no_report_while_the_verdict_is_only_written(cast: Cast) -> None:
    one = RETURNED.walk(cast, until="reject")
    version = reading.load(cast.keeper, K, one).version
    records.change(cast.keeper, K, one, version, {"verdict": "REJECTED"})
    with pytest.raises(StepRefused, match="还没有判定"):
        printing.render(cast.keeper, K, one, "F05")


def test_a_wards_report_says_what_was_done_at_once(cast: Cast) -> None:
    case = IN_USE.walk(cast, until="isolate")
    assert "☑停用□隔离□标识□通知药剂科/供应科" in text_of(cast.nurse, IN_USE.kind, case)
    case = IN_USE.walk(cast)
    text = text_of(cast.nurse, IN_USE.kind, case)
    assert "☑停用☑隔离☑标识☑通知药剂科/供应科" in text
    assert "检验人/报告人：陈静" in text
    assert "采购科室：陈静" in text


def test_who_had_the_goods_is_masked(cast: Cast) -> None:
    case = made(cast.nurse, IN_USE.kind, used_on_patient=True, place="治疗室", patient_name="赵小明",
                patient_number="ZY20260301", physician_told_at=clock.now())  # fmt: skip
    text = text_of(cast.nurse, IN_USE.kind, case)
    assert "赵小明" not in text
    assert "ZY20260301" not in text
    assert "☑是□否" in text


def test_a_new_report_begins_with_the_finder_and_in_use(cast: Cast) -> None:
    with cast.admin.database.read() as session:
        begun = IN_USE.kind.defaults(actor_of(session, cast.nurse.person_id), clock.now())
    assert begun["stage"] == "IN_USE"
    assert begun["finder_id"] == cast.nurse.person_id


def test_no_more_is_wanting_than_arrived(cast: Cast) -> None:
    with pytest.raises(InvalidRecord, match="不能多于到货数 2"):
        made(cast.nurse, IN_USE.kind, arrived_quantity=2, quantity=3)


# ---- F06, F07 ------------------------------------------------------------------------------------


def test_an_order_is_signed_by_those_who_took_its_steps(cast: Cast) -> None:
    text = text_of(cast.buyer, ORDER.kind, ORDER.walk(cast))
    for label in ("评审登记", "分管领导", "执行人", "监督人", "结案人"):
        assert f"{label}：陈静" in text
    for label in ("采购科室", "使用科室", "质管", "登记人"):
        assert f"{label}签名：____" in text


@pytest.mark.parametrize("on_file", [False, True])
def test_an_order_says_whether_the_supplier_is_on_file(cast: Cast, on_file: bool) -> None:
    if on_file:
        approved_supplier(cast)
    one = made(cast.buyer, ORDER.kind, supplier_name="安康医药有限公司")
    assert ("☑已登记" in text_of(cast.buyer, ORDER.kind, one)) is on_file


def test_the_proposal_tells_what_inspecting_all_of_the_kind_came_to(cast: Cast) -> None:
    case = LIVING.walk(cast, until="propose")
    order = order_done(cast, LIVING.register, case, impact="涉及两个病区", supplier_advice="WARN",
                       requirement="三日内取回")  # fmt: skip
    text = text_of(cast.leader, ORDER.kind, order, "F07")
    assert "关于患者被芯（批号DEMO-L05）不合格的处理意见报告" in text
    assert "总量410已检410合格399不合格11未检0" in text
    assert "供方核查：供方无类似反映" in text
    assert "拒收退货。三日内取回" in text
    assert "☑警告" in text
    assert "☑同意□不同意□退回补充" in text
    assert "分管领导：陈静" in text


def test_no_proposal_while_goods_of_the_kind_are_not_inspected(cast: Cast) -> None:
    """HR-11: 未检数=0 才能提交报告."""
    case = LIVING.walk(cast, until="reinspect")
    version = reading.load(cast.buyer, LIVING.kind, case).version
    counts = {"kind_total": 410, "kind_good": 400, "kind_bad": 2}
    records.change(cast.buyer, LIVING.kind, case, version, counts)
    order = order_done(cast, LIVING.register, case, impact="涉及两个病区", disposition="RETURN")
    with pytest.raises(StepRefused, match="还有 8 件同类物品没有复检"):
        printing.render(cast.leader, ORDER.kind, order, "F07")


def test_no_proposal_without_what_it_touches(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还没有影响评估"):
        printing.render(cast.buyer, ORDER.kind, made(cast.buyer, ORDER.kind), "F07")


# ---- F09 -----------------------------------------------------------------------------------------


def test_a_receipt_says_of_every_line_which_goods_it_is(cast: Cast) -> None:
    one = RECEIPT.walk(cast)
    text = text_of(cast.keeper, RECEIPT.kind, one)
    assert "0.9%氯化钠注射液" in text
    assert "袋600600" in text
    assert "1500.00A-1" in text
    assert "合计（大写）壹仟伍佰元整" in text
    assert "1,500.00" in text
    assert "采购：陈静" in text
    assert "保管：陈静" in text
    assert "财务签名：____" in text


def test_a_receipt_has_three_copies_each_with_its_colour(cast: Cast) -> None:
    paper = printing.render(cast.keeper, RECEIPT.kind, RECEIPT.walk(cast))
    assert paper.pages == 3
    text = pdf_text(paper)
    for name in ("第一联库房存根︵白︶", "第二联财务︵红︶", "第三联采购报销︵黄︶"):
        assert name in text


def test_nobody_signs_a_receipt_before_the_goods_are_stored(cast: Cast) -> None:
    one = RECEIPT.walk(cast, until="store")
    text = text_of(cast.keeper, RECEIPT.kind, one)
    assert text.count("签名：____") == 4
    assert "采购：陈静" in text  # among the remarks: who is meant


def test_a_receipt_names_the_code_of_the_item(cast: Cast) -> None:
    one = RECEIPT.walk(cast, until="store")
    with cast.admin.database.write() as session:
        item = Item(code="YP-0003", name="氯化钠", category=ItemCategory.DRUG, unit="袋")
        session.add(item)
        session.flush()
        for found in session.query(K.model):
            found.item_id = item.id  # type: ignore[attr-defined]
    assert "YP-0003" in text_of(cast.keeper, RECEIPT.kind, one)


# ---- F11 -----------------------------------------------------------------------------------------


def test_the_page_after_the_card_tells_what_went_wrong(cast: Cast) -> None:
    RETURNED.walk(cast)
    case = IN_USE.walk(cast)
    supplier = made(cast.buyer, SUPPLIER.kind)
    text = text_of(cast.buyer, SUPPLIER.kind, supplier, "F11A")
    assert "进货检验：包装破损" in text
    assert "拒收退货（已执行）" in text
    assert "使用中：外观质量" in text
    assert "接头漏液，已答复" in text
    assert reading.load(cast.admin, IN_USE.kind, case).number in text
    assert "进货检验不合格1批，数量短少0批，使用中不合格1件" in text


def test_a_long_answer_is_shortened_where_its_report_is_named(cast: Cast) -> None:
    case = IN_USE.walk(cast, until="note_supplier")
    answer = {"supplier_name": "安康医药有限公司", "supplier_note": "答" * 5000}
    take(cast.buyer, IN_USE.kind, case, "note_supplier", **answer)
    paper = printing.render(
        cast.buyer, SUPPLIER.kind, made(cast.buyer, SUPPLIER.kind), "F11A", copies=False
    )
    assert paper.pages == 1
    assert "全文见报告" in pdf_text(paper)
    assert text_of(cast.nurse, IN_USE.kind, case).count("答") == len(answer["supplier_note"])


def test_the_page_says_that_there_is_more_than_the_reader_may_see(cast: Cast) -> None:
    made(cast.nurse, IN_USE.kind, functional_department_id=department(cast.nurse, "药剂科"))
    supplier = made(cast.buyer, SUPPLIER.kind)
    ward = desk_of(cast.admin, Role.DEPT_HEAD, department="WZK", staff_no="D1")
    text = text_of(ward, SUPPLIER.kind, supplier, "F11A")
    assert "使用中：" not in text
    assert "另有1条不在本人的查看范围" in text


def test_the_keeper_of_the_store_sees_what_was_notified_to_it(cast: Cast) -> None:
    case = IN_USE.walk(cast, until="label_isolate")
    assert reading.load(cast.keeper, IN_USE.kind, case).number
    pharmacy = department(cast.nurse, "药剂科")
    drug = made(cast.nurse, IN_USE.kind, functional_department_id=pharmacy)
    with pytest.raises(NotFound):
        reading.load(cast.keeper, IN_USE.kind, drug)


def test_the_card_lists_papers_and_when_they_run_out(
    cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-10 10:00")
    supplier = made(cast.buyer, SUPPLIER.kind, licence_until=date(2026, 3, 30),
                    authorized_until=date(2026, 3, 1))  # fmt: skip
    text = text_of(cast.buyer, SUPPLIER.kind, supplier)
    assert "1许可证XK-2026-0012026年3月30日剩20天" in text
    assert "2授权书2026年3月1日已过期" in text
    assert "供方状态待评审" in text


def test_the_reviewer_signs_the_card(cast: Cast) -> None:
    supplier = SUPPLIER.walk(cast, until="warn")
    text = text_of(cast.buyer, SUPPLIER.kind, supplier)
    assert "评审人：陈静" in text
    assert "☑合格□限期整改" in text


# ---- all of them ---------------------------------------------------------------------------------


def on_paper(cast: Cast, code: str) -> tuple[Register, int]:
    """A record that is printed on a form."""
    case = LIVING.walk(cast, until="propose") if code == "F07" else 0
    made_ = {
        "F05": lambda: (K, DESTROYED.walk(cast)),
        "F06": lambda: (ORDER.kind, ORDER.walk(cast)),
        "F07": lambda: (ORDER.kind, order_done(cast, LIVING.register, case, impact="无")),
        "F08": lambda: (K, LOT.walk(cast)),
        "F09": lambda: (RECEIPT.kind, RECEIPT.walk(cast)),
        "F11": lambda: (SUPPLIER.kind, SUPPLIER.walk(cast)),
        "F11A": lambda: (SUPPLIER.kind, SUPPLIER.walk(cast)),
    }
    return made_[code]()


@pytest.mark.parametrize("code", CODES)
def test_the_workbook_of_every_form_opens(cast: Cast, code: str) -> None:
    kind, record_id = on_paper(cast, code)
    paper = printing.render(cast.admin, kind, record_id, code)
    number = reading.load(cast.admin, kind, record_id).number
    sheet = load_workbook(BytesIO(paper.xlsx)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"编号：{number}" in cells


@pytest.mark.parametrize("code", CODES)
def test_a_masked_copy_of_every_form_names_nobody_of_the_staff(cast: Cast, code: str) -> None:
    kind, record_id = on_paper(cast, code)
    paper = printing.render(cast.admin, kind, record_id, code, copies=False, masked=True)
    assert "陈静" not in pdf_text(paper)


@pytest.mark.parametrize("code", CODES)
def test_the_blank_form_is_printed_from_its_register(desk: Desk, code: str) -> None:
    kind = catalog.by_form(code)
    assert printing.render(desk, kind, None, code).file_name == f"{code}-空白"


def test_a_form_leads_to_the_register_whose_own_it_is() -> None:
    assert catalog.by_form("f05") is IN_USE.kind
    assert catalog.by_form("F05", "JY-WZK-202603-0001") is K
    assert catalog.by_form("F07") is ORDER.kind
    assert catalog.by_form("F11A") is SUPPLIER.kind
