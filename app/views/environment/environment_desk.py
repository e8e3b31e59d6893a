"""Opens the windows for the environment by the names of the register's tools."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.registers.environment import tools
from app.views.context import Context

# The records a tool is for, or the code of a printed sheet.
Asked = tuple[int, ...] | str


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


class EnvironmentDesk(QObject):
    """Belongs to the main window. A window that is open already comes to the front."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._open: dict[str, QWidget] = {}
        self._tools: Mapping[str, Callable[[Asked], QWidget]] = {
            tools.ROUND.name: self._round,
            tools.TREND.name: self._trend,
            tools.OUT.name: self._out,
            tools.CALENDAR.name: self._calendar,
        }
        context.tool_asked.connect(self.show)
        opened = self._open
        window.destroyed.connect(lambda: _close(opened))

    def show(self, name: str, asked: Asked) -> None:
        """Open the window of a tool; the names of others' tools are theirs."""
        if name not in self._tools:
            return
        shown = self._open.get(name)
        if shown is None or not shiboken6.isValid(shown) or not shown.isVisible():
            shown = self._open[name] = self._tools[name](asked)
        if isinstance(asked, str) and isinstance(shown, TakesCode):
            shown.open_code(asked)
        elif asked and isinstance(shown, TakesCheck):
            shown.show_check(int(asked[0]))
        elif asked and isinstance(shown, TakesDepartment):
            shown.show_department(int(asked[0]))
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def _round(self, _asked: Asked) -> QWidget:
        # Not needed before somebody walks a round: not a reason to start later.
        from app.views.environment.round_window import RoundWindow

        return RoundWindow(self._context, self._window)

    def _trend(self, _asked: Asked) -> QWidget:
        # As above.
        from app.views.environment.trend.trend_dialog import TrendDialog

        return TrendDialog(self._context, self._window.window())

    def _out(self, _asked: Asked) -> QWidget:
        # As above.
        from app.views.environment.out_dialog import OutDialog

        return OutDialog(self._context, self._window.window())

    def _calendar(self, _asked: Asked) -> QWidget:
        # As above.
        from app.views.environment.calendar.calendar_dialog import CalendarDialog

        return CalendarDialog(self._context, self._window.window())


def _close(opened: Mapping[str, QWidget]) -> None:
    """The person has gone: their windows go too."""
    for one in opened.values():
        if shiboken6.isValid(one):
            one.close()
