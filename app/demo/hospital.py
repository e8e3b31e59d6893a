"""Fills a new database with the demo hospital, dates moved so that it is always lived in today."""

import os
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from app import clock, settings
from app.demo import evidence, last_year
from app.demo.aftermaths import AFTERMATHS
from app.demo.checks import OTHERS, RECENT
from app.demo.complaints import STORIES, Story
from app.demo.environment import rounds, stories
from app.demo.environment.points import add_points
from app.demo.goods_in import DELIVERIES, ISOLATED
from app.demo.goods_in_use import IN_USE
from app.demo.goods_items import add_items
from app.demo.people import add_people
from app.demo.processes import others, surgery
from app.demo.reports import stories as reports
from app.demo.roads import Other, Recent
from app.demo.standard import add_standard
from app.demo.surveys import stories as surveys
from app.demo.telling import ATTACH, REGISTER, At, Deed, On, Teller, Thread
from app.services.days import workdays
from app.services.operations import Desk
from app.services.people import directory, founding

WORKSTATION = "演示机"
ADMINISTRATOR = ("100317", "周敏")
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
    """Add colleagues, the twelve complaints and all that came of them, and what happened besides.

    Time is turned back for each step, so that history and deadlines read as if it had happened so.
    """
    add_people(desk)
    add_standard(desk)
    add_items(desk)
    add_points(desk)
    teller = Teller(desk, directory.load(desk))
    teller.tell(threads(desk))


def threads(desk: Desk) -> list[Thread]:
    """Every story with its day, moved so that the hospital is lived in today."""
    dated = _dated(desk)
    days = {story.key: day for story, day in dated}
    moved = days[SOON] - next(one.day for one in STORIES if one.key == SOON)
    told = [Thread(day, tuple(_deeds(story, day))) for story, day in dated]
    told += [Thread(days[key], deeds) for key, deeds in AFTERMATHS]
    besides: tuple[Other | Recent, ...] = (
        *OTHERS,
        *RECENT,
        *DELIVERIES,
        ISOLATED,
        *IN_USE,
        *surgery.OPERATIONS,
        *others.OTHERS,
        *stories.STORIES,
        *rounds.told(),
    )
    for one in besides:
        day = one.day + moved if isinstance(one, Other) else clock.today() - timedelta(one.ago)
        told.append(Thread(day, one.deeds))
    today = clock.today()
    told += last_year.threads(reports.reported(today).year - 1)
    return [*told, *surveys.threads(today, days[SOON]), *reports.threads(today)]


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


def _deeds(story: Story, received: date) -> Iterator[Deed]:
    """A complaint's registration and steps."""
    values = story.values | {
        "received_at": At(0, story.hour, 20), "receiver_id": story.who, "occurred_on": On(0),
    }  # fmt: skip
    yield Deed(story.key, REGISTER, story.who, 0, story.hour, 45, values, register="complaint")
    if story.key == evidence.STORY:
        yield Deed(story.key, ATTACH, story.who, 0, story.hour + 1, 0)
    for act in story.acts:
        to_deadline = act.late_by if act.action == "reply" else None
        yield Deed(
            story.key, act.action, act.who, act.days, act.hour, 5, act.values,
            to_deadline=to_deadline,
        )  # fmt: skip
