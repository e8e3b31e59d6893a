"""What the quarterly report F18 and the half-yearly F19 both say of goods, counted in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.base import VOIDED
from app.models.daily import RecordLink
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import LotStatus, MaterialLot, Phenomenon, Verdict
from app.models.materials.rejection import Disposition, DispositionOrder, InUseStatus
from app.services.registers.reports.periods import Period
from app.services.reports import counting, selecting
from app.services.reports.figures import ALL, Behind, Fact, Figure, Line, Table, percent

LOT, CASE, ORDER = "material_lot", "in_use_nonconformity", "disposition_order"
ARRIVED, INSPECTED, ACCEPTED, REJECTED, RATE = (
    "arrived", "inspected", "accepted", "rejected", "rate",
)  # fmt: skip
WAITING, REASONS, ORDERS = "waiting", "reasons", "orders"
RANKED_MOST = 10
QUARTERS = 5
_PARTS: Mapping[str, Fact] = {
    INSPECTED: (selecting.KNOWN, "verdict", None),
    ACCEPTED: (selecting.IS, "verdict", Verdict.ACCEPTED.value),
    REJECTED: (selecting.IS, "verdict", Verdict.REJECTED.value),
    WAITING: (
        selecting.AMONG, "status",
        [LotStatus.RECEIVED_PENDING.value, LotStatus.INSPECTING.value],
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Which goods: of a period, of one purchasing department (None: of all), as of a day."""

    period: Period
    as_of: date
    department_id: int | None
    departments: Mapping[int, str]

    def lots(self, period: Period | None = None) -> Behind:
        """The lots that came in this (or another) period."""
        return self._of(LOT, "received_at", period)

    def cases(self, period: Period | None = None) -> Behind:
        """What was found wanting in use."""
        return self._of(CASE, "found_at", period)

    def orders(self) -> Behind:
        """What was ordered to be done with rejected goods."""
        return self._of(ORDER, "issued_at", None)

    def _of(self, register: str, column: str, period: Period | None) -> Behind:
        own: Sequence[Fact] = ()
        if self.department_id is not None:
            own = ((selecting.IS, "functional_department_id", self.department_id),)
        return selecting.of_period(register, column, period or self.period, *own)


def categories(session: Session, scope: Scope) -> Table:
    """Category × lots, verdicts, rate, and in words which reasons and what was ordered."""
    reasons, orders = _reasons_by_category(session, scope), _orders_by_category(session, scope)
    lines = []
    for category in ItemCategory:
        behind = scope.lots().and_((selecting.IS, "category", category.value))
        figures = _verdicts(session, behind)
        if figures[0].value:
            words = (_words(reasons.get(category, {}), Phenomenon),
                     _words(orders.get(category, {}), Disposition))  # fmt: skip
            lines.append(Line(category.value, _(category.label), (*figures, *words)))
    unknown = scope.lots().and_((selecting.IS, "category", None))
    if (figures := _verdicts(session, unknown))[0].value:
        lines.append(Line("NONE", _("没有写类别"), (*figures, "—", "—")))
    lines.append(Line(ALL, _("合计"), (*_verdicts(session, scope.lots()), "—", "—")))
    columns = (
        (ARRIVED, _("到货批")), (INSPECTED, _("检验批")), (ACCEPTED, _("合格批")),
        (REJECTED, _("不合格批")), (WAITING, _("待检批")), (RATE, _("批合格率")),
        (REASONS, _("不合格原因")), (ORDERS, _("处置")),
    )  # fmt: skip
    return Table("categories", _("按类别"), _("类别"), columns, tuple(lines),
                 note=_("一批部分不合格的拆成两批，更换、补足来的另成一批，各计一批；"
                        "批合格率 = 合格批 / 检验批。"))  # fmt: skip


def _verdicts(session: Session, behind: Behind) -> tuple[Figure, ...]:
    total, *counts = counting.counted(session, behind, *([one] for one in _PARTS.values()))
    made = dict(zip(_PARTS, counts, strict=True))
    figures = [Figure(made[name], behind.and_(fact)) for name, fact in _PARTS.items()]
    good = percent(made[ACCEPTED], made[INSPECTED])
    return (Figure(total, behind), *figures, good)


def _words(found: Mapping[Any, int], choices: Iterable[Any]) -> str:
    ordered = sorted((one for one in choices if found.get(one)), key=lambda one: -found[one])
    return "、".join(f"{_(one.label)} {found[one]}" for one in ordered) or "—"


def _has(phenomenon: Phenomenon) -> Fact:
    return (selecting.HAS, "phenomena", phenomenon.value)


def _reasons_by_category(session: Session, scope: Scope) -> dict[Any, dict[Phenomenon, int]]:
    behind = scope.lots().and_(_PARTS[REJECTED])
    some = [func.count().filter(selecting.among(behind, [_has(one)])) for one in Phenomenon]
    query = select(MaterialLot.category, *some).where(*selecting.conditions(behind))
    return {
        category: {one: many for one, many in zip(Phenomenon, counts, strict=True) if many}
        for category, *counts in session.execute(query.group_by(MaterialLot.category))
    }


def _orders_by_category(session: Session, scope: Scope) -> dict[Any, dict[Any, int]]:
    """What was ordered for the lots of the period, by the lot's category."""
    query = (
        select(MaterialLot.category, DispositionOrder.disposition, func.count(MaterialLot.id))
        .join(RecordLink, RecordLink.source_id == MaterialLot.id)
        .join(DispositionOrder, DispositionOrder.id == RecordLink.target_id)
        .where(
            RecordLink.source_register == LOT, RecordLink.target_register == ORDER,
            DispositionOrder.status != VOIDED, *selecting.conditions(scope.lots()),
        )
        .group_by(MaterialLot.category, DispositionOrder.disposition)
    )  # fmt: skip
    found: dict[Any, dict[Any, int]] = {}
    for category, disposition, many in session.execute(query):
        found.setdefault(category, {})[disposition] = many
    return found


def reasons(session: Session, scope: Scope) -> Table:
    """Why lots were rejected, the most frequent first; a lot may have several reasons."""
    behind = scope.lots().and_(_PARTS[REJECTED])
    total, *counts = counting.counted(session, behind, *([_has(one)] for one in Phenomenon))
    made = [
        Line(one.value, _(one.label), (
            Figure(many, behind.and_(_has(one))), percent(many, total)))
        for one, many in zip(Phenomenon, counts, strict=True) if many
    ]  # fmt: skip
    made.sort(key=lambda line: -_first(line))
    columns = (("count", _("批数")), ("share", _("占不合格批")))
    return Table(REASONS, _("不合格原因"), _("原因"), columns, tuple(made),
                 note=_("一批可以有几个原因。"), empty=_("没有不合格批"))  # fmt: skip


def _first(line: Line) -> int:
    one = line.entries[0]
    return int(one.value or 0) if isinstance(one, Figure) else 0


def dispositions(session: Session, scope: Scope) -> Table:
    """What was ordered in the period, and how far it is."""
    whole = scope.orders()
    open_now: Fact = (selecting.AMONG, "status", ["PROPOSED", "REVIEWED", "APPROVED"])
    lines = []
    for one in Disposition:
        behind = whole.and_((selecting.IS, "disposition", one.value))
        many, running = counting.counted(session, behind, [open_now])
        if many:
            lines.append(Line(one.value, _(one.label), (
                Figure(many, behind), Figure(running, behind.and_(open_now)))))  # fmt: skip
    return Table("dispositions", _("处置"), _("方式"), (("count", _("处理单")), ("open", _("未执行"))),
                 tuple(lines), empty=_("没有开出处理单"))  # fmt: skip


def suppliers(session: Session, scope: Scope) -> Table:
    """Suppliers by what was rejected of theirs: the worst first, then who delivered most."""
    inspected = scope.lots().and_(_PARTS[INSPECTED])
    all_lots = counting.grouped(session, inspected, "supplier_name")
    bad_lots = counting.grouped(session, inspected.and_(_PARTS[REJECTED]), "supplier_name")
    used = counting.grouped(session, scope.cases(), "supplier_name")
    keys = [one for one in {*all_lots, *used} if one]
    keys.sort(
        key=lambda one: (-(bad_lots.get(one, 0) + used.get(one, 0)), -all_lots.get(one, 0), one)
    )
    lines = []
    for place, name in enumerate(keys[:RANKED_MOST], 1):
        own: Fact = (selecting.IS, "supplier_name", name)
        many, bad = all_lots.get(name, 0), bad_lots.get(name, 0)
        lines.append(Line(name, name, (
            str(place), Figure(many, inspected.and_(own)),
            Figure(bad, inspected.and_(own, _PARTS[REJECTED])),
            percent(many - bad, many),
            Figure(used.get(name, 0), scope.cases().and_(own)))))  # fmt: skip
    columns = (
        ("place", _("名次")), (INSPECTED, _("检验批")), (REJECTED, _("不合格批")),
        (RATE, _("批合格率")), ("used", _("使用中不合格")),
    )  # fmt: skip
    return Table("suppliers", _("供方排名"), _("供方"), columns, tuple(lines),
                 note=_("按不合格批与使用中不合格之和由多到少，至多列 {n} 家。").format(n=RANKED_MOST),
                 empty=_("没有检验过的批"))  # fmt: skip


def in_use(session: Session, scope: Scope) -> Table:
    """What wards found wanting: how many, on patients, settled."""
    patients: Fact = (selecting.IS, "used_on_patient", True)
    closed: Fact = (selecting.IS, "status", InUseStatus.CLOSED.value)
    lines = []
    for category in ItemCategory:
        behind = scope.cases().and_((selecting.IS, "category", category.value))
        many, used, done = counting.counted(session, behind, [patients], [closed])
        if many:
            lines.append(Line(category.value, _(category.label), (
                Figure(many, behind), Figure(used, behind.and_(patients)),
                Figure(done, behind.and_(closed)))))  # fmt: skip
    whole = scope.cases()
    many, used, done = counting.counted(session, whole, [patients], [closed])
    lines.append(Line(ALL, _("合计"), (
        Figure(many, whole), Figure(used, whole.and_(patients)),
        Figure(done, whole.and_(closed)))))  # fmt: skip
    columns = (("count", _("件数")), ("patients", _("已用于患者")), ("closed", _("已结案")))
    return Table("in_use", _("使用中不合格"), _("类别"), columns, tuple(lines))


def trend(session: Session, scope: Scope) -> Table:
    """This quarter and the four before it."""
    lines = []
    for back in range(QUARTERS - 1, -1, -1):
        period = scope.period.moved(-back)
        behind = scope.lots(period)
        facts = (_PARTS[INSPECTED], _PARTS[REJECTED])
        _all, seen, bad = counting.counted(session, behind, *([one] for one in facts))
        [used] = counting.counted(session, scope.cases(period))
        lines.append(
            Line(
                period.code,
                _("{year} 年 {n} 季").format(year=f"{period.first:%y}", n=period.part),
                (
                    Figure(seen, behind.and_(facts[0])),
                    Figure(bad, behind.and_(facts[1])),
                    percent(seen - bad, seen),
                    Figure(used, scope.cases(period)),
                ),
            )
        )
    columns = (
        (INSPECTED, _("检验批")), (REJECTED, _("不合格批")), (RATE, _("批合格率")),
        ("used", _("使用中不合格")),
    )  # fmt: skip
    return Table("trend", _("近 5 个季度"), _("季度"), columns, tuple(lines))
