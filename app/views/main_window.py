"""The desk: tabs, one page per register, the strip of keys. Built anew for every person who signs in."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.services import lists, reading
from app.services.operations import Changes
from app.services.people import shift
from app.services.people.shift import Shift
from app.services.reading import DraftView
from app.services.registers.catalog import GROUPS, REGISTERS, group_of
from app.services.registers.register import Register
from app.services.storage import state
from app.services.storage.state import State
from app.services.worklists.tasks import Task
from app.views import theme
from app.views.context import Context
from app.views.environment.environment_desk import EnvironmentDesk
from app.views.group_page import GroupPage
from app.views.home.home_page import HomePage
from app.views.home.year_charts import Asked
from app.views.keys import KeysDialog
from app.views.materials.goods_desk import GoodsDesk
from app.views.notices import Notices
from app.views.register_pages import RegisterPages
from app.views.registers.record_windows import RecordWindows
from app.views.registers.register_page import RegisterPage
from app.views.reports.reports_desk import ReportsDesk
from app.views.scanning.desk import ScanDesk
from app.views.search_all import Hit, SearchAll
from app.views.surveys.survey_desk import SurveyDesk
from app.views.widgets.bars import KeyStrip, Status, Tab, TopBar

if TYPE_CHECKING:
    from app.views.settings.system_page import SystemPage

HOME, SYSTEM = "home", "system"
_TIDY_AFTER = 60 * 1000
_COUNT_AGAIN = 5 * 60 * 1000  # other PCs write too, and days pass


class MainWindow(QWidget):
    """Everything one person sees after signing in."""

    lock_asked = Signal()
    switch_asked = Signal()
    settings_changed = Signal()
    restore_asked = Signal(object, str)  # a back-up, the administrator's password

    def __init__(self, context: Context, shift_begun: Shift) -> None:
        super().__init__()
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._shift = context, shift_begun
        self._registers = {one.name: one for one in REGISTERS}
        self._pages: dict[str, HomePage | RegisterPage | GroupPage | SystemPage] = {}
        self._overdue: Mapping[str, int] = {}
        self._known = shift_begun.known
        self._audit_seq = shift_begun.audit_seq
        self.windows = RecordWindows(context, self)
        tabs = [Tab(one.name, _(one.title)) for one in GROUPS]
        self.top = TopBar([Tab(HOME, _("首页")), *tabs, Tab(SYSTEM, _("系统"))])
        self.strip = KeyStrip()
        self.notices = Notices()
        self._stack = QStackedWidget()
        self.scans = ScanDesk(self, context, self.windows, self.strip.set_message)
        self.goods = GoodsDesk(self, context)
        self.environment = EnvironmentDesk(self, context)
        self.surveys = SurveyDesk(self, context)
        self.reports = ReportsDesk(self, context)
        self._registry = RegisterPages(self, context, shift_begun, self.windows, self.scans)
        self._arrange()
        self._connect()
        self._add_keys()
        self._say_at_once()
        self._show_tab(self.top.current())

    def page(self) -> "HomePage | RegisterPage | GroupPage | SystemPage":
        """The page of the tab shown."""
        return self._pages[self.top.current()]

    def show_register(self, register: Register) -> RegisterPage:
        """Go to the list of a register, in whichever tab it stands."""
        self.top.set_current(group_of(register).name)
        page = self.page()
        if isinstance(page, GroupPage):
            page.show_register(register)
            return page.page()
        assert isinstance(page, RegisterPage)
        return page

    def show_known(self, known: State) -> None:
        """The data were checked or backed up: say so at the right of the strip."""
        self._known = known
        self._show_status()

    def _look_again(self) -> None:
        self.show_known(state.read(self._context.desk.database))
        self._count()

    def show_problem(self, text: str) -> None:
        """Something failed that belongs to no page."""
        self.notices.say("fail", text)

    def focus_page(self) -> None:
        """Put the keyboard where one goes on; the numbers are counted after the page is read."""
        self.page().appear()
        self._count()

    # ---- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        who = self._shift
        self.top.set_person(who.me.actor.name, who.department)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.top.tab_chosen.connect(self._show_tab)
        self.top.search_asked.connect(self.search_all)
        self.top.switch_asked.connect(self.switch_asked)
        self.top.person_asked.connect(self._ask_password)
        self._context.changed.connect(self._on_changed)
        self._context.lock_asked.connect(self.lock_asked)
        self._context.said.connect(self.strip.set_message)
        self._context.looked_after.connect(self._look_again)
        self._registry.said.connect(self.strip.set_message)
        self._registry.keys_changed.connect(self._show_keys_of_page)
        self._registry.system_asked.connect(self._show_system)
        timer = QTimer(self)
        timer.timeout.connect(self._count)
        timer.start(_COUNT_AGAIN)
        QTimer.singleShot(_TIDY_AFTER, self, self._tidy)

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
        for place, name in enumerate([HOME, *(one.name for one in GROUPS), SYSTEM][:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(lambda name=name: self.top.set_current(name))

    def _say_at_once(self) -> None:
        """What must be known before work begins."""
        if self._shift.problem:
            second = _("记录可以照常登记；请管理员到“系统”里校验，核对最近的备份。")
            self.notices.say("fail", self._shift.problem, second)
        self._show_status()

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

    def _make(self, name: str) -> "HomePage | RegisterPage | GroupPage | SystemPage":
        if name == SYSTEM:
            # The pages of 系统 are seldom opened: not a reason to start later.
            from app.views.settings.system_page import SystemPage

            system = SystemPage(self._context)
            system.keys_changed.connect(self._show_keys_of_page)
            system.settings_changed.connect(self.settings_changed)
            system.restore_asked.connect(self.restore_asked)
            system.letter_asked.connect(self.windows.open_letter)
            return system
        if name == HOME:
            home = HomePage(self._context, self._shift)
            home.task_asked.connect(self._open_task)
            home.new_asked.connect(self.windows.open_new)
            home.records_asked.connect(self._show_records)
            home.record_asked.connect(
                lambda name, one: self.windows.open_record(self._registers[name], one)
            )
            self.windows.closed.connect(home.reload)
            return home
        group = next(one for one in GROUPS if one.name == name)
        page = self._registry.of_group(group)
        if isinstance(page, GroupPage):
            page.set_counts(self._overdue)
        return page

    def _show_keys_of_page(self) -> None:
        self.strip.set_keys(self.page().strip_keys())

    # ---- what happens elsewhere -----------------------------------------------------------------

    def _on_changed(self, _changes: Changes) -> None:
        self._count()

    def _count(self) -> None:
        """The red numbers of the tabs and the number of the last audit entry."""
        ask = self._context.ask
        ask(self, shift.audit_seq, self._on_audit_seq, _quietly)
        ask(self, lists.overdue, self._show_overdue, _quietly, REGISTERS)

    def _show_overdue(self, found: Mapping[str, int]) -> None:
        self._overdue = found
        for group in GROUPS:
            self.top.set_count(group.name, sum(found[one.name] for one in group.registers))
            page = self._pages.get(group.name)
            if isinstance(page, GroupPage):
                page.set_counts(found)

    def _on_audit_seq(self, seq: int) -> None:
        self._audit_seq = seq
        self._show_status()

    def _show_status(self) -> None:
        check, backup = state.data_lines(self._known)
        pieces = [
            Status(
                _("数据有问题") if check.tone == "fail" else _("本机数据正常"),
                check.icon,
                check.tone,
            )
            if self._known.checked_at
            else Status(_("数据还没有校验"), check.icon, check.tone),
            Status(_("备份有问题"), backup.icon, "fail")
            if backup.tone == "fail"
            else Status(backup.text),
            Status(_("审计 #{n}").format(n=self._audit_seq)),
        ]
        self.strip.set_status(pieces)

    def _tidy(self) -> None:
        """Files that were put away and never named by a record go, a day later."""
        # Not a reason to start later.
        from app.services import attachments

        self._context.ask(self, attachments.sweep, lambda _gone: None, _quietly)

    # ---- keys ----------------------------------------------------------------------------------

    def search_all(self) -> None:
        """Ctrl+K: look through every register."""
        dialog = SearchAll(self._context, tuple(self._registers.values()), self)
        dialog.chosen.connect(self._open_hit)
        dialog.slip_chosen.connect(self.scans.open_place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_hit(self, hit: Hit) -> None:
        self.windows.open_record(self._registers[hit.register], hit.record_id)

    def _show_keys(self) -> None:
        here = self.top.current()
        KeysDialog(self, (here,) if here in (HOME, SYSTEM) else ("register", here, "record")).exec()

    def _reload(self) -> None:
        self.page().reload()
        self._count()

    def _next_area(self) -> None:
        self.page().next_area()

    def say_backup_problem(self, text: str) -> None:
        """What is wrong with the back-ups, until it is cured."""
        self.notices.say("fail", text, action=_("看备份"), act=lambda: self._show_system("backup"))

    def _open_task(self, task: Task) -> None:
        """From a line of the worklist to its record, its draft, or its page of 系统."""
        if task.page:
            self._show_system(task.page)
            return
        if task.tool:
            self._context.tool_asked.emit(task.tool, task.about)
            return
        register = self._registers[task.register]
        if task.slip:
            self._context.ask(
                self, reading.drafts, lambda found: self._open_draft(register, task, found), None,
                register,
            )  # fmt: skip
        elif task.record_id is not None:
            self.windows.open_record(register, task.record_id)

    def _open_draft(self, register: Register, task: Task, drafts: list[DraftView]) -> None:
        for draft in drafts:
            if draft.slip_code == task.slip:
                self.windows.open_draft(register, draft)

    def _show_records(self, asked: Asked) -> None:
        """From a value of a chart to the records behind it."""
        page = self.show_register(self._registers[asked.register])
        page.filters.set_filters(asked.filters)

    def _show_system(self, name: str) -> None:
        """From a system matter to the page where it is put right."""
        # As above: the pages of 系统 are loaded when they are first looked at.
        from app.views.settings.system_page import SystemPage

        self.top.set_current(SYSTEM)
        page = self.page()
        if isinstance(page, SystemPage):
            page.show_page(name)

    def _ask_password(self) -> None:
        # Changing a password is rare.
        from app.views.settings.own_password import OwnPasswordDialog

        OwnPasswordDialog(self._context, self).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.strip.setVisible(self.height() >= theme.LOW_WINDOW)


def _quietly(_error: Exception) -> None:
    """A number that could not be had keeps its last value; the page itself says what is wrong."""
