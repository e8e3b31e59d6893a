"""Handing a round in: what cannot be goes back to its row, what was opened is said and one click away."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from app import clock
from app.errors import InvalidRecord
from app.i18n import _
from app.models.environment.check import EnvVerdict
from app.services.environment import round_results, rounds
from app.services.environment.round_results import Results
from app.services.environment.rounds import Measured, RoundEntry
from app.services.environment.sheet import Standing
from app.views import messages
from app.views.context import Context
from app.views.environment.round_frame import RoundFrame


class RoundSubmit(QObject):
    """All of a round is kept, or nothing of it. `facts` say whose round it is, and when it was."""

    done = Signal()

    def __init__(
        self, window: RoundFrame, context: Context, facts: Callable[[], tuple[int, datetime]]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._facts = window, context, facts
        self.is_busy = False

    def start(self) -> None:
        """Ctrl+Enter: hand in every line that was filled."""
        if not self.is_busy and self._is_ready():
            entry = self._entry()
            self.is_busy = True
            self._window.say(_("正在提交…"))
            self._context.run(
                self, rounds.submit, lambda _changes: self._on_done(entry), self._on_refused, entry
            )

    def _is_ready(self) -> bool:
        """Whether nothing is left to be put right; else the keyboard stands there."""
        window, model = self._window, self._window.model
        if not model.filled():
            window.show_notice("wait", _("还没有填一项；测到的填上，没测的留空，再提交"))
            window.focus_sheet()
        elif wrong := model.standing(Standing.UNREADABLE):
            window.say(_("还有 {n} 项看不懂，先改好").format(n=len(wrong)), "fail")
            window.sheet.go_to(wrong[0])
        elif odd := model.standing(Standing.ODD):
            window.say(_("还有 {n} 项不常见的数值要再确认").format(n=len(odd)), "wait")
            window.sheet.go_to(odd[0])
            model.ask(odd[0])
        elif problem := window.head.companion.problem():
            window.say(_("同行：{why}").format(why=problem), "fail")
            window.head.companion.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        elif problem := window.head.moment.problem():
            window.say(_("检查时间：{why}").format(why=problem), "fail")
            window.head.moment.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        elif not isinstance(window.head.checker.value(), int):
            window.say(_("还没有选检查人"), "fail")
            window.head.checker.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return True
        return False

    def _entry(self) -> RoundEntry:
        window, model = self._window, self._window.model
        checker = window.head.checker.value()
        assert isinstance(checker, int)
        lines = []
        for row in model.filled():
            entry = model.entry(row)
            lines.append(
                Measured(
                    model.line(row).point_id, model.outcome(row).value, entry.finding,
                    entry.instrument, entry.odd_confirmed, entry.is_pending, entry.note,
                )
            )  # fmt: skip
        department, moment = self._facts()
        return RoundEntry(
            department, moment, checker, window.head.companion.text(),
            model.rowCount(), tuple(lines),
        )  # fmt: skip

    def _on_done(self, entry: RoundEntry) -> None:
        self.is_busy = False
        self.done.emit()
        self._context.ask(
            self, round_results.results, self._tell, None, entry.started_at, entry.checker_id
        )

    def _tell(self, found: Results) -> None:
        failed, warned = found.of(EnvVerdict.FAIL), found.of(EnvVerdict.WARN)
        pending = found.of(None)
        parts = [
            words.format(n=count)
            for words, count in (
                (_("合格 {n} 项"), found.passed),
                (_("预警 {n} 项"), len(warned)),
                (_("不合格 {n} 项"), len(failed)),
                (_("待出结果 {n} 项"), len(pending)),
            )
            if count
        ]
        time = f"{clock.local(clock.now()):%H:%M:%S}"
        words = _("已提交：{parts}").format(parts="，".join(parts))
        tone = "fail" if failed else "wait" if warned or found.doubtful else "pass"
        second = _("不合格的已各打开一件，停用、整改、复查从那里办：") if failed else ""
        if found.doubtful:
            said = _("有 {n} 项用的仪器检定已过期，结果标为“可疑”。").format(n=found.doubtful)
            second = f"{said}{second}"
        self._window.show_notice(tone, words, second)
        self._window.notice.show_links(
            [(str(one.check_id), f"{one.number} {one.what}") for one in (*failed, *warned)]
        )
        self._window.say(f"{words} {time}")
        if self._window.notice.links:
            self._window.notice.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        """What was entered stays; a line that is refused has the keyboard."""
        self.is_busy = False
        window = self._window
        window.say("")
        if not isinstance(error, InvalidRecord):
            window.show_problem(messages.sentence(error))
            return
        named = []
        for key, sentence in error.problems.items():
            row = window.model.row_of(int(key)) if key.isdecimal() else -1
            if row >= 0:
                line = window.model.line(row)
                named.append((row, f"{line.place} {line.item}：{sentence}"))
        rest = [one for key, one in error.problems.items() if not key.isdecimal()]
        window.show_notice(
            "fail",
            _("一项也没有提交，先改好这几处"),
            "；".join([*(one for _row, one in named), *rest]),
        )
        if named:
            window.sheet.go_to(named[0][0])
