"""进货检验批: what form F08 says in other words than the screen, and whose names stand under it."""

from collections.abc import Iterator, Mapping

from app.i18n import _
from app.models.materials.material_lot import MaterialLot
from app.services.registers.fields.material_lot import FIELDS
from app.services.registers.paper import remarks

SIGNATURES: dict[str, str | tuple[str, str]] = {
    "inspected": ("inspector_id", "inspected_at"),
    "reviewed": ("reviewer_id", "inspected_at"),
    "reported": "reject",
    "purchasing": "",
}
# What has a box on F08, in its head or in the line of the lot; everything else is a remark.
BOXED = frozenset(
    {"received_at", "subject", "category", "implant", "specification", "model", "unit",
     "lot_number", "manufactured_on", "expires_on", "manufacturer", "registration_number",
     "supplier_name", "purchase_number", "delivery_number", "purchaser_id", "ordered_quantity",
     "received_quantity", "isolation_place", "responsible_department_id",
     "functional_department_id", "sampled_quantity", "date_finding", "count_finding",
     "size_finding", "model_finding", "look_finding", "paper_finding", "performance_finding",
     "certificates", "cold_chain", "arrival_temperature_c", "verdict", "phenomena", "narrative",
     "storage_place", "remarks"}
)  # fmt: skip


def paper(lot: MaterialLot, shown: Mapping[str, str]) -> dict[str, str]:
    """What has no box stands among the remarks; nobody signs what is not judged yet."""
    texts = {"remarks": remarks(lot, *_further(lot, shown))}
    if lot.inspected_at is None:
        texts |= {"inspected": "", "reviewed": ""}
    return texts


def _further(lot: MaterialLot, shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        if field.name not in BOXED and getattr(lot, field.name):
            yield _(field.label), shown[field.name]
