"""Departments and people for pickers and for showing names; renaming of departments."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import _
from app.models.organisation import Department, Person, Role, RoleGrant
from app.services import access
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import pinyin
from app.services.text import clean, too_long
from app.services.values import Names

LONGEST_NAME = 60


@dataclass(frozen=True)
class Choice:
    """One entry of a picker: found by text, code and pinyin initials."""

    id: int
    text: str
    code: str
    initials: str
    active: bool = True
    beside: str = ""


@dataclass(frozen=True)
class Directory:
    """Everybody and every department, read once per refresh."""

    departments: tuple[Choice, ...]
    people: tuple[Choice, ...]

    def names(self) -> Names:
        """Names by id."""
        return Names(
            {one.id: one.text for one in self.departments},
            {one.id: one.text for one in self.people},
        )


@dataclass(frozen=True)
class Colleague:
    """A person as 系统 › 人员 lists them."""

    id: int
    staff_no: str
    name: str
    department_id: int
    title: str
    active: bool
    can_sign_in: bool
    roles: frozenset[Role]


def read(session: Session) -> Directory:
    """The directory of this database."""
    departments = {
        one.id: one for one in session.scalars(select(Department).order_by(Department.id))
    }
    people = session.scalars(select(Person).order_by(Person.name, Person.staff_no))
    return Directory(
        tuple(
            Choice(one.id, one.name, one.code, one.initials, one.active)
            for one in departments.values()
        ),
        tuple(
            Choice(
                one.id,
                one.name,
                one.staff_no,
                one.initials,
                one.active,
                departments[one.department_id].name,
            )
            for one in people
        ),
    )


def load(desk: Desk) -> Directory:
    """The directory, for pages."""
    with desk.database.read() as session:
        return read(session)


def departments_named(session: Session, text: str) -> dict[str, list[int]]:
    """The departments each word of a search text may mean: by name, code or pinyin initials."""
    words = [word for word in text.split() if len(word) > 1]
    columns = select(Department.id, Department.name, Department.code, Department.initials)
    every = session.execute(columns).all() if words else []
    return {word: [one.id for one in every if pinyin.matches(word, *one[1:])] for word in words}


def colleagues(desk: Desk) -> list[Colleague]:
    """Everybody with their roles."""
    with desk.database.read() as session:
        roles: dict[int, set[Role]] = {}
        for grant in session.scalars(select(RoleGrant).where(RoleGrant.active)):
            roles.setdefault(grant.person_id, set()).add(grant.role)
        return [
            Colleague(
                one.id,
                one.staff_no,
                one.name,
                one.department_id,
                one.title or "",
                one.active,
                one.password_hash is not None,
                frozenset(roles.get(one.id, ())),
            )
            for one in session.scalars(select(Person).order_by(Person.staff_no))
        ]


@operation("department.change")
def change_department(
    current: Operation,
    department_id: int,
    name: str,
    initials: str | None = None,
    active: bool = True,
) -> Changes:
    """Rename a department or take it out of use. Numbers already given keep their code."""
    current.require(access.Permission.CONFIGURE)
    name = clean(name)
    if problem := _name_problem(name):
        raise InvalidRecord({"name": problem})
    department = current.session.get_one(Department, department_id)
    other = current.session.scalar(
        select(Department).where(Department.name == name, Department.id != department_id)
    )
    if other is not None:
        raise InvalidRecord({"name": _("已经有叫“{name}”的科室").format(name=name)})
    if name != department.name or initials:
        department.initials = initials or pinyin.initials(name)
    department.name = name
    department.active = active
    return current.changes(department)


@operation("department.add")
def add_department(current: Operation, code: str, name: str) -> Changes:
    """Add a ward or office. The code (capital letters and digits) goes into record numbers."""
    current.require(access.Permission.CONFIGURE)
    code, name = clean(code).upper(), clean(name)
    problems = {}
    if not code.isascii() or not code.isalnum() or not 2 <= len(code) <= 6:
        problems["code"] = _("科室码用 2 到 6 位字母或数字，例如 GKE")
    elif current.session.scalar(select(Department).where(Department.code == code)):
        problems["code"] = _("科室码 {code} 已经用过").format(code=code)
    if problem := _name_problem(name):
        problems["name"] = problem
    elif current.session.scalar(select(Department).where(Department.name == name)):
        problems["name"] = _("已经有叫“{name}”的科室").format(name=name)
    if problems:
        raise InvalidRecord(problems)
    department = Department(code=code, name=name, initials=pinyin.initials(name))
    current.session.add(department)
    return current.changes(department)


def _name_problem(name: str) -> str | None:
    if not name:
        return _("还没有填写科室名称")
    return too_long(name, LONGEST_NAME) or None
