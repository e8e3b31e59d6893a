"""供方档案: the table behind form F11 (domain §3.2, §4.2 O)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
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


class SupplierStatus(Choice):
    """Where a supplier stands (domain §4.2 O)."""

    CANDIDATE = "CANDIDATE", N_("待评审")
    APPROVED = "APPROVED", N_("合格供方")
    WARNING = "WARNING", N_("警告")
    SUSPENDED = "SUSPENDED", N_("暂停")
    REMOVED = "REMOVED", N_("取消资格")
    VOIDED = "VOIDED", N_("作废")


class SupplierGrade(Choice):
    """What a supplier's review came to (F11)."""

    QUALIFIED = "QUALIFIED", N_("合格")
    RECTIFY = "RECTIFY", N_("限期整改")
    SUSPEND = "SUSPEND", N_("暂停")
    CANCEL = "CANCEL", N_("取消")


class Supplier(Record, Base):
    """One supplier: its papers with their last days, its reviews."""

    __tablename__ = "supplier"
    __table_args__ = (
        *required_unless_backfilled("subject", "licence_number", "licence_until"),
        Index("ix_supplier_list", "filed_at", "id", "status"),
        Index("ix_supplier_status", "status", "filed_at"),
        Index("ix_supplier_subject", "subject"),
    )

    status: Mapped[SupplierStatus] = mapped_column(
        by_value(SupplierStatus), default=SupplierStatus.CANDIDATE
    )
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str | None] = mapped_column(String(60))
    credit_code: Mapped[str | None] = mapped_column(String(18))
    licence_number: Mapped[str | None] = mapped_column(String(60))
    licence_until: Mapped[date | None]
    authorized_until: Mapped[date | None]
    contact: Mapped[str | None] = mapped_column(String(60))
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(String(200))
    supplied: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    first_traded_on: Mapped[date | None]
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    grade: Mapped[SupplierGrade | None] = mapped_column(by_value(SupplierGrade))
    evaluated_on: Mapped[date | None]
    evaluation: Mapped[str | None] = mapped_column(Text)
    standing_reason: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(Text)
