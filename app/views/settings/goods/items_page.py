"""系统 › 物品目录: what is bought; a lot is registered by choosing its item."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.upkeep import items
from app.services.upkeep.items import ItemView
from app.views import theme
from app.views.context import Context
from app.views.inputs.search_line import SearchLine
from app.views.settings.entry_page import EntryPage
from app.views.settings.goods.item_dialogs import ItemDialog, ItemTableDialog
from app.views.settings.goods.rules_dialog import GoodsRulesDialog
from app.views.settings.sub_page import use_badge
from app.views.widgets.buttons import Chip, ChipBar, outlined, quiet
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(110),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(110),
    TableColumn(170),
    TableColumn(64),
    TableColumn(190, drop=1),
    TableColumn(170, drop=2),
    TableColumn(64),
    TableColumn(96),
)
_IN_USE, _ALL = "in_use", "all"


class ItemsPage(EntryPage):
    """The catalogue, found by code, name, initials, specification or maker."""

    permission = Permission.CONFIGURE
    tables = frozenset({"item"})
    keys = (
        ("Ctrl+N", N_("新增物品")),
        ("Enter", N_("修改")),
        ("Ctrl+F", N_("查找")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        headings = (
            _("编码"), _("名称"), _("类别"), _("规格型号"), _("单位"), _("生产企业"), _("注册证号"),
            _("植入"), _("状态"),
        )  # fmt: skip
        super().__init__(context, _("物品目录"), headings, _COLUMNS, adds=_("新增物品"))
        self._found: list[ItemView] = []
        self.bring_in = outlined(_("导入物品目录…"), "import")
        self.rules = quiet(_("验收规则…"), "gear")
        self.search = SearchLine(_("查找：编码、名称、首字母、规格或厂家"), _("查找物品"))
        self.chips = ChipBar(_("按状态看"))
        self.empty = EmptyState("package")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.search)
        row.addWidget(self.chips, 1)
        self.column.insertLayout(1, row)
        self.list.footer_row.insertWidget(self.list.footer_row.count() - 1, self.rules)
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """Bringing a table in, and adding."""
        return (self.bring_in, *super().head_buttons())

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (*super().guarded(), self.rules, self.empty.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看物品目录。增改和验收规则由职能科室负责人或系统管理员办理")

    def allow(self, me: Me) -> None:
        """Without the right the empty page offers nothing."""
        super().allow(me)
        self._show_empty()

    def reload(self) -> None:
        """Read it anew."""
        self.context.ask(self, items.items, self._show, None)

    def start_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def dialog(self, entry: ItemView | None) -> ItemDialog:
        """An item's."""
        return ItemDialog(self.context, self.window(), entry)

    def _connect(self) -> None:
        self.bring_in.clicked.connect(self._bring_in)
        self.empty.acted.connect(self._bring_in)
        self.rules.clicked.connect(
            lambda: self.open_form(GoodsRulesDialog(self.context, self.window()))
        )
        self.search.asked.connect(lambda _text: self._refresh())
        self.search.list_wanted.connect(self.focus_first)
        self.chips.chosen.connect(lambda _key: self._refresh())

    def _bring_in(self) -> None:
        if self.bring_in.isEnabled():
            self.open_form(ItemTableDialog(self.context, self.window()))

    def _show(self, found: list[ItemView]) -> None:
        self._found = found
        in_use = sum(1 for one in found if one.active)
        self.chips.set_chips((Chip(_IN_USE, _("在用"), in_use), Chip(_ALL, _("全部"), len(found))))
        self._refresh()
        self._show_empty()

    def _refresh(self) -> None:
        wanted = self.search.query().casefold()
        shown = [
            one for one in self._found
            if (one.active or self.chips.current() == _ALL) and _answers(one, wanted)
        ]  # fmt: skip
        words = _("列出 {shown} 种，共 {all} 种；登记到货时选一种，名称规格厂家自动带出")
        self.show_entries(
            {one.id: one for one in shown},
            [_row(one) for one in shown],
            words.format(shown=len(shown), all=len(self._found)),
        )

    def _show_empty(self) -> None:
        self.empty.show_text(
            _("物品目录还是空的"),
            _(
                "导入一张有“编码”“名称”“类别”“单位”四列的表，或逐种新增；"
                "登记到货时就能选物品，不用再打规格、厂家和注册证号。"
            ),
            action=_("导入物品目录…") if self.bring_in.isEnabled() else "",
        )
        self.list.show_instead(None if self._found else self.empty)


def _answers(one: ItemView, wanted: str) -> bool:
    texts = (one.code, one.name, one.initials, one.specification, one.model, one.manufacturer)
    return not wanted or any(wanted in text.casefold() for text in texts)


def _row(one: ItemView) -> tuple[Cell, ...]:
    tone, second = ("text", "text2") if one.active else ("text3", "text3")
    size = " ".join(part for part in (one.specification, one.model) if part)
    return (
        Cell(one.code, tone), Cell(one.name, tone), Cell(_(one.category.label), second),
        Cell(size, tone), Cell(one.unit, tone), Cell(one.manufacturer, second),
        Cell(one.registration_number, second), Cell(_("植入") if one.implant else "", tone),
        Cell(badge=use_badge(one.active)),
    )  # fmt: skip
