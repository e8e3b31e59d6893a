"""发药/治疗错误: its fields in the order of F12, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.complaint import CareType
from app.models.processes import treatment_error as t
from app.models.service_defect import DefectDegree
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = t.ErrorStatus

FIELDS = (
    Field("occurred_at", N_("发生时间"), Kind.DATETIME, required=True, width=98),
    Field("kind", N_("环节"), Kind.CHOICE, required=True, choices=t.ErrorKind, width=96),
    Field("degree", N_("程度"), Kind.CHOICE, required=True, choices=DefectDegree, width=96,
          help=N_("严重错误立即通知医务科和护理部，并抢救")),
    Field("care_type", N_("门诊或住院"), Kind.CHOICE, choices=CareType),
    Field("responsible_department_id", N_("所属科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("职能科室"), Kind.DEPARTMENT, width=104,
          help=N_("医务科，自动填")),
    Field("assisting_department_id", N_("协助科室"), Kind.DEPARTMENT,
          help=N_("护理部，自动填")),
    Field("place", N_("地点"), Kind.TEXT, length=60),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True, width=104),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True,
          placeholder=N_("门诊号或住院号")),
    Field("bed_number", N_("床号"), Kind.CODE, length=20),
    Field("subject", N_("事由"), Kind.TEXT, required=True, length=60, width=240,
          placeholder=N_("一句话说清是什么错误")),
    Field("items", N_("涉及药械"), Kind.TEXT, length=200, placeholder=N_("名称、批号")),
    Field("narrative", N_("经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("patient_condition", N_("患者状况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remedy", N_("补救措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("medical_told_at", N_("通知医务科"), Kind.DATETIME),
    Field("nursing_told_at", N_("通知护理部"), Kind.DATETIME),
    Field("rescue", N_("抢救措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("consequence", N_("后果"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("root_cause", N_("原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("improvement", N_("整改"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("upgrade_reason", N_("改判原因"), Kind.TEXT, length=200),
    Field("office_opinion", N_("职能意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("发生"), (
        "occurred_at", "kind", "degree", "care_type", "responsible_department_id", "place")),
    Section(N_("患者"), ("patient_name", "patient_number", "bed_number")),
    Section(N_("错误"), ("subject", "items", "narrative", "patient_condition")),
    Section(N_("补救"), ("remedy",)),
    Section(N_("通知与抢救"), (
        "medical_told_at", "nursing_told_at", "rescue"),
            ("degree", frozenset({DefectDegree.MAJOR}))),
    Section(N_("后果、原因与整改"), ("consequence", "root_cause", "improvement")),
    Section(N_("职能科室意见"), (
        "functional_department_id", "assisting_department_id", "office_opinion", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"occurred_at", "kind", "degree", "care_type", "responsible_department_id", "place", "patient_name",
     "patient_number", "subject", "narrative"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.FOUND: Badge("exclamation", "wait"),
    S.REMEDIED: Badge("pie14", "accent"),
    S.REGISTERED: Badge("pie34", "accent"),
    S.RESCUE_AND_NOTIFIED: Badge("arrow_up", "fail"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
