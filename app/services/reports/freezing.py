"""Keeps the figures of a report as they were when it was submitted, and says what changed since."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.organisation import Department, Person, Setting
from app.models.reports.periodic_report import PeriodicReport, ReportSnapshot
from app.services import audit
from app.services.operations import Operation
from app.services.registers import catalog
from app.services.reports import composing, selecting, stored
from app.services.reports.figures import Behind, Entry, Figure, Line, Report, Table

# With more records behind all figures together their ids are not kept, only how they are found.
IDS_MOST = 100_000
HOSPITAL, DEPARTMENT, RECIPIENTS = "hospital", "department", "recipients"
HOSPITAL_NAME = "hospital_name"  # the setting that stands at the head of every form


@dataclass(frozen=True)
class Frozen:
    """Figures as they were submitted: since when, at which place of the audit, by whom."""

    report: Report
    taken_at: datetime
    taken_by: str
    anchor: str
    round: int


def freeze(current: Operation, record: Any) -> None:
    """Count once more, and keep it; an earlier round stays as it is."""
    session = current.session
    session.flush()
    counted = _with_ids(session, composing.count(session, record))
    office = session.get_one(Department, record.responsible_department_id)
    hospital = session.scalar(select(Setting.value).where(Setting.name == HOSPITAL_NAME)) or ""
    sent_to = [session.get_one(Department, one).name for one in record.recipient_department_ids]
    facts = {HOSPITAL: hospital, DEPARTMENT: office.name, RECIPIENTS: "、".join(sent_to)}
    report = replace(counted, facts=facts)
    text = stored.dump(report)
    rounds = select(func.count()).where(ReportSnapshot.report_id == record.id)
    current.add(
        ReportSnapshot(
            report_id=record.id, round=(session.scalar(rounds) or 0) + 1, taken_at=current.now,
            taken_by_id=current.actor.id, anchor=audit.anchor(session),
            sha256=hashlib.sha256(text.encode()).hexdigest(), content=text,
        )
    )  # fmt: skip


def frozen(session: Session, report_id: int) -> Frozen | None:
    """The figures of the last round; None while the report was never submitted."""
    model = ReportSnapshot
    query = (
        select(model.content, model.taken_at, Person.name, model.anchor, model.round)
        .join(Person, Person.id == model.taken_by_id)
        .where(model.report_id == report_id)
        .order_by(model.round.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None else Frozen(stored.load(row[0]), *row[1:])


def standing(session: Session, record: PeriodicReport) -> Frozen | None:
    """The frozen figures of a report that was handed in; one given back is counted anew."""
    return frozen(session, record.id) if record.submitted_at and _is_handed_in(record) else None


def _is_handed_in(record: PeriodicReport) -> bool:
    return record.status.value not in ("DUE", "DRAFT")


def changed_since(session: Session, one: Frozen) -> int:
    """How many records behind the figures were changed, or came, after they were frozen."""
    found: set[tuple[str, int]] = set()
    kept: dict[str, set[int]] = {}
    for figure in one.report.figures():
        if figure.behind is not None and figure.ids:
            kept.setdefault(figure.behind.register, set()).update(figure.ids)
    for register, ids in kept.items():
        model: Any = catalog.by_name(register).model
        later = select(model.id).where(model.updated_at > one.taken_at)
        found |= {(register, record) for record in session.scalars(later) if record in ids}
    for behind in _widest(figure.behind for figure in one.report.figures()):
        model = catalog.by_name(behind.register).model
        query = select(model.id).where(
            *selecting.conditions(behind), model.updated_at > one.taken_at
        )
        found |= {(behind.register, record) for record in session.scalars(query)}
    return len(found)


def _widest(behinds: Iterable[Behind | None]) -> list[Behind]:
    """Those of which none of the others is a wider one: their records contain all the rest."""
    found: list[Behind] = []
    different = {(one.register, stored.facts_text(one)) for one in behinds if one is not None}
    for register, text in sorted(different, key=lambda one: len(one[1])):
        made = Behind(register, stored.read_facts(text))
        if not any(_holds(one, made) for one in found):
            found.append(made)
    return found


def _holds(wide: Behind, narrow: Behind) -> bool:
    same = wide.register == narrow.register
    return same and narrow.facts[: len(wide.facts)] == wide.facts


def _with_ids(session: Session, report: Report) -> Report:
    """The same report, its figures with the records they were counted from."""
    total = sum(int(one.value or 0) for one in report.figures() if one.behind and not one.unit)
    if total > IDS_MOST:
        return report
    known: dict[tuple[str, str], tuple[int, ...]] = {}

    def held(entry: Entry) -> Entry:
        if not isinstance(entry, Figure) or entry.behind is None:
            return entry
        key = (entry.behind.register, stored.facts_text(entry.behind))
        if key not in known:
            known[key] = tuple(selecting.ids(session, entry.behind))
        return replace(entry, ids=known[key])

    def line(one: Line) -> Line:
        return replace(one, entries=tuple(held(entry) for entry in one.entries))

    def table(one: Table) -> Table:
        total = None if one.total is None else line(one.total)
        return replace(one, lines=tuple(line(each) for each in one.lines), total=total)

    return replace(report, tables=tuple(table(one) for one in report.tables))
