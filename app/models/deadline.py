"""The clock's data: rules with their source and validity, and the calendar of working days."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Audited, Base, by_value


class TimeUnit(StrEnum):
    """How a deadline is counted (domain §2.5, 1)."""

    IMMEDIATE = "IMMEDIATE"
    HOUR = "HOUR"
    CALENDAR_DAY = "CALENDAR_DAY"
    WORKING_DAY = "WORKING_DAY"
    MONTH = "MONTH"


class DeadlineRule(Audited, Base):
    """One version of one deadline. Changing a limit adds a version; old records keep theirs."""

    __tablename__ = "deadline_rule"
    __table_args__ = (Index("ix_deadline_rule_code", "code", "effective_from", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[TimeUnit] = mapped_column(by_value(TimeUnit))
    amount: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    effective_from: Mapped[date]
    enabled: Mapped[bool] = mapped_column(default=True)


class CalendarDay(Audited, Base):
    """A day that departs from Monday-to-Friday: a holiday, or a weekend day that is worked (调休)."""

    __tablename__ = "calendar_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    is_workday: Mapped[bool]
    note: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(120), default="")


class CalendarYear(Audited, Base):
    """A year whose holidays are known. A year without such a row is said on every date it touches."""

    __tablename__ = "calendar_year"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(String(120), default="")
