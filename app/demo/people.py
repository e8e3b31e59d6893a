"""The demo hospital's staff: surnames with 某 only, one for every part in the procedure."""

from dataclasses import dataclass

from sqlalchemy import select

from app.models.organisation import Department, Person, Role, RoleGrant
from app.services import access, pinyin
from app.services.operations import Operation, operation


@dataclass(frozen=True)
class Colleague:
    """One invented member of staff."""

    staff_no: str
    name: str
    department: str
    title: str
    roles: frozenset[Role]


def _staff(staff_no: str, name: str, department: str, title: str, *roles: Role) -> Colleague:
    return Colleague(staff_no, name, department, title, frozenset(roles))


COLLEAGUES = (
    _staff("D1001", "周某", "医务科", "科长", Role.OFFICE_HEAD),
    _staff("D1002", "陈某", "医务科", "科员", Role.HANDLER),
    _staff("D1003", "何某", "护理部", "主任", Role.OFFICE_HEAD),
    _staff("D1004", "刘某", "门诊部", "主任", Role.OFFICE_HEAD),
    _staff("D1005", "郑某", "党委办公室", "主任", Role.OFFICE_HEAD),
    _staff("D1006", "唐某", "财务科", "科长", Role.OFFICE_HEAD),
    _staff("D1007", "黄某", "供应科", "科长", Role.OFFICE_HEAD, Role.PURCHASER),
    _staff("D1008", "许某", "总务科", "科长", Role.OFFICE_HEAD, Role.ENVIRONMENT_SUPERVISOR),
    _staff("D1009", "徐某", "院感科", "科长", Role.OFFICE_HEAD, Role.ENVIRONMENT_SUPERVISOR),
    _staff("D1010", "冯某", "医院办公室", "副院长", Role.LEADER_IN_CHARGE),
    _staff("D1011", "曹某", "医院办公室", "档案员", Role.ARCHIVIST),
    _staff("D1012", "韩某", "医院办公室", "审计员", Role.AUDITOR),
    _staff("D2001", "吴某", "骨科一病区", "护士长", Role.DEPT_HEAD),
    _staff("D2002", "罗某", "骨科一病区", "护士", Role.REGISTRAR),
    _staff("D2003", "邓某", "儿科", "主任", Role.DEPT_HEAD),
    _staff("D2004", "曾某", "康复科", "护士长", Role.DEPT_HEAD, Role.REGISTRAR),
    _staff("D2005", "彭某", "门诊药房", "组长", Role.DEPT_HEAD, Role.REGISTRAR),
    _staff("D2006", "蔡某", "皮肤科", "医师", Role.REGISTRAR),
    _staff("D2007", "姚某", "内镜室", "主任", Role.DEPT_HEAD),
    _staff("D2008", "金某", "急诊科", "主任", Role.DEPT_HEAD),
    _staff("D2009", "魏某", "妇产科", "主任", Role.DEPT_HEAD),
)


@operation("demo.people")
def add_people(current: Operation) -> None:
    """Add the colleagues; they share the password of the first account (DESIGN §7)."""
    current.require(access.Permission.MANAGE_PEOPLE)
    session = current.session
    first = session.get_one(Person, current.actor.id)
    departments = {one.name: one.id for one in session.scalars(select(Department))}
    for one in COLLEAGUES:
        person = Person(
            staff_no=one.staff_no,
            name=one.name,
            initials=pinyin.initials(one.name),
            department_id=departments[one.department],
            title=one.title,
            password_hash=first.password_hash,
            password_changed_at=current.now,
        )
        session.add(person)
        session.flush()
        for role in sorted(one.roles):
            session.add(RoleGrant(person_id=person.id, role=role))
