"""The result of a recall as a workbook: lots and where they went, cases, complaints, what was not found."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from app import clock
from app.i18n import _
from app.services.materials import goods_sheets
from app.services.materials.goods_sheets import Row, Table
from app.services.materials.tracing import Case, Trace
from app.services.operations import Desk


def export(desk: Desk, found: Trace, asked: str, path: Path) -> int:
    """Write what was found; returns the lines written. Raises NotAllowed, FileProblem."""
    words = _("追查：{text}").format(text=asked)
    return goods_sheets.export(desk, "trace", _("批号追查"), words, _tables(found), path)


def _tables(found: Trace) -> list[Table]:
    heads = (_("编号"), _("批号"), _("事项"), _("科室"), _("状态"), _("日期"))
    lots = (
        _("编号"), _("名称"), _("规格"), _("批号"), _("有效期至"), _("供货单位"), _("状态"),
        _("位置"), _("库存数"), _("单位"), _("入库单"), _("发放到"), _("发放数"), _("最近发放"),
    )  # fmt: skip
    return [
        Table(_("批次和去向"), lots, _lots(found)),
        Table(_("使用中不合格"), heads, map(_case, found.cases)),
        Table(_("投诉"), heads, map(_case, found.complaints)),
        Table(_("没有查到"), (_("批号或范围"),), ((one,) for one in found.misses)),
    ]


def _lots(found: Trace) -> Iterator[Row]:
    """A line for each ward a lot went to; one for a lot that went nowhere."""
    for one in found.lots:
        lot = (one.number, one.name, one.specification, one.lot_number, one.expires_on,
               one.supplier, one.status, one.place, one.in_stock, one.unit,
               "、".join(one.receipts))  # fmt: skip
        if not one.issued:
            yield (*lot, None, None, None)
        for gone in one.issued:
            yield (*lot, gone.department, gone.quantity, _day(gone.moved_at))


def _case(one: Case) -> Row:
    return (one.number, one.lot_number, one.title, one.department, _(one.state.label),
            _day(one.at))  # fmt: skip


def _day(moment: datetime) -> date:
    return clock.local(moment).date()
