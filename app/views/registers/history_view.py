"""全部经过: everything the audit holds about a record, line by line, as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import N_, _
from app.services.history import MOVES, HistoryEntry
from app.services.labels.sizes import size_of
from app.services.reading import RecordView, TrailEntry
from app.services.registers.parts import LabelKind
from app.services.registers.register import Register
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.inputs.editors import TextArea
from app.views.widgets.cells import CELL_ROLE, Cell
from app.views.widgets.table import RegisterTableView, TableColumn

HEADS = (N_("时间"), N_("谁"), N_("做了什么"), N_("哪一格"), N_("原来"), N_("改成"), N_("原因"))
COLUMNS = (
    TableColumn(150), TableColumn(80), TableColumn(146), TableColumn(92), TableColumn(170),
    TableColumn(170, stretch=True), TableColumn(150),
)  # fmt: skip
WIDTH, HEIGHT = 1060, 420
SHOWN_OF_A_TEXT = 300
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One changed field, or an action that changed none; `begins` at the first line of an entry."""

    entry: HistoryEntry
    words: str
    field: str
    old: str
    new: str
    begins: bool


def entry_words(entries: Sequence[HistoryEntry], trail: Sequence[TrailEntry]) -> list[str]:
    """What was done, in words: a step has its own, taken from the trail in step (newest first)."""
    steps = [one for one in reversed(trail) if one.action not in ("register", "void", "import")]
    found = []
    for entry in entries:
        words = entry.label
        if entry.action in MOVES and steps:
            step = steps.pop(0)
            words = f"{step.label}（{step.said}）" if step.said else step.label
        elif entry.action in MOVES and entry is entries[-1]:
            words = _("登记")  # by a step of the record it came from
        elif int(entry.facts.get("times", 1)) > 1:
            words = _("{what}（第 {n} 次）").format(what=words, n=entry.facts["times"])
        elif entry.action == "record.change" and len(entry.changes) == 1:
            words = _("改“{field}”").format(field=entry.changes[0][0])
        elif entry.action == "record.change" and entry.changes:
            words = _("改“{field}”等 {n} 格").format(
                field=entry.changes[0][0], n=len(entry.changes)
            )
        elif said := entry.facts.get("said"):
            words = _("{what}：{said}").format(what=words, said=said)
        found.append(words)
    return found


def lines(
    entries: Sequence[HistoryEntry], trail: Sequence[TrailEntry], kind: Register
) -> list[Line]:
    """The entries spread over lines: the state first, then fields in paper order."""
    order = {_(field.label): place for place, field in reversed(list(enumerate(kind.fields)))}
    found = []
    for entry, words in zip(entries, entry_words(entries, trail), strict=True):
        rows = [one for one in entry.changes if one[1] or one[2]]
        rows.sort(key=lambda row: order.get(row[0], -1))
        for place, row in enumerate(rows or [(_seen(entry, kind), "", "")]):
            found.append(Line(entry, words, *row, place == 0))
    return found


def _seen(entry: HistoryEntry, kind: Register) -> str:
    """Which fields were looked at, or which form or label went out and how."""
    names = [one for one in entry.facts.get("fields", ()) if one in kind.by_name]
    if names:
        return "、".join(_(kind[one].label) for one in names)
    how = {"print": _("打印"), "pdf": "PDF", "excel": "Excel"}.get(str(entry.facts.get("how")), "")
    what = str(entry.facts.get("form") or entry.facts.get("attachment") or "")
    if "label" in entry.facts:
        which, size = LabelKind(entry.facts["label"]), size_of(entry.facts["size"])
        what = f"{_(which.label)} {size.words}"
    return " ".join(part for part in (what, how) if part)


class HistoryModel(QAbstractTableModel):
    """The lines of the history."""

    def __init__(self, shown: Sequence[Line]) -> None:
        super().__init__()
        self.lines = list(shown)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One row per line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """As many as there are heads."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Words of a cell."""
        if not index.isValid() or role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        text = self._text(self.lines[index.row()], index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return Cell(text[:SHOWN_OF_A_TEXT], "text2" if index.column() in (0, 4) else "text")

    def _text(self, line: Line, column: int) -> str:
        if column < 3 and not line.begins:
            return ""
        entry = line.entry
        at = clock.local(entry.at)
        texts = (f"{at:%Y-%m-%d %H:%M:%S}", entry.person, line.words, line.field, line.old,
                 line.new, entry.why if line.begins else "")  # fmt: skip
        return " ".join(texts[column].split())


class HistoryDialog(Dialog):
    """The table, and below it the whole text of the line chosen."""

    def __init__(
        self,
        kind: Register,
        view: RecordView,
        entries: Sequence[HistoryEntry],
        parent: QWidget,
    ) -> None:
        title = _("全部经过：{number}").format(number=view.number)
        text = _("谁在什么时候改了哪一格、从什么改成什么、为什么；打印和查看身份也在内。")
        super().__init__(parent, title, text, icon="history")
        room, head = parent.window().size(), theme.TABLE_HEAD_HEIGHT
        self.setMinimumWidth(min(WIDTH, room.width() - 2 * theme.MARGIN))
        self.model = HistoryModel(lines(entries, view.trail, kind))
        self.view = RegisterTableView(title, theme.ROW_DRY_RUN)
        self.view.setModel(self.model)
        self.view.set_columns(COLUMNS)
        self.view.horizontalHeader().setSectionsClickable(False)
        rows = (min(HEIGHT, max(room.height() - 330, 200)) - head) // theme.ROW_DRY_RUN
        self.view.setFixedHeight(head + rows * theme.ROW_DRY_RUN)
        self.whole = TextArea()
        self.whole.area.setReadOnly(True)
        self.body.addWidget(self.view)
        self.body.addWidget(self.whole)
        self.add_primary(_("关闭"), self.accept, "")
        self.focus_first(self.view)
        self.view.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._tell(index.row())
        )
        if self.model.lines:
            self.view.select_row(0)

    def _tell(self, row: int) -> None:
        line = self.model.lines[row]
        parts = [_("{field}：{old} → {new}").format(
            field=line.field, old=line.old or "—", new=line.new or "—"
        )] if line.old or line.new else [line.field]  # fmt: skip
        parts.insert(0, line.words)
        if line.entry.why:
            parts.append(_("原因：{why}").format(why=line.entry.why))
        parts.append(_("在 {place} 上").format(place=line.entry.workstation or "—"))
        self.whole.set_value("\n".join(parts))
