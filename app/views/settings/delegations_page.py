"""系统 › 代理授权: who stands in for an approver, from which day to which, and the end of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import N_, _
from app.models.organisation import Role
from app.services.people import delegations
from app.services.people.delegations import Approver, DelegationView, Standing
from app.services.people.organisation import Me
from app.views import theme
from app.views.asking.dialogs import confirm
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import LineEdit
from app.views.settings.person_dialog import role_words
from app.views.settings.sub_page import SubPage
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(190),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["date"]),
    TableColumn(theme.WIDTHS["date"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(112),
)
_STANDINGS = {
    Standing.NOW: (N_("代理中"), "tick", "pass"),
    Standing.AHEAD: (N_("未开始"), "ring", "accent"),
    Standing.OVER: (N_("已到期"), "dot", "neutral"),
    Standing.WITHDRAWN: (N_("已撤回"), "struck_ring", "neutral_open"),
}
_LONGEST_REASON = 200


class DelegationsPage(SubPage):
    """An approver's own delegations, everybody's for who manages people; none is ever removed."""

    tables = frozenset({"delegation", "person", "role_grant", "department"})
    keys = (("Ctrl+N", N_("新增授权")), ("Del", N_("撤回")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: dict[int, DelegationView] = {}
        self._approvers: list[Approver] = []
        self.add = primary(_("新增授权"), "plus")
        self.add.setEnabled(False)
        self.withdraw = quiet(_("撤回…"), "undo")
        headings = (
            _("授权人"), _("代办的角色"), _("代理人"), _("从"), _("到"), _("原因"), _("状态"),
        )  # fmt: skip
        self.list = CellList(_("代理授权"), headings, _COLUMNS)
        self.empty = EmptyState("swap")
        self.list.footer_row.addWidget(self.withdraw)
        self.column.addWidget(self.list, 1)
        self.add.clicked.connect(self.make_new)
        self.empty.acted.connect(self.make_new)
        self.withdraw.clicked.connect(self.withdraw_current)
        self.list.chosen.connect(lambda _key: self._show_withdraw())
        shortcut = QShortcut(QKeySequence("Del"), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.withdraw_current)

    def head_buttons(self) -> Sequence[QWidget]:
        """Adding."""
        return (self.add,)

    def allow(self, me: Me) -> None:
        """Nothing of the matrix: for whom one may name deputies, the service says at each reload."""

    def reload(self) -> None:
        """Read them anew, and for whom this person may add one."""
        self.context.ask(self, delegations.approvers, self._take_approvers, None)
        self.context.ask(self, delegations.listed, self._show, None)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def make_new(self) -> None:
        """Open the dialog for a new one."""
        if not self.add.isEnabled():
            return
        self.open_form(DelegationDialog(self.context, self.window(), self._approvers))

    def withdraw_current(self) -> None:
        """End the chosen one now."""
        one = self._current()
        if one is None or not one.may_withdraw:
            return
        title = _("撤回{who}给{deputy}的授权？").format(who=one.who, deputy=one.deputy)
        text = _("撤回后{deputy}马上不能再代办；已经代办的照旧有效，记录里写明代谁办的。").format(
            deputy=one.deputy
        )
        if confirm(self, title, text, act=_("撤回"), keep=_("先不撤回")):
            said = _("已撤回{who}给{deputy}的授权").format(who=one.who, deputy=one.deputy)
            self.context.run(
                self, delegations.withdraw, lambda _done: self.context.said.emit(said), None, one.id
            )

    def _take_approvers(self, found: list[Approver]) -> None:
        self._approvers = found
        self.add.setEnabled(bool(found))
        reason = _("您没有可以授权的审批角色。科室负责人、职能科室负责人和分管领导外出时在这里授权")
        self._reason.set_content("ring-i", "" if found else reason)
        self._reason.setVisible(not found)
        self._show_empty()

    def _show(self, found: list[DelegationView]) -> None:
        today = clock.today()
        self._shown = {one.id: one for one in found}
        self.list.set_rows(list(self._shown), [_row(one, today) for one in found])
        now = sum(1 for one in found if one.standing(today) is Standing.NOW)
        self.list.set_footer(
            _("{n} 条正在代理；到期自动收回，一次最多 {days} 天").format(
                n=now, days=delegations.LONGEST_DAYS
            )
        )
        self._show_empty()
        self._show_withdraw()

    def _show_empty(self) -> None:
        self.empty.show_text(
            _("还没有代理授权"),
            _("审批人外出时指定一位代理人，从哪天到哪天；期间由代理人签字，记录里写明代谁办的。"),
            action=_("新增授权") if self._approvers else "",
        )
        self.list.show_instead(None if self._shown else self.empty)

    def _current(self) -> DelegationView | None:
        key = self.list.current()
        return self._shown.get(key) if isinstance(key, int) else None

    def _show_withdraw(self) -> None:
        one = self._current()
        self.withdraw.setEnabled(one is not None and one.may_withdraw)
        if one is None:
            self.withdraw.set_hint(_("先选一条授权"))
        elif not one.active:
            self.withdraw.set_hint(_("这条授权已经撤回"))
        elif not one.may_withdraw:
            self.withdraw.set_hint(_("由授权人本人或系统管理员撤回"))
        else:
            self.withdraw.set_hint("")


def _row(one: DelegationView, today: date) -> tuple[Cell, ...]:
    standing = one.standing(today)
    tone = "text" if standing in (Standing.NOW, Standing.AHEAD) else "text3"
    word, mark, badge_tone = _STANDINGS[standing]
    return (
        Cell(one.who, tone),
        Cell(role_words(one.roles), "text2" if tone == "text" else tone),
        Cell(one.deputy, tone),
        Cell(one.starts_on.isoformat(), tone),
        Cell(one.ends_on.isoformat(), tone),
        Cell(one.reason, tone),
        Cell(badge=Badge(_(word), mark, badge_tone)),
    )


class DelegationDialog(FormDialog):
    """Who is away, who stands in, from which day to which, and why."""

    def __init__(
        self, context: Context, parent: QWidget | None, approvers: Sequence[Approver]
    ) -> None:
        super().__init__(
            context,
            parent,
            _("新增代理授权"),
            _("期间代理人能办授权人的审批，签自己的名，记录里写明代谁办的。审批不能跳过（四.6）。"),
            icon="swap",
            act=_("授权"),
            leave=_("先不授权"),
        )
        self._approvers = {one.id: one for one in approvers}
        self.who = PickEdit([self._item(one.id, one.roles) for one in approvers])
        self.deputy = PickEdit(placeholder=_("姓名、工号或首字母"))
        self.starts_on, self.ends_on = DateEdit(), DateEdit()
        self.reason = LineEdit(max_length=_LONGEST_REASON, placeholder=_("如 外出开会、休假"))
        self._add_rows()
        self.starts_on.set_value(clock.today())
        self.who.changed.connect(self._offer)
        if len(approvers) == 1:
            self.who.set_value(approvers[0].id)
        self._offer()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已授权{deputy}代{who}办理").format(deputy=self.deputy.text(), who=self.who.text())

    def submit(self) -> None:
        """Name the deputy."""
        who, deputy = self.who.value(), self.deputy.value()
        first, last = self.starts_on.value(), self.ends_on.value()
        assert isinstance(who, int)
        assert isinstance(deputy, int)
        assert first is not None
        assert last is not None
        self.send(delegations.add, who, deputy, first, last, self.reason.value() or "")

    def _add_rows(self) -> None:
        for name, text, editor, missing, help_text in (
            ("from_id", _("授权人"), self.who, _("还没有选授权人"), ""),
            (
                "to_id", _("代理人"), self.deputy, _("还没有选代理人"),
                _("科室负责人的代理人要是同一科室的人"),
            ),
            ("starts_on", _("从"), self.starts_on, _("还没有填开始日期"), ""),
            ("ends_on", _("到"), self.ends_on, _("还没有填结束日期"), _("这一天也算在内")),
            ("reason", _("原因"), self.reason, _("还没有填写授权原因"), ""),
        ):  # fmt: skip
            self.add_row(name, text, editor, required=True, missing=missing, help_text=help_text)
        self.finish_rows("to_id" if len(self._approvers) == 1 else "from_id")

    def _offer(self) -> None:
        """Offer who may stand in for the chosen one; somebody else chosen before is let go."""
        who = self.who.value()
        approver = self._approvers.get(who) if isinstance(who, int) else None
        allowed = approver.deputies if approver else ()
        self.deputy.set_items([self._item(one) for one in allowed])
        if self.deputy.value() not in allowed:
            self.deputy.set_value(None)

    def _item(self, person_id: int, roles: frozenset[Role] = frozenset()) -> PickItem:
        known = {one.id: one for one in self.context.directory.people}[person_id]
        beside = role_words(roles) or known.beside
        return PickItem(person_id, known.text, f"{known.code} {beside}".strip(), known.initials)
