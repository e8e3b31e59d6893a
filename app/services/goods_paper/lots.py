"""F08: a line for the lot and one for each part split off it, with everything its inspection found."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import amounts
from app.clock import local
from app.i18n import _
from app.models.materials.material_lot import (
    Certificate,
    Inspection,
    LotStatus,
    MaterialLot,
    Verdict,
)
from app.services.forms import Form, FormValue, Options
from app.services.registers.materials import shelf_life
from app.services.registers.materials.lot_judging import phenomena
from app.services.world import ReadWorld

BEFORE = frozenset({LotStatus.RECEIVED_PENDING, LotStatus.INSPECTING})
OWED = frozenset({LotStatus.SHORTAGE_PENDING, LotStatus.SUPPLIED})
GAP = "　"
# Paper is Chinese whatever language the window speaks: nothing printed is translated.
FINDINGS = (
    ("date_finding", "生产日期"), ("count_finding", "数量"), ("size_finding", "规格"),
    ("model_finding", "型号"), ("look_finding", "外观包装"), ("paper_finding", "质量证明"),
    ("performance_finding", "性能"),
)  # fmt: skip


def inspection(world: ReadWorld, form: Form, lot: MaterialLot) -> dict[str, FormValue]:
    """The lines of a delivery, and what was written about each of its parts."""
    all_of_it = [lot, *parts(world.session, lot)]
    several = len(all_of_it) > 1
    told = (*_earlier(world.session, lot), _told(all_of_it))
    return {
        "inspected_at": lot.inspected_at,
        "lots": [_line(form, one, several) for one in all_of_it],
        "narrative": "\n".join(one for one in told if one) or None,
    }


def parts(session: Session, lot: MaterialLot) -> list[MaterialLot]:
    """What was split off a lot, and off its parts; what came later in its stead is a delivery of its own."""
    found: list[MaterialLot] = []
    above = [lot.id] if lot.id else []
    while above:
        below = session.scalars(
            select(MaterialLot)
            .where(
                MaterialLot.parent_id.in_(above),
                MaterialLot.received_at == lot.received_at,
                MaterialLot.status != LotStatus.VOIDED,
            )
            .order_by(MaterialLot.id)
        ).all()
        found += below
        above = [one.id for one in below]
    return found


def did_not_come(lot: MaterialLot) -> bool:
    """What is still owed, or was made up for by another lot: there was nothing to inspect."""
    return lot.status in OWED and lot.verdict is None


def _line(form: Form, lot: MaterialLot, several: bool) -> Mapping[str, FormValue]:
    certificates = [Certificate(one) for one in lot.certificates or []]
    return {
        "subject": lot.subject,
        "specification": lot.specification,
        "model": lot.model,
        "unit": lot.unit,
        "ordered_quantity": lot.ordered_quantity,
        "received_quantity": lot.received_quantity,
        "sampled_quantity": lot.sampled_quantity,
        "lot_number": lot.lot_number,
        "manufactured_on": lot.manufactured_on,
        "expires_on": lot.expires_on,
        "remaining_months": _months_left(lot),
        "registration_number": lot.registration_number,
        "manufacturer": lot.manufacturer,
        "look": _(lot.look_finding.label) if lot.look_finding else None,
        "temperature": _temperature(lot),
        "certificates": Options(
            form.options["certificates"],
            frozenset(list(Certificate).index(one) for one in certificates),
        ),
        "verdict": Options(form.options["verdict"], _verdict(lot)),
        "reason": _reason(lot),
        "findings": GAP.join(_findings(lot, several)),
    }


def _months_left(lot: MaterialLot) -> int | None:
    """Counted from the arrival; a draft may lack it."""
    came: datetime | None = lot.received_at
    if came is None or lot.expires_on is None:
        return None
    return shelf_life.whole_months(local(came).date(), lot.expires_on)


def _temperature(lot: MaterialLot) -> FormValue:
    """What was measured; that it had to be measured is said beside it."""
    measured = lot.arrival_temperature_c
    if not lot.cold_chain:
        return measured
    return "冷链" if measured is None else f"冷链\n{amounts.plain(measured)}"


def _verdict(lot: MaterialLot) -> frozenset[int]:
    """What is judged; a draft says nothing, and of goods that did not come there is nothing to say."""
    if not lot.number or did_not_come(lot):
        return frozenset()
    if lot.verdict is None or (lot.status in BEFORE and not lot.backfilled):
        return frozenset({2})
    return frozenset({list(Verdict).index(lot.verdict)})


def _reason(lot: MaterialLot) -> str:
    if did_not_come(lot):
        return _("短少，待补足") if lot.status is LotStatus.SHORTAGE_PENDING else _("短少，已补足")
    return phenomena(lot)


def _findings(lot: MaterialLot, several: bool) -> Iterator[str]:
    """Which lot it is where there are several, then line by line what was found."""
    if several:
        yield lot.number
    for name, words in FINDINGS:
        if found := getattr(lot, name):
            yield f"{words} {_(found.label)}"


def _told(lots: list[MaterialLot]) -> str:
    told = [(one.number, one.narrative) for one in lots if one.narrative]
    if len(lots) == 1:
        return told[0][1] if told else ""
    return "\n".join(f"{number}：{text}" for number, text in told)


def _earlier(session: Session, lot: MaterialLot) -> list[str]:
    """Earlier rounds of inspection, each with what it said; nothing of them is overwritten."""
    rounds = session.scalars(
        select(Inspection)
        .where(Inspection.lot_id == lot.id, Inspection.round < lot.inspection_round)
        .order_by(Inspection.round)
    ) if lot.id else ()  # fmt: skip
    return [
        _("第 {n} 次检验：{day} {verdict}").format(
            n=one.round, day=local(one.inspected_at).date(), verdict=_(one.verdict.label)
        )
        for one in rounds
    ]
