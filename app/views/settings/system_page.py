"""The tab 系统: its pages beside a list of them by groups, each made when it is first looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.operations import Changes
from app.services.people import organisation
from app.services.people.organisation import Me
from app.views import theme
from app.views.context import Context
from app.views.settings.audit_page import AuditPage
from app.views.settings.backup.backup_page import BackupPage
from app.views.settings.deadlines_page import DeadlinesPage
from app.views.settings.delegations_page import DelegationsPage
from app.views.settings.departments_page import DepartmentsPage
from app.views.settings.environment.environment_page import EnvironmentPage
from app.views.settings.forms.forms_page import FormsPage
from app.views.settings.goods.items_page import ItemsPage
from app.views.settings.holidays_page import HolidaysPage
from app.views.settings.page_index import PageIndex
from app.views.settings.people_page import PeoplePage
from app.views.settings.permissions_page import PermissionsPage
from app.views.settings.procedure.deductions_page import DeductionsPage
from app.views.settings.procedure.documents_page import DocumentsPage
from app.views.settings.procedure.numbers_page import NumbersPage
from app.views.settings.procedure.points_page import PointsPage
from app.views.settings.procedure.scoring_page import ScoringPage
from app.views.settings.sub_page import SubPage
from app.views.settings.surveys.questionnaires_page import QuestionnairesPage
from app.views.settings.this_pc_page import ThisPcPage
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label

Entry = tuple[str, str, Callable[[Context], SubPage]]

GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        N_("人员和权限"),
        (
            ("people", N_("人员"), PeoplePage),
            ("departments", N_("科室"), DepartmentsPage),
            ("permissions", N_("权限"), PermissionsPage),
            ("delegations", N_("代理授权"), DelegationsPage),
            ("audit", N_("审计"), AuditPage),
        ),
    ),
    (
        N_("规则"),
        (
            ("deadlines", N_("时限"), DeadlinesPage),
            ("holidays", N_("节假日"), HolidaysPage),
            ("numbers", N_("编号"), NumbersPage),
            ("scoring", N_("考核标准"), ScoringPage),
            ("deductions", N_("月度扣分"), DeductionsPage),
        ),
    ),
    (
        N_("表单和目录"),
        (
            ("forms", N_("表单"), FormsPage),
            ("documents", N_("相关文件"), DocumentsPage),
            ("points", N_("投诉渠道"), PointsPage),
            ("questionnaires", N_("问卷"), QuestionnairesPage),
            ("items", N_("物品目录"), ItemsPage),
            ("environment", N_("环境"), EnvironmentPage),
        ),
    ),
    (
        N_("数据和本机"),
        (
            ("backup", N_("备份"), BackupPage),
            ("pc", N_("本机"), ThisPcPage),
        ),
    ),
)
PAGES: tuple[Entry, ...] = tuple(entry for _title, entries in GROUPS for entry in entries)


class SystemPage(QWidget):
    """系统. `settings_changed` says that this PC shows or locks itself differently from now on."""

    keys_changed = Signal()
    settings_changed = Signal()
    restore_asked = Signal(object, str)  # a back-up, the administrator's password
    letter_asked = Signal(object, object)  # register, and what the record of a letter begins with

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._me: Me | None = None
        self._pages: dict[str, SubPage] = {}
        self._stale: set[str] = set()
        self.index = PageIndex(
            _("系统"),
            [(_(head), [(name, _(title)) for name, title, _make in some]) for head, some in GROUPS],
        )
        self.title = label("", "title")
        self.notice = NoticeBar("fail", "")
        self.notice.hide()
        self._buttons = QHBoxLayout()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys of the page shown."""
        return [(_(key), _(words)) for key, words in self.page(self.current()).keys]

    def appear(self) -> None:
        """The tab is shown: put the keyboard where one begins."""
        self.page(self.current()).focus_first()

    def next_area(self) -> None:
        """F6: between the list of pages and the page."""
        if self.index.hasFocus():
            self.page(self.current()).focus_first()
        else:
            self.index.setFocus()

    def current(self) -> str:
        """The name of the page shown."""
        return self.index.current()

    def page(self, name: str) -> SubPage:
        """A page by name; it is made when it is first asked for."""
        if name not in self._pages:
            make = next(make for key, _title, make in PAGES if key == name)
            self._add_page(name, make(self.context))
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Go to a page, e.g. from a notice about missing holidays, or to a part: environment/points."""
        name, _slash, part = name.partition("/")
        self.index.go_to(name)
        page = self.page(name)
        if part and isinstance(page, EnvironmentPage):
            page.show_part(part)

    def next_page(self) -> None:
        """Ctrl+Tab."""
        self.index.step()

    def reload(self) -> None:
        """F5: read the page shown anew."""
        self.notice.hide()
        self._ask_me()
        self.page(self.current()).reload()

    def show_problem(self, text: str) -> None:
        """Say what went wrong; the page stays usable."""
        self.notice.show_notice("fail", text)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page is read when the tab is first looked at."""
        super().showEvent(event)
        if self.current() not in self._pages:
            self._ask_me()
            self._show_current()
        elif self.current() in self._stale:
            self._refresh(self.current())

    def _arrange(self) -> None:
        head = QWidget()
        head.setFixedHeight(theme.CONTROL_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.title)
        row.addStretch(1)
        self._buttons.setSpacing(theme.GAP)
        row.addLayout(self._buttons)
        column = QVBoxLayout()
        column.setContentsMargins(theme.MARGIN, theme.GAP + 2, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.index)
        beside.addLayout(column, 1)

    def _connect(self) -> None:
        self.index.go_to(PAGES[0][0])
        self.index.chosen.connect(lambda _name: self._show_current())
        self.context.changed.connect(self._on_changed)
        for keys, act in (
            ("Ctrl+N", lambda: self.page(self.current()).make_new()),
            ("Ctrl+F", lambda: self.page(self.current()).start_search()),
            ("Ctrl+Tab", self.next_page),
            ("Ctrl+Return", self._primary),
            ("Ctrl+Enter", self._primary),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _primary(self) -> None:
        page = self.page(self.current())
        if isinstance(page, AuditPage):
            page.verify()
        elif isinstance(page, BackupPage):
            page.back_up()

    def _add_page(self, name: str, page: SubPage) -> None:
        self._pages[name] = page
        self._stack.addWidget(page)
        for button in page.head_buttons():
            self._buttons.addWidget(button)
            button.hide()
        if isinstance(page, ThisPcPage):
            page.settings_changed.connect(self.settings_changed)
        if isinstance(page, PointsPage):
            page.letter_asked.connect(self.letter_asked)
        if isinstance(page, BackupPage):
            page.restore_asked.connect(self.restore_asked)
        if self._me is not None:
            page.allow(self._me)
        page.reload()

    def _show_current(self) -> None:
        name = self.current()
        page = self.page(name)
        self.title.setText(_(next(title for key, title, _make in PAGES if key == name)))
        if name in self._stale:
            self._refresh(name)
        self._stack.setCurrentWidget(page)
        for other, one in self._pages.items():
            for button in one.head_buttons():
                button.setVisible(other == name)
        self.keys_changed.emit()

    def _ask_me(self) -> None:
        self.context.ask(self, organisation.me, self._take_me, None)

    def _take_me(self, me: Me) -> None:
        self._me = me
        for page in self._pages.values():
            page.allow(me)

    def _on_changed(self, changes: Changes) -> None:
        """Pages that show what changed read it anew: the one looked at now, the others later."""
        if changes.tables & {"person", "role_grant"}:
            self._ask_me()
        for name, page in self._pages.items():
            if page.tables & changes.tables:
                self._stale.add(name)
        if self.isVisible() and self.current() in self._stale:
            self._refresh(self.current())

    def _refresh(self, name: str) -> None:
        self._stale.discard(name)
        self._pages[name].reload()
