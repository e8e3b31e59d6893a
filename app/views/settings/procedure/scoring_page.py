"""系统 › 考核标准: the hospital's own clauses and points; without a table there are none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app import amounts
from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.upkeep import scoring
from app.services.upkeep.scoring import RuleView
from app.views import theme
from app.views.context import Context
from app.views.settings.entry_page import EntryPage
from app.views.settings.procedure.scoring_dialogs import RuleDialog, ScoringTableDialog
from app.views.settings.sub_page import use_badge
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(140),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(96),
    TableColumn(112),
)


class ScoringPage(EntryPage):
    """The clauses in use first. The program brings no points: 四.2.(3)⑦ leaves them to the hospital."""

    permission = Permission.CONFIGURE
    tables = frozenset({"scoring_rule"})
    keys = (("Ctrl+N", N_("导入考核标准")), ("Enter", N_("修改")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (_("条款"), _("内容"), _("扣分"), _("状态"))
        super().__init__(context, _("考核标准"), headings, _COLUMNS)
        self.bring_in = primary(_("导入考核标准…"), "import")
        self.more = quiet(_("新增条款…"), "plus")
        self.empty = EmptyState("clipboard")
        self.list.footer_row.insertWidget(self.list.footer_row.count() - 1, self.more)
        self.bring_in.clicked.connect(self.make_new)
        self.empty.acted.connect(self.make_new)
        self.more.clicked.connect(lambda: self.open_form(self.dialog(None)))

    def head_buttons(self) -> Sequence[QWidget]:
        """Bringing a table in."""
        return (self.bring_in,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.bring_in, self.more, self.change, self.empty.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看考核标准。导入和修改由职能科室负责人或系统管理员办理")

    def allow(self, me: Me) -> None:
        """Without the right the empty page offers nothing."""
        super().allow(me)
        self._show_empty()

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, scoring.rules, self._show, None)

    def make_new(self) -> None:
        """Open the dialog that brings a table in."""
        if self.bring_in.isEnabled():
            self.open_form(ScoringTableDialog(self.context, self.window()))

    def dialog(self, entry: RuleView | None) -> RuleDialog:
        """A clause's."""
        return RuleDialog(self.context, self.window(), entry)

    def _show(self, found: list[RuleView]) -> None:
        in_use = sum(1 for one in found if one.active)
        self.show_entries(
            {one.id: one for one in found},
            [_row(one) for one in found],
            _("{n} 条在用；填反馈表和不合格服务时选条款，扣分自动带出").format(n=in_use),
        )
        self._show_empty()

    def _show_empty(self) -> None:
        self.empty.show_text(
            _("本院还没有导入考核标准"),
            _(
                "扣分按本院自己的考核标准，程序不带任何分值。导入一张有“条款”“内容”“扣分”三列的表，"
                "填反馈表时就能选条款带出扣分；导入前条款和扣分照手写。"
            ),
            action=_("导入考核标准…") if self.bring_in.isEnabled() else "",
        )
        self.list.show_instead(None if self._entries else self.empty)


def _row(one: RuleView) -> tuple[Cell, ...]:
    tone = "text" if one.active else "text3"
    points = amounts.plain(one.points)
    return (Cell(one.code, tone), Cell(one.text, tone), Cell(points, tone, right=True),
            Cell(badge=use_badge(one.active)))  # fmt: skip
