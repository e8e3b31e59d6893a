"""What the yearly report F20 and the monthly bulletin both say of complaints, counted in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.complaint import CauseCategory, Channel, ResolutionType
from app.services.days import deadlines
from app.services.days.workdays import WorkCalendar
from app.services.registers.complaint import SEVERAL_DEPARTMENTS, SINGLE_DEPARTMENT
from app.services.registers.reports.periods import Period
from app.services.reports import counting, selecting
from app.services.reports.figures import (
    DAYS,
    Behind,
    Fact,
    Figure,
    Line,
    Table,
    mean,
    percent,
    quantile,
)

COMPLAINT = "complaint"
COUNT, SHARE, BEFORE, RUNNING = "count", "share", "before", "running"
P90 = 0.9


@dataclass(frozen=True)
class Scope:
    """Which complaints: of a period, perhaps of one office, as of a day; and the names it needs."""

    period: Period
    as_of: date
    departments: Mapping[int, str]
    calendar: WorkCalendar
    facts: tuple[Fact, ...] = ()

    def received(self, period: Period | None = None) -> Behind:
        """The complaints received in this (or another) period."""
        return selecting.of_period(COMPLAINT, "received_at", period or self.period, *self.facts)

    @property
    def span(self) -> list[str]:
        """The days of the period as facts say them."""
        return [self.period.first.isoformat(), self.period.after.isoformat()]

    @property
    def is_running(self) -> bool:
        """Whether the period goes on after the day it is counted on."""
        return self.as_of < self.period.last

    @property
    def late(self) -> Fact:
        """Overdue as of this day."""
        return (selecting.LATE, "", self.as_of.isoformat())


def _columns(before: str) -> tuple[tuple[str, str], ...]:
    return ((COUNT, _("件数")), (SHARE, _("占比")), (BEFORE, before))


def channels(session: Session, scope: Scope, before: Period) -> Table:
    """By the way they came."""
    own, last = _pair(session, scope, "channel", before)
    found = counting.choice_lines(Channel, "channel", scope.received(), own, last)
    return Table("channels", _("按渠道"), _("渠道"), _columns(before.name), found,
                 total=counting.total(scope.received(), own, last))  # fmt: skip


def departments(session: Session, scope: Scope, before: Period) -> Table:
    """By the department complained of."""
    name = "respondent_department_id"
    own, last = _pair(session, scope, name, before)
    found = counting.named_lines(scope.departments, name, scope.received(), own, last)
    return Table("departments", _("按科室"), _("科室"), _columns(before.name), found,
                 empty=_("没有投诉"),
                 total=counting.total(scope.received(), own, last) if found else None)  # fmt: skip


def causes(session: Session, scope: Scope, before: Period) -> Table:
    """By the main cause (四.1.(2)①–⑥), the largest first."""
    own, last = _pair(session, scope, "main_cause", before)
    found = counting.choice_lines(CauseCategory, "main_cause", scope.received(), own, last)
    columns = (*_columns(before.name), (RUNNING, _("累计占比")))
    summed = counting.total(scope.received(), own, last)
    summed = replace(summed, entries=(*summed.entries, ""))
    return Table("causes", _("按原因"), _("原因"), columns, counting.pareto(found),
                 note=_("每件按主因计一次，由多到少排列。"), total=summed)  # fmt: skip


def results(session: Session, scope: Scope, before: Period) -> Table:
    """By the main result (四.1.(3)①–⑤)."""
    own, last = _pair(session, scope, "main_resolution", before)
    found = counting.choice_lines(ResolutionType, "main_resolution", scope.received(), own, last)
    return Table("results", _("按结果"), _("结果"), _columns(before.name), found,
                 total=counting.total(scope.received(), own, last))  # fmt: skip


def months(session: Session, scope: Scope, before: Period) -> Table:
    """By the month of receipt."""
    columns = ((COUNT, _("件数")), (SHARE, _("占比")), (BEFORE, before.name))
    parts = [_month_facts(one) for one in scope.period.months()]
    earlier = [_month_facts(one) for one in before.months()]
    whole = scope.received()
    total, *counts = counting.counted(session, whole, *parts)
    all_before, *counts_before = counting.counted(session, scope.received(before), *earlier)
    found = tuple(
        Line(
            month.code, _("{n} 月").format(n=month.part),
            (Figure(many, whole.and_(*facts)), percent(many, total),
             Figure(last)),
        )
        for month, facts, many, last in zip(
            scope.period.months(), parts, counts, counts_before, strict=True
        )
    )  # fmt: skip
    summed = counting.total(whole, {None: total}, {None: all_before})
    return Table("months", _("按月份"), _("月份"), columns, found, total=summed)


def _month_facts(month: Period) -> tuple[Fact, ...]:
    span = [month.first.isoformat(), month.after.isoformat()]
    return ((selecting.WITHIN, "received_at", span),)


def _pair(
    session: Session, scope: Scope, column: str, before: Period
) -> tuple[counting.Groups, counting.Groups]:
    return (
        counting.grouped(session, scope.received(), column),
        counting.grouped(session, scope.received(before), column),
    )


def days(session: Session, scope: Scope) -> Table:
    """How long an answer took, in working days, against the limit; and how many were late."""
    columns = (
        (COUNT, _("有期限的件数")), ("answered", _("已反馈")), ("mean", _("平均")),
        ("median", _("中位数")), ("p90", _("九成在")), ("late", _("超期")),
        ("late_rate", _("超期率")),
    )  # fmt: skip
    known = deadlines.load_rules(session)
    rules: list[tuple[str, str, tuple[Fact, ...]]] = [
        ("all", _("全部"), ((selecting.KNOWN, "due_on", None),))
    ]
    for key, words, code in (
        ("single", N_("单一科室（限 {n} 个工作日）"), SINGLE_DEPARTMENT),
        ("several", N_("多个科室（限 {n} 个工作日）"), SEVERAL_DEPARTMENTS),
    ):
        limit = deadlines.in_force(known, code, scope.as_of)
        label = _(words).format(n=limit.amount if limit else "—")
        rules.append((key, label, _by_rule(code)))
    found = tuple(_days_line(session, scope, *rule) for rule in rules)
    return Table("days", _("反馈时限"), _("期限"), columns, found,
                 note=_("单位是工作日，从接到投诉的次一工作日算起，到反馈患方那天；还没有反馈而已过期限的也算超期。"
                        "补录的旧记录不起算时限，不计入。"))  # fmt: skip


def _by_rule(rule: str) -> tuple[Fact, ...]:
    return ((selecting.KNOWN, "due_on", None), (selecting.IS, "due_rule", rule))


def _days_line(
    session: Session, scope: Scope, key: str, label: str, facts: tuple[Fact, ...]
) -> Line:
    whole = scope.received().and_(*facts)
    answered: Fact = (selecting.KNOWN, "replied_at", None)
    total, replied, late = counting.counted(session, whole, [answered], [scope.late])
    taken = counting.spans(session, whole, "received_at", "replied_at", scope.calendar)
    return Line(key, label, (
        Figure(total, whole), Figure(replied, whole.and_(answered)),
        Figure(mean(taken), None, DAYS), Figure(quantile(taken, 0.5), None, DAYS),
        Figure(quantile(taken, P90), None, DAYS), Figure(late, whole.and_(scope.late)),
        percent(late, total),
    ))  # fmt: skip
