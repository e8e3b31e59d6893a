"""Which condition hides everything: tried out one by one, so that the empty page can say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import _
from app.services import lists
from app.services.operations import Desk
from app.services.registers.register import Register
from app.views.registers.listing.filters import Condition, Filters


@dataclass(frozen=True)
class EmptyWords:
    """What to leave out, how many there are then, and the sentence that says so."""

    words: str = ""
    count: int = 0
    without: Filters | None = None


def probe(desk: Desk, register: Register, conditions: Sequence[Condition]) -> EmptyWords:
    """The first condition, the last ones first, without which something is found."""
    for condition in reversed(conditions):
        n = len(lists.ids(desk, register, condition.without.query()))
        if n:
            words = _("去掉“{name}”后有 {n} 件。").format(name=condition.name.strip("含“”"), n=n)
            return EmptyWords(words, n, condition.without)
    return EmptyWords()
