"""物品材料入库单: the table behind form F09 and its lines, each from one accepted inspection (HR-04)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import (
    Audited,
    Base,
    Choice,
    JsonList,
    Record,
    UtcDateTime,
    by_value,
    required_unless_backfilled,
)
from app.models.materials.material_lot import Verdict


class ReceiptStatus(Choice):
    """Where a receipt stands; once its goods are stored it stays."""

    PREPARED = "PREPARED", N_("待入库")
    STORED = "STORED", N_("已入库")
    VOIDED = "VOIDED", N_("作废")


class GoodsReceipt(Record, Base):
    """One receipt: who bought, who inspected, who keeps, and what goes where."""

    __tablename__ = "goods_receipt"
    __table_args__ = (
        *required_unless_backfilled("subject", "purchaser_id"),
        CheckConstraint("purchaser_id <> inspector_id", name="inspector_not_purchaser"),
        CheckConstraint("total_amount >= 0", name="amount_not_negative"),
        Index("ix_goods_receipt_list", "stored_at", "id", "status"),
        Index("ix_goods_receipt_status", "status", "stored_at"),
    )

    status: Mapped[ReceiptStatus] = mapped_column(
        by_value(ReceiptStatus), default=ReceiptStatus.PREPARED
    )
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str | None] = mapped_column(String(60))
    supplier_name: Mapped[str | None] = mapped_column(String(60))
    invoice_number: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    purchaser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    total_amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    amount_in_words: Mapped[str | None] = mapped_column(String(120))
    remarks: Mapped[str | None] = mapped_column(Text)


class GoodsReceiptLine(Audited, Base):
    """What was put away of one lot. The key to its inspection holds the verdict, so nothing else enters."""

    __tablename__ = "goods_receipt_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["inspection_id", "lot_id", "verdict"],
            ["inspection.id", "inspection.lot_id", "inspection.verdict"],
        ),
        CheckConstraint("verdict = 'ACCEPTED'", name="accepted_only"),
        CheckConstraint("quantity > 0", name="something_stored"),
        UniqueConstraint("inspection_id"),
        UniqueConstraint("id", "lot_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    lot_id: Mapped[int] = mapped_column(index=True)
    inspection_id: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(by_value(Verdict))
    quantity: Mapped[int]
    unit_price: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    place: Mapped[str] = mapped_column(String(60))
