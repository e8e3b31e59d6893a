"""What every register does alike: found, listed, taken away, drafted, guarded, imported."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import InvalidRecord, NotAllowed, NotFound
from app.models.organisation import Role
from app.services import access, audit, drafts, imports, listings, lists, reading, records
from app.services.access import MATRIX, Permission
from app.services.imports import layouts
from app.services.imports.layouts import HEADINGS, WORDS
from app.services.imports.mapping import normal
from app.services.operations import Desk, actor_of
from app.services.registers.catalog import REGISTERS, by_name, plural
from app.services.registers.register import Kind, Register
from tests.cast import Cast
from tests.factory import VALUES, department, made
from tests.hospital import desk_of
from tests.services.imports import files

EACH = pytest.mark.parametrize("kind", REGISTERS, ids=lambda one: one.name)
SERVICES = pytest.mark.parametrize("kind", REGISTERS[1:], ids=lambda one: one.name)
NAMING = pytest.mark.parametrize(
    "kind", [one for one in REGISTERS if any(f.sensitive for f in one.fields)],
    ids=lambda one: one.name,
)  # fmt: skip
SOUGHT = "鳄梨色腕带"


def of_ward(cast: Cast, kind: Register, ward: str = "骨科一病区") -> int:
    """A record that concerns a ward."""
    column = kind.wards[1] if len(kind.wards) > 1 else kind.wards[0]
    return made(cast.head, kind, **{column: department(cast.admin, ward)})


@EACH
def test_a_record_is_found_by_its_subject_and_its_number(cast: Cast, kind: Register) -> None:
    record_id = made(cast.head, kind, subject=SOUGHT)
    made(cast.head, kind)
    number = reading.load(cast.head, kind, record_id).number
    assert list(lists.ids(cast.head, kind, lists.Query(text="鳄梨"))) == [record_id]
    assert list(lists.ids(cast.head, kind, lists.Query(text=number))) == [record_id]
    assert reading.find_number(cast.head, kind, number) == record_id


@EACH
def test_a_changed_text_is_found_and_the_old_one_not(cast: Cast, kind: Register) -> None:
    record_id = made(cast.head, kind, subject=SOUGHT)
    records.change(cast.head, kind, record_id, 1, {"subject": "紫色腕带"}, "颜色写错")
    assert list(lists.ids(cast.head, kind, lists.Query(text="鳄梨"))) == []
    assert list(lists.ids(cast.head, kind, lists.Query(text="紫色"))) == [record_id]


@EACH
def test_the_list_shows_its_columns_newest_first(cast: Cast, kind: Register) -> None:
    first, second = made(cast.head, kind), made(cast.head, kind, subject=SOUGHT)
    found = lists.ids(cast.head, kind, lists.Query())
    assert set(found) == {first, second}
    row = lists.rows(cast.head, kind, [second])[0]
    assert row.cells["subject"] == SOUGHT
    assert set(kind.columns) <= set(row.cells)
    counted = lists.counts(cast.head, kind, lists.Query())
    assert counted.total == 2


@EACH
def test_the_list_goes_out_as_a_workbook(cast: Cast, kind: Register, tmp_path: Path) -> None:
    made(cast.head, kind, subject=SOUGHT)
    path = tmp_path / "台账.xlsx"
    ids = lists.ids(cast.head, kind, lists.Query())
    heading = listings.Heading("全部", "从新到旧")
    listings.export(cast.head, kind, ids, listings.default_columns(kind), heading, path)
    cells = [cell.value for row in load_workbook(path).active.iter_rows() for cell in row]
    assert SOUGHT in cells
    with pytest.raises(NotAllowed):
        listings.export(cast.nurse, kind, ids, listings.default_columns(kind), heading, path)


@EACH
def test_a_draft_is_its_writers_alone_and_used_up_by_registering(
    cast: Cast, kind: Register
) -> None:
    slip = drafts.save(cast.nurse, kind, {"subject": "写了一半"})
    assert [one.values for one in reading.drafts(cast.nurse, kind)] == [{"subject": "写了一半"}]
    assert reading.drafts(cast.chief, kind) == []
    registered = records.register(cast.nurse, kind, VALUES[kind.name](cast.nurse), slip_code=slip)
    assert registered.record_id is not None
    assert reading.drafts(cast.nurse, kind) == []
    assert reading.find_number(cast.nurse, kind, slip.lower()) == registered.record_id


@EACH
def test_a_draft_is_thrown_away_by_its_writer(cast: Cast, kind: Register) -> None:
    slip = drafts.save(cast.nurse, kind, {"subject": "写了一半"})
    drafts.discard(cast.chief, kind, slip)
    assert len(reading.drafts(cast.nurse, kind)) == 1
    drafts.discard(cast.nurse, kind, slip)
    assert reading.drafts(cast.nurse, kind) == []


@EACH
def test_what_is_lacking_is_said_all_at_once(cast: Cast, kind: Register) -> None:
    with pytest.raises(InvalidRecord) as refused:
        records.register(cast.head, kind, {})
    needed = {one.name for one in kind.fields if one.required}
    assert needed <= set(refused.value.problems)


@EACH
def test_a_ward_sees_its_own_records_and_no_others(cast: Cast, kind: Register) -> None:
    own, other = of_ward(cast, kind), of_ward(cast, kind, "儿科")
    reader = desk_of(cast.admin, Role.VIEWER, department="GK1", staff_no="V1")
    assert list(lists.ids(reader, kind, lists.Query())) == [own]
    assert reading.load(reader, kind, own).read_only
    with pytest.raises(NotFound):
        reading.load(reader, kind, other)
    with pytest.raises(NotFound):
        records.change(reader, kind, other, 1, {"subject": "偷看"})


@EACH
def test_on_another_departments_case_only_roles_with_all_of_it(cast: Cast, kind: Register) -> None:
    """A case of 骨科一病区 with 护理部, seen from 皮肤科."""
    owner = desk_of(cast.admin, Role.OFFICE_HEAD, department="HLB", staff_no="X1")
    column = kind.wards[1] if len(kind.wards) > 1 else kind.wards[0]
    given = {column: department(cast.admin, "骨科一病区")}
    given |= {
        name: department(cast.admin, "护理部")
        for name in kind.offices if not name.endswith("_ids")
    }  # fmt: skip
    if kind.name == "evidence_seal":
        given["custodian_department_id"] = department(cast.admin, "护理部")
    if kind.name == "safety_education":
        given["scope"] = "NURSING"  # whose office 护理部 is (HR-25)
    record_id = made(owner, kind, **given)
    for role in Role:
        other = desk_of(cast.admin, role, department="PFK", staff_no=f"P-{role}")
        with cast.admin.database.read() as session:
            actor = actor_of(session, other.person_id)
            record = session.get_one(kind.model, record_id)
            for permission in (Permission.CHANGE, Permission.PRINT, Permission.VOID):
                expected = MATRIX[permission, role] == "A"
                assert access.allowed(actor, permission, record, kind) is expected


@NAMING
def test_who_may_not_know_names_neither_reads_nor_finds_them(cast: Cast, kind: Register) -> None:
    name = next(one.name for one in kind.fields if one.sensitive and one.kind is Kind.TEXT)
    record_id = made(cast.head, kind, **{name: "欧阳某某"})
    auditor = desk_of(cast.admin, Role.AUDITOR, staff_no="AU")
    assert reading.load(auditor, kind, record_id).values[name] == "欧***"
    assert list(lists.ids(auditor, kind, lists.Query(text="欧阳"))) == []
    assert list(lists.ids(cast.head, kind, lists.Query(text="欧阳"))) == [record_id]


def test_who_a_nonconformity_is_about_does_not_work_on_it(cast: Cast) -> None:
    from tests.roads import MINOR

    record_id = made(cast.head, MINOR.kind, respondent_person_id=cast.chief.person_id)
    view = reading.load(cast.chief, MINOR.kind, record_id)
    assert "您本人" in (view.read_only or "")
    with pytest.raises(NotAllowed):
        MINOR.go(cast, record_id, MINOR.moves[0])


# ---- old registers -------------------------------------------------------------------------------

OLD = {
    "nonconforming_service": (
        ("编号", "发现日期", "科室", "不合格事实", "严重程度", "整改措施", "扣分"),
        ("B-1", "2024-02-29 09:30", "骨科一病区", SOUGHT, "严重不合格", "双人核对", "2"),
    ),
    "quality_feedback": (
        ("编号", "检查日期", "责任科室", "主题", "存在问题", "原因", "整改措施", "考核标准"),
        ("F-1", "2024-02-29", "骨科一病区", SOUGHT, "1、未核对\n2、未签名", "忙", "培训", "3.2"),
    ),
    "corrective_action": (
        ("单号", "发出日期", "责任部门", "事项", "经过", "来源", "措施类型", "有效性验证"),
        ("J-1", "2024-02-29", "骨科一病区", SOUGHT, "未核对", "内审", "预防", "已核对"),
    ),
    "audit_nonconformity_report": (
        ("编号", "内审日期", "受审核科室", "主题", "不合格事实描述", "条款号", "不合格类型"),
        ("N-1", "2024-02-29", "骨科一病区", SOUGHT, "未签名", "8.7", "体系"),
    ),
    "service_defect_entry": (
        ("编号", "发生日期", "科室", "事件经过", "事件类型", "级别", "住院号", "病人"),
        ("Q-1", "2024-02-29 09:30", "骨科一病区", SOUGHT, "用药", "Ⅲ级", "ZY001", "赵某"),
    ),
    "evidence_seal": (
        ("编号", "封存日期", "封存地点", "主题", "患方在场人", "存放地点"),
        ("S-1", "2024-02-29", "医务科", SOUGHT, "赵某", "保险柜"),
    ),
    "safety_education": (
        ("编号", "培训日期", "培训题目", "培训对象", "人数", "讲师"),
        ("A-1", "2024-02-29", SOUGHT, "护士", "32", "何某"),
    ),
    "supplier": (
        ("编号", "建档日期", "供应商名称", "许可证编号", "许可证有效期", "联系电话"),
        ("G-1", "2024-02-29", SOUGHT, "XK-1", "2027-02-28", "0571-1"),
    ),
    "material_lot": (
        ("编号", "到货日期", "品名", "类别", "规格型号", "生产批号", "有效期", "供应商", "数量"),
        ("J-1", "2024-02-29", SOUGHT, "耗材", "10 mm", "4087202", "2026-01-31", "安康", "20"),
    ),
    "goods_receipt": (
        ("单号", "入库日期", "摘要", "供应商", "发票号码", "采购员"),
        ("R-1", "2024-02-29", SOUGHT, "安康", "0001", "陈静"),
    ),
    "in_use_nonconformity": (
        ("编号", "发现日期", "使用科室", "品名", "批号", "数量", "问题描述"),
        ("B-1", "2024-02-29 09:30", "骨科一病区", SOUGHT, "L05", "3", "漏液"),
    ),
    "disposition_order": (
        ("单号", "日期", "品名", "批号", "数量", "处理方式", "供应商"),
        ("C-1", "2024-02-29", SOUGHT, "L05", "3", "退货", "安康"),
    ),
    "env_check": (
        ("编号", "检测日期", "科室", "检测项目", "采样地点", "标准值", "检测结果", "单位"),
        ("H-1", "2024-02-29", "骨科一病区", SOUGHT, "治疗室", "≤4.0", "3.2", "CFU/皿"),
    ),
    "surgery_exception": (
        ("编号", "手术日期", "类型", "手术名称", "主刀医师", "经过", "处理情况", "住院号"),
        ("Y-1", "2024-02-29 09:30", "停电", SOUGHT, "陈静", "闪断", "暂停", "ZY001"),
    ),
    "preop_check": (
        ("编号", "手术日期", "手术名称", "器械包名称", "消毒完整", "数量完整", "项目完整"),
        ("P-1", "2024-02-29", SOUGHT, "腔镜包", "是", "是", "否"),
    ),
    "treatment_error": (
        ("编号", "发生日期", "科室", "类型", "严重程度", "事项", "事件经过", "处理措施"),
        ("C-1", "2024-02-29", "骨科一病区", "发药错误", "一般", SOUGHT, "发错", "换药"),
    ),
    "unqualified_participation": (
        ("编号", "发现日期", "科室", "手术名称", "姓名", "身份", "经过", "带教老师"),
        ("R-1", "2024-02-29", "骨科一病区", SOUGHT, "钱某", "实习生", "缝合", "陈静"),
    ),
    "staff_qualification": (
        ("编号", "登记日期", "姓名", "项目", "执业证号", "有效期至"),
        ("Z-1", "2024-02-29", "陈静", SOUGHT, "ZY-1", "2027-02-28"),
    ),
    "outsourced_nonconformity": (
        ("编号", "检查日期", "外包公司", "合同编号", "服务项目", "问题描述", "扣款"),
        ("W-1", "2024-02-29", "安禾餐饮", "HT-1", SOUGHT, "送错餐", "200"),
    ),
    "satisfaction_survey": (
        (
            "编号",
            "调查日期",
            "调查类型",
            "名称",
            "目标值",
            "发放",
            "回收",
            "有效",
            "满意率",
            "分析",
        ),
        ("M-1", "2024-02-29", "住院患者", SOUGHT, "90", "300", "276", "270", "94.8", "膳食多"),
    ),
    "survey_feedback": (
        ("编号", "反馈日期", "科室", "反馈内容", "患者意见", "原因", "整改"),
        ("F-1", "2024-02-29", "骨科一病区", SOUGHT, "夜里吵", "推车响", "换轮"),
    ),
    "patient_forum": (
        ("编号", "会议日期", "科室", "会议主题", "主持", "人数", "会议内容"),
        ("T-1", "2024-02-29", "骨科一病区", SOUGHT, "吴某", "12", "夜间推车响"),
    ),
    "periodic_report": (
        ("编号", "报告日期", "报告类型", "季度", "报告名称", "科室", "情况分析"),
        ("B-1", "2024-04-09", "季报", "2024-Q1", SOUGHT, "药剂科", "均已退货"),
    ),
}


@SERVICES
def test_an_old_register_comes_in_with_its_own_headings(
    cast: Cast, kind: Register, tmp_path: Path
) -> None:
    path = files.xlsx(tmp_path / "旧台账.xlsx", OLD[kind.name])
    report = imports.bring_in(cast.head, kind, path)
    assert not report.errors
    assert not [column.heading for column in report.table.columns if column.field is None]
    (number,) = report.numbers
    assert number.startswith(f"{kind.prefix}-DR-")
    view = reading.load(cast.head, kind, reading.find_number(cast.head, kind, number))
    assert view.backfilled
    assert view.due is None
    answered = layouts.of(kind.name).answered
    assert view.status == (answered or kind.initial)
    assert list(lists.ids(cast.head, kind, lists.Query(text="鳄梨"))) == [view.id]
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


def test_problems_of_an_old_sheet_become_rows_of_findings(cast: Cast, tmp_path: Path) -> None:
    from tests.roads import FEEDBACK

    path = files.xlsx(tmp_path / "旧台账.xlsx", OLD["quality_feedback"])
    (number,) = imports.bring_in(cast.head, FEEDBACK.kind, path).numbers
    record_id = reading.find_number(cast.head, FEEDBACK.kind, number)
    findings = reading.load(cast.head, FEEDBACK.kind, record_id).values["findings"]
    assert findings == [{"description": "未核对"}, {"description": "未签名"}]


def test_a_table_that_needs_more_than_a_text_is_left_to_be_filled_in(
    cast: Cast, tmp_path: Path
) -> None:
    from tests.roads import SEAL

    rows = [(*OLD["evidence_seal"][0], "封存物品"), (*OLD["evidence_seal"][1], "输液瓶一个")]
    report = imports.bring_in(
        cast.head, SEAL.kind, files.xlsx(tmp_path / "旧.xlsx", rows), dry_run=True
    )
    (problem,) = report.errors
    assert problem.expected == "逐行填写的表格"
    assert "导入后在记录里逐行补填" in problem.mend


@SERVICES
def test_only_who_imports_brings_an_old_register_in(
    cast: Cast, kind: Register, tmp_path: Path
) -> None:
    path = files.xlsx(tmp_path / "旧台账.xlsx", OLD[kind.name])
    with pytest.raises(NotAllowed):
        imports.bring_in(cast.handler, kind, path)


@SERVICES
def test_a_heading_means_one_field(kind: Register) -> None:
    """No old heading is claimed by two fields, nor by one against another's own label."""
    claims = Counter(normal(one) for names in HEADINGS[kind.name].values() for one in names)
    assert [heading for heading, times in claims.items() if times > 1] == []
    labels = {normal(one.label): one.name for one in kind.fields}
    for name, headings in HEADINGS[kind.name].items():
        assert name in kind.by_name
        for one in headings:
            assert labels.get(normal(one), name) == name, one


@SERVICES
def test_words_for_choices_belong_to_a_field_of_the_register(kind: Register) -> None:
    lists_of = {one.choices for one in kind.fields if one.choices}
    for word, member in WORDS.get(kind.name, {}).items():
        assert type(member) in lists_of, word


def test_every_register_of_services_knows_old_headings() -> None:
    assert set(HEADINGS) == {one.name for one in REGISTERS[1:]}


def test_the_desk_of_a_stranger_sees_nothing(cast: Cast) -> None:
    stranger: Desk = desk_of(cast.admin, Role.ADMIN, department="PFK", staff_no="AD")
    for kind in REGISTERS:
        made(cast.head, kind)
        assert list(lists.ids(stranger, kind, lists.Query())) == []


@EACH
def test_who_looks_after_the_trail_or_the_accounts_takes_no_step(kind: Register) -> None:
    """三员: these roles are exclusive of all business."""
    apart = {Role.AUDITOR, Role.ADMIN, Role.SECURITY_ADMIN, Role.VIEWER}
    assert not [step.action for step in kind.steps if step.roles & apart]


@EACH
def test_the_plural_leads_to_the_register(kind: Register) -> None:
    assert by_name(plural(kind.name)) is kind
    assert not plural(kind.name).endswith("ys")
