"""系统 › 投诉渠道: complaint boxes and lines, their openings, and the letters found in them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.models.daily import PointKind
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.storage import state
from app.services.upkeep import complaint_points, opening_list
from app.services.upkeep.complaint_points import OpeningView, PointView
from app.views import theme
from app.views.context import Context
from app.views.registers.listing.exporting import choose_file
from app.views.settings.procedure.point_dialogs import OpeningDialog, PointDialog
from app.views.settings.sub_page import SubPage, use_badge
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import outlined, primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_POINTS = (
    TableColumn(100),
    TableColumn(160, stretch=True),
    TableColumn(104, drop=1),
    TableColumn(170),
    TableColumn(96),
)
_OPENINGS = (
    TableColumn(150),
    TableColumn(160, stretch=True),
    TableColumn(90),
    TableColumn(90),
    TableColumn(70),
    TableColumn(144),
)


class PointsPage(SubPage):
    """Left the boxes and lines, right the openings of the chosen one."""

    letter_asked = Signal(object, object)  # register, and what the record of a letter begins with

    permission = Permission.REGISTER
    tables = frozenset({"complaint_point", "box_opening", "record_link", "complaint", "department"})
    keys = (
        ("Ctrl+N", N_("登记开箱")),
        ("Enter", N_("修改；登记来信")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._points: list[PointView] = []
        self._openings: list[OpeningView] = []
        self._may_link = self._may_configure = False
        self.no_points, self.no_openings = EmptyState("inbox"), EmptyState("list")
        self.open_box = primary(_("登记开箱"), "inbox")
        self.export = outlined(_("导出开箱登记"), "export")
        self.add = quiet(_("新增信箱或电话…"), "plus")
        self.change = quiet(_("修改…"), "edit")
        self.register = quiet(_("登记来信为投诉"), "edit")
        self.points = CellList(
            _("信箱和电话"),
            (_("种类"), _("地点或号码"), _("责任科室"), _("上次开箱"), _("状态")),
            _POINTS,
        )
        self.openings = CellList(
            _("开箱登记"),
            (_("开箱时间"), _("信箱"), _("开箱人"), _("见证人"), _("封数"), _("登记投诉")),
            _OPENINGS,
        )
        self._arrange()
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """The list for the file, and an opening."""
        return (self.export, self.open_box)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to register."""
        return (self.open_box,)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看。登记开箱由登记员、科室或职能科室的人办理")

    def allow(self, me: Me) -> None:
        """The places are the administrator's and the office head's, openings whoever registers."""
        super().allow(me)
        self.export.setEnabled(me.may(Permission.EXPORT))
        self.export.set_hint("" if me.may(Permission.EXPORT) else _("您的角色不能导出台账"))
        self._may_configure = me.may(Permission.CONFIGURE)
        self._may_link = me.may(Permission.REGISTER)
        self._refresh_points()
        self._refresh_openings()

    def reload(self) -> None:
        """Read both lists anew."""
        self.context.ask(self, complaint_points.points, self._show_points, None)
        self.context.ask(self, complaint_points.openings, self._show_openings, None)

    def focus_first(self) -> None:
        """The boxes."""
        self.points.view.setFocus()

    def make_new(self) -> None:
        """Open the dialog for an opening of the chosen box."""
        boxes = [one for one in self._points if one.active and one.kind is PointKind.BOX]
        if not boxes:
            self.context.said.emit(_("还没有信箱，先“新增信箱或电话”"))
            return
        if not self.open_box.isEnabled():
            return
        self.open_form(OpeningDialog(self.context, self.window(), boxes, self.points.current()))

    def _arrange(self) -> None:
        self.points.footer_row.addWidget(self.add)
        self.points.footer_row.addWidget(self.change)
        self.openings.footer_row.addWidget(self.register)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.points, 1)
        row.addWidget(self.openings, 1)
        self.column.addLayout(row, 1)

    def _connect(self) -> None:
        self.open_box.clicked.connect(self.make_new)
        self.add.clicked.connect(self._add_point)
        self.no_points.action.set_icon("plus")
        self.no_points.acted.connect(self._add_point)
        self.change.clicked.connect(self._change_current)
        self.points.opened.connect(lambda _key: self._change_current())
        self.points.chosen.connect(lambda _key: self._on_point_chosen())
        self.openings.opened.connect(lambda _key: self._register_letter())
        self.openings.chosen.connect(lambda _key: self._show_register())
        self.register.clicked.connect(self._register_letter)
        self.export.clicked.connect(self._export)

    def _show_points(self, points: list[PointView]) -> None:
        self._points = points
        self.points.set_rows([one.id for one in points], [_point_row(one) for one in points])
        if self.points.current() is None:
            self.points.choose(next((one.id for one in points if one.kind is PointKind.BOX), 0))
        self._refresh_points()

    def _refresh_points(self) -> None:
        """What can be done with the boxes and lines; why not stands beside the grey buttons."""
        words = [_("{boxes} 个信箱、{lines} 部电话在用").format(
            boxes=self._in_use(PointKind.BOX), lines=self._in_use(PointKind.LINE)
        )]  # fmt: skip
        office = _("由职能科室负责人或系统管理员新增、修改")
        has_one = self.points.current() is not None
        if not self._may_configure:
            words.append(office)
        elif not has_one:
            words.append(_("要修改，先选一个"))
        self.points.set_footer("；".join(words))
        self.add.setEnabled(self._may_configure)
        self.change.setEnabled(self._may_configure and has_one)
        add = _("新增信箱或电话…") if self._may_configure else ""
        why = _("意见箱和投诉电话登记在这里，开箱才有处可记。") if add else office
        self.no_points.show_text(_("还没有信箱和电话"), why, action=add)
        self.points.show_instead(None if self._points else self.no_points)
        has_box = bool(self._in_use(PointKind.BOX))
        self.open_box.setEnabled(self._may_link and has_box)
        self.open_box.set_hint("" if has_box else _("先有在用的信箱，才能登记开箱"))

    def _in_use(self, kind: PointKind) -> int:
        return sum(1 for one in self._points if one.active and one.kind is kind)

    def _add_point(self) -> None:
        self.open_form(PointDialog(self.context, self.window()))

    def _on_point_chosen(self) -> None:
        self._refresh_points()
        self._refresh_openings()

    def _show_openings(self, openings: list[OpeningView]) -> None:
        self._openings = openings
        self._refresh_openings()

    def _refresh_openings(self) -> None:
        point = self.points.current()
        shown = [one for one in self._openings if point in (None, one.point_id)]
        self.openings.set_rows([one.id for one in shown], [_opening_row(one) for one in shown])
        self._show_register()
        has_box = bool(self._in_use(PointKind.BOX))
        why = _("开一次箱按 Ctrl+N 记一次，没有来信也记零封。")
        if not has_box:
            why = _("先有在用的信箱，才能登记开箱。")
        elif not self._may_link:
            why = self.refusal()
        title = _("还没有开箱记录") if point is None else _("这里还没有开箱记录")
        self.no_openings.show_text(title, why)
        self.openings.show_instead(None if shown else self.no_openings)

    def _current_opening(self) -> OpeningView | None:
        key = self.openings.current()
        return next((one for one in self._openings if one.id == key), None)

    def _show_register(self) -> None:
        one = self._current_opening()
        left = one.letters - one.registered if one else 0
        self.register.setEnabled(self._may_link and left > 0)
        why = ""
        if not self._may_link:
            why = _("您的角色不能登记投诉")
        elif one is None:
            why = _("要登记来信，先选一次开箱")
        elif left <= 0:
            why = _("这次的来信都登记了") if one.letters else _("这次没有来信")
        counted = _("{n} 次开箱，零封也记").format(n=self.openings.model.rowCount())
        self.openings.set_footer("；".join(one for one in (counted, why) if one))
        words = _("登记来信为投诉")
        self.register.set_text(_("登记下一封（还剩 {n} 封）").format(n=left) if left > 0 else words)

    def _register_letter(self) -> None:
        """One letter at a time: a new complaint with what the opening says of it."""
        one = self._current_opening()
        if one is not None and self.register.isEnabled():
            self.context.ask(self, complaint_points.letter, self._ask_letter, None, one.id)

    def _ask_letter(self, values: Mapping[str, Any]) -> None:
        self.letter_asked.emit(complaint_points.REGISTER, values)

    def _change_current(self) -> None:
        key = self.points.current()
        found = next((one for one in self._points if one.id == key), None)
        if found is not None and self.change.isEnabled():
            self.open_form(PointDialog(self.context, self.window(), found))

    def _export(self) -> None:
        suggested = f"{_('开箱登记')} {clock.today():%Y-%m-%d}.xlsx"
        path = choose_file(self, Path.home() / suggested)
        if path is None:
            return

        def say(count: int) -> None:
            words = _("已导出 {n} 次开箱：{path}").format(n=count, path=path)
            self.context.said.emit(words)

        self.context.run(self, opening_list.export, say, None, path)


def _point_row(one: PointView) -> tuple[Cell, ...]:
    tone = "text" if one.active else "text3"
    last = "—"
    if one.opened_at is not None:
        last = _("{when}，{n} 封").format(when=state.day_words(one.opened_at), n=one.letters)
    elif one.kind is PointKind.BOX:
        last = _("还没有开过")
    return (
        Cell(_(one.kind.label), tone),
        Cell(one.place, tone),
        Cell(one.department, tone),
        Cell(last, "text2"),
        Cell(badge=use_badge(one.active)),
    )


def _opening_row(one: OpeningView) -> tuple[Cell, ...]:
    if one.letters == 0:
        done = Cell("—", "text3")
    else:
        is_whole = one.registered >= one.letters
        words = _("{done} / {all} 封").format(done=one.registered, all=one.letters)
        done = Cell(
            badge=Badge(words, "tick", "pass") if is_whole else Badge(words, "clock", "wait")
        )
    return (
        Cell(f"{clock.local(one.opened_at):%Y-%m-%d %H:%M}"),
        Cell(one.place),
        Cell(one.opened_by),
        Cell(one.witness),
        Cell(str(one.letters), right=True),
        done,
    )
