"""F18 季度检验汇总分析 (四.3.(5), HR-18): a purchasing department's quarter."""

from sqlalchemy.orm import Session

from app.i18n import _
from app.services.reports import goods, headline
from app.services.reports.figures import COLUMNS, LINE, ROWS, Picture, Table
from app.services.reports.goods import RATE, Scope

GOAL = 98


def tables(session: Session, scope: Scope) -> tuple[Table, ...]:
    """All of them, in the order of the paper."""
    found = (
        goods.categories(session, scope),
        goods.reasons(session, scope),
        goods.dispositions(session, scope),
        goods.suppliers(session, scope),
        goods.in_use(session, scope),
        goods.trend(session, scope),
    )
    return (headline.of_quarter(found, GOAL), *found)


def pictures() -> tuple[Picture, ...]:
    """The charts of the paper."""
    return (
        Picture("rate", _("批合格率（%）"), LINE, "trend", RATE, goal=GOAL),
        Picture("rejected", _("不合格批（批）"), COLUMNS, "trend", goods.REJECTED),
        Picture("reasons", _("不合格原因（批）"), ROWS, goods.REASONS, "count"),
    )
