"""How the parts of a traced recall look as lists: lots, cases in use, what was said, and misses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import clock
from app.i18n import N_, _
from app.services.materials.tracing import LOTS, Case, Found, Trace
from app.services.registers.register import Register
from app.views import theme
from app.views.registers.state_badges import state_badge
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

Key = tuple[str, int]
Row = tuple[Key, tuple[Cell, ...]]
_W = theme.WIDTHS
_STRETCH = TableColumn(_W["column_stretch_least"], stretch=True)


@dataclass(frozen=True)
class Part:
    """One list of the result: its name, heads, columns, and its rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    rows: Callable[[Trace], Sequence[Row]]


def _lots(found: Trace) -> Sequence[Row]:
    return [((LOTS.name, one.lot_id), _lot(one)) for one in found.lots]


def _lot(one: Found) -> tuple[Cell, ...]:
    wards = "、".join(f"{gone.department} {gone.quantity}" for gone in one.issued)
    return (
        Cell(one.lot_number),
        Cell("　".join(part for part in (one.name, one.specification) if part)),
        Cell(f"{one.expires_on}" if one.expires_on else "—", "text2"),
        Cell(one.place or "—", "text2"),
        Cell(f"{one.in_stock}", right=True),
        Cell(wards or "—", "text" if wards else "text2"),
        Cell("、".join(one.receipts) or "—", "text2"),
        Cell(badge=state_badge(LOTS, one.state)),
        Cell(one.number, "text2"),
    )


def _cases(kind: Register, cases: Sequence[Case]) -> Sequence[Row]:
    return [
        (
            (kind.name, one.record_id),
            (
                Cell(one.number),
                Cell(f"{clock.local(one.at):%Y-%m-%d}", "text2"),
                Cell(one.department or "—", "text2"),
                Cell(one.title),
                Cell(one.lot_number or "—"),
                Cell(badge=state_badge(kind, one.state)),
            ),
        )
        for one in cases
    ]


_CASE_HEADS = (N_("编号"), N_("日期"), N_("科室"), N_("事项"), N_("批号"), N_("状态"))
_CASE_COLUMNS = (
    TableColumn(_W["column_number"]),
    TableColumn(_W["column_date"]),
    TableColumn(_W["column_department"] + theme.MARGIN),
    _STRETCH,
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_status"]),
)
PARTS = (
    Part(
        "lots",
        N_("查到的批"),
        (N_("批号"), N_("名称规格"), N_("有效期至"), N_("位置"), N_("库存数"), N_("发放到"),
         N_("入库单"), N_("状态"), N_("编号")),
        (TableColumn(_W["column_department"] + theme.MARGIN), _STRETCH,
         TableColumn(_W["column_date"]), TableColumn(_W["column_department"] + theme.MARGIN),
         TableColumn(_W["count"]), TableColumn(_W["column_number"] + theme.MARGIN),
         TableColumn(_W["column_number"], drop=2), TableColumn(_W["column_status"]),
         TableColumn(_W["column_number"], drop=1)),
        _lots,
    ),
    Part("cases", N_("使用中不合格"), _CASE_HEADS, _CASE_COLUMNS,
         lambda found: _cases(*found.related()[0])),
    Part("heard", N_("相关投诉"), _CASE_HEADS, _CASE_COLUMNS,
         lambda found: _cases(*found.related()[1])),
    Part("misses", N_("没有查到"), (N_("批号或范围"),), (_STRETCH,),
         lambda found: [(("", place), (Cell(one),)) for place, one in enumerate(found.misses)]),
)  # fmt: skip


def footer(part: Part, found: Trace) -> str:
    """How many, and for the misses what that means."""
    n = len(part.rows(found))
    if part.name == "misses" and n:
        return _("{n} 项没有查到：本院没有进过，或不在您能看的范围里").format(n=n)
    if part.name == "lots" and not found.is_whole:
        return _("查到的太多，只列出最早的 {n} 批；把范围改小再查").format(n=n)
    return _("{n} 项，已全部列出").format(n=n)
