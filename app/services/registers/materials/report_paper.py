"""不合格品报告 F05: of goods a ward found wanting, and of a lot that was rejected on arrival."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from app.models.materials.material_lot import LotStatus, MaterialLot, Verdict
from app.models.materials.rejection import InUseNonconformity
from app.services.registers.paper import remarks
from app.services.registers.parts import Letter

BEFORE = frozenset({LotStatus.RECEIVED_PENDING, LotStatus.INSPECTING})


def of_case(case: InUseNonconformity, shown: Mapping[str, str]) -> dict[str, str]:
    """What is written of supplier, kind and approval after the report has no box of its own."""
    counted = case.kind_total is not None and _(
        "总数 {total}，合格 {good}，不合格 {bad}，未检 {open}"
    ).format(
        total=case.kind_total, good=case.kind_good or 0, bad=case.kind_bad or 0,
        open=case.kind_open or 0,
    )  # fmt: skip
    return {
        "remarks": remarks(
            case,
            (_("供方核查"), case.supplier_check),
            (_("同类复检"), counted),
            (_("领导意见"), case.leader_opinion),
            (_("供方记录"), case.supplier_note),
        )
    }


def of_lot(lot: MaterialLot, shown: Mapping[str, str]) -> dict[str, str]:
    return {
        "specification": " ".join(one for one in (lot.specification, lot.model) if one),
        "remarks": remarks(lot),
    }


def not_rejected(values: Mapping[str, Any]) -> str | None:
    """Only what an inspection rejected is reported."""
    if values.get("verdict") != Verdict.REJECTED:
        return _("只有判不合格的批才出；这批没有判不合格")
    if values.get("status") in BEFORE:
        return _("还没有判定，办“判不合格”之后再出")
    return None


OF_LOT = Letter(form="F05", paper=of_lot, not_yet=not_rejected)
