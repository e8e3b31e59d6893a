"""出入记录 beside a lot: what is left on its shelf, and where the rest went, when, through whose hands."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import N_, _
from app.models.materials.material_lot import StockMovementKind
from app.services.stock.movements import Ledger, Movement
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.registers.moments import moment_words
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import SideCard
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.lines import Lines
from app.views.widgets.table import TableColumn

_SHOWN, _ROWS, _WIDTH = 4, 9, 900
_HEADS = (
    N_("时间"),
    N_("出入"),
    N_("数量"),
    N_("领用科室"),
    N_("发放人"),
    N_("领用人"),
    N_("备注"),
)
_COLUMNS = (
    TableColumn(theme.WIDTHS["column_deadline"]),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["count"]),
    TableColumn(theme.WIDTHS["column_department"] + theme.MARGIN),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["column_person"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)


class LedgerCard(SideCard):
    """The last movements; 全部 shows every one."""

    def __init__(self) -> None:
        super().__init__(_("出入记录"), action=_("全部"), icon="list")
        self._ledger: Ledger | None = None
        self._lines = Lines()
        self.body.addWidget(self._lines)
        self.acted.connect(self._show_all)
        self.hide()

    def show_ledger(self, ledger: Ledger | None) -> None:
        """Show it; without anything in it the card is gone."""
        self._ledger = ledger
        self.setVisible(ledger is not None)
        if ledger is None:
            return
        words = _("出入记录　现存 {n} {unit}").format(n=ledger.left, unit=ledger.unit)
        self.set_title(words.strip())
        self.action.set_text(_("全部 {n} 条").format(n=len(ledger.movements)))
        self._lines.replace([_line(one) for one in ledger.movements[:_SHOWN]])

    def _show_all(self) -> None:
        if self._ledger is not None:
            dialog = LedgerDialog(self._ledger, self.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


def _line(one: Movement) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    when = label(moment_words(one.at), "small")
    when.setFixedWidth(theme.WIDTHS["time"] + theme.GAP_INNER)
    where = f"{_(one.kind.label)} {one.department}".strip()
    grid.addWidget(when, 0, 0)
    grid.addWidget(ElidedLabel(where, "body"), 0, 1)
    grid.addWidget(label(_signed(one), "strong"), 0, 2)
    people = _("{issuer} 发 → {receiver} 领").format(issuer=one.issuer, receiver=one.receiver)
    below = people if one.receiver else one.issuer
    grid.addWidget(ElidedLabel("　".join(p for p in (below, one.note) if p), "small"), 1, 1, 1, 2)
    return made


def _signed(one: Movement) -> str:
    """What came onto the shelf with a plus, what left it with a minus."""
    return f"+{one.quantity}" if one.kind is StockMovementKind.STORED else f"−{one.quantity}"


class LedgerDialog(Dialog):
    """Every movement of a lot as a table."""

    def __init__(self, ledger: Ledger, parent: QWidget) -> None:
        text = _("现存 {n} {unit}。最近的在上面。").format(n=ledger.left, unit=ledger.unit)
        super().__init__(parent, _("出入记录"), text, icon="list")
        self.setMinimumWidth(_WIDTH)
        self.list = CellList(_("出入记录"), [_(one) for one in _HEADS], _COLUMNS)
        self.list.setFixedHeight(theme.TABLE_HEAD_HEIGHT + (_ROWS + 1) * theme.ROW_REGISTER)
        self.list.set_rows(
            list(range(len(ledger.movements))), [_cells(one) for one in ledger.movements]
        )
        self.list.set_footer(_("共 {n} 条").format(n=len(ledger.movements)))
        self.body.addWidget(self.list)
        self.add_primary(_("关闭"), self.accept, "")
        self.focus_first(self.list.view)


def _cells(one: Movement) -> tuple[Cell, ...]:
    return (
        Cell(moment_words(one.at), "text2"), Cell(_(one.kind.label)),
        Cell(_signed(one), right=True), Cell(one.department or "—"), Cell(one.issuer),
        Cell(one.receiver or "—"), Cell(one.note or "—", "text2"),
    )  # fmt: skip
