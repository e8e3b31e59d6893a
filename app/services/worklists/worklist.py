"""The worklist: overdue, due soon, waiting for me, follow-ups owed, drafts; computed from the data."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.bookkeeping import FollowUp
from app.services import access, lists
from app.services.days import due_words, workdays
from app.services.days import hours as by_hour
from app.services.operations import Desk, actor_of
from app.services.owing.duties import FOLLOW_UP_LABELS
from app.services.people import directory
from app.services.registers.catalog import REGISTERS
from app.services.registers.parts import Hours, Watch
from app.services.registers.register import Kind, Register
from app.services.registers.world import Actor
from app.services.values import TITLE_LENGTH, Names, title_of
from app.services.worklists import besides, whose
from app.services.worklists.tasks import (
    DRAFTS,
    ENVIRONMENT,
    EXPIRY,
    GROUPS,
    LISTED_MOST,
    LOOKED_AT_MOST,
    MINE,
    NUDGED,
    OVERDUE,
    OWED,
    SOON,
    SYSTEM,
    Task,
    WorkList,
)  # fmt: skip


@dataclass
class _Found:
    """Record ids with the groups they were found in, and how many there are of each group."""

    groups: dict[int, set[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    next_due: date | None = None
    is_whole: bool = True


def worklist(desk: Desk) -> WorkList:
    """What is overdue, due soon or waiting for this person over all registers; system matters."""
    tasks = besides.matters(desk)
    counts = dict.fromkeys(GROUPS, 0) | {SYSTEM: len(tasks)}
    days: list[date] = []
    is_whole = True
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        names = directory.read(session).names()
        calendar = workdays.load(session)
        for kind in REGISTERS:
            found = _find(session, actor, kind, calendar)
            tasks += _tasks(session, actor, kind, found, names, calendar)
            for group, many in found.counts.items():
                counts[group] += many
            is_whole = is_whole and found.is_whole
            if found.next_due is not None:
                days.append(found.next_due)
        others = besides.of_person(session, actor, names)
    for one in others:
        for group in one.groups:
            counts[group] += 1
    tasks += others
    return WorkList(tuple(sorted(tasks, key=_order)), counts, min(days, default=None), is_whole)


def _order(task: Task) -> tuple[Any, ...]:
    """Grave matters, notes, overdue, due soon, to be measured, other matters, what is running, the rest."""
    is_running = task.remaining is not None and task.remaining.tone is due_words.Tone.PLAIN
    ranks = (
        task.tone == "fail" and SYSTEM in task.groups,
        NUDGED in task.groups,
        OVERDUE in task.groups,
        SOON in task.groups,
        ENVIRONMENT in task.groups and task.tone != "fail",
        SYSTEM in task.groups,
        is_running,
        DRAFTS not in task.groups,
    )
    rank = next((place for place, is_so in enumerate(ranks) if is_so), len(ranks))
    return (rank, task.due_on or date.max, task.number)


# ---- which records -----------------------------------------------------------------------------


def _find(
    session: Session, actor: Actor, kind: Register, calendar: workdays.WorkCalendar
) -> _Found:
    model: Any = kind.model
    found = _Found()
    open_now = _open_ids(session, actor, kind)
    found.is_whole = len(open_now) < LOOKED_AT_MOST
    among = model.id.in_(open_now)
    if hasattr(model, "due_on"):
        for group in (OVERDUE, SOON):
            conditions = [among, *lists.due_condition(kind, group, calendar)]
            _take(session, kind, found, group, conditions)
        later = [among, *lists.due_condition(kind, "later", calendar)]
        found.next_due = session.scalar(select(func.min(model.due_on)).where(*later))
    if kind.hours is not None:
        _take_by_hour(session, kind, kind.hours, found, among)
    mine = whose.mine(actor, kind)
    if mine is not None:
        _take(session, kind, found, MINE, [among, mine])
    owed = exists().where(
        FollowUp.register == kind.name,
        FollowUp.record_id == model.id,
        FollowUp.done_at.is_(None),
    )
    _take(session, kind, found, OWED, [among, whose.concerns(actor, kind), owed])
    for watch in kind.watches:
        if concerned := lists.watched_by(actor, kind, watch):
            _take_watched(session, kind, found, watch, concerned)
    return found


def _take_watched(
    session: Session, kind: Register, found: _Found, watch: Watch, conditions: list[Any]
) -> None:
    """What runs out, the first days first; what is over is overdue too."""
    model: Any = kind.model
    days = [getattr(model, name) for name in watch.days]
    groups = (OVERDUE, EXPIRY) if watch.is_over else (EXPIRY,)
    ids = session.scalars(select(model.id).where(*conditions).order_by(*days, model.id)).all()
    for group in groups:
        new = [one for one in ids if group not in found.groups.get(one, ())]
        found.counts[group] = found.counts.get(group, 0) + len(new)
    for one in ids[:LISTED_MOST]:
        found.groups.setdefault(one, set()).update(groups)


def _open_ids(session: Session, actor: Actor, kind: Register) -> list[int]:
    """What this person sees of the open records, from which the groups are told apart by id.

    Few records are open at a time, whatever the register's length: an index of states gives them.
    Where they are very many, the oldest and the newest are looked through; of these the index of
    the lists, walked in its order, knows state and departments without reading the records.
    """
    model: Any = kind.model
    current = whose.current(kind)
    state = func.coalesce(model.status, "")
    in_order = getattr(model, kind.received)
    few = select(model.id).where(model.status.in_(kind.open_states), current)
    few = few.limit(LOOKED_AT_MOST + 1)
    ids = list(session.scalars(few))
    seen = access.visible(actor, kind)
    if len(ids) <= LOOKED_AT_MOST:
        return list(session.scalars(select(model.id).where(model.id.in_(ids), seen)))
    many = select(model.id).where(state.in_([one.value for one in kind.open_states]), current, seen)
    half = LOOKED_AT_MOST // 2
    oldest = session.scalars(many.order_by(in_order).limit(half))
    newest = session.scalars(many.order_by(in_order.desc()).limit(half))
    return list({*oldest, *newest})


def _take(
    session: Session, kind: Register, found: _Found, group: str, conditions: list[Any]
) -> None:
    """The first records of a group by their deadline, and how many there are."""
    model: Any = kind.model
    order = (model.due_on, model.id) if hasattr(model, "due_on") else (model.id,)
    ids = session.scalars(select(model.id).where(*conditions).order_by(*order)).all()
    found.counts[group] = len(ids)
    for one in ids[:LISTED_MOST]:
        found.groups.setdefault(one, set()).add(group)


def _take_by_hour(
    session: Session, kind: Register, hours: Hours, found: _Found, among: ColumnElement[bool]
) -> None:
    """Until a deadline by the hour is met the record is due, whatever its day says."""
    model: Any = kind.model
    until, done = getattr(model, hours.until), getattr(model, hours.done)
    running = select(model.id, until).where(among, until.is_not(None), done.is_(None))
    for record_id, moment in session.execute(running):
        group = OVERDUE if moment < clock.now() else SOON
        if group not in found.groups.setdefault(record_id, set()):
            found.groups[record_id].add(group)
            found.counts[group] += 1


# ---- what is said of them ----------------------------------------------------------------------


def _tasks(
    session: Session,
    actor: Actor,
    kind: Register,
    found: _Found,
    names: Names,
    calendar: workdays.WorkCalendar,
) -> list[Task]:
    if not found.groups:
        return []
    model: Any = kind.model
    rows = session.execute(select(*_columns(kind)).where(model.id.in_(found.groups)))
    owed = _owed(session, kind, [one for one, groups in found.groups.items() if OWED in groups])
    return [
        Task(
            frozenset(found.groups[row.id]),
            _(kind.item),
            title_of(kind, row._asdict(), row.number),
            _next(kind, row, found.groups[row.id], owed.get(row.id, "")),
            register=kind.name,
            record_id=row.id,
            number=row.number,
            department=names.departments.get(_office(kind, row), ""),
            due_on=_last_day(kind, row, found.groups[row.id]) or getattr(row, "due_on", None),
            remaining=_remaining(kind, row, calendar, found.groups[row.id]),
        )
        for row in rows
    ]


def _last_day(kind: Register, row: Any, groups: set[str]) -> date | None:
    """The day a watched record runs out, or ran out."""
    if EXPIRY not in groups:
        return None
    names = dict.fromkeys(name for watch in kind.watches for name in watch.days)
    return min((day for name in names if (day := getattr(row, name))), default=None)


def _remaining(
    kind: Register, row: Any, calendar: workdays.WorkCalendar, groups: set[str]
) -> due_words.Remaining | None:
    if (last := _last_day(kind, row, groups)) is not None:
        return due_words.until_last_day(last, clock.today())
    until = kind.hours.runs_until(row) if kind.hours else None
    return by_hour.remaining(until, clock.now()) if until else lists.remaining(kind, row, calendar)


def _columns(kind: Register) -> list[Any]:
    """Only what a line shows: of long texts the beginning."""
    model: Any = kind.model
    wanted = ["id", "number", "status", kind.received, "due_on", "original_due_on", "paused_on",
              "pause_reason", kind.answered, kind.road_by, kind.rest.done if kind.rest else "",
              *((kind.hours.until, kind.hours.done) if kind.hours else ()), *kind.wards, *kind.offices,
              *(name for watch in kind.watches for name in watch.days),
              kind.told.at if kind.told else ""]  # fmt: skip
    columns = [getattr(model, one) for one in dict.fromkeys(wanted) if one and hasattr(model, one)]
    for name in kind.subject:
        if name in wanted:
            continue
        column = getattr(model, name)
        is_long = kind[name].kind is Kind.LONG_TEXT
        columns.append(func.substr(column, 1, 2 * TITLE_LENGTH).label(name) if is_long else column)
    return columns


def _next(kind: Register, row: Any, groups: set[str], owed: str) -> str:
    """While a deadline runs the next step; afterwards what is still owed stands in its way."""
    if kind.hours is not None and kind.hours.runs_until(row):
        return _(kind.hours.what)
    if EXPIRY in groups:
        is_over = OVERDUE in groups
        return _(next(one.what for one in kind.watches if one.is_over == is_over))
    if kind.told is not None and getattr(row, kind.told.at) is not None:
        return _(kind.told.what).format(next=next_words(kind, row))
    return next_words(kind, row) if groups & {OVERDUE, SOON} else owed or next_words(kind, row)


def next_words(kind: Register, row: Any) -> str:
    """The next step on the road, in its own word."""
    if getattr(row, "paused_on", None):
        return _("恢复计时后继续办理")
    if row.status in kind.waits:
        return _(kind.waits[row.status].what)
    onward = (one for one in kind.steps if row.status in one.sources and kind.leads_on(row, one))
    step = next(onward, None)
    return _(step.label).rstrip("…") if step else _(row.status.label)


def _office(kind: Register, row: Any) -> int:
    """Who has it now: the office, or the ward that registered it."""
    for name in (*kind.offices, *reversed(kind.wards)):
        value = getattr(row, name)
        if isinstance(value, int):
            return value
    return 0


def _owed(session: Session, kind: Register, ids: list[int]) -> dict[int, str]:
    """Record → what it still owes, in a sentence."""
    query = (
        select(FollowUp.record_id, FollowUp.kind)
        .where(
            FollowUp.register == kind.name, FollowUp.record_id.in_(ids), FollowUp.done_at.is_(None)
        )
        .order_by(FollowUp.record_id, FollowUp.id)
    )
    rows = session.execute(query).all() if ids else ()
    return {
        record_id: _("办结：{what}").format(
            what="、".join(
                dict.fromkeys(_(FOLLOW_UP_LABELS.get(one.kind, one.kind)) for one in owed)
            )
        )
        for record_id, owed in groupby(rows, key=lambda one: one.record_id)
    }
