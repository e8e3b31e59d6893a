"""质量检查反馈表 F02: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models import quality_feedback as q
from app.models.keeping import Effect, Severity
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

FINDINGS = (
    Field("description", N_("问题描述"), Kind.LONG_TEXT, required=True, length=2000),
    Field("clause", N_("标准条款"), Kind.TEXT, length=60),
    Field("points", N_("扣分"), Kind.DECIMAL),
)

FIELDS = (
    Field("checked_at", N_("检查时间"), Kind.DATETIME, required=True, width=98),
    Field("check_category", N_("检查类别"), Kind.CHOICE, required=True, choices=q.CheckCategory,
          width=96),
    Field("source_number", N_("来源单号"), Kind.CODE, length=60),
    Field("inspecting_department_id", N_("检查科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("inspector_id", N_("检查人"), Kind.PERSON, required=True, width=96),
    Field("responsible_department_id", N_("被检科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("accompanied_by", N_("陪同人"), Kind.TEXT, length=60),
    Field("basis", N_("检查依据"), Kind.TEXT, length=200, placeholder=N_("考核标准条款")),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清是什么问题")),
    Field("findings", N_("存在问题"), Kind.TEXT, many=True, lines=FINDINGS,
          help=N_("一个问题一行；扣分按本院考核标准")),
    Field("severity", N_("性质"), Kind.CHOICE, choices=Severity, width=96),
    Field("requested_on", N_("整改期限"), Kind.DATE, help=N_("要求责任科室完成整改的最后一天")),
    Field("root_cause", N_("原因分析"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("correction", N_("纠正"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("已发现不符合的消除措施")),
    Field("corrective_action", N_("纠正措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对已发生原因")),
    Field("preventive_action", N_("预防措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对潜在原因")),
    Field("completed_on", N_("完成日期"), Kind.DATE),
    Field("completer_id", N_("责任人"), Kind.PERSON),
    Field("effect", N_("效果"), Kind.CHOICE, choices=Effect),
    Field("evidence", N_("验证证据"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("查了什么、看到什么")),
    Field("return_reason", N_("退回原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("filed_on", N_("备案日期"), Kind.DATE),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("total_points", N_("合计扣分"), Kind.DECIMAL, width=96, help=N_("按各行扣分自动合计")),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("检查"), (
        "checked_at", "check_category", "source_number", "inspecting_department_id",
        "inspector_id", "responsible_department_id", "accompanied_by", "basis", "subject")),
    Section(N_("存在问题"), ("findings", "total_points", "severity", "requested_on")),
    Section(N_("责任科室回复"), (
        "root_cause", "correction", "corrective_action", "preventive_action", "completed_on",
        "completer_id")),
    Section(N_("效果验证"), ("effect", "evidence", "filed_on", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"checked_at", "check_category", "source_number", "inspecting_department_id", "inspector_id",
     "responsible_department_id", "basis", "subject"}
)  # fmt: skip

S = q.FeedbackStatus
BADGES: dict[StrEnum, Badge] = {
    S.PREPARED: Badge("ring", "accent"),
    S.ISSUED: Badge("pie14", "accent"),
    S.ACKNOWLEDGED: Badge("pie12", "accent"),
    S.RESPONDED: Badge("pie34", "accent"),
    S.RETURNED: Badge("arrow_up", "fail"),
    S.VERIFIED_EFFECTIVE: Badge("tick", "pass"),
    S.FILED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
