"""What a person does with an open record: save, register, take a step, void, look, print."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import clock
from app.errors import AppError, InvalidRecord, StaleRecord
from app.i18n import _
from app.services import drafts, follow_ups, reading, records, values
from app.services.links.beside import FollowUpView
from app.services.operations import Changes
from app.services.people.signing import Signer
from app.services.slips import issuing
from app.views import messages
from app.views.asking import opening
from app.views.asking.dialogs import ConfirmDialog, TextDialog
from app.views.asking.sign_fields import SignFields
from app.views.context import Context
from app.views.printing.form_menu import ask_form
from app.views.printing.preview import PreviewWindow
from app.views.registers.drafts import DraftKeeper
from app.views.registers.editors import Editors
from app.views.registers.history_view import HistoryDialog
from app.views.registers.record_window import RecordWindow
from app.views.registers.record_work import (
    REGISTER,
    SAVE,
    SIGN,
    TOOL,
    VOID,
    Case,
    Wish,
    packed,
)
from app.views.registers.saving import Saver
from app.views.registers.step_dialog import StepDialog


class Actions(QObject):
    """Every wish is checked on the form first, then carried out in a job by the saver."""

    checked = Signal()
    judge_asked = Signal(object)  # what is to be done once the steps are judged anew
    done = Signal(object, object)  # Wish, Changes
    reload_asked = Signal()
    discarded = Signal()

    def __init__(
        self, window: RecordWindow, context: Context, case: Case, keeper: DraftKeeper
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._case = case
        self._keeper = keeper
        self._asking: StepDialog | None = None
        self.saver = Saver(context, case.kind, window, self._base)
        self.saver.done.connect(self._on_done)
        self.saver.refused.connect(self._on_refused)
        self.saver.theirs_taken.connect(self._take_theirs)
        self.saver.discarded.connect(self.discarded)

    # ---- writing -----------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S: save what was changed; a new record is kept as a draft until it is registered."""
        case, given = self._case, self._window.form.changes()
        if case.record_id is None:
            self._keeper.flush()
            self._window.say(_("已存为草稿；登记后才有编号"))
        elif not given:
            self._window.say(_("没有改动"))
        elif not self._is_wrong():
            self.saver.start(Wish(SAVE, case.record_id, case.version, given))

    def take_main(self) -> None:
        """Ctrl+Enter: the filled button; where there is none, what was typed just now may allow one."""
        if self._window.side.steps.main is None:
            self.judge_asked.emit(self._take_judged)
        else:
            self._take_judged()

    def _take_judged(self) -> None:
        steps = self._window.side.steps
        if steps.main is not None:
            self.take(steps.main.action)
        elif steps.refused is not None:
            step, reason = steps.refused.label.rstrip("…"), steps.refused.reason
            self._window.say(_("还不能{step}：{reason}").format(step=step, reason=reason))
        else:
            self._window.say(_("现在没有可以办的下一步"))

    def take(self, action: str) -> None:
        """Take a step, register, or void; what was typed is saved with it."""
        if self.saver.is_busy:
            return
        if action == REGISTER:
            self._register()
        elif action == VOID:
            self._ask_void()
        elif action.startswith(TOOL):
            records_here = (self._case.record_id,)
            self._context.tool_asked.emit(action.removeprefix(TOOL), records_here)
        else:
            self._take_step(action.removeprefix(SIGN), by_other=action.startswith(SIGN))

    def _take_step(self, action: str, *, by_other: bool) -> None:
        if self._is_wrong(self._case.asked_on_form(action)):
            return
        state = next((one for one in self._case.steps if one.action == action), None)
        signs = (state.signs if state else "") or (_("责任确认") if by_other else "")
        if signs or self._case.kind.step(action).asks:
            self._ask_step(action, signs, by_other=by_other)
        else:
            self._move(action, {})

    def ask_discard(self) -> None:
        """放弃修改: the one thing here that loses what was typed, so it asks."""
        dialog = ConfirmDialog(
            self._window, _("放弃没有保存的修改"),
            _("您改过的 {n} 格会回到已保存的样子，草稿一并去掉。").format(
                n=len(self._window.form.changes())
            ),
            act=_("放弃修改"), keep=_("接着写"),
        )  # fmt: skip
        dialog.accepted.connect(self.discarded)
        opening.show(dialog)

    def _register(self) -> None:
        if not self._is_wrong():
            changes = self._window.form.changes()
            given = {name: one for name, one in changes.items() if not values.is_empty(one)}
            wish = Wish(
                REGISTER, given=given, slip_code=self._keeper.slip_code, origin=self._case.origin
            )
            self.saver.start(wish)

    def _is_wrong(self, needed: Sequence[str] = ()) -> bool:
        """Whether something has to be mended first; then the keyboard stands there."""
        wrong = self._window.form.validate(needed)
        self.checked.emit()
        if wrong:
            self._window.form.focus(wrong[0])
        return bool(wrong)

    def _move(self, action: str, answers: dict[str, Any], signer: Signer | None = None) -> None:
        given = self._window.form.changes() | answers
        case = self._case
        self.saver.start(Wish(action, case.record_id or 0, case.version, given, signer=signer))

    def _ask_step(self, action: str, signs: str, *, by_other: bool) -> None:
        saved = self._case.opened.values if self._case.opened else {}
        held = {**saved, **self._window.form.changes()}  # it goes on with what was just written
        editors = Editors(self._case.kind, self._context.directory)
        step = self._case.kind.step(action)
        self._forget_question()
        staff_no = "" if by_other else self._context.staff_no
        sign = SignFields(signs, staff_no) if signs else None
        dialog = StepDialog(self._context, self._case.kind, step, editors, held, self._window, sign)
        dialog.accepted.connect(lambda: self._move(action, dialog.answers(), dialog.signer()))
        self._asking = dialog
        dialog.open()

    def _ask_void(self) -> None:
        if self._window.form.changes():
            self._window.say(_("先保存或放弃修改，再作废"), "fail")
            return
        number = self._case.opened.view.number if self._case.opened else ""
        dialog = TextDialog(
            self._window, _("作废 {number}").format(number=number),
            _("作废后不能恢复。编号保留不复用，记录仍能查到，原因会印在表上。"),
            field=_("作废原因"), act=_("作废"), max_length=500, harmful=True,
        )  # fmt: skip
        wish = Wish(VOID, self._case.record_id or 0, self._case.version)
        dialog.accepted.connect(
            lambda: self.saver.start(Wish(VOID, wish.record_id, wish.version, why=dialog.words()))
        )
        opening.show(dialog)

    def _base(self) -> dict[str, Any]:
        """What the record held when the person began to write, as far as that is known."""
        base = self._window.form.base()
        return {name: one for name, one in base.items() if name not in self._case.doubtful}

    def _take_theirs(self, theirs: dict[str, Any]) -> None:
        self._window.form.enter(theirs)

    # ---- answers -----------------------------------------------------------------------------

    def _on_done(self, wish: Wish, changes: Changes) -> None:
        self._forget_question()
        moment = f"{clock.local(clock.now()):%H:%M:%S}"
        if wish.action == REGISTER:
            said = _("已登记 {number}，{time}").format(number=changes.number, time=moment)
        elif wish.action == SAVE:
            said = _("已保存 {time}").format(time=moment)
        elif wish.action == VOID:
            said = _("已作废 {time}").format(time=moment)
        else:
            step = reading.action_label(self._case.kind, wish.action)
            said = _("{step}：已办 {time}").format(step=step, time=moment)
        self.done.emit(wish, changes)
        self._window.say(said, "pass")
        self._context.said.emit(said)

    def _on_refused(self, wish: Wish, error: Exception) -> None:
        asking = self._asking
        if isinstance(error, InvalidRecord):
            if asking is not None and set(error.problems) & set(asking.rows):
                asking.show_problems(error.problems)
            else:
                self._show_problems(error)
        elif isinstance(error, StaleRecord):
            self._window.say(str(error), "fail")
            self.reload_asked.emit()
        elif asking is not None and isinstance(error, AppError):
            asking.show_refusal(str(error))
        else:
            messages.show(self._window, error)

    def _show_problems(self, error: InvalidRecord) -> None:
        form = self._window.form
        rest = form.show_problems(error.problems)
        self.checked.emit()
        if wrong := form.wrong():
            form.focus(wrong[0])
        if rest:
            self._window.show_problem("；".join(rest))

    def _forget_question(self) -> None:
        if self._asking is not None:
            self._asking.deleteLater()
            self._asking = None

    def finish(self, one: FollowUpView) -> None:
        """登记办结: how a duty in another register ended, in words."""
        dialog = TextDialog(
            self._window, _("{what}办结").format(what=one.label), one.reason,
            field=_("办结情况"), act=_("登记办结"), max_length=500,
            value="",
        )  # fmt: skip
        dialog.accepted.connect(
            lambda: self._context.run(
                self,
                follow_ups.finish,
                lambda _changes: self.reload_asked.emit(),
                None,
                self._case.kind,
                self._case.record_id or 0,
                one.id,
                dialog.words(),
            )
        )
        opening.show(dialog)

    # ---- looking -----------------------------------------------------------------------------

    def reveal(self, name: str) -> None:
        """Show a masked value in full; the look is recorded."""
        view = self._case.opened.view if self._case.opened else None
        if view is not None:
            self._context.run(
                self, records.reveal,
                lambda full: self._window.form.unmask(full, read_only=view.read_only is not None),
                None, self._case.kind, view.id, (name,),
            )  # fmt: skip

    def show_history(self) -> None:
        """全部经过."""
        data = self._case.opened
        if data is not None:
            opening.show(HistoryDialog(self._case.kind, data.view, data.history, self._window))

    def preview(self) -> None:
        """预览表单: what would be printed, as the record is saved."""
        self._show_preview(prints=False)

    def print(self) -> None:
        """打印: the same page, with the system's print dialog."""
        self._show_preview(prints=True)

    def ask_form(self) -> None:
        """The button 打印: which form, where a record has more than one, and why not a letter yet."""
        kind = self._case.kind
        view = self._case.opened.view if self._case.opened else None
        values_now = {**view.values, "status": view.status} if view else {}
        reasons = {letter.form: letter.not_yet(values_now) for letter in kind.letters}
        forms = view.forms if view else ()
        ask_form(self._window.header.print, kind, self._print_form, reasons, forms)

    def _print_form(self, code: str) -> None:
        """The record's own form goes to the printer; a letter is read before."""
        self._show_preview(prints=self._case.kind.letter(code) is None, form_code=code)

    def _show_preview(self, *, prints: bool, form_code: str = "") -> None:
        view = self._case.opened.view if self._case.opened else None
        if not self._case.kind.forms:
            words = _("{item}没有单独的纸质表单，打印由它转出的单据")
            self._window.say(words.format(item=_(self._case.kind.item)))
            return
        if self._case.record_id is None:
            self._print_draft(prints=prints)
            return
        if view is None or not view.may_print:
            self._window.say(_("您的角色不能打印这件{item}").format(item=_(self._case.kind.item)))
            return
        window = PreviewWindow(
            self._context, self._case.kind, view.id, form_code=form_code or view.forms[0],
            unsaved=bool(self._window.form.changes()), prints=prints, parent=self._window,
        )  # fmt: skip
        window.show()

    def _print_draft(self, *, prints: bool) -> None:
        """What is written so far, with the code that leads back to it: the rest is done by hand."""
        given = packed(self._window.form.changes())
        if not given or not self._case.kind.form:
            self._window.say(_("还没有登记，没有可以打印的；空白表在台账里打印"))
            return

        def show(code: str) -> None:
            self._keeper.slip_code = code
            window = PreviewWindow(
                self._context, self._case.kind, slips=(code,), prints=prints, parent=self._window
            )
            window.taken.connect(lambda: self._note_printed(code))
            window.show()

        self._context.run(
            self, drafts.save, show, None,
            self._case.kind, given, self._keeper.slip_code,
        )  # fmt: skip

    def _note_printed(self, code: str) -> None:
        if self._case.record_id is None:
            self._keeper.keep_printed(code)
            self._context.run(
                self, issuing.print_draft, lambda _done: None, None, self._case.kind, code
            )
