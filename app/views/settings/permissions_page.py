"""系统 › 权限: the matrix as a table to read. It is part of the program and not changed here."""

from PySide6.QtCore import Qt

from app.i18n import N_, _
from app.models.organisation import ROLE_LABELS
from app.services.access import COLUMNS, MATRIX, PERMISSION_LABELS, Permission
from app.services.people.organisation import Me
from app.views import theme
from app.views.context import Context
from app.views.settings.sub_page import SubPage
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_WORDS = {
    "A": N_("全部"),
    "D": N_("本科室"),
    "O": N_("本人"),
    "C": N_("经办"),
    "G": N_("物资"),
    "-": "—",
}
_LEGEND = N_(
    "全部：不分科室。本科室：被投诉或登记科室是本科室的。本人：自己登记的，更正限 24 小时内。"
    "经办：分给本职能科室、本科室协助或登记的，医务科则是每一件。"
    "物资：本科室的物资台账，别的台账只有自己登记的。"
)
_RULES = N_(
    "另有三条：涉及本人的记录由别人办理；自己办的不能自己批；让步接收、紧急放行、特采谁都不能做。"
)
_LEAST_ROLE = 64
_CHARACTER = 13


class PermissionsPage(SubPage):
    """What each role may do, one line per permission."""

    keys = (("↑ ↓", N_("逐行看")), ("F1", N_("全部按键")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._mine: frozenset[object] = frozenset()
        self._roles = [_(ROLE_LABELS[role]) for role in COLUMNS]
        columns = [TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True)]
        columns += [
            TableColumn(max(len(text) * _CHARACTER + 2 * theme.CELL_PADDING + 1, _LEAST_ROLE))
            for text in self._roles
        ]
        headings = [_("可以做的事"), *self._roles]
        self.list = CellList(_("权限"), headings, columns, theme.ROW_DRY_RUN)
        # Every role must be within reach, on the narrowest screen too.
        self.list.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.column.addWidget(label(_(_LEGEND), "muted", wrap=True))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(label(_(_RULES), "muted", wrap=True))
        self._fill()

    def allow(self, me: Me) -> None:
        """Mark the columns of this person's own roles."""
        super().allow(me)
        self._mine = frozenset(me.actor.roles)
        roles = "、".join(_(ROLE_LABELS[role]) for role in COLUMNS if role in self._mine)
        self.list.set_footer(_("蓝字是您的角色：{roles}").format(roles=roles or _("没有")))
        self._fill()

    def focus_first(self) -> None:
        """The table."""
        self.list.view.setFocus()

    def _fill(self) -> None:
        rows = [
            [Cell(_(PERMISSION_LABELS[permission]), "text"), *self._cells(permission)]
            for permission in Permission
        ]
        self.list.set_rows(list(Permission), rows)

    def _cells(self, permission: Permission) -> list[Cell]:
        made = []
        for role in COLUMNS:
            word = _(_WORDS[MATRIX[permission, role]])
            tone = "accent" if role in self._mine else "text"
            made.append(Cell(word, "text3" if MATRIX[permission, role] == "-" else tone))
        return made
