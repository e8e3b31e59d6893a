"""Reading a day or an instant as old registers write it: real dates, texts, serial numbers.

Wall-clock times are the hospital's; what comes out is a `date` or an aware instant in UTC.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from app import clock
from app.i18n import _
from app.services.imports.cells import Cell

FIRST_YEAR = 1950
LAST_YEAR = 2100
# Day 0 of the spreadsheets' own calendar.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL = (date(FIRST_YEAR, 1, 1) - _DAY_ZERO).days
_LAST_SERIAL = (date(LAST_YEAR, 12, 31) - _DAY_ZERO).days
_HALF_SECOND = timedelta(microseconds=500_000)

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_THREE_NUMBERS = re.compile(r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*[日号]?")
_MIDNIGHT = re.compile(r"(.*\d[日号]?)\s*24\s*[:时点](?:\s*0{1,2}\s*分?)?(?::00)?")
_MONTH_ONLY = re.compile(r"\d{4}\s*(?:[-/.年]\s*(?:\d{1,2}\s*月?)?)?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*")
_SHORT_YEAR = re.compile(r"(?:\d{1,2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?.*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}):?(\d{2})?)?")
_TIME = re.compile(
    r"(上午|下午|中午|晚上|凌晨|早上)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?"
    r"\s*:?\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"[(\[]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)\]]?")
_AFTERNOON = ("下午", "晚上")
_NOON = 12
_SECONDS_A_DAY = 86_400


class NotADate(ValueError):
    """Why a cell is not a date; the text is shown to the person."""


def read_day(cell: Cell) -> date:
    """The day a cell names. Raises NotADate."""
    return clock.local(read_instant(cell)).date()


def read_instant(cell: Cell) -> datetime:
    """The instant a cell names; a day alone begins at 0:00. Raises NotADate."""
    match cell:
        case bool():
            raise NotADate(_("这里不是日期"))
        case datetime():
            # Times stored as fractions of a day come back a few microseconds off.
            whole = cell + _HALF_SECOND
            moment = clock.instant(whole.date(), whole.time().replace(microsecond=0))
        case date():
            moment = clock.instant(cell)
        case int() | float():
            moment = _from_number(cell)
        case str():
            moment = _from_text(unicodedata.normalize("NFKC", cell).strip())
        case _:
            raise NotADate(_("这里不是日期"))
    year = clock.local(moment).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(_("年份 {year} 不可信").format(year=year))
    return moment


def likely(cell: Cell) -> str:
    """A day that is no date as written but can be read another way: `5/30/2024`, `24-3-5`.

    Empty where nothing or more than one thing could be meant.
    """
    if not isinstance(cell, str):
        return ""
    text = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", cell).strip()).strip()
    if text.isdigit() and len(text) == len(str(_LAST_SERIAL)):
        return _if_date(int(text))
    if midnight := _MIDNIGHT.fullmatch(text):
        day = _if_date(midnight[1])
        return str(date.fromisoformat(day) + timedelta(days=1)) if day else ""
    found: set[str] = set()
    if numbers := _THREE_NUMBERS.fullmatch(text):
        first, second, third = numbers.groups()
        if len(first) == 4:
            found.add(_if_date(f"{first}-{third}-{second}"))
        elif len(third) == 4:
            found |= {_if_date(f"{third}-{first}-{second}"), _if_date(f"{third}-{second}-{first}")}
        elif len(first) == 2:
            found.add(_if_date(f"20{first}-{second}-{third}"))
    elif begins := _DAY.match(text):
        found.add(_if_date(begins[0]))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _if_date(cell: Cell) -> str:
    try:
        return read_day(cell).isoformat()
    except NotADate:
        return ""


def _from_number(number: float) -> datetime:
    if _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        days, fraction = divmod(number, 1)
        days_more, seconds = divmod(round(fraction * _SECONDS_A_DAY), _SECONDS_A_DAY)
        day = _DAY_ZERO + timedelta(days=int(days) + days_more)
        return clock.instant(day, time(seconds // 3600, seconds // 60 % 60, seconds % 60))
    if float(number).is_integer() and _COMPACT.fullmatch(str(int(number))):
        return _from_text(str(int(number)))
    raise NotADate(_("数字 {number} 不是日期").format(number=f"{number:g}"))


def _from_text(text: str) -> datetime:
    text = _WEEKDAY.sub(" ", text).strip()
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        return clock.instant(_day(year, month, day), _time(hour, minute, second))
    found = _DAY.match(text)
    if found is None:
        raise NotADate(_why_not(text))
    day_found = _day(*(int(part) for part in found.groups()))
    rest = text[found.end() :].lstrip(" T,").rstrip()
    if not rest:
        return clock.instant(day_found)
    return _with_time(day_found, rest)


def _with_time(day: date, text: str) -> datetime:
    found = _TIME.fullmatch(text)
    if found is None:
        raise NotADate(_("日期后面的“{rest}”认不出").format(rest=text))
    half, hour_text, minute_text, second_text, offset = found.groups()
    hour = int(hour_text)
    if half in _AFTERNOON and hour < _NOON:
        hour += _NOON
    at = _time(hour, int(minute_text or 0), int(second_text or 0))
    if offset is None:
        return clock.instant(day, at)
    return datetime.fromisoformat(f"{day}T{at}{offset.upper()}").astimezone(UTC)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotADate(_("没有 {month} 月").format(month=month))
    last = monthrange(max(year, 1), month)[1]
    if 1 <= day <= last:
        return date(max(year, 1), month, day)
    if (month, day) == (2, 29):
        raise NotADate(_("{year} 年 2 月没有 29 日").format(year=year))
    raise NotADate(_("{month} 月没有 {day} 日").format(month=month, day=day))


def _time(hour: int, minute: int, second: int) -> time:
    if hour == 24 and minute == 0:
        raise NotADate(_("没有 24 时，写作次日 00:00"))
    if hour > 23:
        raise NotADate(_("没有 {hour} 时").format(hour=hour))
    if minute > 59 or second > 59:
        raise NotADate(_("没有 {minute} 分 {second} 秒").format(minute=minute, second=second))
    return time(hour, minute, second)


def _why_not(text: str) -> str:
    if text.isdigit() and len(text) == len(str(_LAST_SERIAL)):
        return _("这是未设成日期格式的数字，把这一列设为日期格式")
    if _MONTH_ONLY.fullmatch(text):
        return _("缺少月或日")
    if _YEAR_LAST.fullmatch(text):
        return _("年份要写在最前面")
    if _SHORT_YEAR.fullmatch(text):
        return _("年份要写四位")
    return _("认不出日期")
