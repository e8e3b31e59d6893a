"""Who works here: departments (renamable), people with their roles, and what the hospital has set."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Audited, Base, UtcDateTime, by_value


class Role(StrEnum):
    """What a person may do; one account may hold several (domain §6.5)."""

    REGISTRAR = "REGISTRAR"
    DEPT_HEAD = "DEPT_HEAD"
    HANDLER = "HANDLER"
    OFFICE_HEAD = "OFFICE_HEAD"
    STOREKEEPER = "STOREKEEPER"
    PURCHASER = "PURCHASER"
    ENVIRONMENT_SUPERVISOR = "ENVIRONMENT_SUPERVISOR"
    LEADER_IN_CHARGE = "LEADER_IN_CHARGE"
    ARCHIVIST = "ARCHIVIST"
    AUDITOR = "AUDITOR"
    ADMIN = "ADMIN"
    SECURITY_ADMIN = "SECURITY_ADMIN"
    VIEWER = "VIEWER"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.REGISTRAR: N_("登记员"),
    Role.DEPT_HEAD: N_("科室负责人"),
    Role.HANDLER: N_("职能科室经办"),
    Role.OFFICE_HEAD: N_("职能科室负责人"),
    Role.STOREKEEPER: N_("仓库保管员"),
    Role.PURCHASER: N_("采购员"),
    Role.ENVIRONMENT_SUPERVISOR: N_("环境监督"),
    Role.LEADER_IN_CHARGE: N_("分管领导"),
    Role.ARCHIVIST: N_("档案员"),
    Role.AUDITOR: N_("审计员"),
    Role.ADMIN: N_("系统管理员"),
    Role.SECURITY_ADMIN: N_("安全管理员"),
    Role.VIEWER: N_("只读"),
}


# Parts in the procedure that rules name (三.1, 三.2); `Department.function` holds them.
MEDICAL_AFFAIRS, NURSING = "MEDICAL_AFFAIRS", "NURSING"


class Department(Audited, Base):
    """A department. The code goes into record numbers; the name may be changed by the hospital.

    `function` is the department's part in the procedure (三.1–三.13), e.g. `MEDICAL_AFFAIRS`; a
    functional department receives complaints, wards and others have none.
    """

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    initials: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[str | None] = mapped_column(String(40), unique=True)
    functional: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Person(Audited, Base):
    """A member of staff. Those with a password hash can sign in with their staff number (工号)."""

    __tablename__ = "person"
    unaudited = Audited.unaudited | {
        "password_hash", "failures", "last_failure_at", "locked_until"
    }  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_no: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    initials: Mapped[str] = mapped_column(String(200), default="")
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    title: Mapped[str | None] = mapped_column(String(60))
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrant(Audited, Base):
    """One role of one person. A grant withdrawn stays, inactive."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(by_value(Role))
    active: Mapped[bool] = mapped_column(default=True)


class Delegation(Audited, Base):
    """Somebody acts for an approver who is away, from one day to another (代理授权)."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="two_people"),
        CheckConstraint("starts_on <= ends_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Audited, Base):
    """One thing the hospital has set: its name, the counting of days, the length of the idle lock."""

    __tablename__ = "setting"
    __table_args__ = (CheckConstraint("length(name) > 0", name="named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(String(500), default="")
