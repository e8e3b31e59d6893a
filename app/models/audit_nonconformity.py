"""不合格报告（内审）: the table behind form F04 (domain §3.2, §4.2 E)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value, required_unless_backfilled
from app.models.keeping import Clocked, Kept, Severity


class AuditReportStatus(Choice):
    """Where a nonconformity report of an internal audit stands (domain §4.2 E)."""

    ISSUED = "ISSUED", N_("已开出")
    CONFIRMED = "CONFIRMED", N_("已确认")
    ACTION_ACCEPTED = "ACTION_ACCEPTED", N_("措施已认可")
    DONE = "DONE", N_("已完成")
    VERIFIED = "VERIFIED", N_("已验证")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class NonconformityType(Choice):
    SYSTEMIC = "SYSTEMIC", N_("体系性")
    IMPLEMENTATION = "IMPLEMENTATION", N_("实施性")
    EFFECT = "EFFECT", N_("效果性")


class AuditNonconformityReport(Record, Clocked, Kept, Base):
    """One nonconformity found by an internal audit. Job titles stand in it, no names."""

    __tablename__ = "audit_nonconformity_report"
    __table_args__ = (
        *required_unless_backfilled("responsible_department_id", "criterion"),
        Index("ix_audit_nonconformity_report_list", "audited_at", "id", "status"),
        Index("ix_audit_nonconformity_report_status", "status", "audited_at"),
        Index("ix_audit_nonconformity_report_due", "due_on"),
    )

    status: Mapped[AuditReportStatus] = mapped_column(
        by_value(AuditReportStatus), default=AuditReportStatus.ISSUED
    )
    audited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    accompanied_by: Mapped[str | None] = mapped_column(String(60))
    auditor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_auditor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    criterion: Mapped[str | None] = mapped_column(String(200))
    nonconformity_type: Mapped[NonconformityType | None] = mapped_column(
        by_value(NonconformityType)
    )
    severity: Mapped[Severity | None] = mapped_column(by_value(Severity))
    subject: Mapped[str | None] = mapped_column(String(60))
    planned_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    completer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    narrative: Mapped[str] = mapped_column(Text)
    root_cause: Mapped[str | None] = mapped_column(Text)
    correction: Mapped[str | None] = mapped_column(Text)
    corrective_action: Mapped[str | None] = mapped_column(Text)
    preventive_action: Mapped[str | None] = mapped_column(Text)
    completion: Mapped[str | None] = mapped_column(Text)
    verification: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
