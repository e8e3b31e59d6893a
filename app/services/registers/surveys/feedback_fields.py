"""满意度调查反馈表 F17: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.surveys.feedback import SurveyFeedbackStatus
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = SurveyFeedbackStatus

LOW = (
    Field("item", N_("题目"), Kind.TEXT, required=True, length=60),
    Field("answers", N_("有效答数"), Kind.INTEGER),
    Field("rate", N_("满意率 %"), Kind.DECIMAL),
    Field("pure", N_("纯满意度 %"), Kind.DECIMAL),
    Field("score", N_("得分"), Kind.DECIMAL),
)

FIELDS = (
    Field("issued_at", N_("发出时间"), Kind.DATETIME, required=True, width=98),
    Field("survey_number", N_("调查编号"), Kind.CODE, length=40, width=168),
    Field("subject", N_("反馈事项"), Kind.TEXT, required=True, length=60, width=240,
          placeholder=N_("例如：膳食、夜间安静低于目标")),
    Field("responsible_department_id", N_("责任科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("职能科室"), Kind.DEPARTMENT, width=104,
          help=N_("空着就是登记的科室")),
    Field("target", N_("目标值 %"), Kind.DECIMAL, width=88),
    Field("low_items", N_("低于目标的题目"), Kind.TEXT, many=True, lines=LOW),
    Field("narrative", N_("患者原话摘录"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          help=N_("照患者写的摘录；写了姓名、床号的，隐去")),
    Field("reply_by", N_("回复期限"), Kind.DATE, width=104),
    Field("root_cause", N_("原因分析"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("improvement", N_("整改措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("improve_by", N_("整改期限"), Kind.DATE, width=104),
    Field("return_reason", N_("退回原因"), Kind.TEXT, length=500),
    Field("verification", N_("效果验证"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("查了什么、看到什么")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("反馈"), (
        "issued_at", "survey_number", "subject", "responsible_department_id",
        "functional_department_id", "target", "reply_by")),
    Section(N_("低于目标的题目与患者原话"), ("low_items", "narrative")),
    Section(N_("责任科室回复"), ("root_cause", "improvement", "improve_by")),
    Section(N_("效果验证"), ("verification", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"issued_at", "survey_number", "subject", "responsible_department_id", "target", "low_items"}
)

BADGES: dict[StrEnum, Badge] = {
    S.ISSUED: Badge("pie14", "accent"),
    S.RESPONDED: Badge("pie34", "accent"),
    S.RETURNED: Badge("arrow_up", "fail"),
    S.VERIFIED: Badge("tick", "pass"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
