"""服务缺陷登记: the table behind form F12 (domain §3.2), with its chain of reporting."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value, required_unless_backfilled
from app.models.complaint import Sex
from app.models.keeping import Clocked, IncidentLevel, Kept


class DefectStatus(Choice):
    """Where a service defect stands."""

    REGISTERED = "REGISTERED", N_("已登记")
    REPORTED = "REPORTED", N_("已上报")
    JUDGED = "JUDGED", N_("已定级")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class DefectCategory(Choice):
    """What kind of defect it is (F12)."""

    CHECKING = "CHECKING", N_("查对")
    MEDICATION = "MEDICATION", N_("给药")
    DISPENSING = "DISPENSING", N_("发药")
    TREATMENT = "TREATMENT", N_("治疗")
    NURSING = "NURSING", N_("护理")
    COMMUNICATION = "COMMUNICATION", N_("沟通")
    CHARGE = "CHARGE", N_("收费")
    CONSENT = "CONSENT", N_("知情同意")
    OTHER = "OTHER", N_("其他")


class DefectDegree(Choice):
    MINOR = "MINOR", N_("一般错误")
    MAJOR = "MAJOR", N_("严重错误")


class ServiceDefectEntry(Record, Clocked, Kept, Base):
    """One service defect: what happened to the patient, and who was told when."""

    __tablename__ = "service_defect_entry"
    __table_args__ = (
        *required_unless_backfilled("place", "responsible_department_id", "category"),
        CheckConstraint("patient_age BETWEEN 0 AND 130", name="patient_age_plausible"),
        Index(
            "ix_service_defect_entry_list",
            "occurred_at",
            "id",
            "status",
            "department_id",
            "responsible_department_id",
            "functional_department_id",
            "due_on",
            "paused_on",
            "category",
        ),
        Index("ix_service_defect_entry_status", "status", "occurred_at"),
        Index("ix_service_defect_entry_due", "due_on"),
    )

    status: Mapped[DefectStatus] = mapped_column(
        by_value(DefectStatus), default=DefectStatus.REGISTERED
    )
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_sex: Mapped[Sex | None] = mapped_column(by_value(Sex))
    patient_age: Mapped[int | None]
    patient_number: Mapped[str | None] = mapped_column(String(40))
    bed_number: Mapped[str | None] = mapped_column(String(20))
    category: Mapped[DefectCategory | None] = mapped_column(by_value(DefectCategory))
    incident_level: Mapped[IncidentLevel | None] = mapped_column(by_value(IncidentLevel))
    degree: Mapped[DefectDegree | None] = mapped_column(by_value(DefectDegree))
    subject: Mapped[str | None] = mapped_column(String(60))
    duty_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    duty_physician_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    physician_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    head_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    head_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    office_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    items: Mapped[str | None] = mapped_column(String(200))
    staff_position: Mapped[str | None] = mapped_column(String(60))
    narrative: Mapped[str] = mapped_column(Text)
    patient_condition: Mapped[str | None] = mapped_column(Text)
    consequence: Mapped[str | None] = mapped_column(Text)
    root_cause: Mapped[str | None] = mapped_column(Text)
    improvement: Mapped[str | None] = mapped_column(Text)
    office_opinion: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
