"""Pictures of 周期报告 as 医务科 sees it: the list, a report, its figures, the pack of a month."""

from collections.abc import Callable
from functools import partial

from app.demo.showing import list_of, seated, tool_over
from app.models.reports.periodic_report import ReportKind
from app.services import lists
from app.services.meetings import pack
from app.services.operations import Desk
from app.services.registers.reports import periodic_report
from app.services.registers.reports.periodic_report import REGISTER
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.reports.figures_dialog import FiguresDialog
from app.views.reports.pack_window import PackWindow
from app.views.studio import SMALL, Studio

_TABLES = {
    ReportKind.COMPLAINTS: "causes",
    ReportKind.INSPECTION: "trend",
    ReportKind.SUPERVISION: "categories",
    ReportKind.BULLETIN: "overview",
}


def take(studio: Studio, desk: Desk) -> None:
    """The list, one report of each kind with its figures, entering of figures, the pack."""
    context, begun = seated(desk)
    window = partial(MainWindow, context, begun)
    studio.take("reports", window, list_of(REGISTER), SMALL)
    for kind, table in _TABLES.items():
        found = lists.ids(desk, REGISTER, lists.Query(filters={"kind": kind.value}))
        if found:
            name = f"reports-{kind.value.lower()}"
            studio.take(name, partial(RecordDialog, context, REGISTER, found[0]), sizes=SMALL)
            studio.take(f"{name}-figures", window, _figures(context, found[0], table), SMALL)
    activity = tool_over(context, REGISTER, periodic_report.ACTIVITY)
    studio.take("reports-activity", window, activity, SMALL)
    studio.take("reports-pack", partial(PackWindow, context, pack.months()[1]), sizes=SMALL)


def _figures(context: Context, record_id: int, table: str) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        tool_over(context, REGISTER, periodic_report.FIGURES, (record_id,))(window)
        for dialog in window.findChildren(FiguresDialog):
            dialog.chips.set_current(table)
            dialog.chips.chosen.emit(table)

    return play
