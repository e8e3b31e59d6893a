"""Makes the page of a register and carries out what its list asks for: open, print, bring in."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.access import Permission
from app.services.people.shift import Shift
from app.services.registers.catalog import Group
from app.services.registers.parts import Tool
from app.services.registers.register import Register
from app.views.context import Context
from app.views.group_page import GroupPage
from app.views.registers.record_windows import RecordWindows
from app.views.registers.register_page import RegisterPage
from app.views.scanning.desk import ScanDesk
from app.views.widgets.buttons import quiet

_PRINTED_MOST = 200


class RegisterPages(QObject):
    """One for the desk. `said` is a sentence for the strip and its tone."""

    keys_changed = Signal()
    said = Signal(str, str)
    system_asked = Signal(str)  # a page of 系统

    def __init__(
        self,
        window: QWidget,
        context: Context,
        shift: Shift,
        windows: RecordWindows,
        scans: ScanDesk,
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._shift = window, context, shift
        self._windows, self._scans = windows, scans

    def of_group(self, group: Group) -> RegisterPage | GroupPage:
        """The page of a tab: a register alone, or several as sub-lists, or one with further windows."""
        tools = self._tools(group)
        if len(group.registers) == 1 and not tools:
            return self.of_register(group.registers[0])
        page = GroupPage(group, self.of_register, tools)
        page.keys_changed.connect(self.keys_changed)
        page.tool_asked.connect(self._context.tool_asked)
        return page

    def _tools(self, group: Group) -> list[Tool]:
        """The further windows of a tab that this person may open, each once."""
        every = dict.fromkeys(tool for register in group.registers for tool in register.tools)
        return [one for one in every if self._shift.may(Permission(one.permission))]

    def of_register(self, register: Register) -> RegisterPage:
        """The page of one register, connected with the windows of its records."""
        windows = self._windows
        page = self._made(register)
        page.record_asked.connect(lambda record_id: windows.open_record(register, record_id))
        page.copy_asked.connect(lambda record_id: windows.copy_record(register, record_id))
        page.raise_asked.connect(
            lambda record_id, name: windows.raise_from(register, record_id, name)
        )
        page.new_asked.connect(lambda: windows.open_new(register))
        page.draft_asked.connect(lambda draft: windows.open_draft(register, draft))
        page.print_asked.connect(lambda ids: self._print(register, ids))
        page.blank_asked.connect(lambda code: self._print_blank(register, code))
        page.slips.clicked.connect(lambda: self._scans.show_waiting(register))
        page.scan_button.clicked.connect(self._scans.choose_scans)
        page.import_asked.connect(lambda: self._import(register, page))
        page.keys_changed.connect(self.keys_changed)
        windows.closed.connect(page.drafts.reload)
        if register.clauses:
            # What costs points is summed up elsewhere: from its list one gets there.
            sums = quiet(_("看月度扣分"), "chart")
            sums.clicked.connect(lambda: self.system_asked.emit("deductions"))
            page.card.add_way(sums)
        return page

    def _made(self, register: Register) -> RegisterPage:
        if register.label is None:
            return RegisterPage(self._context, self._shift, register)
        # Labels bring printing along: only when somebody looks at goods.
        from app.views.registers.labels.page import LabelledPage

        return LabelledPage(self._context, self._shift, register)

    def _print(self, register: Register, ids: Sequence[int]) -> None:
        """One record goes to the printer at once, several are looked at together first."""
        if len(ids) > _PRINTED_MOST:
            words = _("一次最多打印 {n} 件，先少选几件").format(n=_PRINTED_MOST)
            self.said.emit(words, "wait")
            return
        self._show_paper(register, ids if len(ids) > 1 else ids[0], prints=len(ids) == 1)

    def _print_blank(self, register: Register, code: str) -> None:
        """The register's own form gets a slip code; a letter is blank paper."""
        if code in ("", register.form):
            self._scans.print_blank(register)
        else:
            self._show_paper(register, None, form_code=code)

    def _show_paper(
        self,
        register: Register,
        records: int | Sequence[int] | None,
        *,
        prints: bool = False,
        form_code: str = "",
    ) -> None:
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.printing.preview import PreviewWindow

        window = PreviewWindow(
            self._context, register, records, form_code=form_code, prints=prints,
            parent=self._window,
        )  # fmt: skip
        window.show()

    def _import(self, register: Register, page: RegisterPage) -> None:
        # An import is a matter of the first week: not a reason to start later.
        from app.views.registers.import_dialog import ImportDialog

        dialog = ImportDialog(self._context, register, self._window)
        dialog.accepted.connect(page.focus_list)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
