"""系统 › 人员 › 交接: what somebody who leaves has in hand, and who takes it over."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.organisation import ROLE_LABELS
from app.services.people import handover
from app.services.people.handover import Leaving
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_WIDTH = 620
_COLUMNS = (
    TableColumn(theme.WIDTHS["column_number"]),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["column_status"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)


class HandOverDialog(FormDialog):
    """Every open record of one person goes to another, with the reason 交接 in each."""

    def __init__(self, context: Context, parent: QWidget | None, leaving: Leaving) -> None:
        super().__init__(
            context,
            parent,
            _("{name} 的交接").format(name=leaving.name),
            _("未办结的记录改由接手人办理，每件都留下“交接”的痕迹；已办结的不变。"),
            icon="swap",
            act=_("交接 {n} 件").format(n=len(leaving.cases)),
            leave=_("先不交接"),
        )
        self.setMinimumWidth(_WIDTH)
        self.leaving = leaving
        people = [
            PickItem(one.id, one.text, one.code, one.initials)
            for one in context.directory.people
            if one.active and one.id != leaving.person_id
        ]
        self.successor = PickEdit(people, placeholder=_("姓名、工号或首字母"))
        self.body.addWidget(label(_in_hand_words(leaving), "muted", wrap=True))
        self.list = _cases(leaving)
        self.body.addWidget(self.list)
        self.add_row(
            "successor",
            _("接手人"),
            self.successor,
            required=True,
            missing=_("还没有选择接手人"),
        )
        self.finish_rows("successor")
        if not leaving.cases:
            self.act.setEnabled(False)
            self.show_problem(_("没有未办结的记录，不用交接；可以直接停用。"))

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("{name}的 {n} 件已交接").format(name=self.leaving.name, n=len(self.leaving.cases))

    def submit(self) -> None:
        """Hand everything over."""
        successor = self.successor.value()
        assert isinstance(successor, int)
        self.send(handover.hand_over, self.leaving.person_id, successor)


def _in_hand_words(leaving: Leaving) -> str:
    roles = "、".join(_(ROLE_LABELS[role]) for role in sorted(leaving.roles)) or _("无角色")
    words = _("角色：{roles}。停用后角色不再有效。").format(roles=roles)
    if leaving.drafts:
        words += _("另有 {n} 份草稿，只有本人能接着写，停用前让本人登记或删去。").format(
            n=leaving.drafts
        )
    return words


def _cases(leaving: Leaving) -> CellList:
    headings = (_("编号"), _("类别"), _("状态"), _("此人是"))
    made = CellList(_("未办结的记录"), headings, _COLUMNS, theme.ROW_LOW_WINDOW)
    made.set_rows(
        [(one.register, one.record_id) for one in leaving.cases],
        [
            (Cell(one.number), Cell(one.item, "text2"), Cell(one.state), Cell(one.part, "text2"))
            for one in leaving.cases
        ],
    )
    made.set_footer(_("{n} 件，已全部列出").format(n=len(leaving.cases)))
    return made
