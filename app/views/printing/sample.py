"""The preview of a template with invented values: to be looked at, not to be printed or kept."""

from PySide6.QtWidgets import QWidget

from app.services import printing
from app.services.registers import catalog
from app.services.templates.kept import Template
from app.views.context import Context
from app.views.jobs import Progress
from app.views.keys import keys_of
from app.views.printing.pages import Paper, Sheet, sizes_of
from app.views.printing.preview import PreviewWindow

_STRIP = ("PgUp PgDn", "Ctrl+滚轮", "Ctrl+D", "Esc")


class SampleWindow(PreviewWindow):
    """What a template makes of sample values; without a template, of the one in use."""

    def __init__(
        self, context: Context, code: str, template: Template | None, parent: QWidget | None = None
    ) -> None:
        self._template = template
        super().__init__(context, catalog.by_form(code), form_code=code, parent=parent)
        for button in (self.excel, self.print):
            button.hide()
        self.strip.set_keys(keys_of("preview", _STRIP))

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The form with invented values; runs in a job."""
        form = printing.sample(self._context.desk, self._form.code, self._template, copies)
        return Sheet((Paper(form, sizes_of(form.pdf)),))

    def ask_printer(self) -> None:
        """A sample is not printed: it looks like a record."""

    def save_excel(self) -> None:
        """A sample is not kept as a workbook: the template itself can be."""
