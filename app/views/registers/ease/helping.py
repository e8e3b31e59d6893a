"""All that helps while a record is written, put onto its form in one go."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.suggestions import copies
from app.services.suggestions.copies import Copied
from app.services.suggestions.usual import Usual, usual
from app.views.context import Context
from app.views.inputs.editors import ChoiceEdit, PickEdit
from app.views.registers.ease.clauses import offer_clauses
from app.views.registers.ease.earlier_hints import EarlierHints
from app.views.registers.ease.known_entries import offer_known
from app.views.registers.ease.patient_paste import PatientPaste
from app.views.registers.ease.phrase_keys import PhraseKeys
from app.views.registers.ease.place_hints import hint_places
from app.views.registers.ease.qualified_people import offer_qualified
from app.views.registers.record_form import RecordForm
from app.views.registers.record_work import Case


class Ease(QObject):
    """Belongs to a record's window and follows it from one form to the next."""

    open_asked = Signal(int)
    copied = Signal(object)  # Copied

    def __init__(self, window: QWidget, context: Context, case: Case) -> None:
        super().__init__(window)
        self._context = context
        self._case = case
        self.phrases = PhraseKeys(window, context, case.kind)
        self.patient = PatientPaste(window, context, case.kind)
        self.earlier = EarlierHints(window, context, case)
        self.earlier.open_asked.connect(self.open_asked)

    def attach(self, form: RecordForm) -> None:
        """Help with this form from now on."""
        self.phrases.attach(form)
        self.patient.attach(form)
        self.earlier.attach(form)
        offer_usual(self._context, form)
        offer_clauses(self._context, form)
        offer_known(self._context, form)
        hint_places(self._context, form)
        offer_qualified(self._context, form)

    def filled(self) -> None:
        """The form shows what the record holds."""
        self.patient.refresh()
        self.earlier.settle()

    def paste(self, otherwise: Callable[[], None]) -> None:
        """Ctrl+V outside a line: a patient for the section, or whatever else is in the clipboard."""
        if self.patient.can_paste():
            self.patient.paste()
        else:
            otherwise()

    def copy(self) -> None:
        """Ctrl+D: a new record of what this one says of the circumstances."""
        if self._case.record_id is not None:
            self._context.ask(
                self, copies.copied, self._on_copied, None, self._case.kind, self._case.record_id
            )

    def _on_copied(self, taken: Copied) -> None:
        self.copied.emit(taken)


def offer_usual(context: Context, form: RecordForm) -> None:
    """Let the pickers of a form begin with what this person chooses most; read once a session."""
    kind = form.kind

    def show(found: Usual) -> None:
        context.usual[kind.name] = found
        for name, row in form.rows.items():
            values = found.values.get(name, ())
            if isinstance(row.editor, PickEdit):
                row.editor.set_usual(values)
            elif isinstance(row.editor, ChoiceEdit):
                row.editor.set_usual(values, found.initials.get(name, {}))

    if kind.name in context.usual:
        show(context.usual[kind.name])
    else:
        # Without it the lists are in their own order: nobody is disturbed.
        context.ask(form, usual, show, lambda _error: None, kind)
