"""供方档案: what the card F11 says, and the page that follows it."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from app.models.materials.supplier import Supplier
from app.services.registers.paper import remarks
from app.services.registers.parts import Letter


def paper(supplier: Supplier, shown: Mapping[str, str]) -> dict[str, str]:
    standing = _(supplier.status.label) if supplier.status else ""
    return {"standing": standing, "remarks": remarks(supplier)}


def running(supplier: Supplier, shown: Mapping[str, str]) -> dict[str, str]:
    """Its remarks say what the reader may not see; those of the card stand on the card."""
    return {"remarks": ""}


def always(values: Mapping[str, Any]) -> str | None:
    return None


RUNNING = Letter(form="F11A", paper=running, not_yet=always)
