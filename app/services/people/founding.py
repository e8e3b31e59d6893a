"""The first start: a new database with its departments, deadlines, calendar and first account."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.errors import InvalidRecord
from app.i18n import _
from app.models.daily import ReferenceDocument
from app.models.deadline import CalendarDay, CalendarYear, DeadlineRule
from app.models.organisation import MEDICAL_AFFAIRS, Department, Person, Role, RoleGrant, Setting
from app.services import defaults, operations
from app.services.days import workdays
from app.services.operations import Desk, Operation
from app.services.people import accounts, first_table4, pinyin
from app.services.registers.world import Actor
from app.services.storage import schema
from app.services.storage.database import Database
from app.services.survey_count import questionnaires
from app.services.text import clean

HOSPITAL_NAME = "hospital_name"
DEMO = "demo"
FIRST_ROLES = frozenset({Role.ADMIN, Role.OFFICE_HEAD})


@dataclass(frozen=True)
class FirstAccount:
    """The administrator the first start asks for."""

    staff_no: str
    name: str
    password: str


def problems(hospital: str, account: FirstAccount) -> dict[str, str]:
    """Field → what is wrong with the answers of the first start."""
    found = {}
    if not clean(hospital):
        found["hospital"] = _("还没有填写医院名称")
    if not clean(account.staff_no):
        found["staff_no"] = _("还没有填写工号")
    if not clean(account.name):
        found["name"] = _("还没有填写姓名")
    problem = accounts.password_problem(account.password, account.staff_no, account.name)
    if problem:
        found["password"] = problem
    return found


def found(location: str | Path, hospital: str, account: FirstAccount, demo: bool = False) -> Desk:
    """Make the database of a hospital. Raises InvalidRecord or DatabaseUnavailable; makes nothing then.

    The first account is 系统管理员 and 医务科's head, so that one person can begin (DESIGN §7).
    """
    if wrong := problems(hospital, account):
        raise InvalidRecord(wrong)
    database = schema.create(location)
    with database.write() as session:
        actor = Actor(
            0, clean(account.staff_no), clean(account.name), 0, MEDICAL_AFFAIRS, FIRST_ROLES,
            settings.workstation(),
        )  # fmt: skip
        current = operations.begin_as(session, actor, "hospital.found")
        current.permit()
        _fill(current, hospital, demo)
        person = _first_person(current, account)
        person_id = person.id
        operations.finish(current)
    return Desk(database, person_id, settings.workstation())


def _fill(current: Operation, hospital: str, demo: bool) -> None:
    session = current.session
    session.add(Setting(name=HOSPITAL_NAME, value=clean(hospital)))
    session.add(Setting(name=DEMO, value="1" if demo else ""))
    for one in defaults.departments():
        if one.demo and not demo:
            continue
        session.add(
            Department(
                code=one.code,
                name=one.name,
                initials=pinyin.initials(one.name),
                function=one.function,
                functional=one.functional,
                topics=" ".join(one.topics),
            )
        )
    for rule in defaults.deadlines():
        session.add(
            DeadlineRule(
                code=rule.code,
                name=rule.name,
                unit=rule.unit,
                amount=rule.amount,
                source=rule.source,
                effective_from=rule.effective_from,
                enabled=rule.enabled,
            )
        )
    session.add_all(ReferenceDocument(title=title) for title in defaults.documents())
    session.flush()
    first_table4.put(session)
    add_calendar(current, [workdays.shipped()])
    session.flush()
    questionnaires.add_shipped(current)


def add_calendar(current: Operation, blocks: Iterable[workdays.CalendarRows]) -> None:
    """Put years and special days into the calendar; a day already there takes the new meaning."""
    session = current.session
    years = set(session.scalars(select(CalendarYear.year)))
    days = {day.day: day for day in session.scalars(select(CalendarDay))}
    for block in blocks:
        for year in block.years:
            if year not in years:
                session.add(CalendarYear(year=year, source=block.source))
                years.add(year)
        for special in block.days:
            known = days.get(special.day)
            if known is None:
                session.add(
                    CalendarDay(
                        day=special.day,
                        is_workday=special.is_workday,
                        note=special.note,
                        source=block.source,
                    )
                )
            elif (known.is_workday, known.note) != (special.is_workday, special.note):
                known.is_workday, known.note = special.is_workday, special.note
                known.source = block.source


def _first_person(current: Operation, account: FirstAccount) -> Person:
    office = current.session.scalars(
        select(Department).where(Department.function == MEDICAL_AFFAIRS)
    ).one()
    person = accounts.new_person(
        clean(account.staff_no), clean(account.name), office.id, account.password
    )
    current.session.add(person)
    current.session.flush()
    for role in FIRST_ROLES:
        current.session.add(RoleGrant(person_id=person.id, role=role))
    return person


def is_demo(session: Session) -> bool:
    """Whether this hospital is a demonstration."""
    return bool(session.scalar(select(Setting.value).where(Setting.name == "demo")))


def hospital_name(database: Database) -> str:
    """What stands at the head of every form."""
    with database.read() as session:
        return session.scalar(select(Setting.value).where(Setting.name == HOSPITAL_NAME)) or ""
