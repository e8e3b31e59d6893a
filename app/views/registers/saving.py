"""Carries out what a person wishes with a record, and asks back: a reason, or whose text holds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app import clock
from app.errors import InvalidRecord, StaleRecord
from app.i18n import _
from app.services import reading, values
from app.services.operations import Changes
from app.services.registers.register import Register
from app.views.asking import opening
from app.views.asking.conflict_dialog import Conflict, ConflictDialog, Resolution
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.registers.record_work import Wish, carry_out

WHY = "#why"


class Saver(QObject):
    """One wish at a time. Whatever happens in between, what was typed stays on the screen."""

    busy_changed = Signal(bool)
    done = Signal(object, object)  # Wish, Changes
    refused = Signal(object, object)  # Wish, Exception
    theirs_taken = Signal(object)  # field → value stored by the other person
    discarded = Signal()

    def __init__(
        self,
        context: Context,
        kind: Register,
        window: QWidget,
        base: Callable[[], Mapping[str, Any]],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._kind = kind
        self._window = window
        self._base = base
        self.is_busy = False

    def start(self, wish: Wish) -> None:
        """Carry out a wish; a second one while the first runs is not heard."""
        if self.is_busy:
            return
        self._set_busy(True)
        self._context.run(
            self, carry_out, lambda changes: self._on_done(wish, changes),
            lambda error: self._on_failed(wish, error), self._kind, wish,
        )  # fmt: skip

    def _on_done(self, wish: Wish, changes: Changes) -> None:
        self._set_busy(False)
        self.done.emit(wish, changes)

    def _on_failed(self, wish: Wish, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, InvalidRecord) and set(error.problems) == {WHY}:
            self._ask_why(wish, error.problems[WHY])
        elif isinstance(error, StaleRecord):
            self._context.ask(
                self, reading.load, lambda view: self._settle(wish, error, view),
                lambda problem: self.refused.emit(wish, problem), self._kind, wish.record_id,
            )  # fmt: skip
        else:
            self.refused.emit(wish, error)

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _ask_why(self, wish: Wish, text: str) -> None:
        dialog = TextDialog(
            self._window, _("写下更正的原因"), text, field=_("更正原因"), act=_("保存"),
            max_length=500,
        )  # fmt: skip
        dialog.accepted.connect(lambda: self.start(replace(wish, why=dialog.words())))
        opening.show(dialog)

    # ---- two people at one record ------------------------------------------------------------

    def _settle(self, wish: Wish, error: StaleRecord, view: reading.RecordView) -> None:
        """Fields only this person changed are kept without asking; the rest is for them to choose."""
        base = self._base()
        both = [
            name for name, mine in wish.given.items()
            if not _same(error.theirs.get(name), mine)
            and not _same(error.theirs.get(name), base.get(name))
        ]  # fmt: skip
        newer = replace(wish, version=error.version)
        if not both and wish.given:
            self.start(newer)
            return
        if not both:
            self.refused.emit(wish, error)
            return
        names = self._context.directory.names()
        conflicts = [
            Conflict(
                name, _(self._kind[name].label),
                self._words(name, wish.given[name], names),
                self._words(name, error.theirs.get(name), names),
            )
            for name in both
        ]  # fmt: skip
        moment = f"{clock.local(view.updated_at):%H:%M}"
        who = _("{person} {time}").format(person=error.changed_by, time=moment)
        dialog = ConflictDialog(self._window, view.number, who, conflicts)
        dialog.finished.connect(lambda result: self._resolve(dialog, result, newer, error, both))
        opening.show(dialog)

    def _resolve(
        self, dialog: ConflictDialog, result: int, wish: Wish, error: StaleRecord, both: list[str]
    ) -> None:
        if result != QDialog.DialogCode.Accepted or dialog.resolution is Resolution.LATER:
            self.refused.emit(wish, error)
        elif dialog.resolution is Resolution.DISCARD:
            self.discarded.emit()
        else:
            theirs = set(both) - dialog.kept_mine()
            self.theirs_taken.emit({name: error.theirs[name] for name in theirs})
            kept = {name: value for name, value in wish.given.items() if name not in theirs}
            self.start(replace(wish, given=kept))

    def _words(self, name: str, value: Any, names: values.Names) -> str:
        try:
            accepted = values.accept_one(self._kind[name], value)
        except values.WrongValue:
            return str(value)
        return values.shown(self._kind[name], accepted, names, self._kind)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple | list) or isinstance(other, tuple | list):
        return list(one or ()) == list(other or ())
    return (one or None) == (other or None) if one in ("", None) else bool(one == other)
