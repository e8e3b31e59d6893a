"""The lines of a round sheet as a table: what is measured, what was entered, and what it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app import amounts
from app.i18n import N_, _
from app.services.environment import sheet
from app.services.environment.sheet import Entered, Outcome, SheetLine, Standing
from app.views import theme
from app.views.widgets.badges import Badge
from app.views.widgets.cells import CELL_ROLE, Cell
from app.views.widgets.table import TableColumn

Index = QModelIndex | QPersistentModelIndex

HEADS = (N_("项目"), N_("地点"), N_("限值"), N_("实测值"), N_("单位"), N_("判定"), N_("监督科室"),
         N_("仪器"))  # fmt: skip
ITEM, PLACE, LIMIT, VALUE, UNIT, VERDICT, SUPERVISING, INSTRUMENT = range(len(HEADS))
COLUMNS = (
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(136),
    TableColumn(96),
    TableColumn(108),
    TableColumn(124),
    TableColumn(112),
    TableColumn(84, drop=2),
    TableColumn(112, drop=1),
)
_RIGHT = (LIMIT, VALUE)
_INKS = {
    Standing.FAIL: "fail_fg",
    Standing.WARN: "wait_fg",
    Standing.ODD: "wait_fg",
    Standing.UNREADABLE: "fail_fg",
}
_BADGES = {
    Standing.PASS: (N_("合格"), "tick", "pass"),
    Standing.FAIL: (N_("不合格"), "cross", "fail"),
    Standing.PENDING: (N_("待出结果"), "two_bars", "neutral"),
    Standing.ODD: (N_("再确认"), "exclamation", "wait"),
    Standing.UNREADABLE: (N_("看不懂"), "cross", "fail_open"),
}
_NO_PARENT = QModelIndex()


class RoundModel(QAbstractTableModel):
    """Holds the sheet. `entered` says that something was typed, chosen or taken away in a row."""

    entered = Signal(int)

    def __init__(self, is_expired: Callable[[str], bool] = lambda _code: False) -> None:
        super().__init__()
        self._is_expired = is_expired
        self._lines: list[SheetLine] = []
        self._entries: list[Entered] = []
        self._outcomes: list[Outcome] = []
        self._asked: set[int] = set()  # points whose unlikely value was asked for once

    # ---- what the window asks --------------------------------------------------------------------

    def set_lines(
        self, lines: Sequence[SheetLine], entries: Mapping[int, Entered] | None = None
    ) -> None:
        """Show these points; what was entered for those that stay is kept, unless given anew."""
        kept = {one.point_id: self._entries[row] for row, one in enumerate(self._lines)}
        kept.update(entries or {})
        self.beginResetModel()
        self._lines = list(lines)
        self._entries = [kept.get(one.point_id, Entered()) for one in self._lines]
        self._outcomes = [self._judge(row) for row in range(len(self._lines))]
        self.endResetModel()

    def add_line(self, line: SheetLine, entry: Entered | None = None) -> int:
        """Append a point that is not due today; returns its row, also when it stood here already."""
        if (row := self.row_of(line.point_id)) >= 0:
            return row
        row = len(self._lines)
        self.beginInsertRows(_NO_PARENT, row, row)
        self._lines.append(line)
        self._entries.append(entry or Entered())
        self._outcomes.append(self._judge(row))
        self.endInsertRows()
        return row

    def line(self, row: int) -> SheetLine:
        """The point of a row."""
        return self._lines[row]

    def entry(self, row: int) -> Entered:
        """What was entered in a row."""
        return self._entries[row]

    def outcome(self, row: int) -> Outcome:
        """What a row comes to."""
        return self._outcomes[row]

    def row_of(self, point_id: int) -> int:
        """Where a point stands; -1 when it does not."""
        places = (row for row, one in enumerate(self._lines) if one.point_id == point_id)
        return next(places, -1)

    def change(self, row: int, **parts: object) -> None:
        """Enter something in a row: parts of `Entered` by their names."""
        changed = replace(self._entries[row], **parts)  # type: ignore[arg-type]  # by name
        if "text" in parts and "odd_confirmed" not in parts:
            changed = replace(changed, odd_confirmed=False)
        if changed == self._entries[row]:
            return
        self._entries[row] = changed
        self._outcomes[row] = self._judge(row)
        if "text" in parts:
            self._asked.discard(self._lines[row].point_id)
        self.dataChanged.emit(self.index(row, VALUE), self.index(row, INSTRUMENT))
        self.entered.emit(row)

    def ask(self, row: int) -> None:
        """The unlikely value of a row was asked for; the next Enter confirms it."""
        self._asked.add(self._lines[row].point_id)
        self.entered.emit(row)

    def is_asked(self, row: int) -> bool:
        """Whether it was."""
        return self._lines[row].point_id in self._asked

    def entries(self) -> dict[int, Entered]:
        """What was entered, by point: only rows in which something was."""
        empty = Entered()
        pairs = zip(self._lines, self._entries, strict=True)
        return {line.point_id: one for line, one in pairs if one != empty}

    def filled(self) -> list[int]:
        """The rows that are handed in."""
        return [row for row, one in enumerate(self._entries) if one.is_filled]

    def standing(self, *wanted: Standing) -> list[int]:
        """The rows that stand so."""
        return [row for row, one in enumerate(self._outcomes) if one.standing in wanted]

    # ---- what Qt asks ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many points."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        return cell.badge.word if cell.badge else cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings; those over numbers stand at the right as the numbers do."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    # ---- inside ----------------------------------------------------------------------------------

    def _judge(self, row: int) -> Outcome:
        return sheet.outcome(self._lines[row], self._entries[row])

    def _cell(self, row: int, column: int) -> Cell:
        line = self._lines[row]
        if column == VALUE:
            return self._value_cell(row)
        if column == VERDICT:
            badge = badge_of(line, self._outcomes[row])
            return Cell(badge=badge) if badge else Cell()
        if column == INSTRUMENT:
            code = self._entries[row].instrument
            is_over = bool(code) and self._is_expired(code)
            return Cell(code, "wait_fg" if is_over else "text2", icon="triangle" if is_over else "")
        words = (line.item, line.place, line.limit_text, "", line.unit, "", line.supervising)
        return Cell(words[column], "text" if column <= PLACE else "text2", right=column in _RIGHT)

    def _value_cell(self, row: int) -> Cell:
        line, entry = self._lines[row], self._entries[row]
        ink = _INKS.get(self._outcomes[row].standing, "text")
        if sheet.is_measured(line):
            return Cell(entry.text.strip(), ink, right=True)
        return Cell(sheet.finding_words(line, entry.finding), ink, right=True)


def badge_of(line: SheetLine, found: Outcome) -> Badge | None:
    """The verdict of a row, or what is still wanted of it."""
    if found.standing is Standing.WARN:
        return Badge(_("预警 {n}").format(n=_action_level(line, found)), "exclamation", "wait")
    word, mark, tone = _BADGES.get(found.standing, ("", "", ""))
    return Badge(_(word), mark, tone) if word else None


def _action_level(line: SheetLine, found: Outcome) -> str:
    """`超 50` or `低于 8`: the level a warning is about."""
    low, high = line.limit.action_low, line.limit.action_high
    if high is not None and found.value is not None and found.value > high:
        return _("超 {n}").format(n=amounts.plain(high))
    return _("低于 {n}").format(n=amounts.plain(low))
