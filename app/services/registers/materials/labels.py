"""标识 F10: which label goods carry in which state, and what stands on it (四.3.(2)⑤⑥, 四.3.(3)①)."""

from collections.abc import Mapping
from datetime import date, datetime

from app import clock
from app.i18n import N_, _
from app.models.materials.material_lot import LotStatus, MaterialLot, Verdict
from app.models.materials.rejection import InUseNonconformity, InUseStatus
from app.services.registers.materials import shelf_life
from app.services.registers.parts import LabelFacts, LabelKind, LabelLine, StatusLabel

_L, _U = LotStatus, InUseStatus
WAITING_NO, BAD_NO = "QR-8.5-01", "QR-8.5-02"

# A state that is not here has no label: there is nothing in the house to stick it on.
LOT_KINDS: Mapping[LotStatus, LabelKind] = {
    _L.RECEIVED_PENDING: LabelKind.WAITING,
    _L.INSPECTING: LabelKind.WAITING,
    _L.ACCEPTED: LabelKind.GOOD,
    _L.STOCKED: LabelKind.GOOD,
    _L.REJECTED: LabelKind.BAD,
    _L.REPLACEMENT_PENDING: LabelKind.BAD,
    _L.SHORTAGE_PENDING: LabelKind.BAD,
}
IN_USE = frozenset(_U) - {_U.HANDLED, _U.SUPPLIER_FILE_UPDATED, _U.CLOSED, _U.VOIDED}
NOTICES: Mapping[LabelKind, str] = {
    LabelKind.WAITING: N_("检验合格前不得入库、领用"),
    LabelKind.GOOD: N_("检验合格"),
    LabelKind.BAD: N_("严禁使用，隔离存放"),
}


def of_lot(lot: MaterialLot, facts: LabelFacts) -> StatusLabel | str:
    """待检 until the inspection is over, then 合格 or 不合格品; never anything beforehand."""
    kind = LOT_KINDS.get(lot.status)
    if kind is None:
        return _("{state}，没有要贴标识的物品").format(state=_(lot.status.label))
    if lot.status is _L.SHORTAGE_PENDING and lot.verdict is not Verdict.REJECTED:
        return _("短少的还没有到货，没有要贴标识的物品")
    expired = lot.expires_on is not None and shelf_life.is_expired(lot.expires_on, facts.today)
    if kind is LabelKind.GOOD and expired:
        return _("有效期到 {day}，已经过期，不能出合格标识；先停用待检").format(
            day=facts.shown["expires_on"]
        )
    if kind is LabelKind.WAITING:
        return _label(kind, (*_goods(lot, facts.shown), *_waiting(lot, facts)), WAITING_NO)
    if kind is LabelKind.GOOD:
        notice = _("检验合格，可以入库") if lot.status is _L.ACCEPTED else ""
        return _label(kind, (*_goods(lot, facts.shown), *_good(lot, facts)), notice=notice)
    return _label(kind, (*_goods(lot, facts.shown), *_bad(lot, facts)), BAD_NO)


def of_case(case: InUseNonconformity, facts: LabelFacts) -> StatusLabel | str:
    """What a ward found wanting is 不合格品 from the moment it is found until it is handled."""
    if case.status not in IN_USE:
        return _("{state}，没有要贴标识的物品").format(state=_(case.status.label))
    shown = facts.shown
    lines = (
        *_goods(case, shown, _amount(case.quantity, shown)),
        LabelLine(_("原因"), shown["phenomena"], 1),
        LabelLine(_("隔离位"), shown["isolation_place"], 1),
        LabelLine(_("发现"), _who(shown["responsible_department_id"], case.found_at), 2),
        LabelLine(_("供方"), shown["supplier_name"], 3),
    )
    return _label(LabelKind.BAD, lines, BAD_NO)


def _label(
    kind: LabelKind, lines: tuple[LabelLine, ...], form_no: str = "", notice: str = ""
) -> StatusLabel:
    said = tuple(one for one in lines if one.text)
    return StatusLabel(kind, said, notice or _(NOTICES[kind]), form_no)


def _goods(
    goods: MaterialLot | InUseNonconformity, shown: Mapping[str, str], amount: str = ""
) -> tuple[LabelLine, ...]:
    """What it is: on every label of every size, whole."""
    sizes = (shown["specification"], shown.get("model", ""))
    word = _("数量")
    if isinstance(goods, MaterialLot):
        amount = _amount(goods.received_quantity, shown)
        # Part of what is inspected again may have been issued: this is what came.
        word = _("到货数") if goods.inspection_round > 1 else word
    return (
        LabelLine(_("品名"), shown["subject"]),
        LabelLine(_("规格"), "  ".join(one for one in sizes if one)),
        LabelLine(_("批号"), shown["lot_number"]),
        LabelLine(word, amount),
    )


def _waiting(lot: MaterialLot, facts: LabelFacts) -> tuple[LabelLine, ...]:
    return (
        LabelLine(_("隔离位"), facts.shown["isolation_place"], 1),
        LabelLine(_("到货"), _day(lot.received_at), 2),
        LabelLine(_("供方"), facts.shown["supplier_name"], 3),
    )


def _good(lot: MaterialLot, facts: LabelFacts) -> tuple[LabelLine, ...]:
    return (
        LabelLine(_("有效期至"), facts.shown["expires_on"], 1),
        LabelLine(_("检验"), _inspected(lot, facts), 2),
        LabelLine(_("存放"), facts.shown["storage_place"], 3),
        LabelLine(_("供方"), facts.shown["supplier_name"], 4),
    )


def _bad(lot: MaterialLot, facts: LabelFacts) -> tuple[LabelLine, ...]:
    return (
        LabelLine(_("原因"), facts.shown["phenomena"], 1),
        LabelLine(_("隔离位"), facts.shown["isolation_place"], 1),
        LabelLine(_("判定"), _inspected(lot, facts), 2),
        LabelLine(_("供方"), facts.shown["supplier_name"], 3),
    )


def _inspected(lot: MaterialLot, facts: LabelFacts) -> str:
    return _who(facts.people.get(lot.inspector_id or 0, ""), lot.inspected_at)


def _who(name: str, at: datetime | None) -> str:
    return "  ".join(one for one in (name, _day(at)) if one)


def _day(at: datetime | None) -> str:
    day: date | None = clock.local(at).date() if at is not None else None
    return f"{day:%Y-%m-%d}" if day else ""


def _amount(quantity: int | None, shown: Mapping[str, str]) -> str:
    return "" if quantity is None else f"{quantity} {shown['unit']}".strip()
