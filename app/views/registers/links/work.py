"""What a person does with the links of an open record: open one, raise one, look at the whole chain."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.links import chain, raising
from app.services.links.beside import FollowUpView
from app.services.links.raising import EDUCATION, NONCONFORMITY, Beginning, targets
from app.services.registers import catalog
from app.views.context import Context
from app.views.registers.links.cards import LinksCard
from app.views.registers.links.chain_dialog import ChainDialog
from app.views.registers.record_work import Case
from app.views.widgets.menus import Entry, offer


class LinkWork(QObject):
    """Opens nothing itself: what is to be opened is asked of the windows by signals."""

    record_asked = Signal(str, int)
    raise_asked = Signal(object)  # Beginning

    def __init__(self, window: QWidget, card: LinksCard, context: Context, case: Case) -> None:
        super().__init__(window)
        self._window, self._card, self._context, self._case = window, card, context, case
        card.record_asked.connect(self.record_asked)
        card.raise_asked.connect(self.ask_target)
        card.chain_asked.connect(self.show_chain)
        card.owed_asked.connect(self._raise_owed)

    def raise_nonconformity(self) -> None:
        """F7: a nonconforming service from this very record (四.2.(1))."""
        self._begin(NONCONFORMITY)

    def raise_education(self) -> None:
        """F9: what happened here becomes the subject of a safety education (HR-25)."""
        self._begin(EDUCATION)

    def ask_target(self) -> None:
        """转出…: which record is to be made from this one."""
        entries = [Entry(_(one.item), one.name) for one in targets(self._case.kind)]
        offer(self._card.action, entries, self._begin)

    def show_chain(self) -> None:
        """The whole chain as a picture."""
        case = self._case
        if case.record_id is None or case.opened is None:
            return
        number = case.opened.view.number

        def show(found: chain.Chain) -> None:
            dialog = ChainDialog(found, number, self._window)
            dialog.record_asked.connect(self.record_asked)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._context.ask(self, chain.around, show, None, case.kind, case.record_id)

    def _begin(self, target: str) -> None:
        case = self._case
        if case.record_id is None or not catalog.has(target) or target == case.kind.name:
            return

        def begun(beginning: Beginning) -> None:
            self.raise_asked.emit(beginning)

        self._context.ask(self, raising.begin, begun, None, case.kind, case.record_id, target)

    def _raise_owed(self, one: FollowUpView) -> None:
        case = self._case
        self._context.run(
            self, raising.raise_owed, lambda _changes: None, None,
            case.kind, case.record_id or 0, one.id,
        )  # fmt: skip
