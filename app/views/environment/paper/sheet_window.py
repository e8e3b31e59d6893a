"""A paper of the environment that belongs to no record: printed, or saved as PDF or Excel."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.services import printing
from app.services.environment_sheets import sheets
from app.services.forms import Form
from app.services.operations import Desk
from app.services.printing import PrintedForm
from app.views.context import Context
from app.views.jobs import Progress
from app.views.printing.pages import Paper, Sheet, sizes_of
from app.views.printing.paper_window import PaperWindow


class SheetWindow(PaperWindow):
    """What `make` fills; the audit keeps that it was taken, by the name `what`."""

    def __init__(
        self,
        context: Context,
        form: Form,
        make: Callable[[Desk], PrintedForm],
        what: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, form, parent=parent)
        self._make, self._what = make, what
        self.masked.hide()
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The paper; runs in a job."""
        form = self._make(self._context.desk)
        return Sheet((Paper(form, sizes_of(form.pdf)),))

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep that it left, and in which form."""
        for digest in hashes.values():
            self._context.run(
                self, sheets.note_taken, lambda _done: None, None, self._what, digest, how
            )
