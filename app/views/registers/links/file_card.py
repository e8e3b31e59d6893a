"""质量档案 beside a supplier: how much of what it delivered was rejected, and every case of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.suppliers.supplier_file import Entry, Rate, SupplierFile
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.registers.links.cards import LinkLine
from app.views.registers.moments import day_words
from app.views.widgets.badges import Badge
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import SideCard
from app.views.widgets.labels import label
from app.views.widgets.lines import Lines
from app.views.widgets.table import TableColumn

_SHOWN, _ROWS, _WIDTH = 3, 9, 1120
_HEADS = (
    N_("日期"), N_("种类"), N_("编号"), N_("物品"), N_("批号"), N_("数量"), N_("问题或处置"), N_("现在"),
)  # fmt: skip
_COLUMNS = (
    TableColumn(104),
    TableColumn(104),
    TableColumn(172),
    TableColumn(150, stretch=True),
    TableColumn(110),
    TableColumn(90),
    TableColumn(168),
    TableColumn(104),
)


class FileCard(SideCard):
    """The rates and the newest cases; 全部 shows every one. A case opens with a click or Enter."""

    record_asked = Signal(str, int)  # register, record id

    def __init__(self) -> None:
        super().__init__(_("质量档案"), action=_("全部"), icon="list")
        self._file: SupplierFile | None = None
        self._lines = Lines()
        self.body.addWidget(self._lines)
        self.acted.connect(self.show_all)
        self.hide()

    def show_file(self, found: SupplierFile | None) -> None:
        """Show it; beside records that have none the card is gone."""
        self._file = found
        self.setVisible(found is not None)
        if found is None:
            return
        self.action.set_text(_("全部 {n} 件").format(n=len(found.entries)))
        rows: list[QWidget] = [label(one, "small", wrap=True) for one in rate_words(found)]
        rows += [self._line(one) for one in found.entries[:_SHOWN]]
        self._lines.replace(rows)

    def show_all(self) -> None:
        """Every case as a table."""
        if self._file is None:
            return
        dialog = FileDialog(self._file, self.window())
        dialog.record_asked.connect(self.record_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _line(self, one: Entry) -> QWidget:
        below = "　".join(part for part in (day_words(one.day), one.goods, _amount(one)) if part)
        title = _("{kind}：{what}").format(kind=one.kind, what=one.what)
        made = LinkLine("document", title, below, Badge("", "", "plain"), 0)
        made.make_link(lambda: self.record_asked.emit(one.register, one.record_id))
        return made


class FileDialog(Dialog):
    """Every case of a supplier; Enter or a double click opens its record."""

    record_asked = Signal(str, int)

    def __init__(self, found: SupplierFile, parent: QWidget | None) -> None:
        text = "\n".join(rate_words(found))
        super().__init__(parent, _("质量档案"), text, icon="list")
        self.setMinimumWidth(_WIDTH)
        self._entries = found.entries
        self.list = CellList(_("质量档案"), [_(one) for one in _HEADS], _COLUMNS)
        self.list.setFixedHeight(theme.TABLE_HEAD_HEIGHT + (_ROWS + 1) * theme.ROW_REGISTER)
        self.list.set_rows(list(range(len(found.entries))), [_cells(one) for one in found.entries])
        self.list.set_footer(_footer(found))
        self.list.opened.connect(self._open)
        self.body.addWidget(self.list)
        self.add_primary(_("关闭"), self.accept, "")
        self.focus_first(self.list.view)
        self.list.choose(0)

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            one = self._entries[key]
            self.accept()  # else the record would stand behind it and take no key
            self.record_asked.emit(one.register, one.record_id)


def rate_words(found: SupplierFile) -> Sequence[str]:
    """The two rates as sentences."""
    return (
        _("近 12 个月：{words}").format(words=_rate(found.year)),
        _("累计：{words}").format(words=_rate(found.whole)),
    )


def _rate(one: Rate) -> str:
    if one.by_lots is None:
        return _("还没有检验过的批")
    words = _("检验 {lots} 批，不合格 {bad} 批，不合格率 {rate}%").format(
        lots=one.lots, bad=one.rejected_lots, rate=one.by_lots
    )
    if one.by_quantity is not None:
        words += _("；按数量 {rate}%").format(rate=one.by_quantity)
    return words


def _footer(found: SupplierFile) -> str:
    words = _("共 {n} 件，最近的在上面；Enter 打开").format(n=len(found.entries))
    if found.hidden:
        words += _("；另有 {n} 件不在您能看的范围里").format(n=found.hidden)
    return words


def _amount(one: Entry) -> str:
    return "" if one.quantity is None else f"{one.quantity} {one.unit}".strip()


def _cells(one: Entry) -> tuple[Cell, ...]:
    return (
        Cell(f"{one.day:%Y-%m-%d}", "text2"), Cell(one.kind), Cell(one.number), Cell(one.goods),
        Cell(one.lot_number or "—"), Cell(_amount(one) or "—", right=True), Cell(one.what or "—"),
        Cell(one.state, "text2"),
    )  # fmt: skip
