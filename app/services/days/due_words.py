"""What is said of a due day: why it is that day, and how much time is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import clock
from app.i18n import N_, _
from app.models.deadline import TimeUnit
from app.services.days.deadlines import DayNote, Due
from app.services.days.workdays import ONE_DAY, WEEKEND, WorkCalendar
from app.services.registers.parts import FED_BACK, Met

AMBER_WORKING_DAYS = 2


class Tone(StrEnum):
    """How a remaining time is shown; the views have one badge per tone."""

    PLAIN = "plain"
    WAIT = "wait"
    OVER = "over"
    PASS = "pass"
    LATE = "late"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a badge says of a deadline. `working_days` is None where nothing is left to count."""

    word: str
    tone: Tone
    working_days: int | None = None


_AMOUNTS = {
    TimeUnit.IMMEDIATE: N_("立即"),
    TimeUnit.HOUR: N_("{n} 小时"),
    TimeUnit.CALENDAR_DAY: N_("{n} 日"),
    TimeUnit.WORKING_DAY: N_("{n} 个工作日"),
    TimeUnit.MONTH: N_("{n} 个月"),
}


def amount_text(unit: TimeUnit, amount: int) -> str:
    """The length of a deadline in words, e.g. `10 个工作日`."""
    if unit is TimeUnit.CALENDAR_DAY and amount == 0:
        return _("当日")
    return _(_AMOUNTS[unit]).format(n=amount)


def remaining(
    due: Due,
    today: date,
    calendar: WorkCalendar,
    paused: str | None = None,
    done_on: date | None = None,
    met: Met = FED_BACK,
) -> Remaining:
    """The words and tone of a deadline's badge. `paused` is the reason of a running pause.

    `met` are the words for one that was met on `done_on`.
    """
    if done_on is not None:
        late = (done_on - due.due_on).days
        if late <= 0:
            return Remaining(_(met.in_time), Tone.PASS)
        return Remaining(_(met.late).format(n=late), Tone.LATE)
    if paused is not None:
        return Remaining(_("暂停：{reason}").format(reason=paused), Tone.NEUTRAL)
    if today > due.due_on:
        over = _("超期 {n} 日").format(n=(today - due.due_on).days)
        return Remaining(over + unknown_years_text(due), Tone.OVER)
    left = calendar.workdays_after(today, due.due_on)
    tone = Tone.WAIT if left <= AMBER_WORKING_DAYS else Tone.PLAIN
    return Remaining(_left_text(due, today, left) + unknown_years_text(due), tone, left)


def until_last_day(last: date, today: date) -> Remaining:
    """What is said of goods or papers that run out: the last day is still a day of use."""
    left = (last - today).days
    if left < 0:
        return Remaining(_("过期 {n} 日").format(n=-left), Tone.OVER)
    return Remaining(_("{day} 到期").format(day=last), Tone.WAIT)


def _left_text(due: Due, today: date, left: int) -> str:
    by_the_hour = due.unit in (TimeUnit.HOUR, TimeUnit.IMMEDIATE)
    at = f"{clock.local(due.due_at):%H:%M}" if by_the_hour else "24:00"
    if due.due_on == today:
        return _("今天 {time}").format(time=at)
    if by_the_hour:
        return _("{day} {time}").format(day=_day_text(due.due_on, today), time=at)
    if due.unit is TimeUnit.WORKING_DAY:
        return _("还剩 {n} 个工作日").format(n=left)
    return _("还剩 {n} 日").format(n=(due.due_on - today).days)


def unknown_years_text(due: Due) -> str:
    """`（未载入 2027 年节假日）` when the count touched such a year, else nothing."""
    if not due.unknown_years:
        return ""
    years = "、".join(str(year) for year in due.unknown_years)
    return _("（未载入 {years} 年节假日）").format(years=years)


def explain(due: Due, departments: Sequence[str] = ()) -> str:
    """Why it is due on that day, in a few sentences; `departments` are those taking part."""
    if due.unit is TimeUnit.IMMEDIATE:
        return _("{day} 接到，立即处理。").format(day=_day_text(due.received_on, due.received_on))
    if due.unit is TimeUnit.CALENDAR_DAY and due.counted == 0:
        return _("{day} 接到，当日处理。").format(day=_day_text(due.received_on, due.received_on))
    sentences = [_basis(due, departments), _course(due)]
    if due.worked:
        days = "、".join(_day_text(note.day, due.received_on) for note in due.worked)
        sentences.append(_("{days} 调休上班，计入。").format(days=days))
    if due.due_on != due.original_due_on:
        sentences.append(_pauses(due))
    return "".join(sentences) + unknown_years_text(due)


_SMALL_NUMBERS = {2: N_("两"), 3: N_("三"), 4: N_("四"), 5: N_("五")}


def _basis(due: Due, departments: Sequence[str]) -> str:
    amount = amount_text(due.unit, due.counted)
    if len(departments) < 2:
        return _("按 {amount}计。").format(amount=amount)
    count = _(_SMALL_NUMBERS.get(len(departments), str(len(departments))))
    return _("涉及{names}{count}个科室，按 {amount}计。").format(
        names="、".join(departments), count=count, amount=amount
    )


def _course(due: Due) -> str:
    received = _day_text(due.received_on, due.received_on)
    if due.unit is TimeUnit.HOUR:
        return _("{day} 接到，从接到的时刻起连续计时，夜间与假日照计。").format(day=received)
    if due.first_day == due.received_on:
        start = _("{day} 接到，当日为第 1 日").format(day=received)
    elif due.unit is TimeUnit.WORKING_DAY:
        start = _("{day} 接到，次一工作日 {first} 为第 1 日").format(
            day=received, first=_day_text(due.first_day, due.received_on)
        )
    else:
        start = _("{day} 接到，次日 {first} 为第 1 日").format(
            day=received, first=_day_text(due.first_day, due.received_on)
        )
    passed = _passed_over(due.skipped, due.received_on)
    if not passed:
        return _("{start}。").format(start=start)
    return start + _("；期间{reasons}不计。").format(reasons=passed)


def _passed_over(skipped: Sequence[DayNote], received_on: date) -> str:
    """`周末和国庆节（10-01 至 10-07）`: weekends by that word, holidays by name and days."""
    parts = [_(WEEKEND)] if any(note.reason == WEEKEND for note in skipped) else []
    runs: list[tuple[str, date, date]] = []
    for note in skipped:
        if note.reason == WEEKEND:
            continue
        if runs and runs[-1][0] == note.reason and runs[-1][2] + ONE_DAY == note.day:
            runs[-1] = (note.reason, runs[-1][1], note.day)
        else:
            runs.append((note.reason, note.day, note.day))
    for name, first, last in runs:
        days = _day_text(first, received_on)
        if first != last:
            days = _("{first} 至 {last}").format(first=days, last=_day_text(last, received_on))
        parts.append(_("{name}（{days}）").format(name=_(name), days=days))
    if len(parts) < 2:
        return "".join(parts)
    return _("{reasons}和{last}").format(reasons="、".join(parts[:-1]), last=parts[-1])


def _pauses(due: Due) -> str:
    unit = TimeUnit.WORKING_DAY if due.unit is TimeUnit.WORKING_DAY else TimeUnit.CALENDAR_DAY
    original = _day_text(due.original_due_on, due.received_on)
    if not due.paused_days:
        return _("曾暂停计时，原定 {day}。").format(day=original)
    return _("其间暂停 {amount}，原定 {day}。").format(
        amount=amount_text(unit, len(due.paused_days)), day=original
    )


def _day_text(day: date, beside: date) -> str:
    """`11-16`, with the year where it is not the year of the day it stands beside."""
    return f"{day:%m-%d}" if day.year == beside.year else f"{day:%Y-%m-%d}"
