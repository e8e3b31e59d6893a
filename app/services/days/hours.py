"""A deadline by the hour (D22): how much of it is left, in words."""

from datetime import datetime, timedelta

from app import clock
from app.i18n import _
from app.services.days.due_words import Remaining, Tone

_HOUR = timedelta(hours=1)


def remaining(until: datetime, now: datetime) -> Remaining:
    """Hours and minutes left, or how long ago it was over. `until` and `now` are aware moments."""
    left = until - now
    if left < timedelta():
        hours = -left // _HOUR
        words = _("超时 {n} 小时").format(n=hours) if hours else _("刚超时")
        return Remaining(words, Tone.OVER)
    hours, minutes = left // _HOUR, left % _HOUR // timedelta(minutes=1)
    words = _("还剩 {n} 小时").format(n=hours) if hours else _("还剩 {n} 分钟").format(n=minutes)
    return Remaining(words, Tone.WAIT)


def moment(until: datetime) -> str:
    """`11-25 20:30`."""
    return f"{clock.local(until):%m-%d %H:%M}"
