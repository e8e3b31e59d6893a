"""系统 › 编号: which prefix a register's numbers have, and whether they begin anew monthly or yearly."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord
from app.i18n import _
from app.models.bookkeeping import NumberSeries
from app.models.organisation import Department, Person, Setting
from app.services import access, numbering
from app.services.numbering import Shape
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.text import clean

LONGEST = 6


@dataclass(frozen=True)
class ShapeView:
    """A register with the shape of its numbers and the next number of the person's own department."""

    register: str
    title: str
    own_prefix: str
    shape: Shape
    next_number: str


def shapes(desk: Desk) -> list[ShapeView]:
    """Every register, in menu order."""
    with desk.database.read() as session:
        code = _code(session, desk)
        return [
            ShapeView(
                one.name, _(one.title), one.prefix, shape := numbering.shape(session, one.prefix),
                _next(session, shape, code),
            )
            for one in catalog.REGISTERS
        ]  # fmt: skip


def example(desk: Desk, prefix: str, yearly: bool) -> str:
    """The next number with this shape, for the person's own department."""
    with desk.database.read() as session:
        return _next(session, Shape(clean(prefix).upper(), yearly), _code(session, desk))


@operation("numbering.change")
def change(current: Operation, register: str, prefix: str, yearly: bool) -> Changes:
    """Set the shape of a register's numbers from the next registration on; given numbers stay.

    The new series begins with 1, or goes on where it stopped if it was used before. Raises
    InvalidRecord for a prefix that another register has.
    """
    current.require(access.Permission.CONFIGURE)
    kind = catalog.by_name(register)
    prefix = clean(prefix).upper()
    if problem := _problem(current.session, kind, prefix):
        raise InvalidRecord({"prefix": problem})
    name = numbering.setting_name(kind.prefix)
    value = f"{prefix} {numbering.YEARLY if yearly else numbering.MONTHLY}"
    known = current.session.scalar(select(Setting).where(Setting.name == name))
    if known is None:
        current.session.add(Setting(name=name, value=value))
    else:
        known.value = value
    return current.changes()


def _problem(session: Session, kind: Register, prefix: str) -> str:
    if not prefix.isascii() or not prefix.isalnum() or len(prefix) > LONGEST:
        return _("前缀用 1 到 {n} 位字母或数字，例如 TS").format(n=LONGEST)
    for other in catalog.REGISTERS:
        if other.name == kind.name:
            continue
        if prefix in (other.prefix, numbering.shape(session, other.prefix).prefix):
            return _("“{prefix}”是{title}的前缀，换一个").format(
                prefix=prefix, title=_(other.title)
            )
    return ""


def _code(session: Session, desk: Desk) -> str:
    query = select(Department.code).join(Person, Person.department_id == Department.id)
    return session.scalar(query.where(Person.id == desk.person_id)) or ""


def _next(session: Session, shape: Shape, code: str) -> str:
    name = shape.series(code, clock.today())
    series = session.get(NumberSeries, name)
    return f"{name}-{(series.last if series else 0) + 1:04d}"
