"""The sheet of a version, page by page: to be looked at, not to be handed out."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.services import printing
from app.services.forms import CATALOGUE
from app.services.survey_count.questionnaires import Version
from app.services.survey_paper.sheets import KINDS
from app.services.surveys import version_paper
from app.views.context import Context
from app.views.jobs import Progress
from app.views.keys import keys_of
from app.views.printing.pages import Paper, Sheet, sizes_of
from app.views.printing.paper_window import PaperWindow

_STRIP = ("PgUp PgDn", "Ctrl+滚轮", "Ctrl+D", "Esc")


class VersionWindow(PaperWindow):
    """It is printed from a survey, with its code; here it is only looked at."""

    def __init__(self, context: Context, version: Version, parent: QWidget | None = None) -> None:
        self._version = version
        code = next(code for code, kind in KINDS.items() if kind is version.kind)
        super().__init__(context, CATALOGUE[code], parent=parent)
        for button in (self.excel, self.print, self.masked):
            button.hide()
        self.strip.set_keys(keys_of("preview", _STRIP))
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The sheet; runs in a job."""
        form = version_paper.preview(self._context.desk, self._version)
        return Sheet((Paper(form, sizes_of(form.pdf)),))

    def ask_printer(self) -> None:
        """A sample is not handed out: without a survey nobody knows where it belongs."""

    def save_excel(self) -> None:
        """A sample is not kept as a workbook: the template itself can be."""

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """A picture of what is asked belongs to nobody."""
