"""The notice beside the clock: how much of mine is due, and when it may be said again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import clock
from app.i18n import _
from app.services.operations import Desk
from app.services.worklists import worklist
from app.services.worklists.tasks import MINE, OVERDUE, SOON

TIMES_A_DAY = 2
APART = timedelta(hours=4)


@dataclass(frozen=True)
class Due:
    """How many records wait for this person whose deadline has passed, or soon does."""

    overdue: int
    soon: int

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon)

    def heading(self) -> str:
        """The notice's first line."""
        return _("质控台：有 {n} 件等您办理").format(n=self.overdue + self.soon)

    def sentence(self) -> str:
        """What is due. Numbers only: anybody may stand before the screen."""
        words = _("超期 {overdue} 件，2 个工作日内到期 {soon} 件。点这里打开首页。")
        if not self.soon:
            words = _("超期 {overdue} 件。点这里打开首页。")
        elif not self.overdue:
            words = _("2 个工作日内到期 {soon} 件。点这里打开首页。")
        return words.format(overdue=self.overdue, soon=self.soon)


def due(desk: Desk) -> Due:
    """What of the worklist is this person's own to take further, and late or nearly so."""
    mine = worklist.worklist(desk).of(MINE)
    return Due(sum(OVERDUE in one.groups for one in mine), sum(SOON in one.groups for one in mine))


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
