"""Typical cases of a report, chosen by what came of them and told so that nobody is recognised."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.complaint import Complaint
from app.services import masking
from app.services.registers.complaint import REGISTER
from app.services.reports import selecting
from app.services.reports.complaints import COMPLAINT, Scope
from app.services.reports.figures import Behind, Line, Table

TOLD_MOST = 6
_LONGEST = 80
MATTER, CAUSE, RESULT, CHANGE = "matter", "cause", "result", "change"


def typical(session: Session, scope: Scope, people: Mapping[int, str]) -> Table:
    """The gravest: in court, disputed as an accident, paid for, answered late; then the latest."""
    model = Complaint
    late = selecting.among(Behind(COMPLAINT, ()), [scope.late])
    weight = (
        case((model.litigation_filed, 8), else_=0)
        + case((model.accident_dispute.is_(True), 4), else_=0)
        + case((model.compensation_amount.is_not(None), 2), else_=0)
        + case((late, 1), else_=0)
    )
    query = (
        select(model)
        .where(*selecting.conditions(scope.received()), model.main_cause.is_not(None))
        .order_by(weight.desc(), model.received_at.desc(), model.id.desc())
        .limit(TOLD_MOST)
    )
    one_copy = masking.Masking(REGISTER, people)
    columns = (
        (MATTER, _("事由")), (CAUSE, _("原因")), (RESULT, _("结果")),
        (CHANGE, _("整改")),
    )  # fmt: skip
    found = tuple(
        Line(one.number, one.number, _told(one, one_copy)) for one in session.scalars(query)
    )
    return Table("cases", _("典型案例"), _("编号"), columns, found,
                 note=_("按涉诉、医疗事故争议、补偿、超期的先后选取；姓名、电话和号码已隐去。"),
                 empty=_("没有已经定性的投诉"))  # fmt: skip


def _told(one: Any, one_copy: masking.Masking) -> tuple[str, ...]:
    """Masked before it is shortened: half a name would not be found."""
    masker = one_copy.masker(one)
    matter = _shortened(masker.text(one.subject or one.narrative))
    change = _shortened(masker.text(one.improvement or one.determination or ""))
    result = one.main_resolution
    return (
        matter, _(one.main_cause.label), _(result.label) if result else _("办理中"), change or "—",
    )  # fmt: skip


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
