"""The preview of forms: of one record, of several one after the other, or the blank form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.services import printing
from app.services.forms import CATALOGUE
from app.services.history import HistoryEntry
from app.services.registers.register import Register
from app.views.context import Context
from app.views.jobs import Progress
from app.views.printing.pages import Sheet, prepare, taken_away
from app.views.printing.paper_window import PaperWindow


class PreviewWindow(PaperWindow):
    """The form of a record, of several one after the other, or the blank form."""

    def __init__(
        self,
        context: Context,
        kind: Register,
        records: int | Sequence[int] | None = None,
        *,
        form_code: str = "",
        slips: tuple[str, ...] = (),
        unsaved: bool = False,
        prints: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = kind
        self._ids: tuple[int | None, ...] = (
            tuple(records) if isinstance(records, Sequence) else (records,)
        )
        self._slips = slips
        self._asked = form_code  # empty: each record on its own form, which the paper tells
        self._is_form_known = bool(form_code) or self._ids[0] is None
        form = CATALOGUE[form_code or kind.forms[0]]
        super().__init__(context, form, is_single=len(self._ids) == 1, parent=parent)
        self._unsaved = unsaved
        self._prints = prints
        self.masked.setVisible(any(one is not None for one in self._ids))
        if slips:
            self.facts.want_one_sheet()
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The forms; runs in a job."""
        desk = self._context.desk
        wanted = copies if self._is_form_known else True
        return prepare(
            desk, self._kind, self._ids, self._asked, wanted, progress, masked, self._slips
        )

    def _show(self, sheet: Sheet) -> None:
        if not self._is_form_known:
            self._is_form_known = True
            self._form = sheet.papers[0].form.form
            self.show_form(self._form)
        super()._show(sheet)

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep it with each record; a blank form belongs to nobody."""
        papers = self._sheet.papers if self._sheet is not None else ()
        for code in dict.fromkeys(one.form.form.code for one in papers):
            own = {one.record_id for one in papers if one.form.form.code == code}
            kept = {one: digest for one, digest in hashes.items() if one is not None and one in own}
            if kept:
                self._context.run(
                    self, printing.note_printed_together, lambda _done: self._count_again(), None,
                    self._kind, kept, code, how, self._is_masked(),
                )  # fmt: skip

    def _is_masked(self) -> bool:
        return self._sheet is not None and any(one.form.masked for one in self._sheet.papers)

    def _count_again(self) -> None:
        record_id = self._ids[0]
        if len(self._ids) == 1 and record_id is not None:
            self._context.ask(self, taken_away, self._show_taken, None, self._kind, record_id)

    def _show_taken(self, taken: tuple[HistoryEntry, ...]) -> None:
        if self._sheet is not None:
            paper = replace(self._sheet.papers[0], taken=taken)
            self.facts.show_sheet(replace(self._sheet, papers=(paper,)), unsaved=self._unsaved)
