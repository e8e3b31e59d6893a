"""满意度调查: its fields, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.surveys.questionnaire import SurveyKind
from app.models.surveys.survey import SurveyStatus
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = SurveyStatus

FIELDS = (
    Field("planned_at", N_("登记时间"), Kind.DATETIME, required=True, width=98),
    Field("survey_kind", N_("类型"), Kind.CHOICE, required=True, choices=SurveyKind, width=72),
    Field("subject", N_("调查名称"), Kind.TEXT, required=True, length=60, width=240,
          placeholder=N_("例如：2026 年第三季度住院患者满意度调查")),
    Field("period_from", N_("调查期间自"), Kind.DATE, required=True, width=104),
    Field("period_to", N_("调查期间至"), Kind.DATE, required=True, width=104),
    Field("target", N_("目标值 %"), Kind.DECIMAL, required=True, width=88,
          help=N_("满意率低于这个数的题目和科室，要发反馈表 F17")),
    Field("responsible_department_id", N_("被调查科室"), Kind.DEPARTMENT, width=104,
          help=N_("只查一个科室时填写；全院调查空着，每张表上写科室")),
    Field("functional_department_id", N_("组织科室"), Kind.DEPARTMENT, width=104,
          help=N_("空着就是登记的科室")),
    Field("method", N_("抽样方法"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("例如：各病区出院患者按床号每三人抽一人")),
    Field("questionnaire_name", N_("问卷版本"), Kind.TEXT, length=60, width=128,
          help=N_("登记当日有效的版本，开始发放后不再变")),
    Field("issued_count", N_("发放份数"), Kind.INTEGER, width=88),
    Field("collected_count", N_("回收份数"), Kind.INTEGER, width=88,
          help=N_("收回的纸张数，要与录入的张数相符")),
    Field("valid_count", N_("有效份数"), Kind.INTEGER, width=88,
          help=N_("答了总体满意度，且答了一半以上题目的")),
    Field("satisfied_rate", N_("满意率 %"), Kind.DECIMAL, width=88,
          help=N_("（很满意＋满意）÷ 有效答数，按总体满意度计")),
    Field("pure_rate", N_("纯满意度 %"), Kind.DECIMAL, width=96,
          help=N_("只计最高一档 ÷ 有效答数，按总体满意度计")),
    Field("average_score", N_("平均得分"), Kind.DECIMAL, width=88,
          help=N_("评价题的平均分，满分 100；不适用、未答不计")),
    Field("below_target", N_("低于目标"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("analysis", N_("分析与安排"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("计划"), (
        "planned_at", "survey_kind", "subject", "period_from", "period_to", "target",
        "responsible_department_id", "functional_department_id", "questionnaire_name", "method")),
    Section(N_("发放与回收"), ("issued_count", "collected_count")),
    Section(N_("统计"), (
        "valid_count", "satisfied_rate", "pure_rate", "average_score", "below_target",
        "analysis", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"planned_at", "survey_kind", "subject", "period_from", "period_to", "target",
     "responsible_department_id"}
)  # fmt: skip
# Written by the tally, not by hand.
COUNTED = frozenset(
    {"questionnaire_name", "valid_count", "satisfied_rate", "pure_rate", "average_score",
     "below_target"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.PLANNED: Badge("ring", "accent"),
    S.COLLECTING: Badge("pie14", "accent"),
    S.TALLIED: Badge("pie12", "accent"),
    S.FEEDBACK_ISSUED: Badge("pie34", "accent"),
    S.RESPONDED: Badge("full", "accent"),
    S.VERIFIED: Badge("tick", "pass"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
