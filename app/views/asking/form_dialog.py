"""A dialog with fields that saves through one operation; what is refused stands beside its field."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import InvalidRecord
from app.i18n import _
from app.services.operations import Changes, Desk
from app.views import messages
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.front import ErrorLine
from app.views.inputs.fields import Editor, FieldRow

P = ParamSpec("P")


class FormDialog(Dialog):
    """Fields by name. Nothing closes before the operation has answered; nothing typed is lost.

    It saves a change, or `adds` something new; `act` and `leave` are said where it does another thing.
    What is `harmful` is done with the button at the left only, never with Ctrl+Enter.
    """

    saved = Signal(object)  # Changes

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        title: str,
        text: str = "",
        *,
        icon: str = "edit",
        act: str = "",
        leave: str = "",
        adds: bool = False,
        harmful: bool = False,
    ) -> None:
        super().__init__(parent, title, text, icon=icon)
        self.context = context
        self.rows: dict[str, FieldRow] = {}
        self.error = ErrorLine()
        self._act = act or (_("新增") if adds else _("保存"))
        keep = leave or (_("先不增") if adds else _("先不改"))
        if harmful:
            self.act = self.add_harmful(self._act, self._on_act)
            self.keep = self.add_primary(keep, self.reject, "")
        else:
            self.act = self.add_primary(self._act, self._on_act)
            self.keep = self.add_button(keep, self.reject, "close")

    def add_row(
        self,
        name: str,
        text: str,
        editor: Editor,
        *,
        required: bool = False,
        help_text: str = "",
        missing: str = "",
    ) -> FieldRow:
        """Add a field; with `missing` that sentence is shown while it is empty."""
        row = FieldRow(text, editor, required=required, help_text=help_text)
        if missing:
            row.set_check(lambda: "" if editor.value() not in (None, "", ()) else missing)
        self.rows[name] = row
        self.body.addWidget(row)
        return row

    def finish_rows(self, first: str) -> None:
        """After the last field: room for an error that belongs to none, and where to begin."""
        self.body.addWidget(self.error)
        self.focus_first(self.rows[first].editor.first_input())

    def submit(self) -> None:
        """Hand the values to the operation; for subclasses."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What the strip says when it has saved."""
        return _("已保存")

    def send(
        self,
        work: Callable[Concatenate[Desk, P], Changes],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run the operation; the dialog is greyed meanwhile."""
        self._set_busy(True)
        self.context.run(self, work, self._on_done, self._on_failed, *args, **kwargs)

    def show_problem(self, text: str) -> None:
        """Say what belongs to no field."""
        self.error.show_text(text)

    def _on_act(self) -> None:
        self.error.show_text("")
        wrong = [row for row in self.rows.values() if not row.validate()]
        if wrong:
            wrong[0].focus()
            return
        self.submit()

    def _on_done(self, changes: Changes) -> None:
        self._set_busy(False)
        self.saved.emit(changes)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, InvalidRecord):
            messages.show(self, error)
            return
        others = []
        for name, problem in error.problems.items():
            row = self.rows.get(name)
            if row is None:
                others.append(problem)
            else:
                row.set_error(problem)
        self.error.show_text("；".join(others))
        wrong = [self.rows[name] for name in error.problems if name in self.rows]
        if wrong:
            wrong[0].focus()

    def _set_busy(self, is_busy: bool) -> None:
        for row in self.rows.values():
            row.setEnabled(not is_busy)
        self.act.setEnabled(not is_busy)
        self.act.set_text(_("正在保存…") if is_busy else self._act)
