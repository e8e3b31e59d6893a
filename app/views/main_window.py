"""The desk: tabs, one page per register, the strip of keys. Built anew for every person who signs in."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.services import lists, shift, state
from app.services.operations import Changes
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.shift import Shift
from app.services.state import State
from app.views import theme
from app.views.context import Context
from app.views.keys import KeysDialog
from app.views.registers.record_windows import RecordWindows
from app.views.registers.register_page import RegisterPage
from app.views.search_all import Hit, SearchAll
from app.views.widgets.bars import KeyStrip, Status, Tab, TopBar
from app.views.widgets.frames import NoticeBar

SYSTEM = "system"
_COUNT_AGAIN = 5 * 60 * 1000  # other PCs write too, and days pass


class Page(Protocol):
    """What a page of a tab answers to."""

    def strip_keys(self) -> Sequence[tuple[str, str]]: ...
    def appear(self) -> None: ...
    def next_area(self) -> None: ...
    def reload(self) -> None: ...


class MainWindow(QWidget):
    """Everything one person sees after signing in."""

    lock_asked = Signal()
    switch_asked = Signal()

    def __init__(self, context: Context, shift_begun: Shift) -> None:
        super().__init__()
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._shift = context, shift_begun
        self._registers = {one.name: one for one in REGISTERS}
        self._pages: dict[str, QWidget] = {}
        self._known = shift_begun.known
        self._audit_seq = shift_begun.audit_seq
        self.windows = RecordWindows(context, self)
        tabs = [Tab(one.name, _(one.title)) for one in REGISTERS]
        self.top = TopBar([*tabs, Tab(SYSTEM, _("系统"))])
        self.strip = KeyStrip()
        self.notices = QVBoxLayout()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._add_keys()
        self._say_at_once()
        self._show_tab(self.top.current())
        self._count()

    def page(self) -> QWidget:
        """The page of the tab shown."""
        return self._stack.currentWidget()

    def show_known(self, known: State) -> None:
        """The data were checked or backed up: say so at the right of the strip."""
        self._known = known
        self._show_status()

    def show_problem(self, text: str) -> None:
        """Something failed that belongs to no page."""
        self._notice("fail", text, "")

    def focus_page(self) -> None:
        """Put the keyboard where one goes on."""
        page = self._asked_page()
        if page is not None:
            page.appear()

    # ---- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        who = self._shift
        self.top.set_person(who.me.actor.name, who.department)
        self.notices.setSpacing(theme.GAP_INNER)
        self.notices.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self.notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.top.tab_chosen.connect(self._show_tab)
        self.top.search_asked.connect(self.search_all)
        self.top.switch_asked.connect(self.switch_asked)
        self.top.person_asked.connect(self._ask_password)
        self._context.changed.connect(self._on_changed)
        self._context.said.connect(self.strip.set_message)
        timer = QTimer(self)
        timer.timeout.connect(self._count)
        timer.start(_COUNT_AGAIN)

    def _add_keys(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.search_all,
            "F1": self._show_keys,
            "F5": self._reload,
            "F6": self._next_area,
            "Ctrl+L": self.lock_asked.emit,
        }
        for key, act in actions.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for place, name in enumerate([*self._registers, SYSTEM][:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(lambda name=name: self.top.set_current(name))

    def _say_at_once(self) -> None:
        """What must be known before work begins."""
        if self._shift.problem:
            second = _("记录可以照常登记；请管理员到“系统”里校验，核对最近的备份。")
            self._notice("fail", self._shift.problem, second)
        if self._shift.unknown_years:
            years = "、".join(str(year) for year in self._shift.unknown_years)
            words = _("{years} 年节假日表还没有导入，跨年的到期日只按周末推算").format(years=years)
            self._notice("wait", words, _("已经登记的内容不受影响；导入后到期日自动重算。"))
        self._show_status()

    def _notice(self, tone: str, text: str, second: str) -> None:
        bar = NoticeBar(tone, text, second)
        bar.closed.connect(bar.deleteLater)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.GAP, 0, 0)
        row.addWidget(bar)
        self.notices.addLayout(row)

    # ---- tabs ----------------------------------------------------------------------------------

    def _show_tab(self, name: str) -> None:
        if name not in self._pages:
            page = self._make(name)
            self._pages[name] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[name])
        self._show_keys_of_page()
        if self.isVisible():
            self.focus_page()

    def _make(self, name: str) -> QWidget:
        if name == SYSTEM:
            # The pages of 系统 are seldom opened: not a reason to start later.
            from app.views.settings.system_page import SystemPage

            return SystemPage(self._context)
        register = self._registers[name]
        page = RegisterPage(self._context, self._shift, register)
        page.record_asked.connect(lambda record_id: self.windows.open_record(register, record_id))
        page.new_asked.connect(lambda: self.windows.open_new(register))
        page.draft_asked.connect(lambda draft: self.windows.open_draft(register, draft))
        page.print_asked.connect(lambda ids: self._print(register, ids))
        page.import_asked.connect(lambda: self._import(register))
        page.counted.connect(lambda n: self.top.set_count(name, n))
        page.keys_changed.connect(self._show_keys_of_page)
        self.windows.closed.connect(page.reload_drafts)
        return page

    def _asked_page(self) -> Page | None:
        page = self._stack.currentWidget()
        return page if hasattr(page, "appear") else None

    def _show_keys_of_page(self) -> None:
        page = self._asked_page()
        if page is not None:
            self.strip.set_keys(page.strip_keys())

    # ---- what happens elsewhere -----------------------------------------------------------------

    def _on_changed(self, _changes: Changes) -> None:
        self._count()

    def _count(self) -> None:
        """The red numbers of the tabs and the number of the last audit entry."""
        ask = self._context.ask
        ask(self, shift.audit_seq, self._on_audit_seq, _quietly)
        for register in self._registers.values():
            ask(self, lists.overdue, self._counter(register), _quietly, register)

    def _counter(self, register: Register) -> Callable[[int], None]:
        return lambda n: self.top.set_count(register.name, n)

    def _on_audit_seq(self, seq: int) -> None:
        self._audit_seq = seq
        self._show_status()

    def _show_status(self) -> None:
        check, backup = state.data_lines(self._known)
        pieces = [
            Status(_("数据有问题") if check.tone == "fail" else _("本机数据正常"), check.icon, check.tone)
            if self._known.checked_at
            else Status(_("数据还没有校验"), check.icon, check.tone),
            Status(backup.text, "", backup.tone if backup.tone == "fail" else ""),
            Status(_("审计 #{n}").format(n=self._audit_seq)),
        ]
        self.strip.set_status(pieces)

    # ---- keys ----------------------------------------------------------------------------------

    def search_all(self) -> None:
        """Ctrl+K: look through every register."""
        dialog = SearchAll(self._context, tuple(self._registers.values()), self)
        dialog.chosen.connect(self._open_hit)
        dialog.open()

    def _open_hit(self, hit: Hit) -> None:
        self.windows.open_record(self._registers[hit.register], hit.record_id)

    def _show_keys(self) -> None:
        KeysDialog(self).exec()

    def _reload(self) -> None:
        page = self._asked_page()
        if page is not None:
            page.reload()
        self._count()

    def _next_area(self) -> None:
        page = self._asked_page()
        if page is not None:
            page.next_area()

    def _print(self, register: Register, ids: Sequence[int]) -> None:
        # Printing brings reportlab and the preview along: only when somebody prints.
        from app.views.registers.printing import print_records

        print_records(self._context, register, ids, self)

    def _import(self, register: Register) -> None:
        # An import is a matter of the first week: not a reason to start later.
        from app.views.registers.import_dialog import ImportDialog

        ImportDialog(self._context, register, self).open()

    def _ask_password(self) -> None:
        # Changing a password is rare.
        from app.views.settings.own_password import OwnPasswordDialog

        OwnPasswordDialog(self._context, self).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.top.set_narrow(self.width() < theme.NARROW_WINDOW)
        self.strip.setVisible(self.height() >= theme.LOW_WINDOW)


def _quietly(_error: Exception) -> None:
    """A number that could not be had keeps its last value; the page itself says what is wrong."""
