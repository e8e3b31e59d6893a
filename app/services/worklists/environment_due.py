"""What is to be measured today and what was missed, a line for a department and item (四.4).

Who measures sees what the own department has to; who supervises sees what was missed there. There are
never more than `MOST` lines of a kind: many items become one line of their department.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.organisation import Role
from app.services.environment import periods, plan, round_drafts
from app.services.environment.plan import Slot, SlotState
from app.services.registers.world import Actor

MOST = 12
NAMED = 3
# What was missed leaves the list; the calendar keeps it.
SHORT_FOR, LONG_FOR = timedelta(days=7), timedelta(days=31)
_MEASURING = frozenset(
    {Role.REGISTRAR, Role.DEPT_HEAD, Role.HANDLER, Role.OFFICE_HEAD, Role.STOREKEEPER,
     Role.ENVIRONMENT_SUPERVISOR}
)  # fmt: skip
_SUPERVISING = frozenset({Role.HANDLER, Role.OFFICE_HEAD, Role.ENVIRONMENT_SUPERVISOR})


@dataclass(frozen=True)
class DueLine:
    """Points of a department that are due until a day, or were missed last on it."""

    is_missed: bool
    department_id: int
    department: str
    title: str
    day: date

    @property
    def begins(self) -> str:
        """What is to be done about it."""
        return _("看日历") if self.is_missed else _("开始巡查")


def lines(session: Session, actor: Actor) -> list[DueLine]:
    """What concerns this person now: due first, then missed, in walking order."""
    own = bool(actor.roles & _MEASURING)
    supervises = bool(actor.roles & _SUPERVISING)
    if not own and not supervises:
        return []
    today = clock.today()
    only = None if supervises else actor.department_id
    slots = [
        one for one in plan.between_in(session, today - LONG_FOR, today, only)
        if _concerns(one, actor, supervises)
    ]  # fmt: skip
    due = [
        one for one in slots
        if one.state is SlotState.DUE and one.department_id == actor.department_id
    ]  # fmt: skip
    missed = [one for one in slots if one.state is SlotState.MISSED and _is_recent(one, today)]
    return [*_grouped(due, False), *_grouped(missed, True)]


def begun(session: Session, actor: Actor) -> list[str]:
    """Rounds this person began and did not hand in, in words."""
    return [
        _("{time} 的巡查，填了 {n} 项没有提交").format(
            time=f"{clock.local(one.started_at):%m-%d %H:%M}", n=one.filled
        )
        for one in round_drafts.begun_in(session, actor.id)
    ]


def _concerns(slot: Slot, actor: Actor, supervises: bool) -> bool:
    return slot.department_id == actor.department_id or (
        supervises and slot.point.supervising_id == actor.department_id
    )


def _is_recent(slot: Slot, today: date) -> bool:
    kept = SHORT_FOR if slot.frequency in periods.SHORT else LONG_FOR
    return slot.ends >= today - kept


def _grouped(slots: Sequence[Slot], is_missed: bool) -> list[DueLine]:
    """A line for each item of a department; where these are too many, for each department."""
    by_item: dict[tuple[int, str], list[Slot]] = {}
    by_department: dict[int, list[Slot]] = {}
    for one in slots:
        by_item.setdefault((one.department_id, one.item_code), []).append(one)
        by_department.setdefault(one.department_id, []).append(one)
    if len(by_item) <= MOST:
        return [
            _line(group, _item_words(group, is_missed), is_missed) for group in by_item.values()
        ]
    groups = list(by_department.values())
    shown, rest = (groups, []) if len(groups) <= MOST else (groups[: MOST - 1], groups[MOST - 1 :])
    found = [_line(group, _department_words(group, is_missed), is_missed) for group in shown]
    if rest:
        many = sum(len(group) for group in rest)
        words = (
            _("其他 {n} 个科室漏测 {many} 次") if is_missed else _("其他 {n} 个科室待测 {many} 处")
        )
        every = [one for group in rest for one in group]
        title = words.format(n=len(rest), many=many)
        found.append(DueLine(is_missed, 0, "", title, _day(every, is_missed)))
    return found


def _line(group: Sequence[Slot], title: str, is_missed: bool) -> DueLine:
    first = group[0]
    return DueLine(is_missed, first.department_id, first.department, title, _day(group, is_missed))


def _day(group: Iterable[Slot], is_missed: bool) -> date:
    days = [one.ends for one in group]
    return max(days) if is_missed else min(days)


def _item_words(group: Sequence[Slot], is_missed: bool) -> str:
    item, where = group[0].item, _places(group)
    if not is_missed:
        half = group[0].half
        return f"{item} {_(half)}：{where}" if half else f"{item}：{where}"
    return _("{item}漏测 {n} 次：{where}").format(item=item, n=len(group), where=where)


def _department_words(group: Sequence[Slot], is_missed: bool) -> str:
    items = len({one.item_code for one in group})
    if is_missed:
        return _("{items} 项漏测 {n} 次").format(items=items, n=len(group))
    return _("{items} 项 {n} 处待测").format(items=items, n=len(group))


def _places(group: Sequence[Slot]) -> str:
    names = list(dict.fromkeys(one.place for one in group))
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else _("{names}等 {n} 处").format(names=shown, n=len(names))
