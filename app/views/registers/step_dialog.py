"""The dialog of a step that asks for something which stands nowhere on the form."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import reading, values
from app.services.people.signing import Signer
from app.services.registers.register import Kind, Register, Step
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.asking.sign_fields import SignFields
from app.views.context import Context
from app.views.inputs.editors import Editor, FieldGrid, FieldRow
from app.views.registers.editors import Editors, words
from app.views.widgets.labels import IconText, label


class StepDialog(Dialog):
    """Just the fields of the step. It keeps what was written when the step is refused."""

    def __init__(
        self,
        context: Context,
        kind: Register,
        step: Step,
        editors: Editors,
        held: Mapping[str, Any],
        parent: QWidget,
        sign: SignFields | None = None,
    ) -> None:
        title = _(step.label).rstrip("…")
        text = _("程序文件 {clause}").format(clause=step.clause) if step.clause else ""
        super().__init__(parent, title, text)
        self._context = context
        self._kind = kind
        self._step = step
        self._sign = sign
        self.rows: dict[str, FieldRow] = {}
        self._refusal = IconText("octagon", "", "fail", "error")
        self._refusal.hide()
        grid = FieldGrid()
        for name in step.asks:
            row = self._row(editors, name)
            row.editor.set_value(held.get(name))
            grid.add(row, wide=True)
        self.body.addWidget(grid)
        grid.setVisible(bool(self.rows))
        if sign is not None:
            self.body.addWidget(sign)
        self.body.addWidget(self._refusal)
        self.act = self.add_primary(title, self._on_act)
        self.keep = self.add_button(_("先不办"), self.reject, "close")
        if self.rows:
            self.focus_first(self.rows[step.asks[0]].editor.first_input())
        elif sign is not None:
            self.focus_first(sign.first_input())

    def answers(self) -> dict[str, Any]:
        """Field → what was entered."""
        return {name: row.editor.value() for name, row in self.rows.items()}

    def signer(self) -> Signer | None:
        """Who signed, where the step asks for it."""
        return self._sign.signer() if self._sign is not None else None

    def show_refusal(self, text: str) -> None:
        """Open again and say why the step was not taken."""
        self._refusal.set_content("octagon", text, "fail")
        self._refusal.show()
        self.open()
        if self._sign is not None:
            self._sign.retry()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Open again with the sentences beside their fields."""
        for name, text in problems.items():
            if name in self.rows:
                self.rows[name].set_error(text)
        self.open()

    def _row(self, editors: Editors, name: str) -> FieldRow:
        field = self._kind[name]
        editor = editors.make(field)
        row = FieldRow(
            _(field.label), editor, required=name in self._step.needs, help_text=words(field.help)
        )
        row.set_check(lambda: self._problem(name))
        self.rows[name] = row
        if field.kind is Kind.RECORD:
            self._tell_record(row, editor)
        return row

    def _problem(self, name: str) -> str:
        row, field = self.rows[name], self._kind[name]
        value = row.editor.value()
        if values.is_empty(value):
            return values.need(field) if name in self._step.needs and row.error() else ""
        try:
            # A number of another record is looked up when the step is taken.
            if field.kind is not Kind.RECORD:
                values.accept_one(field, value)
        except values.WrongValue as problem:
            return str(problem)
        return ""

    def _tell_record(self, row: FieldRow, editor: Editor) -> None:
        """Under the number of another record stands which one it is."""
        told = label("", "small", wrap=True)
        told.setContentsMargins(theme.LABEL_COLUMN + theme.GAP + 2, 0, 0, 0)
        told.hide()
        self.body.addWidget(told)

        def show(view: reading.RecordView) -> None:
            told.setText(_("{number}　{title}").format(number=view.number, title=view.title))
            told.show()
            row.set_error("")

        def fail(error: Exception) -> None:
            told.hide()
            row.set_error(str(error) if isinstance(error, AppError) else "")

        def look() -> None:
            number = editor.value()
            if number:
                self._context.ask(self, _look_up, show, fail, self._kind, str(number))

        editor.left.connect(look)

    def _on_act(self) -> None:
        for name, row in self.rows.items():
            text = row.editor.problem() or self._problem(name)
            if name in self._step.needs and values.is_empty(row.editor.value()):
                text = values.need(self._kind[name])
            row.set_error(text)
        wrong = [row for row in self.rows.values() if row.error()]
        if wrong:
            wrong[0].focus()
        elif self._sign is None or self._sign.signer() is not None:
            self._refusal.hide()
            self.accept()


def _look_up(desk: Any, kind: Register, number: str) -> reading.RecordView:
    return reading.load(desk, kind, reading.find_number(desk, kind, number))
