"""The right column of a record: deadline and why, next steps, linked records, files, its last history."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services.days import due_words
from app.services.days.shown import DueView, HoursView
from app.services.history import HistoryEntry
from app.services.reading import RecordView
from app.services.registers.register import Register
from app.views import theme
from app.views.registers.attachments.card import AttachmentsCard
from app.views.registers.history_view import entry_words
from app.views.registers.links.cards import DutiesCard, LinksCard
from app.views.registers.links.file_card import FileCard
from app.views.registers.links.ledger_card import LedgerCard
from app.views.registers.moments import day_words, moment_words
from app.views.registers.next_steps import NextSteps
from app.views.widgets.frames import SideCard, ToneCard
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.lines import Lines

LAST_ENTRIES = 3
_CARDS = {
    due_words.Tone.PLAIN: ("plain", "clock"),
    due_words.Tone.WAIT: ("wait", "clock"),
    due_words.Tone.OVER: ("fail", "octagon"),
    due_words.Tone.PASS: ("pass", "check"),
    due_words.Tone.LATE: ("fail", "octagon"),
    due_words.Tone.NEUTRAL: ("plain", "clock"),
}


_ANSWERED = frozenset({due_words.Tone.PASS, due_words.Tone.LATE})


class SidePanel(QScrollArea):
    """Cards one below the other; each takes no room while it has nothing to say. More may be added."""

    history_asked = Signal()
    shown = Signal()

    def __init__(self, kind: Register) -> None:
        super().__init__()
        self._kind = kind
        self.hours = ToneCard()
        self.deadline = ToneCard()
        self.steps = NextSteps()
        self.duties = DutiesCard()
        self.ledger = LedgerCard()
        self.links = LinksCard(kind)
        self.file = FileCard()
        self.file.record_asked.connect(self.links.record_asked)
        self.attachments = AttachmentsCard()
        self.trail = SideCard(_("经过"), action=_("全部"), icon="history")
        self.trail.acted.connect(self.history_asked)
        self._trail = Lines(0)
        self.trail.body.addWidget(self._trail)
        page = QWidget()
        page.setObjectName("Plain")
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(theme.GAP_CARD, theme.GAP + 2, theme.MARGIN - 2, theme.GAP + 2)
        column.setSpacing(theme.GAP)
        for card in (
            self.hours, self.deadline, self.steps, self.duties, self.file, self.ledger, self.links,
            self.attachments, self.trail,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        for card in (self.hours, self.deadline, self.duties, self.links, self.trail):
            card.hide()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("期限、下一步和经过"))

    def add_card(self, card: QWidget) -> None:
        """Put a card below the next steps."""
        self._column.insertWidget(self._column.indexOf(self.steps) + 1, card)

    def show_record(self, view: RecordView, history: Sequence[HistoryEntry]) -> None:
        """Show what is known of a record beside its form."""
        # What was voided, withdrawn or merged before its answer has no deadline any more.
        is_running = view.status in self._kind.open_states
        is_answered = view.due is not None and view.due.remaining.tone in _ANSWERED
        self._show_deadline(view.due if is_running or is_answered else None)
        self._show_hours(view.hours)
        self.duties.show_duties(view.duties)
        self.file.show_file(view.supplier_file)
        self.ledger.show_ledger(view.ledger)
        self.links.show_record(view)
        self.trail.action.set_text(_("全部 {n} 条").format(n=len(history)))
        words = entry_words(history, view.trail)
        self._trail.replace(
            [_entry(*pair) for pair in zip(history[:LAST_ENTRIES], words, strict=False)]
        )
        self.trail.show()
        self.shown.emit()

    def _show_hours(self, hours: HoursView | None) -> None:
        self.hours.setVisible(hours is not None)
        if hours is not None:
            tone, icon = _CARDS[hours.remaining.tone]
            self.hours.show_content(tone, icon, hours.remaining.word, hours.words, hours.source)

    def _show_deadline(self, due: DueView | None) -> None:
        self.deadline.setVisible(due is not None)
        if due is None:
            return
        tone, icon = _CARDS[due.remaining.tone]
        strong = _("{what}：{day} {hour} 前").format(
            what=due.what, day=day_words(due.due_on), hour=due.hour
        )
        why = _("为什么是这一天：{why}").format(why=due.why)
        if due.original_due_on != due.due_on and f"{due.original_due_on:%m-%d}" not in due.why:
            why += _("原定 {day}。").format(day=f"{due.original_due_on:%m-%d}")
        self.deadline.show_content(tone, icon, due.remaining.word, strong, why)


def _entry(entry: HistoryEntry, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    when = label(moment_words(entry.at), "small")
    when.setFixedWidth(theme.WIDTHS["time"] + theme.GAP_INNER)
    who = ElidedLabel(entry.person, "small")
    who.setFixedWidth(theme.WIDTHS["time"] - theme.MARGIN - theme.GAP_CARD)
    row.addWidget(when)
    row.addWidget(who)
    row.addWidget(ElidedLabel(words, "muted"), 1)
    return made
