"""患者投诉: the fields of form F01 ①–㉑ in paper order, their sections, and how states look."""

from enum import StrEnum

from app.i18n import N_
from app.models import complaint as c
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

FIELDS = (
    # ① ②
    Field("received_at", N_("接待时间"), Kind.DATETIME, required=True, width=98),
    Field("channel", N_("投诉方式"), Kind.CHOICE, required=True, choices=c.Channel, width=96),
    Field("ticket_number", N_("转办单号"), Kind.CODE, length=40, width=160,
          help=N_("12345 或卫健委工单的编号")),
    Field("ticket_due_on", N_("转办期限"), Kind.DATE, width=104,
          help=N_("工单要求的最后一天；与院内期限取早者")),
    # ③
    Field("anonymous", N_("匿名投诉"), Kind.FLAG),
    Field("complainant_name", N_("姓名"), Kind.TEXT, length=60, sensitive=True, width=104),
    Field("complainant_sex", N_("性别"), Kind.CHOICE, choices=c.Sex),
    Field("complainant_age", N_("年龄"), Kind.INTEGER),
    Field("complainant_phone", N_("联系电话"), Kind.CODE, length=40, sensitive=True,
          placeholder=N_("手机 11 位，或区号-号码")),
    Field("complainant_address", N_("住址"), Kind.TEXT, length=120, sensitive=True),
    Field("relationship", N_("患者关系"), Kind.TEXT, length=20, placeholder=N_("本人、配偶、子女…")),
    # ④
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_sex", N_("性别"), Kind.CHOICE, choices=c.Sex),
    Field("patient_age", N_("年龄"), Kind.INTEGER),
    Field("care_type", N_("就诊类型"), Kind.CHOICE, choices=c.CareType),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True,
          placeholder=N_("门诊号或住院号")),
    Field("patient_department_id", N_("就诊科室"), Kind.DEPARTMENT),
    Field("bed_number", N_("床号"), Kind.CODE, length=20),
    Field("diagnosis", N_("诊断"), Kind.TEXT, length=120, sensitive=True),
    # ⑤
    Field("respondent_department_id", N_("被诉科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("respondent_person_id", N_("被诉人员"), Kind.PERSON, width=96,
          help=N_("选中后，此人看不到投诉人是谁")),
    Field("respondent_note", N_("人员描述"), Kind.TEXT, length=60,
          placeholder=N_("说不清姓名时写岗位、特征")),
    Field("occurred_on", N_("事发日期"), Kind.DATE, width=104),
    Field("occurred_place", N_("事发地点"), Kind.TEXT, length=60),
    # ⑥ ⑦ ⑧
    Field("topic", N_("投诉类别"), Kind.CHOICE, choices=c.Topic, width=104,
          help=N_("决定由哪个职能科室受理")),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清是什么事")),
    Field("narrative", N_("事情经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("demand", N_("诉求"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT,
          placeholder=N_("患方的意见和目的，按原话记")),
    Field("materials", N_("所附材料"), Kind.TEXT, length=500),
    # ⑨ ⑩ ⑪
    Field("first_receiving_department_id", N_("首诉科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("receiver_id", N_("接待人"), Kind.PERSON, required=True, width=96),
    Field("complainant_signature", N_("投诉人签"), Kind.CHOICE, required=True,
          choices=c.ComplainantSignature, help=N_("电话、网络投诉选“未到场”")),
    Field("leader_present", N_("领导到场"), Kind.FLAG,
          help=N_("职能科室接待时，责任科室领导必须到场（四.1.(1)②）")),
    Field("leader_id", N_("到场领导"), Kind.PERSON),
    Field("leader_arrived_at", N_("到场时间"), Kind.DATETIME),
    Field("leader_absent_reason", N_("未到原因"), Kind.TEXT, length=200),
    Field("on_site_result", N_("现场处理"), Kind.CHOICE, choices=c.OnSiteResult),
    Field("contact_arrangement", N_("联系约定"), Kind.TEXT, length=120,
          placeholder=N_("由谁、怎样、何时再联系")),
    # ⑫
    Field("functional_department_id", N_("受理科室"), Kind.DEPARTMENT, width=104),
    Field("assisting_department_ids", N_("协办科室"), Kind.DEPARTMENT, many=True,
          help=N_("有协办科室时，反馈期限按 10 个工作日")),
    Field("transferred_at", N_("转办时间"), Kind.DATETIME),
    Field("litigation_filed", N_("已起诉"), Kind.FLAG, help=N_("已起诉的由医务科接手（四.1.(1)②）")),
    # ⑬
    Field("department_reported_at", N_("科室报告"), Kind.DATETIME,
          help=N_("科室负责人向职能科室报告情况、提供资料的时间（四.1.(5)①）")),
    Field("department_statement", N_("科室陈述"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("verification", N_("科室核实"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("职能科室核实到的情况")),
    Field("determination", N_("处置意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("职能科室的定性、鉴定和处置意见")),
    # ⑭ ⑮
    Field("cause_categories", N_("原因分类"), Kind.CHOICE, choices=c.CauseCategory, many=True),
    Field("main_cause", N_("主因"), Kind.CHOICE, choices=c.CauseCategory, width=144),
    Field("service_defect", N_("服务缺陷"), Kind.FLAG),
    Field("accident_dispute", N_("事故争议"), Kind.FLAG),
    # ⑯ ⑰
    Field("resolutions", N_("处理结果"), Kind.CHOICE, choices=c.ResolutionType, many=True),
    Field("main_resolution", N_("主要结果"), Kind.CHOICE, choices=c.ResolutionType, width=172),
    Field("compensation_amount", N_("补偿金额"), Kind.DECIMAL),
    Field("compensation_approver_id", N_("审批人"), Kind.PERSON),
    Field("compensation_voucher", N_("凭证号"), Kind.CODE, length=40),
    Field("improvement", N_("整改措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    # ⑱
    Field("replied_at", N_("反馈时间"), Kind.DATETIME, width=98),
    Field("reply_method", N_("反馈方式"), Kind.CHOICE, choices=c.ReplyMethod),
    Field("complainant_opinion", N_("患方意见"), Kind.CHOICE, choices=c.Opinion, width=96),
    Field("reply_text", N_("反馈内容"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("答复了什么，患方怎么说")),
    Field("late_reason", N_("超期原因"), Kind.TEXT, length=500),
    # ⑳ ㉑
    Field("duties_told", N_("告知事项"), Kind.CHOICE, choices=c.DutyTold, many=True),
    Field("archive_parts", N_("归档材料"), Kind.CHOICE, choices=c.ArchivePart, many=True),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    # Asked by steps beside the main road
    Field("escalation_reason", N_("升级原因"), Kind.TEXT, length=500),
    Field("dispute_path", N_("解决途径"), Kind.CHOICE, choices=c.DisputePath),
    Field("reopening_reason", N_("不认可处"), Kind.TEXT, length=500),
    Field("court_case_number", N_("案号"), Kind.CODE, length=60),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
    Field("withdrawal_evidence", N_("撤诉凭据"), Kind.TEXT, length=200,
          placeholder=N_("书面撤诉书或录音，存放处")),
    Field("duplicate_of_id", N_("主单"), Kind.RECORD, placeholder=N_("主单的编号")),
    Field("pause_reason", N_("暂停原因"), Kind.TEXT, length=200,
          placeholder=N_("等待鉴定、等待患方补材料…")),
)  # fmt: skip

SECTIONS = (
    Section(N_("接待信息"), ("received_at", "channel", "ticket_number", "ticket_due_on")),
    Section(N_("投诉人"), (
        "anonymous", "complainant_name", "complainant_sex", "complainant_age",
        "complainant_phone", "relationship", "complainant_address")),
    Section(N_("患者"), (
        "patient_name", "patient_sex", "patient_age", "care_type", "patient_number",
        "patient_department_id", "bed_number", "diagnosis")),
    Section(N_("被投诉方"), (
        "respondent_department_id", "respondent_person_id", "respondent_note", "occurred_on",
        "occurred_place")),
    Section(N_("投诉事项"), ("topic", "subject", "narrative", "demand", "materials")),
    Section(N_("首诉接待"), (
        "first_receiving_department_id", "receiver_id", "complainant_signature", "leader_present",
        "leader_id", "leader_arrived_at", "leader_absent_reason", "on_site_result",
        "contact_arrangement")),
    Section(N_("转办"), (
        "functional_department_id", "assisting_department_ids", "transferred_at",
        "litigation_filed")),
    Section(N_("调查情况"), (
        "department_reported_at", "department_statement", "verification", "determination")),
    Section(N_("原因与定性"), (
        "cause_categories", "main_cause", "service_defect", "accident_dispute")),
    Section(N_("处理与整改"), (
        "resolutions", "main_resolution", "compensation_amount", "compensation_approver_id",
        "compensation_voucher", "improvement")),
    Section(N_("反馈"), (
        "replied_at", "reply_method", "complainant_opinion", "reply_text", "late_reason")),
    Section(N_("告知与归档"), ("duties_told", "archive_parts", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    name
    for section in SECTIONS[:6]
    for name in section.fields
    if name not in {"leader_present", "leader_id", "leader_arrived_at", "leader_absent_reason",
                    "on_site_result", "contact_arrangement", "topic"}
)  # fmt: skip

# A second complaint about the same thing: what and where, not who, when and with what result.
COPIED = (
    "channel", "care_type", "patient_department_id", "respondent_department_id",
    "respondent_person_id", "respondent_note", "occurred_place", "topic", "subject", "narrative",
    "materials",
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    c.ComplaintStatus.REGISTERED: Badge("ring", "accent"),
    c.ComplaintStatus.RESOLVED_ON_SITE: Badge("tick", "pass"),
    c.ComplaintStatus.ACCEPTED: Badge("pie14", "accent"),
    c.ComplaintStatus.INVESTIGATING: Badge("pie12", "accent"),
    c.ComplaintStatus.ESCALATED: Badge("arrow_up", "fail"),
    c.ComplaintStatus.CONCLUDED: Badge("pie12", "accent"),
    c.ComplaintStatus.ACTION: Badge("pie34", "accent"),
    c.ComplaintStatus.REPLIED: Badge("full", "accent"),
    c.ComplaintStatus.REOPENED: Badge("exclamation", "wait"),
    c.ComplaintStatus.LITIGATION: Badge("arrow_up", "fail"),
    c.ComplaintStatus.CLOSED: Badge("dot", "neutral"),
    c.ComplaintStatus.ARCHIVED: Badge("dot", "neutral"),
    c.ComplaintStatus.DISPOSED: Badge("dot", "neutral"),
    c.ComplaintStatus.WITHDRAWN: Badge("struck_ring", "neutral"),
    c.ComplaintStatus.DUPLICATE: Badge("struck_ring", "neutral"),
    c.ComplaintStatus.VOIDED: Badge("struck_ring", "neutral"),
}
