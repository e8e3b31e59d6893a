"""物品材料入库单: whose names stand under F09, and when."""

from collections.abc import Mapping

from app.i18n import _
from app.models.materials.goods_receipt import GoodsReceipt, ReceiptStatus
from app.services.registers.paper import remarks

SIGNATURES: dict[str, str | tuple[str, str]] = {
    "purchaser": ("purchaser_id", "stored_at"),
    "inspector": ("inspector_id", "stored_at"),
    "keeper": ("keeper_id", "stored_at"),
    "finance": "",
}


def paper(receipt: GoodsReceipt, shown: Mapping[str, str]) -> dict[str, str]:
    """Until the goods are stored nobody has signed: who is meant to stands among the remarks."""
    if receipt.status is ReceiptStatus.STORED:
        return {"remarks": remarks(receipt)}
    meant = (
        (_("采购"), shown["purchaser_id"]),
        (_("检验"), shown["inspector_id"]),
        (_("保管"), shown["keeper_id"]),
    )
    return {"purchaser": "", "inspector": "", "keeper": "", "remarks": remarks(receipt, *meant)}
