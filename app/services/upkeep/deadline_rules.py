"""The deadlines of the hospital as versions: read them, and set a new one (系统 › 时限)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from app.errors import InvalidRecord, NotFound
from app.i18n import _
from app.models.deadline import DeadlineRule, TimeUnit
from app.services import access
from app.services.days import deadlines
from app.services.operations import Changes, Desk, Operation, operation
from app.services.text import clean, too_long

LONGEST = {
    TimeUnit.IMMEDIATE: 0,
    TimeUnit.HOUR: 24 * 60,
    TimeUnit.CALENDAR_DAY: 3_650,
    TimeUnit.WORKING_DAY: 2_500,
    TimeUnit.MONTH: 120,
}
SOURCE_LIMIT = 200
LATEST = timedelta(days=3_650)


@dataclass(frozen=True)
class Version:
    """One version of a deadline."""

    unit: TimeUnit
    amount: int
    source: str
    effective_from: date
    enabled: bool


@dataclass(frozen=True)
class Rule:
    """A deadline with all its versions, newest first; `current` holds today, if any does yet."""

    code: str
    name: str
    current: Version | None
    versions: tuple[Version, ...]

    @property
    def coming(self) -> Version | None:
        """The next version that does not hold yet."""
        today = clock.today()
        later = [one for one in self.versions if one.effective_from > today]
        return later[-1] if later else None

    @property
    def latest(self) -> Version:
        """The version with the latest date, in force or still to come."""
        return self.versions[0]


def rules(desk: Desk) -> list[Rule]:
    """Every deadline, by code."""
    today = clock.today()
    with desk.database.read() as session:
        grouped: dict[str, list[DeadlineRule]] = {}
        for row in deadlines.load_rules(session):
            grouped.setdefault(row.code, []).append(row)
        return [_rule(code, rows, today) for code, rows in grouped.items()]


def _rule(code: str, rows: Iterable[DeadlineRule], today: date) -> Rule:
    newest_first = sorted(rows, key=lambda row: row.effective_from, reverse=True)
    versions = tuple(
        Version(row.unit, row.amount, row.source, row.effective_from, row.enabled)
        for row in newest_first
    )
    current = next((one for one in versions if one.effective_from <= today), None)
    return Rule(code, newest_first[0].name, current, versions)


@operation("deadline.change")
def change(
    current: Operation,
    code: str,
    unit: TimeUnit,
    amount: int | None,
    source: str,
    effective_from: date | None,
    enabled: bool = True,
) -> Changes:
    """Set a deadline anew from a day on: a further version. What was counted before stays.

    Raises InvalidRecord (field → reason).
    """
    current.require(access.Permission.CONFIGURE)
    known = deadlines.load_rules(current.session, code)
    if not known:
        raise NotFound(_("没有代码是 {code} 的时限").format(code=code))
    source = clean(source)
    problems = _problems(unit, amount, source, effective_from, current.today)
    if "effective_from" not in problems and effective_from is not None:
        problems |= _collision(known, unit, amount, source, effective_from, enabled)
    if problems or amount is None or effective_from is None:
        raise InvalidRecord(problems)
    rule = DeadlineRule(
        code=code,
        name=known[-1].name,
        unit=unit,
        amount=amount,
        source=source,
        effective_from=effective_from,
        enabled=enabled,
    )
    current.session.add(rule)
    return current.changes()


def _problems(
    unit: TimeUnit, amount: int | None, source: str, effective_from: date | None, today: date
) -> dict[str, str]:
    found = {}
    least = 0 if unit in (TimeUnit.IMMEDIATE, TimeUnit.CALENDAR_DAY) else 1
    if amount is None:
        found["amount"] = _("还没有填写时长")
    elif not least <= amount <= LONGEST[unit]:
        found["amount"] = (
            _("“立即”不带数字，填 0")
            if unit is TimeUnit.IMMEDIATE
            else _("应在 {least} 到 {most} 之间").format(least=least, most=LONGEST[unit])
        )
    if not source:
        found["source"] = _("还没有填写依据：哪个文件、哪一条")
    elif problem := too_long(source, SOURCE_LIMIT):
        found["source"] = problem
    if effective_from is None:
        found["effective_from"] = _("还没有填写生效日期")
    elif effective_from < today:
        found["effective_from"] = _("不能早于今天 {today}：已经按旧时限算过的记录不能改").format(
            today=today
        )
    elif effective_from > today + LATEST:
        found["effective_from"] = _("生效日期太远，核对年份")
    return found


def _collision(
    known: Iterable[DeadlineRule],
    unit: TimeUnit,
    amount: int | None,
    source: str,
    effective_from: date,
    enabled: bool,
) -> dict[str, str]:
    """A second version of one day, or one that says what holds anyway."""
    earlier = [row for row in known if row.effective_from <= effective_from]
    newest = max(earlier, key=lambda row: row.effective_from, default=None)
    if newest is None:
        return {}
    if newest.effective_from == effective_from:
        return {
            "effective_from": _("{day} 起已经有一个版本，版本不能改，换一个日期").format(
                day=effective_from
            )
        }
    same = (newest.unit, newest.amount, newest.source, newest.enabled)
    if same == (unit, amount, source, enabled):
        return {"amount": _("和 {day} 起的版本一样，没有要改的").format(day=newest.effective_from)}
    return {}
