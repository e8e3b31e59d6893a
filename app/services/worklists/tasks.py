"""The lines of the worklist: what they say, what they open, and the groups they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.i18n import N_
from app.services.days import due_words

LISTED_MOST = 200
LOOKED_AT_MOST = 2_000

OVERDUE, SOON, MINE, OWED, DRAFTS, SYSTEM = "overdue", "soon", "mine", "owed", "drafts", "system"
EXPIRY, NUDGED, ENVIRONMENT = "expiry", "nudged", "environment"
GROUPS: Mapping[str, str] = {
    NUDGED: N_("催办"),
    OVERDUE: N_("超期"),
    SOON: N_("2 个工作日内到期"),
    MINE: N_("等我办理"),
    OWED: N_("待办后续"),
    EXPIRY: N_("效期"),
    ENVIRONMENT: N_("环境检查"),
    DRAFTS: N_("草稿"),
    SYSTEM: N_("系统事项"),
}


@dataclass(frozen=True)
class Task:
    """One line of the worklist. `slip` opens a draft, `page` a page of 系统, else it is a record.

    `tool` opens a further window, for `about`.
    """

    groups: frozenset[str]
    item: str
    title: str
    next: str
    register: str = ""
    record_id: int | None = None
    slip: str = ""
    page: str = ""
    number: str = ""
    department: str = ""
    due_on: date | None = None
    remaining: due_words.Remaining | None = None
    tone: str = ""
    tool: str = ""
    about: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What the line is found by again after a reload."""
        return f"{self.register}:{self.record_id}:{self.slip}:{self.page}:{self.tool}:{self.title}"


@dataclass(frozen=True)
class WorkList:
    """Everything due for a person. Of each group the first 200 are listed.

    Not `is_whole`: so many records are open that only the oldest and newest were looked through.
    """

    tasks: tuple[Task, ...]
    counts: Mapping[str, int]
    next_due: date | None
    is_whole: bool = True

    def of(self, group: str) -> tuple[Task, ...]:
        """The lines of a group; of all when it is empty."""
        return tuple(one for one in self.tasks if not group or group in one.groups)
