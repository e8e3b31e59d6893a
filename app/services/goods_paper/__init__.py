"""What the forms of clauses 四.1.(4) and 四.3 say besides the record's own fields: lots, orders, entries around it."""

from collections.abc import Callable, Mapping
from typing import Any

from app.services.forms import Form, FormValue
from app.services.goods_paper import lots, orders, receipts, reports, suppliers
from app.services.registers.register import Register
from app.services.survey_paper import feedback, sheets
from app.services.world import ReadWorld

_Reader = Callable[[ReadWorld, Form, Any], dict[str, FormValue]]
_READERS: Mapping[tuple[str, str], _Reader] = {
    ("material_lot", "F08"): lots.inspection,
    ("material_lot", "F05"): reports.of_lot,
    ("in_use_nonconformity", "F05"): reports.of_case,
    ("disposition_order", "F06"): orders.order,
    ("disposition_order", "F07"): orders.proposal,
    ("goods_receipt", "F09"): receipts.receipt,
    ("supplier", "F11"): suppliers.card,
    ("supplier", "F11A"): suppliers.running,
    ("satisfaction_survey", "F15"): sheets.of_survey,
    ("satisfaction_survey", "F16"): sheets.of_survey,
    ("survey_feedback", "F17"): feedback.sheet,
}


def around(world: ReadWorld, kind: Register, form: Form, record: Any) -> dict[str, FormValue]:
    """Values by their names on paper; nothing for the forms of other clauses.

    Raises StepRefused while a proposal F07 would speak of goods that are not inspected yet.
    """
    reader = _READERS.get((kind.name, form.code))
    return reader(world, form, record) if reader else {}
