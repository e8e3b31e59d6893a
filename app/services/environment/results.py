"""How the result of a check reads: the number with its unit, or what was found, in the words of its limit."""

from decimal import Decimal

from app import amounts
from app.i18n import _
from app.models.environment.check import EnvFinding

_FOUND = "检出"  # as limits are worded: data, not a text of the program


def shown(
    value: Decimal | None, finding: EnvFinding | None, limit: str | None, unit: str | None = ""
) -> str:
    """`3.2 Pa`, `符合`; `未检出` where the limit says that nothing may be found."""
    parts = (amounts.plain(value) if value is not None else "", unit if value is not None else "")
    number = " ".join(part for part in parts if part)
    return " ".join(part for part in (number, _finding(finding, limit or "")) if part)


def _finding(finding: EnvFinding | None, limit: str) -> str:
    if finding is None:
        return ""
    if _FOUND in limit:
        return _("未检出") if finding is EnvFinding.GOOD else _("检出")
    return _(finding.label)
