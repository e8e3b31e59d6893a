"""系统 › 相关文件: the documents the procedure refers to; what is out of use stays in the list."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.upkeep import documents
from app.services.upkeep.documents import LIMITS, DocumentView
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.text_editors import LineEdit
from app.views.settings.entry_page import EntryPage
from app.views.widgets.badges import Badge
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(180),
    TableColumn(90),
    TableColumn(120),
    TableColumn(240, drop=1),
    TableColumn(110),
)


class DocumentsPage(EntryPage):
    """The list, those in force first."""

    permission = Permission.CONFIGURE
    tables = frozenset({"reference_document"})
    keys = (("Ctrl+N", N_("新增文件")), ("Enter", N_("修改")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (
            _("文件名称"), _("文件编号"), _("版本"), _("生效日期"), _("备注"), _("状态"),
        )  # fmt: skip
        super().__init__(context, _("相关文件"), headings, _COLUMNS, adds=_("新增文件"))
        self.empty = EmptyState("document")
        self.empty.action.set_icon("plus")
        self.empty.acted.connect(self._load_defaults)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看相关文件。增改由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, documents.documents, self._show, None)

    def dialog(self, entry: DocumentView | None) -> "DocumentDialog":
        """A document's."""
        return DocumentDialog(self.context, self.window(), entry)

    def allow(self, me: Me) -> None:
        """Who configures may put in the procedure's list too."""
        super().allow(me)
        may_load = me.may(Permission.CONFIGURE)
        self.empty.show_text(
            _("还没有相关文件"),
            _("程序文件“五、相关文件”列了 9 份，先放好再填本院的编号和版本。"),
            action=_("放入程序列的 9 份") if may_load else "",
        )

    def _load_defaults(self) -> None:
        self.context.run(self, documents.load_defaults, lambda _done: self.reload(), None)

    def _show(self, found: list[DocumentView]) -> None:
        self.list.show_instead(None if found else self.empty)
        in_force = sum(1 for one in found if one.active)
        self.show_entries(
            {one.id: one for one in found},
            [_row(one) for one in found],
            _("{n} 份现行文件；程序文件“五、相关文件”列的 9 份已预先放好").format(n=in_force),
        )


def _row(one: DocumentView) -> tuple[Cell, ...]:
    tone = "text" if one.active else "text3"
    badge = (
        Badge(_("现行"), "tick", "pass")
        if one.active
        else Badge(_("作废"), "struck_ring", "neutral_open")
    )
    return (
        Cell(one.title, tone),
        Cell(one.number, tone),
        Cell(one.revision, tone),
        Cell(one.effective_on.isoformat() if one.effective_on else "", tone),
        Cell(one.note, "text2"),
        Cell(badge=badge),
    )


class DocumentDialog(FormDialog):
    """A new document, or another number, revision, date, in force or not."""

    def __init__(
        self, context: Context, parent: QWidget | None, document: DocumentView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("修改文件") if document else _("新增文件"),
            _("换了版本时，把旧的改为作废、再新增一份，旧的就留得住。") if document else "",
            icon="document",
            adds=document is None,
        )
        self.document = document
        self.title = LineEdit(max_length=LIMITS["title"])
        self.number = LineEdit(max_length=LIMITS["number"])
        self.revision = LineEdit(max_length=LIMITS["revision"], width=theme.WIDTHS["code"])
        self.effective_on = DateEdit()
        self.note = LineEdit(max_length=LIMITS["note"])
        self.active = ChoiceEdit([Option(True, _("现行")), Option(False, _("作废"))])
        self.add_row(
            "title", _("文件名称"), self.title, required=True, missing=_("还没有写文件名称")
        )
        self.add_row("number", _("文件编号"), self.number)
        self.add_row("revision", _("版本"), self.revision)
        self.add_row("effective_on", _("生效日期"), self.effective_on)
        self.add_row("note", _("备注"), self.note)
        if document is not None:
            self.add_row("active", _("状态"), self.active, required=True, missing=_("还没有选状态"))
            self._fill(document)
        self.finish_rows("number" if document else "title")

    def submit(self) -> None:
        """Add or change."""
        words = [one.value() or "" for one in (self.title, self.number, self.revision)]
        title, number, revision = words
        day, note = self.effective_on.value(), self.note.value() or ""
        if self.document is None:
            self.send(documents.add, title, number, revision, day, note)
            return
        active = bool(self.active.value())
        self.send(documents.change, self.document.id, title, number, revision, day, note, active)

    def _fill(self, document: DocumentView) -> None:
        self.title.set_value(document.title)
        self.number.set_value(document.number)
        self.revision.set_value(document.revision)
        self.effective_on.set_value(document.effective_on)
        self.note.set_value(document.note)
        self.active.set_value(document.active)
