"""Beside the preview: what to look at before printing, which copies, and which form it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.forms import Form, copy_name
from app.views import theme
from app.views.inputs.editors import TickEdit
from app.views.printing import printers
from app.views.printing.pages import Sheet
from app.views.widgets.frames import SideCard, ToneCard
from app.views.widgets.labels import label

WIDTH = 320
_NAMED_MOST = 5


class PaperFacts(QWidget):
    """Three cards; only the tick boxes of the copies do something."""

    copies_changed = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.setFixedWidth(WIDTH)
        self.warning = ToneCard()
        self._of_copies = self._copies_card()
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setVerticalSpacing(theme.GAP)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_CARD, theme.GAP_CARD, theme.MARGIN, theme.GAP_CARD)
        column.setSpacing(theme.GAP_CARD)
        column.addWidget(self.warning)
        column.addWidget(self._of_copies)
        column.addWidget(self._facts_card())
        column.addStretch(1)
        self.warning.hide()

    def show_form(self, form: Form) -> None:
        """It is this form: all of its copies are wanted."""
        if form is self._form:
            return
        old, self._form = self._of_copies, form
        self._of_copies = self._copies_card()
        self._column.replaceWidget(old, self._of_copies)
        old.hide()
        old.deleteLater()

    def chosen_copies(self) -> tuple[int, ...]:
        """The places of the copies wanted, each with its own mark; none: one sheet without any."""
        return tuple(at for at, one in enumerate(self.copies) if one.value())

    def want_one_sheet(self) -> None:
        """A form to be written by hand is printed once; the copies come with the record."""
        for one in self.copies:
            one.set_value(False)

    def show_sheet(self, sheet: Sheet, *, unsaved: bool) -> None:
        """What is to be known of this print."""
        self._count.setText(_("共 {n} 张").format(n=len(sheet.sizes)))
        said = list(dict.fromkeys(text for one in sheet.papers for text in one.form.notices))
        head = _("版式文件有问题")
        if sheet.left_out:
            head = _("有 {n} 件没有列入").format(n=len(sheet.left_out))
            more = len(sheet.left_out) - _NAMED_MOST
            rest = [_("……还有 {n} 件").format(n=more)] if more > 0 else []
            said = [*sheet.left_out[:_NAMED_MOST], *rest, *said]
        if unsaved:
            head = _("有修改没有保存")
            said.insert(0, _("没保存的修改不在这张表上。回到记录按 Ctrl+S 保存后再看。"))
        self.warning.setVisible(bool(said))
        if said:
            self.warning.show_content("wait", "triangle", head, "", "\n".join(said))
        self._show_facts(sheet)

    def _show_facts(self, sheet: Sheet) -> None:
        while self._facts.count():
            if (old := self._facts.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        first = sheet.papers[0]
        templates = dict.fromkeys(one.form.template.words() for one in sheet.papers)
        facts = [
            (_("版式"), "\n".join(templates)),
            (_("打印机"), printers.last_name(self._form.code) or _("打印时选")),
        ]
        if self._form.retention:
            facts.insert(1, (_("保存期限"), _(self._form.retention)))
        if sheet.is_several:
            facts.insert(0, (_("件数"), _("{n} 件").format(n=len(sheet.papers))))
        else:
            facts.append((_("文件名"), first.form.file_name))
        if first.taken:
            last = first.taken[0]
            facts.append(
                (
                    _("已打印"),
                    _("{n} 次，最近 {day} {person}").format(
                        n=len(first.taken),
                        day=f"{clock.local(last.at):%m-%d}",
                        person=last.person,
                    ),
                )
            )
        for line, (name, words) in enumerate(facts):
            self._facts.addWidget(label(name, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
            shown = label(words, wrap=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(shown, line, 1)

    def _copies_card(self) -> SideCard:
        several = len(self._form.copies)
        self.copies = [
            TickEdit(copy_name(at, _(name), several)) for at, name in enumerate(self._form.copies)
        ]
        self._count = label("", "muted")
        card = SideCard(_("联次") if self.copies else _("张数"))
        for one in self.copies:
            one.set_value(True)
            one.changed.connect(self.copies_changed)
            card.body.addWidget(one)
        if self.copies:
            card.body.addWidget(label(_("都不选时印一张，不带联次"), "small"))
        card.body.addWidget(self._count)
        return card

    def _facts_card(self) -> SideCard:
        card = SideCard(_("这张表"))
        card.body.addLayout(self._facts)
        card.body.addWidget(label(_("屏幕、PDF 和纸面是同一版面"), "small"))
        return card
