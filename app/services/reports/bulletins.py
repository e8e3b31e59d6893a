"""月度投诉反馈通报 (四.1.(5)②, HR-27): what one functional department handled in a month."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.complaint import Complaint
from app.models.organisation import MEDICAL_AFFAIRS, Department
from app.services.registers.complaint import REGISTER as COMPLAINTS
from app.services.reports import cases, complaints, counting, headline, selecting
from app.services.reports.complaints import COUNT, Scope
from app.services.reports.figures import ROWS, Fact, Figure, Line, Picture, Table, change


def tables(session: Session, scope: Scope, people: dict[int, str]) -> tuple[Table, ...]:
    """All of them, in the order of the paper."""
    before = scope.period.moved(-1)
    found = (
        overview(session, scope),
        complaints.departments(session, scope, before),
        complaints.causes(session, scope, before),
        complaints.channels(session, scope, before),
        complaints.days(session, scope),
        cases.typical(session, scope, people),
    )
    return (headline.of_month(found), *found)


def pictures() -> tuple[Picture, ...]:
    """The charts of the paper."""
    return (
        Picture("departments", _("被投诉科室（件）"), ROWS, "departments", COUNT),
        Picture("causes", _("原因（主因，件）"), ROWS, "causes", COUNT),
    )


def overview(session: Session, scope: Scope) -> Table:
    """The month beside the one before."""
    before = scope.period.moved(-1)
    running = sorted(one.value for one in COMPLAINTS.open_states - COMPLAINTS.answered_states)
    rows: tuple[tuple[str, str, tuple[Fact, ...]], ...] = (
        ("received", _("接到（件）"), ()),
        ("replied", _("其中已反馈（件）"), ((selecting.KNOWN, "replied_at", None),)),
        ("running", _("正在办理（件）"), ((selecting.AMONG, "status", running),)),
        ("late", _("超期（件）"), (scope.late,)),
        ("dissatisfied", _("患方不满意（件）"), (
            (selecting.IS, "complainant_opinion", "DISSATISFIED"),)),
    )  # fmt: skip
    now, last = scope.received(), scope.received(before)
    parts = [facts for _key, _label, facts in rows]
    _all, *these = counting.counted(session, now, *(one or _EVERY for one in parts))
    _all, *others = counting.counted(session, last, *(one or _EVERY for one in parts))
    lines = tuple(
        Line(key, label, (
            Figure(many, now.and_(*facts)), Figure(other, last.and_(*facts)),
            change(many, other)[0]))
        for (key, label, facts), many, other in zip(rows, these, others, strict=True)
    )  # fmt: skip
    columns = (
        ("now", scope.period.name), ("last", before.name), ("change", _("增减")),
    )  # fmt: skip
    return Table("overview", _("总体情况"), _("项目"), columns, lines)


_EVERY: tuple[Fact, ...] = ((selecting.KNOWN, "id", None),)


def recipients(session: Session, scope: Scope, own: int) -> list[int]:
    """To whom it goes: the departments complained of in the month, and 医务科."""
    column = Complaint.respondent_department_id
    query = select(column).where(*selecting.conditions(scope.received())).distinct()
    found = {one for one in session.scalars(query) if one is not None}
    office = session.scalar(select(Department.id).where(Department.function == MEDICAL_AFFAIRS))
    if office is not None:
        found.add(office)
    return sorted(found - {own})
