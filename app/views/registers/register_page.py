"""One register as a page: filters, table, empty states, drafts. It knows the register only as data."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services import listings
from app.services.access import Permission
from app.services.operations import Changes
from app.services.people.shift import Shift
from app.services.registers.register import Register
from app.views import keys, messages, theme
from app.views.context import Context
from app.views.printing.form_menu import ask_form
from app.views.registers.ease.row_menu import RowMenu
from app.views.registers.listing.asking import Asking
from app.views.registers.listing.column_choice import ColumnChoice
from app.views.registers.listing.columns import Column, columns
from app.views.registers.listing.draft_notice import DraftNotice
from app.views.registers.listing.empty_page import EmptyPage
from app.views.registers.listing.exporting import ExportBar, Shown
from app.views.registers.listing.fetching import Listing
from app.views.registers.listing.filter_bar import FilterBar
from app.views.registers.listing.kept_place import KeptPlace, kept, put_back
from app.views.registers.listing.record_model import RecordModel
from app.views.registers.listing.slips_button import SlipsButton
from app.views.registers.listing.sort_order import SortOrder
from app.views.registers.listing.view_choice import ViewChoice
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.folding import FoldingRow
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.table import RegisterTableView, TableCard

SELECTED_MOST = 2000
_TOP = 10


class RegisterPage(QWidget):
    """Shows the records of one register. What opens, prints or imports is somebody else's: signals."""

    record_asked = Signal(int)
    copy_asked = Signal(int)
    new_asked = Signal()
    raise_asked = Signal(int, str)  # record id, the register in which a record is raised
    draft_asked = Signal(object)
    print_asked = Signal(object)  # list of record ids
    blank_asked = Signal(str)  # the code of the form
    import_asked = Signal()
    keys_changed = Signal()

    def __init__(self, context: Context, shift: Shift, register: Register) -> None:
        super().__init__()
        self._context, self._shift, self._register = context, shift, register
        self._columns: tuple[Column, ...] = columns(register)
        self._is_stale, self._is_whole = True, True
        self._asking = Asking(context, register, self)
        self.filters = FilterBar(register, context.directory)
        self.model = RecordModel(context, register, self._columns, self)
        self.view = RegisterTableView(_(register.title))
        self.card = TableCard(self.view)
        self.row_menu = RowMenu(self.view, self.model, register, shift.may(Permission.REGISTER))
        self.empty = EmptyPage(context, shift, register)
        self.drafts = DraftNotice(context, register)
        self.exports = ExportBar(context, register, self._shown)
        self.problem = NoticeBar("fail", "", action=_("重新载入"))
        self.new_button = primary(_("登记{item}").format(item=_(register.item)), "plus")
        self.print_button = outlined(_("打印"), "printer")
        self.blank_button = outlined(_("空白表"), "document")
        self.import_button = outlined(_("导入"), "import")
        self.scan_button = outlined(_("归档扫描件…"), "scan")
        self.slips = SlipsButton(context, register, shift.may(Permission.REGISTER))
        self._head = FoldingRow()
        self._arrange()
        self._fill_table()
        self._connect()
        self._add_keys()

    # ---- what the main window asks ------------------------------------------------------------

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys that work here, for the strip."""
        new = [("Ctrl+N", _("登记"))] if self._shift.may(Permission.REGISTER) else []
        more = keys.keys_of("everywhere", ("F1",))
        if self.is_empty() and not self.filters.filters().is_empty():
            return [("Esc", _("清除条件")), ("Ctrl+F", _("改查找")), *new, *more]
        if self.is_empty():
            return [*new, *more]
        found = keys.keys_of("register", ("Enter", "Ctrl+F", "Ctrl+↓"))
        exporting = [("Ctrl+E", _("导出"))] if self._shift.may(Permission.EXPORT) else []
        prints = self._register.forms and self._shift.may(Permission.PRINT)
        printing = [("Ctrl+P", _("打印"))] if prints else []
        return [*new, *found, *exporting, *printing, *more]

    def add_ways(self, buttons: Sequence[QWidget]) -> None:
        """Further windows, in the head where the register stands alone in its tab."""
        for place, button in enumerate(buttons, start=2):
            self._head.row.insertWidget(place, button)

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
        target: QWidget = self.view
        if self.card.is_showing_instead():
            places = (self.empty.action, self.empty.second, self.new_button)
            target = next((one for one in places if one.isVisibleTo(self)), self.filters.search)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_area(self) -> None:
        """F6: filter → list → filter."""
        if _has_focus(self.filters):
            self.focus_list()
        else:
            self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, text: str) -> None:
        """Something failed; the list stays as it was."""
        second = _("列表里的内容没有变，可以继续看。")
        self.problem.show_notice("fail", text, second, action=_("重新载入"))

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the list again; with `keep` selection and place stay by record."""
        self._is_stale = False
        place = kept(self.view, self.model) if keep else KeptPlace()
        query = self.filters.filters().query(self.order.name, self.order.is_descending)
        self._asking.ask(query, place, is_another=not keep)
        self.drafts.reload()
        self.slips.reload()

    # ---- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = self._head.row
        head.addWidget(label(_(self._register.title), "title"))
        head.addStretch(1)
        head.addWidget(self.slips)
        for button, permission in (
            (self.import_button, Permission.IMPORT),
            (self.scan_button, Permission.CHANGE),
            (self.exports.masked, Permission.EXPORT),
            (self.exports.button, Permission.EXPORT),
            (self.blank_button, Permission.PRINT_BLANK),
            (self.print_button, Permission.PRINT),
            (self.new_button, Permission.REGISTER),
        ):
            head.addWidget(button)
            is_paper = button in (self.scan_button, self.blank_button, self.print_button)
            if not self._shift.may(permission) or (is_paper and not self._register.forms):
                button.hide()
        self.problem.hide()
        self.empty.setParent(self.card)
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, _TOP, theme.MARGIN, _TOP)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head)
        column.addWidget(self.problem)
        column.addWidget(self.exports)
        column.addWidget(self.drafts)
        column.addWidget(self.filters)
        column.addWidget(self.card, 1)

    def _fill_table(self) -> None:
        self.view.setModel(self.model)
        self.view.set_columns([one.layout for one in self._columns])
        self.chosen_columns = ColumnChoice(
            self.view, self._columns, self._shift.staff_no, self._register
        )
        self.order = SortOrder(self.view, self._columns, self._register.received)
        self.views = ViewChoice(
            self,
            self._context,
            self._shift,
            self._register,
            self.filters,
            self.order,
            self.chosen_columns,
        )

    def _connect(self) -> None:
        self._asking.found.connect(self._show_listing)
        self._asking.counted.connect(self.filters.set_counts)
        self.filters.changed.connect(lambda: self.reload(keep=False))
        self.views.changed.connect(lambda: self.reload(keep=False))
        self.filters.list_asked.connect(self.focus_list)
        self.view.opened.connect(self._open_row)
        self.row_menu.copy_asked.connect(self.copy_asked)
        self.row_menu.raise_asked.connect(self.raise_asked)
        self.view.all_asked.connect(self._select_all)
        self.view.sort_asked.connect(self._sort_by)
        self.view.selectionModel().selectionChanged.connect(lambda *_two: self._show_footer())
        self.card.columns_asked.connect(lambda: self.chosen_columns.ask(self))
        self.empty.loosened.connect(self.filters.set_filters)
        self.empty.cleared.connect(self.filters.clear)
        self.empty.new_asked.connect(self.new_asked)
        self.empty.import_asked.connect(self.import_asked)
        self.drafts.chosen.connect(self.draft_asked)
        self.problem.acted.connect(self.reload)
        self.model.problem_found.connect(lambda error: messages.show(self, error))
        self.new_button.clicked.connect(self.new_asked)
        self.print_button.clicked.connect(self._print)
        self.blank_button.clicked.connect(self._ask_blank)
        self.import_button.clicked.connect(self.import_asked)
        self._context.changed.connect(self._on_changed)

    def _add_keys(self) -> None:
        actions = {
            "Ctrl+N": self.new_button.click,
            "Ctrl+F": self._focus_search,
            "Ctrl+Down": self.focus_list,
            "Ctrl+E": self.exports.button.click,
            "Ctrl+P": self.print_button.click,
            "Esc": self._on_escape,
        }
        for key, act in actions.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ---- showing -------------------------------------------------------------------------------

    def _show_listing(self, listing: Listing, place: KeptPlace) -> None:
        had_focus, was_empty = _has_focus(self.card), self.is_empty()
        self.problem.hide()
        is_more = self.model.set_listing(listing)
        self._is_whole = listing.is_whole
        self.card.show_instead(self.empty if self.is_empty() else None)
        if self.is_empty():
            self.empty.explain(self.filters.conditions(), self.filters.filters().text)
        elif not is_more:
            put_back(self.view, self.model, place)
        self.print_button.setEnabled(bool(self._register.forms) and not self.is_empty())
        self.print_button.set_hint(_("没有可以打印的记录") if self.is_empty() else "")
        self._show_footer()
        if had_focus:
            self.focus_list()
        if was_empty != self.is_empty():
            self.keys_changed.emit()

    def _show_footer(self) -> None:
        n, chosen = self.model.rowCount(), len(self.view.selected_rows())
        words = _("本视图 {n} 件，已全部列出").format(n=n) if self._is_whole else _("正在列出…")
        if chosen:
            words += "  " + _("已选 {n} 件").format(n=chosen)
        self.card.set_footer(words)

    # ---- acting --------------------------------------------------------------------------------

    def _shown(self) -> Shown:
        words = "，".join(one.words for one in self.filters.conditions())
        order = listings.order_words(self._register, self.order.name, self.order.is_descending)
        heading = listings.Heading(words, order)
        return Shown(self.model.ids(), self.chosen_columns.names(), heading, self._is_whole)

    def _open_row(self, row: int) -> None:
        record_id = self.model.id_at(row)
        if record_id is not None:
            self.record_asked.emit(record_id)

    def _sort_by(self, place: int) -> None:
        if self.order.take(place):
            self.reload(keep=False)  # who sorts wants to see what stands first

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

    def _ask_blank(self) -> None:
        ask_form(self.blank_button, self._register, self.blank_asked.emit)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lower rows in a low window."""
        super().resizeEvent(event)
        is_low = self.window().height() < theme.LOW_WINDOW
        height = theme.ROW_LOW_WINDOW if is_low else theme.ROW_REGISTER
        if height != self.view.row_height():
            self.view.set_row_height(height)
            self.card.relayout()


def _has_focus(part: QWidget) -> bool:
    """Whether the keyboard is in a part of the page."""
    holder: QWidget | None = part.window().focusWidget()
    return holder is not None and (holder is part or part.isAncestorOf(holder))
