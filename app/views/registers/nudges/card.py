"""催办 in a record's right column: what was asked of whom, and whether it was read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.operations import Changes
from app.services.worklists import nudges
from app.services.worklists.nudges import Board, Candidate, Note
from app.views import theme
from app.views.context import Context
from app.views.registers.moments import moment_words
from app.views.registers.nudges.dialog import NudgeDialog
from app.views.widgets.frames import SideCard
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.lines import Lines

if TYPE_CHECKING:
    from app.views.registers.record_dialog import RecordDialog

_SHOWN = 3
KEYS = "Ctrl+M"


class NudgeCard(SideCard):
    """The last notes; without any, and for who may send none, the card is gone."""

    def __init__(self) -> None:
        super().__init__(_("催办"), action=_("催办…"), icon="comment")
        self.action.set_hint(KEYS)
        self._lines = Lines(theme.GAP)
        self.body.addWidget(self._lines)
        self.hide()

    def show_board(self, board: Board) -> None:
        """Show the notes, the newest first."""
        self.setVisible(board.may_send or bool(board.notes))
        self.action.setVisible(board.may_send)
        many = len(board.notes)
        self.set_title(_("催办 {n} 次").format(n=many) if many else _("催办"))
        self._lines.replace([_line(one) for one in board.notes[:_SHOWN]])
        self._lines.setVisible(bool(board.notes))


class RecordNudges(QObject):
    """Ctrl+M in a record. Opening it is reading what was written to this person."""

    def __init__(self, window: "RecordDialog", context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._board = Board((), may_send=False)
        self.card = NudgeCard()
        window.side.add_card(self.card)
        window.side.shown.connect(self.reload)
        window.add_keys(KEYS, self.begin)
        self.card.acted.connect(self.begin)
        self.reload()

    def reload(self) -> None:
        """Show how it stands now."""
        record_id = self._window.case.record_id
        if record_id is not None:
            self._context.ask(
                self, nudges.board, self._show, lambda _error: self.card.hide(),
                self._window.case.kind, record_id,
            )  # fmt: skip

    def begin(self) -> None:
        """Ask to whom and what."""
        record_id = self._window.case.record_id
        if record_id is None:
            self._window.say(_("先登记，再催办"), "wait")
        elif not self._board.may_send:
            self._window.say(_("您的角色不能催办这件记录"), "wait")
        else:
            self._context.ask(
                self, nudges.candidates, self._ask, None, self._window.case.kind, record_id
            )

    def _ask(self, people: tuple[Candidate, ...]) -> None:
        record_id = self._window.case.record_id
        if record_id is None:
            return
        if not people:
            self._window.say(_("除您以外没有别人能看这件记录"), "wait")
            return
        dialog = NudgeDialog(
            self._context, self._window, self._window.case.kind, record_id, people, self._words()
        )
        dialog.saved.connect(lambda _changes: self._window.say(dialog.done_words(), "pass"))
        dialog.accepted.connect(self.reload)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _words(self) -> str:
        """What is asked as a rule: the next step, and until when."""
        opened = self._window.case.opened
        if opened is None:
            return ""
        due = opened.view.due
        if due is None:
            return _("请尽快办理")
        return _("请尽快办理，期限 {m} 月 {d} 日").format(m=due.due_on.month, d=due.due_on.day)

    def _show(self, board: Board) -> None:
        self._board = board
        self.card.show_board(board)
        if any(one.is_mine and one.read_at is None for one in board.notes):
            self._context.run(
                self, nudges.read, self._on_read, lambda _error: None,
                self._window.case.kind, self._window.case.record_id or 0,
            )  # fmt: skip

    def _on_read(self, _changes: Changes) -> None:
        self.reload()


def _line(one: Note) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(theme.GAP)
    head.addWidget(label(moment_words(one.sent_at), "small"))
    head.addWidget(ElidedLabel(f"{one.sender} → {one.receiver}", "small"), 1)
    read = _("已阅 {at}").format(at=moment_words(one.read_at)) if one.read_at else _("未阅")
    head.addWidget(label(read, "small"))
    column.addLayout(head)
    column.addWidget(label(one.text, "body", wrap=True))
    return made
