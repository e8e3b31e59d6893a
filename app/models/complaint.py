"""患者投诉: the table behind form F01 and its lists of choices (domain §3.2, §4.2 A, §6.4)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import (
    Base,
    Choice,
    JsonList,
    Record,
    UtcDateTime,
    by_value,
    required_unless_backfilled,
)
from app.models.keeping import Clocked, Kept


class ComplaintStatus(Choice):
    """Where a complaint stands (domain §4.2 A)."""

    REGISTERED = "REGISTERED", N_("已登记")
    RESOLVED_ON_SITE = "RESOLVED_ON_SITE", N_("当场解决")
    ACCEPTED = "ACCEPTED", N_("已受理")
    INVESTIGATING = "INVESTIGATING", N_("调查中")
    ESCALATED = "ESCALATED", N_("已升级")
    CONCLUDED = "CONCLUDED", N_("已定性")
    ACTION = "ACTION", N_("整改中")
    REPLIED = "REPLIED", N_("已反馈")
    REOPENED = "REOPENED", N_("患方不认可")
    LITIGATION = "LITIGATION", N_("司法解决")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    WITHDRAWN = "WITHDRAWN", N_("已撤诉")
    DUPLICATE = "DUPLICATE", N_("已并案")
    VOIDED = "VOIDED", N_("作废")


class Channel(Choice):
    """How the complaint came (F01 ②)."""

    VISIT = "VISIT", N_("来访")
    PHONE = "PHONE", N_("来电")
    LETTER = "LETTER", N_("来信")
    BOX = "BOX", N_("意见箱")
    ONLINE = "ONLINE", N_("网络/12345")
    SUPERIOR = "SUPERIOR", N_("上级转办")
    OTHER = "OTHER", N_("其他")


class Topic(Choice):
    """What it is mainly about; decides which functional department receives it (三.1–三.13)."""

    MEDICAL = "MEDICAL", N_("医疗技术、综合")
    NURSING = "NURSING", N_("护理")
    OUTPATIENT = "OUTPATIENT", N_("门诊服务")
    ETHICS = "ETHICS", N_("医德医风")
    CHARGE = "CHARGE", N_("收费")
    DRUG = "DRUG", N_("药品")
    EQUIPMENT = "EQUIPMENT", N_("器械设备")
    SUPPLIES = "SUPPLIES", N_("物资、生活用品")
    ENVIRONMENT = "ENVIRONMENT", N_("环境、后勤")
    INFECTION = "INFECTION", N_("院感")
    OUTSOURCED = "OUTSOURCED", N_("外包项目")


class Sex(Choice):
    MALE = "MALE", N_("男")
    FEMALE = "FEMALE", N_("女")


class CareType(Choice):
    OUTPATIENT = "OUTPATIENT", N_("门诊")
    INPATIENT = "INPATIENT", N_("住院")


class ComplainantSignature(Choice):
    """How the complainant confirmed the record (F01 ⑨)."""

    SIGNED = "SIGNED", N_("已签名")
    FINGERPRINT = "FINGERPRINT", N_("已按指印")
    ABSENT = "ABSENT", N_("未到场")


class OnSiteResult(Choice):
    """What could be done on the spot (四.1.(1)②, HR-07)."""

    RESOLVED = "RESOLVED", N_("已当场解决")
    CONTACT_ESTABLISHED = "CONTACT_ESTABLISHED", N_("不能，已建立联系方式")


class CauseCategory(Choice):
    """The six causes of 四.1.(2)①–⑥."""

    ETHICS = "ETHICS", N_("①医德医风")
    RULE_VIOLATION = "RULE_VIOLATION", N_("②违反规章或操作规程")
    TECHNICAL_SKILL = "TECHNICAL_SKILL", N_("③技术水平欠佳")
    NONCONFORMING_PRODUCT = "NONCONFORMING_PRODUCT", N_("④使用不合格产品")
    IMPROPER_CHARGE = "IMPROPER_CHARGE", N_("⑤收费")
    COMMUNICATION_GAP = "COMMUNICATION_GAP", N_("⑥患者不理解")


class ResolutionType(Choice):
    """The five results of 四.1.(3)①–⑤."""

    SETTLED_BY_COMMUNICATION = "SETTLED_BY_COMMUNICATION", N_("①沟通解决")
    APOLOGY = "APOLOGY", N_("②赔礼道歉")
    SERVICE_REDONE = "SERVICE_REDONE", N_("③重新提供服务")
    HARDSHIP_COMPENSATION = "HARDSHIP_COMPENSATION", N_("④困难补偿")
    LITIGATION = "LITIGATION", N_("⑤司法解决")


class ReplyMethod(Choice):
    IN_PERSON = "IN_PERSON", N_("当面")
    PHONE = "PHONE", N_("电话")
    WRITTEN = "WRITTEN", N_("书面")
    ONLINE = "ONLINE", N_("网络、短信")
    NOT_REACHABLE = "NOT_REACHABLE", N_("无法联系（匿名）")


class Opinion(Choice):
    """What the complainant says of the answer (F01 ⑱)."""

    SATISFIED = "SATISFIED", N_("满意")
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED", N_("基本满意")
    DISSATISFIED = "DISSATISFIED", N_("不满意")


class DisputePath(Choice):
    """The way taken after an answer was not accepted (医疗纠纷预防和处理条例 22 条)."""

    NEGOTIATION = "NEGOTIATION", N_("协商")
    PEOPLES_MEDIATION = "PEOPLES_MEDIATION", N_("人民调解")
    ADMINISTRATIVE_MEDIATION = "ADMINISTRATIVE_MEDIATION", N_("行政调解")
    LITIGATION = "LITIGATION", N_("诉讼")


class DutyTold(Choice):
    """What the complainant has to be told (D11; 同条例 23 条)."""

    LEGAL_WAYS = "LEGAL_WAYS", N_("解决纠纷的合法途径")
    SEALING = "SEALING", N_("病历、现场实物封存和启封的规定")
    COPYING = "COPYING", N_("查阅、复制病历的规定")
    AUTOPSY = "AUTOPSY", N_("尸检的规定（患者死亡时）")


class ArchivePart(Choice):
    """What a complaint file holds (D16)."""

    PATIENT = "PATIENT", N_("患者基本信息")
    EVIDENCE = "EVIDENCE", N_("投诉事项及证据")
    HANDLING = "HANDLING", N_("调查、处理和反馈")
    OTHER = "OTHER", N_("其他材料")


class Complaint(Record, Clocked, Kept, Base):
    """One complaint of a patient, on paper F01 患者投诉记录单. Long texts stand last (list speed)."""

    __tablename__ = "complaint"
    __table_args__ = (
        *required_unless_backfilled(
            "channel",
            "respondent_department_id",
            "demand",
            "first_receiving_department_id",
            "receiver_id",
            "complainant_signature",
        ),
        CheckConstraint(
            "backfilled OR anonymous OR (complainant_name IS NOT NULL"
            " AND complainant_phone IS NOT NULL AND relationship IS NOT NULL)",
            name="complainant_known_or_anonymous",
        ),
        CheckConstraint("complainant_age BETWEEN 0 AND 130", name="complainant_age_plausible"),
        CheckConstraint("patient_age BETWEEN 0 AND 130", name="patient_age_plausible"),
        CheckConstraint("compensation_amount > 0", name="compensation_positive"),
        # Every short column people filter by, in the standard order: a filter reads this, not the table.
        Index(
            "ix_complaint_list",
            "received_at",
            "id",
            "status",
            "department_id",
            "respondent_department_id",
            "functional_department_id",
            "due_on",
            "paused_on",
            "channel",
            "main_cause",
        ),
        # What is looked up by any part of a number.
        Index(
            "ix_complaint_codes",
            "number",
            "original_number",
            "ticket_number",
            "complainant_phone",
            "patient_number",
            "bed_number",
            "compensation_voucher",
            "court_case_number",
        ),
        Index("ix_complaint_status", "status", "received_at"),
        Index("ix_complaint_due", "due_on"),
        # Who a record is about is told apart among very many; it is said of few. For a server the
        # migration alone says so: to say it here loads that engine's dialect at every start.
        Index(
            "ix_complaint_about",
            "respondent_person_id",
            sqlite_where=text("respondent_person_id IS NOT NULL"),
        ),
    )

    status: Mapped[ComplaintStatus] = mapped_column(
        by_value(ComplaintStatus), default=ComplaintStatus.REGISTERED
    )
    # ① ②
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[Channel | None] = mapped_column(by_value(Channel))
    ticket_number: Mapped[str | None] = mapped_column(String(40))
    ticket_due_on: Mapped[date | None]
    # ③
    anonymous: Mapped[bool] = mapped_column(default=False)
    complainant_name: Mapped[str | None] = mapped_column(String(60))
    complainant_sex: Mapped[Sex | None] = mapped_column(by_value(Sex, "complainant_sex"))
    complainant_age: Mapped[int | None]
    complainant_phone: Mapped[str | None] = mapped_column(String(40))
    complainant_address: Mapped[str | None] = mapped_column(String(120))
    relationship: Mapped[str | None] = mapped_column(String(20))
    # ④
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_sex: Mapped[Sex | None] = mapped_column(by_value(Sex, "patient_sex"))
    patient_age: Mapped[int | None]
    care_type: Mapped[CareType | None] = mapped_column(by_value(CareType))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    patient_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    bed_number: Mapped[str | None] = mapped_column(String(20))
    diagnosis: Mapped[str | None] = mapped_column(String(120))
    # ⑤
    respondent_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    respondent_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    respondent_note: Mapped[str | None] = mapped_column(String(60))
    occurred_on: Mapped[date | None]
    occurred_place: Mapped[str | None] = mapped_column(String(60))
    # ⑥–⑧ (the long ones below)
    topic: Mapped[Topic | None] = mapped_column(by_value(Topic))
    subject: Mapped[str | None] = mapped_column(String(60))
    materials: Mapped[str | None] = mapped_column(String(500))
    # ⑨–⑪
    first_receiving_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    complainant_signature: Mapped[ComplainantSignature | None] = mapped_column(
        by_value(ComplainantSignature)
    )
    leader_present: Mapped[bool | None]
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    leader_arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leader_absent_reason: Mapped[str | None] = mapped_column(String(200))
    on_site_result: Mapped[OnSiteResult | None] = mapped_column(by_value(OnSiteResult))
    contact_arrangement: Mapped[str | None] = mapped_column(String(120))
    # ⑫
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    assisting_department_ids: Mapped[list[int]] = mapped_column(
        JsonList, default=list, nullable=True
    )
    transferred_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    litigation_filed: Mapped[bool] = mapped_column(default=False)
    escalation_reason: Mapped[str | None] = mapped_column(String(500))
    department_reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # ⑭ ⑮
    cause_categories: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    main_cause: Mapped[CauseCategory | None] = mapped_column(by_value(CauseCategory))
    service_defect: Mapped[bool | None]
    accident_dispute: Mapped[bool | None]
    # ⑯
    resolutions: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    main_resolution: Mapped[ResolutionType | None] = mapped_column(by_value(ResolutionType))
    compensation_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    compensation_approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    compensation_voucher: Mapped[str | None] = mapped_column(String(40))
    # ⑱
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_method: Mapped[ReplyMethod | None] = mapped_column(by_value(ReplyMethod))
    complainant_opinion: Mapped[Opinion | None] = mapped_column(by_value(Opinion))
    late_reason: Mapped[str | None] = mapped_column(String(500))
    # ⑳ ㉑
    duties_told: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    archive_parts: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    # What happens beside the main road
    dispute_path: Mapped[DisputePath | None] = mapped_column(by_value(DisputePath))
    reopening_reason: Mapped[str | None] = mapped_column(String(500))
    court_case_number: Mapped[str | None] = mapped_column(String(60))
    withdrawal_evidence: Mapped[str | None] = mapped_column(String(200))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    # Long texts
    narrative: Mapped[str] = mapped_column(Text)
    demand: Mapped[str | None] = mapped_column(Text)
    department_statement: Mapped[str | None] = mapped_column(Text)
    verification: Mapped[str | None] = mapped_column(Text)
    determination: Mapped[str | None] = mapped_column(Text)
    improvement: Mapped[str | None] = mapped_column(Text)
    reply_text: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
