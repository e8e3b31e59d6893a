"""Numbers as people count and write them: without zeros that say nothing, shares to one place."""

from decimal import ROUND_HALF_UP, Decimal

NONE = "—"
_TENTH = Decimal("0.1")


def plain(value: Decimal | None) -> str:
    """`2`, `0.5`, `150`: without zeros that say nothing; empty for none."""
    return "" if value is None else format(value.normalize(), "f")


def rate(part: int | Decimal, whole: int | Decimal, of: int = 100) -> Decimal | None:
    """So many in a hundred (ten thousand), to one place; None where there is nothing to divide by."""
    if not whole:
        return None
    return (Decimal(part) * of / whole).quantize(_TENTH, ROUND_HALF_UP)


def percent(value: Decimal | None) -> str:
    """A share as it is shown: `94.8 %`, and `—` where nothing can be said."""
    return NONE if value is None else f"{plain(value)} %"
