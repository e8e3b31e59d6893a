"""The windows of single records: several may be open, each record in one of them at most."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.reading import DraftView
from app.services.registers.register import Register
from app.views.context import Context

if TYPE_CHECKING:
    from app.views.registers.record_dialog import RecordDialog


class RecordWindows(QObject):
    """Opens records and drafts, and knows what is open."""

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent
        self._open: dict[tuple[str, str], RecordDialog] = {}
        self._new = 0

    def open_record(self, register: Register, record_id: int) -> "RecordDialog":
        """Show a record; one that is open already comes to the front."""
        return self._show(register, str(record_id), record_id, None)

    def open_draft(self, register: Register, draft: DraftView) -> "RecordDialog":
        """Go on with something typed and not saved."""
        key = str(draft.record_id) if draft.record_id is not None else f"draft {draft.slip_code}"
        return self._show(register, key, draft.record_id, draft)

    def open_new(self, register: Register) -> "RecordDialog":
        """Begin a new record; several may be written at once."""
        self._new += 1
        return self._show(register, f"new {self._new}", None, None)

    def windows(self) -> "list[RecordDialog]":
        """Everything that is open."""
        return [one for one in self._open.values() if shiboken6.isValid(one)]

    def _show(
        self, register: Register, name: str, record_id: int | None, draft: DraftView | None
    ) -> "RecordDialog":
        # Not needed before the list is on screen: the form and its editors cost start-up time.
        from app.views.registers.record_dialog import RecordDialog

        key = (register.name, name)
        known = self._open.get(key)
        if known is None or not shiboken6.isValid(known):
            known = RecordDialog(self._context, register, record_id, draft, self._parent)
            self._open[key] = known
            known.closed.connect(lambda *_any: self._forget(key))
        known.show()
        known.raise_()
        known.activateWindow()
        return known

    def _forget(self, key: tuple[str, str]) -> None:
        self._open.pop(key, None)
        self.closed.emit()
