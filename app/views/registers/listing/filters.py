"""What a person looks for in a register: a value that becomes a query, and says itself in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app import clock
from app.i18n import N_, _
from app.models.base import Choice
from app.services import lists
from app.services.registers.register import Kind, Register

ALL, MONTH, QUARTER, YEAR = "all", "month", "quarter", "year"
TWELVE_MONTHS = "twelve"
PERIODS = {
    ALL: N_("全部"),
    MONTH: N_("本月"),
    QUARTER: N_("本季度"),
    YEAR: N_("本年"),
    TWELVE_MONTHS: N_("近 12 个月"),
}
_MONTHS_OFFERED = 12
OVERDUE, SOON = "overdue", "soon"
# Among a register's heads: what stands in the empty search box.
SEARCH = "search"
DUES = {OVERDUE: N_("超期"), SOON: N_("2 个工作日内到期")}
EVERYTHING, OPEN, OURS, OURS_OPEN = "", "open", "ours", "ours_open"
SCOPES = {
    EVERYTHING: N_("全部"),
    OPEN: N_("未办结"),
    OURS: N_("我科"),
    OURS_OPEN: N_("我科未办结"),
}

_PICKED = frozenset({Kind.CHOICE, Kind.DEPARTMENT})
FIRST_PICKS = 2


@dataclass(frozen=True)
class Filters:
    """Everything that narrows a list. `picks` are exact values by field name."""

    text: str = ""
    period: str = ALL
    scope: str = EVERYTHING
    picks: Mapping[str, object] = field(default_factory=dict)
    status: Choice | None = None
    due: str = ""

    def is_empty(self) -> bool:
        """Whether nothing is hidden."""
        return self == Filters()

    def query(self, sort: str = "", descending: bool = True) -> lists.Query:
        """The same as a query of today."""
        first, last = period_days(self.period, clock.today())
        return lists.Query(
            text=self.text,
            status=self.status,
            due=self.due,
            filters=dict(self.picks),
            received_from=first,
            received_to=last,
            is_open=self.scope in (OPEN, OURS_OPEN),
            is_ours=self.scope in (OURS, OURS_OPEN),
            sort=sort,
            descending=descending,
        )


@dataclass(frozen=True)
class Condition:
    """One condition that is on: its words in a sentence, its short name, and the filters without it."""

    words: str
    name: str
    without: Filters


def conditions(
    register: Register, filters: Filters, names: Mapping[str, Mapping[object, str]]
) -> list[Condition]:
    """Every condition that is on. `names` gives the words of the values picked, by field."""
    found = []
    if filters.text:
        words = _("含“{text}”").format(text=filters.text)
        found.append(Condition(words, filters.text, replace(filters, text="")))
    for name, value in filters.picks.items():
        label, shown = head(register, name), names[name].get(value, str(value))
        rest = {key: one for key, one in filters.picks.items() if key != name}
        words = _("{label}为{value}").format(label=label, value=shown)
        found.append(Condition(words, shown, replace(filters, picks=rest)))
    if filters.period != ALL:
        period, received = period_words(filters.period), head(register, register.received)
        words = _("{period}{received}").format(period=period, received=received)
        found.append(Condition(words, period, replace(filters, period=ALL)))
    if filters.scope:
        scope = _(SCOPES[filters.scope])
        found.append(Condition(scope, scope, replace(filters, scope=EVERYTHING)))
    if filters.status is not None:
        state = _(filters.status.label)
        words = _("状态为{state}").format(state=state)
        found.append(Condition(words, state, replace(filters, status=None)))
    if filters.due:
        due = due_words(register, filters.due)
        found.append(Condition(due, due, replace(filters, due="")))
    return found


def due_words(register: Register, due: str) -> str:
    """A chip of the second group in words; empty for one the register does not know."""
    watches = {one.name: one.label for one in register.watches}
    text = DUES.get(due) or watches.get(due)
    return _(text) if text else ""


def head(register: Register, name: str) -> str:
    """What a field is called in lists."""
    return _(register.heads.get(name, register[name].label))


def period_days(period: str, today: date) -> tuple[date | None, date | None]:
    """First and last day of a period that contains `today`; None where it is open."""
    if period == MONTH:
        first = today.replace(day=1)
        return first, _before_next_month(first)
    if period == QUARTER:
        first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
        last = _before_next_month(first.replace(month=first.month + 2))
        return first, last
    if period == YEAR:
        return today.replace(month=1, day=1), today.replace(month=12, day=31)
    if period == TWELVE_MONTHS:
        return date.fromisoformat(f"{months(today)[-1]}-01"), today
    if period not in PERIODS:
        first = date.fromisoformat(f"{period}-01")
        return first, _before_next_month(first)
    return None, None


def period_words(period: str) -> str:
    """A period in words: `本月`, `2026 年 3 月`."""
    if period in PERIODS:
        return _(PERIODS[period])
    year, month = period.split("-")
    return _("{y} 年 {m} 月").format(y=year, m=int(month))


def months(today: date) -> list[str]:
    """The last twelve months as periods of their own, `2026-03`, the running one first."""
    found = [today.replace(day=1)]
    while len(found) < _MONTHS_OFFERED:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return [f"{first:%Y-%m}" for first in found]


def _before_next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def pick_fields(register: Register) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields with a pick list of their own, and those behind 更多筛选."""
    shown = [
        one.name
        for one in (register[name] for name in register.columns)
        if one.kind in _PICKED and not one.many
    ]
    more = [
        one.name
        for one in register.fields
        if one.kind in _PICKED and one.width and not one.many and one.name not in shown
    ]
    return tuple(shown[:FIRST_PICKS]), tuple(shown[FIRST_PICKS:] + more)
