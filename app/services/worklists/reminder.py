"""The notice beside the clock: how much of mine is due, who urges me, and when it may be said again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import clock
from app.i18n import _
from app.services.operations import Desk
from app.services.worklists import worklist
from app.services.worklists.tasks import MINE, NUDGED, OVERDUE, SOON

TIMES_A_DAY = 2
APART = timedelta(hours=4)


@dataclass(frozen=True)
class Due:
    """How many records wait for this person whose deadline has passed, or soon does.

    `urged` are the notes of colleagues (催办) this person has not read.
    """

    overdue: int
    soon: int
    urged: int = 0

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon or self.urged)

    def heading(self) -> str:
        """The notice's first line."""
        waiting = self.overdue + self.soon
        if not waiting:
            return _("质控台：有 {n} 条催办未读").format(n=self.urged)
        return _("质控台：有 {n} 件等您办理").format(n=waiting)

    def sentence(self) -> str:
        """What is due. Numbers only: anybody may stand before the screen."""
        parts = (
            (self.overdue, _("超期 {n} 件")), (self.soon, _("2 个工作日内到期 {n} 件")),
            (self.urged, _("催办未读 {n} 条")),
        )  # fmt: skip
        said = "，".join(words.format(n=many) for many, words in parts if many)
        return _("{what}。点这里打开首页。").format(what=said)


def due(desk: Desk) -> Due:
    """What of the worklist is this person's own to take further, and late or nearly so; what urges."""
    found = worklist.worklist(desk)
    overdue, soon = (
        sum(which in one.groups for one in found.of(MINE)) for which in (OVERDUE, SOON)
    )
    return Due(overdue, soon, len(found.of(NUDGED)))


def may_say(said: Sequence[str], now: datetime) -> bool:
    """Whether a notice is allowed after those already given: two a day, four hours apart."""
    today = given_today(said, now)
    return len(today) < TIMES_A_DAY and all(
        now - datetime.fromisoformat(one) >= APART for one in today
    )


def given_today(said: Sequence[str], now: datetime) -> tuple[str, ...]:
    """The notices of the hospital's day, as ISO instants; those that cannot be read are none."""
    return tuple(one for one in said if _day(one) == clock.local(now).date())


def _day(said: str) -> object:
    try:
        return clock.local(datetime.fromisoformat(said)).date()
    except ValueError:
        return None
