"""Arithmetic of shelf life (四.3.(2)①, D40): six calendar months are left, the end of months kept right."""

from calendar import monthrange
from datetime import date

from app.models.materials.item import ItemCategory

MONTHS_LEFT = 6
# 药品 by the procedure; 医疗耗材 by the same rule (domain §8.5).
NEAR_EXPIRY = frozenset({ItemCategory.DRUG, ItemCategory.CONSUMABLE})


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where the month is too short, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(since: date, until: date) -> int:
    """How many whole months lie between two days; below zero once it is over."""
    months = (until.year - since.year) * 12 + until.month - since.month
    while months_after(since, months) > until:
        months -= 1
    return months


def is_expired(expires_on: date, today: date) -> bool:
    """The last day is still a day of use (D42)."""
    return expires_on < today


def is_near_expiry(received_on: date, expires_on: date) -> bool:
    """Whether less than half a year is left on the day of arrival; exactly six months is enough."""
    return expires_on < months_after(received_on, MONTHS_LEFT)
