"""How long the papers of a lot are kept: implants for ever, drugs and devices by the day they run out."""

from app.clock import local
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import Keeping, MaterialLot
from app.services.registers.materials.shelf_life import months_after

# Months after the last day of use; drugs at least so many after arrival (resources, retention).
AFTER_DRUG, LEAST_DRUG, AFTER_DEVICE, USUAL = 12, 36, 24, 60
_DEVICES = frozenset({ItemCategory.CONSUMABLE, ItemCategory.INSTRUMENT})


def note(lot: MaterialLot) -> None:
    """Write what follows from category, implant and the last day of use; nothing without a category."""
    came = local(lot.received_at).date()
    lot.keeping, lot.kept_until = keeping_of(lot), None
    if lot.keeping is Keeping.DRUG:
        lot.kept_until = months_after(came, LEAST_DRUG)
        if lot.expires_on is not None:
            lot.kept_until = max(lot.kept_until, months_after(lot.expires_on, AFTER_DRUG))
    elif lot.keeping is Keeping.DEVICE and lot.expires_on is not None:
        lot.kept_until = months_after(lot.expires_on, AFTER_DEVICE)
    elif lot.keeping is Keeping.USUAL:
        lot.kept_until = months_after(came, USUAL)


def keeping_of(lot: MaterialLot) -> Keeping | None:
    """By which rule; a device without a last day is kept as other goods."""
    if lot.implant:
        return Keeping.FOREVER
    if lot.category is None:
        return None
    if lot.category is ItemCategory.DRUG:
        return Keeping.DRUG
    if lot.category is ItemCategory.EQUIPMENT:
        return Keeping.EQUIPMENT
    return Keeping.DEVICE if lot.category in _DEVICES and lot.expires_on else Keeping.USUAL
