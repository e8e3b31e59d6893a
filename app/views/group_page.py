"""A tab that holds several registers as sub-lists, each made when it is first looked at."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.services.registers.catalog import Group
from app.services.registers.parts import Tool
from app.services.registers.register import Register
from app.views import theme
from app.views.registers.register_page import RegisterPage
from app.views.widgets.buttons import Button, quiet
from app.views.widgets.counted_tabs import CountedTabs


class GroupPage(QWidget):
    """The registers of a group under one row of tabs, and beside it their further windows."""

    keys_changed = Signal()
    tool_asked = Signal(str, object)  # its name, the records chosen in the list

    def __init__(
        self,
        group: Group,
        make: Callable[[Register], RegisterPage],
        tools: Sequence[Tool] = (),
    ) -> None:
        super().__init__()
        self._registers, self._make, self._tools = group.registers, make, tuple(tools)
        self._pages: dict[str, RegisterPage] = {}
        self._tool_buttons: dict[str, Button] = {}
        titles = [_(one.title) for one in group.registers]
        self.tabs = CountedTabs("Sub", _(group.title), titles)
        self._stack = QStackedWidget()
        self._arrange()
        self.tabs.currentChanged.connect(lambda _index: self._show_current())
        if self._is_several():
            for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
                self._add_key(keys, partial(self._walk, step))
        for tool in self._tools:
            self._add_key(tool.keys, partial(self._ask_tool, tool))

    def page(self) -> RegisterPage:
        """The sub-list shown; it is made when it is first asked for."""
        register = self._registers[self.tabs.currentIndex()]
        if register.name not in self._pages:
            made = self._pages[register.name] = self._make(register)
            self._stack.addWidget(made)
            if not self._is_several():
                made.add_ways(self._buttons())
                self._fold_buttons()
        return self._pages[register.name]

    def show_register(self, register: Register) -> None:
        """Go to a sub-list."""
        self.tabs.setCurrentIndex(self._registers.index(register))

    def set_counts(self, overdue: Mapping[str, int]) -> None:
        """The number overdue in each sub-list, by the register's name."""
        for place, register in enumerate(self._registers):
            self.tabs.set_count(place, overdue.get(register.name, 0))

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys of the sub-list shown, and the way to the next one."""
        *most, last = self.page().strip_keys()
        own = self._registers[self.tabs.currentIndex()].tools
        more = [(one.keys, _(one.label).rstrip("…")) for one in self._tools if one in own]
        others = [("Ctrl+Tab", _("下一个台账"))] if self._is_several() else []
        return [*most, *more, *others, last]

    def appear(self) -> None:
        """The tab comes to the front: so does the sub-list that was looked at last."""
        self.page().appear()

    def next_area(self) -> None:
        """F6: filter → list → filter."""
        self.page().next_area()

    def reload(self) -> None:
        """F5: read the sub-list shown anew."""
        self.page().reload()

    def showEvent(self, event: QShowEvent) -> None:
        """The first sub-list is made when the tab is first looked at."""
        super().showEvent(event)
        self._stack.setCurrentWidget(self.page())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._is_several():
            row = QHBoxLayout()
            row.setContentsMargins(theme.MARGIN, theme.GAP_INNER, theme.MARGIN, 0)
            row.addWidget(self.tabs, 1)
            for button in self._buttons():
                row.addWidget(button)
            column.addLayout(row)
        else:
            self.tabs.hide()
        column.addWidget(self._stack, 1)

    def _is_several(self) -> bool:
        return len(self._registers) > 1

    def _buttons(self) -> list[Button]:
        for tool in self._tools:
            button = self._tool_buttons[tool.name] = quiet(_(tool.label), tool.icon)
            button.clicked.connect(lambda _on=False, tool=tool: self._ask_tool(tool))
        self._fold_buttons()
        return list(self._tool_buttons.values())

    def _fold_buttons(self) -> None:
        """Beside all that stands in the head of a register there is no room for words below 1300."""
        is_narrow = not self._is_several() and self.width() < theme.NARROW_WINDOW
        for tool in self._tools:
            button, words = self._tool_buttons.get(tool.name), _(tool.label)
            if button is not None:
                button.set_text("" if is_narrow else words)
                button.setAccessibleName(words)
                button.set_hint(f"{words.rstrip('…')}  {tool.keys}" if is_narrow else tool.keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way where there is little room."""
        super().resizeEvent(event)
        self._fold_buttons()

    def _add_key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _ask_tool(self, tool: Tool) -> None:
        """For the records chosen where the list is of such; else for none in particular."""
        is_own = tool in self._registers[self.tabs.currentIndex()].tools
        self.tool_asked.emit(tool.name, _chosen(self.page()) if is_own else ())

    def _walk(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _show_current(self) -> None:
        page = self.page()
        self._stack.setCurrentWidget(page)
        self.keys_changed.emit()
        if self.isVisible():
            page.appear()


def _chosen(page: RegisterPage) -> tuple[int, ...]:
    found = (page.model.id_at(row) for row in page.view.selected_rows())
    return tuple(one for one in found if one is not None)
