"""The page of a register whose records have labels: the list, and beside it their labels."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from app.i18n import _
from app.services.access import Permission
from app.services.operations import Changes
from app.services.people.shift import Shift
from app.services.registers.register import Register
from app.views import theme
from app.views.context import Context
from app.views.registers.labels.side_card import LabelCard
from app.views.registers.labels.work import LabelWork
from app.views.registers.register_page import RegisterPage


class LabelledPage(RegisterPage):
    """Ctrl+B prints the labels of what is chosen; the card gives way where there is little room."""

    def __init__(self, context: Context, shift: Shift, register: Register) -> None:
        super().__init__(context, shift, register)
        self.may_label = shift.may(Permission.LABEL)
        self.labels = LabelCard(context, register, self.marked)
        self.label_work = LabelWork(self, context, register, self._say)
        self._put_beside()
        work, card = self.label_work, self.labels
        card.print_asked.connect(self._print_labels)
        card.settings_asked.connect(lambda: work.ask(self.marked()))
        card.progress.cancelled.connect(work.cancel)
        work.printed.connect(card.reload)
        work.progressed.connect(card.progress.set_done)
        work.busy_changed.connect(self._on_busy)
        self.view.selectionModel().selectionChanged.connect(lambda *_two: card.look_soon())
        self.model.modelReset.connect(card.look_soon)
        shortcut = QShortcut(QKeySequence("Ctrl+B"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._print_labels)

    def marked(self) -> list[int]:
        """The records chosen in the list."""
        rows = self.view.selected_rows()
        return [one for row in rows if (one := self.model.id_at(row)) is not None]

    def strip_keys(self) -> list[tuple[str, str]]:
        """The keys of the list, with that of the labels."""
        found = super().strip_keys()
        if self.is_empty() or not self.may_label:
            return found
        return [*found[:-1], ("Ctrl+B", _("打标签")), found[-1]]

    def next_area(self) -> None:
        """F6: filter → list → labels → filter."""
        focus = QApplication.focusWidget()
        is_in_list = focus is not None and self.card.isAncestorOf(focus)
        if is_in_list and self.labels.isVisible():
            button, papers = self.labels.print_button, self.labels.papers
            target = button if button.isEnabled() else papers
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().next_area()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below a certain width the list needs all of it."""
        super().resizeEvent(event)
        self.labels.setVisible(self.may_label and event.size().width() >= theme.TIGHT_WINDOW)

    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        self.labels.look_soon()

    def _print_labels(self) -> None:
        if self.may_label:
            self.label_work.print(self.marked())
        else:
            self._context.said.emit(_("您的角色不能打印物品标识"))

    def _say(self, text: str, tone: str) -> None:
        """What went well is a line in the strip; what did not stays until it was read."""
        if tone == "pass":
            self.problem.hide()
            self._context.said.emit(text)
        else:
            self.problem.show_notice(tone, text)

    def _on_busy(self, is_busy: bool) -> None:
        self.labels.print_button.setEnabled(not is_busy)
        if is_busy:
            self.labels.progress.start(_("正在打印"))
        else:
            self.labels.progress.finish()

    def _put_beside(self) -> None:
        """The list keeps its filters above it; the card stands at the right of both."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self.filters)
        column.removeWidget(self.card)
        list_side = QVBoxLayout()
        list_side.setSpacing(theme.GAP)
        list_side.addWidget(self.filters)
        list_side.addWidget(self.card, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addLayout(list_side, 1)
        row.addWidget(self.labels)
        column.addLayout(row, 1)
