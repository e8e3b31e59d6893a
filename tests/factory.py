"""Valid records with as little said as possible; a new required field breaks one place."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.services import reading, records
from app.services.operations import Changes, Desk
from app.services.people import directory
from app.services.registers import complaint
from app.services.registers.register import Register
from tests.env_points import PRESSURE, add_points

KIND = complaint.REGISTER


def department(desk: Desk, name: str) -> int:
    """The id of a department by its name."""
    return next(one.id for one in directory.load(desk).departments if one.text == name)


def complaint_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """What has to be said to register a complaint."""
    received: datetime = clock.now() - timedelta(hours=1)
    return {
        "received_at": received,
        "channel": "VISIT",
        "complainant_name": "陈某",
        "complainant_phone": "138****0012",
        "relationship": "本人",
        "respondent_department_id": department(desk, "急诊科"),
        "narrative": "输液等候近一小时，分诊台未说明原因。",
        "demand": "说明原因。",
        "first_receiving_department_id": department(desk, "急诊科"),
        "receiver_id": desk.person_id,
        "complainant_signature": "SIGNED",
    } | other


def registered(desk: Desk, **other: Any) -> int:
    """A registered complaint's id."""
    changes = records.register(desk, KIND, complaint_values(desk, **other))
    assert changes.record_id is not None
    return changes.record_id


def step(desk: Desk, record_id: int, action: str, **values: Any) -> Changes:
    """Take a step at the record's present version."""
    version = reading.load(desk, KIND, record_id).version
    return records.move(desk, KIND, record_id, version, action, values)


JUDGED = {
    "verification": "属实。",
    "determination": "服务态度问题。",
    "cause_categories": ["ETHICS"],
    "main_cause": "ETHICS",
    "service_defect": False,
    "accident_dispute": False,
}
REPLY = {
    "resolutions": ["APOLOGY"],
    "main_resolution": "APOLOGY",
    "reply_method": "PHONE",
    "complainant_opinion": "SATISFIED",
}
FILED = {
    "duties_told": ["LEGAL_WAYS", "SEALING", "COPYING"],
    "archive_parts": ["PATIENT", "EVIDENCE", "HANDLING"],
}


def replied(desk: Desk, **other: Any) -> int:
    """A complaint taken to 已反馈 without anything left open."""
    record_id = registered(desk, **other)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **JUDGED)
    step(desk, record_id, "reply", replied_at=clock.now(), **REPLY)
    return record_id


def nonconforming_service_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """What has to be said of a nonconforming service, a minor one unless told otherwise."""
    return {
        "found_at": clock.now() - timedelta(hours=1),
        "source": "DAILY_CHECK",
        "severity": "MINOR",
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "subject": "输液未核对腕带",
        "narrative": "护士未核对腕带即接上输液。",
    } | other


def quality_feedback_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A feedback sheet F02 with one finding."""
    return {
        "checked_at": clock.now() - timedelta(hours=1),
        "check_category": "DAILY",
        "inspecting_department_id": department(desk, "医务科"),
        "inspector_id": desk.person_id,
        "responsible_department_id": department(desk, "骨科一病区"),
        "subject": "腕带核对",
        "findings": [{"description": "未核对腕带", "clause": "3.2", "points": "2"}],
        "severity": "MINOR",
    } | other


def corrective_action_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """An action sheet F03."""
    return {
        "issued_at": clock.now() - timedelta(hours=1),
        "source": "QUALITY_CHECK",
        "action_type": "CORRECTIVE",
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "subject": "腕带核对",
        "narrative": "3 月 6 日夜班未核对腕带。",
    } | other


def audit_nonconformity_report_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A report F04 of an internal audit."""
    return {
        "audited_at": clock.now() - timedelta(hours=1),
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "auditor_id": desk.person_id,
        "criterion": "8.7.1",
        "subject": "处置记录缺签名",
        "narrative": "责任护士的处置记录没有签名。",
    } | other


def service_defect_entry_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """An entry F12."""
    return {
        "occurred_at": clock.now() - timedelta(hours=3),
        "place": "治疗室",
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "patient_name": "赵某",
        "patient_number": "ZY0012345",
        "category": "MEDICATION",
        "subject": "给药时间错误",
        "narrative": "早 2 小时给药。",
    } | other


def evidence_seal_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A list F21 of one sealed thing."""
    return {
        "sealed_at": clock.now() - timedelta(hours=1),
        "place": "医务科",
        "subject": "输液反应",
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "items": [{"name": "输液瓶", "category": "DRUG", "quantity": "1 瓶", "seal_number": "F-1"}],
        "hospital_witness_id": desk.person_id,
        "patient_witness": "赵某之子",
        "custodian_department_id": department(desk, "医务科"),
        "custodian_id": desk.person_id,
        "storage_place": "保险柜 2",
    } | other


def safety_education_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A session of safety education for the whole hospital."""
    return {
        "held_at": clock.now() - timedelta(hours=1),
        "scope": "HOSPITAL",
        "subject": "腕带核对",
        "audience": "全体护士",
    } | other


def supplier_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A supplier whose papers run."""
    return {
        "filed_at": clock.now() - timedelta(hours=1),
        "subject": "安康医药有限公司",
        "licence_number": "XK-2026-001",
        "licence_until": clock.today() + timedelta(days=400),
        "first_traded_on": clock.today() - timedelta(days=900),
        "responsible_department_id": department(desk, "供应科"),
        "functional_department_id": department(desk, "供应科"),
    } | other


def material_lot_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """Saline as it came, with more than half a year left."""
    return {
        "received_at": clock.now() - timedelta(hours=1),
        "subject": "0.9% 氯化钠注射液",
        "category": "DRUG",
        "specification": "250 mL",
        "unit": "袋",
        "lot_number": "4087202",
        "expires_on": clock.today() + timedelta(days=600),
        "supplier_name": "安康医药有限公司",
        "ordered_quantity": 600,
        "received_quantity": 600,
        "isolation_place": "待检区 1",
        "responsible_department_id": department(desk, "供应科"),
        "functional_department_id": department(desk, "供应科"),
    } | other


def goods_receipt_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A receipt before its lines."""
    return {
        "stored_at": clock.now() - timedelta(minutes=1),
        "subject": "输液一批",
        "supplier_name": "安康医药有限公司",
        "purchaser_id": desk.person_id,
        "responsible_department_id": department(desk, "供应科"),
        "functional_department_id": department(desk, "供应科"),
    } | other


def in_use_nonconformity_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A leaking infusion set, found before it was used."""
    return {
        "found_at": clock.now() - timedelta(hours=1),
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "供应科"),
        "subject": "一次性输液器",
        "category": "CONSUMABLE",
        "lot_number": "DEMO-L05",
        "supplier_name": "安康医药有限公司",
        "quantity": 3,
        "narrative": "接头漏液。",
    } | other


def disposition_order_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """An order to send goods back."""
    return {
        "issued_at": clock.now() - timedelta(hours=1),
        "responsible_department_id": department(desk, "供应科"),
        "functional_department_id": department(desk, "供应科"),
        "subject": "一次性输液器",
        "lot_number": "DEMO-L05",
        "quantity": 3,
        "disposition": "RETURN",
    } | other


def preop_check_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A set of instruments before anybody has looked at it."""
    return {
        "checked_at": clock.now() - timedelta(minutes=5),
        "responsible_department_id": department(desk, "手术室"),
        "operating_room": "3 号间",
        "subject": "腹腔镜胆囊切除",
        "patient_name": "赵某",
        "instrument_set": "腔镜器械包",
    } | other


def surgery_exception_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A patient's sudden emergency; who writes is the chief surgeon."""
    return {
        "occurred_at": clock.now() - timedelta(minutes=30),
        "exception_type": "PATIENT_EMERGENCY",
        "responsible_department_id": department(desk, "手术室"),
        "operating_room": "3 号间",
        "subject": "腹腔镜胆囊切除",
        "patient_name": "赵某",
        "chief_surgeon_id": desk.person_id,
    } | other


def treatment_error_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A general error of dispensing."""
    return {
        "occurred_at": clock.now() - timedelta(minutes=30),
        "kind": "DISPENSING",
        "degree": "MINOR",
        "responsible_department_id": department(desk, "骨科一病区"),
        "patient_name": "赵某",
        "subject": "发错剂量",
        "narrative": "应发 5 mg，发成 10 mg，未服用。",
    } | other


def unqualified_participation_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A visiting colleague who took part in an operation."""
    return {
        "detected_at": clock.now() - timedelta(minutes=30),
        "responsible_department_id": department(desk, "骨科一病区"),
        "occasion": "SURGERY",
        "subject": "骨折内固定",
        "participant_name": "钱某",
        "participant_kind": "VISITING",
        "narrative": "进修医师参与缝合，没有本院授权。",
    } | other


def staff_qualification_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """What the first colleague of the hospital is to be qualified for."""
    return {
        "filed_at": clock.now() - timedelta(minutes=5),
        "person_id": 1,
        "scope": "SURGERY",
        "subject": "骨折内固定",
        "responsible_department_id": department(desk, "骨科一病区"),
    } | other


def outsourced_nonconformity_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A wrong meal of the contractor's kitchen."""
    return {
        "found_at": clock.now() - timedelta(minutes=30),
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "contractor": "安禾餐饮服务公司",
        "contract_number": "HT-2026-017",
        "subject": "病区配餐",
        "narrative": "糖尿病餐送成普通餐。",
    } | other


def env_check_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """Sampled at one point of Table 4, with the result still to come."""
    add_points(desk)
    return {
        "checked_at": clock.now() - timedelta(minutes=30),
        "point_code": PRESSURE,
        "responsible_department_id": department(desk, "手术室"),
        "functional_department_id": department(desk, "总务科"),
    } | other


def satisfaction_survey_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A survey of inpatients, planned this month."""
    today = clock.today()
    return {
        "planned_at": clock.now() - timedelta(minutes=1),
        "survey_kind": "INPATIENT",
        "subject": "住院患者满意度调查",
        "period_from": today.replace(day=1),
        "period_to": today,
        "target": "90",
        "functional_department_id": department(desk, "医务科"),
    } | other


def survey_feedback_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A feedback about the night."""
    return {
        "issued_at": clock.now() - timedelta(minutes=1),
        "subject": "夜间安静低于目标",
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "target": "90",
        "low_items": [{"item": "夜间病区安静", "answers": 30, "rate": "80.0"}],
    } | other


def patient_forum_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A meeting of a ward with its patients."""
    return {
        "held_at": clock.now() - timedelta(minutes=1),
        "responsible_department_id": department(desk, "骨科一病区"),
        "functional_department_id": department(desk, "医务科"),
        "subject": "月度座谈",
        "attendees": 12,
    } | other


_YEARS = itertools.count(1001)  # a period is reported on once: each report is of another year


def periodic_report_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """A report of 医务科 on a year nobody remembers."""
    return {
        "opened_at": clock.now() - timedelta(minutes=5),
        "kind": "COMPLAINTS",
        "period": str(next(_YEARS)),
        "responsible_department_id": department(desk, "医务科"),
        "functional_department_id": department(desk, "医务科"),
    } | other


VALUES: dict[str, Callable[..., dict[str, Any]]] = {
    "complaint": complaint_values,
    "nonconforming_service": nonconforming_service_values,
    "quality_feedback": quality_feedback_values,
    "corrective_action": corrective_action_values,
    "audit_nonconformity_report": audit_nonconformity_report_values,
    "service_defect_entry": service_defect_entry_values,
    "evidence_seal": evidence_seal_values,
    "safety_education": safety_education_values,
    "supplier": supplier_values,
    "material_lot": material_lot_values,
    "goods_receipt": goods_receipt_values,
    "in_use_nonconformity": in_use_nonconformity_values,
    "disposition_order": disposition_order_values,
    "env_check": env_check_values,
    "preop_check": preop_check_values,
    "surgery_exception": surgery_exception_values,
    "treatment_error": treatment_error_values,
    "unqualified_participation": unqualified_participation_values,
    "staff_qualification": staff_qualification_values,
    "outsourced_nonconformity": outsourced_nonconformity_values,
    "satisfaction_survey": satisfaction_survey_values,
    "survey_feedback": survey_feedback_values,
    "patient_forum": patient_forum_values,
    "periodic_report": periodic_report_values,
}


def made(desk: Desk, kind: Register, /, **other: Any) -> int:
    """The id of a record just registered in any register."""
    record_id = records.register(desk, kind, VALUES[kind.name](desk, **other)).record_id
    assert record_id is not None
    return record_id


def take(desk: Desk, kind: Register, record_id: int, action: str, /, **values: Any) -> Changes:
    """Take a step of any register at the record's present version."""
    with desk.database.read() as session:
        version = session.get_one(kind.model, record_id).version
    return records.move(desk, kind, record_id, version, action, values)
