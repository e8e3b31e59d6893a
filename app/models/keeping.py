"""Columns that registers share: a deadline with its pauses, keeping after the end, words of a judgement."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Choice


class Clocked:
    """A deadline that runs by a rule (domain §2.5); none runs for records brought in."""

    due_rule: Mapped[str | None] = mapped_column(String(10))
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    pause_reason: Mapped[str | None] = mapped_column(String(200))


class Kept:
    """Closed, kept for its years, held while in court, disposed of by two people (HR-10)."""

    closed_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    retain_until: Mapped[date | None]
    legal_hold: Mapped[bool] = mapped_column(default=False)
    legal_hold_reason: Mapped[str | None] = mapped_column(String(200))
    disposal_proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


def required_while_kept(*columns: str) -> tuple[CheckConstraint, ...]:
    """CHECKs for fields the paper demands, until what names or describes people is disposed of."""
    return tuple(
        CheckConstraint(
            f"backfilled OR status = 'DISPOSED' OR {column} IS NOT NULL", name=f"{column}_required"
        )
        for column in columns
    )


class Severity(Choice):
    """四.2.(2): minor or major; what may be major is handled as major until it is judged."""

    MINOR = "MINOR", N_("一般")
    SUSPECTED = "SUSPECTED", N_("疑似严重")
    MAJOR = "MAJOR", N_("严重")


class IncidentLevel(Choice):
    """The four levels of adverse events (D25)."""

    LEVEL_I = "LEVEL_I", N_("Ⅰ 警告")
    LEVEL_II = "LEVEL_II", N_("Ⅱ 不良后果")
    LEVEL_III = "LEVEL_III", N_("Ⅲ 未造成后果")
    LEVEL_IV = "LEVEL_IV", N_("Ⅳ 隐患")


class AccidentGrade(Choice):
    """The twelve grades of a medical accident (D20, D21)."""

    G1A = "G1A", N_("一级甲等")
    G1B = "G1B", N_("一级乙等")
    G2A = "G2A", N_("二级甲等")
    G2B = "G2B", N_("二级乙等")
    G2C = "G2C", N_("二级丙等")
    G2D = "G2D", N_("二级丁等")
    G3A = "G3A", N_("三级甲等")
    G3B = "G3B", N_("三级乙等")
    G3C = "G3C", N_("三级丙等")
    G3D = "G3D", N_("三级丁等")
    G3E = "G3E", N_("三级戊等")
    G4 = "G4", N_("四级")


class Effect(Choice):
    """Whether what was done had its effect."""

    EFFECTIVE = "EFFECTIVE", N_("有效")
    PARTLY = "PARTLY", N_("部分有效")
    INEFFECTIVE = "INEFFECTIVE", N_("无效")
