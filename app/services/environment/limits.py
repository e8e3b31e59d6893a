"""The limits of Table 4 as versions, and which one holds on a day (三.8, 四.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.environment.standard import EnvLimit, Frequency, LimitType, SourceStatus
from app.services.registers.environment import judging

Line = tuple[int, str]
"""An item's id and the name of one of its lines."""


@dataclass(frozen=True, slots=True)
class LimitView:
    """One version of a limit, as it is judged by, shown and printed."""

    id: int
    item_id: int
    line: str
    name: str
    limit_type: LimitType
    low: Decimal | None
    high: Decimal | None
    unit: str
    wording: str
    action_low: Decimal | None
    action_high: Decimal | None
    plausible_low: Decimal | None
    plausible_high: Decimal | None
    frequency: Frequency
    month_from: int | None
    month_to: int | None
    standard_no: str
    standard_year: int | None
    source_status: SourceStatus
    source: str
    effective_from: date
    enabled: bool

    @property
    def words(self) -> str:
        """The limit as sheets print it, without its unit: `5–20`."""
        return judging.in_words(self, self.wording)

    @property
    def standard(self) -> str:
        """The standard with its year: `GB 15982-2012`."""
        return (
            f"{self.standard_no}-{self.standard_year}" if self.standard_year else self.standard_no
        )

    @property
    def season(self) -> tuple[int, int] | None:
        """The months it holds in, where it is a line of a season."""
        if self.month_from is None or self.month_to is None:
            return None
        return self.month_from, self.month_to


_COLUMNS = [getattr(EnvLimit, one.name) for one in fields(LimitView)]


def load(session: Session) -> Mapping[Line, tuple[LimitView, ...]]:
    """Every line with its versions, the newest first."""
    rows = session.execute(
        select(*_COLUMNS).order_by(
            EnvLimit.item_id, EnvLimit.line, EnvLimit.effective_from.desc(), EnvLimit.id
        )
    )
    found: dict[Line, list[LimitView]] = {}
    for row in rows:
        view = LimitView(*row)
        found.setdefault((view.item_id, view.line), []).append(view)
    return {line: tuple(versions) for line, versions in found.items()}


def in_force(versions: Iterable[LimitView], day: date) -> LimitView | None:
    """The version that holds on a day, of versions the newest first; None before the first."""
    return next((one for one in versions if one.effective_from <= day), None)
