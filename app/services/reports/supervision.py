"""F19 半年监督检查 (四.3.(6), HR-18): what was inspected in half a year, and the lots looked at again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.amounts import rate
from app.i18n import _
from app.models.corrective_action import ActionSource
from app.models.keeping import Effect
from app.models.materials.material_lot import MaterialLot
from app.services.reports import counting, goods, headline, selecting
from app.services.reports.figures import (
    ALL,
    COLUMNS,
    PERCENT,
    ROWS,
    Fact,
    Figure,
    Line,
    Picture,
    Table,
    percent,
)
from app.services.reports.goods import Scope

SAMPLED = 10
REJECTED_LEAST = 3
ACTION = "corrective_action"


def tables(session: Session, scope: Scope) -> tuple[Table, ...]:
    """All of them, in the order of the paper."""
    found = (
        offices(session, scope),
        goods.categories(session, scope),
        goods.reasons(session, scope),
        goods.dispositions(session, scope),
        goods.in_use(session, scope),
        actions(session, scope),
    )
    return (headline.of_half_year(found), *found)


def pictures() -> tuple[Picture, ...]:
    """The charts beside the figures."""
    return (
        Picture("offices", _("各采购科室的不合格批（批）"), COLUMNS, "offices", goods.REJECTED),
        Picture("reasons", _("不合格原因（批）"), ROWS, goods.REASONS, "count"),
    )


def offices(session: Session, scope: Scope) -> Table:
    """The purchasing departments beside each other."""
    column = "functional_department_id"
    lots = scope.lots()
    bad: Fact = (selecting.IS, "verdict", "REJECTED")
    seen: Fact = (selecting.KNOWN, "verdict", None)
    all_lots = counting.grouped(session, lots, column)
    inspected = counting.grouped(session, lots.and_(seen), column)
    rejected = counting.grouped(session, lots.and_(bad), column)
    lines = []
    for key in sorted(all_lots, key=lambda one: (-all_lots[one], one or 0)):
        own: Fact = (selecting.IS, column, key)
        good = rate(inspected.get(key, 0) - rejected.get(key, 0), inspected.get(key, 0))
        lines.append(Line(str(key), scope.departments.get(key or 0, "") or _("没有写科室"), (
            Figure(all_lots[key], lots.and_(own)),
            Figure(inspected.get(key, 0), lots.and_(own, seen)),
            Figure(rejected.get(key, 0), lots.and_(own, bad)),
            Figure(good, None, PERCENT))))  # fmt: skip
    columns = (
        (goods.ARRIVED, _("到货批")), (goods.INSPECTED, _("检验批")),
        (goods.REJECTED, _("不合格批")), (goods.RATE, _("批合格率")),
    )  # fmt: skip
    return Table("offices", _("按采购科室"), _("采购科室"), columns, tuple(lines),
                 empty=_("没有到货"))  # fmt: skip


def actions(session: Session, scope: Scope) -> Table:
    """Corrective actions that goods gave rise to."""
    whole = selecting.of_period(
        ACTION, "issued_at", scope.period,
        (selecting.IS, "source", ActionSource.NONCONFORMING_ITEM.value),
    )  # fmt: skip
    judged: Fact = (selecting.KNOWN, "effect", None)
    good: Fact = (selecting.IS, "effect", Effect.EFFECTIVE.value)
    many, seen, effective = counting.counted(session, whole, [judged], [good])
    line = Line(
        ALL,
        _("不合格品引起的整改"),
        (
            Figure(many, whole),
            Figure(seen, whole.and_(judged)),
            Figure(effective, whole.and_(good)),
            percent(effective, seen),
        ),
    )
    columns = (
        ("issued", _("开出")), ("judged", _("已验证")), ("effective", _("有效")),
        ("rate", _("有效率")),
    )  # fmt: skip
    return Table("actions", _("整改单"), _("来源"), columns, (line,))


def sample(session: Session, scope: Scope) -> list[dict[str, Any]]:
    """Which lots are looked at: up to three rejected ones, the others at equal steps as they came.

    Nobody chooses, and the same half-year gives the same list.
    """
    whole = scope.lots().and_((selecting.KNOWN, "verdict", None))
    bad = whole.and_((selecting.IS, "verdict", "REJECTED"))
    good = whole.and_((selecting.IS, "verdict", "ACCEPTED"))
    picked = _steps(selecting.ids(session, bad), REJECTED_LEAST)
    picked += _steps(selecting.ids(session, good), SAMPLED - len(picked))
    return [_row(one) for one in _lots(session, picked)]


def _steps(found: Sequence[int], most: int) -> list[int]:
    if len(found) <= most:
        return list(found)
    return [found[place * len(found) // most] for place in range(most)]


def _lots(session: Session, wanted: Sequence[int]) -> Sequence[Any]:
    model = MaterialLot
    query = select(
        model.number, model.subject, model.lot_number, func.coalesce(model.supplier_name, "")
    ).where(model.id.in_(wanted))
    return session.execute(query.order_by(model.received_at, model.id)).all()


def _row(one: Any) -> dict[str, Any]:
    number, subject, lot_number, supplier = one
    words = (number, subject, lot_number and _("批号 {n}").format(n=lot_number), supplier)
    return {"goods": "，".join(text for text in words if text)[:160]}
