"""A founded demo hospital for tests: made once per run, then copied."""

import inspect
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.models.organisation import Role
from app.services import operations
from app.services.operations import Desk
from app.services.people import accounts, directory, founding
from app.services.storage import schema

STAFF_NO, NAME, PASSWORD = "100001", "周敏", "correct horse battery"


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp()) / "template.db"
    account = founding.FirstAccount(STAFF_NO, NAME, PASSWORD)
    founding.found(path, "安禾医院", account, demo=True).database.close()
    return path


@cache
def _departments() -> dict[str, int]:
    """The departments every founded hospital begins with, by their code."""
    desk = Desk(schema.open_database(_template()), 1)
    known = {one.code: one.id for one in directory.load(desk).departments}
    desk.database.close()
    return known


def founded(folder: Path, template: Path | None = None) -> Desk:
    """The administrator's desk at a fresh copy of the demo hospital, without any record."""
    path = folder / "hospital.db"
    shutil.copy(template or _template(), path)
    return Desk(schema.open_database(path), 1, "测试机")


def desk_of(
    desk: Desk,
    *roles: Role,
    department: str = "JZK",
    staff_no: str = "200001",
    password: str | None = None,
) -> Desk:
    """The desk of a new colleague with these roles; hashing a password costs time."""
    where = _departments().get(department, 1)
    return colleague(desk, staff_no, "陈静", where, frozenset(roles), password)


def desks_of(desk: Desk, parts: Sequence[tuple[str, Role, str]]) -> list[Desk]:
    """The desks of several new colleagues, added together: department, role, staff number of each.

    One transaction with what each addition does, as a test that needs ten people need not wait for
    ten commits.
    """
    add = inspect.unwrap(accounts.add_person)
    with desk.database.write() as session:
        current = operations.begin(session, desk, "person.add")
        added = [
            add(current, staff_no, "陈静", _departments()[code], frozenset((role,))).record_id
            for code, role, staff_no in parts
        ]
        operations.finish(current)
    return [Desk(desk.database, one, "测试机") for one in added]


def colleague(
    desk: Desk,
    staff_no: str,
    name: str,
    department_id: int,
    roles: frozenset[Role],
    password: str | None = None,
) -> Desk:
    """A new colleague's desk; the password is the own one already, not that given at the beginning."""
    given = f"given: {password}" if password else None
    added = accounts.add_person(desk, staff_no, name, department_id, roles, given)
    assert added.record_id is not None
    theirs = Desk(desk.database, added.record_id, "测试机")
    if password and given:
        accounts.change_own_password(theirs, given, password)
    return theirs
