"""The window of one record, shared by all registers: it opens, shows and keeps what is typed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import _
from app.services import reading
from app.services.links.raising import Beginning
from app.services.operations import Changes
from app.services.reading import DraftView, StepState
from app.services.registers.register import Register
from app.services.suggestions.copies import Copied
from app.services.values import unpacked
from app.views.context import Context
from app.views.keys import keys_of
from app.views.registers.attachments.work import AttachmentWork
from app.views.registers.drafts import DraftKeeper
from app.views.registers.ease.entering import enter
from app.views.registers.ease.helping import Ease
from app.views.registers.editors import Editors
from app.views.registers.links.work import LinkWork
from app.views.registers.next_steps import Offer, Offers, ranked
from app.views.registers.record_actions import Actions
from app.views.registers.record_form import RecordForm
from app.views.registers.record_notices import (
    Further,
    copied_words,
    further,
    lacking_links,
    notice_of,
    signatures,
    stumble,
)
from app.views.registers.record_window import RecordWindow
from app.views.registers.record_work import REGISTER, SAVE, Case, Opened, Wish, held_by, opened
from app.views.slices import Slices

CHECK_AFTER = 250
STRIP = ("Ctrl+S", "Ctrl+Enter", "F4 或 Alt+↓", "F8", "Ctrl+P", "Esc")
NEW_STRIP = ("Ctrl+Enter", "F4 或 Alt+↓", "Ctrl+PgUp PgDn", "F8", "Esc")


class RecordDialog(RecordWindow):
    """A record, or a new one when `record_id` is None. It knows no register in particular."""

    closed = Signal()
    open_asked = Signal(int)  # another record of this register
    copied = Signal(object)  # Copied: what a new record shall begin with

    def __init__(
        self,
        context: Context,
        register: Register,
        record_id: int | None = None,
        draft: DraftView | None = None,
        parent: QWidget | None = None,
        copied: Copied | None = None,
        beginning: Beginning | None = None,
    ) -> None:
        super().__init__(register, parent)
        self._context = context
        self._draft, self._copied, self._beginning = draft, copied, beginning
        self._fresh: dict[str, Any] = {}
        self._showing: Slices | None = None
        self.case = Case(register, draft.record_id if draft is not None else record_id)
        self.keeper = DraftKeeper(
            context, register, self.unsaved, lambda: self.case.version or None, self
        )
        self.actions_of = Actions(self, context, self.case, self.keeper)
        self.links = LinkWork(self, self.side.links, context, self.case)
        self.files = AttachmentWork(self, self.side.attachments, context, self.case, self.say)
        self.ease = Ease(self, context, self.case)
        self._timer = QTimer(self, interval=CHECK_AFTER, singleShot=True)
        self._connect()
        self._begin()

    def unsaved(self) -> dict[str, Any]:
        """What was typed and not saved; what a new record begins with does not count."""
        given = self.form.changes()
        return {} if given == self._fresh else given

    def reload(self) -> None:
        """Read the record anew; what was typed stays."""
        if self.case.record_id is not None:
            self._context.ask(
                self, opened, self.when_built(self._show), self.show_error,
                self.case.kind, self.case.record_id,
            )  # fmt: skip

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never asks: what was typed is kept as a draft."""
        if self.actions_of.saver.is_busy:
            self.say(_("正在保存，存好就可以关闭"))
            event.ignore()
            return
        if self.keeper.leave():
            self._context.said.emit(_("没有保存的内容已存为草稿"))
        super().closeEvent(event)
        self.closed.emit()

    # ---- opening -----------------------------------------------------------------------------

    def _connect(self) -> None:
        do = self.actions_of
        self.header.save_asked.connect(do.save)
        self.header.drop_asked.connect(do.ask_discard)
        self.header.copy_asked.connect(self.ease.copy)
        self.header.preview_asked.connect(do.preview)
        self.header.print_asked.connect(do.ask_form)
        self.side.steps.asked.connect(do.take)
        self.side.history_asked.connect(do.show_history)
        self.side.links.finish_asked.connect(do.finish)
        self.notice.acted.connect(self._take_up)
        self.keeper.told.connect(self.header.tell_draft)
        for asked in (self._timer.timeout, do.checked, do.judge_asked):
            asked.connect(self._check)
        do.done.connect(self._on_done)
        do.reload_asked.connect(self.reload)
        do.discarded.connect(self._discard)
        do.saver.busy_changed.connect(self.show_busy)
        self.ease.open_asked.connect(self.open_asked)
        self.ease.copied.connect(self.copied)
        self._context.changed.connect(self._on_changes)
        self.add_keys("Ctrl+S", do.save)
        self.add_keys("Ctrl+Return Ctrl+Enter", do.take_main)
        self.add_keys("Ctrl+P", do.print)
        self.add_keys("Ctrl+L", self._context.lock_asked.emit)
        self.add_keys("F7", self.links.raise_nonconformity)
        self.add_keys("F8", lambda: self.go_wrong(self.case.lacking))
        self.add_keys("F9", self.links.raise_education)
        self.add_keys("Ctrl+PgUp", lambda: self.go_section(-1))
        self.add_keys("Ctrl+PgDown", lambda: self.go_section(1))
        self.add_keys("Ctrl+V", lambda: self.ease.paste(self.files.paste))
        self.add_keys("Ctrl+D", self.ease.copy)
        self.add_keys("F1", self.show_keys)
        self.add_keys("F5", self.reload)
        self.add_keys("F6", self.next_area)
        self.add_keys("Ctrl+W", self.close)

    def _begin(self) -> None:
        """Begin to build the form; what it shows comes from a job, and is shown when both are there."""
        kind, is_new = self.case.kind, self.case.record_id is None
        editors = Editors(kind, self._context.directory)
        carried = held_by(self._draft, self._copied, self._beginning)
        self.set_form(RecordForm(kind, editors, is_new=is_new, carried=carried))
        self.form.edited.connect(self._on_edited)
        self.form.left.connect(self._timer.start)
        self.form.reveal_asked.connect(self.actions_of.reveal)
        self.form.when_built(partial(self.ease.attach, self.form))
        self.form.when_built(partial(self.files.attach, self.form))
        if self._context.jobs.is_inline:
            self.form.finish()
        draft = self._draft
        is_printed = draft is not None and draft.printed_at is not None
        self.keeper.begin(
            self.case.record_id, draft.slip_code if draft else None, is_printed=is_printed
        )
        if is_new:
            self.header.show_new()
            self.setWindowTitle(self.header.title.full_text())
            self.strip.set_keys(keys_of("record", NEW_STRIP))
            self._context.ask(
                self, reading.fresh, self.when_built(self._show_new), self._show_bare, kind
            )
        else:
            self.strip.set_keys(keys_of("record", STRIP))
            self.reload()

    def _show_new(self, fresh: dict[str, Any]) -> None:
        self.form.fill({}, read_only=False)
        self.form.enter(fresh)
        self._fresh = self.form.changes()
        if self._draft is not None:
            self.form.enter(unpacked(self.case.kind, self._draft.values))
            self._draft = None
        if self._copied is not None:
            self._take_over(self._copied)
        if self._beginning is not None:
            self.case.origin = (self._beginning.source_register, self._beginning.source_id)
            self.form.enter(self._beginning.values)
            self._beginning = None
        self.ease.filled()
        self.reveal_form()
        self._check()
        self.enter_form(
            lambda: self.form.focus(self.form.first_empty() or next(iter(self.form.rows)))
        )

    def _show_bare(self, error: Exception) -> None:
        """What a new record begins with could not be read; it can be written all the same."""
        self.show_error(error)
        self.form.when_built(lambda: self._show_new({}))

    def _take_over(self, copied: Copied) -> None:
        """Begin with what another record says; it counts as typed, so it is kept as a draft."""
        self._copied = None
        self.form.enter(copied.values)
        self.show_notice("info", *copied_words(self.case.kind, copied))
        self.keeper.touch()

    def _show(self, data: Opened) -> None:
        """Show what was read, a part at a time; what was read before is shown wholly by then."""
        if self._showing is not None:
            self._showing.finish()
        self._showing = Slices(self._parts(data), self)
        if self._context.jobs.is_inline:
            self._showing.finish()

    def _parts(self, data: Opened) -> Iterator[None]:
        view, is_first = data.view, self.case.opened is None
        self.case.opened, self.case.steps = data, view.steps
        is_behind = bool(self.form.changes()) and not is_first and view.version != self.case.version
        if not is_behind:
            self.case.version, self.case.doubtful = view.version, frozenset()
            self.form.fill(
                data.values, read_only=view.read_only is not None, fixed=view.masked | view.fixed,
                lenient=view.backfilled, keep=not is_first, own=self.case.own(),
            )  # fmt: skip
            self.form.set_masked(view.masked, may_reveal=view.may_reveal)
        yield
        self.header.show_record(view)
        self.header.copy.setVisible(data.may_copy)
        self.setWindowTitle(f"{view.number}　{view.title}")
        yield
        self.side.show_record(view, data.history)
        yield
        self.ease.filled()
        self.files.reload()
        self.show_about(*notice_of(view), links=lacking_links(view))
        self.form.set_signed(signatures(self.case.kind, self.form.sections, view.trail))
        told = further(self.case.kind, data.values, self._context.directory.names())
        self.form.set_below(Further(told) if told else None)
        yield
        self._check()
        self.reveal_form()
        if is_first:
            self._enter_record(data)
        elif self.case.just_moved():
            self._enter_here()

    def _enter_here(self) -> None:
        self.enter_form(lambda: enter(self.form, self.side.steps, self.case))

    def _enter_record(self, data: Opened) -> None:
        """Take up the draft asked for, or offer one; then put the keyboard where work goes on."""
        self._enter_here()
        if self._draft is not None:
            self._take_up()
        elif data.drafts and data.view.read_only is None:
            self._draft = data.drafts[0]
            when = f"{clock.local(self._draft.saved_at):%m-%d %H:%M}"
            words = _("您在 {time} 写过、没有保存的内容还在").format(time=when)
            self.show_notice("info", words, action=_("接着写"))

    def _take_up(self) -> None:
        """Go on with a draft. If the record was changed since, saving it will ask whose text holds."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if draft.record_version not in (None, self.case.version):
            self.case.version = draft.record_version or 0
            self.case.doubtful = frozenset(draft.values)
        self.keeper.begin(self.case.record_id, draft.slip_code)
        self.form.enter(unpacked(self.case.kind, draft.values))
        self.show_notice("info", "")
        self.keeper.touch()
        self._check()

    def _on_changes(self, changes: Changes) -> None:
        """Somebody else at this PC changed the record, e.g. from the list."""
        is_this = (changes.record_id == self.case.record_id
                   and self.case.kind.name in changes.tables)  # fmt: skip
        if is_this and not self.actions_of.saver.is_busy:
            self.reload()

    # ---- while typing ------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self.keeper.touch()
        self._timer.start()

    def _check(self, then: Callable[[], None] = lambda: None) -> None:
        """Judge the form and bring index, strip and buttons up to date."""
        self.form.recheck()
        self.header.drop.setVisible(self.case.opened is not None and bool(self.unsaved()))
        self._offer()
        if self.case.record_id is not None and self.form.changes():
            self._context.ask(
                self, reading.step_states, partial(self._on_states, then), lambda _error: then(),
                self.case.kind, self.case.record_id, self.form.changes(),
            )  # fmt: skip
        else:
            then()

    def _on_states(self, then: Callable[[], None], steps: tuple[StepState, ...]) -> None:
        self.case.steps = steps
        self._offer()
        then()

    def _offer(self) -> None:
        """Keep buttons and index true: what is possible, what is missing, what is refused and why."""
        view = self.case.opened.view if self.case.opened else None
        if self.case.record_id is None:
            label = _("登记{item}").format(item=_(self.case.kind.item))
            main = Offer(REGISTER, label, warning=stumble(self.form, self.form.wrong()))
            self.side.steps.show_offers(Offers(main))
        elif view is not None:
            offers = ranked(
                self.case.kind, self.case.steps, self._stumbles, view.may_void, view.tools
            )
            self.side.steps.show_offers(offers)
            ahead = offers.main or self.side.steps.refused
            self.form.needs(self.case.ahead(ahead.action) if ahead else ())
        self.show_marks(self.form.marks())

    def _stumbles(self, state: StepState) -> str:
        return stumble(self.form, self.case.asked_on_form(state.action)) if state.on_road else ""

    # ---- after a wish ------------------------------------------------------------------------

    def _on_done(self, wish: Wish, changes: Changes) -> None:
        self.form.settle()
        self.case.version, self.case.doubtful = changes.version, frozenset()
        self.show_notice("info", "")
        if wish.action == REGISTER:
            # A draft kept while the registration was on its way is not used up by it.
            if wish.slip_code:
                self.keeper.forget()
            else:
                self.keeper.drop()
            self.case.record_id, self._fresh = changes.record_id, {}
            self._begin()
        else:
            self.keeper.drop()
            self.case.has_moved = wish.action != SAVE
            self.reload()

    def _discard(self) -> None:
        self.form.settle()
        self.keeper.drop()
        self.reload()
