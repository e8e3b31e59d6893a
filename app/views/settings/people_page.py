"""系统 › 人员: who works here, with which roles, and whether they can sign in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people import directory, handover, organisation
from app.services.people.directory import Colleague
from app.services.people.handover import Leaving
from app.views import theme
from app.views.asking import opening
from app.views.context import Context
from app.views.inputs.lines import Line
from app.views.settings.hand_over_dialog import HandOverDialog
from app.views.settings.own_password import OwnPasswordDialog
from app.views.settings.person_dialog import PersonDialog, ResetCodeDialog, role_words
from app.views.settings.sub_page import SubPage, use_badge
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import Chip, ChipBar, outlined, primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(110),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(150),
    TableColumn(130, drop=1),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(112),
)
_WORKING, _ALL = "working", "all"


class PeoplePage(SubPage):
    """The list of everybody. Enter opens a person; nobody is ever removed, only stopped."""

    permission = Permission.MANAGE_PEOPLE
    tables = frozenset({"person", "role_grant", "department"})
    keys = (
        ("Ctrl+N", N_("新增人员")),
        ("Enter", N_("修改")),
        ("Ctrl+F", N_("查找")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._people: list[Colleague] = []
        self.add = primary(_("新增人员"), "plus")
        self.own = outlined(_("改自己的密码"), "key")
        self.undivided = NoticeBar("info", "")
        self.undivided.set_closable(False)
        self.undivided.hide()
        self.search = Line()
        self.search.setPlaceholderText(_("查找：工号、姓名、首字母、科室或角色"))
        self.search.setAccessibleName(_("查找人员"))
        self.search.setFixedWidth(theme.WIDTHS["search"])
        self.chips = ChipBar(_("按状态看"))
        headings = (_("工号"), _("姓名"), _("科室"), _("职务"), _("角色"), _("状态"))
        self.list = CellList(_("人员"), headings, _COLUMNS)
        self.change = quiet(_("修改…"), "edit")
        self.reset = quiet(_("重设密码…"), "key")
        self.hand_over = quiet(_("交接…"), "swap")
        self._arrange()
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """Own password is everybody's, adding the administrator's."""
        return (self.own, self.add)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to manage people."""
        return (self.add, self.change, self.reset, self.hand_over)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看人员表。增减人员、改角色和重设密码由系统管理员或安全管理员办理")

    def reload(self) -> None:
        """Read everybody anew."""
        self.context.ask(self, directory.colleagues, self._show_people, None)
        self.context.ask(self, organisation.undivided, self._show_undivided, None)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def start_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def make_new(self) -> None:
        """Open the dialog for somebody new."""
        if self.add.isEnabled():
            self.open_form(PersonDialog(self.context, self.window()))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.search)
        row.addWidget(self.chips, 1)
        self.list.footer_row.addWidget(self.hand_over)
        self.list.footer_row.addWidget(self.reset)
        self.list.footer_row.addWidget(self.change)
        self.column.insertWidget(0, self.undivided)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self.make_new)
        self.own.clicked.connect(
            lambda: self.open_form(OwnPasswordDialog(self.context, self.window()))
        )
        self.search.textChanged.connect(lambda _text: self._refresh())
        self.chips.chosen.connect(lambda _key: self._refresh())
        self.list.opened.connect(lambda _key: self._change_current())
        self.change.clicked.connect(self._change_current)
        self.reset.clicked.connect(self._reset_current)
        self.hand_over.clicked.connect(self._ask_in_hand)

    def _show_people(self, people: list[Colleague]) -> None:
        self._people = people
        working = sum(1 for one in people if one.active)
        self.chips.set_chips(
            (Chip(_WORKING, _("在用"), working), Chip(_ALL, _("全部"), len(people)))
        )
        self._refresh()

    def _show_undivided(self, name: str | None) -> None:
        self.undivided.setVisible(bool(name))
        if name:
            self.undivided.show_notice(
                "info",
                _("{name}既管系统、又办案件").format(name=name),
                _("开始时可以这样。人手够了，把“系统管理员”交给另一位，两样就分开了。"),
            )

    def _refresh(self) -> None:
        names = self.context.directory.names().departments
        wanted = self.search.text().strip().casefold()
        initials = {one.id: one.initials for one in self.context.directory.people}
        shown = [
            one
            for one in self._people
            if (one.active or self.chips.current() == _ALL)
            and _answers(one, names.get(one.department_id, ""), initials.get(one.id, ""), wanted)
        ]
        rows = [_row(one, names.get(one.department_id, "")) for one in shown]
        self.list.set_rows([one.id for one in shown], rows)
        footer = _("{shown} 人，已全部列出").format(shown=len(shown))
        if len(shown) < len(self._people):
            footer = _("列出 {shown} 人，共 {all} 人").format(
                shown=len(shown), all=len(self._people)
            )
        self.list.set_footer(footer)

    def _current(self) -> Colleague | None:
        key = self.list.current()
        return next((one for one in self._people if one.id == key), None)

    def _change_current(self) -> None:
        person = self._current()
        if person is not None and self.change.isEnabled():
            self.open_form(PersonDialog(self.context, self.window(), person))

    def _reset_current(self) -> None:
        person = self._current()
        if person is not None:
            dialog = ResetCodeDialog(self.context, self.window(), person)
            dialog.saved.connect(lambda _changes: self.context.said.emit(dialog.done_words()))
            opening.show(dialog)

    def _ask_in_hand(self) -> None:
        person = self._current()
        if person is not None:
            self.context.ask(self, handover.in_hand, self._hand_over, None, person.id)

    def _hand_over(self, leaving: Leaving) -> None:
        """Hand over what is open; then stopping the person is offered, ready to be saved."""
        dialog = HandOverDialog(self.context, self.window(), leaving)
        dialog.saved.connect(lambda _changes: self._offer_to_stop(leaving.person_id))
        self.open_form(dialog)

    def _offer_to_stop(self, person_id: int) -> None:
        person = next((one for one in self._people if one.id == person_id), None)
        if person is not None and person.active:
            dialog = PersonDialog(self.context, self.window(), person)
            dialog.active.set_value(False)
            self.open_form(dialog)


def _answers(one: Colleague, department: str, initials: str, wanted: str) -> bool:
    texts = (one.staff_no, one.name, initials, department, one.title, role_words(one.roles))
    return not wanted or any(wanted in text.casefold() for text in texts)


def _row(one: Colleague, department: str) -> tuple[Cell, ...]:
    tone = "text" if one.active else "text3"
    badge = use_badge(one.active)
    if one.active and not one.can_sign_in:
        badge = Badge(_("没有账户"), "ring", "neutral_open")
    return (
        Cell(one.staff_no, tone),
        Cell(one.name, tone),
        Cell(department, tone),
        Cell(one.title, "text2" if one.active else "text3"),
        Cell(role_words(one.roles), tone),
        Cell(badge=badge),
    )
