"""From the facts behind a figure to the records: the same conditions count, list, and look again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.models.base import VOIDED
from app.models.complaint import Complaint
from app.models.daily import RecordLink
from app.models.materials.rejection import DispositionOrder
from app.models.nonconforming_service import NonconformingService
from app.services.registers import catalog
from app.services.registers.complaint import REGISTER as COMPLAINTS
from app.services.registers.reports.periods import Period
from app.services.reports.figures import Behind, Fact

IS, NOT, WITHIN, HAS, KNOWN, AMONG = "is", "not", "within", "has", "known", "among"
LATE, ANSWERED, AGAIN, ORDERED, UNPAID, BEFORE = (
    "late", "answered", "again", "ordered", "unpaid", "before",
)  # fmt: skip


def of_period(register: str, column: str, period: Period, *facts: Fact) -> Behind:
    """Records of a register whose moment `column` lies in a period; void ones are none."""
    span = [period.first.isoformat(), period.after.isoformat()]
    return Behind(register, ((WITHIN, column, span), (NOT, "status", VOIDED), *facts))


def conditions(behind: Behind) -> list[ColumnElement[bool]]:
    """The conditions in SQL."""
    model: Any = catalog.by_name(behind.register).model
    return [_READ[how](model, column, value) for how, column, value in behind.facts]


def among(behind: Behind, facts: Iterable[Fact]) -> ColumnElement[bool]:
    """Further facts as one condition, to count some of the records of `behind`."""
    model: Any = catalog.by_name(behind.register).model
    return and_(*(_READ[how](model, column, value) for how, column, value in facts))


def ids(session: Session, behind: Behind, most: int | None = None) -> list[int]:
    """The records, oldest first."""
    kind = catalog.by_name(behind.register)
    model: Any = kind.model
    query = select(model.id).where(*conditions(behind))
    query = query.order_by(getattr(model, kind.received), model.id)
    return list(session.scalars(query.limit(most) if most else query))


def _within(model: Any, column: str, value: Any) -> ColumnElement[bool]:
    first, after = (date.fromisoformat(one) for one in value)
    at = getattr(model, column)
    if at.type.python_type is date:
        return and_(at >= first, at < after)
    return and_(at >= clock.instant(first), at < clock.instant(after))


def _has(model: Any, column: str, value: Any) -> ColumnElement[bool]:
    """Lists are canonical JSON of words: no word of ours is part of another in quotes."""
    return cast(getattr(model, column), String).like(f'%"{value}"%')


def _is(model: Any, column: str, value: Any) -> ColumnElement[bool]:
    at: ColumnElement[Any] = getattr(model, column)
    return at.is_(None) if value is None else at == value


def by_then(model: Any) -> ColumnElement[bool]:
    """Answered on the due day at the latest. Both as text: the day with the hour at which it ends."""
    ends = f"T{clock.end_of_day(date(2000, 1, 1)):%H:%M}"
    return cast(model.replied_at, String) < cast(model.due_on, String) + ends


def _late(model: Any, _column: str, value: Any) -> ColumnElement[bool]:
    """Answered after the due day, or still not answered when it had passed (as of the day `value`)."""
    running = COMPLAINTS.open_states - COMPLAINTS.answered_states
    waiting = and_(
        model.replied_at.is_(None), model.status.in_(running),
        model.paused_on.is_(None), model.due_on < date.fromisoformat(value),
    )  # fmt: skip
    return and_(
        model.due_on.is_not(None),
        or_(and_(model.replied_at.is_not(None), ~by_then(model)), waiting),
    )


def _again(model: Any, column: str, value: Any) -> ColumnElement[bool]:
    """Of those who said the same in this column more than once in the span."""
    first, after = (clock.instant(date.fromisoformat(one)) for one in value)
    same = getattr(Complaint, column)
    more = (
        select(same)
        .where(
            Complaint.received_at >= first, Complaint.received_at < after,
            Complaint.status != VOIDED, same.is_not(None),
        )
        .group_by(same)
        .having(func.count() > 1)
    )  # fmt: skip
    return getattr(model, column).in_(more)  # type: ignore[no-any-return] # a column by its name


def _ordered(model: Any, _column: str, value: Any) -> ColumnElement[bool]:
    """Goods for which this was ordered."""
    orders = (
        select(RecordLink.source_id)
        .join(DispositionOrder, DispositionOrder.id == RecordLink.target_id)
        .where(
            RecordLink.source_register == model.__tablename__,
            RecordLink.target_register == DispositionOrder.__tablename__,
            DispositionOrder.disposition == value,
            DispositionOrder.status != VOIDED,
        )
    )
    return model.id.in_(orders)  # type: ignore[no-any-return] # a column of any model


def _unpaid(model: Any, _column: str, _value: Any) -> ColumnElement[bool]:
    """Services whose complaint does not say the money already: nothing is counted twice."""
    paid = (
        select(RecordLink.target_id)
        .join(Complaint, Complaint.id == RecordLink.source_id)
        .where(
            RecordLink.source_register == Complaint.__tablename__,
            RecordLink.target_register == NonconformingService.__tablename__,
            Complaint.status != VOIDED,
            Complaint.compensation_amount.is_not(None),
        )
    )
    return model.id.not_in(paid)  # type: ignore[no-any-return] # a column of any model


_READ: Mapping[str, Callable[[Any, str, Any], ColumnElement[bool]]] = {
    IS: _is,
    NOT: lambda model, column, value: getattr(model, column) != value,
    WITHIN: _within,
    HAS: _has,
    KNOWN: lambda model, column, _value: getattr(model, column).is_not(None),
    AMONG: lambda model, column, value: getattr(model, column).in_(value),
    BEFORE: lambda model, column, value: (
        getattr(model, column) < clock.instant(date.fromisoformat(value) + timedelta(days=1))
    ),
    LATE: _late,
    ANSWERED: lambda model, _column, _value: and_(
        model.replied_at.is_not(None), model.due_on.is_not(None)
    ),
    AGAIN: _again,
    ORDERED: _ordered,
    UNPAID: _unpaid,
}
