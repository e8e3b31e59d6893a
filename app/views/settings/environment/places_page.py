"""系统 › 检查地点: rooms, machines and cabinets in which the environment is checked (四.4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.environment.upkeep import keeping, places
from app.services.environment.upkeep.places import TEXTS, PlaceView
from app.services.people.organisation import Me
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.fields import Editor
from app.views.inputs.text_editors import LineEdit
from app.views.settings.entry_page import EntryPage
from app.views.settings.sub_page import use_badge, use_choice
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(160),
    TableColumn(200),
    TableColumn(110),
    TableColumn(90),
    TableColumn(96),
)


class PlacesPage(EntryPage):
    """Every place by department. A restriction is said of the place by its name."""

    permission = Permission.KEEP_POINTS
    tables = frozenset({"env_place", "env_point", "department"})
    keys = (("Ctrl+N", N_("新增地点")), ("Enter", N_("修改")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (
            _("地点"), _("科室"), _("环境类别"), _("存放物品"), _("检查点"), _("状态"),
        )  # fmt: skip
        super().__init__(context, _("检查地点"), headings, _COLUMNS, adds=_("新增地点"))
        self._own = 0
        self.empty = EmptyState("building")
        self.empty.acted.connect(self.make_new)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to keep points."""
        return (*super().guarded(), self.empty.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看检查地点。增改由科室负责人、环境监督或职能科室负责人办理")

    def allow(self, me: Me) -> None:
        """Whoever keeps the own department's only is offered that one."""
        super().allow(me)
        self._own = 0 if keeping.keeps_all(me.actor) else me.actor.department_id

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, places.places, self._show, None)

    def dialog(self, entry: PlaceView | None) -> "PlaceDialog":
        """A place's."""
        return PlaceDialog(self.context, self.window(), entry, self._own)

    def _show(self, found: list[PlaceView]) -> None:
        self.show_entries(
            {one.id: one for one in found},
            [_row(one) for one in found],
            _("{n} 个地点；环境不合格时按地点限用，名称全院唯一").format(n=len(found)),
        )
        self.empty.show_text(
            _("还没有检查地点"),
            _(
                "手术间、病房、治疗室、冷藏柜、排放口……测在哪里就建在哪里。存放物品的，名称和库位一致。"
            ),
            action=_("新增地点") if self.add is not None and self.add.isEnabled() else "",
        )
        self.list.show_instead(None if found else self.empty)


class PlaceDialog(FormDialog):
    """A room, machine or cabinet of a department."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        place: PlaceView | None = None,
        only: int = 0,
    ) -> None:
        super().__init__(
            context,
            parent,
            place.name if place else _("新增地点"),
            _("做过的检查保留当时的名称。") if place else "",
            icon="building",
            adds=place is None,
        )
        self.place = place
        departments = [
            one for one in context.directory.departments
            if not only or one.id in (only, place.department_id if place else only)
        ]  # fmt: skip
        self.editors: dict[str, Editor] = {
            **{name: LineEdit(max_length=limit) for name, limit in TEXTS.items()},
            "department_id": DirectoryEdit(departments),
            "holds_goods": ChoiceEdit([Option(True, _("存放")), Option(False, _("不存放"))]),
            "active": use_choice(),
        }
        self._add_rows()
        if place is None and only:
            self.editors["department_id"].set_value(only)
        self.finish_rows("name")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已保存 {name}").format(name=self.editors["name"].value() or "")

    def submit(self) -> None:
        """Add or change."""
        given = {name: editor.value() for name, editor in self.editors.items()}
        if self.place is None:
            self.send(places.add, given)
        else:
            self.send(places.change, self.place.id, given)

    def _add_rows(self) -> None:
        rows = {
            "name": (_("地点"), _("还没有写地点名称"), _("如 第 2 手术间、药库 1 号冷藏柜")),
            "department_id": (_("科室"), _("还没有选科室"), ""),
            "area_class": (_("环境类别"), "", _("如 Ⅰ级洁净、Ⅲ类；没有就空着")),
            "holds_goods": (
                _("物品"), _("还没有选择"),
                _("存放的，名称和物品的库位一致：限用时里面的物品停发"),
            ),
            "active": (_("状态"), _("还没有选状态"), _("停用后这里的检查点也停用")),
        }  # fmt: skip
        for name, (text, missing, helped) in rows.items():
            if name == "active" and self.place is None:
                continue
            self.add_row(
                name, text, self.editors[name], required=bool(missing), missing=missing,
                help_text=helped,
            )  # fmt: skip
            if self.place is not None:
                self.editors[name].set_value(getattr(self.place, name))
        if self.place is None:
            self.editors["holds_goods"].set_value(False)


def _row(one: PlaceView) -> tuple[Cell, ...]:
    tone, second = ("text", "text2") if one.active else ("text3", "text3")
    return (
        Cell(one.name, tone), Cell(one.department, second), Cell(one.area_class or "—", second),
        Cell(_("存放") if one.holds_goods else "—", second),
        Cell(str(one.points), second, right=True), Cell(badge=use_badge(one.active)),
    )  # fmt: skip
