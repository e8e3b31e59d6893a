"""The notice above a list that something was typed and not saved, and the way back to it."""

from PySide6.QtCore import Signal

from app.i18n import _
from app.services import reading
from app.services.reading import DraftView
from app.services.registers.register import Register
from app.services.storage.state import day_words
from app.views.context import Context
from app.views.widgets.frames import NoticeBar
from app.views.widgets.menus import Entry, offer

_SUBJECT_SHOWN = 24


class DraftNotice(NoticeBar):
    """Shown while this person has drafts in the register; closed, it comes back with another draft."""

    chosen = Signal(object)  # DraftView

    def __init__(self, context: Context, register: Register) -> None:
        super().__init__("info", "", action=_("继续写草稿"))
        self._context, self._register = context, register
        self._drafts: list[DraftView] = []
        self._closed_at: frozenset[str] | None = None
        self.acted.connect(self._go_on)
        self.closed.connect(self._on_closed)
        self.hide()

    def reload(self) -> None:
        """Look which drafts there are."""
        self._context.ask(self, reading.drafts, self._take, None, self._register)

    def _take(self, drafts: list[DraftView]) -> None:
        self._drafts = drafts
        codes = self._codes()
        if not codes or (self._closed_at is not None and codes <= self._closed_at):
            self.hide()
            return
        words = _("有 {n} 份{item}写到一半，最近一份是{when} 存的").format(
            n=len(drafts), item=_(self._register.item), when=day_words(drafts[0].saved_at)
        )
        self.show_notice("info", words, action=_("继续写草稿"))

    def _codes(self) -> frozenset[str]:
        return frozenset(one.slip_code for one in self._drafts)

    def _on_closed(self) -> None:
        self._closed_at = self._codes()

    def _go_on(self) -> None:
        if len(self._drafts) == 1:
            self.chosen.emit(self._drafts[0])
            return
        entries = [Entry(draft_words(self._register, one), one) for one in self._drafts]
        offer(self.action, entries, self.chosen.emit)


def draft_words(register: Register, draft: DraftView) -> str:
    """A draft in a menu: what it is about, and when it was kept."""
    texts = [draft.values.get(name) for name in register.subject]
    subject = next((str(text) for text in texts if text), "") or _("（还没有写事由）")
    line = " ".join(subject.split())[:_SUBJECT_SHOWN].replace("&", "&&")
    return _("{subject}  {when}").format(subject=line, when=day_words(draft.saved_at))
