"""Sample values of the forms of clause 四.2: ordinary records, taken to their end; and all samples."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from app.services.forms import CATALOGUE, FormValue, Options, Signature
from tests import forms_goods, forms_processes, forms_surveys

SERVICES = ("F02", "F03", "F04", "F12", "F21")
CODES = (*SERVICES, *forms_goods.CODES, *forms_processes.CODES, *forms_surveys.CODES)
TABLES = {"F02": "findings", "F03": "measures", "F21": "items"}
TABLES |= forms_goods.TABLES | forms_surveys.TABLES
NAMES = {"F02": "description", "F03": "content", "F21": "name"}
NAMES |= forms_goods.NAMES | forms_surveys.NAMES
DAY = date(2026, 3, 5)


def ticked(code: str, field: str, *at: int) -> Options:
    """A form's options with some of them ticked."""
    return Options(CATALOGUE[code].options[field], frozenset(at))


def signed(code: str, step: str, name: str, day: date = DAY) -> Signature:
    """A signature of a form, given by someone."""
    return Signature(CATALOGUE[code].signatures[step], name, day)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March, by the hospital's clock eight hours later."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def feedback() -> dict[str, FormValue]:
    """F02: three findings, answered and verified."""
    return {
        "number": "FK-YWK-202603-0004",
        "check_category": ticked("F02", "check_category", 2),
        "source_number": "TS-YWK-202603-0007",
        "inspecting_department": "医务科",
        "checked_at": moment(5, 1, 40),
        "inspector": "周敏",
        "responsible_department": "普通外科一病区",
        "accompanied_by": "病区护士长",
        "basis": "《护理质量考核标准》第 3.2 条",
        "subject": "夜间呼叫应答不及时",
        "findings": [
            {"description": "夜间三次呼叫，首次应答 21 分钟后。", "clause": "考核标准 3.2.1",
             "points": Decimal("2.5")},
            {"description": "交接班记录缺夜班签名两处，体温单漏填一次；抢救车封条号与登记本不符，"
                            "当班护士说不出更换时间。", "clause": "考核标准 3.4", "points": Decimal(1)},
            {"description": "呼叫器 12 床损坏未报修。", "clause": "后勤 7.1"},
        ],
        "severity": ticked("F02", "severity", 0),
        "requested_on": date(2026, 3, 20),
        "issued": signed("F02", "issued", "周敏"),
        "root_cause": "夜间二线未安排，呼叫转接只到护士站。",
        "correction": "当日补签交接班记录，更换 12 床呼叫器。",
        "corrective_action": "呼叫转接到值班手机；排班增加夜间二线。",
        "preventive_action": "全院病区核对呼叫转接，每季演练一次。",
        "completed_on": date(2026, 3, 18),
        "completer": "王磊",
        "answered": signed("F02", "answered", "陈建国", date(2026, 3, 18)),
        "effect": ticked("F02", "effect", 0),
        "evidence": "3 月 21 日夜查，三次试呼均在 3 分钟内应答。",
        "verified": signed("F02", "verified", "赵敏", date(2026, 3, 21)),
        "filed_on": date(2026, 3, 22),
        "materials": "附件 2 件",
        "remarks": "备注：无异议。",
        "archived_on": date(2026, 3, 30),
        "retain_until": date(2031, 3, 22),
    }  # fmt: skip


def action() -> dict[str, FormValue]:
    """F03: a major one, approved, implemented, proved."""
    return {
        "number": "JZ-YWK-202603-0002",
        "source": ticked("F03", "source", 4),
        "source_number": "FK-YWK-202603-0004",
        "action_type": ticked("F03", "action_type", 0),
        "responsible_department": "普通外科一病区",
        "functional_department": "医务科",
        "issued_at": moment(6, 2),
        "severity": ticked("F03", "severity", 2),
        "requested_on": date(2026, 4, 6),
        "subject": "夜间呼叫应答不及时",
        "narrative": "3 月 4 日夜，值班护士在抢救间，12 床三次呼叫无人应答。",
        "consequence": "患者家属投诉，未造成身体损害。",
        "cause_method": ticked("F03", "cause_method", 0),
        "cause_category": "②违反规章制度或操作规程",
        "cause_steps": [
            {"branch": "为什么 1", "text": "呼叫时护士站无人。"},
            {"branch": "为什么 2", "text": "两人在抢救间，一人配药，没有二线。"},
        ],
        "root_cause": "排班没有规定夜间二线，呼叫系统不能转接。",
        "department_opinion": "同意整改，由护士长负责排班。",
        "analyzed": signed("F03", "analyzed", "陈建国"),
        "correction": "当夜加派一名二线护士。",
        "measures": [
            {"content": "夜间二线写进排班制度", "person": "王磊", "due_on": date(2026, 3, 12)},
            {"content": "呼叫系统转接到值班手机，并在每个病区贴出操作步骤", "person": "孙立",
             "due_on": date(2026, 12, 31)},
        ],
        "preventive_measures": [
            {"content": "其他病区照此核对", "person": "赵敏", "due_on": date(2026, 4, 1)},
        ],
        "review_opinion": "措施可行，报分管领导。",
        "reviewed": Signature("职能科室"),
        "approval_opinion": "同意，四月底前完成。",
        "approved": signed("F03", "approved", "周卫", date(2026, 3, 8)),
        "implementation": "制度 3 月 12 日发布，转接 3 月 25 日开通。",
        "implemented_on": date(2026, 3, 25),
        "implemented": signed("F03", "implemented", "王磊", date(2026, 3, 25)),
        "verification_method": "夜查与系统记录核对",
        "evidence": "抽查五夜，应答均在 3 分钟内。",
        "effect": ticked("F03", "effect", 1),
        "raised": "JZ-YWK-202604-0001",
        "verified": signed("F03", "verified", "赵敏", date(2026, 4, 2)),
        "recheck_on": date(2026, 6, 23),
        "rechecked_on": date(2026, 6, 24),
        "same_before": 4,
        "same_after": 0,
        "recurrence_note": "此后没有同类。",
        "system_changed": ticked("F03", "system_changed", 0),
        "system_document": "HLB-ZD-012",
        "materials": "附件 1 件",
        "remarks": "备注：结案后每季抽查。",
        "archived_on": date(2026, 7, 1),
        "retain_until": date(2031, 6, 30),
    }  # fmt: skip


def audit_report() -> dict[str, FormValue]:
    """F04: confirmed, accepted, verified."""
    return {
        "number": "NS-ZKB-202603-0001",
        "audited_at": DAY,
        "responsible_department": "药剂科",
        "functional_department": "质控办",
        "accompanied_by": "药库组长",
        "auditor": "钱进",
        "lead_auditor": "吴江",
        "criterion": "GB/T 19001—2016 8.5.2；程序文件 四.3.(1)",
        "subject": "近效期药品未分区",
        "narrative": "药库二区货架上三批近效期药品与合格品混放，无标识，保管员说不出处置期限。",
        "issued": signed("F04", "issued", "钱进"),
        "nonconformity_type": ticked("F04", "nonconformity_type", 1),
        "severity": ticked("F04", "severity", 0),
        "confirmed": signed("F04", "confirmed", "孙立"),
        "root_cause": "分区标识更换后没有交接。",
        "correction": "当日移入待处理区并贴标识。",
        "corrective_action": "每月 1 日核对近效期清单，保管员与组长双签。",
        "planned_on": date(2026, 3, 9),
        "planned": Signature("受审科室负责人"),
        "preventive_action": "耗材库照此核对。",
        "accepted": signed("F04", "accepted", "钱进", date(2026, 3, 6)),
        "completion": "清单已建立，三月核对完成。",
        "completed_on": date(2026, 3, 9),
        "completer": "孙立",
        "verification": "现场查看，分区清楚，抽查两名保管员能说出处置期限。",
        "verified": signed("F04", "verified", "吴江", date(2026, 3, 11)),
        "materials": "附件 3 件",
        "remarks": "备注：下次内审复核。",
        "archived_on": date(2026, 3, 30),
        "retain_until": date(2031, 3, 12),
    }


def defect() -> dict[str, FormValue]:
    """F12: reported step by step, judged; the patient as paper shows them."""
    return {
        "number": "QX-EBQ-202603-0003",
        "occurred_at": moment(5, 18, 20),
        "place": "二病区治疗室",
        "responsible_department": "普通外科二病区",
        "functional_department": "护理部",
        "patient_name": "张*",
        "patient_sex": "男",
        "patient_age": 49,
        "patient_number": "ZY2****0001",
        "bed_number": "12",
        "category": ticked("F12", "category", 1),
        "incident_level": ticked("F12", "incident_level", 2),
        "degree": ticked("F12", "degree", 0),
        "subject": "给药时间错误",
        "narrative": "02:20 将 06:00 的抗菌药提前输注，03:05 查对时发现。",
        "duty_nurse": "李悦",
        "duty_physician": "何明",
        "physician_told_at": moment(5, 19, 10),
        "head": "陈建国",
        "head_told_at": moment(5, 19, 40),
        "office_told_at": moment(6, 0, 30),
        "patient_condition": "停止输注，测生命体征平稳，告知患者。",
        "consequence": "没有造成损害。",
        "items": "注射用头孢唑林钠 批号 240815",
        "root_cause": "两组液体放在同一治疗盘。",
        "improvement": "分盘放置，输注前双人核对。",
        "staff_position": "护师，工作 3 年",
        "reported": signed("F12", "reported", "陈建国", date(2026, 3, 6)),
        "office_opinion": "同意科室意见，纳入三月讲评。",
        "judged": signed("F12", "judged", "赵敏", date(2026, 3, 7)),
        "materials": "附件 1 件",
        "remarks": "备注：已在病区晨会通报。",
        "archived_on": date(2026, 3, 30),
        "retain_until": date(2031, 3, 30),
    }


def seal() -> dict[str, FormValue]:
    """F21: sealed before both sides, opened again."""
    return {
        "number": "FC-YWK-202603-0001",
        "source_number": "TS-YWK-202603-0007",
        "sealed_at": moment(5, 6, 30),
        "place": "医务科会议室",
        "subject": "输液反应争议",
        "responsible_department": "普通外科一病区",
        "functional_department": "医务科",
        "items": [
            {"name": "输液器及剩余液体", "category": "药品", "quantity": "1 套",
             "state": "余液约 120 ml", "seal_number": "A0012301"},
            {"name": "住院病历原件（含医嘱单、护理记录、体温单）", "category": "记录",
             "quantity": "1 册 86 页", "state": "完整", "seal_number": "A0012302"},
            {"name": "静脉血", "category": "检验结果", "quantity": "2 管", "state": "4 ℃",
             "seal_number": "A0012303"},
        ],
        "hospital_witness": "周敏",
        "hospital_side": signed("F21", "hospital_side", "周敏"),
        "patient_witness": "张某之妻 李某",
        "patient_side": Signature("患方在场人"),
        "absent_reason": "患者本人在重症监护室，委托配偶到场",
        "third_witness": "社区居委会 何某",
        "witness": Signature("见证人"),
        "custodian_department": "医务科",
        "custodian": "钱进",
        "kept": signed("F21", "kept", "钱进"),
        "storage_place": "医务科档案室 3 号柜（液体在药剂科 4 ℃冷藏柜）",
        "opened_on": date(2026, 4, 9),
        "opening_reason": ticked("F21", "opening_reason", 0),
        "opening_present": "周敏、李某、市医调委调解员",
        "opened": signed("F21", "opened", "周敏", date(2026, 4, 9)),
        "opened_patient": Signature("启封患方"),
        "materials": "附件 4 件",
        "remarks": "备注：病历复印件已交患方一份。",
    }  # fmt: skip


SAMPLES = {
    "F02": feedback, "F03": action, "F04": audit_report, "F12": defect, "F21": seal,
    **forms_goods.SAMPLES, **forms_processes.SAMPLES, **forms_surveys.SAMPLES,
}  # fmt: skip


def sample(code: str, **changed: FormValue) -> dict[str, FormValue]:
    """The ordinary record of a form, some of it changed."""
    return SAMPLES[code]() | changed


def lines_of(code: str, count: int) -> list[Mapping[str, FormValue]]:
    """So many lines for the table of a form, each told from the others by its number."""
    first = SAMPLES[code]()[TABLES[code]]
    assert isinstance(first, list)
    text = NAMES[code]
    return [dict(first[0]) | {text: f"第{at}号：{first[0][text]}"} for at in range(1, count + 1)]
