"""Pictures of clause 四.3 as the keeper of the store sees it."""

from collections.abc import Callable
from functools import partial

from app.models.materials.material_lot import LotStatus
from app.models.materials.rejection import InUseStatus
from app.models.materials.supplier import SupplierStatus
from app.services import lists
from app.services.operations import Desk
from app.services.people import directory, shift
from app.services.registers.catalog import by_name, group_of
from app.services.registers.materials import tools
from app.services.registers.register import Register
from app.views.context import Context
from app.views.group_page import GroupPage
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.materials.trace_dialog import TraceDialog
from app.views.registers.labels.page import LabelledPage
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Studio

LOT, SUPPLIER, IN_USE = map(by_name, ("material_lot", "supplier", "in_use_nonconformity"))
RECEIPT, ORDER = map(by_name, ("goods_receipt", "disposition_order"))
KEEPER = "温某"
RECALL = "召回：批号 DEMO-L02-DEMO-L04、DEMO-L07；ＤＥＭＯ－Ｌ９９"


def take(studio: Studio, desk: Desk) -> None:
    """The lists, lots in three states, a supplier, goods in use, and the windows for goods."""
    keeper = _keeper(desk)
    begun = shift.begin(keeper)
    context = Context(keeper, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    window = partial(MainWindow, context, begun)
    for name, kind in (
        ("goods", LOT), ("goods-receipts", RECEIPT), ("goods-in-use", IN_USE),
        ("goods-orders", ORDER), ("goods-suppliers", SUPPLIER),
    ):  # fmt: skip
        studio.take(name, window, _list_of(kind), SMALL)
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
    for tool, records in ((tools.ISSUE, stocked[:3]), (tools.STOCK, ()), (tools.TRACE, ())):
        studio.take(tool.name, window, _tool(context, tool.name, records), SMALL)


def _tool(context: Context, name: str, records: tuple[int, ...]) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        _list_of(LOT)(window)
        context.tool_asked.emit(name, records)
        for dialog in window.findChildren(TraceDialog):
            dialog.text.set_value(RECALL)
            dialog.act.click()

    return play


def _keeper(desk: Desk) -> Desk:
    person = next(one.id for one in directory.load(desk).people if one.text == KEEPER)
    return Desk(desk.database, person, desk.workstation)


def _list_of(kind: Register) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        window.top.set_current(group_of(kind).name)
        page = window.page()
        assert isinstance(page, GroupPage)
        page.show_register(kind)
        window.focus_page()
        shown = page.page()
        if isinstance(shown, LabelledPage):
            shown.labels.reload()

    return play
