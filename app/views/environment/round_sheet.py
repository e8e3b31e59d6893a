"""The table of a round: the keyboard stands in one value cell, Enter goes to the next."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent

from app.i18n import _
from app.models.environment.check import EnvFinding
from app.services.environment import sheet
from app.services.environment.sheet import Standing
from app.views.environment.round_model import COLUMNS, VALUE, RoundModel
from app.views.environment.value_cell import BAD, GOOD, NEXT, NOTHING, ValueCell
from app.views.widgets.table import RegisterTableView

ROW = 36
_AIR = 2
_FOLLOWING = {None: EnvFinding.GOOD, EnvFinding.GOOD: EnvFinding.BAD, EnvFinding.BAD: None}
_ANSWERS = {GOOD: EnvFinding.GOOD, BAD: EnvFinding.BAD, NOTHING: None}


class RoundSheet(RegisterTableView):
    """Rows of 36; the current one carries the input. It stays quick with hundreds of points."""

    went = Signal(int)  # the row the keyboard stands in now; -1 in an empty sheet
    at_end = Signal()
    instrument_asked = Signal()

    def __init__(self, model: RoundModel) -> None:
        super().__init__(_("环境巡查"), ROW)
        self._sheet = model
        self.setModel(model)
        self.setSelectionMode(RegisterTableView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(False)
        self.set_columns(COLUMNS)
        self.cell = ValueCell(self.viewport())
        self.setFocusProxy(self.cell)
        self._connect()

    def row(self) -> int:
        """Where the keyboard stands; -1 in an empty sheet."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the keyboard into a row."""
        if 0 <= row < self._sheet.rowCount():
            self.select_row(row)
            self.cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """To the next row, or say that this was the last."""
        if self.row() + 1 < self._sheet.rowCount():
            self.go_to(self.row() + 1)
        else:
            self.at_end.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The input moves with its column."""
        super().resizeEvent(event)
        self._place()

    def viewportEvent(self, event: QEvent) -> bool:
        """Another layout of the columns moves the input."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    # ---- inside ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.selectionModel().currentRowChanged.connect(lambda *_two: self._on_row())
        self._sheet.modelReset.connect(self._on_row)
        self._sheet.entered.connect(self._on_entered)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        self.horizontalHeader().sectionResized.connect(lambda *_three: self._place())
        self.cell.typed.connect(self._on_typed)
        self.cell.answered.connect(self._on_answer)
        self.cell.entered.connect(self._on_enter)
        self.cell.moved.connect(self._on_moved)
        self.cell.instrument_asked.connect(self.instrument_asked)

    def _on_row(self) -> None:
        row = self.row()
        self.cell.setVisible(row >= 0)
        if row >= 0:
            self._show_value()
            self._place()
            line = self._sheet.line(row)
            name = f"{line.item} {line.place}"
            limit = _("限值 {limit} {unit}").format(limit=line.limit_text, unit=line.unit)
            self.cell.setAccessibleName(f"{name}，{limit}".rstrip())
        self.went.emit(row)

    def _on_entered(self, row: int) -> None:
        if row == self.row():
            entry, line = self._sheet.entry(row), self._sheet.line(row)
            if not sheet.is_measured(line) or entry.text != self.cell.text():
                self._show_value()
            found = self._sheet.outcome(row)
            self.cell.setAccessibleDescription(found.why)

    def _on_typed(self, text: str) -> None:
        """A result that is there is not waited for."""
        parts = {"is_pending": False} if text.strip() else {}
        self._sheet.change(self.row(), text=text, **parts)

    def _on_answer(self, answer: str) -> None:
        row = self.row()
        now = self._sheet.entry(row).finding
        chosen = _FOLLOWING[now] if answer == NEXT else _ANSWERS[answer]
        self._sheet.change(row, finding=chosen, is_pending=False)

    def _on_enter(self) -> None:
        """What cannot be stays; what is unlikely is asked once, a second Enter confirms it."""
        row = self.row()
        standing = self._sheet.outcome(row).standing
        if standing is Standing.UNREADABLE:
            self.cell.selectAll()
        elif standing is Standing.ODD and not self._sheet.is_asked(row):
            self._sheet.ask(row)
        else:
            if standing is Standing.ODD:
                self._sheet.change(row, odd_confirmed=True)
            self.go_on()

    def _on_moved(self, step: int) -> None:
        last = self._sheet.rowCount() - 1
        self.go_to(min(max(self.row() + step, 0), last))

    def _show_value(self) -> None:
        row = self.row()
        entry, line = self._sheet.entry(row), self._sheet.line(row)
        if sheet.is_measured(line):
            self.cell.show_number(entry.text)
        else:
            self.cell.show_finding(sheet.finding_words(line, entry.finding))

    def _place(self) -> None:
        index = self.currentIndex().siblingAtColumn(VALUE)
        if index.isValid():
            rect = self.visualRect(index).adjusted(_AIR, _AIR, -_AIR, -_AIR - 1)
            self.cell.setGeometry(rect)
