"""A founded demo hospital for tests: made once per run, then copied."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from app.models.organisation import Role
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


def founded(folder: Path) -> Desk:
    """The administrator's desk at a fresh copy of the demo hospital, without any record."""
    path = folder / "hospital.db"
    shutil.copy(_template(), path)
    return Desk(schema.open_database(path), 1, "测试机")


def desk_of(
    desk: Desk,
    *roles: Role,
    department: str = "JZK",
    staff_no: str = "200001",
    password: str | None = None,
) -> Desk:
    """The desk of a new colleague with these roles; hashing a password costs time."""
    departments = {one.code: one.id for one in directory.load(desk).departments}
    where = departments.get(department, 1)
    return colleague(desk, staff_no, "陈静", where, frozenset(roles), password)


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
