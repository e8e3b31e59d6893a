"""不合格服务: the table behind clause 四.2 and its lists of choices (domain §4.2 B)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
from app.models.complaint import CauseCategory, ResolutionType
from app.models.keeping import AccidentGrade, Clocked, IncidentLevel, Kept, Severity


class NonconformingStatus(Choice):
    """Where a nonconforming service stands: the road of a minor one, and that of a major one."""

    IDENTIFIED = "IDENTIFIED", N_("已发现")
    CORRECTED = "CORRECTED", N_("已纠正")
    FEEDBACK_ISSUED = "FEEDBACK_ISSUED", N_("已发反馈表")
    PLAN_SUBMITTED = "PLAN_SUBMITTED", N_("已交措施")
    SCORED = "SCORED", N_("已扣分")
    REPORTED_ORALLY = "REPORTED_ORALLY", N_("已口头报告")
    UNDER_REVIEW = "UNDER_REVIEW", N_("讨论中")
    DECIDED = "DECIDED", N_("已决定")
    VERIFIED = "VERIFIED", N_("已验证")
    FILED = "FILED", N_("已备案")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class NcSource(Choice):
    """What it was found by (四.2.(1)①–④)."""

    COMPLAINT = "COMPLAINT", N_("投诉定性")
    SURVEY = "SURVEY", N_("满意度调查")
    DAILY_CHECK = "DAILY_CHECK", N_("日常检查")
    INTERNAL_AUDIT = "INTERNAL_AUDIT", N_("内审")
    MANAGEMENT_REVIEW = "MANAGEMENT_REVIEW", N_("管理评审")
    THIRD_PARTY = "THIRD_PARTY", N_("第三方审核")


class NonconformingService(Record, Clocked, Kept, Base):
    """One nonconforming service; a major one has the seven duties of 四.2.(3)①–⑦."""

    __tablename__ = "nonconforming_service"
    __table_args__ = (
        *required_unless_backfilled("source", "severity", "responsible_department_id"),
        CheckConstraint("points >= 0", name="points_not_negative"),
        CheckConstraint("harmed_people >= 0", name="harmed_counted"),
        CheckConstraint("compensation_amount > 0", name="compensation_positive"),
        Index(
            "ix_nonconforming_service_list",
            "found_at",
            "id",
            "status",
            "department_id",
            "responsible_department_id",
            "functional_department_id",
            "due_on",
            "paused_on",
            "severity",
        ),
        Index("ix_nonconforming_service_status", "status", "found_at"),
        Index("ix_nonconforming_service_due", "due_on"),
        # Who a record is about is told apart among very many; it is said of few. For a server the
        # migration alone says so: to say it here loads that engine's dialect at every start.
        Index(
            "ix_nonconforming_service_about",
            "respondent_person_id",
            sqlite_where=text("respondent_person_id IS NOT NULL"),
        ),
    )

    status: Mapped[NonconformingStatus] = mapped_column(
        by_value(NonconformingStatus), default=NonconformingStatus.IDENTIFIED
    )
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[NcSource | None] = mapped_column(by_value(NcSource))
    source_number: Mapped[str | None] = mapped_column(String(60))
    severity: Mapped[Severity | None] = mapped_column(by_value(Severity))
    incident_level: Mapped[IncidentLevel | None] = mapped_column(by_value(IncidentLevel))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    respondent_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str | None] = mapped_column(String(60))
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    harmed_people: Mapped[int | None]
    major_negligence: Mapped[bool | None]
    # 一般
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned_on: Mapped[date | None]
    cause_category: Mapped[CauseCategory | None] = mapped_column(by_value(CauseCategory))
    points: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    score_basis: Mapped[str | None] = mapped_column(String(200))
    scored_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    scored_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # 严重 ①–⑦
    oral_report_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    oral_report_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    authority_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    authority_reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    committee_record: Mapped[str | None] = mapped_column(String(60))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appraised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accident_grade: Mapped[AccidentGrade | None] = mapped_column(by_value(AccidentGrade))
    appraisal_skipped: Mapped[str | None] = mapped_column(String(500))
    # 四.2.(4)
    resolutions: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    main_resolution: Mapped[ResolutionType | None] = mapped_column(by_value(ResolutionType))
    compensation_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    compensation_approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    compensation_voucher: Mapped[str | None] = mapped_column(String(40))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Long texts
    narrative: Mapped[str] = mapped_column(Text)
    correction: Mapped[str | None] = mapped_column(Text)
    root_cause: Mapped[str | None] = mapped_column(Text)
    corrective_action: Mapped[str | None] = mapped_column(Text)
    preventive_action: Mapped[str | None] = mapped_column(Text)
    remedy: Mapped[str | None] = mapped_column(Text)
    nature: Mapped[str | None] = mapped_column(Text)
    circumstances: Mapped[str | None] = mapped_column(Text)
    attitude: Mapped[str | None] = mapped_column(Text)
    decision_basis: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    aftercare: Mapped[str | None] = mapped_column(Text)
    verification: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
