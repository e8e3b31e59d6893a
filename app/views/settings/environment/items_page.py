"""系统 › 环境项目: 表 4 as data, every limit with its versions; to be confirmed by the hospital."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.environment import table4
from app.services.environment.limits import LimitView
from app.services.environment.table4 import LineView, RowView
from app.services.environment_sheets import table4 as table4_sheet
from app.services.forms import TABLE4
from app.services.people.organisation import Me
from app.views import theme
from app.views.context import Context
from app.views.inputs.search_line import SearchLine
from app.views.settings.environment.limit_cells import (
    confirmed_badge,
    frequency_words,
    limit_words,
    version_block,
)
from app.views.settings.environment.limit_dialog import LimitDialog
from app.views.settings.environment.row_dialogs import ConfirmDialog, RowDialog
from app.views.settings.sub_page import SubPage
from app.views.settings.versions_card import VersionsCard
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import Chip, ChipBar, outlined, primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import IconText, label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(58),
    TableColumn(200, stretch=True),
    TableColumn(206),
    TableColumn(92),
    TableColumn(104, drop=1),
    TableColumn(92),
    TableColumn(148),
)
Key = tuple[int, str]
Pair = tuple[RowView, LineView | None]
_FILTERS: dict[str, tuple[str, Callable[[Pair], bool]]] = {
    "all": (N_("全部"), lambda pair: pair[0].active),
    "open": (N_("待确认"), lambda pair: pair[0].active and _is_open(pair)),
    "own": (N_("自查自督"), lambda pair: pair[0].active and pair[0].checks_itself),
    "coming": (N_("将有变"), lambda pair: pair[1] is not None and pair[1].coming is not None),
    "off": (N_("停用"), lambda pair: not pair[0].active or _is_off(pair[1])),
}


class ItemsPage(SubPage):
    """Left every limit of the table, right the row it belongs to and its versions."""

    permission = Permission.CONFIGURE
    tables = frozenset({"env_item", "env_limit", "env_point", "env_place", "department"})
    keys = (
        ("Enter", N_("改限值")), ("Ctrl+N", N_("新增项目")), ("Ctrl+F", N_("查找")),
        ("↑ ↓", N_("逐条看")), ("F5", N_("重新载入")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: dict[Key, Pair] = {}
        self._rows: list[RowView] = []
        self.change = primary(_("改限值…"), "edit")
        self.add = outlined(_("新增项目"), "plus")
        self.print = outlined(_("打印表 4"), "printer")
        self._missing = 0
        self.change_row = quiet(_("改项目…"), "edit")
        self.add_line = quiet(_("加一条限值…"), "plus")
        self.confirm = quiet(_("确认…"), "check")
        self.notice = NoticeBar("wait", "")
        self.search = SearchLine(_("查找：编码、项目、区域、首字母或标准号"), _("查找环境项目"))
        self.chips = ChipBar(_("按状态看"))
        headings = (
            _("编码"), _("项目"), _("限值"), _("频次"), _("检查"), _("监督"), _("来源"),
        )  # fmt: skip
        self.list = CellList(_("环境项目"), headings, _COLUMNS, theme.ROW_DRY_RUN)
        self.versions = VersionsCard(_("各版本"))
        self._may_change = False
        self._arrange()
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """The table on paper, a row of the hospital's own, changing the chosen limit."""
        return (self.print, self.add, self.change)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.add, self.change, self.change_row, self.add_line, self.confirm)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看表 4。改限值和确认由职能科室负责人或系统管理员办理")

    def allow(self, me: Me) -> None:
        """Remember what may be done: it also depends on the row."""
        super().allow(me)
        self._may_change = me.may(Permission.CONFIGURE)
        self._show_notice()
        self._show_chosen()

    def reload(self) -> None:
        """Read the table anew."""
        self.context.ask(self, table4.rows, self._show, None)
        self.context.ask(self, table4.missing_defaults, self._show_missing, None)

    def make_new(self) -> None:
        """Ctrl+N: a row of the hospital's own."""
        if self.add.isEnabled():
            self.open_form(RowDialog(self.context, self.window()))

    def show_paper(self) -> None:
        """The whole table as it is printed."""
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.environment.paper.sheet_window import SheetWindow

        SheetWindow(self.context, TABLE4, table4_sheet.paper, "table4", self.window()).show()

    def start_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    # ---- building -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.notice.set_closable(False)
        self.notice.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.search)
        row.addWidget(self.chips, 1)
        for button in (self.confirm, self.add_line, self.change_row):
            self.list.footer_row.addWidget(button)
        self.column.addWidget(self.notice)
        self.column.addLayout(row)
        self.column.addLayout(self.versions.beside(self.list), 1)

    def _connect(self) -> None:
        self.change.clicked.connect(self._change_limit)
        self.list.opened.connect(lambda _key: self._change_limit())
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.add.clicked.connect(self.make_new)
        self.print.clicked.connect(self.show_paper)
        self.notice.acted.connect(self._load_defaults)
        self.change_row.clicked.connect(self._change_row)
        self.add_line.clicked.connect(self._add_line)
        self.confirm.clicked.connect(self._confirm)
        self.search.asked.connect(lambda _text: self._refresh())
        self.search.list_wanted.connect(self.focus_first)
        self.chips.chosen.connect(lambda _key: self._refresh())

    # ---- showing ------------------------------------------------------------------------------

    def _show(self, rows: list[RowView]) -> None:
        self._rows = rows
        self._pairs = {
            (row.id, line.line if line else ""): (row, line)
            for row in rows
            for line in (row.lines or (None,))
        }
        pairs = self._pairs.values()
        counted = {name: sum(map(is_one, pairs)) for name, (_text, is_one) in _FILTERS.items()}
        self.chips.set_chips(
            [
                Chip(name, _(text), counted[name])
                for name, (text, _is_one) in _FILTERS.items()
                if name == "all" or counted[name] or name == self.chips.current()
            ]
        )
        self._show_notice()
        self._refresh()

    def _show_notice(self) -> None:
        if self._missing:
            self.notice.show_notice(
                "wait",
                _("默认表 4 还有 {n} 项没有载入").format(n=self._missing),
                _("已有的项目不动；载入后核对、确认，再给各科室加检查点。"),
                action=_("载入") if self._may_change else "",
            )
            return
        many = sum(1 for one in self._rows if one.active and not one.is_confirmed)
        if not many:
            self.notice.hide()
            return
        self.notice.show_notice(
            "wait",
            _("默认，待医院确认：还有 {n} 项").format(n=many),
            _("程序文件表 4 的表体缺失，这里按现行标准重建；核对后逐项确认，或改成本院的限值。"),
        )

    def _show_missing(self, many: int) -> None:
        self._missing = many
        self._show_notice()

    def _refresh(self) -> None:
        wanted = self.search.query().casefold()
        _text, is_one = _FILTERS.get(self.chips.current(), _FILTERS["all"])
        shown = {
            key: pair
            for key, pair in self._pairs.items()
            if is_one(pair) and _answers(pair, wanted)
        }
        self.list.set_rows(list(shown), [_cells(pair) for pair in shown.values()])
        if self.list.current() is None and shown:
            self.list.choose(next(iter(shown)))
        rows = len({row_id for row_id, _line in shown})
        self.list.set_footer(
            _("{rows} 项 {n} 条限值；改动是新版本，测过的按当时的判").format(
                rows=rows, n=len(shown)
            )
        )
        self._show_chosen()

    def _current(self) -> Pair | None:
        key: Any = self.list.current()
        return self._pairs.get(key)

    def _show_chosen(self) -> None:
        pair = self._current()
        for button in (self.change_row, self.add_line):
            button.setEnabled(self._may_change and pair is not None)
        self.change.setEnabled(self._may_change and pair is not None and pair[1] is not None)
        self.confirm.setEnabled(self._may_change and pair is not None and not pair[0].is_confirmed)
        self.versions.clear(_("各版本"))
        if pair is None:
            return
        row, line = pair
        self.versions.clear(f"{row.code} {row.name}")
        for remark in _remarks(row, line):
            self.versions.add_remark(remark)
        until: date | None = None
        for version in line.versions if line else ():
            block = version_block(version, line.current if line else None, until)
            self.versions.add_version(block)
            until = version.effective_from - timedelta(days=1)

    # ---- acting -------------------------------------------------------------------------------

    def _change_limit(self) -> None:
        pair = self._current()
        if pair is not None and pair[1] is not None and self.change.isEnabled():
            self.open_form(LimitDialog(self.context, self.window(), *pair))

    def _add_line(self) -> None:
        if (pair := self._current()) is not None:
            self.open_form(LimitDialog(self.context, self.window(), pair[0], None))

    def _change_row(self) -> None:
        if (pair := self._current()) is not None:
            self.open_form(RowDialog(self.context, self.window(), pair[0]))

    def _confirm(self) -> None:
        pair = self._current()
        if pair is None:
            return
        keys: list[Any] = [
            self.list.model.key(place) for place in range(self.list.model.rowCount())
        ]
        listed = {self._pairs[key][0].id: self._pairs[key][0] for key in keys}
        self.open_form(ConfirmDialog(self.context, self.window(), pair[0], list(listed.values())))

    def _load_defaults(self) -> None:
        done = _("已载入默认表 4，核对后逐项确认")
        self.context.run(
            self, table4.load_defaults, lambda _changes: self.context.said.emit(done), None
        )


def _is_open(pair: Pair) -> bool:
    row, line = pair
    return not (line.is_confirmed if line else row.is_confirmed)


def _is_off(line: LineView | None) -> bool:
    return line is not None and line.current is not None and not line.current.enabled


def _answers(pair: Pair, wanted: str) -> bool:
    row, line = pair
    texts = [row.code, row.name, row.area_class, row.responsible, row.initials]
    if line is not None:
        texts += [line.shown.name, line.shown.standard]
    return not wanted or any(wanted in text.casefold() for text in texts)


def _cells(pair: Pair) -> tuple[Cell, ...]:
    row, line = pair
    shown: LimitView | None = line.shown if line else None
    tone, second = ("text3", "text3") if not row.active or _is_off(line) else ("text", "text2")
    name = f"{row.name} {shown.name}".rstrip() if shown else row.name
    return (
        Cell(row.code, second),
        Cell(name, tone),
        Cell(limit_words(shown) if shown else _("还没有限值"), tone),
        Cell(frequency_words(shown) if shown else "—", second),
        Cell(row.responsible_department or row.responsible or _("所属科室"), second),
        Cell(
            row.supervising_department or "—", second, icon="triangle" if row.checks_itself else ""
        ),
        Cell(badge=_badge(line)),
    )


def _badge(line: LineView | None) -> Badge:
    """Where the numbers come from, or that they are about to change."""
    if line is None:
        return Badge(_("缺限值"), "exclamation", "wait")
    if line.coming is not None:
        day = line.coming.effective_from
        words = f"{day:%m-%d}" if day.year == clock.today().year else day.isoformat()
        return Badge(_("{day} 起有变").format(day=words), "clock", "wait")
    return confirmed_badge(line.is_confirmed)


def _remarks(row: RowView, line: LineView | None) -> list[QWidget]:
    """What the row says besides its limit, and what is wrong with it."""
    made: list[QWidget] = []
    if line is not None and line.shown.name:
        made.append(label(line.shown.name, "strong", wrap=True))
    if row.area_class:
        made.append(label(_("区域：{area}").format(area=row.area_class), "muted", wrap=True))
    if row.method:
        made.append(label(_("方法：{method}").format(method=row.method), "muted", wrap=True))
    who = _("检查：{who}；监督：{supervisor}").format(
        who=row.responsible_department or row.responsible or _("所属科室"),
        supervisor=row.supervising_department or "—",
    )
    made.append(label(who, "muted", wrap=True))
    if row.checks_itself:
        words = _("检查和监督是同一科室：检查人与监督人不得同一人，建议用“改项目”改派监督科室")
        made.append(IconText("triangle", words, "wait", "body"))
    many = line.points if line else 0
    made.append(label(_("在用检查点 {n} 个").format(n=many), "muted"))
    return made
