"""Pictures of clause 四.3 as the keeper of the store sees it."""

from functools import partial

from app.demo.showing import list_of, seat_of, seated, tool_over
from app.models.materials.material_lot import LotStatus
from app.models.materials.rejection import InUseStatus
from app.models.materials.supplier import SupplierStatus
from app.services import lists
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from app.services.registers.materials import tools
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.materials.trace_dialog import TraceDialog
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Play, Studio

LOT, SUPPLIER, IN_USE = map(by_name, ("material_lot", "supplier", "in_use_nonconformity"))
RECEIPT, ORDER = map(by_name, ("goods_receipt", "disposition_order"))
KEEPER = "温某"
RECALL = "召回：批号 DEMO-L02-DEMO-L04、DEMO-L07；ＤＥＭＯ－Ｌ９９"


def take(studio: Studio, desk: Desk) -> None:
    """The lists, lots in three states, a supplier, goods in use, and the windows for goods."""
    keeper = seat_of(desk, KEEPER)
    context, begun = seated(keeper)
    window = partial(MainWindow, context, begun)
    for name, kind in (
        ("goods", LOT), ("goods-receipts", RECEIPT), ("goods-in-use", IN_USE),
        ("goods-orders", ORDER), ("goods-suppliers", SUPPLIER),
    ):  # fmt: skip
        studio.take(name, window, list_of(kind), SMALL)
    for name, kind, state in (
        ("record-lot-waiting", LOT, LotStatus.RECEIVED_PENDING),
        ("record-lot-stocked", LOT, LotStatus.STOCKED),
        ("record-lot-returned", LOT, LotStatus.RETURNED),
        ("record-supplier", SUPPLIER, SupplierStatus.WARNING),
        ("record-in-use", IN_USE, InUseStatus.CLOSED),
    ):
        found = lists.ids(keeper, kind, lists.Query(status=state))
        if found:
            studio.take(name, partial(RecordDialog, context, kind, found[0]), sizes=SMALL)
    stocked = tuple(lists.ids(keeper, LOT, lists.Query(status=LotStatus.STOCKED)))
    for tool, records in ((tools.ISSUE, stocked[:3]), (tools.STOCK, ())):
        studio.take(tool.name, window, tool_over(context, LOT, tool, records), SMALL)
    studio.take(tools.TRACE.name, window, _trace(context), SMALL)


def _trace(context: Context) -> Play:
    def play(window: MainWindow) -> None:
        tool_over(context, LOT, tools.TRACE)(window)
        for dialog in window.findChildren(TraceDialog):
            dialog.text.set_value(RECALL)
            dialog.act.click()

    return play
