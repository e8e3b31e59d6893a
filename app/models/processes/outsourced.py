"""外包不合格: the table behind clause 三.13 (HR-21, domain §4.2 P); its paper is F03."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value
from app.models.keeping import Kept, required_while_kept


class OutsourcedStatus(Choice):
    """Where a nonconformity of an outsourced service stands."""

    FOUND = "FOUND", N_("已发现")
    NOTIFIED_CONTRACTOR = "NOTIFIED_CONTRACTOR", N_("已通知外包方")
    RECTIFIED = "RECTIFIED", N_("已整改")
    VERIFIED = "VERIFIED", N_("已验证")
    CONTRACT_PENALTY = "CONTRACT_PENALTY", N_("已按合同处罚")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class OutsourcedNonconformity(Record, Kept, Base):
    """One nonconformity of a contractor, handled by the office in charge and by the contract."""

    __tablename__ = "outsourced_nonconformity"
    __table_args__ = (
        *required_while_kept(
            "subject",
            "responsible_department_id",
            "functional_department_id",
            "contractor",
            "contract_number",
        ),
        CheckConstraint("penalty_amount >= 0", name="penalty_not_negative"),
        CheckConstraint(
            "status <> 'CONTRACT_PENALTY' OR penalty IS NOT NULL", name="penalty_by_contract"
        ),
        Index("ix_outsourced_nonconformity_list", "found_at", "id", "status"),
        Index("ix_outsourced_nonconformity_status", "status", "found_at"),
        Index("ix_outsourced_nonconformity_contractor", "contractor"),
    )

    status: Mapped[OutsourcedStatus] = mapped_column(
        by_value(OutsourcedStatus), default=OutsourcedStatus.FOUND
    )
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    contractor: Mapped[str | None] = mapped_column(String(60))
    contract_number: Mapped[str | None] = mapped_column(String(60))
    contract_clause: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(60))
    narrative: Mapped[str] = mapped_column(Text)
    requirement: Mapped[str | None] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(String(60))
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    requested_on: Mapped[date | None]
    rectification: Mapped[str | None] = mapped_column(Text)
    rectified_on: Mapped[date | None]
    verification: Mapped[str | None] = mapped_column(Text)
    refusal_reason: Mapped[str | None] = mapped_column(String(200))
    penalty: Mapped[str | None] = mapped_column(Text)
    penalty_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    penalty_voucher: Mapped[str | None] = mapped_column(String(60))
    remarks: Mapped[str | None] = mapped_column(Text)
