"""Who may operate: 人员资质, and 未经合格人员参与 (三.9, 四.5.(3), domain §4.2 L)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value, required_unless_backfilled
from app.models.keeping import Kept, required_while_kept


class QualificationStatus(Choice):
    """Where a qualification stands; whether it still runs, its last day says."""

    PROPOSED = "PROPOSED", N_("待鉴定")
    VALID = "VALID", N_("已鉴定")
    REFUSED = "REFUSED", N_("未通过")
    WITHDRAWN = "WITHDRAWN", N_("已撤销")
    VOIDED = "VOIDED", N_("作废")


class QualificationScope(Choice):
    """What a person is qualified for (三.9)."""

    SURGERY = "SURGERY", N_("手术执行")
    PROCEDURE = "PROCEDURE", N_("操作治疗")


class StaffQualification(Record, Base):
    """That one person may do one thing, from one day to another, as an office judged (HR-28)."""

    __tablename__ = "staff_qualification"
    __table_args__ = (
        *required_unless_backfilled("subject", "person_id", "scope"),
        CheckConstraint("valid_from <= valid_until", name="days_in_order"),
        CheckConstraint(
            "status <> 'VALID' OR (person_id IS NOT NULL AND functional_department_id IS NOT NULL"
            " AND valid_from IS NOT NULL AND valid_until IS NOT NULL)",
            name="valid_from_and_until",
        ),
        Index("ix_staff_qualification_list", "filed_at", "id", "status"),
        Index("ix_staff_qualification_status", "status", "filed_at"),
        Index("ix_staff_qualification_person", "person_id", "status", "valid_until"),
        Index("ix_staff_qualification_until", "valid_until", "status"),
    )

    status: Mapped[QualificationStatus] = mapped_column(
        by_value(QualificationStatus), default=QualificationStatus.PROPOSED
    )
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    scope: Mapped[QualificationScope | None] = mapped_column(by_value(QualificationScope))
    subject: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    title: Mapped[str | None] = mapped_column(String(60))
    certificate_number: Mapped[str | None] = mapped_column(String(60))
    basis: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    opinion: Mapped[str | None] = mapped_column(Text)
    withdrawal_reason: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(Text)


class ParticipationStatus(Choice):
    """Where the participation of somebody not qualified stands."""

    DETECTED = "DETECTED", N_("已发现")
    JUDGED = "JUDGED", N_("已鉴别")
    SUPERVISED = "SUPERVISED", N_("已指派带教")
    REMOVED = "REMOVED", N_("已停止参与")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class Occasion(Choice):
    """In what somebody took part (四.5.(3))."""

    SURGERY = "SURGERY", N_("手术")
    OUTPATIENT = "OUTPATIENT", N_("门诊治疗")


class ParticipantKind(Choice):
    """Who took part without being qualified."""

    INTERN = "INTERN", N_("实习")
    RESIDENT = "RESIDENT", N_("规培")
    VISITING = "VISITING", N_("进修")
    STAFF = "STAFF", N_("本院人员")
    OUTSIDE = "OUTSIDE", N_("院外人员")


class ParticipationVerdict(Choice):
    """What the office judged: under somebody qualified, or not at all."""

    SUPERVISED = "SUPERVISED", N_("须由合格人员带教")
    STOP = "STOP", N_("停止参与")


class UnqualifiedParticipation(Record, Kept, Base):
    """One participation: judged by an office, and led by somebody qualified or ended (HR-16)."""

    __tablename__ = "unqualified_participation"
    __table_args__ = (
        *required_while_kept(
            "subject", "responsible_department_id", "occasion", "participant_name",
            "participant_kind",
        ),
        CheckConstraint("supervisor_id <> participant_id", name="two_people"),
        CheckConstraint(
            "status <> 'SUPERVISED' OR (supervisor_id IS NOT NULL"
            " AND qualification_number IS NOT NULL"
            " AND verdict IS NOT NULL AND verdict = 'SUPERVISED')",
            name="led_by_somebody_qualified",
        ),
        Index("ix_unqualified_participation_list", "detected_at", "id", "status"),
        Index("ix_unqualified_participation_status", "status", "detected_at"),
    )  # fmt: skip

    status: Mapped[ParticipationStatus] = mapped_column(
        by_value(ParticipationStatus), default=ParticipationStatus.DETECTED
    )
    detected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    occasion: Mapped[Occasion | None] = mapped_column(by_value(Occasion))
    subject: Mapped[str | None] = mapped_column(String(60))
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    participant_name: Mapped[str | None] = mapped_column(String(60))
    participant_kind: Mapped[ParticipantKind | None] = mapped_column(by_value(ParticipantKind))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    narrative: Mapped[str] = mapped_column(Text)
    verdict: Mapped[ParticipationVerdict | None] = mapped_column(by_value(ParticipationVerdict))
    opinion: Mapped[str | None] = mapped_column(Text)
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    qualification_number: Mapped[str | None] = mapped_column(String(40))
    supervision_plan: Mapped[str | None] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consequence: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
