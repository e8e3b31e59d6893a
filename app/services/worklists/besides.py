"""What stands on the worklist besides open records: notes, rounds to be walked, drafts, system matters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.bookkeeping import Draft
from app.models.reports.periodic_report import PeriodicReport
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.registers.environment.tools import CALENDAR, ROUND
from app.services.registers.reports import periodic_report
from app.services.registers.world import Actor
from app.services.reporting import receipts
from app.services.values import Names, title_of
from app.services.worklists import environment_due, notices, nudges
from app.services.worklists.environment_due import DueLine
from app.services.worklists.notice import Notice
from app.services.worklists.tasks import (
    DRAFTS,
    ENVIRONMENT,
    LISTED_MOST,
    MINE,
    NUDGED,
    SYSTEM,
    Task,
)


def matters(desk: Desk) -> list[Task]:
    """What the hospital's program itself needs somebody for."""
    return [_matter(one) for one in notices.notices(desk)]


def of_person(session: Session, actor: Actor, names: Names) -> list[Task]:
    """A person's notes, bulletins, drafts and rounds; each line stands in one group."""
    begun = [
        Task(frozenset({DRAFTS}), _("环境巡查"), words, _("接着填"), tool=ROUND.name)
        for words in environment_due.begun(session, actor)
    ]
    planned = [_planned(one) for one in environment_due.lines(session, actor)]
    to_read = [_reading(one, names) for one in receipts.waiting(session, actor)]
    return [*_nudged(session, actor), *_drafts(session, actor), *begun, *planned, *to_read]


def _drafts(session: Session, actor: Actor) -> list[Task]:
    kinds = {one.name: one for one in REGISTERS}
    query = select(Draft).where(Draft.person_id == actor.id).order_by(Draft.saved_at.desc())
    return [
        Task(
            frozenset({DRAFTS}),
            _(kinds[one.register].item),
            title_of(kinds[one.register], one.values, _("还没有写事由")),
            _("回录手写内容") if one.printed_at else _("写完并登记"),
            register=one.register,
            record_id=one.record_id,
            slip=one.slip_code,
        )
        for one in session.scalars(query.limit(LISTED_MOST))
        if one.register in kinds
    ]


def _nudged(session: Session, actor: Actor) -> list[Task]:
    kinds = {one.name: one for one in REGISTERS}
    return [
        Task(
            frozenset({NUDGED}),
            _(kinds[one.register].item),
            one.text,
            _("{name}催办").format(name=one.sender),
            register=one.register,
            record_id=one.record_id,
            number=one.number,
        )
        for one in nudges.waiting(session, actor.id)
        if one.register in kinds
    ]


def _reading(one: PeriodicReport, names: Names) -> Task:
    """A bulletin that was sent to this person's department."""
    kind = periodic_report.REGISTER
    return Task(
        frozenset({MINE}), _(kind.item), one.subject or one.number, _("阅知"), register=kind.name,
        record_id=one.id, number=one.number,
        department=names.departments.get(one.responsible_department_id or 0, ""),
    )  # fmt: skip


def _matter(one: Notice) -> Task:
    return Task(
        frozenset({SYSTEM}), _("系统"), one.sentence, one.action, page=one.page, tone=one.tone
    )


def _planned(one: DueLine) -> Task:
    """What is measured is no record yet: the line opens the round, or the calendar."""
    return Task(
        frozenset({ENVIRONMENT}), _("环境检查"), one.title, one.begins, department=one.department,
        due_on=one.day, tone="fail" if one.is_missed else "wait",
        tool=CALENDAR.name if one.is_missed else ROUND.name, about=(one.department_id,),
    )  # fmt: skip
