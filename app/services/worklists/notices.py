"""System matters on 首页: what somebody with the right to do so should put right."""

from collections.abc import Callable
from datetime import timedelta

from app import clock
from app.i18n import _
from app.services.access import Permission
from app.services.days import workdays
from app.services.operations import Desk
from app.services.people import organisation, shift
from app.services.people.organisation import Me
from app.services.storage import state
from app.services.worklists import environment_notices
from app.services.worklists.notice import Notice

CHECK_OVERDUE_AFTER = timedelta(days=3)


Provider = Callable[[Desk, Me], list[Notice]]


def missing_holidays(desk: Desk, me: Me) -> list[Notice]:
    """A year without a holiday table: deadlines that touch it count weekends only."""
    if not me.may(Permission.CONFIGURE):
        return []
    with desk.database.read() as session:
        calendar = workdays.load(session)
    return [
        Notice(
            f"holidays-{year}",
            _("{year} 年节假日表还没有导入，跨年的到期日只按周末推算").format(year=year),
            _("导入节假日"),
            "holidays",
        )
        for year in shift.years_needed()
        if not calendar.covers(year)
    ]


def audit_check(desk: Desk, me: Me) -> list[Notice]:
    """The data were found damaged, or not checked for days."""
    if not me.may(Permission.AUDIT):
        return []
    known = state.read(desk.database)
    if known.problem:
        sentence = _("上次校验发现问题：{problem}").format(problem=known.problem)
        return [Notice("audit-problem", sentence, _("查看审计"), "audit", "fail")]
    if known.checked_at is None or clock.now() - known.checked_at <= CHECK_OVERDUE_AFTER:
        return []
    days = (clock.now() - known.checked_at).days
    sentence = _("数据和审计链已有 {n} 天没有校验").format(n=days)
    return [Notice("audit-check", sentence, _("校验"), "audit")]


def backup_problem(desk: Desk, me: Me) -> list[Notice]:
    """No good backup for two days, or its folder is gone: said in red until it is cured."""
    if not me.may(Permission.BACK_UP):
        return []
    problem = state.read(desk.database).backup_problem
    return [Notice("backup", problem, _("看备份"), "backup", "fail")] if problem else []


PROVIDERS: tuple[Provider, ...] = (
    missing_holidays, audit_check, backup_problem, environment_notices.calibrations,
    environment_notices.default_limits,
)  # fmt: skip
"""Everything that may have something to say; a further matter is one line here."""


def notices(desk: Desk) -> list[Notice]:
    """What concerns this person now, grave matters first."""
    me = organisation.me(desk)
    found = [one for provider in PROVIDERS for one in provider(desk, me)]
    return sorted(found, key=lambda one: one.tone != "fail")
