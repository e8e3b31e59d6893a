"""What tests do with a record besides its steps: read it, put it right, say it was a mistake."""

from typing import Any

from app.services import reading, records
from app.services.registers.register import Register
from tests.cast import Cast


def values_of(cast: Cast, kind: Register, record_id: int) -> dict[str, Any]:
    """Everything that stands in a record."""
    return dict(reading.load(cast.admin, kind, record_id).values)


def change(cast: Cast, kind: Register, record_id: int, **values: Any) -> None:
    """The head of the office corrects it."""
    version = reading.load(cast.admin, kind, record_id).version
    records.change(cast.head, kind, record_id, version, values, "写错")


def void(cast: Cast, kind: Register, record_id: int) -> None:
    """The head of the office voids it."""
    version = reading.load(cast.head, kind, record_id).version
    records.void(cast.head, kind, record_id, version, "开错")
