"""手术异常 F13: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.processes import surgery_exception as x
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S, T = x.ExceptionStatus, x.SurgeryExceptionType

FIELDS = (
    Field("occurred_at", N_("发生时刻"), Kind.DATETIME, required=True, width=98),
    Field("exception_type", N_("异常类型"), Kind.CHOICE, required=True, choices=T, width=136),
    Field("responsible_department_id", N_("手术科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("surgeon_department_id", N_("主刀科室"), Kind.DEPARTMENT, width=104,
          help=N_("主刀所在科室，自动填")),
    Field("functional_department_id", N_("审核科室"), Kind.DEPARTMENT, width=104,
          help=N_("医务科，自动填")),
    Field("judging_department_id", N_("鉴别科室"), Kind.DEPARTMENT, width=104,
          help=N_("设备无法使用是设备科，停电是总务科，其余是医务科，自动填")),
    Field("operating_room", N_("手术间"), Kind.TEXT, length=40, width=96),
    Field("subject", N_("拟行手术"), Kind.TEXT, required=True, length=60, width=200),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_number", N_("住院号"), Kind.CODE, length=40, sensitive=True),
    Field("diagnosis", N_("术前诊断"), Kind.TEXT, length=120),
    Field("chief_surgeon_id", N_("主刀"), Kind.PERSON, required=True, width=96,
          help=N_("由主刀本人登记处理并签名")),
    Field("assistants", N_("助手"), Kind.TEXT, length=60),
    Field("anaesthetist_id", N_("麻醉"), Kind.PERSON),
    Field("scrub_nurse_id", N_("洗手护士"), Kind.PERSON),
    Field("circulating_nurse_id", N_("巡回护士"), Kind.PERSON),
    Field("stage", N_("手术阶段"), Kind.CHOICE, choices=x.SurgeryStage),
    Field("narrative", N_("异常经过"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("handling", N_("处理措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("主刀当时怎样处理")),
    Field("equipment", N_("设备"), Kind.TEXT, length=120, placeholder=N_("名称、编号")),
    Field("power_seconds", N_("切换秒数"), Kind.INTEGER, help=N_("停电到备用电源供上电")),
    Field("pause_minutes", N_("暂停分钟"), Kind.INTEGER),
    Field("equipment_told_at", N_("设备科"), Kind.DATETIME, help=N_("到场时刻")),
    Field("facility_told_at", N_("总务科"), Kind.DATETIME, help=N_("到场时刻")),
    Field("office_told_at", N_("医务科"), Kind.DATETIME, help=N_("通知时刻")),
    Field("anaesthesia_told_at", N_("麻醉科"), Kind.DATETIME, help=N_("通知时刻")),
    Field("family_told_at", N_("家属告知"), Kind.DATETIME, help=N_("告知时刻")),
    Field("outcome", N_("结果"), Kind.CHOICE, choices=x.SurgeryOutcome, width=96),
    Field("patient_outcome", N_("患者转归"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("count_before", N_("术前"), Kind.INTEGER, help=N_("清点件数")),
    Field("count_closing", N_("关腔前"), Kind.INTEGER, help=N_("清点件数")),
    Field("count_closed", N_("关腔后"), Kind.INTEGER, help=N_("清点件数")),
    Field("count_skin", N_("缝皮后"), Kind.INTEGER, help=N_("清点件数")),
    Field("count_note", N_("清点说明"), Kind.TEXT, length=200,
          placeholder=N_("四次不一致或有没做的，写明原因和查找结果")),
    Field("equipment_opinion", N_("设备科意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("facility_opinion", N_("总务科意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("office_opinion", N_("医务科意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("action_needed", N_("开处理单"), Kind.FLAG, help=N_("选“是”，审核时开出 F03")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("异常"), (
        "occurred_at", "exception_type", "responsible_department_id", "operating_room",
        "subject", "chief_surgeon_id", "stage", "narrative", "handling")),
    Section(N_("患者与手术人员"), (
        "patient_name", "patient_number", "diagnosis", "surgeon_department_id", "assistants",
        "anaesthetist_id", "scrub_nurse_id", "circulating_nurse_id")),
    Section(N_("停电"), ("power_seconds", "facility_opinion"),
            ("exception_type", frozenset({T.POWER_FAILURE}))),
    Section(N_("设备无法使用"), ("equipment", "equipment_opinion"),
            ("exception_type", frozenset({T.EQUIPMENT_UNUSABLE}))),
    Section(N_("到场与告知"), (
        "equipment_told_at", "facility_told_at", "office_told_at", "anaesthesia_told_at",
        "family_told_at")),
    Section(N_("结果"), ("pause_minutes", "outcome", "patient_outcome")),
    Section(N_("物品清点"), (
        "count_before", "count_closing", "count_closed", "count_skin", "count_note")),
    Section(N_("审核"), (
        "functional_department_id", "judging_department_id", "office_opinion", "action_needed",
        "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"occurred_at", "exception_type", "responsible_department_id", "operating_room", "subject", "chief_surgeon_id",
     "patient_name", "patient_number"}
)  # fmt: skip
COUNTS = ("count_before", "count_closing", "count_closed", "count_skin")
TOLD = ("equipment_told_at", "facility_told_at", "office_told_at", "anaesthesia_told_at",
        "family_told_at")  # fmt: skip
# What the chief surgeon signed (HR-17); it stays as it was signed.
SIGNED = (
    "occurred_at", "exception_type", "chief_surgeon_id", "stage", "narrative", "handling", "pause_minutes",
    "outcome", *COUNTS, "count_note",
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.OCCURRED: Badge("exclamation", "wait"),
    S.HANDLED: Badge("pie14", "accent"),
    S.RECORDED: Badge("pie12", "accent"),
    S.EQUIPMENT_JUDGED: Badge("pie34", "accent"),
    S.FACILITY_REVIEWED: Badge("pie34", "accent"),
    S.REVIEWED: Badge("full", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
