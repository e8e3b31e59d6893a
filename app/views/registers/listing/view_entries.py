"""The views a register offers: those made from it, and those people have saved."""

from dataclasses import dataclass

from app.i18n import _
from app.services.registers.register import Register
from app.services.saved_views import Look, View
from app.views.registers.listing import filters as f
from app.views.registers.listing.filters import Filters

ALL = "all"


@dataclass(frozen=True)
class Entry:
    """One view: its filters, order and columns; empty ones mean the usual. `view` if saved."""

    key: str
    text: str
    filters: Filters
    letters: str = ""
    sort: str = ""
    descending: bool = True
    columns: tuple[str, ...] = ()
    view: View | None = None


def built_in(register: Register) -> list[Entry]:
    """Every register has these, computed from what is in it today."""
    ours = Filters(period=f.MONTH, scope=f.OURS_OPEN)
    found = [
        Entry(ALL, _("全部"), Filters(), "qb"),
        Entry("ours", _("本月我科未办结"), ours, "bywkwbj"),
    ]
    if hasattr(register.model, "due_on"):
        late, soon = _(f.DUES[f.OVERDUE]), _(f.DUES[f.SOON])
        found.append(Entry("overdue", late, Filters(due=f.OVERDUE), "cq"))
        found.append(Entry("soon", soon, Filters(due=f.SOON), "2ggzrndq"))
    watches = register.watches
    found += [Entry(one.name, _(one.label), Filters(due=one.name)) for one in watches]
    return found


def entry_of(register: Register, view: View) -> Entry:
    """A saved view; what the register no longer knows of it is left out."""
    look = view.look
    filters = Filters(
        text=look.text,
        period=look.period if look.period in f.PERIODS else f.ALL,
        scope=look.scope if look.scope in f.SCOPES else f.EVERYTHING,
        picks=_picks(register, look),
        status=next((one for one in register.status if one.value == look.status), None),
        due=look.due if f.due_words(register, look.due) else "",
    )
    text = _("{name}（共用）").format(name=view.name) if view.is_shared else view.name
    return Entry(key_of(view.id), text, filters, "", look.sort, look.descending, look.columns, view)


def key_of(view_id: int) -> str:
    """How a saved view is remembered."""
    return f"#{view_id}"


def look_of(filters: Filters, sort: str, descending: bool, columns: tuple[str, ...]) -> Look:
    """What is seen now, to be saved."""
    picks = {
        name: value if isinstance(value, int) else str(value)
        for name, value in filters.picks.items()
    }
    status = filters.status.value if filters.status is not None else ""
    return Look(
        filters.text, filters.period, filters.scope, picks, status, filters.due, sort, descending,
        columns,
    )  # fmt: skip


def _picks(register: Register, look: Look) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in look.picks.items():
        field = register.by_name.get(name)
        if field is None:
            continue
        if field.choices is None:
            found[name] = value
        elif value in [one.value for one in field.choices]:
            found[name] = field.choices(value)
    return found
