"""People of goods learn of a complaint what the goods did, not whom it befell (domain §2.6)."""

import pytest

from app.services.links import raising
from app.services.operations import Desk
from tests.factory import KIND, registered

NAMED = {
    "patient_name": "欧阳某某", "complainant_name": "欧阳大明", "patient_number": "ZY20260001",
    "narrative": "欧阳大明诉：其母欧阳某某（ZY20260001）输液时接头漏液",
}  # fmt: skip


@pytest.mark.parametrize(
    ("target", "field"), [("in_use_nonconformity", "narrative"), ("disposition_order", "subject")]
)
def test_what_is_raised_on_goods_names_nobody_in_its_text(
    desk: Desk, target: str, field: str
) -> None:
    complaint = registered(desk, **NAMED)
    text = raising.begin(desk, KIND, complaint, target).values[field]
    assert "接头漏液" in text
    assert not [name for name in NAMED if name != "narrative" and NAMED[name] in text]
