"""Ctrl+K: one box that looks through every register and opens what is chosen."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import NotFound
from app.i18n import _
from app.services import lists
from app.services.environment import round_slips
from app.services.operations import Desk
from app.services.registers.register import Register
from app.services.slips import issuing
from app.services.slips.codes import Code, parse
from app.services.slips.issuing import Place
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.search_line import SearchLine
from app.views.registers.listing.record_model import Index
from app.views.registers.state_badges import due_badge, state_badge
from app.views.widgets.cells import CELL_ROLE, Cell
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import label
from app.views.widgets.table import RegisterTableView, TableColumn

_HITS_PER_REGISTER = 50
_WIDTH, _ROWS = 860, 9


@dataclass(frozen=True)
class Hit:
    """A record found: where it is and what is said of it."""

    register: str
    record_id: int
    cells: tuple[Cell, ...]
    place: Place | None = None


def find(desk: Desk, registers: Sequence[Register], text: str) -> tuple[list[Hit], int]:
    """The newest records of every register that hold the words, and how many there are in all."""
    if (code := parse(text)) is not None:
        with suppress(NotFound):
            return [_placed(desk, _place(desk, registers, code))], 1
    hits, total = [], 0
    for register in registers:
        ids = lists.ids(desk, register, lists.Query(text=text))
        total += len(ids)
        hits += [
            Hit(register.name, row.id, _cells(register, row))
            for row in lists.rows(desk, register, ids[:_HITS_PER_REGISTER])
        ]
    return hits, total


def _place(desk: Desk, registers: Sequence[Register], code: Code) -> Place:
    """Where a code leads: to a record, its slip, or the printed sheet of a round."""
    try:
        return issuing.find(desk, registers, code)
    except NotFound:
        return round_slips.find(desk, code)


def _placed(desk: Desk, place: Place) -> Hit:
    """What a code leads to: a record, or a printed slip that waits to be keyed in."""
    if place.record_id is not None:
        (row,) = lists.rows(desk, place.register, [place.record_id])
        return Hit(place.register.name, row.id, _cells(place.register, row))
    words = _("已打印待回录的{item}单").format(item=_(place.register.item))
    if place.tool:
        words = _("已打印待录入的环境巡查纸")
    cells = (Cell(place.words), Cell("—", "text2"), Cell(words), Cell("—", "text2"))
    return Hit(place.register.name, 0, (*cells, Cell("—", "text2")), place)


def _cells(register: Register, row: lists.Row) -> tuple[Cell, ...]:
    return (
        Cell(row.number),
        Cell(row.cells[register.received], "text2"),
        Cell(row.title),
        Cell(badge=state_badge(register, row.status)),
        Cell(badge=due_badge(row.due)) if row.due else Cell("—", "text2"),
    )


_COLUMNS = (
    TableColumn(theme.WIDTHS["column_number"]),
    TableColumn(theme.WIDTHS["column_weekday"]),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(theme.WIDTHS["column_status"]),
    TableColumn(theme.WIDTHS["column_deadline"]),
)


class _Hits(QAbstractTableModel):
    """The hits as a table."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []

    def show_hits(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self.hits[index.row()].cells[index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.badge.word if cell.badge else cell.text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("编号"), _("接到"), _("事项"), _("状态"), _("期限"))[section]


class _Line(SearchLine):
    """Enter searches; pressed again it goes to what was found. Esc is left to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_asked = bool(self.query()) and self.query() == self._asked_for
        if is_asked and is_plain_enter(event) and not self.is_composing():
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.is_composing():
            event.ignore()
        else:
            super().keyPressEvent(event)


class SearchAll(Dialog):
    """Type, go down, Enter. One Esc leaves everything as it was; the next search begins empty."""

    chosen = Signal(object)
    slip_chosen = Signal(object)  # Place

    def __init__(
        self, context: Context, registers: Sequence[Register], parent: QWidget | None
    ) -> None:
        super().__init__(parent, _("查找全部记录"), icon="search")
        self._context, self._registers = context, registers
        self._asked = 0
        self.line = _Line(_("编号、单据码、姓名、科室、事项中任意两个字"), _("查找全部记录"))
        self.line.setMaximumWidth(theme.FORM_WIDEST)
        self.model = _Hits()
        self.view = RegisterTableView(_("找到的记录"))
        self.view.setModel(self.model)
        self.view.set_columns(_COLUMNS)
        self.view.setFixedHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_REGISTER)
        self.words = label(_("输入两个字以上，或编号的一部分"), "muted")
        for part in (self.line, self.view, self.words):
            self.body.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        self.open_button = self.add_primary(_("打开"), self._open_current, "")
        self.add_button(_("关闭"), self.reject, "close")
        self.open_button.setEnabled(False)
        self.focus_first(self.line)
        self.line.asked.connect(self._search)
        self.line.list_wanted.connect(self._to_list)
        self.view.opened.connect(self._open)

    def _search(self, text: str) -> None:
        self._asked += 1
        asked = self._asked

        def done(found: tuple[list[Hit], int]) -> None:
            if asked == self._asked:
                self._show(text, *found)

        if text:
            self._context.ask(self, find, done, None, self._registers, text)
        else:
            self._show("", [], 0)

    def _show(self, text: str, hits: list[Hit], total: int) -> None:
        self.model.show_hits(hits)
        self.open_button.setEnabled(bool(hits))
        if hits:
            self.view.select_row(0)
        code = parse(text)
        if hits and code is not None and code.marked:
            self._open(0)  # scanned: nobody typed the mark by hand
            return
        if not text:
            self.words.setText(_("输入两个字以上，或编号的一部分"))
        elif not hits:
            self.words.setText(_("没有含“{text}”的记录，或不在您能看的范围里").format(text=text))
        elif total > len(hits):
            words = _("共 {total} 件，列出最近的 {n} 件；多打几个字可以缩小范围")
            self.words.setText(words.format(total=total, n=len(hits)))
        else:
            self.words.setText(_("共 {n} 件").format(n=total))

    def _to_list(self) -> None:
        if self.model.hits:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        self._open(max(self.view.currentIndex().row(), 0))

    def _open(self, row: int) -> None:
        hit = self.model.hits[row]
        self.accept()
        if hit.place is not None:
            self.slip_chosen.emit(hit.place)
        else:
            self.chosen.emit(hit)
