"""未经合格人员参与: its fields, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.processes import participation as p
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = p.ParticipationStatus

FIELDS = (
    Field("detected_at", N_("发现时间"), Kind.DATETIME, required=True, width=98),
    Field("responsible_department_id", N_("所在科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("鉴别科室"), Kind.DEPARTMENT, width=104,
          help=N_("医务科或护理部，谁鉴别填谁")),
    Field("occasion", N_("参与场合"), Kind.CHOICE, required=True, choices=p.Occasion, width=96),
    Field("subject", N_("手术或治疗"), Kind.TEXT, required=True, length=60, width=200),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True),
    Field("participant_name", N_("参与人"), Kind.TEXT, required=True, length=60, width=104),
    Field("participant_kind", N_("参与身份"), Kind.CHOICE, required=True,
          choices=p.ParticipantKind, width=96),
    Field("participant_id", N_("本院工号"), Kind.PERSON, help=N_("参与人在本院有工号的才选")),
    Field("narrative", N_("参与情况"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("verdict", N_("鉴别结论"), Kind.CHOICE, choices=p.ParticipationVerdict, width=136),
    Field("opinion", N_("鉴别意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("supervisor_id", N_("带教人"), Kind.PERSON, width=96,
          help=N_("只能是资质在有效期内的人（三.9）")),
    Field("qualification_number", N_("资质编号"), Kind.CODE, length=40,
          help=N_("带教人凭哪一项资质；只有一项的自动填")),
    Field("supervision_plan", N_("带教安排"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("removed_at", N_("停止时刻"), Kind.DATETIME),
    Field("consequence", N_("结果"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("带教或停止之后怎样，患者有无影响")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("发现"), (
        "detected_at", "responsible_department_id", "occasion", "subject", "patient_name",
        "patient_number")),
    Section(N_("参与人"), (
        "participant_name", "participant_kind", "participant_id", "narrative")),
    Section(N_("鉴别"), ("functional_department_id", "verdict", "opinion")),
    Section(N_("带教"), ("supervisor_id", "qualification_number", "supervision_plan"),
            ("verdict", frozenset({p.ParticipationVerdict.SUPERVISED}))),
    Section(N_("停止与结果"), ("removed_at", "consequence", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"detected_at", "responsible_department_id", "occasion", "subject", "participant_name",
     "participant_kind", "narrative"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.DETECTED: Badge("exclamation", "wait"),
    S.JUDGED: Badge("pie12", "accent"),
    S.SUPERVISED: Badge("pie34", "accent"),
    S.REMOVED: Badge("pie34", "wait"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
