"""Days and moments as a record's window writes them: short while they are near, full when they are not."""

from datetime import date, datetime

from app import clock
from app.i18n import _
from app.services.days.workdays import WEEKDAYS


def day_words(day: date) -> str:
    """`11 月 30 日（周一）`, with the year where it is not this one."""
    pattern = _("{month} 月 {day} 日（{weekday}）")
    if day.year != clock.today().year:
        pattern = _("{year} 年 {month} 月 {day} 日（{weekday}）")
    return pattern.format(
        year=day.year, month=day.month, day=day.day, weekday=_(WEEKDAYS[day.weekday()])
    )


def short_day(moment: datetime) -> str:
    """`11-16`, or `2025-11-16` of another year."""
    day = clock.local(moment).date()
    return f"{day:%m-%d}" if day.year == clock.today().year else f"{day}"


def moment_words(moment: datetime) -> str:
    """`今天 10:31`, `11-23 09:05`, or the day alone when it was another year."""
    local = clock.local(moment)
    if local.date() == clock.today():
        return _("今天 {time}").format(time=f"{local:%H:%M}")
    if local.year == clock.today().year:
        return f"{local:%m-%d %H:%M}"
    return f"{local:%Y-%m-%d}"
