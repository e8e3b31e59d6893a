"""Errors, who may operate and who may not, and a contractor, in the demo hospital."""

from datetime import date

from app.demo.roads import Other, Recent
from app.demo.telling import REGISTER, At, Deed, Number, On

MEDICAL, NURSING = "周某", "何某"


def _qualified(
    name: str, person: str, scope: str, subject: str, judge: str, ends: int, number: int,
) -> tuple[Deed, Deed]:  # fmt: skip
    """Proposed by the person's department, and judged by one of the two offices."""
    return (
        Deed(name, REGISTER, "陈某" if judge == MEDICAL else NURSING, 0, 9, number, {
            "person_id": person, "scope": scope, "subject": subject,
            "certificate_number": f"DEMO-ZS-{number:02d}"}, register="staff_qualification"),
        Deed(name, "grant", judge, 1, 9, number, {
            "basis": "执业范围相符，近两年独立完成例数达到要求，考核合格。", "valid_from": On(1),
            "valid_until": On(ends), "opinion": "同意。"}),
    )  # fmt: skip


# The last one runs out in about five weeks.
QUALIFIED = tuple(
    deed
    for pair in zip(
        _qualified("Z1", "程某", "SURGERY", "关节镜手术", MEDICAL, 730, 1),
        _qualified("Z2", "柳某", "PROCEDURE", "PICC 置管与维护", NURSING, 700, 2),
        _qualified("Z3", "方某", "SURGERY", "腹腔镜手术", MEDICAL, 345, 3),
        strict=True,
    )
    for deed in pair
)  # fmt: skip
PROPOSED = (
    Deed("Z4", REGISTER, "魏某", 0, 9, 0, {
        "person_id": "魏某", "scope": "SURGERY", "subject": "腹腔镜子宫手术",
        "basis": "近两年独立完成 41 例。"}, register="staff_qualification"),
)  # fmt: skip

# 四.5.(3): a doctor in further training may help under somebody qualified; a student may not.
VISITOR = (
    Deed("R1", REGISTER, "袁某", 0, 9, 30, {
        "detected_at": At(0, 9, 10), "occasion": "SURGERY",
        "subject": "右膝关节镜下游离体取出术", "patient_name": "白女士",
        "patient_number": "DEMO-0031", "participant_name": "进修医师甲某",
        "participant_kind": "VISITING",
        "narrative": "进修医师拟上台担任一助，院内尚无关节镜手术资质。"},
        register="unqualified_participation"),
    Deed("R1", "judge", MEDICAL, 0, 9, 50, {
        "verdict": "SUPERVISED", "opinion": "持执业证，可在合格人员带教下担任一助，不得独立操作。"}),
    Deed("R1", "supervise", "陈某", 0, 10, 0, {
        "supervisor_id": "程某", "qualification_number": Number("Z1"),
        "supervision_plan": "程某全程在台，关键步骤由带教人操作；术后当日讲评。"}),
)  # fmt: skip
STUDENT = (
    Deed("R2", REGISTER, "柳某", 0, 14, 20, {
        "detected_at": At(0, 14, 0), "occasion": "OUTPATIENT", "subject": "PICC 维护",
        "participant_name": "实习护士乙某", "participant_kind": "INTERN",
        "narrative": "实习护士独自为门诊患者更换敷料，带教护士离开治疗室。"},
        register="unqualified_participation"),
    Deed("R2", "remove", "柳某", 0, 14, 25, {"removed_at": At(0, 14, 2)}),
    Deed("R2", "close", NURSING, 2, 10, 0, {
        "verdict": "STOP", "opinion": "实习护士不得独立操作；科室重申带教不离手。",
        "consequence": "立即由合格护士接手，导管通畅，患者未受影响。"}),
)  # fmt: skip

# 四.5.(2): a general error the ward remedied, and a serious one both offices were told of at once.
GENERAL = (
    Deed("W1", REGISTER, "罗某", 0, 15, 10, {
        "occurred_at": At(0, 14, 30), "kind": "TREATMENT", "degree": "MINOR",
        "care_type": "INPATIENT", "place": "骨科一病区 12 床", "patient_name": "尹先生",
        "patient_number": "DEMO-0032", "bed_number": "12", "subject": "红外线照射少 10 分钟",
        "narrative": "医嘱照射 30 分钟，定时器误设 20 分钟，交班查对时发现。"},
        register="treatment_error"),
    Deed("W1", "remedy", "罗某", 0, 15, 30, {
        "patient_condition": "局部皮肤正常，无不适。", "remedy": "向患者说明并补照 10 分钟。"}),
    Deed("W1", "enter", "吴某", 1, 9, 0, {
        "consequence": "未造成后果。", "root_cause": "定时器旋钮松动，设定后未复看。",
        "improvement": "报修定时器；设定后两人复看。"}),
    Deed("W1", "close", NURSING, 3, 10, 0, {"office_opinion": "同意科室意见，纳入当月护理讲评。"}),
)  # fmt: skip
SERIOUS = (
    Deed("W2", REGISTER, "彭某", 0, 10, 40, {
        "occurred_at": At(0, 10, 5), "kind": "DISPENSING", "degree": "MAJOR",
        "care_type": "OUTPATIENT", "place": "门诊药房 2 号窗口", "patient_name": "祝女士",
        "patient_number": "DEMO-0033", "subject": "降糖药发错品种，患者低血糖",
        "items": "格列美脲片 2 mg，批号 DEMO-L33",
        "narrative": "处方二甲双胍 0.5 g，10:05 误发格列美脲；患者服一片，10:30 在候诊区出汗、心慌。"},
        register="treatment_error"),
    Deed("W2", "rescue", "彭某", 0, 11, 0, {
        "patient_condition": "10:35 血糖 2.9 mmol/L；10:55 复测 6.8 mmol/L，症状缓解，留观。",
        "remedy": "收回误发药品，补发二甲双胍并当面说明。",
        "rescue": "急诊科静脉注射 50% 葡萄糖 40 mL，专人守护。",
        "medical_told_at": At(0, 10, 38), "nursing_told_at": At(0, 10, 40)}),
    Deed("W2/BHF", "report_orally", "彭某", 0, 11, 20, {
        "oral_report_at": At(0, 10, 38), "oral_report_to_id": MEDICAL,
        "evidence": [
            {"name": "误发的格列美脲 1 盒及处方", "category": "DRUG", "place": "门诊药房红柜",
             "custodian_id": "彭某"}]}),
)  # fmt: skip

# C11 as a matter of the contract (三.13): the department in charge tells, fines and verifies.
MEAL = (
    Deed("C11/WB", REGISTER, "许某", 1, 10, 0, {
        "found_at": At(0, 13, 0), "functional_department_id": "总务科",
        "contractor": "示例餐饮服务公司", "contract_number": "DEMO-HT-2026-011",
        "subject": "治疗膳食配送错误"},
        register="outsourced_nonconformity", origin="C11"),
    Deed("C11/WB", "notify", "许某", 1, 10, 20, {
        "contract_clause": "第 6 条 治疗膳食须两人核对", "contact": "驻院主管 尤某",
        "requirement": "当日查清送错的全部餐次；送餐前由配餐员和病区两人核对并签字。",
        "requested_on": On(4)}),
    Deed("C11/WB", "penalize", "许某", 2, 16, 0, {
        "penalty": "按合同第 6 条扣当月服务费，书面致歉。", "penalty_amount": "500",
        "penalty_voucher": "DEMO-KK-11"}),
    Deed("C11/WB", "rectify", "钟某", 4, 15, 0, {
        "rectification": "治疗膳食改用彩色餐盒，配餐、送餐两人签字；已培训 14 人。"}),
)  # fmt: skip

OTHERS = (
    Other(date(2026, 1, 6), QUALIFIED), Recent(5, PROPOSED), Recent(4, VISITOR),
    Other(date(2026, 10, 13), STUDENT), Other(date(2026, 8, 5), GENERAL), Recent(3, SERIOUS),
)  # fmt: skip
