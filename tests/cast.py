"""The people of clause 四.2 in tests: a ward, two offices, those who approve and keep."""

from dataclasses import dataclass
from functools import cached_property

from app.models.organisation import Role
from app.services.operations import Desk
from tests.hospital import PASSWORD, desk_of

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


def cast_of(admin: Desk, password: str | None = None) -> Cast:
    """Add the colleagues to a founded hospital; with a password they can sign in a dialog."""
    return Cast(
        admin,
        desk_of(admin, Role.DEPT_HEAD, department="GK1", staff_no="W1", password=password),
        desk_of(admin, Role.REGISTRAR, department="GK1", staff_no="W2", password=password),
        desk_of(admin, Role.HANDLER, department="YWK", staff_no="O1", password=password),
        desk_of(admin, Role.OFFICE_HEAD, department="YWK", staff_no="O2", password=password),
        desk_of(admin, Role.OFFICE_HEAD, department="HLB", staff_no="O3", password=password),
        desk_of(admin, Role.LEADER_IN_CHARGE, department="YBS", staff_no="L1", password=password),
        desk_of(admin, Role.ARCHIVIST, department="YBS", staff_no="A1", password=password),
        desk_of(admin, Role.STOREKEEPER, department="WZK", staff_no="K1", password=password),
        desk_of(admin, Role.STOREKEEPER, department="WZK", staff_no="K2", password=password),
        desk_of(admin, Role.PURCHASER, department="WZK", staff_no="B1", password=password),
    )


__all__ = ["PASSWORD", "Cast", "cast_of"]
