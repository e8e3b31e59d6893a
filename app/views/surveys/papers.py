"""打印调查表: so many sheets F15 or F16 of one survey, looked at first, printed in one go."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import printing, reading
from app.services.forms import CATALOGUE
from app.services.registers.surveys.satisfaction_survey import REGISTER
from app.services.survey_paper.sheets import KINDS
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.editors import FieldRow, NumberEdit
from app.views.jobs import Progress
from app.views.printing.pages import Paper, Sheet, joined, sizes_of
from app.views.printing.paper_window import PaperWindow

_USUAL, _MOST = 20, 100
_FORMS = {kind: code for code, kind in KINDS.items()}


class PapersDialog(Dialog):
    """How many sheets."""

    def __init__(self, parent: QWidget | None) -> None:
        text = _(
            "每张都印这次调查的二维码，收回后扫描能自动归到这次调查。住院表正反两面，打印时选双面。"
        )
        super().__init__(parent, _("打印调查表"), text, icon="printer")
        self.number = NumberEdit(minimum=1, maximum=_MOST, unit=_("份"))
        self.number.set_value(_USUAL)
        self._row = FieldRow(_("份数"), self.number, required=True)
        self._row.set_check(self._missing)
        self.body.addWidget(self._row)
        self.act = self.add_primary(_("预览、打印"), self._on_act, "printer")
        self.keep = self.add_button(_("先不印"), self.reject, "close")
        self.focus_first(self.number.first_input())

    def copies(self) -> int:
        """How many."""
        value = self.number.value()
        return value if isinstance(value, int) else _USUAL

    def _missing(self) -> str:
        return "" if self.number.value() else _("还没有填写份数")

    def _on_act(self) -> None:
        if self._row.validate():
            self.accept()
        else:
            self._row.focus()


class PapersWindow(PaperWindow):
    """The sheets as they come out of the printer."""

    def __init__(
        self, context: Context, survey_id: int, copies: int, parent: QWidget | None = None
    ) -> None:
        self._survey_id, self._many = survey_id, copies
        kind = reading.load(context.desk, REGISTER, survey_id).values["survey_kind"]
        self._code = _FORMS[kind]
        super().__init__(context, CATALOGUE[self._code], parent=parent)
        self.masked.hide()
        self.excel.hide()
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """One sheet, as many times as it is wanted; runs in a job."""
        form = printing.render(
            self._context.desk, REGISTER, self._survey_id, self._code, copies=False
        )
        once = Paper(form, sizes_of(form.pdf), self._survey_id)
        pdf = joined([once] * self._many)
        many = replace(form, pdf=pdf, pages=form.pages * self._many)
        return Sheet((Paper(many, sizes_of(pdf), self._survey_id),))

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep in the audit that sheets of the survey were printed."""
        for digest in hashes.values():
            self._context.run(
                self, printing.note_printed, lambda _done: None, None, REGISTER, self._survey_id,
                self._code, digest, how,
            )  # fmt: skip
