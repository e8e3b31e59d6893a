"""质控例会资料: a month's first sheet, and behind it every report whose period ended with that month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import amounts, clock
from app.i18n import _, source_language
from app.models.base import VOIDED
from app.models.reports.periodic_report import PeriodicReport, ReportStatus
from app.services import access, audit, printing
from app.services.forms import MEETING, Chart, FormData, FormValue
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.people import founding
from app.services.printing import PrintedForm
from app.services.registers.reports.periodic_report import REGISTER, period_of
from app.services.registers.reports.periods import Period, holding
from app.services.registers.world import Actor
from app.services.reports import counting, selecting
from app.services.reports.figures import ROWS_MOST
from app.services.templates import kept
from app.services.worklists import deductions

MONTHS_OFFERED = 12
_COUNTED: tuple[tuple[str, str, str, tuple[tuple[str, str, Any], ...]], ...] = (
    ("接到投诉（件）", "complaint", "received_at", ()),
    ("发现不合格服务（件）", "nonconforming_service", "found_at", ()),
    ("其中严重（件）", "nonconforming_service", "found_at",
     ((selecting.AMONG, "severity", ["MAJOR", "SUSPECTED"]),)),
    ("检验不合格批", "material_lot", "received_at", ((selecting.IS, "verdict", "REJECTED"),)),
    ("使用中发现的不合格（件）", "in_use_nonconformity", "found_at", ()),
    ("手术异常（件）", "surgery_exception", "occurred_at", ()),
    ("开出措施处理单（张）", "corrective_action", "issued_at", ()),
)  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """The papers of a month, the first sheet first; reports not begun are only named there."""

    month: Period
    papers: tuple[PrintedForm, ...]


@dataclass(frozen=True)
class Attached:
    """A report of the month; one that was not begun or may not be printed here is only named."""

    record_id: int
    number: str
    title: str
    state: str
    is_written: bool


def months() -> list[Period]:
    """The months a pack is offered for, the one just over first."""
    this = holding(clock.today(), 1)
    return [this.moved(-back) for back in range(1, MONTHS_OFFERED + 1)]


def made(desk: Desk, month: Period, masked: bool = False) -> Pack:
    """Fill and paint the pack. Raises NotAllowed."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.PRINT)
        found = _reports(session, actor, month)
    papers = [
        printing.render(desk, REGISTER, one.record_id, copies=False, masked=masked)
        for one in found
        if one.is_written
    ]
    return Pack(month, (_first(desk, actor, month, found), *papers))


@operation("meeting.pack")
def note_taken(current: Operation, month: str, records: int, digest: str, how: str) -> None:
    """Keep in the audit that the pack of a month was printed or saved."""
    current.require(access.Permission.PRINT)
    current.event("meeting.pack", month=month, records=records, sha256=digest, how=how)


def _reports(session: Session, actor: Actor, month: Period) -> list[Attached]:
    """Those whose period ended with the month: the shortest periods first."""
    model = PeriodicReport
    query = select(model).where(access.visible(actor, REGISTER), model.status != VOIDED)
    ended = []
    for one in session.scalars(query.order_by(model.kind, model.id)):
        period = period_of(one)
        if period is not None and period.after == month.after:
            written = one.status is not ReportStatus.DUE
            may = written and access.allowed(actor, access.Permission.PRINT, one, REGISTER)
            named = Attached(one.id, one.number, one.subject or "", one.status.label, may)
            ended.append((period.length, one.number, named))
    return [one for _length, _number, one in sorted(ended, key=lambda each: each[:2])]


def _first(desk: Desk, actor: Actor, month: Period, found: Sequence[Attached]) -> PrintedForm:
    now = clock.now()
    with source_language():
        points = _deductions(desk, month)
        with desk.database.read() as session:
            values: dict[str, FormValue] = {
                "month": month.name,
                "counted": f"截至 {clock.local(now):%Y-%m-%d %H:%M}",
                "overview": _overview(session, month),
                "contents": _contents(found),
                "deductions": points or [{"label": "没有扣分", "points": "", "records": ""}],
                "chart_deductions": _chart(points),
            }
            anchor = audit.anchor(session)
        data = FormData(
            values, founding.hospital_name(desk.database), anchor=anchor,
            printed_by=actor.name, printed_at=now,
        )  # fmt: skip
        name = _("质控例会资料 {month}").format(month=month.code)
        return printing.on_paper(MEETING, [data], kept.built_in(MEETING), (), name)


def _overview(session: Session, month: Period) -> list[Mapping[str, FormValue]]:
    before = month.moved(-1)
    lines: list[Mapping[str, FormValue]] = []
    for label, register, column, facts in _COUNTED:
        now, last = (
            counting.counted(session, selecting.of_period(register, column, one, *facts))[0]
            for one in (month, before)
        )
        lines.append({"label": label, "now": now, "last": last})
    return lines


def _contents(found: Sequence[Attached]) -> list[Mapping[str, FormValue]]:
    if not found:
        return [{"label": "无", "title": "这个月没有到期的报告", "state": ""}]
    return [{"label": one.number, "title": one.title, "state": one.state} for one in found]


def _deductions(desk: Desk, month: Period) -> list[Mapping[str, FormValue]]:
    """What each department lost in the month, the most first."""
    year = deductions.summary(desk, month.year)
    rows = [(row.month(month.part), row) for row in year.rows]
    rows = sorted((one for one in rows if one[0]), key=lambda one: (-one[0], one[1].department))
    return [
        {
            "label": row.department, "points": amounts.plain(points),
            "records": sum(one.day.month == month.part for one in row.records),
        }
        for points, row in rows
    ]  # fmt: skip


def _chart(points: Sequence[Mapping[str, FormValue]]) -> Chart:
    first = points[:ROWS_MOST]
    labels = tuple(str(one["label"]) for one in first)
    numbers = tuple(Decimal(str(one["points"])) for one in first)
    return Chart("rows", "各科室扣分（分）", labels, numbers)
