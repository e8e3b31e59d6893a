"""不合格服务: the fields in the order of clause 四.2, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models import nonconforming_service as n
from app.models.complaint import CauseCategory, ResolutionType
from app.models.evidence_seal import EvidenceCategory
from app.models.keeping import AccidentGrade, IncidentLevel, Severity
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

EVIDENCE = (
    Field("name", N_("名称"), Kind.TEXT, required=True, length=60),
    Field("category", N_("类别"), Kind.CHOICE, required=True, choices=EvidenceCategory),
    Field("place", N_("存放位置"), Kind.TEXT, length=60),
    Field("custodian_id", N_("保管人"), Kind.PERSON, required=True),
)

FIELDS = (
    Field("found_at", N_("发现时间"), Kind.DATETIME, required=True, width=98),
    Field("source", N_("依据"), Kind.CHOICE, required=True, choices=n.NcSource, width=104),
    Field("source_number", N_("来源单号"), Kind.CODE, length=60,
          help=N_("从别的记录转出的，自动带来并互相关联")),
    Field("severity", N_("性质"), Kind.CHOICE, required=True, choices=Severity, width=96,
          help=N_("未定性的先按“疑似严重”办，定性后再改")),
    Field("incident_level", N_("事件分级"), Kind.CHOICE, choices=IncidentLevel, width=104),
    Field("responsible_department_id", N_("责任科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("主责科室"), Kind.DEPARTMENT, width=104,
          help=N_("处理的职能科室；收费问题归财务科（三.6）")),
    Field("respondent_person_id", N_("当事人"), Kind.PERSON),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True,
          placeholder=N_("门诊号或住院号")),
    Field("harmed_people", N_("损害人数"), Kind.INTEGER),
    Field("major_negligence", N_("重大过失"), Kind.FLAG,
          help=N_("死亡或可能二级以上，或 3 人以上损害：12 小时内报卫生行政部门")),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清是什么事")),
    Field("narrative", N_("事实经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    # 一般
    Field("correction", N_("现场纠正"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("当场做了什么，消除了什么")),
    Field("corrected_at", N_("纠正时间"), Kind.DATETIME),
    Field("corrected_by_id", N_("纠正人"), Kind.PERSON),
    Field("cause_category", N_("原因分类"), Kind.CHOICE, choices=CauseCategory, width=144),
    Field("root_cause", N_("原因分析"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("corrective_action", N_("纠正措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对已发生原因")),
    Field("preventive_action", N_("预防措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("针对潜在原因")),
    Field("planned_on", N_("完成期限"), Kind.DATE),
    # 严重 ①–⑥
    Field("oral_report_at", N_("口头报告"), Kind.DATETIME, help=N_("立即口头报告的时刻（四.2.(3)①）")),
    Field("oral_report_to_id", N_("报告给"), Kind.PERSON),
    Field("remedy", N_("补救措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("authority_reported_at", N_("上报时间"), Kind.DATETIME, help=N_("报卫生行政部门的时刻")),
    Field("evidence", N_("证据清单"), Kind.TEXT, many=True, lines=EVIDENCE,
          help=N_("记录、标本、检验结果、药品、器械，逐项写保管人（四.2.(3)④）")),
    Field("reviewed_at", N_("讨论时间"), Kind.DATETIME),
    Field("committee_record", N_("委员会记录"), Kind.CODE, length=60, placeholder=N_("会议记录编号")),
    Field("nature", N_("事件性质"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("circumstances", N_("情节"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("attitude", N_("本人态度"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("decision_basis", N_("依据规定"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("decision", N_("处理决定"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("aftercare", N_("善后"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("appraised_at", N_("鉴定时间"), Kind.DATETIME),
    Field("accident_grade", N_("事故等级"), Kind.CHOICE, choices=AccidentGrade),
    Field("appraisal_skipped", N_("不鉴定因"), Kind.TEXT, length=500,
          placeholder=N_("不申请鉴定的理由（四.2.(3)⑥）")),
    # ⑦ and 四.2.(4)
    Field("points", N_("扣分"), Kind.DECIMAL, width=96),
    Field("score_basis", N_("扣分依据"), Kind.TEXT, length=200, placeholder=N_("考核标准条款")),
    Field("resolutions", N_("处理结果"), Kind.CHOICE, choices=ResolutionType, many=True),
    Field("main_resolution", N_("主要结果"), Kind.CHOICE, choices=ResolutionType, width=172),
    Field("compensation_amount", N_("补偿金额"), Kind.DECIMAL),
    Field("compensation_approver_id", N_("审批人"), Kind.PERSON),
    Field("compensation_voucher", N_("凭证号"), Kind.CODE, length=40),
    Field("verification", N_("验证情况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("查了什么、看到什么、是否有效")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

# What may be major is handled as major; its causes and measures stand on the sheet F03.
MINOR = ("severity", frozenset({Severity.MINOR}))
MAJOR = ("severity", frozenset({Severity.MAJOR, Severity.SUSPECTED}))

SECTIONS = (
    Section(N_("发现"), (
        "found_at", "source", "source_number", "severity", "incident_level",
        "responsible_department_id", "functional_department_id", "respondent_person_id",
        "subject", "narrative")),
    Section(N_("患者与后果"), (
        "patient_name", "patient_number", "harmed_people", "major_negligence",
        "authority_reported_at")),
    Section(N_("现场纠正"), ("correction", "corrected_at", "corrected_by_id"), only=MINOR),
    Section(N_("原因与措施"), (
        "cause_category", "root_cause", "corrective_action", "preventive_action", "planned_on"),
        only=MINOR),
    Section(N_("①口头报告"), ("oral_report_at", "oral_report_to_id", "remedy"), only=MAJOR),
    Section(N_("④证据保管"), ("evidence",), only=MAJOR),
    Section(N_("⑤讨论与决定"), (
        "reviewed_at", "committee_record", "nature", "circumstances", "attitude", "decision_basis",
        "decision", "aftercare"), only=MAJOR),
    Section(N_("⑥鉴定"), ("appraised_at", "accident_grade", "appraisal_skipped"), only=MAJOR),
    Section(N_("⑦扣分与结果"), (
        "points", "score_basis", "resolutions", "main_resolution", "compensation_amount",
        "compensation_approver_id", "compensation_voucher")),
    Section(N_("验证与备案"), ("verification", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"found_at", "source", "source_number", "severity", "responsible_department_id", "subject",
     "narrative", "patient_name", "patient_number"}
)  # fmt: skip

S = n.NonconformingStatus
BADGES: dict[StrEnum, Badge] = {
    S.IDENTIFIED: Badge("ring", "accent"),
    S.CORRECTED: Badge("pie14", "accent"),
    S.FEEDBACK_ISSUED: Badge("pie14", "accent"),
    S.PLAN_SUBMITTED: Badge("pie12", "accent"),
    S.SCORED: Badge("pie34", "accent"),
    S.REPORTED_ORALLY: Badge("arrow_up", "fail"),
    S.UNDER_REVIEW: Badge("pie12", "accent"),
    S.DECIDED: Badge("pie34", "accent"),
    S.VERIFIED: Badge("full", "accent"),
    S.FILED: Badge("full", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
