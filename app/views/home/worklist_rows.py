"""How the lines of the worklist look: columns, badges, chips, and what is said when there are none."""

from datetime import date

from app import clock
from app.i18n import N_, _
from app.services.worklists import tasks
from app.services.worklists.tasks import Task, WorkList
from app.views import theme
from app.views.registers.state_badges import due_badge
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import Chip
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

ALL = ""
HEADINGS = (N_("期限"), N_("类别"), N_("事项"), N_("下一步"), N_("科室"), N_("编号"))
COLUMNS = (
    TableColumn(theme.WIDTHS["column_deadline"]),
    TableColumn(theme.WIDTHS["column_department"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(theme.WIDTHS["column_deadline"] + theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["column_department"] + theme.MARGIN, drop=1),
    TableColumn(theme.WIDTHS["column_number"], drop=2),
)
_TONES = {tasks.OVERDUE: "fail", tasks.SOON: "wait", tasks.NUDGED: "wait"}


def cells(task: Task) -> tuple[Cell, ...]:
    """One line."""
    return (
        _when(task),
        Cell(task.item, "text2"),
        Cell(task.title),
        Cell(task.next),
        Cell(task.department or "—", "text2"),
        Cell(task.number or "—", "text2"),
    )


def _when(task: Task) -> Cell:
    badge = _badge(task)
    if badge is not None:
        return Cell(badge=badge)
    return Cell(_("草稿") if tasks.DRAFTS in task.groups else "—", "text2")


def _badge(task: Task) -> Badge | None:
    if tasks.NUDGED in task.groups:
        return Badge(_("催办"), "exclamation", "wait")
    if task.remaining is not None:
        return due_badge(task.remaining)
    if tasks.SYSTEM in task.groups:
        return Badge(_("需处理"), "exclamation", "fail" if task.tone == "fail" else "wait")
    if tasks.ENVIRONMENT in task.groups and task.due_on is not None:
        return _measuring(task, task.due_on)
    return None


def _measuring(task: Task, day: date) -> Badge:
    """What is to be measured, or was not."""
    if task.tone == "fail":
        return Badge(_("漏测 {day}").format(day=f"{day:%m-%d}"), "exclamation", "fail")
    if day <= clock.today():
        return Badge(_("今天"), "clock", "wait")
    return Badge(_("{day} 前").format(day=f"{day:%m-%d}"), "clock", "neutral_open")


def many(work: WorkList, group: str) -> int:
    """How many there are, listed or not; of 全部 at least as many as of any group."""
    if group == ALL:
        return max(len(work.tasks), *work.counts.values())
    return work.counts[group]


def chips(work: WorkList) -> list[Chip]:
    """全部 and one chip for each group that has lines."""
    return [
        Chip(ALL, _("全部"), many(work, ALL)),
        *(
            Chip(group, _(words), work.counts[group], _TONES.get(group, ""))
            for group, words in tasks.GROUPS.items()
            if work.counts[group]
        ),
    ]


def nothing_words(next_due: date | None) -> tuple[str, str]:
    """The calm state: nothing is due, and when the next thing is."""
    second = _("新登记的事和快到期的事会自己出现在这里。")
    if next_due is None:
        return _("今天没有到期的事"), second
    return (
        _("今天没有到期的事。最近一件在 {m} 月 {d} 日").format(m=next_due.month, d=next_due.day),
        second,
    )
