"""The windows of single records: several may be open, each record in one of them at most."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app import clock
from app.services import drafts
from app.services.links import raising
from app.services.links.raising import Beginning
from app.services.reading import DraftView
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.suggestions import copies
from app.services.suggestions.copies import Copied
from app.views.context import Context
from app.views.registers.record_work import packed

if TYPE_CHECKING:
    from app.views.registers.record_dialog import RecordDialog

_STEP, _STEPS = 24, 8


class RecordWindows(QObject):
    """Opens records and drafts beside the list, and knows what is open."""

    closed = Signal()

    def __init__(self, context: Context, beside: QWidget) -> None:
        super().__init__(beside)
        self._context = context
        self._beside = beside
        self._open: list[RecordDialog] = []
        context.record_asked.connect(self.open_named)
        context.raise_asked.connect(self.open_raised)

    def open_record(self, register: Register, record_id: int) -> "RecordDialog":
        """Show a record; one that is open already comes to the front."""
        for one in self.windows():
            if one.case.kind is register and one.case.record_id == record_id:
                return _to_front(one)
        return self._show(register, record_id, None)

    def open_draft(self, register: Register, draft: DraftView) -> "RecordDialog":
        """Go on with something typed and not saved."""
        for one in self.windows():
            if one.case.kind is register and one.keeper.slip_code == draft.slip_code:
                return _to_front(one)
        return self._show(register, draft.record_id, draft)

    def open_new(self, register: Register) -> "RecordDialog":
        """Begin a new record; several may be written at once."""
        return self._show(register, None, None)

    def _open_next(self, beside: "RecordDialog") -> None:
        """The next one without going back to the list, for who may register: letters come in piles."""
        if beside.header.copy.isVisible():
            self.open_new(beside.case.kind)

    def copy_record(self, register: Register, record_id: int) -> None:
        """Begin a new record with what another says of the circumstances."""
        self._context.ask(
            self, copies.copied, partial(self.open_copy, register), None, register, record_id
        )

    def open_copy(self, register: Register, copied: Copied) -> None:
        """Show a new record that takes over from another."""
        self._show(register, None, None, copied)

    def raise_from(self, register: Register, record_id: int, target: str) -> None:
        """Begin a record of another register from one of a list (F7, F9)."""

        def begun(beginning: Beginning) -> None:
            self.open_raised(beginning)

        self._context.ask(self, raising.begin, begun, None, register, record_id, target)

    def open_raised(self, beginning: Beginning) -> "RecordDialog":
        """Begin a record with what it takes over from another."""
        return self._show(catalog.by_name(beginning.register), None, None, beginning=beginning)

    def open_named(self, register: str, record_id: int) -> "RecordDialog":
        """Show a record of the register of this name."""
        return self.open_record(catalog.by_name(register), record_id)

    def open_letter(self, register: Register, values: Mapping[str, Any]) -> None:
        """A letter out of a box becomes a record: a draft that knows where it came from."""
        given = packed(values)

        def show(slip_code: str) -> None:
            self.open_draft(register, DraftView(slip_code, None, None, given, clock.now()))

        self._context.run(self, drafts.save, show, None, register, given)

    def windows(self) -> "list[RecordDialog]":
        """Everything that is open."""
        return [one for one in self._open if shiboken6.isValid(one)]

    def keep_drafts(self) -> int:
        """Keep what is being written; returns how many windows are open."""
        open_now = self.windows()
        for one in open_now:
            one.keeper.flush()
        return len(open_now)

    def close_all(self) -> None:
        """Close every window; each keeps what was typed as a draft."""
        for one in self.windows():
            if not one.close():
                # It is being saved: that goes on, but nobody else may see it.
                one.hide()
                one.deleteLater()
        self._open.clear()

    def _show(
        self,
        register: Register,
        record_id: int | None,
        draft: DraftView | None,
        copied: Copied | None = None,
        beginning: Beginning | None = None,
    ) -> "RecordDialog":
        # Not needed before the list is on screen: the form and its editors cost start-up time.
        from app.views.registers.nudges.card import RecordNudges
        from app.views.registers.record_dialog import RecordDialog

        # Without a parent: a window of its own that may stand behind the list too.
        made = RecordDialog(self._context, register, record_id, draft, None, copied, beginning)
        made.open_asked.connect(lambda found: self.open_record(register, found))
        made.add_keys("Ctrl+N", lambda: self._open_next(made))
        made.copied.connect(partial(self.open_copy, register))
        made.links.record_asked.connect(self.open_named)
        made.links.raise_asked.connect(self.open_raised)
        if register.label is not None:
            # Labels bring printing along: only for goods.
            from app.views.registers.labels.record_card import RecordLabels

            RecordLabels(made, self._context)
        RecordNudges(made, self._context)
        self._open = [*self.windows(), made]
        made.closed.connect(lambda: self._forget(made))
        self._place(made)
        return _to_front(made)

    def _place(self, window: "RecordDialog") -> None:
        """As large as the list's window, a step aside for each that is open already."""
        main = self._beside.window()
        room = main.screen().availableGeometry()
        if main.isMaximized() or main.isFullScreen():
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
            return
        step = _STEP * ((len(self._open) - 1) % _STEPS + 1)
        rect = main.geometry().translated(step, step)
        rect.setSize(rect.size().boundedTo(room.size()))
        rect.moveRight(min(rect.right(), room.right()))
        rect.moveBottom(min(rect.bottom(), room.bottom()))
        window.setGeometry(rect)

    def _forget(self, gone: "RecordDialog") -> None:
        self._open = [one for one in self.windows() if one is not gone]
        self.closed.emit()


def _to_front(window: "RecordDialog") -> "RecordDialog":
    window.show()
    window.raise_()
    window.activateWindow()
    return window
