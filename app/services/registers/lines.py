"""Tables inside a record: rows kept as plain JSON values, read again with types of their own."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app import amounts
from app.services.registers.register import Field, Kind

READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.DATE: date.fromisoformat,
    Kind.DATETIME: datetime.fromisoformat,
    Kind.DECIMAL: Decimal,
}


def plain(value: Any) -> Any:
    """An accepted value as a row keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return amounts.plain(value)
    return value.value if hasattr(value, "value") else value


def read(field: Field, kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as editors, paper and reports take them."""
    return [
        {
            part.name: READ[part.kind](row[part.name]) if part.kind in READ else row[part.name]
            for part in field.lines
            if part.name in row
        }
        for row in kept
    ]


def total(kept: Sequence[Mapping[str, Any]], name: str) -> Decimal:
    """The sum of an amount over rows as they are kept."""
    return sum((Decimal(str(row[name])) for row in kept if row.get(name) is not None), Decimal(0))
