"""One register as a page: filters, table, empty states, drafts. It knows the register only as data."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QCursor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app import settings
from app.i18n import _
from app.services import lists, reading
from app.services.access import Permission
from app.services.operations import Changes
from app.services.registers.register import Register
from app.services.shift import Shift
from app.services.state import day_words
from app.views import keys, theme
from app.views.context import Context
from app.views.registers.listing.columns import NUMBER, Column, columns
from app.views.registers.listing.empty_words import EmptyWords, probe
from app.views.registers.listing.filter_bar import FilterBar
from app.views.registers.listing.filters import Filters
from app.views.registers.listing.kept_place import KeptPlace, kept, put_back
from app.views.registers.listing.record_model import Listing, RecordModel, fetch_listing
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.frames import EmptyState, NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.table import RegisterTableView, TableCard

SELECTED_MOST = 2000
_TOP = 10


class RegisterPage(QWidget):
    """Shows the records of one register. What opens, prints or imports is somebody else's: signals."""

    record_asked = Signal(int)
    new_asked = Signal()
    draft_asked = Signal(object)
    print_asked = Signal(object)  # list of record ids
    import_asked = Signal()
    counted = Signal(int)  # how many are overdue, over the whole register
    keys_changed = Signal()

    def __init__(self, context: Context, shift: Shift, register: Register) -> None:
        super().__init__()
        self._context, self._shift, self._register = context, shift, register
        self._columns: tuple[Column, ...] = columns(register)
        self._sort, self._is_descending = register.received, True
        self._asked = 0
        self._is_stale = True
        self._drafts: list[reading.DraftView] = []
        self._empty_words = EmptyWords()
        self.filters = FilterBar(register, context.directory)
        self.model = RecordModel(context, register, self._columns, self)
        self.view = RegisterTableView(_(register.title))
        self.card = TableCard(self.view)
        self.empty = EmptyState()
        self.notice = NoticeBar("info", "", action=_("继续写草稿"))
        self.problem = NoticeBar("fail", "", action=_("重新载入"))
        self.new_button = primary(_("登记{item}").format(item=_(register.item)), "plus")
        self.print_button = outlined(_("打印"), "printer")
        self.import_button = outlined(_("导入"), "import")
        self._arrange()
        self._connect()
        self._add_keys()

    # ---- what the main window asks ------------------------------------------------------------

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys that work here, for the strip."""
        if self.is_empty():
            found = [("Esc", _("清除条件")), ("Ctrl+F", _("改查找"))]
        else:
            found = [*keys.keys_of("register", ("Enter", "Ctrl+F", "Ctrl+↓"))]
            found.append(("Ctrl+P", _("打印")))
        if self._may_register():
            found.insert(0 if not self.is_empty() else 2, ("Ctrl+N", _("登记")))
        return [*found, *keys.keys_of("everywhere", ("F1",))]

    def is_empty(self) -> bool:
        """Whether the list shows nothing."""
        return self.model.rowCount() == 0

    def appear(self) -> None:
        """The page comes to the front: bring it up to date, and the keyboard into the list."""
        if self._is_stale:
            self.reload()
        self.focus_list()

    def focus_list(self) -> None:
        """Put the keyboard into the list, or where something can be done when it is empty."""
        if self.view.isVisibleTo(self):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.empty.action.isVisibleTo(self):
            self.empty.action.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_area(self) -> None:
        """F6: filter → list → filter."""
        if self.filters.isAncestorOf(self.focusWidget() or self):
            self.focus_list()
        else:
            self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_for(self, text: str) -> None:
        """Look for words in the whole register."""
        self.filters.set_filters(Filters(text=text))

    def show_problem(self, text: str) -> None:
        """Something failed; the list stays as it was."""
        second = _("列表里的内容没有变，可以继续看。")
        self.problem.show_notice("fail", text, second, action=_("重新载入"))

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the list again; with `keep` selection and place stay by record."""
        self._is_stale = False
        self._asked += 1
        asked = self._asked
        place = kept(self.view, self.model) if keep else KeptPlace()
        filters = self.filters.filters()
        query = filters.query(self._sort, self._is_descending)

        def done(listing: Listing) -> None:
            if asked == self._asked:
                self._show_listing(listing, place)

        def counted(counts: lists.Counts) -> None:
            if asked == self._asked:
                self.filters.set_counts(counts)
                if filters == Filters(status=filters.status, due=filters.due):
                    self.counted.emit(counts.overdue)

        ask, register = self._context.ask, self._register
        ask(self, fetch_listing, done, None, register, query, place.looked_at())
        ask(self, lists.counts, counted, None, register, query)
        self.reload_drafts()

    # ---- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(label(_(self._register.title), "title"))
        head.addStretch(1)
        for button in (self.import_button, self.print_button, self.new_button):
            head.addWidget(button)
        self.new_button.setVisible(self._may_register())
        self.import_button.setVisible(self._shift.may(Permission.IMPORT))
        self.print_button.setVisible(self._shift.may(Permission.PRINT))
        self.notice.hide()
        self.problem.hide()
        self.card.show_instead(None)
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, _TOP, theme.MARGIN, _TOP)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.notice)
        column.addWidget(self.filters)
        column.addWidget(self.card, 1)
        self.view.setModel(self.model)
        self.view.set_columns([one.layout for one in self._columns])
        self._hide_chosen_columns()
        self._show_sort()

    def _connect(self) -> None:
        self.filters.changed.connect(lambda: self.reload(keep=False))
        self.filters.list_asked.connect(self.focus_list)
        self.view.opened.connect(self._open_row)
        self.view.all_asked.connect(self._select_all)
        self.view.sort_asked.connect(self._sort_by)
        self.view.selectionModel().selectionChanged.connect(lambda *_two: self._show_footer())
        self.card.columns_asked.connect(self._ask_columns)
        self.empty.acted.connect(self._loosen)
        self.empty.second_acted.connect(self._on_second)
        self.notice.acted.connect(self._continue_draft)
        self.problem.acted.connect(self._try_again)
        self.model.problem_found.connect(lambda error: self.show_problem(str(error)))
        self.new_button.clicked.connect(self.new_asked)
        self.print_button.clicked.connect(self._print)
        self.import_button.clicked.connect(self.import_asked)
        self._context.changed.connect(self._on_changed)

    def _add_keys(self) -> None:
        actions = {
            "Ctrl+N": self.new_button.click,
            "Ctrl+F": self._focus_search,
            "Ctrl+Down": self.focus_list,
            "Ctrl+P": self.print_button.click,
            "Esc": self._on_escape,
        }
        for key, act in actions.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ---- showing -------------------------------------------------------------------------------

    def _show_listing(self, listing: Listing, place: KeptPlace) -> None:
        had_focus = self.card.isAncestorOf(self.focusWidget() or self)
        was_empty = self.is_empty()
        self.problem.hide()
        self.model.set_listing(listing)
        self.card.show_instead(self.empty if self.is_empty() else None)
        if self.is_empty():
            self._explain_emptiness()
        else:
            put_back(self.view, self.model, place)
        self.print_button.setEnabled(not self.is_empty())
        self._show_footer()
        if had_focus:
            self.focus_list()
        if was_empty != self.is_empty():
            self.keys_changed.emit()

    def _show_footer(self) -> None:
        n, chosen = self.model.rowCount(), len(self.view.selected_rows())
        words = _("本视图 {n} 件，已全部列出").format(n=n)
        if chosen:
            words += "  " + _("已选 {n} 件").format(n=chosen)
        self.card.set_footer(words)

    def reload_drafts(self) -> None:
        """A record's window was closed: perhaps there is a draft more or less."""
        self._context.ask(self, reading.drafts, self._show_drafts, None, self._register)

    def _show_drafts(self, drafts: list[reading.DraftView]) -> None:
        self._drafts = drafts
        if not drafts:
            self.notice.hide()
            return
        words = _("有 {n} 份{item}写到一半，最近一份是{when}存的").format(
            n=len(drafts), item=_(self._register.item), when=day_words(drafts[0].saved_at)
        )
        self.notice.show_notice("info", words, action=_("继续写草稿"))

    def _explain_emptiness(self) -> None:
        """What hides everything: said at once, and how many there would be as soon as known."""
        item, conditions = _(self._register.item), self.filters.conditions()
        self._empty_words = EmptyWords()
        if not conditions:
            may = self._may_register()
            self.empty.show_text(
                _("还没有{item}").format(item=item),
                _("登记的第一件会出现在这里。"),
                action=self.new_button.accessibleName() if may else "",
            )
            return
        words = _("条件：{words}。").format(words="，".join(one.words for one in conditions))
        title = _("没有符合条件的{item}").format(item=item)
        self.empty.show_text(title, words, second=_("清除全部条件"))
        asked = self._asked

        def done(found: EmptyWords) -> None:
            if asked == self._asked and self.is_empty() and found.words:
                self._empty_words = found
                self.empty.show_text(
                    title,
                    f"{words}\n{found.words}",
                    action=_("看这 {n} 件").format(n=found.count),
                    second=_("清除全部条件"),
                )

        self._context.ask(self, probe, done, None, self._register, conditions)

    def _show_sort(self) -> None:
        for place, one in enumerate(self._columns):
            if one.sort == self._sort:
                order = Qt.SortOrder
                down, up = order.DescendingOrder, order.AscendingOrder
                self.view.show_sort(place, down if self._is_descending else up)
                return
        self.view.show_sort(-1, Qt.SortOrder.AscendingOrder)

    # ---- acting --------------------------------------------------------------------------------

    def _open_row(self, row: int) -> None:
        record_id = self.model.id_at(row)
        if record_id is not None:
            self.record_asked.emit(record_id)

    def _sort_by(self, place: int) -> None:
        name = self._columns[place].sort
        if name:
            is_same = name == self._sort
            self._is_descending = not self._is_descending if is_same else name != NUMBER
            self._sort = name
            self.reload()
        self._show_sort()

    def _select_all(self) -> None:
        last = self.model.rowCount() - 1
        if last >= SELECTED_MOST:
            words = _("一次最多选 {n} 件，先用筛选缩小范围").format(n=SELECTED_MOST)
            self._context.said.emit(words)
        elif last >= 0:
            flags = QItemSelectionModel.SelectionFlag
            every = QItemSelection(self.model.index(0, 0), self.model.index(last, 0))
            self.view.selectionModel().select(every, flags.ClearAndSelect | flags.Rows)

    def _print(self) -> None:
        rows = self.view.selected_rows()
        chosen = [one for row in rows if (one := self.model.id_at(row)) is not None]
        if chosen:
            self.print_asked.emit(chosen)
        else:
            self._context.said.emit(_("先选中要打印的记录"))

    def _continue_draft(self) -> None:
        if len(self._drafts) == 1:
            self.draft_asked.emit(self._drafts[0])
            return
        menu = QMenu(self)
        for draft in self._drafts:
            menu.addAction(draft_words(self._register, draft)).setData(draft)
        corner = self.notice.action.mapToGlobal(self.notice.action.rect().bottomLeft())
        menu.triggered.connect(lambda action: self.draft_asked.emit(action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)

    def _ask_columns(self) -> None:
        menu = QMenu(self)
        hidden = settings.hidden_columns(self._shift.staff_no, self._register.name)
        for one in self._columns[1:]:
            if one.layout.stretch or not (one.sort or one.name in self._register.by_name):
                continue
            action = QAction(_(one.label), menu)
            action.setCheckable(True)
            action.setChecked(one.name not in hidden)
            action.toggled.connect(lambda on, name=one.name: self._show_column(name, on))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _show_column(self, name: str, is_shown: bool) -> None:
        staff_no, register = self._shift.staff_no, self._register.name
        hidden = [one for one in settings.hidden_columns(staff_no, register) if one != name]
        settings.hide_columns(staff_no, register, tuple(hidden if is_shown else [*hidden, name]))
        self._hide_chosen_columns()

    def _hide_chosen_columns(self) -> None:
        hidden = settings.hidden_columns(self._shift.staff_no, self._register.name)
        self.view.hide_columns(
            frozenset(i for i, one in enumerate(self._columns) if one.name in hidden)
        )

    def _loosen(self) -> None:
        if self._empty_words.without is not None:
            self.filters.set_filters(self._empty_words.without)
        elif self.filters.filters().is_empty():
            self.new_asked.emit()

    def _on_second(self) -> None:
        self.filters.clear()

    def _try_again(self) -> None:
        self.problem.hide()
        self.reload()

    def _on_escape(self) -> None:
        if self.filters.escape():
            self.focus_list()

    def _focus_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.search.selectAll()

    def _on_changed(self, changes: Changes) -> None:
        """Reload when seen, else later."""
        if changes.tables & {"person", "department"}:
            self.filters.set_directory(self._context.directory)
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _may_register(self) -> bool:
        return self._shift.may(Permission.REGISTER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lower rows in a low window."""
        super().resizeEvent(event)
        is_low = self.window().height() < theme.LOW_WINDOW
        height = theme.ROW_LOW_WINDOW if is_low else theme.ROW_REGISTER
        if height != self.view.row_height():
            self.view.set_row_height(height)
            self.card.relayout()


def draft_words(register: Register, draft: reading.DraftView) -> str:
    """A draft in a menu: what it is about, and when it was kept."""
    texts: Sequence[object] = [draft.values.get(name) for name in register.subject]
    subject = next((str(text) for text in texts if text), "") or _("（还没有写事由）")
    line = " ".join(subject.split())[:24]
    return _("{subject}  {when}").format(subject=line, when=day_words(draft.saved_at))
