"""不合格品处理: what F06 and the proposal F07 say, and whose names stand under them."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from app.models.materials.rejection import DispositionOrder
from app.services.registers.paper import remarks
from app.services.registers.parts import Letter

PARAGRAPH = "\n　　"  # of a letter: each begins two characters further in
# Who reviewed is known; which of the three departments he spoke for is not: they sign by hand.
SIGNATURES: dict[str, str | tuple[str, str]] = {
    "purchasing": "",
    "using": "",
    "quality": "",
    "reviewed": "review",
    "approved": "approve",
    "executed": ("executor_id", "executed_on"),
    "supervised": ("supervisor_id", "executed_on"),
    "filed": "",
    "closed": "close_order",
    "submitted": ("created_by_id", "issued_at"),
    "head": "",
}


def paper(order: DispositionOrder, shown: Mapping[str, str]) -> dict[str, str]:
    """What only the proposal F07 has a box for is not lost where no F07 is written."""
    return {
        "remarks": remarks(
            order,
            (_("影响评估"), order.impact),
            (_("对供方的建议"), shown["supplier_advice"]),
        )
    }


def proposal(order: DispositionOrder, shown: Mapping[str, str]) -> dict[str, str]:
    """What is proposed, in one text: what becomes of the goods, how, until when."""
    parts = (
        f"{shown['disposition']}。" if order.disposition else "",
        order.requirement,
        order.requested_on and _("期限：{day}。").format(day=shown["requested_on"]),
    )
    return {"proposal": PARAGRAPH.join(one for one in parts if one)}


def not_yet(values: Mapping[str, Any]) -> str | None:
    """A leader decides on what is known: which departments and patients it touches."""
    if not values.get("impact"):
        return _("还没有影响评估：在“评审与审批”一节填写")
    return None


PROPOSAL = Letter(form="F07", paper=proposal, not_yet=not_yet)
