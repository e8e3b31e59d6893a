"""What opens the windows of a tab by the names of its registers' tools."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.registers.parts import Tool
from app.views.asking import opening
from app.views.context import Context

Records = tuple[int, ...]


class ToolDesk(QObject):
    """Belongs to the main window; what a window opens further is asked of the context."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._openers = {tool.name: opener for tool, opener in self.tools().items()}
        context.tool_asked.connect(self.show)

    def tools(self) -> Mapping[Tool, Callable[..., Any]]:
        """The tools of this desk, and what opens the window of each."""
        raise NotImplementedError

    def show(self, name: str, asked: Any) -> None:
        """Open the window of a tool, for these records or for none in particular; others' are theirs."""
        if name in self._openers:
            self.use(name, asked)

    def use(self, name: str, asked: Any) -> None:
        """Open the window of one of these tools."""
        self._openers[name](asked)

    def front(self) -> QWidget:
        """The window a tool's window stands over."""
        return opening.in_front(self._window)
