"""证据封存清单: the table behind form F21 (domain §3.2; D10, HR-09)."""

from datetime import date, datetime
from typing import Any

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


class SealStatus(Choice):
    """Where a list of sealed evidence stands."""

    LISTED = "LISTED", N_("已列清单")
    SEALED = "SEALED", N_("已封存")
    OPENED = "OPENED", N_("已启封")
    VOIDED = "VOIDED", N_("作废")


class EvidenceCategory(Choice):
    """What kind of evidence a thing is (F21)."""

    RECORD = "RECORD", N_("记录")
    SPECIMEN = "SPECIMEN", N_("标本")
    TEST_RESULT = "TEST_RESULT", N_("检验结果")
    DRUG = "DRUG", N_("药品")
    DEVICE = "DEVICE", N_("器械")
    OTHER = "OTHER", N_("其他")


class OpeningReason(Choice):
    """Why the seal may be broken; alone only after settlement or three years (D10)."""

    BOTH_PRESENT = "BOTH_PRESENT", N_("双方在场")
    SETTLED = "SETTLED", N_("纠纷已解决")
    THREE_YEARS = "THREE_YEARS", N_("满 3 年未再主张")


class EvidenceSeal(Record, Base):
    """Things sealed before both sides, each with its own seal number, and where they are kept."""

    __tablename__ = "evidence_seal"
    __table_args__ = (
        *required_unless_backfilled("place", "hospital_witness_id", "custodian_department_id",
                                    "custodian_id", "storage_place"),
        Index("ix_evidence_seal_list", "sealed_at", "id", "status"),
        Index("ix_evidence_seal_status", "status", "sealed_at"),
    )  # fmt: skip

    status: Mapped[SealStatus] = mapped_column(by_value(SealStatus), default=SealStatus.LISTED)
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str | None] = mapped_column(String(60))
    source_number: Mapped[str | None] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    hospital_witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    patient_witness: Mapped[str | None] = mapped_column(String(60))
    absent_reason: Mapped[str | None] = mapped_column(String(200))
    third_witness: Mapped[str | None] = mapped_column(String(60))
    custodian_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    custodian_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    storage_place: Mapped[str | None] = mapped_column(String(120))
    opened_on: Mapped[date | None]
    opening_reason: Mapped[OpeningReason | None] = mapped_column(by_value(OpeningReason))
    opening_present: Mapped[str | None] = mapped_column(String(120))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    remarks: Mapped[str | None] = mapped_column(Text)
