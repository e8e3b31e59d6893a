"""录入调查表: sheet after sheet with the number pad; keyed again by somebody else where that is wanted."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import InvalidRecord
from app.i18n import _
from app.services.operations import Changes
from app.services.surveys import keying
from app.services.surveys.keying import Given, Keying, SheetView
from app.views import messages, theme
from app.views.asking.dialogs import Dialog, TextDialog
from app.views.context import Context
from app.views.surveys.answer_grid import AnswerGrid
from app.views.surveys.pile import AGAIN, NEW, Pile
from app.views.surveys.sheet_words import SheetWords
from app.views.widgets.buttons import Chip, ChipBar
from app.views.widgets.cards import Card
from app.views.widgets.frames import NoticeBar
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import label

_WIDTH, _KEEP_MS = 1280, 400
_NAMED_MOST = 8


class KeyingDialog(Dialog):
    """Enter keeps a sheet and goes on to the next; what is begun is kept as a draft all the time."""

    def __init__(self, context: Context, begun: Keying, parent: QWidget | None) -> None:
        words = _(
            "数字键答题并到下一题，0 或 Del 不适用，− 未答，Backspace 退一题，Enter 存下一张。"
        )
        super().__init__(parent, _("录入调查表"), words, icon="edit")
        self.setMinimumWidth(_WIDTH)
        self._context, self._survey_id = context, begun.survey_id
        self.pile = Pile(begun)
        self._is_sure = False  # that the rest was not answered
        self._is_busy = False
        self._aside: dict[str, Any] = {}  # a begun sheet, while an earlier one is looked at
        self.chips = ChipBar(_("第几次录入"))
        self.place, self.count = label("", "section"), label("", "muted")
        self.grid = AnswerGrid(begun.version.questions)
        self.words = SheetWords(context.directory)
        self.notice = NoticeBar("info", "")
        self._keeper = QTimer(self)
        self._fill()
        self._connect()
        self._begin()

    # ---- building ------------------------------------------------------------------------------

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.MARGIN)
        head.addWidget(self.place)
        head.addWidget(self.count, 1)
        head.addWidget(self.chips)
        card = Card(padding=theme.GAP)
        card.body.addWidget(self.grid)
        self.body.addLayout(head)
        self.body.addWidget(self.notice)
        self.body.addWidget(card)
        self.body.addWidget(self.words)
        self.notice.hide()
        self.act = self.add_primary(_("存，下一张"), self.save)
        self.close_button = self.add_button(_("关闭"), self.reject, "close")
        self.earlier = self.add_button(_("改前一张　PgUp"), self.go_back, "undo")
        self.void_button = self.add_harmful(_("作废这张…"), self._ask_void, "ban")

    def _connect(self) -> None:
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_MS)
        self._keeper.timeout.connect(self._keep)
        self.grid.changed.connect(self._on_changed)
        self.words.changed.connect(self._on_changed)
        self.grid.entered.connect(self.save)
        self.grid.refused.connect(lambda text: self._say("wait", text))
        self.chips.chosen.connect(self.show_mode)
        keys = {"PgUp": self.go_back, "F6": self._switch_area, "Ctrl+Z": self.grid.undo}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        order = [*self.words.inputs()[:1], self.grid, *self.words.inputs()[1:], self.close_button,
                 self.act]  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _begin(self) -> None:
        """With what was begun the last time, or with the first answer of the next sheet."""
        begun = self.pile.begun
        self._aside = {"department_id": begun.department_id} | dict(begun.begun)
        self._show()
        if begun.begun:
            at = min(self.grid.current() + 1, len(self.grid.questions))
            self._say("info", _("接着录上次没有存的一张，到第 {n} 题").format(n=at))
        has_department = self.words.department.value() is not None
        self.focus_first(self.grid if has_department else self.words.department.first_input())

    # ---- where one is --------------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """The first keying of new papers, or the second of those somebody else keyed."""
        self._put_aside()
        self.pile.mode = mode
        self.pile.go_on()
        self._show()
        self.notice.hide()
        if self.pile.mode != mode:
            self._say("info", self.pile.again_words())

    def go_back(self) -> None:
        """PgUp: the sheet that was kept last, or the one before that which is shown."""
        self._put_aside()
        if not self.pile.go_back():
            self._say("info", _("前面没有可以改的调查表"))
            return
        self._show()
        words = _("正在改第 {n} 张：改好按 Enter，回到没有录完的一张")
        self._say("info", words.format(n=self.pile.serial))

    def _put_aside(self) -> None:
        """What is begun is there again after an earlier sheet was looked at."""
        if self.pile.is_new:
            self._keep_now()
            self._aside = self._values()

    def _show(self) -> None:
        """The paper the pile is at, and the keyboard at its first open answer."""
        sheet = self.pile.sheet
        if sheet is None:
            self.words.show_values(self._aside)
            self.grid.show_answers(str(self._aside.get("answers", "")))
        else:
            self._show_sheet(sheet)
        self._is_sure = False
        self._show_where()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sheet(self, sheet: SheetView) -> None:
        given = sheet.given
        self.words.show_values(
            {"department_id": given.department_id, "filled_by": given.filled_by}
            | {name: getattr(given, name) for name in keying.OPEN_QUESTIONS}
        )
        if self.pile.corrects:
            self.grid.show_answers(given.answers)
        elif sheet.differs:
            self.grid.compare(given.answers, sheet.second_answers)
        else:
            self.grid.show_answers()

    def _show_where(self) -> None:
        pile = self.pile
        paper = _("第 {n} 张（写在纸角）") if pile.is_new else _("第 {n} 张")
        self.place.setText(paper.format(n=pile.serial))
        self.count.setText(pile.head())
        keyed, again, differing = pile.counts()
        self.chips.set_chips([
            Chip(NEW, _("录入"), keyed),
            Chip(AGAIN, _("第二次录入"), again, "wait" if differing else ""),
        ])  # fmt: skip
        self.chips.set_current(pile.mode)
        self.void_button.setVisible(pile.corrects)
        self.earlier.setVisible(pile.mode == NEW)
        self.words.set_fixed(pile.mode == AGAIN)
        words = _("存下改动") if pile.corrects else _("存，下一张")
        self.act.set_text(_("按纸上的定") if self.grid.differing() else words)

    # ---- keeping -------------------------------------------------------------------------------

    def save(self) -> None:
        """Enter: keep the sheet, once it is sure that the rest was not answered."""
        if self._is_busy or not self._may_save():
            return
        self._keeper.stop()
        self._is_busy = True
        given, sheet = self._given(), self.pile.sheet
        if sheet is None:
            self._run(keying.key, lambda done: self._on_keyed(given, *done), given)
        elif self.pile.corrects:
            self._run(keying.correct, lambda _done: self._on_corrected(given), sheet.serial, given)
        elif self.grid.differing():
            self._run(keying.settle, lambda _done: self._on_settled(given), sheet.serial,
                      given.answers)  # fmt: skip
        else:
            self._run(keying.key_again, lambda agrees: self._on_again(given, agrees),
                      sheet.serial, given.answers)  # fmt: skip

    def _run(self, work: Any, done: Callable[[Any], None], *args: object) -> None:
        self._context.run(self, work, done, self._on_failed, self._survey_id, *args)

    def _may_save(self) -> bool:
        if self.pile.mode == NEW and not self.words.department_row.validate():
            self.words.department_row.focus()
            return False
        open_now = self.grid.open_places()
        places = "、".join(map(str, open_now[:_NAMED_MOST]))
        if self.grid.is_empty():
            self._say("wait", _("一题也没有答；空白的调查表不用录入"))
        elif open_now and self.grid.differing():
            self._say("wait", _("第 {n} 题还没有定").format(n=places))
        elif open_now and not self._is_sure:
            self._is_sure = True
            more = "…" if len(open_now) > _NAMED_MOST else ""
            words = _("还有 {n} 题没有答（{places}）；再按一次 Enter，按未答存下")
            self._say("wait", words.format(n=len(open_now), places=places + more))
        else:
            return True
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _on_keyed(self, given: Given, changes: Changes, serial: int) -> None:
        self._context.announce(changes)
        expected = self.pile.serial
        self.pile.keyed(serial, given)
        self._aside = {"department_id": given.department_id}
        self._finish(_("第 {n} 张已存").format(n=serial))
        if serial != expected:
            words = _("别处也在录这次调查：刚才一张存为第 {n} 张，纸角的号改一下")
            self._say("wait", words.format(n=serial))

    def _on_corrected(self, given: Given) -> None:
        serial = self.pile.serial
        self.pile.changed(lambda one: replace(one, given=given))
        self._finish(_("第 {n} 张的改动已存").format(n=serial))

    def _on_again(self, given: Given, agrees: bool) -> None:
        self.pile.changed(lambda one: replace(one, second_answers=given.answers))
        if agrees:
            self._finish(_("第 {n} 张两次录入一致").format(n=self.pile.serial))
            return
        self._is_busy = False
        self._show()
        words = _("第 {n} 张有 {many} 题两次录入不一致，看纸上的再定")
        self._say("wait", words.format(n=self.pile.serial, many=len(self.grid.differing())))

    def _on_settled(self, given: Given) -> None:
        def settled(one: SheetView) -> SheetView:
            kept = replace(one.given, answers=given.answers)
            return replace(one, given=kept, second_answers=given.answers)

        self.pile.changed(settled)
        self._finish(_("第 {n} 张已按纸上的定").format(n=self.pile.serial))

    def _finish(self, said: str) -> None:
        self._is_busy = False
        self.notice.hide()
        self._context.said.emit(said)
        mode = self.pile.mode
        self.pile.go_on()
        self._show()
        if self.pile.mode != mode:
            self._say("pass", self.pile.again_words())

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, InvalidRecord):
            self._say("fail", "；".join(error.problems.values()))
        else:
            self._say("fail", messages.sentence(error))

    def _ask_void(self) -> None:
        dialog = _void_dialog(self, self.pile.serial)

        def void() -> None:
            reason = dialog.words()
            self._run(keying.void, lambda _done: self._on_voided(reason), self.pile.serial, reason)

        dialog.accepted.connect(void)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_voided(self, reason: str) -> None:
        serial = self.pile.serial
        self.pile.changed(lambda one: replace(one, void_reason=reason))
        self._finish(_("第 {n} 张已作废").format(n=serial))

    # ---- the draft -----------------------------------------------------------------------------

    def _values(self) -> dict[str, Any]:
        return self.words.values() | {"answers": self.grid.keyed()}

    def _given(self) -> Given:
        held: dict[str, Any] = self.words.values()
        return Given(answers=self.grid.answers(), **held)

    def _on_changed(self) -> None:
        self._is_sure = False
        self.notice.hide()
        if self.pile.is_new and not self._keeper.isActive():
            self._keeper.start()

    def _keep(self) -> None:
        if self.pile.is_new and not self._is_busy:
            self._run(keying.keep_begun, lambda _done: None, self._values())

    def _keep_now(self) -> None:
        if self._keeper.isActive():
            self._keeper.stop()
            self._keep()

    # ---- events --------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        """Closing keeps what is begun; it is there again the next time."""
        self._keep_now()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line of words keeps the sheet too: the hand need not go back."""
        if is_plain_enter(event):
            self.save()
            return
        super().keyPressEvent(event)

    def _switch_area(self) -> None:
        target = self.words.words["praise"].first_input() if self.grid.hasFocus() else self.grid
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, tone: str, text: str) -> None:
        self.notice.show_notice(tone, text)

    def show_problem(self, text: str) -> None:
        """Something failed that is nobody's fault here; everything keyed stays."""
        self._say("fail", text)


def _void_dialog(parent: QWidget, serial: int) -> TextDialog:
    """Asks why a sheet should not have been keyed."""
    return TextDialog(
        parent, _("作废第 {n} 张").format(n=serial), _("作废的不计入统计，序号不再用。"),
        field=_("作废原因"), act=_("作废"), max_length=keying.REASON_MOST, harmful=True,
    )  # fmt: skip
