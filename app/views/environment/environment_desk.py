"""Opens the windows for the environment by the names of the register's tools."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtWidgets import QWidget

from app.services.registers.environment import tools
from app.services.registers.parts import Tool
from app.views.asking.tool_desk import Records, ToolDesk
from app.views.context import Context

# The records a tool is for, or the code of a printed sheet.
Asked = Records | str


@runtime_checkable
class TakesCode(Protocol):
    """A window that opens what a printed code leads to."""

    def open_code(self, code: str) -> None: ...


@runtime_checkable
class TakesCheck(Protocol):
    """A window that shows something of a check."""

    def show_check(self, check_id: int) -> None: ...


@runtime_checkable
class TakesDepartment(Protocol):
    """A window that shows what a department has to check."""

    def show_department(self, department_id: int) -> None: ...


class EnvironmentDesk(ToolDesk):
    """A window that is open already comes to the front."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window, context)
        self._open: dict[str, QWidget] = {}
        opened = self._open
        window.destroyed.connect(lambda: _close(opened))

    def tools(self) -> Mapping[Tool, Callable[[], QWidget]]:
        """The windows for the environment."""
        return {
            tools.ROUND: self._round,
            tools.TREND: self._trend,
            tools.OUT: self._out,
            tools.CALENDAR: self._calendar,
        }

    def use(self, name: str, asked: Asked) -> None:
        """Show the window of a tool with what is asked, made if there is none."""
        shown = self._open.get(name)
        if shown is None or not shiboken6.isValid(shown) or not shown.isVisible():
            shown = self._open[name] = self._openers[name]()
        if isinstance(asked, str) and isinstance(shown, TakesCode):
            shown.open_code(asked)
        elif asked and isinstance(shown, TakesCheck):
            shown.show_check(int(asked[0]))
        elif asked and isinstance(shown, TakesDepartment):
            shown.show_department(int(asked[0]))
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def _round(self) -> QWidget:
        # Not needed before somebody walks a round: not a reason to start later.
        from app.views.environment.round_window import RoundWindow

        return RoundWindow(self._context, self._window)

    def _trend(self) -> QWidget:
        # As above.
        from app.views.environment.trend.trend_dialog import TrendDialog

        return TrendDialog(self._context, self._window.window())

    def _out(self) -> QWidget:
        # As above.
        from app.views.environment.out_dialog import OutDialog

        return OutDialog(self._context, self._window.window())

    def _calendar(self) -> QWidget:
        # As above.
        from app.views.environment.calendar.calendar_dialog import CalendarDialog

        return CalendarDialog(self._context, self._window.window())


def _close(opened: Mapping[str, QWidget]) -> None:
    """The person has gone: their windows go too."""
    for one in opened.values():
        if shiboken6.isValid(one):
            one.close()
