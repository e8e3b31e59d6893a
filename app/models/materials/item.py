"""物品目录: what is bought, in which category and unit, and whether it stays in the patient."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Audited, Base, Choice, by_value


class ItemCategory(Choice):
    """The six kinds of goods of F05."""

    DRUG = "DRUG", N_("药品")
    CONSUMABLE = "CONSUMABLE", N_("医疗耗材")
    INSTRUMENT = "INSTRUMENT", N_("手术器械")
    EQUIPMENT = "EQUIPMENT", N_("设备")
    LOW_VALUE = "LOW_VALUE", N_("低值易耗")
    LIVING = "LIVING", N_("患者生活用品")


class Item(Audited, Base):
    """One thing of the catalogue; `implant` means its records are kept for ever."""

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    category: Mapped[ItemCategory] = mapped_column(by_value(ItemCategory))
    specification: Mapped[str] = mapped_column(String(60), default="")
    model: Mapped[str] = mapped_column(String(60), default="")
    unit: Mapped[str] = mapped_column(String(20))
    manufacturer: Mapped[str] = mapped_column(String(120), default="")
    registration_number: Mapped[str] = mapped_column(String(60), default="")
    implant: Mapped[bool] = mapped_column(default=False)
    # In every likely reading, parted by blanks: `lhnzsy` finds 氯化钠注射液.
    initials: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
