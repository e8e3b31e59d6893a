"""Opens the windows of reports by the names of the register's tools."""

from collections.abc import Callable, Mapping

from app.i18n import _
from app.services.registers.parts import Tool
from app.services.registers.reports import periodic_report
from app.views.asking import opening
from app.views.asking.tool_desk import Records, ToolDesk


class ReportsDesk(ToolDesk):
    """数据和图, 门诊、出院人次, 质控例会资料."""

    def tools(self) -> Mapping[Tool, Callable[[Records], None]]:
        """The windows of reports."""
        return {
            periodic_report.FIGURES: self.figures,
            periodic_report.ACTIVITY: self.activity,
            periodic_report.PACK: self.pack,
        }

    def figures(self, reports: Records) -> None:
        """数据和图 of the report chosen."""
        # Not needed before somebody looks at a report: not a reason to start later.
        from app.views.reports.figures_dialog import FiguresDialog

        if reports:
            opening.show(FiguresDialog(self._context, reports[0], self.front()))
        else:
            self._context.said.emit(_("先在列表里选一份报告"))

    def activity(self, _reports: Records = ()) -> None:
        """门诊、出院人次."""
        # As above.
        from app.views.reports.activity_dialog import ActivityDialog

        opening.show(ActivityDialog(self._context, self.front()))

    def pack(self, _reports: Records = ()) -> None:
        """质控例会资料."""
        # As above; it brings printing along.
        from app.views.reports.pack_window import PackDialog

        opening.show(PackDialog(self._context, self.front()))
