"""系统 › 检查点: which limit is checked where; each department keeps its own (四.4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.environment.upkeep import keeping, points
from app.services.environment.upkeep.points import PointView
from app.services.people.organisation import Me
from app.views import theme
from app.views.context import Context
from app.views.inputs.search_line import SearchLine
from app.views.settings.entry_page import EntryPage
from app.views.settings.environment.limit_cells import limit_words
from app.views.settings.environment.point_dialogs import PointDialog, PointTableDialog
from app.views.settings.sub_page import use_badge
from app.views.widgets.buttons import Chip, ChipBar, outlined
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(86),
    TableColumn(200),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(200),
    TableColumn(104),
    TableColumn(112, drop=2),
    TableColumn(96, drop=1),
    TableColumn(110),
    TableColumn(96),
)
_IN_USE, _OWN, _OFF = "in_use", "own", "off"


class PointsPage(EntryPage):
    """The points in walking order, found by code, place, item or initials."""

    permission = Permission.KEEP_POINTS
    tables = frozenset({"env_point", "env_place", "env_item", "env_limit", "department"})
    keys = (
        ("Ctrl+N", N_("新增检查点")),
        ("Enter", N_("修改")),
        ("Ctrl+F", N_("查找")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        headings = (
            _("编码"), _("地点"), _("项目"), _("限值"), _("频次"), _("检查科室"), _("监督"),
            _("排自"), _("状态"),
        )  # fmt: skip
        super().__init__(context, _("检查点"), headings, _COLUMNS, adds=_("新增检查点"))
        self._found: list[PointView] = []
        self._own = 0
        self._keeps_all = False
        self.bring_in = outlined(_("导入检查点…"), "import")
        self.search = SearchLine(_("查找：编码、地点、项目、科室或首字母"), _("查找检查点"))
        self.chips = ChipBar(_("按状态看"))
        self.empty = EmptyState("thermometer")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.search)
        row.addWidget(self.chips, 1)
        self.column.insertLayout(1, row)
        self.bring_in.clicked.connect(self._bring_in)
        self.empty.acted.connect(self.make_new)
        self.search.asked.connect(lambda _text: self._refresh())
        self.search.list_wanted.connect(self.focus_first)
        self.chips.chosen.connect(lambda _key: self._refresh())

    def head_buttons(self) -> Sequence[QWidget]:
        """Bringing a table in, and adding."""
        return (self.bring_in, *super().head_buttons())

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to keep points."""
        return (*super().guarded(), self.empty.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看检查点。增改由科室负责人、环境监督或职能科室负责人办理")

    def allow(self, me: Me) -> None:
        """Whoever keeps the own department's begins with these."""
        super().allow(me)
        self._own, self._keeps_all = me.actor.department_id, keeping.keeps_all(me.actor)
        self._show_chips()
        if not self._keeps_all and self.add is not None and self.add.isEnabled():
            self.chips.set_current(_OWN)
        self._refresh()

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, points.points, self._show, None)

    def start_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def dialog(self, entry: PointView | None) -> PointDialog:
        """A point's."""
        only = 0 if self._keeps_all else self._own
        return PointDialog(self.context, self.window(), entry, only)

    def _bring_in(self) -> None:
        if self.bring_in.isEnabled():
            self.open_form(PointTableDialog(self.context, self.window()))

    def _show(self, found: list[PointView]) -> None:
        self._found = found
        self._show_chips()
        self._refresh()

    def _show_chips(self) -> None:
        counted = {key: len(self._of(key)) for key in (_IN_USE, _OWN, _OFF)}
        chips = [
            Chip(_IN_USE, _("在用"), counted[_IN_USE]),
            Chip(_OWN, _("本科室"), counted[_OWN]),
        ]
        if counted[_OFF]:
            chips.append(Chip(_OFF, _("停用"), counted[_OFF]))
        self.chips.set_chips(chips)

    def _of(self, key: str) -> list[PointView]:
        if key == _OFF:
            return [one for one in self._found if not one.point.active]
        return [
            one for one in self._found
            if one.point.active and (key != _OWN or one.point.department_id == self._own)
        ]  # fmt: skip

    def _refresh(self) -> None:
        wanted = self.search.query().casefold()
        shown = [one for one in self._of(self.chips.current()) if _answers(one, wanted)]
        self.show_entries(
            {one.id: one for one in shown},
            [_row(one) for one in shown],
            _("列出 {n} 个检查点，共 {all} 个；哪天该测哪些，按频次自动排").format(
                n=len(shown), all=len(self._found)
            ),
        )
        self.empty.show_text(
            _("还没有检查点"),
            _("先在“检查地点”里建房间、机器或柜子，再选表 4 的项目；也可以一张表导入。"),
            action=_("新增检查点") if self.bring_in.isEnabled() else "",
        )
        self.list.show_instead(None if self._found else self.empty)


def _answers(one: PointView, wanted: str) -> bool:
    point = one.point
    texts = (point.code, point.place, point.item, point.department, one.initials, point.item_code)
    return not wanted or any(wanted in text.casefold() for text in texts)


def _row(one: PointView) -> tuple[Cell, ...]:
    point = one.point
    tone, second = ("text", "text2") if point.active else ("text3", "text3")
    name = f"{point.item} {one.limit.name}".rstrip() if one.limit else point.item
    often = _(one.frequency.label) if one.frequency else "—"
    return (
        Cell(point.code, tone), Cell(point.place, tone), Cell(name, tone),
        Cell(limit_words(one.limit) if one.limit else "—", tone), Cell(often, second),
        Cell(point.department, second), Cell(point.supervising or "—", second),
        Cell(point.planned_from.isoformat(), second), Cell(badge=use_badge(point.active)),
    )  # fmt: skip
