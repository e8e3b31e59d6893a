"""What is entered beside the value of a row: instrument, note, a sample, what must not be found."""

from PySide6.QtCore import QObject

from app.models.environment.check import EnvFinding
from app.views.environment.round_frame import RoundFrame


class PointWork(QObject):
    """Carries what is done in the card of a point into the row the keyboard stands in."""

    def __init__(self, window: RoundFrame) -> None:
        super().__init__(window)
        self._window, self._model, self._sheet = window, window.model, window.sheet
        card = window.point
        card.instrument_changed.connect(lambda code: self._change(instrument=code))
        card.note_changed.connect(lambda note: self._change(note=note))
        card.all_asked.connect(self._use_for_all)
        card.pending_asked.connect(self.toggle_pending)
        card.besides_asked.connect(self._toggle_besides)
        card.left.connect(window.focus_sheet)
        window.sheet.instrument_asked.connect(self._ask_instrument)

    def toggle_pending(self) -> None:
        """F3: the sample is taken and the result comes later, or it is not waited for after all."""
        row = self._sheet.row()
        if row >= 0:
            is_pending = not self._model.entry(row).is_pending
            parts = {"text": "", "finding": None} if is_pending else {}
            self._model.change(row, is_pending=is_pending, **parts)
            self._window.focus_sheet()

    def _toggle_besides(self) -> None:
        """A measured point where what must not be found was found, or not after all."""
        row = self._sheet.row()
        if row >= 0:
            found = None if self._model.entry(row).finding else EnvFinding.BAD
            self._model.change(row, finding=found)
            self._window.focus_sheet()

    def _ask_instrument(self) -> None:
        line = self._window.point.instrument.line
        line.setFocus()
        line.selectAll()
        line.open_asked.emit()

    def _use_for_all(self, code: str) -> None:
        for row in range(self._model.rowCount()):
            if not self._model.entry(row).instrument:
                self._model.change(row, instrument=code)
        self._window.focus_sheet()

    def _change(self, **parts: object) -> None:
        if self._sheet.row() >= 0:
            self._model.change(self._sheet.row(), **parts)
