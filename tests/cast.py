"""The people of clause 四.2 in tests: a ward, two offices, those who approve and keep."""

import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.models.organisation import Person, Role
from app.services import operations
from app.services.operations import Desk
from app.services.people import accounts
from tests.hospital import PASSWORD, desk_of, desks_of, founded

WARD, MEDICAL_AFFAIRS = "骨科一病区", "医务科"


@dataclass(frozen=True)
class Cast:
    """One desk for each part; `head` is 医务科's, `nursing` 护理部's, `chief` and `nurse` the ward's.

    `keeper` and `checker` keep 供应科's store, `buyer` buys for it.
    """

    admin: Desk
    chief: Desk
    nurse: Desk
    handler: Desk
    head: Desk
    nursing: Desk
    leader: Desk
    archivist: Desk
    keeper: Desk
    checker: Desk
    buyer: Desk

    @cached_property
    def engineer(self) -> Desk:
        """设备科's, who judges equipment."""
        return desk_of(self.admin, Role.HANDLER, department="SBK", staff_no="E1")

    @cached_property
    def electrician(self) -> Desk:
        """总务科's, who answers for the power."""
        return desk_of(self.admin, Role.HANDLER, department="ZWK", staff_no="E2")

    def everyone(self) -> tuple[Desk, ...]:
        """All of them but the administrator."""
        return (self.chief, self.nurse, self.handler, self.head, self.nursing, self.leader,
                self.archivist)  # fmt: skip


# In the order of `Cast`, after the administrator: department, role, staff number.
_PARTS = (
    ("GK1", Role.DEPT_HEAD, "W1"),
    ("GK1", Role.REGISTRAR, "W2"),
    ("YWK", Role.HANDLER, "O1"),
    ("YWK", Role.OFFICE_HEAD, "O2"),
    ("HLB", Role.OFFICE_HEAD, "O3"),
    ("YBS", Role.LEADER_IN_CHARGE, "L1"),
    ("YBS", Role.ARCHIVIST, "A1"),
    ("WZK", Role.STOREKEEPER, "K1"),
    ("WZK", Role.STOREKEEPER, "K2"),
    ("WZK", Role.PURCHASER, "B1"),
)


def cast_of(admin: Desk, password: str | None = None) -> Cast:
    """Add the colleagues to a founded hospital; with a password they can sign in a dialog."""
    made = Cast(admin, *desks_of(admin, _PARTS))
    return with_passwords(made, password) if password else made


def with_passwords(cast: Cast, password: str = PASSWORD) -> Cast:
    """Give everybody the password as their own; hashed once, as hashing takes its time."""
    admin = cast.admin
    hashed = accounts.hash_password(password)
    with admin.database.write() as session:
        current = operations.begin(session, admin, "person.password")
        current.permit()
        for one in (*cast.everyone(), cast.keeper, cast.checker, cast.buyer):
            session.get_one(Person, one.person_id).password_hash = hashed
        operations.finish(current)
    return cast


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp())
    admin = founded(folder)
    cast_of(admin)
    admin.database.close()
    return folder / "hospital.db"


def peopled(folder: Path) -> Desk:
    """The administrator's desk at a fresh hospital with the cast in it: made once per run, then copied."""
    return founded(folder, _template())


def cast_at(admin: Desk) -> Cast:
    """The desks of the cast in a `peopled` hospital, where they came right after the administrator."""
    after = range(admin.person_id + 1, admin.person_id + 1 + len(_PARTS))
    return Cast(admin, *(Desk(admin.database, one, admin.workstation) for one in after))


__all__ = ["PASSWORD", "Cast", "cast_at", "cast_of", "peopled", "with_passwords"]
