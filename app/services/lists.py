"""Lists of records: a frozen query → ids → rows of shown text, narrowed to what a person may see."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app import clock
from app.i18n import _
from app.models.base import Choice
from app.services import access, reading, search, values
from app.services.days import deadlines, due_words, workdays
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers import ordering
from app.services.registers.materials.shelf_life import months_after
from app.services.registers.parts import Watch
from app.services.registers.register import Field, Kind, Register
from app.services.registers.world import Actor
from app.services.storage.stopping import Stop

REMARK = "remark"
DUE_SOON = 2  # working days, domain §2.5, 6


@dataclass(frozen=True)
class Query:
    """What is looked for. `status` is a chip, `filters` exact values by field name.

    `is_open` leaves out what is finished, `is_ours` what the person's department has no part in.
    """

    text: str = ""
    status: Choice | None = None
    due: str = ""  # "", "overdue", "soon", or the name of one of the register's watches
    filters: Mapping[str, Any] = field(default_factory=dict)
    received_from: date | None = None
    received_to: date | None = None
    is_open: bool = False
    is_ours: bool = False
    sort: str = ""
    descending: bool = True


@dataclass(frozen=True)
class Row:
    """One line of a list: texts by column name, with state and deadline for their badges.

    `values` has every field where whole records were asked for, else those of the list alone.
    """

    id: int
    number: str
    status: Choice
    cells: Mapping[str, str]
    due: due_words.Remaining | None
    title: str
    values: Mapping[str, Any]
    original_number: str
    backfilled: bool
    due_on: date | None


@dataclass(frozen=True)
class Counts:
    """What the chips show: how many in each state, overdue, and due soon."""

    total: int
    by_status: Mapping[str, int]
    overdue: int
    soon: int
    watched: Mapping[str, int] = field(default_factory=dict)


def ids(
    desk: Desk, kind: Register, query: Query, limit: int | None = None, stop: Stop | None = None
) -> "array[int]":
    """The ids of all records that match, in order; newest received first unless sorted otherwise.

    With a limit only the first ones, which an index answers at once.
    """
    model: Any = kind.model
    with desk.database.read(stop) as session:
        actor = actor_of(session, desk.person_id)
        if query.sort and query == Query(sort=query.sort, descending=query.descending):
            seen = select(model.id).where(access.visible(actor, kind))
            whole = ordering.in_turn(
                session,
                kind,
                query.sort,
                seen,
                search.all_ids,
                descending=query.descending,
                limit=limit,
            )
            if whole is not None:
                return whole
        order = ordering.ordered(kind, query.sort or kind.received, descending=query.descending)
        tie = model.id.desc() if query.descending else model.id.asc()
        every = select(model.id).order_by(*order, tie)
        if limit is not None and search.may_be_common(session, kind, query.text):
            first = _first(session, actor, kind, query, every, limit)
            if first is not None:
                return first
        statement = every.where(*_conditions(session, actor, kind, query, with_status=True))
        if limit is not None:
            return array(search.IDS, session.scalars(statement.limit(limit)))
        return search.all_ids(session, statement)


def _first(
    session: Session,
    actor: Actor,
    kind: Register,
    query: Query,
    every: Select[tuple[int]],
    limit: int,
) -> "array[int] | None":
    """The first ids with a common word, sought at the top of the list; None if it has too few there.

    To collect all records with such a word would take longer than anybody looks at the first.
    """
    model: Any = kind.model
    others = _conditions(session, actor, kind, replace(query, text=""), with_status=True)
    top: list[int] = list(session.scalars(every.where(*others).limit(search.NEAR)))
    within = search.spans(top)
    if not within:
        return None
    found = _conditions(session, actor, kind, query, with_status=True, within=within)
    first = array(search.IDS, session.scalars(every.where(model.id.in_(top), *found).limit(limit)))
    return first if len(first) == limit or len(top) < search.NEAR else None


def rows(desk: Desk, kind: Register, wanted: Sequence[int], *, whole: bool = False) -> list[Row]:
    """The lines of these records, in this order; with all their values where `whole`."""
    model: Any = kind.model
    listed = [one for one in kind.fields if one.width or one.name in kind.subject]
    read = kind.fields if whole else listed
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        names = directory.read(session).names()
        calendar = workdays.load(session)
        found = {
            record.id: record
            for record in session.scalars(
                select(model).where(model.id.in_(wanted), access.visible(actor, kind))
            )
        }
        return [
            _row(actor, kind, found[one], (listed, read), names, calendar)
            for one in wanted
            if one in found
        ]


def counts(desk: Desk, kind: Register, query: Query, stop: Stop | None = None) -> Counts:
    """Counts for the chips; they follow every filter but the chips themselves."""
    model: Any = kind.model
    with desk.database.read(stop) as session:
        actor = actor_of(session, desk.person_id)
        conditions = _conditions(session, actor, kind, query, with_status=False)
        by_status = _by_status(session, actor, kind, query, conditions)
        watched = _watched(session, kind, conditions)
        if not hasattr(model, "due_on"):
            return Counts(sum(by_status.values()), by_status, 0, 0, watched)
        calendar = workdays.load(session)
        late = and_(*due_condition(kind, "overdue", calendar))
        soon = and_(*due_condition(kind, "soon", calendar))
        waiting = model.status.in_(kind.open_states - kind.answered_states)
        running = session.execute(
            select(func.count().filter(late), func.count().filter(soon)).where(*conditions, waiting)
        ).one()
        return Counts(sum(by_status.values()), by_status, *running, watched)


def _by_status(
    session: Session, actor: Actor, kind: Register, query: Query,
    conditions: Sequence[ColumnElement[bool]],
) -> dict[str, int]:  # fmt: skip
    """State → how many, without those of which there are none."""
    model: Any = kind.model
    status = model.status
    # Without a filter the index of states counts by itself, a common word included.
    others = _conditions(session, actor, kind, replace(query, text=""), with_status=False)
    if len(others) == 1 and (len(conditions) == 1 or search.is_common(session, kind, query.text)):
        grouped = select(status, func.count()).where(*conditions).group_by(status)
        return {state.value: n for state, n in session.execute(grouped)}
    # Grouped, all that match would be gathered and sorted: a million of them in memory.
    states: list[Choice] = list(kind.status)
    each = [func.count().filter(status == state) for state in states]
    found = session.execute(select(*each).where(*conditions)).one()
    return {state.value: n for state, n in zip(states, found, strict=True) if n}


def _watched(
    session: Session, kind: Register, conditions: Sequence[ColumnElement[bool]]
) -> dict[str, int]:
    """Watch → how many. All are counted in one go among the records that belong to any of them."""
    each = {one.name: and_(*watch_condition(kind, one)) for one in kind.watches}
    if not each:
        return {}
    counted = select(*(func.count().filter(one) for one in each.values()))
    found = session.execute(counted.where(*conditions, or_(*each.values()))).one()
    return dict(zip(each, found, strict=True))


def overdue(desk: Desk, kinds: Iterable[Register]) -> dict[str, int]:
    """How many are overdue in each register: the red counts of the tabs."""
    found = {}
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        calendar = workdays.load(session)
        for kind in kinds:
            found[kind.name] = 0
            if hasattr(kind.model, "due_on"):
                late = due_condition(kind, "overdue", calendar)
                query = select(func.count()).where(access.visible(actor, kind), *late)
                found[kind.name] = session.scalar(query) or 0
            for watch in kind.watches:
                if watch.is_over and (concerned := watched_by(actor, kind, watch)):
                    query = select(func.count()).where(*concerned)
                    found[kind.name] += session.scalar(query) or 0
    return found


def watch_condition(kind: Register, watch: Watch) -> list[ColumnElement[bool]]:
    """What of a register is over, or runs out within the months of a watch."""
    model: Any = kind.model
    today = clock.today()
    days = [getattr(model, name) for name in watch.days]
    found = [model.status.in_(watch.states)]
    if watch.held:
        found.append(getattr(model, watch.held) > 0)
    if watch.is_over:
        return [*found, or_(*(day < today for day in days))]
    last = months_after(today, watch.months)
    found += [or_(day.is_(None), day >= today) for day in days]
    return [*found, or_(*(day <= last for day in days))]


def watched_by(actor: Actor, kind: Register, watch: Watch) -> list[ColumnElement[bool]]:
    """The same for those whose matter it is, as far as these roles reach; empty for others."""
    if not (roles := actor.roles & watch.roles):
        return []
    return [access.visible(replace(actor, roles=roles), kind), *watch_condition(kind, watch)]


def _conditions(
    session: Session,
    actor: Actor,
    kind: Register,
    query: Query,
    with_status: bool,
    within: Sequence[range] = (),
) -> list[ColumnElement[bool]]:
    model: Any = kind.model
    found: list[ColumnElement[bool]] = [access.visible(actor, kind)]
    found += _words(session, actor, kind, query.text, within)
    found += [getattr(model, name) == value for name, value in query.filters.items()]
    received = getattr(model, kind.received)
    if query.received_from:
        found.append(received >= clock.instant(query.received_from))
    if query.received_to:
        found.append(received < clock.end_of_day(query.received_to))
    if query.is_open:
        found.append(model.status.in_(kind.open_states))
    if query.is_ours:
        found.append(access.of_department(kind, actor.department_id))
    if with_status and query.status is not None:
        found.append(model.status == query.status)
    if with_status and query.due:
        found += due_condition(kind, query.due, workdays.load(session))
    return found


def _words(
    session: Session, actor: Actor, kind: Register, text: str, within: Sequence[range]
) -> list[ColumnElement[bool]]:
    """The search text. Who a record is about cannot find it by who complained."""
    named = directory.departments_named(session, text)
    sees = access.allowed(actor, access.Permission.SEE_IDENTITY)
    found = search.condition(session, kind, text, named, with_identity=sees, within=within)
    if found is None:
        return []
    if not sees or not kind.about:
        return [found]
    # Few records are about one person: they are told apart by an index of their own, and the rest
    # is read through the narrow one.
    own: Any = aliased(kind.model, name="about_oneself")
    is_own = getattr(own, kind.about) == actor.id
    unnamed = search.written(kind, text, named, own).is_not(true())
    model: Any = kind.model
    return [found, model.id.not_in(select(own.id).where(is_own, unnamed))]


def due_condition(
    kind: Register, which: str, calendar: workdays.WorkCalendar
) -> list[ColumnElement[bool]]:
    """The conditions for a running deadline that is `overdue`, `soon` or `later`, or for a watch."""
    model: Any = kind.model
    for watch in kind.watches:
        if watch.name == which:
            return watch_condition(kind, watch)
    today = clock.today()
    waiting = [
        model.status.in_(kind.open_states - kind.answered_states),
        model.paused_on.is_(None),
        model.due_on.is_not(None),
    ]
    if which == "overdue":
        return [*waiting, model.due_on < today]
    last = today
    for _day in range(DUE_SOON):
        last = calendar.next_workday(last)
    if which == "later":
        return [*waiting, model.due_on > last]
    return [*waiting, model.due_on >= today, model.due_on <= last]


def _row(
    actor: Actor,
    kind: Register,
    record: Any,
    fields: tuple[Sequence[Field], Sequence[Field]],
    names: values.Names,
    calendar: workdays.WorkCalendar,
) -> Row:
    listed, read = fields
    shown, _masked = reading.masked_values(actor, kind, record, read)
    cells = {one.name: values.shown(one, shown[one.name], names, kind) for one in listed}
    cells["number"] = record.number
    cells[kind.received] = received_text(getattr(record, kind.received))
    if getattr(record, "anonymous", False):
        cells["complainant_name"] = _(reading.ANONYMOUS)
    line = values.title(kind, record)
    cells[kind.subject[0]] = values.subject_of(kind, record)
    if kind.remark is not None:
        cells[REMARK] = kind.remark.words(record)
    return Row(
        record.id,
        record.number,
        record.status,
        cells,
        remaining(kind, record, calendar),
        line,
        shown,
        record.original_number or "",
        record.backfilled,
        getattr(record, "due_on", None),
    )


def received_text(moment: datetime) -> str:
    """`11-16 周一` in the current year, `2025-11-16` before."""
    day = clock.local(moment).date()
    if day.year == clock.today().year:
        return f"{day:%m-%d} {_(workdays.WEEKDAYS[day.weekday()])}"
    return f"{day:%Y-%m-%d}"


def remaining(
    kind: Register, record: Any, calendar: workdays.WorkCalendar
) -> due_words.Remaining | None:
    """What the deadline column says; nothing for records brought in or set aside."""
    due_on = getattr(record, "due_on", None)
    if due_on is None:
        return None
    replied = getattr(record, kind.answered) if kind.answered else None
    if record.status.value == "RESOLVED_ON_SITE":
        return due_words.Remaining(_("当日办结"), due_words.Tone.PASS)
    if not replied and record.status not in kind.open_states - kind.answered_states:
        return None
    received = clock.local(getattr(record, kind.received)).date()
    stored = deadlines.as_stored(due_on, received, calendar, record.original_due_on)
    left = due_words.remaining(
        stored,
        clock.today(),
        calendar,
        record.pause_reason if record.paused_on else None,
        clock.local(replied).date() if replied else None,
        kind.met,
    )
    if kind.rest is not None and kind.rest.holds(record):
        step = _(kind.step(kind.rest.step).label)
        return replace(left, word=_("{what} {word}").format(what=step, word=left.word))
    return left


def listed_fields(kind: Register) -> list[str]:
    """Names of the fields that may be list columns."""
    return [
        one.name
        for one in kind.fields
        if one.width and not one.lines and one.kind is not Kind.LONG_TEXT
    ]
