"""A report as people look at it on the screen: its figures, and the records behind one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app import clock
from app.errors import NotFound
from app.i18n import _
from app.models.base import Choice
from app.models.reports.periodic_report import ReportKind
from app.services import access, values
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers import catalog
from app.services.registers.reports.periodic_report import FORMS, REGISTER, period_of
from app.services.reporting import receipts
from app.services.reports import composing, freezing, selecting
from app.services.reports.figures import Figure, Report
from app.services.reports.freezing import Frozen

LISTED_MOST = 500


@dataclass(frozen=True)
class ReportView:
    """A report with its figures. `reason` says why it need not be acknowledged; empty: it does."""

    record_id: int
    number: str
    title: str
    period: str
    department: str
    status: Choice
    report: Report
    frozen: Frozen | None
    changed: int
    receipts: tuple[receipts.Receipt, ...]
    reason: str

    @property
    def form(self) -> str:
        """The form it is printed on."""
        return FORMS[ReportKind(self.report.kind)]

    def standing(self) -> str:
        """Since when the figures stand, and what has changed since."""
        if self.frozen is None:
            return _("按现在的记录统计，提交时冻结")
        when = f"{clock.local(self.frozen.taken_at):%Y-%m-%d %H:%M}"
        return _("{when} 由{who}提交时冻结（审计锚 {anchor}）；自冻结后变更 {n} 条").format(
            when=when, who=self.frozen.taken_by, anchor=self.frozen.anchor, n=self.changed
        )


@dataclass(frozen=True)
class RecordLine:
    """One of the records behind a figure."""

    register: str
    record_id: int
    number: str
    day: str
    item: str
    title: str
    status: Choice


@dataclass(frozen=True)
class Found:
    """The records behind a figure this person may see; `hidden` are those they may not."""

    lines: tuple[RecordLine, ...]
    hidden: int
    is_whole: bool


def opened(desk: Desk, record_id: int) -> ReportView:
    """A report with its figures: the frozen ones, or counted now. Raises NotFound, StepRefused."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = access.find(session, actor, REGISTER, record_id)
        if record is None:
            raise NotFound(_("没有这份周期报告，或不在您能看的范围里"))
        kept = freezing.standing(session, record)
        report = kept.report if kept else composing.count(session, record)
        period = period_of(record)
        names = directory.read(session).names()
        return ReportView(
            record.id, record.number, record.subject or "", period.name if period else "",
            names.departments.get(record.responsible_department_id or 0, ""), record.status,
            report, kept, freezing.changed_since(session, kept) if kept else 0,
            tuple(receipts.of_report(session, record)),
            receipts.reason_not(session, actor, record),
        )  # fmt: skip


def behind(desk: Desk, figure: Figure) -> Found:
    """The records a figure was counted from, as they stand now, the earliest first."""
    if figure.behind is None:
        return Found((), 0, True)
    kind = catalog.by_name(figure.behind.register)
    model: Any = kind.model
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        wanted: Sequence[int] = figure.ids or ()
        if figure.ids is None:
            wanted = selecting.ids(session, figure.behind)
        listed = wanted[:LISTED_MOST]
        query = select(model).where(model.id.in_(listed), access.visible(actor, kind))
        found = {one.id: one for one in session.scalars(query)}
        lines = tuple(
            RecordLine(
                kind.name, one.id, one.number,
                clock.local(getattr(one, kind.received)).date().isoformat(), _(kind.item),
                values.title(kind, one), one.status,
            )
            for one in (found.get(each) for each in listed) if one is not None
        )  # fmt: skip
    return Found(lines, len(listed) - len(lines), len(wanted) <= LISTED_MOST)
