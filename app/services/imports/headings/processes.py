"""What old registers of clause 四.5 call their columns and choices, from 术前确认 to 外包不合格."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.processes.participation import Occasion, ParticipantKind, QualificationScope
from app.models.processes.preop_check import Completeness
from app.models.processes.surgery_exception import SurgeryExceptionType, SurgeryOutcome
from app.models.processes.treatment_error import ErrorKind
from app.models.service_defect import DefectDegree

PATIENT_NUMBERS = ("门诊号", "病历号", "病案号", "门诊号/住院号")
PATIENTS = ("患者", "病人", "病人姓名")
ROOMS = ("手术室", "房间号", "术间")
OPERATIONS = ("手术名称", "手术", "术式")
SURGEONS = ("主刀医师", "主刀医生", "手术医师", "术者")
REMARKS = ("备注说明", "说明")

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "surgery_exception": {
        "occurred_at": ("发生时间", "发生日期", "手术日期", "日期", "时间"),
        "exception_type": ("类型", "异常类别", "类别"),
        "responsible_department_id": ("科室", "发生科室"),
        "operating_room": ROOMS,
        "subject": OPERATIONS,
        "patient_name": PATIENTS,
        "patient_number": PATIENT_NUMBERS,
        "diagnosis": ("诊断",),
        "chief_surgeon_id": SURGEONS,
        "anaesthetist_id": ("麻醉医师", "麻醉医生"),
        "narrative": ("经过", "异常情况", "情况描述", "事件经过"),
        "handling": ("处理", "处理情况", "当时处理措施", "处理结果"),
        "equipment": ("设备名称",),
        "power_seconds": ("备用电源切换秒数", "切换时间(秒)"),
        "outcome": ("手术结果",),
        "patient_outcome": ("转归",),
        "remarks": REMARKS,
    },
    "preop_check": {
        "checked_at": ("手术日期", "日期", "时间", "检查时间"),
        "responsible_department_id": ("科室",),
        "operating_room": ROOMS,
        "subject": OPERATIONS,
        "patient_name": PATIENTS,
        "patient_number": PATIENT_NUMBERS,
        "chief_surgeon_id": SURGEONS,
        "instrument_set": ("器械包名称", "器械", "包名称"),
        "sterilization_lot": ("灭菌批次", "包号"),
        "sterile": ("消毒完整",),
        "counted": ("数量完整",),
        "itemised": ("项目完整",),
        "shortfall": ("存在问题", "问题", "缺少"),
        "remarks": REMARKS,
    },
    "treatment_error": {
        "occurred_at": ("发生日期", "日期", "时间"),
        "kind": ("类型", "错误类别", "类别"),
        "degree": ("严重程度", "错误程度"),
        "responsible_department_id": ("科室", "发生科室", "责任科室"),
        "patient_name": PATIENTS,
        "patient_number": ("住院号", *PATIENT_NUMBERS),
        "subject": ("主题", "事项", "错误内容"),
        "narrative": ("事件经过", "情况描述", "错误经过"),
        "items": ("药品名称", "药品"),
        "remedy": ("补救", "处理措施", "处理"),
        "consequence": ("患者后果",),
        "root_cause": ("原因分析",),
        "improvement": ("整改措施", "改进措施"),
        "remarks": REMARKS,
    },
    "unqualified_participation": {
        "detected_at": ("发现日期", "日期", "时间"),
        "responsible_department_id": ("科室",),
        "occasion": ("场合",),
        "subject": ("手术名称", "治疗项目", "项目"),
        "patient_number": ("住院号", *PATIENT_NUMBERS),
        "participant_name": ("姓名", "参与人员", "人员"),
        "participant_kind": ("身份", "人员类别"),
        "narrative": ("经过", "情况", "参与经过"),
        "opinion": ("鉴定意见", "处理意见"),
        "supervisor_id": ("带教老师", "带教人员", "指导老师"),
        "remarks": REMARKS,
    },
    "staff_qualification": {
        "filed_at": ("登记日期", "日期", "授权日期"),
        "person_id": ("姓名", "医师", "人员姓名"),
        "scope": ("资质类别",),
        "subject": ("项目", "授权项目", "手术级别"),
        "responsible_department_id": ("科室",),
        "functional_department_id": ("授权科室",),
        "certificate_number": ("证书编号", "执业证号", "资格证号"),
        "valid_from": ("生效日期", "起始日期"),
        "valid_until": ("有效期至", "到期日期", "截止日期"),
        "remarks": REMARKS,
    },
    "outsourced_nonconformity": {
        "found_at": ("发现日期", "日期", "时间", "检查日期"),
        "responsible_department_id": ("科室",),
        "functional_department_id": ("管理科室", "主管部门"),
        "contractor": ("外包单位", "外包公司", "服务公司", "服务商"),
        "contract_number": ("合同编号",),
        "subject": ("外包项目", "服务项目", "项目"),
        "narrative": ("问题", "问题描述", "存在问题", "不合格内容"),
        "rectification": ("整改", "整改措施", "整改结果"),
        "verification": ("验证情况", "验证结果"),
        "penalty_amount": ("扣款", "罚款", "罚款金额"),
        "remarks": REMARKS,
    },
}

_WHOLE: Mapping[str, StrEnum] = {
    "是": Completeness.COMPLETE, "√": Completeness.COMPLETE, "合格": Completeness.COMPLETE,
    "否": Completeness.INCOMPLETE, "×": Completeness.INCOMPLETE, "不合格": Completeness.INCOMPLETE,
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "surgery_exception": {
        "设备无法使用": SurgeryExceptionType.EQUIPMENT_UNUSABLE,
        "设备故障": SurgeryExceptionType.EQUIPMENT_UNUSABLE,
        "病患突发情况": SurgeryExceptionType.PATIENT_EMERGENCY,
        "患者突发情况": SurgeryExceptionType.PATIENT_EMERGENCY,
        "非预期手术目的": SurgeryExceptionType.UNINTENDED_OUTCOME,
        "停电": SurgeryExceptionType.POWER_FAILURE,
        "完成": SurgeryOutcome.CONTINUED,
    },
    "preop_check": _WHOLE,
    "treatment_error": {
        "发药错误": ErrorKind.DISPENSING, "治疗错误": ErrorKind.TREATMENT,
        "给药": ErrorKind.TREATMENT, "一般": DefectDegree.MINOR, "严重": DefectDegree.MAJOR,
    },
    "unqualified_participation": {
        "门诊": Occasion.OUTPATIENT, "实习生": ParticipantKind.INTERN,
        "进修生": ParticipantKind.VISITING, "进修医师": ParticipantKind.VISITING,
        "规培生": ParticipantKind.RESIDENT, "规培医师": ParticipantKind.RESIDENT,
        "厂家人员": ParticipantKind.OUTSIDE,
    },
    "staff_qualification": {
        "手术": QualificationScope.SURGERY, "操作": QualificationScope.PROCEDURE,
    },
}  # fmt: skip
