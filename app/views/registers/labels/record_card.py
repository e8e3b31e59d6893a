"""标签 in a record's right column: which label the goods carry now, and whether the one stuck on holds."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import _
from app.services.labels import prints
from app.services.labels.content import Label, Unlabelled
from app.services.labels.prints import Standing
from app.services.operations import Changes
from app.views.context import Context
from app.views.registers.labels.preview import printed_words
from app.views.registers.labels.work import LabelWork
from app.views.widgets.buttons import Button
from app.views.widgets.frames import SideCard
from app.views.widgets.labels import IconText, label

if TYPE_CHECKING:
    from app.views.registers.record_dialog import RecordDialog

_ICONS = {"WAITING": "clock", "GOOD": "check", "BAD": "octagon"}
_TONES = {"WAITING": "wait", "GOOD": "pass", "BAD": "fail"}


class LabelStateCard(SideCard):
    """Two lines and a button."""

    def __init__(self) -> None:
        super().__init__(_("标签"), action=_("打印标签"), icon="tag")
        self.state = IconText("tag", "", "", "muted")
        self.printed = label("", "small", wrap=True)
        self.outdated = IconText("triangle", "", "wait", "error")
        self.action.set_hint("Ctrl+B")
        for part in (self.state, self.outdated, self.printed):
            self.body.addWidget(part)

    @property
    def button(self) -> Button:
        """Prints the label."""
        return self.action

    def show_standing(self, standing: Standing) -> None:
        """Say what holds now."""
        made = standing.label
        if isinstance(made, Unlabelled):
            self.state.set_content("ring-i", made.reason, "")
        else:
            kind = made.content.kind
            words = _("现在应贴“{kind}”").format(kind=_(kind.label))
            self.state.set_content(_ICONS[kind.value], words, _TONES[kind.value])
        self.outdated.set_content("triangle", standing.words, "wait")
        self.outdated.setVisible(bool(standing.words))
        self.printed.setText(printed_words(standing))
        self.printed.setVisible(standing.last is not None or isinstance(made, Label))
        self.action.setVisible(isinstance(made, Label))


class RecordLabels(QObject):
    """Ctrl+B in a record. It follows the record: after a step the card says what to do."""

    def __init__(self, window: "RecordDialog", context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self.card = LabelStateCard()
        self.card.hide()
        self.work = LabelWork(window, context, window.case.kind, window.say)
        window.side.add_card(self.card)
        window.side.shown.connect(self.reload)
        window.add_keys("Ctrl+B", self.print)
        self.card.acted.connect(self.print)
        self.work.printed.connect(self._on_printed)
        self.reload()

    def reload(self) -> None:
        """Show how the label stands now."""
        record_id = self._window.case.record_id
        if record_id is not None:
            self._context.ask(
                self, prints.standings, self._show, lambda _error: self.card.hide(),
                self._window.case.kind, [record_id],
            )  # fmt: skip

    def print(self) -> None:
        """A label says what is saved: what was typed comes first."""
        record_id = self._window.case.record_id
        if record_id is None:
            self._window.say(_("先登记，再打标签"), "wait")
        elif self._window.unsaved():
            self._window.say(_("先保存修改（Ctrl+S），再打标签"), "wait")
        else:
            self.work.print([record_id])

    def _show(self, found: list[Standing]) -> None:
        self.card.setVisible(bool(found))
        for standing in found:
            self.card.show_standing(standing)

    def _on_printed(self) -> None:
        kind, record_id = self._window.case.kind, self._window.case.record_id
        self._context.announce(Changes(frozenset({kind.name}), record_id))
