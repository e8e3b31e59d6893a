"""The sheet of 交接班 as it comes out of the printer: printed, or saved as PDF or Excel."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.services import printing
from app.services.forms import WARD_SHEET
from app.services.worklists import ward_sheet
from app.views.context import Context
from app.views.jobs import Progress
from app.views.printing.pages import Paper, Sheet, sizes_of
from app.views.printing.paper_window import PaperWindow


class WardSheetWindow(PaperWindow):
    """What is open in my department now, page by page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, WARD_SHEET, parent=parent)
        self._listed = 0
        self.masked.hide()
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The sheet; runs in a job."""
        listed, form = ward_sheet.paper(self._context.desk)
        self._listed = len(listed.lines)
        return Sheet((Paper(form, sizes_of(form.pdf)),))

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep that the list left, and in which form."""
        for digest in hashes.values():
            self._context.run(
                self, ward_sheet.note_taken, lambda _done: None, None, self._listed, digest, how
            )
