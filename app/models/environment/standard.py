"""表 4 医疗环境责任部门分配 as data: items, versions of their limits, points, and instruments (三.8, 四.4)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Audited, Base, Choice, by_value


class ItemGroup(Choice):
    """The four groups of the rebuilt table."""

    MICROBIOLOGY = "MICROBIOLOGY", N_("A 微生物")
    CLEAN_ROOMS = "CLEAN_ROOMS", N_("B 洁净手术部与温湿度")
    WATER_WASTE = "WATER_WASTE", N_("C 水、污水、废物")
    LOGISTICS = "LOGISTICS", N_("D 后勤、噪声、辐射、被服、食堂、安全")


class LimitType(Choice):
    """How a measured value is held against its limit."""

    LE = "LE", N_("不高于")
    GE = "GE", N_("不低于")
    RANGE = "RANGE", N_("区间")
    NEGATIVE = "NEGATIVE", N_("不得检出")
    QUALITATIVE = "QUALITATIVE", N_("定性")


class Frequency(Choice):
    """How often a point is checked; the last three make no plan of themselves."""

    TWICE_DAILY = "TWICE_DAILY", N_("每日上下午")
    DAILY = "DAILY", N_("每日")
    WEEKLY = "WEEKLY", N_("每周")
    FIFTEEN_DAYS = "FIFTEEN_DAYS", N_("每 15 日")
    MONTHLY = "MONTHLY", N_("每月")
    TWO_MONTHLY = "TWO_MONTHLY", N_("每 2 月")
    QUARTERLY = "QUARTERLY", N_("每季")
    HALF_YEARLY = "HALF_YEARLY", N_("每半年")
    YEARLY = "YEARLY", N_("每年")
    TWO_YEARLY = "TWO_YEARLY", N_("每 1–2 年")
    EACH_BATCH = "EACH_BATCH", N_("每批/每锅")
    BEFORE_USE = "BEFORE_USE", N_("启用前")
    AS_NEEDED = "AS_NEEDED", N_("必要时")


class SourceStatus(Choice):
    """Where a number of the default table comes from; the procedure's own table body is missing."""

    VERIFIED = "V", N_("已核对")
    LAW = "L", N_("法规条文")
    KNOWN = "K", N_("行业通行，待核对")
    REBUILT = "R", N_("重建")
    HOSPITAL = "H", N_("本院确认")


class EnvItem(Audited, Base):
    """One row of Table 4: what is checked where, who checks it and who supervises.

    Without a responsible department it is the one the point belongs to (`responsible` says so in words).
    """

    __tablename__ = "env_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    item_group: Mapped[ItemGroup] = mapped_column(by_value(ItemGroup))
    name: Mapped[str] = mapped_column(String(60))
    area_class: Mapped[str] = mapped_column(String(200), default="")
    responsible: Mapped[str] = mapped_column(String(60), default="")
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    supervising_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    method: Mapped[str] = mapped_column(String(120), default="")
    initials: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)


class EnvLimit(Audited, Base):
    """One version of one limit of an item; changing it adds a version, old checks keep theirs.

    `line` tells the limits of an item apart (`1`, `2` …), `name` says what for (Ⅰ级手术区, 夜间). Values
    beyond `action_*` are a warning, not a failure; those beyond `plausible_*` are asked again. A line
    of a season holds from `month_from` to `month_to`, over the turn of the year too.
    """

    __tablename__ = "env_limit"
    __table_args__ = (
        Index("ix_env_limit_line", "item_id", "line", "effective_from", unique=True),
        CheckConstraint(
            "(limit_type <> 'LE' OR high IS NOT NULL) AND (limit_type <> 'GE' OR low IS NOT NULL)"
            " AND (limit_type <> 'RANGE' OR (low IS NOT NULL AND high IS NOT NULL AND low <= high))",
            name="holds_its_numbers",
        ),
        CheckConstraint("month_from BETWEEN 1 AND 12", name="month_from_counted"),
        CheckConstraint("month_to BETWEEN 1 AND 12", name="month_to_counted"),
        CheckConstraint("(month_from IS NULL) = (month_to IS NULL)", name="season_has_two_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("env_item.id"), index=True)
    line: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(60), default="")
    limit_type: Mapped[LimitType] = mapped_column(by_value(LimitType))
    low: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    high: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    unit: Mapped[str] = mapped_column(String(30), default="")
    # What is asked of a qualitative check, or added to a limit: 不得检出致病菌.
    wording: Mapped[str] = mapped_column(String(200), default="")
    action_low: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    action_high: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    plausible_low: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    plausible_high: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    frequency: Mapped[Frequency] = mapped_column(by_value(Frequency))
    month_from: Mapped[int | None] = mapped_column(SmallInteger)
    month_to: Mapped[int | None] = mapped_column(SmallInteger)
    standard_no: Mapped[str] = mapped_column(String(80), default="")
    standard_year: Mapped[int | None] = mapped_column(SmallInteger)
    source_status: Mapped[SourceStatus] = mapped_column(by_value(SourceStatus))
    # What is known of where the number comes from; of the hospital's own, its paper.
    source: Mapped[str] = mapped_column(String(200), default="")
    effective_from: Mapped[date]
    enabled: Mapped[bool] = mapped_column(default=True)


class EnvPlace(Audited, Base):
    """A room, a machine or a cabinet of a department. Where goods lie, it is the shelf of that name."""

    __tablename__ = "env_place"
    __table_args__ = (Index("ix_env_place_name", "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    area_class: Mapped[str] = mapped_column(String(60), default="")
    holds_goods: Mapped[bool] = mapped_column(default=False)
    initials: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)


class EnvPoint(Audited, Base):
    """One limit of one item, checked at one place (检查点); `code` is what a round sheet prints.

    `frequency` is the point's own where it differs (重点部门每月). It is planned from `planned_from`,
    and until `planned_until` once it is out of use.
    """

    __tablename__ = "env_point"
    __table_args__ = (Index("ix_env_point_place", "item_id", "line", "place_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("env_item.id"))
    line: Mapped[str] = mapped_column(String(4))
    place_id: Mapped[int] = mapped_column(ForeignKey("env_place.id"), index=True)
    frequency: Mapped[Frequency | None] = mapped_column(by_value(Frequency))
    planned_from: Mapped[date]
    planned_until: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)


class EnvInstrument(Audited, Base):
    """A measuring instrument; what it measured after `calibrated_until` is doubtful (可疑)."""

    __tablename__ = "env_instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(60), default="")
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    calibrated_on: Mapped[date | None]
    calibrated_until: Mapped[date | None]
    certificate: Mapped[str] = mapped_column(String(60), default="")
    active: Mapped[bool] = mapped_column(default=True)
