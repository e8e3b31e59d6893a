"""质控例会资料 as it comes out of the printer: the first sheet, then the reports; one PDF of all."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import printing
from app.services.forms import MEETING
from app.services.meetings import pack
from app.services.registers.reports.periods import Period
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.combo import Combo, Option
from app.views.jobs import Progress
from app.views.printing.pages import Paper, Sheet, sizes_of
from app.views.printing.paper_window import PaperWindow


class PackWindow(PaperWindow):
    """The pack of a month, page by page; a masked copy shows nobody."""

    def __init__(self, context: Context, month: Period, parent: QWidget | None = None) -> None:
        super().__init__(context, MEETING, is_single=False, parent=parent)
        self._month = month
        self._records = 0
        self.reload()

    def load(self, copies: printing.Copies, masked: bool, progress: Progress) -> Sheet:
        """The papers; runs in a job."""
        found = pack.made(self._context.desk, self._month, masked)
        self._records = len(found.papers) - 1
        return Sheet(tuple(Paper(one, sizes_of(one.pdf)) for one in found.papers))

    def note_taken(self, how: str, hashes: Mapping[int | None, str]) -> None:
        """Keep that the pack left, and in which form."""
        for digest in hashes.values():
            self._context.run(
                self, pack.note_taken, lambda _done: None, None,
                self._month.code, self._records, digest, how,
            )  # fmt: skip


class PackDialog(Dialog):
    """Asks for the month; the one just over is offered first."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = _(
            "封面列出本月情况、各科室扣分和所附报告，后面依次是到期的通报和报告，可以存成一个 PDF。"
        )
        super().__init__(parent, _("质控例会资料"), words, icon="printer")
        self._context = context
        self._months = {one.code: one for one in pack.months()}
        options = [Option(one.code, one.name) for one in self._months.values()]
        self.month = Combo(options, name=_("月份"))
        self.body.addWidget(self.month)
        self.add_primary(_("预览"), self.show_pack, "printer")
        self.add_button(_("先不做"), self.reject, "close")
        self.focus_first(self.month)

    def show_pack(self) -> None:
        """The papers in a window of their own."""
        month = self._months[str(self.month.value())]
        window = PackWindow(self._context, month, self.parentWidget())
        self.accept()
        window.show()
