"""What lies where as a workbook: the lots asked for, by zone and place."""

from pathlib import Path

from app.i18n import _
from app.services.materials import goods_sheets, zones
from app.services.materials.goods_sheets import Table
from app.services.materials.zones import Asked
from app.services.operations import Desk


def export(desk: Desk, asked: Asked, words: str, path: Path) -> int:
    """Write every lot asked for; returns the lines written. Raises NotAllowed, FileProblem."""
    heads = (
        _("分区"), _("位置"), _("名称"), _("规格"), _("批号"), _("有效期至"), _("数量"), _("单位"),
        _("供货单位"), _("状态"), _("编号"), _("停用"),
    )  # fmt: skip
    rows = (
        (_(one.zone.label), one.place, one.name, one.specification, one.lot_number,
         one.expires_on, one.quantity, one.unit, one.supplier, _(one.state.label), one.number,
         one.restricted)
        for one in zones.stock(desk, asked, most=None).lines
    )  # fmt: skip
    condition = _("条件：{words}").format(words=words or _("全部"))
    table = Table(_("库存"), heads, rows)
    return goods_sheets.export(desk, "stock", _("库存分区"), condition, [table], path)
