"""Beside the preview: what to look at before printing, which copies, and which form it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.forms import Form
from app.views import theme
from app.views.inputs.editors import TickEdit
from app.views.printing.pages import Sheet
from app.views.widgets.frames import SideCard, ToneCard
from app.views.widgets.labels import label

WIDTH = 320


class PaperFacts(QWidget):
    """Three cards; only the tick box does something."""

    copies_changed = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.setFixedWidth(WIDTH)
        self.warning = ToneCard()
        self._all = TickEdit(_("各联都印"))
        self._all.set_value(True)
        self._all.changed.connect(self.copies_changed)
        self._count = label("", "muted")
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setVerticalSpacing(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_CARD, theme.GAP_CARD, theme.MARGIN, theme.GAP_CARD)
        column.setSpacing(theme.GAP_CARD)
        column.addWidget(self.warning)
        column.addWidget(self._copies_card())
        column.addWidget(self._facts_card())
        column.addStretch(1)
        self.warning.hide()

    def prints_all_copies(self) -> bool:
        """Whether every copy is wanted, each with its own mark, or one sheet without any."""
        return self._all.value()

    def want_one_sheet(self) -> None:
        """A form to be written by hand is printed once; the copies come with the record."""
        self._all.set_value(False)

    def show_sheet(self, sheet: Sheet, *, unsaved: bool) -> None:
        """What is to be known of this print."""
        self._count.setText(_("共 {n} 张 A4").format(n=sheet.form.pages))
        said = list(sheet.form.notices)
        head = _("版式文件有问题")
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
        facts = [
            (_("版式文件"), f"{self._form.code}.xlsx"),
            (_("保存期限"), _(self._form.retention)),
            (_("文件名"), sheet.form.file_name),
        ]
        if sheet.taken:
            last = sheet.taken[0]
            facts.append(
                (
                    _("已打印"),
                    _("{n} 次，最近 {day} {person}").format(
                        n=len(sheet.taken),
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
        card = SideCard(_("联次"))
        for place, name in enumerate(self._form.copies, 1):
            card.body.addWidget(label(_("第 {n} 联　{name}").format(n=place, name=_(name))))
        card.body.addWidget(self._all)
        card.body.addWidget(self._count)
        if not self._form.copies:
            self._all.hide()
        return card

    def _facts_card(self) -> SideCard:
        card = SideCard(_("这张表"))
        card.body.addLayout(self._facts)
        card.body.addWidget(label(_("屏幕、PDF 和纸面是同一版面"), "small"))
        return card
