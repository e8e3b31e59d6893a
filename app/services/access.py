"""Who may do what, as one readable table asked with the object at hand (reliability §5.4)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, false, or_, select, true
from sqlalchemy.orm import Session

from app.errors import NotAllowed
from app.i18n import N_, _
from app.models.base import Base
from app.models.materials.goods_receipt import GoodsReceipt
from app.models.materials.material_lot import MaterialLot
from app.models.materials.rejection import DispositionOrder, InUseNonconformity
from app.models.materials.supplier import Supplier
from app.models.organisation import MEDICAL_AFFAIRS, ROLE_LABELS, Role
from app.services.registers.register import Register, Step
from app.services.registers.world import Actor
from app.services.storage import instances
from app.services.storage.prepared import Prepared

GOODS = frozenset(
    one.__tablename__
    for one in (MaterialLot, GoodsReceipt, InUseNonconformity, DispositionOrder, Supplier)
)
OWN_CORRECTION = timedelta(hours=24)


class Permission(StrEnum):
    """Something a person may do; steps of a life cycle name their roles themselves."""

    READ = "READ"
    REGISTER = "REGISTER"
    CHANGE = "CHANGE"
    SEE_IDENTITY = "SEE_IDENTITY"
    REVEAL = "REVEAL"
    PRINT = "PRINT"
    PRINT_BLANK = "PRINT_BLANK"
    LABEL = "LABEL"
    EXPORT = "EXPORT"
    BULK_EXPORT = "BULK_EXPORT"
    SHARE_VIEW = "SHARE_VIEW"
    IMPORT = "IMPORT"
    FINISH = "FINISH"
    NUDGE = "NUDGE"
    VOID = "VOID"
    ISSUE = "ISSUE"
    ENTER_FIGURES = "ENTER_FIGURES"
    MANAGE_PEOPLE = "MANAGE_PEOPLE"
    CONFIGURE = "CONFIGURE"
    KEEP_POINTS = "KEEP_POINTS"
    AUDIT = "AUDIT"
    OWN_PASSWORD = "OWN_PASSWORD"
    BACK_UP = "BACK_UP"
    RESTORE = "RESTORE"


PERMISSION_LABELS = {
    Permission.READ: N_("查看"),
    Permission.REGISTER: N_("登记"),
    Permission.CHANGE: N_("填写和更正"),
    Permission.SEE_IDENTITY: N_("查看患者身份"),
    Permission.REVEAL: N_("显示完整电话和证号"),
    Permission.PRINT: N_("打印、导出单件"),
    Permission.PRINT_BLANK: N_("打印空白表"),
    Permission.LABEL: N_("打印物品标识"),
    Permission.EXPORT: N_("导出台账"),
    Permission.BULK_EXPORT: N_("导出 50 件以上带身份的台账"),
    Permission.SHARE_VIEW: N_("共用视图"),
    Permission.IMPORT: N_("导入旧台账"),
    Permission.FINISH: N_("登记后续事项办结"),
    Permission.NUDGE: N_("催办"),
    Permission.VOID: N_("作废"),
    Permission.ISSUE: N_("发放库存物品"),
    Permission.ENTER_FIGURES: N_("补录门诊、出院人次"),
    Permission.MANAGE_PEOPLE: N_("管理人员和角色"),
    Permission.CONFIGURE: N_("改设置、科室、时限和节假日"),
    Permission.KEEP_POINTS: N_("管理环境检查点和仪器"),
    Permission.AUDIT: N_("查看和校验审计"),
    Permission.OWN_PASSWORD: N_("改自己的密码"),
    Permission.BACK_UP: N_("备份数据"),
    Permission.RESTORE: N_("从备份恢复"),
}

# A all · D own department · O own entries · C own cases (a functional department's) · - never
# G own department's goods, and own entries elsewhere: a store keeps its papers, not its complaints
MATRIX_TEXT = """
                REG  HEAD HAND OFFI STOR PURC ENVI LEAD ARCH AUDI ADMI SECU VIEW
READ            D    D    C    C    D    C    C    A    A    A    -    -    D
REGISTER        A    A    A    A    A    A    A    -    -    -    -    -    -
CHANGE          O    D    C    C    G    C    C    -    -    -    -    -    -
SEE_IDENTITY    D    D    C    C    -    -    -    A    -    -    -    -    -
REVEAL          O    D    C    C    -    -    -    A    -    -    -    -    -
PRINT           D    D    C    C    G    C    C    A    A    -    -    -    -
PRINT_BLANK     A    A    A    A    A    A    A    A    A    A    A    A    A
LABEL           D    D    C    C    D    C    -    A    -    -    -    -    -
EXPORT          -    D    C    C    G    C    C    A    -    -    -    -    -
BULK_EXPORT     -    -    -    C    -    -    -    A    -    -    -    -    -
SHARE_VIEW      -    -    -    A    -    -    -    A    -    -    -    -    -
IMPORT          -    -    -    A    -    -    -    -    -    -    -    -    -
FINISH          -    -    C    C    -    C    C    A    -    -    -    -    -
NUDGE           -    D    C    C    D    C    C    A    -    -    -    -    -
VOID            -    -    -    C    -    -    -    A    -    -    -    -    -
ISSUE           -    -    -    -    D    -    -    -    -    -    -    -    -
ENTER_FIGURES   -    -    A    A    -    -    -    A    -    -    -    -    -
MANAGE_PEOPLE   -    -    -    -    -    -    -    -    -    -    A    A    -
CONFIGURE       -    -    -    A    -    -    -    -    -    -    A    -    -
KEEP_POINTS     -    D    D    A    D    -    A    -    -    -    A    -    -
AUDIT           -    -    -    -    -    -    -    A    -    A    A    A    -
OWN_PASSWORD    A    A    A    A    A    A    A    A    A    A    A    A    A
BACK_UP         -    -    -    -    -    -    -    -    -    -    A    A    -
RESTORE         -    -    -    -    -    -    -    -    -    -    A    -    -
"""

COLUMNS = (
    Role.REGISTRAR, Role.DEPT_HEAD, Role.HANDLER, Role.OFFICE_HEAD, Role.STOREKEEPER,
    Role.PURCHASER, Role.ENVIRONMENT_SUPERVISOR, Role.LEADER_IN_CHARGE, Role.ARCHIVIST,
    Role.AUDITOR, Role.ADMIN, Role.SECURITY_ADMIN, Role.VIEWER,
)  # fmt: skip


def _read_matrix(table: str) -> dict[tuple[Permission, Role], str]:
    cells = {}
    for line in table.strip().splitlines()[1:]:
        name, *row = line.split()
        for role, cell in zip(COLUMNS, row, strict=True):
            cells[Permission(name), role] = cell
    return cells


MATRIX = _read_matrix(MATRIX_TEXT)


def allowed(
    actor: Actor,
    permission: Permission,
    record: Any = None,
    register: Register | None = None,
    now: datetime | None = None,
) -> bool:
    """Whether one of the person's roles permits this, with this object."""
    return any(
        _covers(MATRIX[permission, role], actor, permission, record, register, now)
        for role in actor.roles
    )


def require(
    actor: Actor,
    permission: Permission,
    record: Any = None,
    register: Register | None = None,
    now: datetime | None = None,
) -> None:
    """Raise NotAllowed, in words, unless the matrix permits it."""
    if not allowed(actor, permission, record, register, now):
        roles = "、".join(_(ROLE_LABELS[role]) for role in sorted(actor.roles)) or _("无角色")
        raise NotAllowed(
            _("您的角色（{roles}）不能做这件事：{what}。需要时找本科室负责人或系统管理员。").format(
                roles=roles, what=_(PERMISSION_LABELS[permission])
            )
        )


def _covers(
    cell: str,
    actor: Actor,
    permission: Permission,
    record: Any,
    register: Register | None,
    now: datetime | None,
) -> bool:
    if cell == "-":
        return False
    if cell == "A" or record is None or register is None:
        return True
    if permission is not Permission.READ and is_about(actor, record, register):
        return False
    if cell == "G":
        cell = "D" if register.name in GOODS else "O"
    if cell == "O":
        recent = (
            now is None
            or permission is not Permission.CHANGE
            or (now - record.created_at <= OWN_CORRECTION)
        )
        return record.created_by_id == actor.id and recent
    if cell == "D":
        return actor.department_id in departments_of(record, register.wards)
    return in_own_line(actor, record, register)


def in_own_line(actor: Actor, record: Any, register: Register) -> bool:
    """Whether a functional department's person has to do with this case (三.1–三.13).

    医务科 has, with every case, and whoever judges all cases of a register; others with those routed
    to them, those they assist in, those their own department registered, and those not yet routed
    to anybody.
    """
    if actor.department_function in register.functions | {MEDICAL_AFFAIRS}:
        return True
    offices = departments_of(record, register.offices)
    return not offices or actor.department_id in offices | {record.department_id}


def is_about(actor: Actor, record: Any, register: Register) -> bool:
    """Whether the record is about this very person, who then may not work on it."""
    return bool(register.about) and getattr(record, register.about) == actor.id


def may_identify(actor: Actor, record: Any, register: Register) -> bool:
    """Whether the person may know who complained and who the patient is."""
    return not is_about(actor, record, register) and allowed(
        actor, Permission.SEE_IDENTITY, record, register
    )


def departments_of(record: Any, names: tuple[str, ...]) -> set[int]:
    """The departments these columns of a record name."""
    found: set[int] = set()
    for name in names:
        value = getattr(record, name)
        if isinstance(value, list):
            found.update(value)
        elif value is not None:
            found.add(value)
    return found


def may_step(actor: Actor, roles: frozenset[Role], record: Any, register: Register) -> bool:
    """Whether the person holds a role of this step and the case is within that role's reach."""
    if is_about(actor, record, register):
        return False
    for role in actor.roles & roles:
        cell = MATRIX[Permission.READ, role]
        if _covers(cell, actor, Permission.READ, record, register, None):
            return True
    return False


def deputy_words(actor: Actor, step: Step) -> str | None:
    """For whom somebody acted who holds a step's role only by delegation (代理授权)."""
    names = [name for role, name in actor.delegated if role in step.roles]
    own = actor.roles - {role for role, _name in actor.delegated}
    return "、".join(dict.fromkeys(names)) if names and not own & step.roles else None


def refusal_of_roles(step: Step) -> str:
    """Why a person without any role of a step cannot take it."""
    roles = "、".join(_(ROLE_LABELS[role]) for role in sorted(step.roles))
    return _("“{step}”由{roles}办理").format(step=_(step.label), roles=roles)


def visible(actor: Actor, register: Register) -> ColumnElement[bool]:
    """The condition that narrows every query to what the person may see."""
    cells = {MATRIX[Permission.READ, role] for role in actor.roles}
    everything = register.functions | {MEDICAL_AFFAIRS}
    if "A" in cells or ("C" in cells and actor.department_function in everything):
        return true()
    model: Any = register.model
    either: list[ColumnElement[bool]] = []
    if "D" in cells:
        either += [
            _in_list(getattr(model, name), actor.department_id)
            if name.endswith("_ids")
            else getattr(model, name) == actor.department_id
            for name in register.wards
        ]
    if "C" in cells:
        either.append(model.department_id == actor.department_id)
        unrouted = []
        for name in register.offices:
            column = getattr(model, name)
            if name.endswith("_ids"):
                either.append(_in_list(column, actor.department_id))
            else:
                either.append(column == actor.department_id)
                unrouted.append(column.is_(None))
        either += unrouted
    return or_(*either) if either else false()


def find(session: Session, actor: Actor, register: Register, record_id: int) -> Any | None:
    """One record by its id; None if there is none, or the person may not see it."""
    session.flush()
    row = _seeking(actor, register).first(session, id=record_id)
    if row is None:
        return None
    known = instances.known(session, register.model, record_id)
    if known is not None:
        return known
    names = instances.attributes(register.model)
    record = instances.made(register.model, dict(zip(names, row, strict=True)))
    instances.keep(session, record)
    return record


# Made once for what of a person decides what they see: every save and every page begins with it.
_SOUGHT: dict[tuple[Any, ...], Prepared] = {}


def _seeking(actor: Actor, register: Register) -> Prepared:
    key = (register.name, actor.department_id, actor.department_function, actor.roles)
    made = _SOUGHT.get(key)
    if made is None:
        model: Any = register.model
        table = Base.metadata.tables[model.__tablename__]
        columns = [table.c[name] for name in instances.attributes(model)]
        one = select(*columns).where(table.c.id == bindparam("id"), visible(actor, register))
        made = _SOUGHT[key] = Prepared(one)
    return made


def of_department(register: Register, department_id: int) -> ColumnElement[bool]:
    """The condition for the records a department has to do with, in whatever part."""
    model: Any = register.model
    return or_(
        *(
            _in_list(getattr(model, name), department_id)
            if name.endswith("_ids")
            else getattr(model, name) == department_id
            for name in (*register.wards, *register.offices)
        )
    )


def _in_list(column: Any, value: int) -> ColumnElement[bool]:
    # Lists are canonical JSON of whole numbers: [3,17]. Four exact shapes, no wildcard in data.
    text = cast(column, String)
    return or_(
        text == f"[{value}]",
        text.like(f"[{value},%"),
        text.like(f"%,{value},%"),
        text.like(f"%,{value}]"),
    )
