"""Tells the stories of the demo hospital side by side: each deed at its moment, time running forward."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app import clock
from app.demo import evidence
from app.errors import StepRefused
from app.models.reports.periodic_report import ReportKind
from app.services import attachments, reading, records
from app.services.environment import rounds
from app.services.environment.rounds import Measured, RoundEntry
from app.services.environment.upkeep import points
from app.services.links import chain, raising
from app.services.materials import issuing
from app.services.materials.issuing import IssueLine
from app.services.operations import Changes, Desk, actor_of
from app.services.people.directory import Directory
from app.services.registers import catalog
from app.services.registers.materials import shelf_life
from app.services.registers.register import Field, Kind, Register
from app.services.registers.reports.periods import Period
from app.services.reporting import due, receipts
from app.services.reports import activity
from app.services.surveys import keying
from app.services.surveys.keying import Given

REGISTER, ATTACH, ISSUE, ROUND, SHEETS = "register", "attach", "hand_out", "round", "key_sheets"
# Reports make themselves; figures are entered; a bulletin is read.
REPORTS, ACTIVITY, READ = "reports", "activity", "read"
PREFIXES = {one.prefix: one for one in catalog.REGISTERS}


@dataclass(frozen=True)
class At:
    """A moment among the values: so many days after the story began, at this time of day."""

    days: int
    hour: int
    minute: int = 0


@dataclass(frozen=True)
class On:
    """A day among the values: so many days after the story began."""

    days: int


@dataclass(frozen=True)
class Months:
    """A day among the values: so many calendar months after the story began, and some days."""

    months: int
    days: int = 0


@dataclass(frozen=True)
class Number:
    """Among the values, the number of the record at the end of this way."""

    way: str


@dataclass(frozen=True)
class PointOf:
    """Among the values, the point where a limit of Table 4 (its item and line) is checked at a place."""

    limit: tuple[str, str]
    place: str


@dataclass(frozen=True)
class Deed:
    """What one person did with one record, so many days after the story began.

    `record` is the name of a record registered in a story (`C07`), or the way from such a one to a
    record raised from it, by prefixes: `C07/BHF/FK` is the sheet of the nonconformity of that
    complaint, `C07/BHF/FK2` the second one. To `register` says in which register, and perhaps the
    record it is raised from. An answer (`to_deadline`) is given at the deadline at the latest, or
    so many days after it. What somebody tried and the program `refused` is told too, by its reason.
    """

    record: str
    action: str
    who: str
    days: int
    hour: int = 15
    minute: int = 5
    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    register: str = ""
    origin: str = ""
    to_deadline: int | None = None
    refused: str = ""
    to_check: bool = False  # the sampled lots of a report are found good first


@dataclass(frozen=True)
class Thread:
    """The deeds of a story, in their order, and the day it began."""

    day: date
    deeds: tuple[Deed, ...]


@dataclass
class Found:
    """A record of a story: its register, its id, and the version it stands at."""

    kind: Register
    record_id: int
    version: int


class Teller:
    """Takes each deed as the person whose deed it is, the clock turned back to its moment."""

    def __init__(self, desk: Desk, everyone: Directory) -> None:
        self.desk = desk
        self.departments = {one.text: one.id for one in everyone.departments}
        self.people = {one.text: one.id for one in everyone.people}
        self.known: dict[str, Found] = {}
        self.points = {
            PointOf((one.point.item_code, one.point.line), one.point.place): one
            for one in points.points(desk)
        }

    def tell(self, threads: Sequence[Thread]) -> None:
        """All threads, always the earliest deed next."""
        waiting = [(self._moment(one, one.deeds[0]), n, 0) for n, one in enumerate(threads)]
        heapq.heapify(waiting)
        while waiting:
            moment, number, place = heapq.heappop(waiting)
            thread = threads[number]
            self._do(thread, thread.deeds[place], moment)
            if place + 1 < len(thread.deeds):
                after = max(moment, self._moment(thread, thread.deeds[place + 1]))
                heapq.heappush(waiting, (after, number, place + 1))

    def _moment(self, thread: Thread, deed: Deed) -> datetime:
        day = thread.day + timedelta(days=deed.days)
        if deed.to_deadline is not None and (due := self._due(self.find(deed.record))):
            day = due + timedelta(deed.to_deadline) if deed.to_deadline else min(day, due)
        return min(clock.instant(day, time(deed.hour, deed.minute)), clock.now())

    def _do(self, thread: Thread, deed: Deed, moment: datetime) -> None:
        seat = Desk(self.desk.database, self.people[deed.who], self.desk.workstation)
        with clock.turned_to(moment):
            if deed.action == REGISTER:
                self.known[deed.record] = self._register(seat, thread, deed)
            elif deed.action == ROUND:
                rounds.submit(seat, self._round(deed, moment))
            elif deed.action in (REPORTS, ACTIVITY):
                self._look_after_reports(seat, deed)
            elif deed.record in self.known or not deed.record.startswith(_REPORT):
                # A report nobody had to write is not there: nothing happened that month.
                self._take(seat, thread, deed, moment)

    def _take(self, seat: Desk, thread: Thread, deed: Deed, moment: datetime) -> None:
        found = self.find(deed.record)
        if deed.action == ATTACH:
            attachments.add(seat, found.kind, found.record_id, evidence.sheet(), evidence.NAME)
            return
        if deed.action == SHEETS:
            self._key(seat, found.record_id, deed)
            return
        if deed.action == READ:
            receipts.acknowledge(seat, found.record_id)
            return
        try:
            found.version = self._act(seat, thread, deed, moment, found).version
        except StepRefused as refused:
            if not deed.refused or deed.refused not in str(refused):
                raise
            return
        assert not deed.refused, deed

    def _look_after_reports(self, seat: Desk, deed: Deed) -> None:
        """What is due is made, and known from then on by its kind, period and department."""
        if deed.action == ACTIVITY:
            activity.enter(seat, deed.values)
            return
        due.make(seat)
        kind = catalog.by_name("periodic_report")
        for one in due.standing(seat):
            name = report_name(one.kind, one.period, one.office)
            self.known.setdefault(name, Found(kind, one.record_id, one.version))

    def _act(
        self, seat: Desk, thread: Thread, deed: Deed, moment: datetime, found: Found
    ) -> Changes:
        """A step, or goods that leave."""
        if deed.action == ISSUE:
            return self._issue(seat, found.record_id, deed)
        values = self._named(thread, found.kind.fields, _timed(deed, moment))
        if deed.to_check:
            opened = reading.load(seat, found.kind, found.record_id)
            values["samples"] = _checked(opened.values["samples"])
        return records.move(
            seat, found.kind, found.record_id, found.version, deed.action, values, deed.note
        )

    def _round(self, deed: Deed, moment: datetime) -> RoundEntry:
        """A round of checks as its window would hand it in."""
        told = deed.values
        lines = tuple(
            Measured(self.points[one].id, Decimal(value), instrument=told["instruments"][one])
            for one, value in told["lines"].items()
        )
        return RoundEntry(
            self.departments[told["department"]], moment, self.people[deed.who],
            told["companion"], len(lines), lines,
        )  # fmt: skip

    def _key(self, seat: Desk, survey_id: int, deed: Deed) -> None:
        """The papers of a survey are keyed in, one after the other."""
        for sheet in deed.values["sheets"]:
            words = dict(sheet)
            ward = self.departments[words.pop("department")]
            keying.key(seat, survey_id, Given(ward, **words))

    def _issue(self, seat: Desk, lot_id: int, deed: Deed) -> Changes:
        """Some of a lot goes to a ward, into the hands of somebody there."""
        return issuing.issue_lots(
            seat, [IssueLine(lot_id, deed.values["quantity"])],
            self.departments[deed.values["department"]], self.people[deed.values["receiver"]],
        )  # fmt: skip

    def _register(self, seat: Desk, thread: Thread, deed: Deed) -> Found:
        kind = catalog.by_name(deed.register)
        origin = None
        if deed.origin:
            source = self.find(deed.origin)
            origin = (source.kind, source.record_id)
            begun = raising.begin(seat, *origin, kind.name).values
        else:
            begun = reading.fresh(seat, kind)
        values = begun | self._named(thread, kind.fields, deed.values)
        changes = records.register(seat, kind, values, origin=origin)
        assert changes.record_id is not None
        return Found(kind, changes.record_id, changes.version)

    def find(self, way: str) -> Found:
        """The record at the end of a way, see `Deed`."""
        if way not in self.known:
            before, _slash, last = way.rpartition("/")
            prefix = last.rstrip("0123456789")
            number = int(last[len(prefix) :] or 1)
            source, kind = self.find(before), PREFIXES[prefix]
            with self.desk.database.read() as session:
                actor = actor_of(session, self.desk.person_id)
                key = (source.kind.name, source.record_id)
                ids = [
                    one.record_id for one in chain.neighbours(session, actor, key)
                    if one.step > 0 and one.register == kind.name
                ]  # fmt: skip
                record: Any = session.get_one(kind.model, ids[number - 1])
                self.known[way] = Found(kind, record.id, record.version)
        return self.known[way]

    def _number(self, way: str) -> str:
        found = self.find(way)
        return reading.load(self.desk, found.kind, found.record_id).number

    def _due(self, found: Found) -> date | None:
        """The deadline of a record at this moment."""
        with self.desk.database.read() as session:
            record: Any = session.get_one(found.kind.model, found.record_id)
            day: date | None = record.due_on
            return day

    def _named(
        self, thread: Thread, fields: Sequence[Field], values: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The values with names of departments and people, and days of the story, resolved."""
        by_name = {one.name: one for one in fields}
        return {name: self._value(thread, by_name[name], one) for name, one in values.items()}

    def _value(self, thread: Thread, part: Field, value: Any) -> Any:
        table = {Kind.DEPARTMENT: self.departments, Kind.PERSON: self.people}.get(part.kind)
        if part.lines:
            return [self._named(thread, part.lines, row) for row in value]
        if isinstance(value, Number):
            return self._number(value.way)
        if isinstance(value, PointOf):
            return self.points[value].code
        if isinstance(value, At | On | Months):
            return _when(thread.day, value)
        if table is None:
            return value
        return [table[one] for one in value] if part.many else table[value]


_REPORT = "BG:"


def report_name(kind: ReportKind, period: Period, office: str) -> str:
    """By which name a story calls a report."""
    return f"{_REPORT}{kind}:{period.code}:{office}"


def _checked(samples: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Sampled lots, found good in all respects."""
    return [dict(row) | {"result": "ALL_GOOD"} for row in samples]


def _when(began: date, told: At | On | Months) -> date | datetime:
    """The day or the moment that a story tells by the day it began."""
    if isinstance(told, At):
        return clock.instant(began + timedelta(told.days), time(told.hour, told.minute))
    if isinstance(told, On):
        return began + timedelta(told.days)
    return shelf_life.months_after(began, told.months) + timedelta(told.days)


def _timed(deed: Deed, moment: datetime) -> dict[str, Any]:
    """The values of a deed with the moments that are its own."""
    values = dict(deed.values)
    if deed.action == "reply":
        values["replied_at"] = moment
    if values.get("leader_present"):
        values["leader_arrived_at"] = moment
    return values
