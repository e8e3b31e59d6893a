"""视图: choose how to look at a register, and keep the way it is looked at now."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app import settings
from app.i18n import _
from app.services import saved_views
from app.services.access import Permission
from app.services.operations import Changes
from app.services.people.shift import Shift
from app.services.registers.register import Register
from app.services.saved_views import NAME_LONGEST, View
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.inputs.combo import Option
from app.views.registers.listing.column_choice import ColumnChoice
from app.views.registers.listing.filter_bar import FilterBar
from app.views.registers.listing.sort_order import SortOrder
from app.views.registers.listing.view_entries import (
    Entry,
    built_in,
    entry_of,
    key_of,
    look_of,
)


class ViewChoice(QObject):
    """Fills the pick list of views and serves 另存 in the filter bar.

    The list follows the filters: what matches no view says so.
    """

    changed = Signal()  # the order of the list is another one, its filters are the same

    def __init__(
        self,
        page: QWidget,
        context: Context,
        shift: Shift,
        register: Register,
        filters: FilterBar,
        order: SortOrder,
        columns: ColumnChoice,
    ) -> None:
        super().__init__(page)
        self._context, self._shift, self._register = context, shift, register
        self._filters, self._order, self._columns = filters, order, columns
        self._views: list[View] = []
        self._key = settings.chosen_view(shift.staff_no, register.name)
        self._is_restored = False
        self.pick, self.keep = filters.view_pick, filters.keep_view
        self.pick.chosen.connect(lambda: self._choose(str(self.pick.value())))
        self.keep.clicked.connect(self._on_keep)
        filters.changed.connect(self._follow)
        context.changed.connect(self._on_changed)
        self._restore()
        self.reload()

    def reload(self) -> None:
        """Look which views there are."""
        self._context.ask(self, saved_views.views, self._take, None, self._register)

    def current(self) -> Entry | None:
        """The view that is looked at; None when the filters are nobody's view."""
        same = [one for one in self._entries() if one.filters == self._filters.filters()]
        chosen = [one for one in same if one.key == self._key]
        return next(iter(chosen or same), None)

    def save(self, name: str) -> None:
        """Keep what is seen now under a name."""
        look = look_of(
            self._filters.filters(),
            self._order.name,
            self._order.is_descending,
            self._columns.chosen(),
        )

        def done(changes: Changes) -> None:
            if changes.record_id is not None:
                self._remember(key_of(changes.record_id))
                self._follow()
            self._context.said.emit(_("已存视图“{name}”").format(name=name))

        self._context.run(self, saved_views.save, done, None, self._register, name, look)

    def menu(self, view: View) -> QMenu:
        """What can be done with a saved view."""
        menu = QMenu(self._filters)
        run = self._context.run
        shared = _("不再共用") if view.is_shared else _("共用，让看得到台账的人都能用")
        menu.addAction(_("另存为新视图…")).triggered.connect(lambda: self._ask_name(""))
        menu.addAction(_("改名…")).triggered.connect(lambda: self._ask_rename(view))
        if self._shift.may(Permission.SHARE_VIEW):
            menu.addAction(shared).triggered.connect(
                lambda: run(self, saved_views.share, _done, None, view.id, not view.is_shared)
            )
        menu.addAction(_("去掉这个视图")).triggered.connect(
            lambda: run(self, saved_views.remove, _done, None, view.id)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _entries(self) -> list[Entry]:
        saved = [entry_of(self._register, one) for one in self._views]
        return [*built_in(self._register), *saved]

    def _take(self, views: list[View]) -> None:
        self._views = views
        self._follow()
        self._restore()

    def _restore(self) -> None:
        """The view of last time, as soon as it is known; never over what was chosen meanwhile."""
        known = {one.key for one in self._entries()}
        if not self._is_restored and self._key in known:
            self._is_restored = True
            self._choose(self._key)

    def _choose(self, key: str) -> None:
        entry = next((one for one in self._entries() if one.key == key), None)
        if entry is None:
            return
        self._remember(key)
        self._order.set(entry.sort, entry.descending)
        if entry.columns:
            self._columns.show(entry.columns)
        else:
            self._columns.show_own()
        is_same = entry.filters == self._filters.filters()
        self._filters.set_filters(entry.filters)
        if is_same:
            self._follow()
            self.changed.emit()

    def _remember(self, key: str) -> None:
        if key != self._key:
            self._key = key
            settings.choose_view(self._shift.staff_no, self._register.name, key)

    def _follow(self) -> None:
        entry = self.current()
        options = [Option(one.key, one.text, one.letters) for one in self._entries()]
        if entry is None:
            options.append(Option("", _("现在的条件")))
        self.pick.set_options(options)
        self.pick.set_value(entry.key if entry else "")

    def _on_changed(self, changes: Changes) -> None:
        if "saved_view" in changes.tables:
            self.reload()

    def _on_keep(self) -> None:
        entry = self.current()
        view = entry.view if entry else None
        if view is None or not (view.is_own or self._shift.may(Permission.SHARE_VIEW)):
            mine = [one for one in self._views if one.is_own and key_of(one.id) == self._key]
            self._ask_name(mine[0].name if mine and entry is None else "")
            return
        self.menu(view).popup(self.keep.mapToGlobal(self.keep.rect().bottomLeft()))

    def _ask_name(self, name: str) -> None:
        text = _("条件、排序和列一起存下。用已有的名称就替换那一个。")
        if (given := ask_name(self._filters, _("存为视图"), text, _("存下"), name)) is not None:
            self.save(given)

    def _ask_rename(self, view: View) -> None:
        given = ask_name(self._filters, _("视图改名"), "", _("改名"), view.name)
        if given is not None:
            self._context.run(self, saved_views.rename, _done, None, view.id, given)


def ask_name(parent: QWidget, title: str, text: str, act: str, name: str) -> str | None:
    """Ask for the name of a view; None when it is left."""
    dialog = TextDialog(
        parent, title, text, field=_("名称"), act=act, max_length=NAME_LONGEST, many_lines=False,
        value=name,
    )  # fmt: skip
    return dialog.words() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _done(_changes: Changes) -> None:
    """The list of views reloads by the change itself."""
