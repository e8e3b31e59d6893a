"""Fills a new database with the demo hospital, dates moved so that it is always lived in today."""

import os
import secrets
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from app import clock, settings
from app.demo import evidence
from app.demo.complaints import STORIES, Act, Story
from app.demo.people import add_people
from app.services import attachments, reading, records
from app.services.days import workdays
from app.services.operations import Desk
from app.services.people import directory, founding
from app.services.registers import complaint
from app.services.registers.register import Kind, Register

WORKSTATION = "演示机"
ADMINISTRATOR = ("100317", "周敏")
KIND: Register = complaint.REGISTER
SOON, LATE = "C12", "C11"  # the one due in two working days, and the one overdue
WORKING_DAYS = {SOON: 10, LATE: 5}


def make(path: Path) -> tuple[Desk, str]:
    """A new demo hospital and its password, replacing the one of an earlier shift in this place."""
    password = os.environ.get(settings.PASSWORD) or f"demo-{secrets.token_urlsafe(9)}"
    for old in path.parent.glob(path.name + "*"):
        old.unlink()
    staff_no, name = ADMINISTRATOR
    desk = founding.found(
        path, "安禾医院", founding.FirstAccount(staff_no, name, password), demo=True
    )
    desk = Desk(desk.database, desk.person_id, WORKSTATION)
    fill(desk)
    return desk, password


def fill(desk: Desk) -> None:
    """Add colleagues and the twelve complaints, each step taken by the person whose step it is.

    Time is turned back for each step, so that history and deadlines read as if it had happened so.
    """
    add_people(desk)
    everyone = directory.load(desk)
    people = {one.text: one.id for one in everyone.people}
    for story, received in _dated(desk):
        tell(desk, story, received, everyone, people)


def _dated(desk: Desk) -> list[tuple[Story, date]]:
    """Each story with its day of receipt, oldest first."""
    with desk.database.read() as session:
        calendar = workdays.load(session)
    today = clock.today()
    anchors = {
        SOON: _received_so_that(calendar, today, WORKING_DAYS[SOON], 2),
        LATE: _received_so_that(calendar, today, WORKING_DAYS[LATE], -1),
    }
    shift = anchors[SOON] - next(story.day for story in STORIES if story.key == SOON)
    days = [(story, anchors.get(story.key, story.day + shift)) for story in STORIES]
    return sorted(days, key=lambda pair: pair[1])


def _received_so_that(calendar: workdays.WorkCalendar, today: date, length: int, left: int) -> date:
    """The last day of receipt from which `length` working days leave `left` of them, or are over."""
    day = today
    while True:
        day -= timedelta(days=1)
        due = day
        for _count in range(length):
            due = calendar.next_workday(due)
        if left < 0 and due < today and calendar.is_workday(day):
            return day
        if left >= 0 and calendar.workdays_after(today, due) <= left and calendar.is_workday(day):
            return day


def tell(
    desk: Desk,
    story: Story,
    received: date,
    everyone: directory.Directory,
    people: Mapping[str, int],
) -> None:
    """Register one complaint and take its steps."""
    begun = clock.instant(received, time(story.hour, 20))
    values = named(story.values, everyone) | {
        "received_at": begun,
        "receiver_id": people[story.who],
        "occurred_on": received,
    }
    with clock.turned_to(begun + timedelta(minutes=25)):
        changes = records.register(_seat(desk, people[story.who]), KIND, values)
    assert changes.record_id is not None
    if story.key == evidence.STORY:
        with clock.turned_to(begun + timedelta(minutes=40)):
            seat = _seat(desk, people[story.who])
            attachments.add(seat, KIND, changes.record_id, evidence.sheet(), evidence.NAME)
    for act in story.acts:
        _take(desk, changes.record_id, received, act, everyone, people)


def _take(
    desk: Desk,
    record_id: int,
    received: date,
    act: Act,
    everyone: directory.Directory,
    people: Mapping[str, int],
) -> None:
    seat = _seat(desk, people[act.who])
    day = received + timedelta(days=act.days)
    if act.action == "reply" and (due := reading.load(seat, KIND, record_id).due):
        day = due.due_on + timedelta(days=act.late_by) if act.late_by else min(day, due.due_on)
    moment = min(clock.instant(day, time(act.hour, 5)), clock.now())
    values = named(act.values, everyone)
    if act.action == "reply":
        values["replied_at"] = moment
    if values.get("leader_present"):
        values["leader_arrived_at"] = moment
    with clock.turned_to(moment):
        record = reading.load(seat, KIND, record_id)
        records.move(seat, KIND, record_id, record.version, act.action, values)


def _seat(desk: Desk, person_id: int) -> Desk:
    return Desk(desk.database, person_id, desk.workstation)


def named(values: Mapping[str, Any], everyone: directory.Directory) -> dict[str, Any]:
    """The values with names of departments and people replaced by their ids."""
    departments = {one.text: one.id for one in everyone.departments}
    people = {one.text: one.id for one in everyone.people}
    found = {}
    for name, value in values.items():
        table = {Kind.DEPARTMENT: departments, Kind.PERSON: people}.get(KIND[name].kind)
        if table is None:
            found[name] = value
        else:
            found[name] = [table[one] for one in value] if KIND[name].many else table[value]
    return found
