"""Personal accounts: signing in, passwords, delays and lock-out, people and their roles (DESIGN §7)."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import clock, settings
from app.errors import InvalidRecord, SignInRefused, StepRefused
from app.i18n import _
from app.models.organisation import Person, Role, RoleGrant, Setting
from app.services import access, audit
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import handover, pinyin, reset_codes
from app.services.storage import schema
from app.services.storage.database import Database
from app.services.text import clean, too_long

if TYPE_CHECKING:
    from argon2 import PasswordHasher


# What the audit calls a password typed under a step at a colleague's desk.
SIGN = "sign"
MINIMUM_PASSWORD = 10
MAXIMUM_PASSWORD = 128
LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=15)
COMMON = frozenset(
    {"1234567890", "0123456789", "password12", "qwertyuiop", "1111111111", "0000000000"}
)
# Compared against for an unknown staff number, so that it takes as long as a known one.
_DUMMY = (
    "$argon2id$v=19$m=65536,t=3,p=1$o4OB2K3SVpP2EjqK/a1JUA"
    "$MqaN/vAYT7Y1gxKj7tkwR5DXlVsopb/IHgtJ1mD7ltc"
)


@functools.cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # postponed: needed when a password is checked

    return PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)


@dataclass(frozen=True)
class SignedIn:
    """The result of signing in: the open database with its person, and what to say at once."""

    desk: Desk
    name: str
    must_change_password: bool


def sign_in(location: str | Path, staff_no: str, password: str) -> SignedIn:
    """The door to a database: nothing is read before it (DESIGN §7).

    Raises SignInRefused in the same words for an unknown number and a wrong password, and
    DatabaseUnavailable.
    """
    database = schema.open_database(location)
    try:
        return enter(database, staff_no, password)
    except SignInRefused:
        database.close()
        raise


def enter(database: Database, staff_no: str, password: str, action: str = "sign_in") -> SignedIn:
    """Check a password on an open database (sign-in, unlock, 换班, a signature in place).

    Failures are counted and kept; `action` is what the audit calls it. A password somebody else gave
    lets in to be changed, and signs nothing.
    """
    with database.write() as session:
        person = session.scalar(select(Person).where(Person.staff_no == staff_no.strip()))
        refusal = _attempt(person, password)
        if action == SIGN and not refusal and person and person.must_change_password:
            refusal = _("这是别人给的一次性密码，不能用来签字；先用它登录一次，改成自己的密码")
        chain = audit.Chain(
            session, audit.Author(staff_no.strip()[:30], "", settings.workstation())
        )
        chain.append([audit.Entry(action, "hospital", "", 0, {}, ok=refusal is None)])
        delay = delay_after(person.failures) if person and refusal else delay_after(1)
    if refusal or person is None:
        # Every wrong try is answered later than the one before; the write lock is free by now.
        clock.wait(delay)
        raise SignInRefused(refusal or "")
    return SignedIn(
        Desk(database, person.id, settings.workstation()), person.name, person.must_change_password
    )


def _attempt(person: Person | None, password: str) -> str | None:
    """Try a password; counts failures. Returns why not, None when it is right."""
    now = clock.now()
    if person is not None and person.locked_until and person.locked_until > now:
        _matches(_DUMMY, password)
        minutes = int((person.locked_until - now).total_seconds() // 60) + 1
        return _("这个账户因多次输错被锁定，{n} 分钟后再试，或找系统管理员重设").format(n=minutes)
    known = person is not None and person.password_hash is not None
    right = _matches(person.password_hash if person and person.password_hash else _DUMMY, password)
    if person is None or not known:
        return _("工号或密码不对")
    if right and not person.active:
        return _("这个账户已停用。找系统管理员")
    if right:
        person.failures = 0
        if person.locked_until:
            person.locked_until = None
        return None
    return _count_failure(person, now)


def _count_failure(person: Person, now: datetime) -> str:
    person.failures += 1
    person.last_failure_at = now
    left = LOCK_AFTER - person.failures
    if left > 0:
        return _("工号或密码不对。再错 {n} 次将锁定 15 分钟").format(n=left)
    person.failures = 0
    # Not an audited field change: the refusal itself is the entry.
    person.locked_until = now + LOCK_FOR
    return _("连续输错 {n} 次，账户已锁定 15 分钟").format(n=LOCK_AFTER)


def first_staff_no(database: Database) -> str:
    """The staff number of the first account, for the command line on a small installation."""
    with database.read() as session:
        return session.scalar(select(Person.staff_no).order_by(Person.id)) or ""


def delay_after(failures: int) -> int:
    """Seconds a refusal is held back after so many wrong tries: 1, 2, 4 … 60."""
    return min(2 ** max(failures - 1, 0), 60) if failures else 0


def _matches(stored: str, password: str) -> bool:
    from argon2.exceptions import VerificationError  # postponed, as the hasher

    hashed, until = reset_codes.unwrap(stored)
    if until is not None:
        password = reset_codes.typed(password)
    try:
        _hasher().verify(hashed, password)
    except VerificationError:
        return False
    return until is None or clock.now() <= until


def hash_password(password: str) -> str:
    """The stored form of a password."""
    return _hasher().hash(password)


def password_problem(password: str, staff_no: str, name: str) -> str | None:
    """Why a password is not good enough; None when it is."""
    if len(password) < MINIMUM_PASSWORD:
        return _("至少 {n} 个字符，可以用一句话").format(n=MINIMUM_PASSWORD)
    if len(password) > MAXIMUM_PASSWORD:
        return _("最多 {n} 个字符").format(n=MAXIMUM_PASSWORD)
    lowered = password.lower()
    if lowered in COMMON or len(set(lowered)) < 4:
        return _("太容易猜到，换一个")
    if staff_no and lowered in (staff_no.lower(), (staff_no * 3).lower()[: len(lowered)]):
        return _("不能用工号作密码")
    if name and lowered == name.lower():
        return _("不能用姓名作密码")
    return None


@operation("person.add")
def add_person(
    current: Operation,
    staff_no: str,
    name: str,
    department_id: int,
    roles: frozenset[Role],
    password: str | None = None,
    title: str | None = None,
) -> Changes:
    """Add a member of staff; with a password they can sign in and must change it the first time."""
    current.require(access.Permission.MANAGE_PEOPLE)
    staff_no, name = clean(staff_no), clean(name)
    problems = {}
    if not staff_no:
        problems["staff_no"] = _("还没有填写工号")
    elif current.session.scalar(select(Person).where(Person.staff_no == staff_no)):
        problems["staff_no"] = _("工号 {no} 已经有人用").format(no=staff_no)
    if not name:
        problems["name"] = _("还没有填写姓名")
    for field, text, limit in (("staff_no", staff_no, 30), ("name", name, 60)):
        if longer := too_long(text, limit):
            problems[field] = longer
    if password and (problem := password_problem(password, staff_no, name)):
        problems["password"] = problem
    if problems:
        raise InvalidRecord(problems)
    person = new_person(staff_no, name, department_id, password, title)
    person.must_change_password = password is not None
    current.session.add(person)
    current.session.flush()
    _grant(current, person.id, roles)
    return current.changes(person)


def new_person(
    staff_no: str, name: str, department_id: int, password: str | None, title: str | None = None
) -> Person:
    """A person row, not yet added to a session."""
    return Person(
        staff_no=staff_no,
        name=name,
        initials=pinyin.initials(name),
        department_id=department_id,
        title=title,
        password_hash=hash_password(password) if password else None,
        password_changed_at=clock.now() if password else None,
    )


@operation("person.add_demo")
def add_demo_colleague(
    current: Operation,
    staff_no: str,
    name: str,
    department_id: int,
    roles: frozenset[Role],
    title: str,
) -> Changes:
    """A colleague of the demo hospital, with the password of who adds them: none is built in.

    Refused in a hospital that is not a demonstration.
    """
    current.require(access.Permission.MANAGE_PEOPLE)
    demo = current.session.scalar(select(Setting.value).where(Setting.name == "demo"))
    if not demo:
        raise StepRefused(_("只有演示医院可以添加演示人员"))
    person = new_person(staff_no, name, department_id, None, title)
    person.password_hash = current.session.get_one(Person, current.actor.id).password_hash
    person.password_changed_at = current.now
    current.session.add(person)
    current.session.flush()
    _grant(current, person.id, roles)
    return current.changes(person)


@operation("person.change")
def change_person(
    current: Operation,
    person_id: int,
    department_id: int,
    roles: frozenset[Role],
    active: bool,
    title: str | None = None,
) -> Changes:
    """Move, promote, stop or restart a person. The last active administrator stays."""
    current.require(access.Permission.MANAGE_PEOPLE)
    person = current.session.get_one(Person, person_id)
    if Role.ADMIN in _roles(current, person_id) and not (active and Role.ADMIN in roles):
        others = current.session.scalars(
            select(Person.id)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                RoleGrant.role == Role.ADMIN,
                RoleGrant.active,
                Person.active,
                Person.id != person_id,
            )
        ).first()
        if others is None:
            raise InvalidRecord({"roles": _("这是最后一个系统管理员，先指定另一位")})
    if person.active and not active and (many := handover.open_cases(current.session, person_id)):
        words = _("还有 {n} 件未办结的记录，先在人员表里用“交接…”交给别人，再停用")
        raise InvalidRecord({"active": words.format(n=many)})
    person.department_id = department_id
    person.active = active
    person.title = title
    _grant(current, person_id, roles)
    return current.changes(person)


@operation("person.reset_code")
def issue_reset_code(current: Operation, person_id: int) -> str:
    """A one-time code for somebody who forgot the password; unlocks the account.

    The old password is void at once. The code is told this once, is good for 24 hours, and opens the
    account only to choose a password nobody else knows.
    """
    current.require(access.Permission.MANAGE_PEOPLE)
    person = current.session.get_one(Person, person_id)
    if not person.active:
        raise StepRefused(_("{name} 已停用，先改为在用再重设密码").format(name=person.name))
    code = reset_codes.make()
    _set_password(person, reset_codes.typed(code))
    person.password_hash = reset_codes.wrap(person.password_hash or "", current.now)
    person.must_change_password = True
    current.note("person.reset_code", person, until=current.now + reset_codes.VALID)
    return code


@operation("person.own_password")
def change_own_password(current: Operation, old: str, new: str) -> Changes:
    """Change one's own password; the old one is asked again."""
    current.require(access.Permission.OWN_PASSWORD)
    person = current.session.get_one(Person, current.actor.id)
    if not _matches(person.password_hash or _DUMMY, old):
        raise InvalidRecord({"old": _("原密码不对")})
    if problem := password_problem(new, person.staff_no, person.name):
        raise InvalidRecord({"new": problem})
    if old == new:
        raise InvalidRecord({"new": _("新密码要和原密码不同")})
    _set_password(person, new)
    person.must_change_password = False
    return current.changes(person)


def _set_password(person: Person, password: str) -> None:
    person.password_hash = hash_password(password)
    person.password_changed_at = clock.now()
    person.failures = 0
    person.locked_until = None


def _roles(current: Operation, person_id: int) -> set[Role]:
    return {
        grant.role
        for grant in current.session.scalars(
            select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.active)
        )
    }


def _grant(current: Operation, person_id: int, roles: frozenset[Role]) -> None:
    known = {
        grant.role: grant
        for grant in current.session.scalars(
            select(RoleGrant).where(RoleGrant.person_id == person_id)
        )
    }
    for role in roles - known.keys():
        current.session.add(RoleGrant(person_id=person_id, role=role))
    for role, grant in known.items():
        grant.active = role in roles
