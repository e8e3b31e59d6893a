"""纠正（预防）措施处理单 F03: its fields in the order of the paper, sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models import corrective_action as c
from app.models.complaint import CauseCategory
from app.models.keeping import Effect, Severity
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

CAUSE_STEPS = (
    Field("branch", N_("第几问/方面"), Kind.TEXT, length=30,
          placeholder=N_("为什么 1；或 人、机、料、法、环")),
    Field("text", N_("内容"), Kind.LONG_TEXT, required=True, length=1000),
)  # fmt: skip
MEASURES = (
    Field("content", N_("内容"), Kind.LONG_TEXT, required=True, length=1000),
    Field("person_id", N_("责任人"), Kind.PERSON, required=True),
    Field("due_on", N_("期限"), Kind.DATE, required=True),
)

FIELDS = (
    Field("issued_at", N_("发出时间"), Kind.DATETIME, required=True, width=98),
    Field("source", N_("来源"), Kind.CHOICE, required=True, choices=c.ActionSource, width=96),
    Field("source_number", N_("关联单号"), Kind.CODE, length=60),
    Field("action_type", N_("类型"), Kind.CHOICE, required=True, choices=c.ActionType, width=96),
    Field("severity", N_("性质"), Kind.CHOICE, choices=Severity, width=96,
          help=N_("严重的要分管领导批准")),
    Field("responsible_department_id", N_("责任科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("发出科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("requested_on", N_("完成期限"), Kind.DATE),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清是什么事")),
    Field("narrative", N_("发生经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT,
          placeholder=N_("时间、地点、人员职务、经过")),
    Field("consequence", N_("后果影响"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("cause_method", N_("分析方法"), Kind.CHOICE, choices=c.CauseMethod),
    Field("cause_steps", N_("分析过程"), Kind.TEXT, many=True, lines=CAUSE_STEPS),
    Field("cause_category", N_("原因分类"), Kind.CHOICE, choices=CauseCategory, width=144,
          help=N_("复查时按同类原因、同一科室自动计数")),
    Field("root_cause", N_("根本原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("department_opinion", N_("科室意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("correction", N_("即时纠正"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("已经做的纠正和补救")),
    Field("measures", N_("纠正措施"), Kind.TEXT, many=True, lines=MEASURES),
    Field("preventive_measures", N_("预防措施"), Kind.TEXT, many=True, lines=MEASURES),
    Field("review_opinion", N_("审核意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("approval_opinion", N_("批准意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("implementation", N_("实施记录"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("implemented_on", N_("完成日期"), Kind.DATE),
    Field("implementer_id", N_("实施人"), Kind.PERSON),
    Field("verification_method", N_("验证方法"), Kind.TEXT, length=200),
    Field("evidence", N_("验证证据"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("effect", N_("验证结论"), Kind.CHOICE, choices=Effect),
    Field("recheck_on", N_("复查日期"), Kind.DATE, help=N_("默认实施后 90 天")),
    Field("rechecked_on", N_("已复查"), Kind.DATE, help=N_("办“复查”时自动填写")),
    Field("same_before", N_("此前同类"), Kind.INTEGER,
          help=N_("复查时自动计数：实施前同样长的时间里，同科室同类原因的件数")),
    Field("same_after", N_("此后同类"), Kind.INTEGER,
          help=N_("复查时自动计数：实施后到复查那天，同科室同类原因的件数")),
    Field("recurrence_note", N_("复发说明"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("system_changed", N_("改体系文件"), Kind.FLAG),
    Field("system_document", N_("文件号"), Kind.TEXT, length=120),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("来源"), (
        "issued_at", "source", "source_number", "action_type", "severity",
        "responsible_department_id", "functional_department_id", "requested_on", "subject")),
    Section(N_("发生经过与后果"), ("narrative", "consequence")),
    Section(N_("原因分析"), ("cause_method", "cause_steps", "cause_category", "root_cause")),
    Section(N_("处理意见与纠正"), ("department_opinion", "correction")),
    Section(N_("措施"), ("measures", "preventive_measures")),
    Section(N_("审核与批准"), ("review_opinion", "approval_opinion")),
    Section(N_("实施"), ("implementation", "implemented_on", "implementer_id")),
    Section(N_("有效性验证"), ("verification_method", "evidence", "effect")),
    Section(N_("复查与体系文件"), (
        "recheck_on", "rechecked_on", "same_before", "same_after", "recurrence_note",
        "system_changed", "system_document", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"issued_at", "source", "source_number", "action_type", "severity",
     "responsible_department_id", "functional_department_id", "subject", "narrative"}
)  # fmt: skip

S = c.ActionStatus
BADGES: dict[StrEnum, Badge] = {
    S.OPEN: Badge("ring", "accent"),
    S.CAUSE_ANALYZED: Badge("pie14", "accent"),
    S.PLANNED: Badge("pie14", "accent"),
    S.APPROVED: Badge("pie12", "accent"),
    S.IMPLEMENTING: Badge("pie34", "accent"),
    S.IMPLEMENTED: Badge("full", "accent"),
    S.EFFECTIVE: Badge("tick", "pass"),
    S.INEFFECTIVE: Badge("cross", "fail"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
