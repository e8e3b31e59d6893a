"""The columns of a register's table, from its fields, and what each shows of a record."""

from dataclasses import dataclass

from app.i18n import N_
from app.services import lists
from app.services.registers.register import Kind, Register
from app.views import theme
from app.views.registers.state_badges import due_badge, state_badge
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

NUMBER, STATUS, DUE, REMARK = "number", "status", "due_on", lists.REMARK
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_WHEN = frozenset({Kind.DATE, Kind.DATETIME})
_NOTHING = "—"
_EMPTY = Cell(_NOTHING, "text2")


@dataclass(frozen=True)
class Column:
    """A column: the field or one of number, status, deadline and remark; `sort` is empty when it cannot."""

    name: str
    label: str
    layout: TableColumn
    sort: str
    tone: str = "text"
    right: bool = False


def columns(register: Register) -> tuple[Column, ...]:
    """Number, the register's own columns, state and deadline, in this order; then those to choose.

    In a narrow window the chosen ones give way first, then the register's own from the last one
    leftwards; the one that names what happened stretches and stays.
    """
    names = register.wide_columns or register.columns
    more = tuple(name for name in lists.listed_fields(register) if name not in names)
    wide = tuple(name for name in names if name not in register.columns)
    order = [*register.columns, *wide, *more]
    drops = {name: place for place, name in enumerate(reversed(order), start=1)}
    found = [Column(NUMBER, N_("编号"), _fixed("column_number"), NUMBER)]
    found += [_own(register, name, drops[name]) for name in names]
    found.append(Column(STATUS, N_("状态"), _fixed("column_status"), STATUS))
    if hasattr(register.model, DUE):
        found.append(Column(DUE, register.due_head, _fixed("column_deadline"), DUE))
    if register.remark is not None:
        layout = TableColumn(register.remark.width)
        found.append(Column(REMARK, register.remark.label, layout, "", "text2"))
    return (*found, *(_own(register, name, drops[name]) for name in more))


def _own(register: Register, name: str, drop: int) -> Column:
    field, what = register[name], register.subject[0]
    layout = TableColumn(
        theme.WIDTHS["column_stretch_least"] if name == what else field.width,
        stretch=name == what,
        drop=0 if name in (what, register.received) else drop,
        wide_only=name in register.wide_columns and name not in register.columns,
        extra=name not in (register.wide_columns or register.columns),
    )
    return Column(
        name,
        register.heads.get(name, field.label),
        layout,
        "" if field.many else name,
        "text2" if field.kind in _WHEN else "text",
        field.kind in _NUMBERS and not field.many,
    )


def _fixed(width: str) -> TableColumn:
    return TableColumn(theme.WIDTHS[width])


def cell(register: Register, column: Column, row: lists.Row) -> Cell:
    """What a column shows of a record."""
    if column.name == STATUS:
        return Cell(badge=state_badge(register, row.status))
    if column.name == DUE:
        return Cell(badge=due_badge(row.due)) if row.due else _EMPTY
    text = row.cells.get(column.name, "")
    return Cell(text, column.tone, right=column.right) if text else _EMPTY
