"""Pictures of 周期报告 as 医务科 sees it: the list, a report, its figures, the pack of a month."""

from collections.abc import Callable
from functools import partial

from app.models.reports.periodic_report import ReportKind
from app.services import lists
from app.services.meetings import pack
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import group_of
from app.services.registers.reports import periodic_report
from app.services.registers.reports.periodic_report import REGISTER
from app.views.context import Context
from app.views.jobs import Jobs
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
    begun = shift.begin(desk)
    context = Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    window = partial(MainWindow, context, begun)
    studio.take("reports", window, _list, SMALL)
    for kind, table in _TABLES.items():
        found = lists.ids(desk, REGISTER, lists.Query(filters={"kind": kind.value}))
        if found:
            name = f"reports-{kind.value.lower()}"
            studio.take(name, partial(RecordDialog, context, REGISTER, found[0]), sizes=SMALL)
            studio.take(f"{name}-figures", window, _figures(context, found[0], table), SMALL)
    studio.take("reports-activity", window, _activity(context), SMALL)
    studio.take("reports-pack", partial(PackWindow, context, pack.months()[1]), sizes=SMALL)


def _list(window: MainWindow) -> None:
    window.top.set_current(group_of(REGISTER).name)
    window.focus_page()


def _figures(context: Context, record_id: int, table: str) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        _list(window)
        context.tool_asked.emit(periodic_report.FIGURES.name, (record_id,))
        for dialog in window.findChildren(FiguresDialog):
            dialog.chips.set_current(table)
            dialog.chips.chosen.emit(table)

    return play


def _activity(context: Context) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        _list(window)
        context.tool_asked.emit(periodic_report.ACTIVITY.name, ())

    return play
